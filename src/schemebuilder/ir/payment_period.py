"""What a change inside a payment period does: the value by days, or a decision for each part.

The period begins on the governing date and has the length for which the benefits are paid. Every
engine asks here, so that none can answer differently.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from schemebuilder.ir.expressions import Value
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.scheme import Benefit, Parameter, ParameterValue, Scheme, Stage, StageKind
from schemebuilder.values.dates import add_days, add_months
from schemebuilder.values.periods import LENGTHS
from schemebuilder.values.types import Family, Period

BY_DAYS: Final = "by days"
SPLIT: Final = "split"


@dataclass(frozen=True, slots=True)
class Part:
    """Some days of a payment period, both included, and their share of it."""

    first: date
    last: date
    share: Fraction

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def period_of(scheme: Scheme) -> Period | None:
    """Return the period for which every benefit is paid, or None where there is no such one."""
    periods = {benefit.type.period for benefit in scheme.benefits.values()}
    return periods.pop() if len(periods) == 1 else None


def last_day(first: date, period: Period) -> date:
    """Return the last day of the period that begins on a day."""
    family, length = LENGTHS[period]
    after = add_days(first, length) if family is Family.DAYS else add_months(first, length)
    return date.max if after is None else after - timedelta(days=1)


def parts_of(scheme: Scheme, benefit: Benefit, on: date) -> tuple[Part, ...]:
    """Return the parts of the payment period that are decided for themselves; one if not split."""
    period = period_of(scheme)
    if scheme.change != SPLIT or period is None:
        return (Part(on, on, Fraction(1)),)
    return _cut(on, last_day(on, period), benefit.changes)


def days_decided(scheme: Scheme, on: date) -> tuple[date, ...]:
    """Return the first days of all parts of all benefits, the governing date first."""
    firsts = {part.first for one in scheme.benefits.values() for part in parts_of(scheme, one, on)}
    return tuple(sorted(firsts | {on}))


def last_round(benefit: Benefit) -> Stage | None:
    """Return the rounding at the end of a benefit, which each part of a split period has too."""
    last = benefit.stages[-1] if benefit.stages else None
    rounds = last is not None and last.kind is StageKind.ROUND and last.step is not None
    return last if rounds else None


def value_read(scheme: Scheme, parameter: Parameter, on: date) -> ParameterValue | None:
    """Return the entry that is read on the governing date: by days where the scheme says so.

    Where a day of the period has no value, it is the entry of that day: ended, or None.
    """
    period = period_of(scheme)
    if scheme.change != BY_DAYS or period is None or not parameter.type.is_quantity:
        return value_on(parameter, on)
    entries = parts_by_days(parameter, on, last_day(on, period))
    first = entries[0][1]
    if len(entries) == 1 or first is None:
        return first
    ended = next((one for _, one in entries if one is None or one.ended), first)
    if ended is None or ended.ended:
        return ended
    there = [(part.share, one) for part, one in entries if one is not None]
    keys = [key for key in first.cells if all(key in one.cells for _, one in there)]
    cells: dict[tuple[str, ...], Value] = {
        key: sum((share * _number(one.cells[key]) for share, one in there), Fraction(0))
        for key in keys
    }
    cited = dict.fromkeys(one.citation for _, one in there if one.citation)
    return replace(first, cells=cells, citation="; ".join(cited))


def parts_by_days(
    parameter: Parameter, first: date, last: date
) -> list[tuple[Part, ParameterValue | None]]:
    """Return the parts of a period in which one entry of the parameter holds, and that entry."""
    starts = [entry.start for entry in parameter.values]
    found: list[tuple[Part, ParameterValue | None]] = []
    for part in _cut(first, last, starts):
        entry = value_on(parameter, part.first)
        if found and found[-1][1] is entry:
            before = found[-1][0]
            part = Part(before.first, part.last, before.share + part.share)  # noqa: PLW2901 joined
            found.pop()
        found.append((part, entry))
    return found


def _cut(first: date, last: date, days: tuple[date, ...] | list[date]) -> tuple[Part, ...]:
    """Cut a period before each of the days that lies in it."""
    whole = (last - first).days + 1
    firsts = [first, *sorted({day for day in days if first < day <= last})]
    lasts = [*(day - timedelta(days=1) for day in firsts[1:]), last]
    return tuple(
        Part(one, end, Fraction((end - one).days + 1, whole))
        for one, end in zip(firsts, lasts, strict=True)
    )


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction)  # noqa: S101 a quantity's values are
    return value
