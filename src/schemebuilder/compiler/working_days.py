"""Working days, made of what engines know: whole weeks, and counts of public holidays by date.

The working days up to a day are those of the whole weeks before it, plus the days of its own week,
less the public holidays among them, which a dated parameter counts. The other way round, the n-th
working day is the weekday n + h, where h counts the holidays before it; a second parameter has it,
dated by the number of working days. So no engine and no pack needs a calendar of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.header import Header
from schemebuilder.compiler.holidays import Holidays, holidays_between
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, Direction, Literal, ParameterRef, Round, Scaled
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.values.types import DATE, DAYS, NUMBER, WHOLE, WORKING_DAYS

_PASSED: Final = "public holidays"
_AMONG: Final = "public holidays among working days"
_BEFORE: Final = 10
_AFTER: Final = 40
_A_MONDAY: Final = date(1900, 1, 1)


def working_days_between(desk: Desk, start: Meant, end: Meant, span: Span) -> Typed | None:
    """Return the working days after `start`, up to and with `end`."""
    if not _has_calendar(desk, span):
        return None
    counted = Apply(Op.SUB, (_up_to(desk, end, span), _up_to(desk, start, span)), NUMBER, span)
    return Typed(Scaled(counted, Fraction(1), "in working days", WORKING_DAYS, span))


def working_days_later(
    desk: Desk, start: Meant, length: Meant, span: Span, *, back: bool
) -> Typed | None:
    """Return the n-th working day after a day, or (`back`) before it."""
    if not _has_calendar(desk, span):
        return None
    number = Scaled(length, Fraction(1), "in working days", NUMBER, span)
    if back:
        day_before = Apply(Op.DATE_ADD_DAYS, (start, _whole(-1, span, days=True)), DATE, span)
        first = Apply(Op.ADD, (_up_to(desk, day_before, span), _whole(1, span)), NUMBER, span)
        place = Apply(Op.SUB, (first, number), NUMBER, span)
    else:
        place = Apply(Op.ADD, (_up_to(desk, start, span), number), NUMBER, span)
    return Typed(_working_day(desk, place, span))


def _has_calendar(desk: Desk, span: Span) -> bool:
    """Make the counts of holidays when they are first needed; report a header without them."""
    header = desk.header
    if header.holidays is None:
        country = header.country if len(header.country) == 2 else "KE"
        desk.report.error(
            "SB-D006",
            "The header does not say which days are public holidays, so working days cannot be "
            "counted.",
            span,
            hint=f"Write `holidays {country}` in the header, with days of its own behind it, or "
            "`holidays none`.",
        )
        return False
    if _PASSED not in desk.calendars:
        for one in _counts(header, header.holidays):
            desk.calendars[one.name] = one
    return True


def _epoch(header: Header) -> date:
    """Return the first working day of a week: weeks are counted from it."""
    weekend = header.weekend
    first = next((day for day in range(7) if day not in weekend and (day - 1) % 7 in weekend), 0)
    return _A_MONDAY + timedelta(days=first)


def _counts(header: Header, holidays: Holidays) -> Iterator[Parameter]:
    start = header.in_force.start
    year = 2000 if start is None else start.year
    first, last = max(year - _BEFORE, _A_MONDAY.year + 1), min(year + _AFTER, date.max.year - 1)
    known = holidays_between(holidays, first, last)
    first, last = known.first, known.last
    away = [day for day in sorted(known.days) if day.weekday() not in header.weekend]
    epoch = _epoch(header)
    ends = f"public holidays are known from {first} to {last}"
    begun, ended = date(first, 1, 1), date(last + 1, 1, 1)
    passed = {begun: 0} | {day: number for number, day in enumerate(away, 1)}
    among = {_counted(epoch, _weekdays(header, begun) - 1): 0}
    for number, day in enumerate(away, 1):
        among[_counted(epoch, _weekdays(header, day) - number + 1)] = number
    rest = _counted(epoch, _weekdays(header, ended) - len(away) + 1)
    yield _parameter(_PASSED, passed, (ended, ends))
    yield _parameter(_AMONG, among, (rest, ends))


def _counted(epoch: date, working_days: int) -> date:
    return epoch + timedelta(days=working_days)


def _weekdays(header: Header, day: date) -> int:
    """Return the days of the week that are no weekend, from the epoch up to a day."""
    weeks, over = divmod((day - _epoch(header)).days, 7)
    length = 7 - len(header.weekend)
    return weeks * length + min(over + 1, length)


def _parameter(name: str, counts: dict[date, int], ends: tuple[date, str]) -> Parameter:
    values = [ParameterValue(day, {(): Fraction(number)}) for day, number in counts.items()]
    values.append(ParameterValue(ends[0], {}, ended=True, made=ends[1]))
    return Parameter(name, WHOLE, tuple(values), calendar=True)


def _up_to(desk: Desk, day: Meant, span: Span) -> Meant:
    """Return how many working days there are from the epoch up to and with a day."""
    header = desk.header
    length = 7 - len(header.weekend)
    since = Apply(Op.DAYS_BETWEEN, (Literal(_epoch(header), DATE, span), day), DAYS, span)
    passed = Scaled(since, Fraction(1), "in days", NUMBER, span)
    weeks = _whole_part(Apply(Op.DIV, (passed, _whole(7, span)), NUMBER, span), span)
    over = Apply(Op.SUB, (passed, _times(7, weeks, span)), NUMBER, span)
    of_week = Apply(Op.ADD, (over, _whole(1, span)), NUMBER, span)
    some = Apply(Op.MIN, (of_week, _whole(length, span)), NUMBER, span)
    weekdays = Apply(Op.ADD, (_times(length, weeks, span), some), NUMBER, span)
    holidays = ParameterRef(_PASSED, (), WHOLE, day, span)
    return Apply(Op.SUB, (weekdays, holidays), NUMBER, span)


def _working_day(desk: Desk, place: Meant, span: Span) -> Meant:
    """Return the day that is so many working days after the epoch, the epoch being the first."""
    header = desk.header
    length = 7 - len(header.weekend)
    epoch = Literal(_epoch(header), DATE, span)
    dated = Apply(Op.DATE_ADD_DAYS, (epoch, _in_days(place, span)), DATE, span)
    among = ParameterRef(_AMONG, (), WHOLE, dated, span)
    weekday = Apply(Op.ADD, (place, among), NUMBER, span)
    before = Apply(Op.SUB, (weekday, _whole(1, span)), NUMBER, span)
    weeks = _whole_part(Apply(Op.DIV, (before, _whole(length, span)), NUMBER, span), span)
    days = Apply(Op.ADD, (before, _times(7 - length, weeks, span)), NUMBER, span)
    return Apply(Op.DATE_ADD_DAYS, (epoch, _in_days(days, span)), DATE, span)


def _whole(number: int, span: Span, *, days: bool = False) -> Meant:
    return Literal(Fraction(number), DAYS if days else WHOLE, span)


def _times(number: int, value: Meant, span: Span) -> Meant:
    return Apply(Op.MUL, (_whole(number, span), value), NUMBER, span)


def _whole_part(value: Meant, span: Span) -> Meant:
    return Round(value, Fraction(1), Direction.DOWN, NUMBER, span)


def _in_days(value: Meant, span: Span) -> Meant:
    return Scaled(value, Fraction(1), "in days", DAYS, span)
