"""The days of a parameter's values: in order, one value a day, none missing when needed."""

from __future__ import annotations

from datetime import date, timedelta

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.dependencies import Node, Parts, needs
from schemebuilder.ir.scheme import Benefit, Eligibility, InForce, Parameter
from schemebuilder.ir.walk import line_roots


def check_parameter_dates(checked: Checked) -> None:
    """Find values out of order or given twice, and days before a parameter's first value."""
    needed = _needed_from(checked)
    for parameter in checked.desk.parameters.values():
        _order(checked, parameter)
        if parameter.name not in checked.scheme.series:  # a month without a value is unknown
            _beginning(checked, parameter, needed.get(("parameter", parameter.name)))


def _order(checked: Checked, parameter: Parameter) -> None:
    for before, after in zip(parameter.values, parameter.values[1:], strict=False):
        if after.start < before.start:
            checked.desk.report.error(
                "SB-D002",
                f"The values of {parameter.name} are not in order of time: {after.start} stands "
                f"after {before.start}.",
                after.span,
                before.span,
                hint="Put the earlier day first.",
            )
        elif (after.start, after.status, after.known) == (
            before.start,
            before.status,
            before.known,
        ):
            checked.desk.report.error(
                "SB-D002",
                f"{parameter.name} has two values from {after.start}.",
                after.span,
                before.span,
                hint="Keep one of them, or correct the day.",
            )


def _beginning(checked: Checked, parameter: Parameter, needed: date | None) -> None:
    if needed is None or not parameter.values:
        return
    first = min(value.start for value in parameter.values)
    if first <= needed:
        return
    until = first - timedelta(days=1)
    checked.desk.report.warning(
        "SB-D001",
        f"{parameter.name} has no value from {needed} until {until}, while rules that need it are "
        "in force.",
        parameter.values[0].span,
        hint="Add the earlier value, or say when the rule begins: `from …`.",
    )


def _needed_from(checked: Checked) -> dict[Node, date]:
    """Return the first day on which each definition can be needed."""
    start = checked.scheme.in_force.start
    if start is None:
        return {}
    parts = checked.parts
    wanted = checked.graph
    since = _since(parts)
    own: dict[Node, InForce] = {}
    for rule in parts.rules.values():
        own["rule", rule.name] = rule.in_force
    for eligibility in parts.eligibilities.values():
        own["eligible", eligibility.name] = eligibility.in_force
    for benefit in parts.benefits.values():
        own["amount", benefit.name] = benefit.in_force
        for stage in benefit.stages:
            own["stage", f"{benefit.name}/{stage.name}"] = _later(benefit.in_force, stage.in_force)
    roots: list[Node] = [("amount", name) for name in parts.benefits]
    roots += [("eligible", name) for name in parts.eligibilities if _stands_alone(checked, name)]
    found: dict[Node, date] = {}
    waiting: list[tuple[Node, date]] = [(root, start) for root in roots]
    while waiting:
        node, day = waiting.pop()
        begins = own.get(node, InForce()).start
        day = day if begins is None else max(day, begins)
        if node in found and found[node] <= day:
            continue
        found[node] = day
        waiting.extend((one, max(day, since.get((node, one), day))) for one in wanted.get(node, ()))
    return found


def _since(parts: Parts) -> dict[tuple[Node, Node], date]:
    """Return from when conditions need what they name: from the first line that names it."""
    found: dict[tuple[Node, Node], date] = {}
    definitions: list[Benefit | Eligibility] = [
        *parts.benefits.values(),
        *parts.eligibilities.values(),
    ]
    for definition in definitions:
        node: Node = ("eligible", definition.name)
        for line in definition.lines:
            begins = line.in_force.start or date.min
            for one in needs((root for _, root in line_roots(line)), parts.benefits):
                found[node, one] = min(found.get((node, one), begins), begins)
    return found


def _stands_alone(checked: Checked, name: str) -> bool:
    """An eligibility that benefits require is needed when they are."""
    return not any(name in benefit.requires for benefit in checked.parts.benefits.values())


def _later(one: InForce, two: InForce) -> InForce:
    starts = [start for start in (one.start, two.start) if start is not None]
    return InForce(max(starts) if starts else None, None)
