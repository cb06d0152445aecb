"""A parameter that changes inside a payment period: which of the two values holds must be said."""

from __future__ import annotations

from datetime import date

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.dependencies import reached
from schemebuilder.ir.scheme import Benefit, Parameter
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Period


def check_period_changes(checked: Checked) -> None:
    """Warn where a benefit's parameter changes within a period, and the header is silent.

    Nothing can change within a period when the header names a day that governs, or says
    `at period start`.
    """
    header = checked.desk.header
    if header.change or (header.governed_by and not header.by_period):
        return
    wanted = checked.graph
    for benefit in checked.parts.benefits.values():
        period = benefit.type.period
        if period is None:
            continue
        needed = reached(wanted, [("amount", benefit.name)])
        for parameter in checked.desk.parameters.values():
            if ("parameter", parameter.name) in needed:
                _changes(checked, benefit, period, parameter)


def _changes(checked: Checked, benefit: Benefit, period: Period, parameter: Parameter) -> None:
    inside = [
        value
        for value in parameter.values[1:]
        if not _begins_a_period(value.start, period, checked.scheme.calendar)
    ]
    if not inside:
        return
    checked.desk.report.warning(
        "SB-D003",
        f"{parameter.name} changes on {inside[0].start}, inside a {period.value} for which "
        f"{benefit.name} is paid.",
        inside[0].span,
        hint="Say in the header which value holds: `governed by payment period, at period start`.",
    )


def _begins_a_period(day: date, period: Period, calendar: Calendar) -> bool:
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}.get(period)
    if period is Period.DAY:
        return True
    if months is None:
        return False
    since = (day.month - calendar.year_starts_month) % months
    first = calendar.year_starts_day if months == 12 else 1
    return since == 0 and day.day == first
