"""What an editor needs to know of each name: to complete it, and to say what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    Names,
    ParameterName,
    RuleName,
)
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import LETTERS
from schemebuilder.ir.scheme import Parameter
from schemebuilder.language.syntax import (
    CheckPart,
    CollectPart,
    FieldStatement,
    LetStatement,
    Name,
    NamesPart,
    ProcedureStatement,
    ScaleStatement,
    TableStatement,
    Text,
    Tree,
    UnitStatement,
)
from schemebuilder.values.types import Kind, Type


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name of the scheme or its vocabulary.

    `kind` is `fact`, `input`, `list`, `item` (a fact of a list's entries, of that list),
    `parameter`, `let`, `table`, `scale`, `unit`, `rule`, `eligibility`, `benefit`, `charge`,
    `value`, `role`, `person` or `group`; in procedures also `procedure`, `step`, `post`,
    `document`, `register` or `letter`. `type` is in the words of the language. `parameter`
    holds the dated values of one. `span` is the name in its definition in the scheme's own text,
    None for the vocabulary.
    """

    name: str
    kind: str
    entity: str = ""
    type: str = ""
    label: str = ""
    citation: str = ""
    parameter: Parameter | None = None
    span: Span | None = None


def symbols_of(
    names: Names, types: dict[str, Type], parameters: dict[str, Parameter], tree: Tree
) -> tuple[Symbol, ...]:
    """Return every name, those of the scheme first, then roles, groups and values of choices.

    A name that rules have too is shown as they mean it.
    """
    found: list[Symbol] = []
    values: dict[str, Symbol] = {}
    for meaning in names.meanings.values():
        if isinstance(meaning, ListName):
            found += _of_list(meaning)
            continue
        kind = meaning.type if not isinstance(meaning, EligibilityName) else None
        kind = types.get(meaning.name, kind) if kind is None else kind
        if kind is not None and kind.kind is Kind.CHOICE:
            for value in kind.choices:
                values.setdefault(value, Symbol(value, "value", type=f"a value of {meaning.name}"))
        found.append(_symbol(meaning, kind, parameters))
    for entity in names.entities.values():
        found.append(Symbol(entity.name, "group" if entity.of else "person"))
        found.extend(
            Symbol(role.name, "role", entity.name, f"plural {role.plural}") for role in entity.roles
        )
    taken = {symbol.name for symbol in found}
    found += [value for name, value in values.items() if name not in taken]
    found += _of_procedures(tree, {symbol.name for symbol in found})
    own = [symbol for symbol in found if symbol.span is not None]
    return (*own, *(symbol for symbol in found if symbol.span is None))


def _of_list(meaning: ListName) -> list[Symbol]:
    """Return a list, and the facts that each of its entries has."""
    about, span = meaning.statement.about, None if meaning.shared else meaning.span
    label = about.label.text if about.label else about.ask.text if about.ask else ""
    label = label or next(iter(about.labels.by_language.values()), "")
    citation = about.citation.text if about.citation else ""
    words = ", ".join(f"{name} {kind.words()}" for name, kind in meaning.items.items())
    found = [Symbol(meaning.name, "list", meaning.entity, words, label, citation, span=span)]
    for item in meaning.statement.items:
        kind = meaning.items[item.name.text]
        place = None if meaning.shared else item.name.span
        found.append(Symbol(item.name.text, "item", meaning.name, kind.words(), span=place))
    return found


def _of_procedures(tree: Tree, taken: set[str]) -> list[Symbol]:
    found: dict[str, Symbol] = {}
    procedures = [one for one in tree.statements if isinstance(one, ProcedureStatement)]
    for procedure in procedures:
        for symbol in _in_procedure(procedure):
            if symbol.name not in taken:
                found.setdefault(symbol.name, symbol)
    if procedures:
        for name, holds in LETTERS.items():
            if name not in taken:
                found.setdefault(name, Symbol(name, "letter", label=f"tells {holds}"))
    return list(found.values())


def _in_procedure(procedure: ProcedureStatement) -> Iterator[Symbol]:
    yield _named(procedure.name, "procedure", procedure.title)
    for step in procedure.steps:
        yield _named(step.name, "step", step.title)
    for letter in procedure.letters:
        yield _named(letter.name, "letter", letter.sentences[0].text)
    for part in (part for step in procedure.steps for part in step.parts):
        match part:
            case NamesPart(keyword="by"):
                yield from (_named(name, "post") for name in part.names)
            case CollectPart():
                names = (name for paper in part.papers for name in paper.names)
                yield from (_named(name, "document") for name in names)
            case CheckPart():
                registers = (fact.register for fact in part.facts if fact.register is not None)
                yield from (_named(name, "register") for name in registers)
            case _:
                pass


def _named(name: Name, kind: str, label: Text | None = None) -> Symbol:
    return Symbol(name.text, kind, label=label.text if label else "", span=name.span)


def _symbol(
    meaning: FieldName | ParameterName | RuleName | FormulaName | EligibilityName | BenefitName,
    kind: Type | None,
    parameters: dict[str, Parameter],
) -> Symbol:
    words = kind.words() if kind is not None else ""
    match meaning:
        case FieldName(statement=statement):
            label = citation = ""
            if isinstance(statement, FieldStatement):
                label = statement.label.text if statement.label else ""
                label = label or (statement.ask.text if statement.ask else "")
            label = label or next(iter(statement.labels.by_language.values()), "")
            citation = statement.citation.text if statement.citation else ""
            said = "fact" if meaning.shared else "input"
            span = None if meaning.shared else meaning.span
            return Symbol(meaning.name, said, meaning.entity, words, label, citation, span=span)
        case ParameterName():
            label = next(iter(meaning.statement.labels.by_language.values()), "")
            dated = parameters.get(meaning.name)
            return Symbol(meaning.name, "parameter", "", words, label, "", dated, span=meaning.span)
        case RuleName(statement=statement):
            said = "let" if isinstance(statement, LetStatement) else "table"
            said = "scale" if isinstance(statement, ScaleStatement) else said
            said = "unit" if isinstance(statement, UnitStatement) else said
            label = next(iter(statement.labels.by_language.values()), "")
            citation = ""
            if not isinstance(statement, TableStatement) and statement.citation:
                citation = statement.citation.text
            who = meaning.role or meaning.entity
            return Symbol(meaning.name, said, who, words, label, citation, span=meaning.span)
        case FormulaName(statement=statement):
            said = "scale" if isinstance(statement, ScaleStatement) else "rule"
            label = next(iter(statement.labels.by_language.values()), "")
            citation = statement.citation.text if statement.citation else ""
            who = meaning.role or meaning.entity or ""
            return Symbol(meaning.name, said, who, words, label, citation, span=meaning.span)
        case EligibilityName():
            label = next(iter(meaning.statement.labels.by_language.values()), "")
            who = meaning.role or meaning.entity
            return Symbol(meaning.name, "eligibility", who, "yes/no", label, span=meaning.span)
        case BenefitName():
            said = "charge" if meaning.statement.keyword == "charge" else "benefit"
            label = next(iter(meaning.statement.labels.by_language.values()), "")
            citation = meaning.statement.citation.text if meaning.statement.citation else ""
            who = meaning.role or meaning.entity
            return Symbol(meaning.name, said, who, words, label, citation, span=meaning.span)
