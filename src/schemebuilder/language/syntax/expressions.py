"""Every expression as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.leaves import (
    DateLiteral,
    DurationLiteral,
    MoneyLiteral,
    NameRef,
    NumberLiteral,
    OfName,
    Qualified,
    TextLiteral,
    YesNoLiteral,
)
from schemebuilder.language.syntax.said import Name


@dataclass(frozen=True, slots=True)
class Possessive:
    """`the head's income`, `the partner's has_pension`; `if_none` after `or … if none`."""

    role: Name
    arg: Expr
    span: Span
    if_none: Expr | None = None


@dataclass(frozen=True, slots=True)
class PossessiveOther:
    """`the other adult's income`: of the other of two; `if_none` after `or … if none`."""

    role: Name
    arg: Expr
    span: Span
    if_none: Expr | None = None


@dataclass(frozen=True, slots=True)
class RankKeyWritten:
    """What people are put in order by, and which way: `age oldest first`.

    `by` is None where only `oldest` or `youngest` stands there. `direction` is `oldest`,
    `youngest`, `highest`, `lowest`, `earliest`, `latest`, or empty where nothing is said.
    `ahead` is True where the direction stands before: `with highest income`.
    """

    by: Expr | None
    direction: str
    span: Span
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class OrderWritten:
    """`by K oldest first, then by L lowest first, ties by M, ties together`.

    `ties` is None where nothing is said of ties, and empty under `ties together` alone.
    """

    keys: tuple[RankKeyWritten, ...]
    ties: tuple[RankKeyWritten, ...] | None
    together: bool
    span: Span


@dataclass(frozen=True, slots=True)
class PlaceOf:
    """`place of child among children where (…) by age oldest first, ties by …`."""

    whose: Name
    members: Name
    order: OrderWritten
    span: Span
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class FirstTest:
    """`is the adult with highest income, ties by …`, `is not the oldest child` (negated)."""

    members: Name
    order: OrderWritten
    span: Span
    where: Expr | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`; op is `-` or `not`."""

    op: str
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`+ - * /` or a comparison `= <> < <= > >=` (the word forms are normalised to these)."""

    op: str
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Logical:
    """`a and b and c`, `a or b`, `any of (a, b)`, `all of (a, b)`; op is `and` or `or`.

    `listed` is True for the bracketed list forms, which the formatter keeps.
    """

    op: str
    args: tuple[Expr, ...]
    span: Span
    listed: bool = False


@dataclass(frozen=True, slots=True)
class InList:
    """`x in (a, b)`, `x not in (a, b)` (negated); or `x in affected_districts`, a list by name."""

    arg: Expr
    values: tuple[Expr, ...]
    span: Span
    negated: bool = False
    named: Name | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """`x from a to b`, both ends included."""

    arg: Expr
    low: Expr
    high: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Extreme:
    """`smaller of (a, b)` or `larger of (a, b)`; kind is `smaller` or `larger`."""

    kind: str
    args: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Limited:
    """`(x, but not below a)`, `(x, but not above b)`, or both."""

    arg: Expr
    not_below: Expr | None
    not_above: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class Rounded:
    """`round down to NZD 1 of (x)`; direction `up`, `down`, `half up`, `half even`."""

    direction: str
    step: Expr
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class ForEach:
    """`GBP 1 per week for each GBP 500 or part of it of capital above GBP 10,000`.

    `rate` times the number of `step`s in `arg` above `above` (never below zero); `or_part` counts a
    part as a whole step, else only whole steps count.
    """

    rate: Expr
    step: Expr
    or_part: bool
    arg: Expr
    above: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class PerPeriod:
    """`x per year`: the same rate said per another period (binds tighter than `*`)."""

    arg: Expr
    period: str
    span: Span


@dataclass(frozen=True, slots=True)
class InUnit:
    """`x in ZAR`: the number of rand; also `d in days`, `d in months`."""

    arg: Expr
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class RoleTest:
    """`is child`, `is not child` (negated) of the person spoken of."""

    role: Name
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class UnitTest:
    """`is in family`, `is not in family` (negated) of the person spoken of."""

    unit: Name
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ThereIs:
    """`there is a partner`, `no partner` (negated)."""

    role: Name
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class PickWritten:
    """`highest 10 of`, `latest 6 of`: only that many entries of a list, the first by a key.

    `word` is `highest`, `lowest`, `latest` or `earliest`. `fewer` is for `fewer allowed`, `ties`
    says which of entries with one key come first: `highest`, `lowest`, or nothing.
    """

    word: str
    count: Expr
    span: Span
    fewer: bool = False
    ties: str = ""


@dataclass(frozen=True, slots=True)
class WindowWritten:
    """`over the 24 months before claim_date`; the date itself is not in it."""

    length: Expr
    before: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier over the members of a group, or over the entries of a list.

    `quantifier`: `any`, `every`, `no`, `at least`, `at most`, `exactly`, `number`, `total`,
    `highest`, `lowest`, `average`, `latest`, `earliest`. `members` is the set as written (`member`,
    `members`, `children`, `adult`, …), the name of a list, or, for a formed unit or group, its
    name. `count` goes with at least, at most, exactly. `value` goes with total, highest, lowest,
    average (`total of x over members where (…)`). `or_nobody` is for `every … or nobody`; `if_none`
    for `or … if none`. Over a list there may be a `pick` of some entries, the key `by` which they
    are in order, and a `window` of time.
    """

    quantifier: str
    members: Name
    span: Span
    count: Expr | None = None
    value: Expr | None = None
    where: Expr | None = None
    or_nobody: bool = False
    if_none: Expr | None = None
    pick: PickWritten | None = None
    by: Expr | None = None
    window: WindowWritten | None = None


@dataclass(frozen=True, slots=True)
class DateDifference:
    """`days from A to B`, `months from A to B`, `years from A to B` (completed).

    The unit of `begun months from A to B` is `begun_months`.
    """

    unit: str
    start: Expr
    end: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class DatePart:
    """`year of D`, `month of D`, `day of D`."""

    part: str
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class KeyedAt:
    """`rate for clause h, size 3`: a keyed parameter read at other keys than its own names."""

    parameter: Name
    keys: tuple[tuple[Name, Expr], ...]
    span: Span
    on: Expr | None = None


@dataclass(frozen=True, slots=True)
class Called:
    """`countable of (earned, unearned)`: a formula used with these."""

    name: Name
    args: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class OnScale:
    """`test_1 on assessable`: a scale used on an amount."""

    scale: Name
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class IfThen:
    """`if c then a otherwise b`."""

    when: Expr
    then: Expr
    otherwise: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class EscalateExpr:
    """`escalate` or `refer` as the answer of a row."""

    word: str
    span: Span


Expr: TypeAlias = (
    NumberLiteral
    | MoneyLiteral
    | DateLiteral
    | DurationLiteral
    | YesNoLiteral
    | TextLiteral
    | NameRef
    | Qualified
    | OfName
    | Possessive
    | PossessiveOther
    | PlaceOf
    | FirstTest
    | Unary
    | Binary
    | Logical
    | InList
    | Between
    | Extreme
    | Limited
    | Rounded
    | ForEach
    | PerPeriod
    | InUnit
    | RoleTest
    | UnitTest
    | ThereIs
    | Quantified
    | DateDifference
    | DatePart
    | KeyedAt
    | Called
    | OnScale
    | IfThen
    | EscalateExpr
)
