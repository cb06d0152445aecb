"""What a text defines, entered into the table of names before anything is compiled."""

from __future__ import annotations

from collections.abc import Iterable

from schemebuilder.compiler.named_values import declare_values
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    Meaning,
    Names,
    ParameterName,
    RuleName,
    Who,
)
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.compiler.written_types import read_type
from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax import (
    BenefitStatement,
    EligibilityStatement,
    FieldStatement,
    FormulaStatement,
    IndexStatement,
    LetStatement,
    ListStatement,
    Name,
    ParameterStatement,
    ScaleStatement,
    StageWritten,
    Statement,
    TableStatement,
    TransitionalStatement,
    ValuesStatement,
)
from schemebuilder.values.types import NUMBER, YES_NO, Type

UNNAMED_ELIGIBILITY = "eligibility"
UNNAMED_BENEFIT = "amount"


def declare(  # noqa: C901, PLR0912 one a statement
    statements: Iterable[Statement], names: Names, report: Report, currency: str, *, shared: bool
) -> None:
    """Enter the definitions of a text; `shared` is True for a vocabulary file."""
    assessed: list[str] = []
    for statement in statements:
        match statement:
            case FieldStatement():
                _fields(statement, names, report, currency, shared=shared)
            case ListStatement():
                _list(statement, names, report, currency, shared=shared)
            case ValuesStatement():
                declare_values(statement, names, report)
            case ParameterStatement():
                kind = read_type(statement.type, currency, report)
                if kind is not None:
                    one = ParameterName(statement.name.text, kind, statement, statement.name.span)
                    enter(one, names, report)
            case IndexStatement():
                one = ParameterName(statement.name.text, NUMBER, statement, statement.name.span)
                enter(one, names, report)
            case LetStatement():
                _let(statement, names, report, currency, assessed)
            case TableStatement():
                _table(statement, names, report, currency)
            case ScaleStatement():
                _scale(statement, names, report, currency, assessed)
            case FormulaStatement():
                _formula(statement, names, report, currency)
            case TransitionalStatement():
                _transitional(statement, names, report)
            case EligibilityStatement():
                _eligibility(statement, names, report)
                assessed.append(statement.entity.text)
            case BenefitStatement():
                _benefit(statement, names, report, currency)
                assessed.append(statement.entity.text)
            case _:
                pass


def subject(name: Name, names: Names, report: Report) -> Who | None:
    """Return whom a definition is of: `of person`, `of household`, `of child` (a role)."""
    found = names.who(name.text)
    singular = [who for who in found if name.text in {who.role, who.entity, who.unit}]
    if len(singular) == 1:
        one = singular[0]
        return one if one.unit is None else Who(one.group or one.entity, unit=one.unit)
    words = [one for one in names.words_for_people() if one not in {"member", "members", "people"}]
    if len(singular) > 1:
        groups = " and ".join(str(who.group) for who in singular)
        report.error(
            "SB-N003",
            f"{name.text} is a role in {groups}.",
            name.span,
            hint="Give the role another name in one of the groups.",
        )
        return None
    if found:
        right = found[0].role or found[0].unit or found[0].entity
        report.error(
            "SB-N001", f"A definition is of one {right}.", name.span, hint=f"Write `of {right}`.",
            edits=(replaced(name.span, right),),
        )  # fmt: skip
        return None
    near = nearest(name.text, words)
    report.error(
        "SB-N001",
        f"{name.text} is neither a person, a group nor a role.",
        name.span,
        hint=f"Did you mean {near}?" if near else f"It can be of: {', '.join(words)}.",
        edits=(replaced(name.span, near),) if near else (),
    )
    return None


def _subject_of_facts(name: Name, names: Names, report: Report) -> Who | None:
    """Return whom facts are of; a unit is formed by rule, so nothing is asked of it."""
    who = subject(name, names, report)
    if who is None or who.unit is None:
        return who
    report.error(
        "SB-N007",
        f"{who.unit} is formed by rule, so no facts are kept of it.",
        name.span,
        hint=f"Facts are of {names.person()} or of {who.entity}; what follows from them may be "
        f"`let … of {who.unit}`.",
    )
    return None


def enter(meaning: Meaning, names: Names, report: Report) -> None:
    """Give a name its meaning, unless it has one already."""
    present = names.meanings.get(meaning.name)
    if present is not None and not (isinstance(present, FieldName | ListName) and present.shared):
        report.error(
            "SB-N002",
            f"{meaning.name} is defined twice.",
            meaning.span,
            present.span,
            hint="Give one of the two another name.",
        )
        return
    names.meanings[meaning.name] = meaning


def _fields(
    statement: FieldStatement, names: Names, report: Report, currency: str, *, shared: bool
) -> None:
    who = _subject_of_facts(statement.entity, names, report)
    of_person = who is not None and not names.is_group(who.entity)
    kind = read_type(statement.type, currency, report, link=of_person)
    if who is None or kind is None:
        return
    for name in statement.names:
        enter(FieldName(name.text, who.entity, kind, statement, shared, name.span), names, report)


def _list(
    statement: ListStatement, names: Names, report: Report, currency: str, *, shared: bool
) -> None:
    who = _subject_of_facts(statement.about.entity, names, report)
    items: dict[str, Type] = {}
    for item in statement.items:
        kind = read_type(item.type, currency, report)
        if item.name.text in items:
            report.error(
                "SB-N002",
                f"The entries of {statement.name.text} have {item.name.text} twice.",
                item.name.span,
                hint="Give one of the two another name.",
            )
        if kind is None:
            return
        items[item.name.text] = kind
    if who is not None:
        name = statement.name
        enter(ListName(name.text, who.entity, items, statement, shared, name.span), names, report)


def _let(
    statement: LetStatement, names: Names, report: Report, currency: str, assessed: list[str]
) -> None:
    who: Who | None
    if statement.entity is not None and statement.unless_given:
        who = _subject_of_facts(statement.entity, names, report)
    elif statement.entity is not None:
        who = subject(statement.entity, names, report)
    else:
        who = only_subject(names, assessed)
    if who is None:
        return
    kind: Type | None = None
    if statement.type is not None:
        kind = read_type(statement.type, currency, report)
        if kind is None:
            return
    name = statement.name
    if statement.unless_given and kind is not None:
        enter(FieldName(name.text, who.entity, kind, statement, False, name.span), names, report)
        return
    if statement.unless_given:
        report.error(
            "SB-T004",
            f"{name.text} can be given in a case, so it must declare its kind.",
            name.span,
            hint=f"Write `let {name.text} of {who.entity} : money per month unless given = …`.",
        )
    rule = RuleName(name.text, who.entity, who.role, kind, statement, 0, name.span, who.unit)
    enter(rule, names, report)


def _transitional(statement: TransitionalStatement, names: Names, report: Report) -> None:
    who = subject(statement.entity, names, report)
    if who is not None:
        name = statement.name
        one = RuleName(name.text, who.entity, who.role, YES_NO, statement, 0, name.span)
        enter(one, names, report)


def only_subject(names: Names, assessed: Iterable[str]) -> Who:
    """A definition that does not say of whom is of what the scheme assesses, else of the person."""
    for word in assessed:
        found = names.who(word)
        if found and found[0].unit is not None:
            return Who(found[0].group or found[0].entity, unit=found[0].unit)
        if found:
            return found[0]
    return Who(names.person())


def _scale(
    statement: ScaleStatement, names: Names, report: Report, currency: str, assessed: list[str]
) -> None:
    """A scale that says what it is on is a definition; another is used on different amounts."""
    who = None if statement.entity is None else subject(statement.entity, names, report)
    kind = None if statement.type is None else read_type(statement.type, currency, report)
    wrong = (statement.entity is not None and who is None) or (
        statement.type is not None and kind is None
    )
    if wrong:
        return
    name = statement.name
    if statement.on is None:
        entity, role = (None, None) if who is None else (who.entity, who.role)
        unit = None if who is None else who.unit
        one = FormulaName(name.text, entity, role, kind, (), statement, name.span, unit)
        enter(one, names, report)
        return
    who = who or only_subject(names, assessed)
    rule = RuleName(name.text, who.entity, who.role, kind, statement, 0, name.span, who.unit)
    enter(rule, names, report)


def _formula(statement: FormulaStatement, names: Names, report: Report, currency: str) -> None:
    """What a formula is used with is of the formula's own kind, unless it says another."""
    who = None if statement.entity is None else subject(statement.entity, names, report)
    kind = read_type(statement.type, currency, report)
    if kind is None or (statement.entity is not None and who is None):
        return
    given: dict[str, Type] = {}
    for one in statement.given:
        own = kind if one.type is None else read_type(one.type, currency, report)
        if own is None:
            return
        if one.name.text in given:
            report.error(
                "SB-N002",
                f"{statement.name.text} is given {one.name.text} twice.",
                one.name.span,
                hint="Give one of the two another name.",
            )
            return
        given[one.name.text] = own
    name = statement.name
    of = Who("") if who is None else who
    pairs = tuple(given.items())
    entity = of.entity or None
    formula = FormulaName(name.text, entity, of.role, kind, pairs, statement, name.span, of.unit)
    enter(formula, names, report)


def _table(statement: TableStatement, names: Names, report: Report, currency: str) -> None:
    who = subject(statement.entity, names, report)
    if who is None:
        return
    kind: Type | None = None
    if statement.type is not None:
        kind = read_type(statement.type, currency, report)
        if kind is None:
            return
    if len(statement.answers) <= 1:
        one = statement.name
        rule = RuleName(one.text, who.entity, who.role, kind, statement, 0, one.span, who.unit)
        enter(rule, names, report)
        return
    for place, answer in enumerate(statement.answers):
        rule = RuleName(
            answer.text, who.entity, who.role, kind, statement, place, answer.span, who.unit
        )
        enter(rule, names, report)


def _eligibility(statement: EligibilityStatement, names: Names, report: Report) -> None:
    who = subject(statement.entity, names, report)
    if who is None:
        return
    name = statement.name.text if statement.name else UNNAMED_ELIGIBILITY
    span = statement.name.span if statement.name else statement.entity.span
    named = statement.name is not None
    if not named and name in names.meanings:
        _twice_unnamed("eligibility", statement.entity, names.meanings[name].span, report)
        return
    one = EligibilityName(name, who.entity, who.role, statement, named, span, who.unit)
    enter(one, names, report)


def _benefit(statement: BenefitStatement, names: Names, report: Report, currency: str) -> None:
    who = subject(statement.entity, names, report)
    kind = read_type(statement.type, currency, report)
    if who is None or kind is None:
        return
    name = statement.name.text if statement.name else UNNAMED_BENEFIT
    span = statement.name.span if statement.name else statement.entity.span
    if statement.name is None and isinstance(names.meanings.get(name), BenefitName):
        _twice_unnamed("benefit", statement.entity, names.meanings[name].span, report)
        return
    stages = stage_names(statement.stages)
    one = BenefitName(name, who.entity, who.role, kind, statement, stages, span, who.unit)
    enter(one, names, report)


def _twice_unnamed(what: str, entity: Name, first: Span, report: Report) -> None:
    report.error(
        "SB-N002",
        f"A scheme can have only one {what} without a name.",
        entity.span,
        first,
        hint=f"Give it a name: `{what} my_name of {entity.text} …`.",
    )


def stage_names(stages: Iterable[StageWritten]) -> tuple[str, ...]:
    """Return the names by which stages are read: the keyword, numbered where it recurs."""
    found: list[str] = []
    for stage in stages:
        name = stage.name.text if stage.name else stage.keyword.replace(" ", "_")
        taken, number = name, 2
        while taken in found:
            taken, number = f"{name}_{number}", number + 1
        found.append(taken)
    return tuple(found)
