"""An example tests something, on a day that it names."""

from __future__ import annotations

from collections.abc import Iterator

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.examples import DAY
from schemebuilder.compiler.names import FieldName
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.scheme import ALWAYS, InForce
from schemebuilder.language.syntax import (
    ExampleStatement,
    ExampleTableStatement,
    FactWritten,
    Name,
)
from schemebuilder.values.types import Kind

_BORN = "born"


def check_examples(checked: Checked) -> None:
    """Report an example that expects nothing, and warn of one whose day matters and is not said."""
    dated = _dated(checked)
    for statement in checked.tree.statements:
        if not isinstance(statement, ExampleStatement | ExampleTableStatement):
            continue
        for span in _expecting_nothing(checked, statement):
            checked.desk.report.error(
                "SB-E020",
                "This example expects nothing, so it tests nothing.",
                span,
                hint="Write what must come out, for example `expect eligible` or "
                "`expect amount KES 2,000`.",
            )
        if not _has_a_day(statement) and (dated or _gives_a_date(checked, statement)):
            _without_a_day(checked, statement)


def _has_a_day(statement: ExampleStatement | ExampleTableStatement) -> bool:
    """Say whether each case has its day: on the line `on`, or in its row."""
    if statement.on is not None or isinstance(statement, ExampleStatement):
        return statement.on is not None
    places = [place for place, one in enumerate(statement.columns) if one.text == DAY]
    return bool(places) and all(row[places[0]] is not None for row in statement.rows)


def _expecting_nothing(
    checked: Checked, statement: ExampleStatement | ExampleTableStatement
) -> Iterator[Span]:
    if isinstance(statement, ExampleStatement):
        if not statement.expects:
            yield statement.span
        return
    expected = [place for place, one in enumerate(statement.columns) if not _fact(checked, one)]
    for row, span in zip(statement.rows, statement.row_spans, strict=False):
        if not any(row[place] is not None for place in expected if place < len(row)):
            yield span


def _fact(checked: Checked, name: Name) -> bool:
    if name.text in {_BORN, DAY}:
        return True
    return isinstance(checked.desk.names.meanings.get(name.text), FieldName)


def _without_a_day(checked: Checked, statement: ExampleStatement | ExampleTableStatement) -> None:
    report = checked.desk.report
    start = checked.scheme.in_force.start
    if start is None:
        report.warning(
            "SB-E021",
            "This example does not say on which day it is, and the result depends on the day.",
            statement.span,
            hint="Write a line `on` with a date, for example `on 2024-01-01`.",
        )
        return
    end = report.text.find("\n", statement.span.end)
    end = len(report.text) if end < 0 else end
    span = statement.span
    place = Span(end, end, span.line, span.column, span.source)
    words = f"on {start.isoformat()}"
    report.warning(
        "SB-E021",
        "This example does not say on which day it is, and the result depends on the day: it is "
        f"tried on {start.isoformat()}, the first day in force.",
        span,
        hint="Write a line `on` with the day that is meant.",
        edits=(Edit(f"Add {words}", place, f"\n    {words}"),),
    )


def _dated(checked: Checked) -> bool:
    """Say whether something in the scheme holds on some days only, or changes."""
    parts = checked.parts
    periods: list[InForce] = [rule.in_force for rule in parts.rules.values()]
    for eligibility in parts.eligibilities.values():
        periods += [eligibility.in_force, *(line.in_force for line in eligibility.lines)]
    for benefit in parts.benefits.values():
        periods += [benefit.in_force, *(line.in_force for line in benefit.lines)]
        periods += [stage.in_force for stage in benefit.stages]
    changing = any(len(each.values) > 1 for each in checked.desk.parameters.values())
    return changing or any(period != ALWAYS for period in periods)


def _gives_a_date(checked: Checked, statement: ExampleStatement | ExampleTableStatement) -> bool:
    given: list[FactWritten] = list(statement.given)
    names: list[Name] = []
    match statement:
        case ExampleStatement():
            for group in statement.groups:
                given += group.facts
                given += [fact for member in group.members for fact in member.facts]
        case ExampleTableStatement():
            names += statement.columns
    names += [fact.name for fact in given]
    return any(_of_a_date(checked, name) for name in names)


def _of_a_date(checked: Checked, name: Name) -> bool:
    meaning = checked.desk.names.meanings.get(name.text)
    return name.text == _BORN or (isinstance(meaning, FieldName) and meaning.type.kind is Kind.DATE)
