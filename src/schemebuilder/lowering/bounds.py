"""Rule L9: between which whole numbers each step's result lies, in Python integers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from schemebuilder.lowering.facts import ABSENT_LIST
from schemebuilder.lowering.integers import (
    FIRST_DAY,
    INT64_MAX,
    LAST_DAY,
    add_months,
    rounded,
    yyyymmdd,
)
from schemebuilder.lowering.program import Prim, Rounding

if TYPE_CHECKING:
    from schemebuilder.lowering.facts import Facts
    from schemebuilder.lowering.program import Const

Bounds: TypeAlias = tuple[int, int] | None
"""The least and greatest value (masks: 0 and 1), or None where nothing is known."""

MASK: Final = (0, 1)


def fits(bounds: Bounds) -> bool:
    """Say whether 64 bits hold every value; -2^63 is kept out, so that negating is safe."""
    return bounds is not None and bounds[0] >= -INT64_MAX and bounds[1] <= INT64_MAX


def bound(prim: Prim, const: Const, args: tuple[Bounds, ...], facts: Facts | None) -> Bounds:
    """Return the bounds of a step from those of its operands and the facts about the data."""
    if prim in _LEAVES:
        return _leaf(prim, const, facts)
    if prim in _COMPARISONS:
        return _compared(prim, args)
    rule = _RULES.get(prim)
    if rule is not None:
        known = tuple(arg for arg in args if arg is not None)
        return rule(*known) if len(known) == len(args) else None
    return _special(prim, const, args, facts)


def _special(  # noqa: PLR0911 one a kind of step
    prim: Prim, const: Const, args: tuple[Bounds, ...], facts: Facts | None
) -> Bounds:
    match prim:
        case Prim.ROUND:
            return _rounded(args, const)
        case Prim.LOOKUP:
            return _looked_up(args[0], const)
        case Prim.COUNT_FROM:
            assert isinstance(const, tuple)  # noqa: S101 so that mypy sees it
            return (0, len(const))
        case Prim.TAKE | Prim.OTHER | Prim.LINKED:
            return _taken(args[0], const)
        case Prim.AHEAD | Prim.AHEAD_OPEN | Prim.AHEAD_FAULT:
            return _ahead(prim, args, facts)
        case _:
            if prim in _OVER_MANY:
                sizes = None if facts is None else facts.sizes(const)
                return _OVER_MANY[prim](args[0], sizes)
            return _ACROSS[prim](args[0], facts) if prim in _ACROSS else _selected(*args)


_LEAVES: Final = frozenset(
    {
        Prim.CONST,
        Prim.FIELD,
        Prim.FIELD_UNKNOWN,
        Prim.FIELD_NA,
        Prim.ROLE_IS,
        Prim.ROLE_UNKNOWN,
        Prim.LIST_UNKNOWN,
    },
)


def _leaf(  # noqa: PLR0911 one a kind of leaf
    prim: Prim, const: Const, facts: Facts | None
) -> Bounds:
    if prim is Prim.CONST:
        assert isinstance(const, int)  # noqa: S101 so that mypy sees it
        return (int(const), int(const))
    if facts is None:
        return None if prim is Prim.FIELD else MASK
    if prim is Prim.ROLE_IS:
        return MASK if const in facts.roles else (0, 0)
    if prim is Prim.ROLE_UNKNOWN:
        return _mask(some=facts.some_role_unknown, every=facts.all_roles_unknown)
    if prim is Prim.LIST_UNKNOWN:
        found = facts.lists.get(str(const), ABSENT_LIST)
        return _mask(some=found.some_unknown, every=found.all_unknown)
    column = facts.column(const)  # type: ignore[arg-type]  # what such a step carries
    if prim is Prim.FIELD:
        return (column.lowest, column.highest)
    if prim is Prim.FIELD_UNKNOWN:
        return _mask(some=column.some_unknown, every=column.all_unknown)
    return _mask(some=column.some_na, every=column.all_na)


def _mask(*, some: bool, every: bool) -> Bounds:
    return (int(every), int(some))


_COMPARISONS: Final = frozenset(
    {Prim.EQ, Prim.LT, Prim.LE, Prim.RATIO_EQ, Prim.RATIO_LT, Prim.RATIO_LE},
)


def _compared(prim: Prim, args: tuple[Bounds, ...]) -> Bounds:
    left, right = (args[0], args[1]) if len(args) == 2 else (args[0], args[2])
    if len(args) == 4:
        left, right = _times_known(args[0], args[3]), _times_known(args[2], args[1])
    if left is None or right is None:
        return MASK
    below, above = left[1] < right[0], left[0] > right[1]
    if prim in (Prim.EQ, Prim.RATIO_EQ):
        same = left[0] == left[1] == right[0] == right[1]
        return (1, 1) if same else (0, 0) if below or above else MASK
    if prim in (Prim.LT, Prim.RATIO_LT):
        return (1, 1) if below else (0, 0) if left[0] >= right[1] else MASK
    return (1, 1) if left[1] <= right[0] else (0, 0) if above else MASK


def _times_known(a: Bounds, b: Bounds) -> Bounds:
    return None if a is None or b is None else _product(a, b)


def _product(a: tuple[int, int], b: tuple[int, int]) -> Bounds:
    corners = (a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1])
    return (min(corners), max(corners))


def _quotient(a: tuple[int, int], b: tuple[int, int]) -> Bounds:
    if b[0] <= 0:
        return None
    corners = (a[0] // b[0], a[0] // b[1], a[1] // b[0], a[1] // b[1])
    return (min(corners), max(corners))


def _rest(a: tuple[int, int], b: tuple[int, int]) -> Bounds:
    if b[0] <= 0:
        return None
    return a if a[0] >= 0 and a[1] < b[0] else (0, b[1] - 1)


def _magnitude(a: tuple[int, int]) -> Bounds:
    least = 0 if a[1] >= 0 >= a[0] else min(abs(a[0]), abs(a[1]))
    return (least, max(abs(a[0]), abs(a[1])))


def _sign(n: int) -> int:
    return (n > 0) - (n < 0)


def _within_calendar(days: tuple[int, int]) -> tuple[int, int]:
    return (
        min(max(days[0], FIRST_DAY), LAST_DAY),
        min(max(days[1], FIRST_DAY), LAST_DAY),
    )


def _months_later(days: tuple[int, int], months: tuple[int, int]) -> Bounds:
    first, last = _within_calendar(days)
    return (add_months(first, months[0]), add_months(last, months[1]))


def _days_as_numbers(days: tuple[int, int]) -> Bounds:
    first, last = _within_calendar(days)
    return (yyyymmdd(first), yyyymmdd(last))


def _rank_key(n: tuple[int, int], d: tuple[int, int]) -> Bounds:
    return (min(n[0], 0) * d[1] * d[1], max(n[1], 0) * d[1] * d[1])


_RULES: Final[dict[Prim, Callable[..., Bounds]]] = {
    Prim.ADD: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    Prim.SUB: lambda a, b: (a[0] - b[1], a[1] - b[0]),
    Prim.MUL: _product,
    Prim.FLOOR_DIV: _quotient,
    Prim.MOD: _rest,
    Prim.ABS: _magnitude,
    Prim.SIGN: lambda a: (_sign(a[0]), _sign(a[1])),
    Prim.MIN: lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    Prim.MAX: lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    Prim.RANK_KEY: _rank_key,
    Prim.YMD: _days_as_numbers,
    Prim.ADD_MONTHS: _months_later,
    Prim.AND: lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    Prim.OR: lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    Prim.NOT: lambda a: (1 - a[1], 1 - a[0]),
}


def _selected(mask: Bounds, a: Bounds, b: Bounds) -> Bounds:
    if mask == (1, 1):
        return a
    if mask == (0, 0):
        return b
    return None if a is None or b is None else (min(a[0], b[0]), max(a[1], b[1]))


def _rounded(args: tuple[Bounds, ...], const: Const) -> Bounds:
    n, d = args
    if n is None or d is None or d[0] <= 0:
        return None
    assert isinstance(const, Rounding)  # noqa: S101 so that mypy sees it
    return (
        rounded(n[0], d[0] if n[0] < 0 else d[1], const),
        rounded(n[1], d[0] if n[1] > 0 else d[1], const),
    )


def _looked_up(index: Bounds, table: Const) -> Bounds:
    assert isinstance(table, tuple)  # noqa: S101 so that mypy sees it
    first, last = (0, len(table) - 1) if index is None else index
    entries = [entry for entry in table[max(first, 0) : last + 1] if isinstance(entry, int)]
    return (min(entries), max(entries)) if entries else None


_Sizes: TypeAlias = tuple[int, int] | None
"""How many members a group has, or entries a list, at least and at most."""


def _counted(mask: Bounds, sizes: _Sizes) -> Bounds:
    if mask is None or sizes is None:
        return None
    return (sizes[0] * mask[0], sizes[1] * mask[1])


def _totalled(n: Bounds, sizes: _Sizes) -> Bounds:
    if n is None or sizes is None:
        return None
    least, most = sizes
    return (n[0] * (most if n[0] < 0 else least), n[1] * (most if n[1] > 0 else least))


def _ahead(prim: Prim, args: tuple[Bounds, ...], facts: Facts | None) -> Bounds:
    sure, opens, faults = args[:1], (args[1], *args[4::3]), (args[2], *args[5::3])
    counted = {Prim.AHEAD: sure, Prim.AHEAD_OPEN: opens}.get(prim, faults)
    if all(mask == (0, 0) for mask in counted):
        return (0, 0)
    return None if facts is None else (0, max(facts.most_members - 1, 0))


def _common(d: Bounds, _: Facts | None) -> Bounds:
    return d if d is not None and d[0] == d[1] else None


def _first(_: Bounds, facts: Facts | None) -> Bounds:
    return None if facts is None else (-1, max(facts.persons - 1, 0))


def _ranked(_: Bounds, sizes: _Sizes) -> Bounds:
    return None if sizes is None else (0, max(sizes[1] - 1, 0))


def _any(mask: Bounds, sizes: _Sizes) -> Bounds:
    if mask == (1, 1) and sizes is not None and sizes[0]:
        return (1, 1)
    return (0, 0) if mask == (0, 0) else MASK


def _taken(x: Bounds, default: Const) -> Bounds:
    default = default[1] if isinstance(default, tuple) else default
    assert isinstance(default, int)  # noqa: S101 so that mypy sees it
    return None if x is None else (min(x[0], int(default)), max(x[1], int(default)))


_ACROSS: Final[dict[Prim, Callable[[Bounds, Facts | None], Bounds]]] = {
    Prim.MARK: lambda mask, _: (0, 0) if mask == (0, 0) else MASK,
    Prim.SPREAD: lambda x, _: x,
    Prim.HIGHEST: lambda x, _: x,
    Prim.LOWEST: lambda x, _: x,
    Prim.FIRST: _first,
    Prim.COMMON: _common,
}

_OVER_MANY: Final[dict[Prim, Callable[[Bounds, _Sizes], Bounds]]] = {
    Prim.COUNT: _counted,
    Prim.TOTAL: _totalled,
    Prim.ANY: _any,
    Prim.RANK: _ranked,
}
"""Steps whose bounds hang on how many members or entries there are."""
