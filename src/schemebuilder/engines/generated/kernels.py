"""One row for each entrywise step: how Python writes it on whole numbers and truth values."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from schemebuilder.lowering.program import Prim, Rounding

if TYPE_CHECKING:
    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.program import Const

Args: TypeAlias = tuple[str, ...]
"""The operands as Python: names, numbers, or expressions in brackets."""

Row: TypeAlias = Callable[[Args, "Const"], str]

REPEATED: Final = frozenset({Prim.SIGN, Prim.MIN, Prim.MAX, Prim.ROUND})
"""Steps whose row writes an operand twice: it must be a name or a number."""


def rounded(n: str, d: str, const: Const, limits: Bounds) -> str:
    """L6: one floor division of the magnitude; the sign is put back only where one can occur."""
    assert isinstance(const, Rounding)  # noqa: S101 so that mypy sees it
    size = n if const.p == 1 else f"{n} * {const.p}"
    divisor = _times(d, const.q)
    if divisor == "1":
        return f"({size})"
    if limits is None or limits[0] < 0:
        return f"{_SIGNED[const.direction]}({size}, {divisor})"
    match const.direction:
        case "down":
            return f"({size} // ({divisor}))"
        case "up":
            return f"(({size} + ({divisor}) - 1) // ({divisor}))"
        case "half up":
            return f"((2 * {size} + ({divisor})) // (2 * ({divisor})))"
        case _:
            return f"{_SIGNED[const.direction]}({size}, {divisor})"


def _times(d: str, q: int) -> str:
    if d.isdigit():
        return str(int(d) * q)
    return d if q == 1 else f"{d} * {q}"


_SIGNED: Final = {
    "up": "round_up",
    "down": "round_down",
    "half up": "round_half_up",
    "half even": "round_half_even",
}
"""The functions of `steps.py` that round numbers of either sign."""

KERNELS: Final[dict[Prim, Row]] = {
    Prim.ADD: lambda args, _: f"({args[0]} + {args[1]})",
    Prim.SUB: lambda args, _: f"({args[0]} - {args[1]})",
    Prim.MUL: lambda args, _: f"({args[0]} * {args[1]})",
    Prim.FLOOR_DIV: lambda args, _: f"({args[0]} // {args[1]})",
    Prim.MOD: lambda args, _: f"({args[0]} % {args[1]})",
    Prim.ABS: lambda args, _: f"abs({args[0]})",
    Prim.SIGN: lambda args, _: f"(({args[0]} > 0) - ({args[0]} < 0))",
    Prim.MIN: lambda args, _: f"({args[0]} if {args[0]} < {args[1]} else {args[1]})",
    Prim.MAX: lambda args, _: f"({args[0]} if {args[0]} > {args[1]} else {args[1]})",
    Prim.SELECT: lambda args, _: f"({args[1]} if {args[0]} else {args[2]})",
    Prim.ROUND: lambda args, const: rounded(args[0], args[1], const, None),
    Prim.LOOKUP: lambda args, const: f"{const!r}[{args[0]}]",
    Prim.COUNT_FROM: lambda args, const: f"bisect_right({const!r}, {args[0]})",
    Prim.YMD: lambda args, _: f"yyyymmdd({args[0]})",
    Prim.ADD_MONTHS: lambda args, _: f"add_months({args[0]}, {args[1]})",
    Prim.EQ: lambda args, _: f"({args[0]} == {args[1]})",
    Prim.LT: lambda args, _: f"({args[0]} < {args[1]})",
    Prim.LE: lambda args, _: f"({args[0]} <= {args[1]})",
    Prim.RATIO_EQ: lambda args, _: f"({args[0]} * {args[3]} == {args[2]} * {args[1]})",
    Prim.RATIO_LT: lambda args, _: f"({args[0]} * {args[3]} < {args[2]} * {args[1]})",
    Prim.RATIO_LE: lambda args, _: f"({args[0]} * {args[3]} <= {args[2]} * {args[1]})",
    Prim.AND: lambda args, _: f"({args[0]} and {args[1]})",
    Prim.OR: lambda args, _: f"({args[0]} or {args[1]})",
    Prim.NOT: lambda args, _: f"(not {args[0]})",
    Prim.MARK: lambda args, _: args[0],
}
"""Every row stands in brackets or is a call, so that rows can stand inside each other."""
