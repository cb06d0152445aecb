"""What a decision holds: for every benefit and eligibility of every subject an outcome, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding, Span
from schemebuilder.engines.exact.payments import Plan
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.run import Key, Run, Step
from schemebuilder.ir.scheme import LineKind, Scheme, Stage, Undecided
from schemebuilder.ir.selection import Standing
from schemebuilder.values.evidence import Evidence, Need, Plain
from schemebuilder.values.types import Type


class Outcome(Enum):
    """How a benefit or an eligibility ends for one subject."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_PAYABLE = "not_payable"
    NOT_SELECTED = "not_selected"
    UNDECIDED = "undecided"
    FAILED = "failed"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that is known not to hold: its sentence for the letter, and the law.

    Where the outcome is "not payable" it is a stage `limit` or a suspension, and a warning is a
    stage too: by its number, and `kind` is None.

    `definition` and `number` are the eligibility or benefit and the line in it, from 0; the role
    that an eligibility is limited to has the number -1 and no `kind`. Where the line has no
    sentence of its own, `sentence` is its `text`.
    """

    sentence: str
    text: str
    citation: str
    definition: str
    number: int
    kind: LineKind | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Assumed:
    """A fact that was not given and for which the scheme has a value, with its reason."""

    need: Need
    value: Plain
    because: str
    citation: str


@dataclass(frozen=True, slots=True)
class StageAmount:
    """A stage and how it went."""

    stage: Stage
    step: Step


@dataclass(frozen=True, slots=True)
class PaidPart:
    """Some days of a payment period that is split, their share of it, and what they come to."""

    first: date
    last: date
    share: Fraction
    outcome: Outcome
    amount: Fraction | None


@dataclass(frozen=True, slots=True)
class OnList:
    """How a subject stands on the list of a selection; `standing` None: no list is made yet.

    `place` is among the `number` of those in order, `waiting` on the waiting list (0: none).
    """

    selection: str
    standing: Standing | None = None
    place: int = 0
    number: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Referral:
    """Another scheme that somebody is told of; `eligible` None: whether for them is not known."""

    award: str
    title: str
    eligible: bool | None
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one benefit (`type` is its type) or eligibility (None) for one subject.

    `amount` is in the currency's units per the benefit's period: 0 where not eligible or not
    payable, None where undecided, failed or not in force, and for an eligibility. `missing` is in
    asking order. `referred` are matters that the scheme refers to an officer. `undecided` is what
    happens next where the outcome is undecided. `parts` are those of a payment period in which the
    law changes, where the scheme splits it; then the parts have the stages. `on_list` is there
    where something would be given, and it hangs on a selection.
    """

    name: str
    subject: Subject
    type: Type | None
    outcome: Outcome
    amount: Fraction | None
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Need, ...] = ()
    referred: tuple[str, ...] = ()
    undecided: Undecided = Undecided.ASK
    assumed: tuple[Assumed, ...] = ()
    stages: tuple[StageAmount, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple[PaidPart, ...] = ()
    on_list: OnList | None = None
    warnings: tuple[Reason, ...] = ()
    payments: Plan | None = None
    """How the award is paid, where the scheme says it and nothing else decides whether it is."""
    refer_to: tuple[Referral, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A rule or stage that was asked for by name, for one subject."""

    name: str
    key: Key
    subject: Subject
    type: Type
    evidence: Evidence
    given: bool
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything about one case on one date; `run` is kept where a trace was wanted.

    `findings` are about what was asked for; those about the case stand with their verdicts. An
    engine that gives results without what is missing and why has `explained` false.
    """

    scheme: Scheme
    case: Case
    on: date
    verdicts: tuple[Verdict, ...]
    values: tuple[NamedValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    run: Run | None = None
    explained: bool = True
    parts: tuple[Decision, ...] = ()
    """The decisions of later parts of the payment period, as of their first days."""
