"""What the names in a procedure stand for: steps, facts, benefits, letters, days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    Meaning,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.ir.procedure import Deadline, Deciding, Otherwise, StepDecision
from schemebuilder.language.syntax import DecidePart, Name, TimeWritten
from schemebuilder.values.types import Kind, Type

_SELECTION = "selection"
_UNNAMED = {"benefit": "amount"}
_ELIGIBLE = ("eligible", "not_eligible", "undecided")
_SELECTED = ("selected", "not_selected", "waiting")
_UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class StepNames:
    """The names that a procedure may use, and the desk that it is compiled on.

    `doubts` are names whose definition could not be read, as is said there: a procedure with them
    is not looked at further.
    """

    desk: Desk
    scope: Scope
    steps: tuple[str, ...]
    letters: tuple[str, ...]
    procedures: tuple[str, ...]
    selects: bool
    doubts: list[str] = field(default_factory=list)

    def step(self, name: Name) -> None:
        """Report a name that is no step of this procedure."""
        hint = "Write the name of a step, or add one: " + f'`step {name.text} "…"`.'
        self._one_of(name, self.steps, "step of this procedure", hint)

    def letter(self, name: Name) -> None:
        """Report a letter that neither the program nor the scheme has."""
        hint = f'Write it: `letter {name.text} "…"`, or use one of the letters that every scheme '
        self._one_of(name, self.letters, "letter", hint + "has: `receipt`, `award`, `refusal` …")

    def procedure(self, name: Name) -> None:
        """Report a name that is no procedure of the scheme."""
        others = [one for one in self.procedures if one != self.scope.owner]
        hint = "Write the name of another procedure of this scheme, or add it: "
        self._one_of(name, others, "other procedure", hint + f'`procedure {name.text} "…"`.')

    def fact(self, name: Name) -> None:
        """Report a name that is no fact."""
        meaning = self.desk.names.meanings.get(name.text)
        if isinstance(meaning, FieldName):
            return
        if meaning is not None:
            self.desk.report.error(
                "SB-R002",
                f"{name.text} is worked out by the rules; it cannot be asked or looked up.",
                name.span,
                hint="Name the facts that it is worked out from.",
            )
            return
        hint = f"Declare it: `input {name.text} of {self.scope.entity} : …`."
        self._one_of(name, self._facts(), "fact", hint)

    def benefit(self, name: Name) -> str:
        """Return the benefit of that name, as the rules call it; report what is none."""
        benefits = [
            one.name for one in self.desk.names.meanings.values() if isinstance(one, BenefitName)
        ]
        called = _UNNAMED.get(name.text, name.text)
        if called not in benefits and len(benefits) == 1 and name.text in {"benefit", "amount"}:
            called = benefits[0]
        if called not in benefits:
            hint = "Write the name of a benefit of this scheme."
            self._one_of(name, benefits, "benefit", hint)
        return called

    def day(self, name: Name) -> None:
        """Report a name that is no day: a fact or a definition that is a date."""
        if name.text == self.desk.header.governed_by:
            return
        meaning = self.desk.names.meanings.get(name.text)
        kind = _kind(self.desk, meaning)
        if kind is not None and kind.kind is Kind.DATE:
            return
        if meaning is not None:
            self.desk.report.error(
                "SB-R002",
                f"{name.text} is not a date.",
                name.span,
                hint="Name a fact or a definition that is a date, such as `claim_date`.",
            )
            return
        hint = "Name a fact or a definition that is a date, such as `claim_date`."
        self._one_of(name, self._facts(), "date", hint)

    def decision(self, part: DecidePart) -> StepDecision | None:
        """Return what a step decides, with every outcome; None after a finding."""
        cited = part.citation.text if part.citation else ""
        if part.outcomes:
            outcomes = tuple(dict.fromkeys(one.text for one in part.outcomes))
            return StepDecision(Deciding.JUDGEMENT, part.of.text, outcomes, cited, part.span)
        called = part.of.text
        if called == _SELECTION and self.selects:
            return StepDecision(Deciding.SELECTION, called, _SELECTED, cited, part.span)
        found = self._by_rule(called)
        if found is None:
            self._undecidable(part.of)
            return None
        kind, name, outcomes = found
        return StepDecision(kind, name, outcomes, cited, part.span)

    def _by_rule(self, called: str) -> tuple[Deciding, str, tuple[str, ...]] | None:
        meanings = self.desk.names.meanings
        meaning = meanings.get(called) or meanings.get(_UNNAMED.get(called, called))
        if meaning is None and called == "eligibility":
            named = [m for m in meanings.values() if isinstance(m, EligibilityName)]
            benefits = [m for m in meanings.values() if isinstance(m, BenefitName)]
            if len(named) == 1:
                meaning = named[0]
            elif not named and len(benefits) == 1:
                meaning = benefits[0]
        if isinstance(meaning, EligibilityName):
            return Deciding.ELIGIBILITY, meaning.name, _ELIGIBLE
        if isinstance(meaning, BenefitName):
            return Deciding.BENEFIT, meaning.name, _ELIGIBLE
        if isinstance(meaning, RuleName):
            kind = _kind(self.desk, meaning)
            if kind is not None and kind.kind is Kind.YES_NO:
                return Deciding.RULE, meaning.name, ("yes", "no", _UNDECIDED)
            if kind is not None and kind.kind is Kind.CHOICE:
                return Deciding.RULE, meaning.name, (*kind.choices, _UNDECIDED)
        return None

    def _undecidable(self, name: Name) -> None:
        meanings = self.desk.names.meanings
        if name.text in self.desk.excused or (
            self.desk.unreadable and name.text in {"eligibility", "benefit", "amount"}
        ):
            self.doubts.append(name.text)
            return
        judged = f"`decide {name.text} as granted, refused`"
        hint = "Name an eligibility, a benefit, or a definition that is yes/no or a choice; what "
        hint += f"an officer finds is written with its outcomes: {judged}."
        if name.text in meanings:
            self.desk.report.error(
                "SB-R002", f"{name.text} cannot be decided.", name.span, hint=hint
            )
            return
        if name.text == _SELECTION:
            self.desk.report.error(
                "SB-R002",
                "This scheme has no selection to decide.",
                name.span,
                hint="Add a statement `selection of household`, or decide the eligibility.",
            )
            return
        known = [
            one.name
            for one in meanings.values()
            if isinstance(one, EligibilityName | BenefitName | RuleName)
        ]
        self._one_of(name, known, "eligibility, benefit or definition", hint)

    def _facts(self) -> list[str]:
        return [one.name for one in self.desk.names.meanings.values() if isinstance(one, FieldName)]

    def _one_of(self, name: Name, known: Iterable[str], what: str, hint: str) -> None:
        listed = list(known)
        if name.text in listed:
            return
        if name.text in self.desk.excused:
            self.doubts.append(name.text)
            return
        near = nearest(name.text, listed)
        self.desk.report.error(
            "SB-R002",
            f"There is no {what} called {name.text}.",
            name.span,
            hint=f"Did you mean {near}?" if near else hint,
            edits=(replaced(name.span, near),) if near else (),
        )


def _kind(desk: Desk, meaning: Meaning | None) -> Type | None:
    """Return what kind of value a name stands for."""
    match meaning:
        case FieldName() | ParameterName() | BenefitName():
            return meaning.type
        case RuleName():
            found = desk.define(desk, meaning)
            return None if found is None else found.type
        case _:
            return None


def deadline_of(
    names: StepNames,
    time: TimeWritten,
    otherwise: Otherwise | None = None,
    *,
    citation: str = "",
) -> Deadline:
    """Compile a length of time: a whole number of its unit."""
    if time.amount.denominator != 1:
        names.desk.report.error(
            "SB-R008",
            "A deadline is a whole number of days, weeks, months or hours.",
            time.span,
            hint="Write it in a smaller unit: `36 hours`, `10 days`.",
        )
    since = ""
    if time.since is not None:
        since = time.since.text
        if since not in names.steps:
            names.day(time.since)
    return Deadline(int(time.amount), time.unit, since, otherwise, citation, time.span)
