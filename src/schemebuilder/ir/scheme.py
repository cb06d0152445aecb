"""The checked meaning of a whole scheme: immutable, names resolved, units checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.combining import Award, Combine
from schemebuilder.ir.expressions import Direction, Expr, Value
from schemebuilder.ir.instrument import Instrument
from schemebuilder.ir.modality import IN_CASH, Modality
from schemebuilder.ir.payment import NO_PAYMENT, Payment
from schemebuilder.ir.procedure import Procedure
from schemebuilder.ir.selection import Selection
from schemebuilder.ir.series import Activation, Series
from schemebuilder.ir.vocabulary import Entity, Field, ListField
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class InForce:
    """Both days belong to it; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether the day lies in it."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


ALWAYS = InForce()


@dataclass(frozen=True, slots=True)
class Law:
    """A law that citations name by its short `id`: `law act "Child Grant Act, 2024"`."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What a parameter is from a day: one value for each combination of its keys' values.

    `cells` maps the keys' values (a tuple of choice names or of the words of bands, empty for an
    unkeyed parameter) to the value; a missing combination cannot occur (`-`). An ended parameter
    has `ended` set and no cells. `status` is enacted, indexed, planned or projected; `made` says
    what a value is worked out from, or why there is none. `known` is the day on which the value
    became known, where the text says it: law that was made after the day from which it holds.
    """

    start: date
    cells: dict[tuple[str, ...], Value]
    ended: bool = False
    citation: str = ""
    status: str = "enacted"
    span: Span | None = None
    made: str = ""
    known: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated value of the law, in order of date; `keys` are the types of its key columns.

    Each key is a choice (a whole number or yes/no key is written as its text: `1`, `yes`). A
    `calendar` counts public holidays: it is no value of the law.
    """

    name: str
    type: Type
    values: tuple[ParameterValue, ...]
    key_names: tuple[str, ...] = ()
    key_types: tuple[Type, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = None
    calendar: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One definition of an entity; `role` restricts it to members in a role.

    For a person outside the role the rule does not apply. `kind` is `let`, `table`, `scale`, one
    `band` of a scale, or `rule`: one use of a formula, with `given`, what it is used with.
    """

    name: str
    entity: str
    type: Type
    body: Expr
    role: str | None = None
    kind: str = "let"
    in_force: InForce = ALWAYS
    citation: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = None


class LineKind(Enum):
    """What a line of an eligibility does with its condition, and for whom it is written.

    ENTRY is for new claims, CONTINUE and COMPLY for awards in payment: that stands in the condition
    itself.
    """

    REQUIRE = "require"
    EXCLUDE = "exclude"
    ENTRY = "require at entry"
    CONTINUE = "continue while"
    COMPLY = "comply with"


@dataclass(frozen=True, slots=True)
class Line:
    """One condition. EXCLUDE: it must not hold; else it must. Outside `in_force` it is silent.

    `sentence` is for the letter when the line fails, with `{name}` places; `text` is the line's own
    words in the scheme, shown where it has no sentence. `places` gives the expression of each
    `{name}`.
    """

    kind: LineKind
    when: Expr
    text: str
    sentence: str = ""
    places: dict[str, Expr] = field(default_factory=dict)
    in_force: InForce = ALWAYS
    citation: str = ""
    span: Span | None = None


class Undecided(Enum):
    """What happens when the conditions cannot be decided."""

    ASK = "ask"
    ESCALATE = "escalate"
    PROVISIONAL = "provisional"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The conditions of one entity, all of which must hold; benefits refer to it by name.

    The unnamed eligibility is called `eligibility`. For `eligibility of child` the role is a
    condition too, and every line is still tried, so that the letter gives all reasons.
    """

    name: str
    entity: str
    lines: tuple[Line, ...]
    role: str | None = None
    undecided: Undecided = Undecided.ASK
    in_force: InForce = ALWAYS
    labels: dict[str, str] = field(default_factory=dict)
    span: Span | None = None


class StageKind(Enum):
    """What a stage does with the amount so far (`so_far`) and its `value`.

    BASE sets it; ADD adds; REDUCE subtracts (a negative reduction is a fault); FLOOR and CAP are
    the
    larger and smaller of; NOTHING_BELOW makes it 0 where it is under `value`; ROUND rounds;
    REPLACE sets it where `when` holds (an exception after a stage). LIMIT has a yes/no for `value`:
    where that does not hold, nothing is payable, whatever stages follow; SUSPEND likewise, of an
    award whose conditions of compliance are not met. WARN changes nothing: where its yes/no holds,
    the person is warned.
    """

    BASE = "base"
    ADD = "add"
    REDUCE = "reduce"
    FLOOR = "floor"
    CAP = "cap"
    NOTHING_BELOW = "pay nothing below"
    ROUND = "round"
    REPLACE = "replace"
    LIMIT = "limit"
    SUSPEND = "suspend"
    WARN = "warn"


WITHHOLDING: Final = frozenset({StageKind.LIMIT, StageKind.SUSPEND})
"""Stages that leave nothing to pay where their condition does not hold, whatever follows."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a benefit, in the order written; skipped where `when` is given and does not hold.

    `name` is how other rules read the amount after it (`base of child_benefit`); it is unique in
    the benefit.
    ROUND has `step` and `direction` instead of `value`. `round none` is a ROUND without a step:
    the amount stays exact. `text` is the stage's own words, where people are told of them,
    `sentence` what a letter says instead, with `{name}` places.
    """

    kind: StageKind
    name: str
    value: Expr | None = None
    when: Expr | None = None
    step: Fraction | None = None
    direction: Direction | None = None
    in_force: InForce = ALWAYS
    citation: str = ""
    span: Span | None = None
    text: str = ""
    sentence: str = ""
    places: dict[str, Expr] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recovery:
    """How an overpayment is taken back out of later payments; what is None is not limited.

    `at_most` is a share of the payment or an amount, `leave` what must remain of it, and an
    overpayment below `waive` is not taken back.
    """

    at_most: Expr | None = None
    leave: Expr | None = None
    waive: Expr | None = None


@dataclass(frozen=True, slots=True)
class Benefit:
    """An amount for one entity, if the eligibilities named in `requires` and its own lines hold.

    Outside `in_force` the answer is "not in force". The unnamed benefit is called `amount`.
    A benefit without conditions is for everyone of its entity (and role). `changes` are the days on
    which what it is made of changes, where the scheme splits payment periods there.
    """

    name: str
    entity: str
    type: Type
    stages: tuple[Stage, ...]
    requires: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    role: str | None = None
    undecided: Undecided = Undecided.ASK
    payment: Payment = NO_PAYMENT
    modality: Modality = IN_CASH
    in_force: InForce = ALWAYS
    charge: bool = False
    changes: tuple[date, ...] = ()
    recovery: Recovery | None = None
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example expects of one subject: `name` is an outcome word, a benefit, a rule.

    `value` is the expected value; for `eligible`/`not eligible` it is True/False, with `because`
    the
    citations or sentences expected among the reasons. `outcome` is another outcome word when that
    is expected. With `paid_on`, the value is what is paid of a benefit on that day.
    """

    subject: str | None
    name: str
    value: Value | None
    outcome: str = ""
    because: tuple[str, ...] = ()
    span: Span | None = None
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A test beside the rule: a case in the shape of formats.md, and what is expected of it."""

    name: str
    case: dict[str, object]
    expectations: tuple[Expectation, ...]
    given: dict[str, Value] = field(default_factory=dict)
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme. Dictionaries are keyed by name and keep the order written.

    `rules` are in an order in which each comes after those it needs. `fields` holds the inputs and
    those vocabulary fields that the scheme uses, with the scheme's missing policies applied;
    `lists` likewise.
    `claims` are what must hold in every case, as rules of kind `always` or `never` whose value is
    whether it holds, after what only they use; they decide nothing and are no part of the meaning.
    `change` is `by days` or `split` where a change inside a payment period counts so.
    `selections` are the lists that ration what not all can have, `instruments` the questionnaires
    whose scores are rules, `series` what is observed by area and month, `triggers` what that sets
    off. `awards` are those of other schemes that this one can read, each as facts; `combines` says
    how it goes together with them.
    `unread` names, by entity, the other fields of the vocabulary: a case may give them, no rule
    reads them, and they are no part of the meaning. `procedures` decide nothing by themselves.
    """

    id: str
    title: str
    version: str
    country: str
    currency: str
    branch: str
    governed_by: str
    calendar: Calendar
    in_force: InForce
    entities: dict[str, Entity]
    fields: dict[str, Field]
    parameters: dict[str, Parameter]
    rules: dict[str, Rule]
    eligibilities: dict[str, Eligibility]
    benefits: dict[str, Benefit]
    examples: tuple[Example, ...] = ()
    laws: tuple[Law, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    assesses: tuple[str, ...] = ()
    unread: dict[str, tuple[str, ...]] = field(default_factory=dict)
    lists: dict[str, ListField] = field(default_factory=dict)
    change: str = ""
    claims: tuple[Rule, ...] = ()
    selections: dict[str, Selection] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    triggers: dict[str, Activation] = field(default_factory=dict)
    awards: dict[str, Award] = field(default_factory=dict)
    combines: tuple[Combine, ...] = ()
    procedures: dict[str, Procedure] = field(default_factory=dict)
    span: Span | None = None
