"""Awards of other schemes: `use scheme other` makes each of them facts that a rule can read.

What another scheme pays is a fact here: given in a case, kept in a population, or worked out where
a portfolio decides both. Of each benefit there is `amount_of_X`, `holds_X` and `eligible_for_X`;
where the scheme has several benefits, `cash_of_X`, `holds_cash_of_X`, `eligible_for_cash_of_X`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from schemebuilder.compiler.declarations import declare
from schemebuilder.compiler.header import read_header
from schemebuilder.compiler.names import BenefitName, EligibilityName, FieldName, Names
from schemebuilder.compiler.others import Other
from schemebuilder.compiler.reforming.compiled import expanded
from schemebuilder.compiler.report import Report
from schemebuilder.compiler.uses import used_statements
from schemebuilder.compiler.vocabulary import declare_entities
from schemebuilder.diagnostics.finding import Span, has_errors
from schemebuilder.ir.combining import COUNTED, Award
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    AwardWritten,
    BenefitStatement,
    CombinesStatement,
    FieldStatement,
    MissingWritten,
    SchemeStatement,
    Tree,
    UseStatement,
)
from schemebuilder.language.written_for import expression_at, yes_no_fact_at
from schemebuilder.values.types import YES_NO, Kind, Type

Load = Callable[[str, str], "str | None"]

AMOUNT: Final = "amount"


def other_schemes(tree: Tree, names: Names, report: Report, load: Load) -> dict[str, Other]:
    """Return the schemes that a text uses or names, and enter the facts of their awards."""
    others: dict[str, Other] = {}
    for statement in tree.statements:
        if isinstance(statement, UseStatement) and statement.kind == "scheme":
            other = _used(statement, names, report, load)
            if other is not None:
                others[other.id] = other
    for written in _named_only(tree):
        _named(others, written, tree, names)
    _counted(tree, names)
    return others


def _used(statement: UseStatement, names: Names, report: Report, load: Load) -> Other | None:
    name = statement.name.text
    text = load("scheme", name)
    if text is None:
        report.error(
            "SB-N001",
            f"There is no scheme called {name}.",
            statement.name.span,
            hint="It is looked for in the folder of this text and in the library. What it pays can "
            "be an `input` instead.",
        )
        return None
    whole = expanded(parse(text, name), load)
    tree = parse(whole.text, name)
    if has_errors((*whole.findings, *tree.findings)):
        first = next(one for one in (*whole.findings, *tree.findings) if has_errors((one,)))
        report.error(
            "SB-P001",
            f"The scheme {name} cannot be read: {first.message}",
            statement.name.span,
            hint="Correct it first.",
        )
        return None
    return _heads(name, tree, (names, statement.name.span), report, load)


def _heads(
    name: str, tree: Tree, here: tuple[Names, Span], report: Report, load: Load
) -> Other | None:
    """Return what another scheme says of its benefits in their first lines."""
    names, span = here
    scratch = Report(tree.text, tree.source)
    header = next((one for one in tree.statements if isinstance(one, SchemeStatement)), None)
    currency = read_header(header, scratch, unread=False).currency
    theirs = Names()
    for statements in used_statements(tree, load, scratch):
        declare_entities(statements, theirs, scratch)
        declare(statements, theirs, scratch, currency, shared=True)
    declare_entities(tree.statements, theirs, scratch)
    declare(tree.statements, theirs, scratch, currency, shared=False)
    title = header.title.text if header is not None and header.title is not None else name
    benefits = [one for one in theirs.meanings.values() if isinstance(one, BenefitName)]
    paid = [one for one in benefits if one.statement.keyword != "charge"]
    conditions = [one for one in theirs.meanings.values() if isinstance(one, EligibilityName)]
    wanted: list[BenefitName | EligibilityName] = list(paid) or list(conditions[:1])
    awards: dict[str, Award] = {}
    types: dict[str, Type] = {}
    for one in wanted:
        if one.entity not in names.entities:
            report.error(
                "SB-N007",
                f"{name} is paid to a {one.entity}, which this scheme does not know.",
                span,
                hint="Use the same vocabulary of people in both.",
            )
            return None
        award = _award(name, title, one, several=len(paid) > 1)
        awards[award.name] = award
        types[award.name] = one.type if isinstance(one, BenefitName) else YES_NO
        _declare(award, types[award.name], names, span)
    return Other(name, title, awards, types, used=True)


def _award(scheme: str, title: str, one: BenefitName | EligibilityName, *, several: bool) -> Award:
    if isinstance(one, EligibilityName):
        return Award(scheme, scheme, "", one.entity, title, eligible=f"eligible_for_{scheme}")
    name = f"{one.name} of {scheme}" if several else scheme
    tail = f"{one.name}_of_{scheme}" if several else scheme
    called = f"{one.name.replace('_', ' ')} of {title}" if several else title
    return Award(
        name,
        scheme,
        one.name,
        one.entity,
        called,
        amount=tail if several else f"{AMOUNT}_of_{scheme}",
        held=f"holds_{tail}",
        eligible=f"eligible_for_{tail}",
    )


def _declare(award: Award, kind: Type, names: Names, span: Span) -> None:
    """Enter the facts of an award, as a vocabulary would."""
    whom = f"{{{award.entity}}}"
    questions = {
        award.amount: f"How much of {award.title} does {whom} receive?",
        award.held: f"Does {whom} receive {award.title}?",
        award.eligible: f"Can {whom} receive {award.title}?",
    }
    labels = {
        award.amount: f"amount of {award.title}",
        award.held: f"receives {award.title}",
        award.eligible: f"eligible for {award.title}",
    }
    for fact, question in questions.items():
        if fact:
            of_kind = kind if fact == award.amount else YES_NO
            add_fact(names, (fact, award.entity, of_kind), (labels[fact], question), span)


def add_fact(names: Names, fact: tuple[str, str, Type], said: tuple[str, str], span: Span) -> None:
    """Enter a fact that no statement of the text declares; one that is there already stays."""
    name, entity, kind = fact
    if name not in names.meanings:
        statement = yes_no_fact_at(name, entity, said, span)
        names.meanings[name] = FieldName(name, entity, kind, statement, shared=True, span=span)


def held_from_amount(names: Names, others: Mapping[str, Other], used: set[str]) -> None:
    """Where a scheme reads both what is paid and whether it is held, the amount says both."""
    for other in others.values():
        for award in other.awards.values():
            both = award.amount and {award.amount, award.held} <= used
            kind = other.types.get(award.name)
            known = names.meanings.get(award.held)
            if not both or kind is None or not isinstance(known, FieldName):
                continue
            if not isinstance(known.statement, FieldStatement):
                continue
            nothing = f"{kind.currency} 0" if kind.kind is Kind.MONEY else "0"
            test = expression_at(f"{award.amount} > {nothing}", known.span)
            missing = MissingWritten("use", test, "", None, known.span)
            statement = replace(known.statement, missing=missing)
            names.meanings[award.held] = replace(known, statement=statement)


def _named_only(tree: Tree) -> Iterator[AwardWritten]:
    for statement in tree.statements:
        if isinstance(statement, CombinesStatement):
            for clause in statement.clauses:
                yield from clause.awards


def _named(others: dict[str, Other], written: AwardWritten, tree: Tree, names: Names) -> None:
    """A scheme that only `combines` names: whoever is assessed here may hold its award."""
    scheme = written.scheme.text
    before = others.get(scheme)
    if before is not None and before.used:
        return
    benefit = "" if written.benefit is None else written.benefit.text
    name = f"{benefit} of {scheme}" if benefit else scheme
    tail = name.replace(" of ", "_of_")
    assessed = [one for one in tree.statements if isinstance(one, BenefitStatement)]
    who = names.who(assessed[0].entity.text) if assessed else ()
    entity = who[0].entity if who else names.person()
    award = Award(
        name,
        scheme,
        benefit,
        entity,
        name.replace("_", " "),
        held=f"holds_{tail}",
        eligible=f"eligible_for_{tail}",
    )
    _declare(award, YES_NO, names, written.span)
    known = {} if before is None else before.awards
    others[scheme] = Other(scheme, scheme.replace("_", " "), {**known, name: award}, {}, used=False)


def _counted(tree: Tree, names: Names) -> None:
    """Enter what counts as income from other schemes, where the text speaks of it."""
    found = re.search(rf"(?<!\w){COUNTED}(?!\w)", tree.text)
    benefit = next((m for m in names.meanings.values() if isinstance(m, BenefitName)), None)
    if found is None or benefit is None:
        return
    line = tree.text.count("\n", 0, found.start()) + 1
    column = found.start() - (tree.text.rfind("\n", 0, found.start()) + 1) + 1
    span = Span(found.start(), found.end(), line, column, tree.source)
    whom = f"{{{benefit.entity}}}"
    said = (
        "awards of other schemes that count as income",
        f"How much does {whom} receive from other schemes whose awards count as income?",
    )
    kind = benefit.type.with_whom(None)
    add_fact(names, (COUNTED, benefit.entity, kind), said, span)
