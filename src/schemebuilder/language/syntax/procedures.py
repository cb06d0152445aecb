"""The statement `procedure`: steps made of clauses, appeals, letters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.said import NO_LABELS, Citation, Labels, Name, Text


@dataclass(frozen=True, slots=True)
class TimeWritten:
    """`10 working days`, `same day` (0 of `day`), `72 hours`; `since` is what stands after `of`."""

    amount: Fraction
    unit: str
    span: Span
    since: Name | None = None


@dataclass(frozen=True, slots=True)
class OtherwiseWritten:
    """What happens instead: after a deadline, or when a register does not answer.

    kind: `escalate`, `then` (with `name`), `deemed` (with `outcome`), `as known`, `go on`, `ask`,
    `last known`, or `other`: a word (`name`) that the language does not have there. `span` of
    `deemed` is that of the outcome.
    """

    kind: str
    span: Span
    name: Name | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class NamesPart:
    """A clause that is a list of names.

    keyword: `by`, `through`, `ask`, `assess`, `pay`, `record`, `then`, `apart` (`not the same
    person as`) or `start` (`start procedure`). `every` for `ask every question`.
    """

    keyword: str
    names: tuple[Name, ...]
    span: Span
    every: bool = False
    because: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class DeadlinePart:
    """`within 10 working days of claim_date, otherwise escalate to supervisor`."""

    time: TimeWritten
    span: Span
    otherwise: OtherwiseWritten | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class PaperWritten:
    """`birth_certificate or affidavit`, `court_order only because "…"`."""

    names: tuple[Name, ...]
    span: Span
    only_because: str = ""


@dataclass(frozen=True, slots=True)
class CollectPart:
    """`collect birth_certificate or affidavit, school_letter`."""

    papers: tuple[PaperWritten, ...]
    span: Span
    because: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class LookedUpWritten:
    """`earnings with tax_registry`; the register is None where none is said."""

    fact: Name
    register: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class CheckPart:
    """`check birth_date with civil_registry, earnings with tax_registry, otherwise ask`."""

    facts: tuple[LookedUpWritten, ...]
    span: Span
    because: str = ""
    otherwise: OtherwiseWritten | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class DecidePart:
    """`decide eligibility`, `decide complaint as upheld, dismissed`."""

    of: Name
    outcomes: tuple[Name, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class SentenceWritten:
    """A text for a person; in the language of the file where none is named."""

    text: Text
    language: Name | None = None


@dataclass(frozen=True, slots=True)
class NotifyPart:
    """`notify caregiver letter award`, `notify caregiver "…" fr "…"`."""

    whom: Name
    letter: Name | None
    sentences: tuple[SentenceWritten, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class OutcomeWritten:
    """An outcome by its id: `not_eligible` for the words `not eligible`."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class WhenPart:
    """`when not eligible then refuse`; no outcomes for `anything else`, no target for `ends`."""

    outcomes: tuple[OutcomeWritten, ...]
    target: Name | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class WithoutPart:
    """`without identity_card then attest`, `without phone "the officer calls on them"`."""

    what: Name
    target: Name | None
    way: Text | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class EndsPart:
    """`ends`."""

    span: Span
    citation: Citation | None = None


StepPart: TypeAlias = (
    NamesPart
    | DeadlinePart
    | CollectPart
    | CheckPart
    | DecidePart
    | NotifyPart
    | WhenPart
    | WithoutPart
    | EndsPart
)


@dataclass(frozen=True, slots=True)
class StepWritten:
    """`step receive "Receive the claim"` and its clauses in the order written."""

    name: Name
    title: Text | None
    parts: tuple[StepPart, ...]
    span: Span
    labels: Labels = NO_LABELS
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class WindowPart:
    """`within 60 days to appeals_board, decided within 90 days`."""

    time: TimeWritten
    body: Name | None
    decided: TimeWritten | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class RerunPart:
    """`re-run with law as of claim_date`."""

    day: Name
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class PendingPart:
    """`payment continues` or `payment stops`, while the appeal is open."""

    continues: bool
    span: Span
    citation: Citation | None = None


AppealPart: TypeAlias = WindowPart | RerunPart | PendingPart | NotifyPart | WhenPart


@dataclass(frozen=True, slots=True)
class AppealWritten:
    """`appeal against refuse, decide, silence`; `silence` is where that word stands."""

    against: tuple[Name, ...]
    silence: Span | None
    parts: tuple[AppealPart, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class LetterWritten:
    """`letter warning "…"`."""

    name: Name
    sentences: tuple[SentenceWritten, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class StartsWritten:
    """`starts with claim, birth` (events), `starts every 12 months`, `starts 60 days before D`."""

    events: tuple[Name, ...]
    every: TimeWritten | None
    ahead: TimeWritten | None
    day: Name | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ProcedureStatement:
    """`procedure claim of household "Claim and decision"`, its steps and appeals in order."""

    name: Name
    entity: Name | None
    title: Text | None
    steps: tuple[StepWritten, ...]
    appeals: tuple[AppealWritten, ...]
    span: Span
    starts: tuple[StartsWritten, ...] = ()
    letters: tuple[LetterWritten, ...] = ()
    answer: DeadlinePart | None = None
    keep: TimeWritten | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
