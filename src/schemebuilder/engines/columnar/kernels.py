"""One row for each entrywise step: how NumPy does it, on 64-bit lanes or on Python integers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar import calendar
from schemebuilder.lowering.bounds import bound, fits
from schemebuilder.lowering.integers import INT64_MAX
from schemebuilder.lowering.program import Prim, Rounding

if TYPE_CHECKING:
    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.program import Const

Array: TypeAlias = npt.NDArray[Any]
Lane: TypeAlias = Any
"""An array, or a Python number or truth value that is the same everywhere."""

Args: TypeAlias = tuple[Lane, ...]
Limits: TypeAlias = tuple["Bounds", ...]


def rounded(args: Args, limits: Limits, const: Const) -> Lane:
    """L6: one floor division of the magnitude; the sign is put back only where one can occur."""
    assert isinstance(const, Rounding)  # noqa: S101 so that mypy sees it
    n, d = args
    sign_free = limits[0] is not None and limits[0][0] >= 0
    size = n if sign_free else abs(n)
    size = size * const.p if const.p != 1 else size
    divisor = d * const.q if const.q != 1 else d
    if isinstance(divisor, int) and divisor == 1:
        return n * const.p
    result = _quotient(size, divisor, const.direction)
    return result if sign_free else np.where(n < 0, -result, result)


def _quotient(size: Lane, divisor: Lane, direction: str) -> Lane:
    if direction == "down":
        return size // divisor
    if direction == "up":
        return (size + (divisor - 1)) // divisor
    if direction == "half up":
        return (2 * size + divisor) // (2 * divisor)
    quotient = size // divisor
    rest = 2 * (size - quotient * divisor)
    odd_half = np.logical_and(rest == divisor, quotient % 2 == 1)
    return quotient + np.logical_or(rest > divisor, odd_half)


def round_fits(limits: Limits, const: Const) -> bool:
    """Say whether 64 bits hold everything that rounding computes on the way."""
    assert isinstance(const, Rounding)  # noqa: S101 so that mypy sees it
    n, d = limits
    if n is None or d is None:
        return False
    size = max(abs(n[0]), abs(n[1])) * const.p
    return fits((0, 2 * size + 2 * d[1] * const.q)) and max(const.p, const.q) <= INT64_MAX


def ratio_compared(prim: Prim, args: Args, limits: Limits) -> Lane:
    """L4: crosswise products; where they may not fit, floor quotients and then the remainders."""
    na, da, nb, db = args
    if not _cross_fits(limits) and _rest_fits(limits):
        qa, qb = na // da, nb // db
        ra, rb = (na - qa * da) * db, (nb - qb * db) * da
        if prim is Prim.RATIO_EQ:
            return np.logical_and(qa == qb, ra == rb)
        rest = ra < rb if prim is Prim.RATIO_LT else ra <= rb
        return np.logical_or(qa < qb, np.logical_and(qa == qb, rest))
    left, right = na * db, nb * da
    if prim is Prim.RATIO_EQ:
        return left == right
    return left < right if prim is Prim.RATIO_LT else left <= right


def _cross_fits(limits: Limits) -> bool:
    na, da, nb, db = limits
    return fits(bound(Prim.MUL, None, (na, db), None)) and fits(
        bound(Prim.MUL, None, (nb, da), None)
    )


def _rest_fits(limits: Limits) -> bool:
    return all(fits(limit) for limit in limits) and fits(
        bound(Prim.MUL, None, (limits[1], limits[3]), None)
    )


def ratio_fits(limits: Limits) -> bool:
    """Say whether one of the two ways to compare stays within 64 bits."""
    return all(fits(limit) for limit in limits) and (_cross_fits(limits) or _rest_fits(limits))


def _rank_key(args: Args, _: Limits, __: Const) -> Lane:
    """L10: K·n div d keeps order and ties, since two fractions differ by 1/K at least, or not."""
    n, d = args
    largest = int(d.max()) if len(d) else 1
    return n * (largest * largest) // d


def _looked_up(args: Args, _: Limits, const: Const) -> Lane:
    assert isinstance(const, tuple)  # noqa: S101 so that mypy sees it
    table = np.array(const, dtype=None if fits(_extremes(const)) else object)
    return table[args[0].astype(np.int64, copy=False)]


def _extremes(const: tuple[int | str, ...]) -> Bounds:
    entries = [entry for entry in const if isinstance(entry, int)]
    return (min(entries), max(entries))


def _counted_from(args: Args, _: Limits, const: Const) -> Lane:
    return np.searchsorted(np.array(const, dtype=np.int64), args[0], side="right")


def _numbered(args: Args, limits: Limits, _: Const) -> Lane:
    days = limits[0]
    assert days is not None  # noqa: S101 so that mypy sees it
    return calendar.yyyymmdd(args[0], days[0], days[1])


def _months_added(args: Args, _: Limits, __: Const) -> Lane:
    days, months = np.broadcast_arrays(*(np.asarray(arg, dtype=np.int64) for arg in args))
    return calendar.add_months(days, months)


def _sign(args: Args, _: Limits, __: Const) -> Lane:
    return (args[0] > 0).astype(np.int64) - (args[0] < 0).astype(np.int64)


KERNELS: Final[dict[Prim, Callable[[Args, Limits, Const], Lane]]] = {
    Prim.ADD: lambda args, _, __: args[0] + args[1],
    Prim.SUB: lambda args, _, __: args[0] - args[1],
    Prim.MUL: lambda args, _, __: args[0] * args[1],
    Prim.FLOOR_DIV: lambda args, _, __: args[0] // args[1],
    Prim.MOD: lambda args, _, __: args[0] % args[1],
    Prim.ABS: lambda args, _, __: abs(args[0]),
    Prim.SIGN: _sign,
    Prim.MIN: lambda args, _, __: np.minimum(args[0], args[1]),
    Prim.MAX: lambda args, _, __: np.maximum(args[0], args[1]),
    Prim.SELECT: lambda args, _, __: np.where(args[0], args[1], args[2]),
    Prim.ROUND: rounded,
    Prim.RANK_KEY: _rank_key,
    Prim.LOOKUP: _looked_up,
    Prim.COUNT_FROM: _counted_from,
    Prim.YMD: _numbered,
    Prim.ADD_MONTHS: _months_added,
    Prim.EQ: lambda args, _, __: args[0] == args[1],
    Prim.LT: lambda args, _, __: args[0] < args[1],
    Prim.LE: lambda args, _, __: args[0] <= args[1],
    Prim.RATIO_EQ: lambda args, limits, _: ratio_compared(Prim.RATIO_EQ, args, limits),
    Prim.RATIO_LT: lambda args, limits, _: ratio_compared(Prim.RATIO_LT, args, limits),
    Prim.RATIO_LE: lambda args, limits, _: ratio_compared(Prim.RATIO_LE, args, limits),
    Prim.AND: lambda args, _, __: np.logical_and(args[0], args[1]),
    Prim.OR: lambda args, _, __: np.logical_or(args[0], args[1]),
    Prim.NOT: lambda args, _, __: np.logical_not(args[0]),
    Prim.MARK: lambda args, _, __: args[0],
}
