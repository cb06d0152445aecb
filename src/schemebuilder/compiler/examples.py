"""Examples beside the rules: cases in the shape that every engine reads, and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.example_cases import (
    BORN,
    Draft,
    add_group,
    give,
    give_list,
    written_case,
)
from schemebuilder.compiler.given_values import written_value
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.paid_expected import paid_expected
from schemebuilder.compiler.recovering import REVIEWED
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.spoken_of import of_unit, spoken_of
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.scheme import Example, Expectation
from schemebuilder.language.syntax import (
    DateLiteral,
    ExampleStatement,
    ExampleTableStatement,
    ExpectWritten,
    Expr,
    FactWritten,
    Name,
    NameRef,
    YesNoLiteral,
)
from schemebuilder.values.types import YES_NO, Type

OUTCOMES: Final = frozenset(
    {"eligible", "not_eligible", "not_payable", "not_selected", "undecided", "failed",
     "not_in_force"}
)  # fmt: skip
"""What can become of a person, as `expect` names it."""
DAY: Final = "on"
"""The column of an example table that holds the day of each row."""


def compile_example(desk: Desk, statement: ExampleStatement) -> Example | None:
    """Compile `example "…"`."""
    case = Draft()
    for fact in statement.given:
        give(desk, case, fact)
    for written in statement.lists:
        give_list(desk, case, written)
    for group in statement.groups:
        add_group(desk, case, group)
    expectations = tuple(
        one for written in statement.expects for one in _expect(desk, case, written)
    )
    return Example(
        statement.title.text,
        written_case(desk, case, statement.title.text, statement.on) | _knowledge(statement),
        expectations,
        span=statement.span,
    )


def _knowledge(statement: ExampleStatement) -> dict[str, object]:
    """Return what an example says of the day whose knowledge counts, and of periods paid before."""
    found: dict[str, object] = {}
    if statement.known_on is not None:
        found["known_on"] = statement.known_on.isoformat()
    if statement.paid is not None:
        found["paid"] = {
            "from": statement.paid.first.isoformat(),
            "until": statement.paid.last.isoformat(),
            "known_on": statement.paid.known_on.isoformat(),
        }
    return found


def compile_example_table(desk: Desk, statement: ExampleTableStatement) -> tuple[Example, ...]:
    """Compile `example table "…"`: a case a row; a column is a fact, `on`, or an expectation."""
    known = [_known_column(desk, column) for column in statement.columns]
    found: list[Example] = []
    for place, row in enumerate(statement.rows):
        span = statement.row_spans[place] if place < len(statement.row_spans) else statement.span
        case = Draft()
        for fact in statement.given:
            give(desk, case, fact)
        expectations: list[Expectation] = []
        day = statement.on
        for column, ok, written in zip(statement.columns, known, row, strict=False):
            if not ok or written is None:
                continue
            if column.text == DAY:
                day = _day(desk, written) or day
            elif _is_fact(desk, column.text):
                give(desk, case, FactWritten(column, written, written.span))
            else:
                expectations.extend(_expectation(desk, None, column, written, (), written.span))
        name = f"{statement.title.text}, row {place + 1}"
        data = written_case(desk, case, name, day)
        found.append(Example(name, data, tuple(expectations), span=span))
    return tuple(found)


def _day(desk: Desk, written: Expr) -> date | None:
    """Return the day in a cell under `on`."""
    if isinstance(written, DateLiteral):
        return written.value
    desk.report.error(
        "SB-P001",
        "Here a date is expected: the column `on` holds the day of each row.",
        written.span,
        hint="Write a day such as `2026-03-01`, or `-` for the day on the line `on`.",
    )
    return None


def _is_fact(desk: Desk, name: str) -> bool:
    return name == BORN or isinstance(desk.names.meanings.get(name), FieldName)


def _known_column(desk: Desk, column: Name) -> bool:
    if column.text == DAY or _is_fact(desk, column.text):
        return True
    return _expected_type(desk, column) is not None


def _expect(desk: Desk, case: Draft, written: ExpectWritten) -> list[Expectation]:
    groups = {str(group["id"]) for many in case.groups.values() for group in many}
    known = {*case.persons, *groups}
    written = spoken_of(written, known, desk.names.meanings)
    written = of_unit(written, known, desk.names.units, case.groups)
    subject = written.subject.text if written.subject else None
    found: list[Expectation] = []
    items = list(written.items)
    found += paid_expected(desk, known, written)
    if not items:
        return found
    of_award = None if subject is None else _of_award(desk, known, subject, written)
    if of_award is not None:
        found.append(of_award)
        subject = None
        del items[0]
    for name, value in items:
        found += _expectation(desk, subject, name, value, written.because, written.span)
    return found


def _of_award(desk: Desk, known: set[str], word: str, written: ExpectWritten) -> Expectation | None:
    """Return what `child_grant undecided` expects, where its first word is no person but an award.

    None where the word names someone of the example, or nothing that can be awarded.
    """
    meaning = desk.names.meanings.get(word)
    if word in known or not isinstance(meaning, BenefitName | EligibilityName):
        return None
    name, value = written.items[0]
    said = name.text.replace(" ", "_")
    because = tuple(written.because)
    if said == "eligible" and isinstance(value, YesNoLiteral):
        return Expectation(None, word, value.value, "", because, written.span)
    if said in OUTCOMES and value is None:
        return Expectation(None, word, None, said, because, written.span)
    return None


def _expectation(  # noqa: PLR0911 what can be expected is of many kinds
    desk: Desk,
    subject: str | None,
    name: Name,
    value: Expr | None,
    because: Sequence[str],
    span: Span,
) -> list[Expectation]:
    word = name.text.replace(" ", "_")
    outcome = _outcome(word, value)
    if outcome is not None:
        return [Expectation(subject, "outcome", None, outcome, tuple(because), span)]
    if value is None:
        if word != "eligible":
            desk.report.error(
                "SB-E016",
                f"`{name.text}` is not something that can be expected.",
                name.span,
                hint="Write `eligible`, `not eligible`, `undecided`, or a name and its value.",
            )
            return []
        return [Expectation(subject, "eligible", True, "", tuple(because), span)]
    kind = _expected_type(desk, name)
    if kind is None:
        return []
    if isinstance(value, NameRef) and value.name.text.replace(" ", "_") in OUTCOMES:
        said = value.name.text.replace(" ", "_")
        return [Expectation(subject, name.text, None, said, tuple(because), span)]
    found = written_value(desk, value, kind, name.text, desk.names.person())
    if found is None:
        return []
    return [Expectation(subject, name.text, found, "", tuple(because), span)]


def _outcome(word: str, value: Expr | None) -> str | None:
    if word in OUTCOMES - {"eligible"} and value is None:
        return word
    if word == "outcome" and isinstance(value, NameRef):
        said = value.name.text.replace(" ", "_")
        return said if said in OUTCOMES else None
    return None


def _reviewed_type(word: str, benefits: list[BenefitName]) -> Type | None:
    """Return the kind of `arrears`, `overpayment` and `difference`, of the only or a named one."""
    part, of, whose = (each.strip() for each in word.partition(" of "))
    named = [one for one in benefits if one.name == whose] if of else benefits
    if part not in REVIEWED or len(named) != 1:
        return None
    return named[0].type.with_period(None)


def _expected_type(  # noqa: PLR0911 what can be expected is of many kinds
    desk: Desk, name: Name
) -> Type | None:
    """Return the kind of what an expectation names, or report that it names nothing."""
    word = name.text
    if word == "eligible":
        return YES_NO
    benefits = [one for one in desk.names.meanings.values() if isinstance(one, BenefitName)]
    if word in {"amount", "benefit"} and len(benefits) == 1:
        return benefits[0].type
    meaning = desk.names.meanings.get(word)
    reviewed = None if meaning is not None else _reviewed_type(word, benefits)
    if reviewed is not None:
        return reviewed
    match meaning:
        case BenefitName() | FieldName():
            return meaning.type
        case EligibilityName():
            return YES_NO
        case RuleName():
            desk.looked_up.add(word)
            found = desk.define(desk, meaning)
            return None if found is None else found.type
        case ListName() | ParameterName() | FormulaName() | None:
            stage = _stage_type(word, benefits)
            if stage is not None:
                return stage
            choices = [
                one
                for one, what in desk.names.meanings.items()
                if not isinstance(what, ParameterName | ListName | FormulaName)
            ]
            near = nearest(word, ("eligible", "amount", *choices))
            desk.report.error(
                "SB-N001",
                f"The example expects {word}, but nothing is called so.",
                name.span,
                hint=f"Did you mean {near}?" if near else "Name a benefit, a rule or `eligible`.",
                edits=(replaced(name.span, near),) if near else (),
            )
            return None


def _stage_type(word: str, benefits: list[BenefitName]) -> Type | None:
    stage, of, benefit = word.partition(" of ")
    for one in benefits:
        if of and one.name == benefit and stage in {*one.stages, "amount"}:
            return one.type
        if not of and len(benefits) == 1 and stage in one.stages:
            return one.type
    return None
