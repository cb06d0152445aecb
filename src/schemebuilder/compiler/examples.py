"""Examples beside the rules: cases in the shape that every engine reads, and what is expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.spoken_of import spoken_of
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Value
from schemebuilder.ir.scheme import Example, Expectation
from schemebuilder.language.syntax import (
    ExampleStatement,
    ExampleTableStatement,
    ExpectWritten,
    Expr,
    FactWritten,
    GroupWritten,
    MemberWritten,
    Name,
    NameRef,
    YesNoLiteral,
)
from schemebuilder.values.numbers import as_text
from schemebuilder.values.types import YES_NO, Type

OUTCOMES: Final = frozenset(
    {"eligible", "not_eligible", "not_payable", "not_selected", "undecided", "failed",
     "not_in_force"}
)  # fmt: skip
"""What can become of a person, as `expect` names it."""

_BORN: Final = "born"
_BORN_FIELD: Final = "birth_date"


def compile_example(desk: Desk, statement: ExampleStatement) -> Example | None:
    """Compile `example "…"`."""
    case = _Case()
    for fact in statement.given:
        _given(desk, case, fact)
    for group in statement.groups:
        _group(desk, case, group)
    expectations = tuple(
        one for written in statement.expects for one in _expect(desk, case, written)
    )
    return Example(
        statement.title.text,
        _written(desk, case, statement.title.text, statement.on),
        expectations,
        span=statement.span,
    )


def compile_example_table(desk: Desk, statement: ExampleTableStatement) -> tuple[Example, ...]:
    """Compile `example table "…"`: one case a row; a column is a fact or what is expected."""
    known = [_known_column(desk, column) for column in statement.columns]
    found: list[Example] = []
    for place, row in enumerate(statement.rows):
        span = statement.row_spans[place] if place < len(statement.row_spans) else statement.span
        case = _Case()
        for fact in statement.given:
            _given(desk, case, fact)
        expectations: list[Expectation] = []
        for column, ok, written in zip(statement.columns, known, row, strict=False):
            if not ok or written is None:
                continue
            if _is_fact(desk, column.text):
                _given(desk, case, FactWritten(column, written, written.span))
            else:
                expectations.extend(_expectation(desk, None, column, written, (), written.span))
        name = f"{statement.title.text}, row {place + 1}"
        found.append(
            Example(name, _written(desk, case, name, statement.on), tuple(expectations), span=span)
        )
    return tuple(found)


@dataclass(slots=True)
class _Case:
    """A case under construction: facts by person and by group, and who belongs where."""

    persons: dict[str, dict[str, object]] = field(default_factory=dict)
    groups: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    alone: dict[str, object] = field(default_factory=dict)
    shared: dict[str, dict[str, object]] = field(default_factory=dict)


def _written(desk: Desk, case: _Case, name: str, on: date | None) -> dict[str, object]:
    day = on or desk.header.in_force.start
    found: dict[str, object] = {"id": name}
    if day is not None:
        found["date"] = day.isoformat()
    if not case.persons and not case.groups and not case.shared:
        return found | case.alone
    persons = case.persons or {"person": {}}
    listed = [{"id": who, **case.alone, **facts} for who, facts in persons.items()]
    found[desk.names.entities[desk.names.person()].plural] = listed
    for entity in dict.fromkeys((*case.groups, *case.shared)):
        groups = case.groups.get(entity) or [{"id": entity, "members": list(persons)}]
        for group in groups:
            for key, value in case.shared.get(entity, {}).items():
                group.setdefault(key, value)
        found[desk.names.entities[entity].plural] = groups
    return found


def _group(desk: Desk, case: _Case, group: GroupWritten) -> None:
    people = group.entity.text
    alone = not desk.names.is_group(people)
    if alone and not group.members:
        name = group.name.text if group.name else "person"
        member = MemberWritten(Name(name, group.span), None, group.facts, group.span)
        _member(desk, case, member)
        return
    ids = [member.name.text for member in group.members]
    number = len(case.groups.get(people, ())) + 1
    unnamed = people if number == 1 else f"{people}{number}"
    facts: dict[str, object] = {"id": group.name.text if group.name else unnamed}
    for fact in group.facts:
        entry = _fact(desk, fact)
        if entry is None:
            continue
        if entry[2] != people:
            _misplaced(desk, fact, entry[2], people)
            continue
        facts[entry[0]] = entry[1]
    for member in group.members:
        _member(desk, case, member, people)
    if not alone:
        case.groups.setdefault(people, []).append({**facts, "members": ids})


def _member(desk: Desk, case: _Case, member: MemberWritten, group: str = "") -> None:
    name = member.name.text
    if name in case.persons:
        desk.report.error(
            "SB-N002",
            f"Two persons of this example are called {name}.",
            member.name.span,
            hint="Give each person a name of their own.",
        )
        return
    facts: dict[str, object] = {}
    if member.role is not None:
        roles = [who for who in desk.names.who(member.role.text) if who.role is not None]
        own = [who for who in roles if not group or who.group == group]
        if own:
            facts["role"] = own[0].role
        else:
            known = [role.name for one in desk.names.groups() for role in one.roles]
            near = nearest(member.role.text, known)
            desk.report.error(
                "SB-N001",
                f"There is no role {member.role.text}.",
                member.role.span,
                hint=f"Did you mean {near}?" if near else f"Roles are: {', '.join(known)}.",
                edits=(replaced(member.role.span, near),) if near else (),
            )
    for fact in member.facts:
        entry = _fact(desk, fact)
        if entry is None:
            continue
        if desk.names.is_group(entry[2]):
            _misplaced(desk, fact, entry[2], desk.names.person())
            continue
        facts[entry[0]] = entry[1]
    case.persons[name] = facts


def _given(desk: Desk, case: _Case, fact: FactWritten) -> None:
    """A fact that is given for everybody: a person's for each person, a group's for each group."""
    entry = _fact(desk, fact)
    if entry is None:
        return
    grouped = desk.names.is_group(entry[2])
    place = case.shared.setdefault(entry[2], {}) if grouped else case.alone
    place[entry[0]] = entry[1]


def _misplaced(desk: Desk, fact: FactWritten, entity: str, here: str) -> None:
    desk.report.error(
        "SB-N007",
        f"{fact.name.text} is of {entity}, but stands here with a {here}.",
        fact.span,
        hint=f"Write it on the line of the {entity}.",
    )


def _is_fact(desk: Desk, name: str) -> bool:
    return name == _BORN or isinstance(desk.names.meanings.get(name), FieldName)


def _known_column(desk: Desk, column: Name) -> bool:
    if _is_fact(desk, column.text):
        return True
    return _expected_type(desk, column) is not None


def _fact(desk: Desk, fact: FactWritten) -> tuple[str, object, str] | None:
    """Return a fact's field, its value as a case writes it, and the entity it is of."""
    word = _BORN_FIELD if fact.name.text == _BORN else fact.name.text
    meaning = desk.names.meanings.get(word)
    match meaning:
        case FieldName() | RuleName():
            kind = meaning.type
            if kind is None and isinstance(meaning, RuleName):
                defined = desk.define(desk, meaning)
                kind = None if defined is None else defined.type
            if kind is None:
                return None
            desk.looked_up.add(word)
            value = _value(desk, fact.value, kind, word, meaning.entity)
            return None if value is None else (word, _plain(value), meaning.entity)
        case ParameterName() | EligibilityName() | BenefitName():
            desk.report.error(
                "SB-N001",
                f"{word} is not a fact about somebody, so an example cannot give it.",
                fact.name.span,
                hint="Give facts of persons and households; the scheme itself says the rest.",
            )
        case None:
            facts = [
                name for name, one in desk.names.meanings.items() if isinstance(one, FieldName)
            ]
            near = nearest(word, facts)
            desk.report.error(
                "SB-N001",
                f"There is no fact {word}.",
                fact.name.span,
                hint=f"Did you mean {near}?" if near else "Declare it with `input`.",
                edits=(replaced(fact.name.span, near),) if near else (),
            )
    return None


def _value(desk: Desk, written: Expr, kind: Type, name: str, entity: str) -> Value | None:
    found = desk.compile(Scope(entity, owner=name), written, kind)
    fitted = None if found is None else fit(desk, found, kind, written.span, name)
    if fitted is None:
        return None
    value = constant(fitted.expr)
    if value is None:
        desk.report.error(
            "SB-T004",
            f"{name} needs a written value in an example.",
            written.span,
            hint="Write a number, an amount, a date, yes, no or a value of the choice.",
        )
    return value


def _plain(value: Value) -> object:
    """Return a value as JSON holds it; a quantity that never ends is text."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else as_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _expect(desk: Desk, case: _Case, written: ExpectWritten) -> list[Expectation]:
    groups = {str(group["id"]) for many in case.groups.values() for group in many}
    known = {*case.persons, *groups}
    written = spoken_of(written, known, desk.names.meanings)
    subject = written.subject.text if written.subject else None
    found: list[Expectation] = []
    items = list(written.items)
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
        return [Expectation(subject, "eligible", True, "", tuple(because), span)]  # noqa: FBT003
    kind = _expected_type(desk, name)
    if kind is None:
        return []
    if isinstance(value, NameRef) and value.name.text.replace(" ", "_") in OUTCOMES:
        said = value.name.text.replace(" ", "_")
        return [Expectation(subject, name.text, None, said, tuple(because), span)]
    found = _value(desk, value, kind, name.text, desk.names.person())
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
    match meaning:
        case BenefitName() | FieldName():
            return meaning.type
        case EligibilityName():
            return YES_NO
        case RuleName():
            desk.looked_up.add(word)
            found = desk.define(desk, meaning)
            return None if found is None else found.type
        case ParameterName() | None:
            stage = _stage_type(word, benefits)
            if stage is not None:
                return stage
            choices = [
                one
                for one, what in desk.names.meanings.items()
                if not isinstance(what, ParameterName)
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
