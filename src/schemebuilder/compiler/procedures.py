"""Procedures: the names in them resolved, each step put together from its clauses."""

from __future__ import annotations

from collections.abc import Iterable

from schemebuilder.compiler.declarations import subject
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.names import BenefitName, EligibilityName
from schemebuilder.compiler.step_clauses import StepDraft, add_clause, appeal_of, texts_of
from schemebuilder.compiler.step_names import StepNames, deadline_of
from schemebuilder.diagnostics.finding import Severity
from schemebuilder.ir.procedure import LETTERS, Letter, Procedure, Step, Trigger
from schemebuilder.language.syntax import (
    Citation,
    DecidePart,
    LaterStatement,
    Name,
    ProcedureStatement,
    StartsWritten,
    StepWritten,
    Tree,
)


def compile_procedures(desk: Desk, tree: Tree) -> dict[str, Procedure]:
    """Return the procedures in which nothing is wrong, by name."""
    statements = [one for one in tree.statements if isinstance(one, ProcedureStatement)]
    _once(desk, (one.name for one in statements), "procedure")
    own = [letter.name for one in statements for letter in one.letters]
    _once(desk, own, "letter")
    letters = (*LETTERS, *(name.text for name in own))
    selects = any(
        isinstance(one, LaterStatement) and one.keyword == "selection" for one in tree.statements
    )
    found: dict[str, Procedure] = {}
    for statement in statements:
        names = StepNames(
            desk,
            _scope(desk, statement),
            tuple(step.name.text for step in statement.steps),
            letters,
            tuple(one.name.text for one in statements),
            selects=selects,
        )
        errors = _errors(desk)
        procedure = _procedure(names, statement)
        if _errors(desk) == errors and not names.doubts:
            found.setdefault(procedure.name, procedure)
    return found


def _errors(desk: Desk) -> int:
    return sum(one.severity is Severity.ERROR for one in desk.report.findings)


def _once(desk: Desk, names: Iterable[Name], what: str) -> None:
    first: dict[str, Name] = {}
    for name in names:
        before = first.setdefault(name.text, name)
        if before is not name:
            desk.report.error(
                "SB-N002",
                f"There are two {what}s called {name.text}.",
                name.span,
                before.span,
                hint="Give one of them another name.",
            )


def _scope(desk: Desk, statement: ProcedureStatement) -> Scope:
    """Return whom the procedure is about: as written, else of whom it decides, else a person."""
    if statement.entity is not None:
        who = subject(statement.entity, desk.names, desk.report)
        if who is not None:
            return Scope(who.entity, who.role, owner=statement.name.text, unit=who.unit)
    decided = {
        part.of.text
        for step in statement.steps
        for part in step.parts
        if isinstance(part, DecidePart)
    }
    meanings = [
        one
        for one in desk.names.meanings.values()
        if isinstance(one, EligibilityName | BenefitName)
    ]
    for meaning in sorted(meanings, key=lambda one: one.name not in decided):
        return Scope(meaning.entity, meaning.role, owner=statement.name.text, unit=meaning.unit)
    return Scope(desk.names.person(), owner=statement.name.text)


def _procedure(names: StepNames, statement: ProcedureStatement) -> Procedure:
    _once(names.desk, (step.name for step in statement.steps), "step")
    if not statement.steps:
        names.desk.report.error(
            "SB-R001",
            f"The procedure {statement.name.text} has no step.",
            statement.span,
            hint='Say what is done first: `step receive "Receive the claim"`.',
        )
    answer = statement.answer
    return Procedure(
        name=statement.name.text,
        title=statement.title.text if statement.title else "",
        entity=names.scope.entity,
        steps=tuple(_step(names, step) for step in statement.steps),
        appeals=tuple(appeal_of(names, appeal) for appeal in statement.appeals),
        letters=tuple(
            Letter(
                letter.name.text,
                *texts_of(names, letter.sentences),
                citation=_cited(letter.citation),
                span=letter.span,
            )
            for letter in statement.letters
        ),
        triggers=tuple(one for written in statement.starts for one in _triggers(names, written)),
        answer=None
        if answer is None
        else deadline_of(names, answer.time, citation=_cited(answer.citation)),
        keep=None if statement.keep is None else deadline_of(names, statement.keep),
        citation=_cited(statement.citation),
        labels=dict(statement.labels.by_language),
        span=statement.span,
    )


def _triggers(names: StepNames, written: StartsWritten) -> list[Trigger]:
    if written.events:
        return [Trigger(event.text, span=event.span) for event in written.events]
    every = None if written.every is None else deadline_of(names, written.every)
    before = None if written.ahead is None else deadline_of(names, written.ahead)
    day = ""
    if written.day is not None:
        names.day(written.day)
        day = written.day.text
    return [Trigger("", every, before, day, written.span)]


def _step(names: StepNames, written: StepWritten) -> Step:
    draft = StepDraft(written.name.text, names)
    for part in written.parts:
        add_clause(draft, part)
    draft.check_outcomes()
    cited = [written.citation, *(part.citation for part in written.parts)]
    texts = dict.fromkeys(one.text for one in cited if one is not None)
    return Step(
        name=written.name.text,
        title=written.title.text if written.title else "",
        citation="; ".join(texts),
        labels=dict(written.labels.by_language),
        span=written.span,
        **draft.said(),
    )


def _cited(citation: Citation | None) -> str:
    return "" if citation is None else citation.text
