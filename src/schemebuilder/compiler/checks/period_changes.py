"""A parameter that changes inside a payment period: where that can happen, and what then holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.dependencies import Node, reached
from schemebuilder.ir.payment_period import period_of
from schemebuilder.ir.scheme import Benefit, Parameter
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Period


def check_period_changes(checked: Checked) -> None:
    """List where a benefit's parameter changes within a period: a warning if the header is silent.

    Nothing can change within a period when the header names a day that governs, or says
    `at period start`.
    """
    header = checked.desk.header
    if header.change == "at period start" or (header.governed_by and not header.by_period):
        return
    if header.change and checked.parts.benefits and period_of(checked.scheme) is None:
        checked.desk.report.error(
            "SB-D003",
            f"The benefits are not all paid for the same period, so none can be divided "
            f"`{header.change}`.",
            header.span,
            hint="Give them one period, put them into two schemes, or write `at period start`.",
        )
        return
    for benefit in checked.parts.benefits.values():
        period = benefit.type.period
        if period is None:
            continue
        needed = reached(checked.graph, [("amount", benefit.name)])
        for parameter in checked.desk.parameters.values():
            if ("parameter", parameter.name) in needed and not parameter.calendar:
                _changes(checked, benefit, period, parameter)


def _changes(checked: Checked, benefit: Benefit, period: Period, parameter: Parameter) -> None:
    inside = [
        value
        for value in parameter.values[1:]
        if not _begins_a_period(value.start, period, checked.scheme.calendar)
    ]
    if not inside:
        return
    readers = ", ".join(_readers(checked.graph, benefit, parameter))
    what = (
        f"{parameter.name} changes on {inside[0].start}, inside a {period.value} for which "
        f"{benefit.name} is paid. It is read in: {readers}."
    )
    said = checked.desk.header.change
    if not said:
        checked.desk.report.warning(
            "SB-D003",
            what,
            inside[0].span,
            hint="Say in the header which value holds: `governed by payment period, at period "
            "start`, `by days` or `split`.",
        )
        return
    how = "Its value counts by days there." if said == "by days" else "The period is split there."
    checked.desk.report.note(
        "SB-D003",
        f"{what} {how}",
        inside[0].span,
        hint="Nothing is needed, if that is what the law says.",
    )


def _readers(
    graph: Mapping[Node, tuple[Node, ...]], benefit: Benefit, parameter: Parameter
) -> list[str]:
    """Return the definitions on the way to a benefit that read a parameter."""
    needed = reached(graph, [("amount", benefit.name)])
    found: list[str] = []
    for kind, name in graph:
        if (kind, name) not in needed or ("parameter", parameter.name) not in graph[kind, name]:
            continue
        owner, _, stage = name.partition("/")
        words = {"stage": f"{stage} of {owner}", "eligible": f"the conditions of {name}"}
        found.append(words.get(kind, name))
    return found


def _begins_a_period(day: date, period: Period, calendar: Calendar) -> bool:
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}.get(period)
    if period is Period.DAY:
        return True
    if months is None:
        return False
    since = (day.month - calendar.year_starts_month) % months
    first = calendar.year_starts_day if months == 12 else 1
    return since == 0 and day.day == first
