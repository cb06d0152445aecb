"""A procedure as checked: who does what, by when, on which papers, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr

SILENCE: Final = "silence"
"""What an appeal is against when a decision has not come in time."""

LETTERS: Final[dict[str, str]] = {
    "receipt": "what was handed in, when, and by when an answer comes",
    "request": "what is missing, and by when",
    "award": "what is paid, from when, to whom, and how to appeal",
    "refusal": "every reason with its article, and how to appeal",
    "reduction": "why and from when less is paid, and how to appeal",
    "suspension": "why and from when nothing is paid, and how to appeal",
    "ending": "why and from when the benefit ends, and how to appeal",
    "recovery": "what was paid too much, how it is paid back, and how to appeal",
    "reminder": "what is still to be done, and by when",
    "appeal_outcome": "what the appeal came to, and what one can still do",
}
"""The letters that every scheme has: their names and what they hold, written from the decision."""

AGAINST: Final = frozenset({"refusal", "reduction", "suspension", "ending", "recovery"})
"""Letters that tell of something against the person, with reasons and the way to appeal."""


class Expiry(Enum):
    """What happens when a deadline passes, or a register does not answer.

    ESCALATE: a post takes over. STEP: another step follows. AS_KNOWN: the decision goes ahead with
    what is known. GO_ON: the next step begins. DEEMED: an outcome holds. ASK: the person brings
    proof. LAST_KNOWN: the register's last answer is used.
    """

    ESCALATE = "escalate"
    STEP = "then"
    AS_KNOWN = "as known"
    GO_ON = "go on"
    DEEMED = "deemed"
    ASK = "ask"
    LAST_KNOWN = "last known"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An expiry, and the post, step or outcome that it names."""

    kind: Expiry
    to: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A length of time from `since` (a step, a fact that is a date; "" the start of the step).

    `unit` is `hour`, `working day`, `day`, `week`, `month` or `year`; 0 days is the same day.
    """

    amount: int
    unit: str
    since: str = ""
    otherwise: Otherwise | None = None
    citation: str = ""
    span: Span | None = None

    def words(self) -> str:
        """Return the time as people say it."""
        if self.amount == 0:
            return "the same day"
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document, or one of several that are as good; `only_because` says why nothing else is.

    `because` is what it is for where it proves no fact.
    """

    names: tuple[str, ...]
    only_because: str = ""
    because: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A fact that a step asks for, checks with `register`, or finds out (`assess`).

    `how` is `ask`, `check` or `assess`; `because` is what it is for where no rule reads it.
    """

    fact: str
    how: str
    register: str = ""
    because: str = ""
    span: Span | None = None


class Deciding(Enum):
    """What a step decides: by which rule, or by the judgement of the one who does the step."""

    ELIGIBILITY = "eligibility"
    BENEFIT = "benefit"
    RULE = "rule"
    SELECTION = "selection"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class StepDecision:
    """What is decided, by its name, and every outcome that there is."""

    kind: Deciding
    of: str
    outcomes: tuple[str, ...]
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Outcomes (none: all that no other route names) and the step that follows ("": the end)."""

    outcomes: tuple[str, ...]
    to: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told, by which letter or in which words by language, with the value of each place."""

    whom: str
    letter: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Expr] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Detour:
    """What is done for those who lack something: a step (`to`), or in words (`way`)."""

    lacking: str
    to: str = ""
    way: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does it, by when, with what, and what follows.

    `by` are the posts that may do it, the first as a rule; `apart` the steps whose officer may not.
    `everything`: the form asks every fact that the rules need and no other step brings.
    `no_answers`: what happens when a register does not answer, each once.
    `then` follows where nothing is decided, or whatever is; `ends` where nothing follows.
    """

    name: str
    title: str = ""
    by: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    deadline: Deadline | None = None
    papers: tuple[Paper, ...] = ()
    facts: tuple[Learnt, ...] = ()
    everything: bool = False
    no_answers: tuple[Otherwise, ...] = ()
    decision: StepDecision | None = None
    pays: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    routes: tuple[Route, ...] = ()
    detours: tuple[Detour, ...] = ()
    then: str = ""
    apart: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    ends: bool = False
    citation: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Appeal:
    """Against which steps (`SILENCE` among them), to whom, by when, decided when, by which law.

    `pending` says whether what is paid is paid on meanwhile; None where the scheme does not say.
    """

    against: tuple[str, ...]
    body: str = ""
    window: Deadline | None = None
    decided: Deadline | None = None
    law_of: str = ""
    pending: bool | None = None
    notices: tuple[Notice, ...] = ()
    routes: tuple[Route, ...] = ()
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the scheme's own."""

    name: str
    texts: dict[str, str]
    places: dict[str, Expr] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts a procedure: an event, a rhythm (`every`), or a time before the day `day`."""

    event: str = ""
    every: Deadline | None = None
    before: Deadline | None = None
    day: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """The first step is where it starts. `answer` is when the law promises the person an answer."""

    name: str
    title: str
    entity: str
    steps: tuple[Step, ...]
    appeals: tuple[Appeal, ...] = ()
    letters: tuple[Letter, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    answer: Deadline | None = None
    keep: Deadline | None = None
    citation: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = None

    def step(self, name: str) -> Step | None:
        """Return the step of that name."""
        return next((step for step in self.steps if step.name == name), None)
