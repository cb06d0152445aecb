"""Values that follow an index: `indexed every January by cpi, floor 0%, rounded up to KES 50`.

Each value is the one before it, raised by how much the index has risen since the adjustment before.
All of it is worked out when a scheme is checked: engines see dated values like those of any law.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Final

from schemebuilder.compiler.constants import quantity
from schemebuilder.compiler.desk import Desk, Scope, Series
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.indices import in_words
from schemebuilder.compiler.law import least_certain
from schemebuilder.compiler.names import ParameterName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.ir.expressions import Value
from schemebuilder.ir.scheme import ParameterValue
from schemebuilder.language.syntax import (
    Binary,
    Expr,
    Extreme,
    IndexDay,
    IndexStatement,
    IndexWritten,
    Limited,
    Name,
    NameRef,
    NumberLiteral,
    OfName,
)
from schemebuilder.values import rounding

_MONTHS: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ROUNDINGS: Final[dict[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "up": rounding.up,
    "down": rounding.down,
    "half up": rounding.half_up,
    "half even": rounding.half_even,
}
_OPERATORS: Final[dict[str, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
}
_MOST: Final = 400


@dataclass(frozen=True, slots=True)
class _Rise:
    """How much is added at one adjustment: the share, from which figures, and their status."""

    share: Fraction
    words: tuple[str, ...] = ()
    status: str = "indexed"


class _NoFigureError(Exception):
    """A figure is not there; the message says which."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """An `indexed` line, checked: its days of the year, its limits and its rounding."""

    written: IndexWritten
    days: tuple[tuple[int, int], ...]
    floor: Fraction | None
    cap: Fraction | None
    step: Fraction | None


def indexed(
    desk: Desk, name: ParameterName, written: IndexWritten, values: tuple[ParameterValue, ...]
) -> tuple[ParameterValue, ...]:
    """Return the values with those that follow the last written one by an index."""
    clause = _checked(desk, name, written)
    if clause is None or not values:
        return values
    last = max(values, key=lambda value: (value.start, value.status == "enacted"))
    if last.ended or any(not isinstance(cell, Fraction) for cell in last.cells.values()):
        desk.report.error(
            "SB-D004",
            f"{name.name} has no amount that could follow an index.",
            written.span,
            hint="The last value before the index is an amount or a number that has not ended.",
        )
        return values
    found = list(_following(desk, clause, last))
    if all(value.ended for value in found):
        why = found[0].made if found else "the calendar has no more days"
        desk.report.warning(
            "SB-D004",
            f"{name.name} has no value from {found[0].start if found else last.start}: {why}.",
            written.span,
            hint="Add the figures of the index, forecasts marked `projected`.",
        )
    return (*values, *found)


def _following(desk: Desk, clause: _Clause, last: ParameterValue) -> Iterator[ParameterValue]:
    """Yield a value for each adjustment, up to the first one whose figures are not there."""
    before = last
    for earlier, day in _adjustments(clause.days, last.start):
        if clause.written.first is not None and day < clause.written.first:
            continue
        try:
            rise = _limited(_rise(desk, clause.written.by, earlier, day), clause)
        except _NoFigureError as missing:
            made = str(missing)
            span = clause.written.span
            yield ParameterValue(day, {}, ended=True, span=span, made=made)
            return
        cells = {key: _raised(cell, rise.share, clause) for key, cell in before.cells.items()}
        cited = clause.written.citation
        before = ParameterValue(
            start=day,
            cells=cells,
            citation=cited.text if cited else before.citation,
            status=least_certain((before.status, rise.status)),
            span=clause.written.span,
            made=", ".join(dict.fromkeys(rise.words)),
        )
        yield before


def _adjustments(days: tuple[tuple[int, int], ...], start: date) -> Iterator[tuple[date, date]]:
    """Yield the days of adjustment after `start`, each with the one before it in the calendar."""
    years = range(max(start.year - 1, date.min.year), min(start.year + _MOST, date.max.year))
    every = (date(year, month, day) for year in years for month, day in days)
    return ((earlier, day) for earlier, day in pairwise(every) if day > start)


def _raised(cell: Value, share: Fraction, clause: _Clause) -> Value:
    if not isinstance(cell, Fraction):
        return cell
    raised = cell * (1 + share)
    if clause.step is None:
        return raised
    return _ROUNDINGS[clause.written.direction](raised, clause.step)


def _limited(rise: _Rise, clause: _Clause) -> _Rise:
    floor, cap = clause.floor, clause.cap
    if floor is not None and rise.share < floor:
        return _Rise(floor, (*rise.words, "the floor"), rise.status)
    if cap is not None and rise.share > cap:
        return _Rise(cap, (*rise.words, "the cap"), rise.status)
    return rise


def _rise(desk: Desk, expr: Expr, earlier: date, day: date) -> _Rise:  # noqa: PLR0911 one a form
    """Return how much has risen what an expression names; its form was checked before."""
    match expr:
        case NumberLiteral():
            return _Rise(expr.value)
        case NameRef():
            return _of_index(desk.series[expr.name.text], expr.name.text, 0, (earlier, day))
        case OfName():
            month = _MONTHS[expr.of.text.lower()]
            return _of_index(desk.series[expr.part.text], expr.part.text, month, (earlier, day))
        case Binary():
            one, two = (_rise(desk, part, earlier, day) for part in (expr.left, expr.right))
            return _joined(_OPERATORS[expr.op](one.share, two.share), (one, two))
        case Extreme():
            parts = tuple(_rise(desk, part, earlier, day) for part in expr.args)
            shares = [part.share for part in parts]
            return _joined(min(shares) if expr.kind == "smaller" else max(shares), parts)
        case Limited():
            arg = _rise(desk, expr.arg, earlier, day)
            share = arg.share
            if expr.not_below is not None:
                share = max(share, _rise(desk, expr.not_below, earlier, day).share)
            if expr.not_above is not None:
                share = min(share, _rise(desk, expr.not_above, earlier, day).share)
            return _joined(share, (arg,))
        case _:
            return _Rise(Fraction(0))


def _joined(share: Fraction, parts: tuple[_Rise, ...]) -> _Rise:
    words = tuple(word for part in parts for word in part.words)
    return _Rise(share, words, least_certain(part.status for part in parts))


def _of_index(series: Series, name: str, month: int, days: tuple[date, date]) -> _Rise:
    """Return how much an index has risen between the figures that two adjustments go by."""
    old, new = (_figure_known_on(series, month, day) for day in days)
    for place in (old, new):
        if place not in series.figures:
            raise _NoFigureError(f"{name} has no figure for {in_words(series, place)}")
    (before, one), (after, two) = series.figures[old], series.figures[new]
    words = f"{name} {in_words(series, new)} over {in_words(series, old)}"
    forecast = "projected" if "projected" in {one, two} else "indexed"
    return _Rise(after / before - 1, (words,), forecast)


def _figure_known_on(series: Series, month: int, day: date) -> int:
    """Return the latest month or year whose figure is published on a day, or that month's."""
    current = day.year * 12 + day.month - 1 - series.lag
    if not series.monthly:
        return current // 12 - 1
    latest = current - 1
    return latest if not month else latest - (latest - (month - 1)) % 12


# --- checking ----------------------------------------------------------------------------------


def _checked(desk: Desk, name: ParameterName, written: IndexWritten) -> _Clause | None:
    days = [_day(desk, one) for one in written.days]
    known = _known(desk, name, written.by)
    limits = [_share(desk, limit) for limit in (written.floor, written.cap)]
    step = _step(desk, name, written)
    right = written.step is None or step is not None
    whole = all(
        share is not None or limit is None
        for share, limit in zip(limits, (written.floor, written.cap), strict=True)
    )
    found = tuple(sorted(day for day in days if day is not None))
    if not known or not right or not whole or len(found) < len(days):
        return None
    return _Clause(written, found, limits[0], limits[1], step)


def _day(desk: Desk, written: IndexDay) -> tuple[int, int] | None:
    month = _MONTHS.get(written.month.text.lower())
    if month is None:
        _no_month(desk, written.month)
        return None
    if not 1 <= written.day <= calendar.monthrange(2001, month)[1]:
        desk.report.error(
            "SB-D002",
            f"{desk.report.written(written.span)} is not a day that every year has.",
            written.span,
            hint="Write a day and a month, as in `indexed every 6 April by cpi`.",
        )
        return None
    return month, written.day


def _no_month(desk: Desk, written: Name) -> None:
    near = nearest(written.text, [name for name in calendar.month_name if name])
    desk.report.error(
        "SB-N001",
        f"{written.text} is not a month.",
        written.span,
        hint=f"Did you mean {near}?" if near else "Write the month: `indexed every January by …`.",
        edits=(replaced(written.span, near),) if near else (),
    )


def _known(  # noqa: PLR0911 one a form
    desk: Desk, name: ParameterName, expr: Expr
) -> bool:
    """Check the form of what the values follow: indices, shares, and arithmetic on them."""
    match expr:
        case NumberLiteral():
            return True
        case NameRef():
            return _is_index(desk, expr.name)
        case OfName():
            if not _is_index(desk, expr.part):
                return False
            if expr.of.text.lower() not in _MONTHS:
                _no_month(desk, expr.of)
                return False
            return _has_months(desk, expr)
        case Binary(op="+" | "-" | "*"):
            return all(_known(desk, name, part) for part in (expr.left, expr.right))
        case Binary(op="/", right=NumberLiteral(value=value)) if value:
            return _known(desk, name, expr.left)
        case Extreme():
            return all(_known(desk, name, part) for part in expr.args)
        case Limited():
            parts = (expr.arg, expr.not_below, expr.not_above)
            return all(_known(desk, name, part) for part in parts if part is not None)
        case _:
            desk.report.error(
                "SB-D004",
                f"{name.name} cannot follow `{desk.report.written(expr.span)}`.",
                expr.span,
                hint="Write an index, as in `by cpi`, `by cpi of September`, `by 50% of cpi + 50% "
                "of wages` or `by larger of (cpi, 2.5%)`.",
            )
            return False


def _is_index(desk: Desk, written: Name) -> bool:
    meaning = desk.names.meanings.get(written.text)
    if isinstance(meaning, ParameterName) and isinstance(meaning.statement, IndexStatement):
        desk.looked_up.add(meaning.name)
        desk.parts_of_law.add(meaning.name)
        return desk.parameter(meaning) is not None
    indices = [
        name
        for name, one in desk.names.meanings.items()
        if isinstance(one, ParameterName) and isinstance(one.statement, IndexStatement)
    ]
    near = nearest(written.text, indices)
    if written.text not in desk.excused:
        desk.report.error(
            "SB-N001",
            f"There is no index called {written.text}.",
            written.span,
            hint=_to_choose(written.text, near, indices),
            edits=(replaced(written.span, near),) if near else (),
        )
    return False


def _to_choose(written: str, near: str | None, indices: list[str]) -> str:
    if near is not None:
        return f"Did you mean {near}?"
    if indices:
        return f"Write one of: {', '.join(indices)}."
    return f'Declare it with its figures: `index {written} monthly "…"`.'


def _has_months(desk: Desk, expr: OfName) -> bool:
    series = desk.series.get(expr.part.text)
    if series is not None and not series.monthly:
        desk.report.error(
            "SB-D004",
            f"{expr.part.text} has one figure a year, and none of {expr.of.text}.",
            expr.span,
            hint=f"Write `by {expr.part.text}`.",
        )
        return False
    return True


def _share(desk: Desk, written: Expr | None) -> Fraction | None:
    if written is None:
        return None
    if isinstance(written, NumberLiteral):
        return written.value
    desk.report.error(
        "SB-D004",
        f"`{desk.report.written(written.span)}` is not a share by which a value is adjusted.",
        written.span,
        hint="Write it as in `floor 0%` or `cap 6%`.",
    )
    return None


def _step(desk: Desk, name: ParameterName, written: IndexWritten) -> Fraction | None:
    if written.step is None:
        return None
    what = "The step of the rounding"
    found = desk.compile(Scope(desk.names.person(), owner=name.name), written.step, name.type)
    fitted = None if found is None else fit(desk, found, name.type, written.step.span, what)
    step = None if fitted is None else quantity(fitted.expr)
    if fitted is not None and (step is None or step <= 0):
        desk.report.error(
            "SB-D004",
            f"A value cannot be rounded to `{desk.report.written(written.step.span)}`.",
            written.step.span,
            hint="Write an amount above 0, as in `rounded up to KES 50`.",
        )
        return None
    return step
