"""The meaning of an expression: a closed set of typed nodes, evaluated for one subject on one date.

A subject is one person, or one household. A node's fields are expressions of the same subject
unless its docstring says that the subject changes. A node's id is its path: the name of the
definition it stands in and the way down to it, so that it survives formatting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.operators import Op
from schemebuilder.values.types import Type

Value: TypeAlias = Fraction | bool | date | str
"""Quantities are fractions (money in major units, durations in days or months), choices text."""


class Direction(Enum):
    """Where a rounding goes; all directions act on the magnitude and keep the sign."""

    UP = "up"
    DOWN = "down"
    HALF_UP = "half up"
    HALF_EVEN = "half even"


class Quantifier(Enum):
    """What an aggregate makes of the members, or of the entries of a list, that it selects."""

    NUMBER = "number of"
    TOTAL = "total of"
    HIGHEST = "highest"
    LOWEST = "lowest"
    AVERAGE = "average"
    ANY = "any"
    EVERY = "every"


class Order(Enum):
    """Which entries of a list come first."""

    HIGHEST = "highest"
    LOWEST = "lowest"


class Hit(Enum):
    """How the branches of a `Choose` are chosen.

    EXCEPTIONS: those that hold must agree in value, else a fault; an overridden one gives way.
    FIRST: the first that holds. UNIQUE: exactly one must hold. SUM: the values of all that hold are
    added. HIGHEST: the highest value of those that hold.
    """

    EXCEPTIONS = "exceptions"
    FIRST = "first"
    UNIQUE = "unique"
    SUM = "sum"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Literal:
    """A written value."""

    value: Value
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A fact of the subject: a field of the vocabulary or an input of the scheme."""

    name: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RuleRef:
    """The value of a rule (a `let` or a table) for the same subject."""

    rule: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class BenefitRef:
    """A result of a benefit or an eligibility of this scheme for the same subject.

    `part` is `amount` (0 when not eligible), `eligible` (yes/no) or a stage, read after it.
    """

    benefit: str
    part: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """A parameter's value on the governing date, or on `on` if given, at the keys' values."""

    parameter: str
    keys: tuple[Expr, ...]
    type: Type
    on: Expr | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class GoverningDate:
    """The date that picks parameter values: the case's date."""

    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator on evaluated operands."""

    op: Op
    args: tuple[Expr, ...]
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Among:
    """Whether the operand is one of the written values (`x in (a, b)`)."""

    arg: Expr
    values: tuple[Value, ...]
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Scaled:
    """The operand times a constant, to change its unit: `X per year`, `x in ZAR`."""

    arg: Expr
    factor: Fraction
    words: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """The operand to a multiple of `step` (a positive constant in the operand's unit)."""

    arg: Expr
    step: Fraction
    direction: Direction
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """One row or exception: `then` where `when` holds.

    `overrides` names the labels of the branches that give way when this one holds too.
    """

    when: Expr
    then: Expr
    label: str = ""
    overrides: tuple[str, ...] = ()
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """Branches and a base.

    `otherwise` is taken when no branch holds; where it is None and none holds, that is a fault,
    whose sentence `none_fits` may say; `more_fit` that of two where one must. Only the chosen
    branch's status counts (with the conditions that had to be known).
    """

    hit: Hit
    branches: tuple[Branch, ...]
    otherwise: Expr | None
    type: Type
    span: Span | None = None
    none_fits: str = ""
    more_fit: str = ""


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A quantifier over the members of the subject (a group), or over those with `role`.

    `where` and `value` are of the member. TOTAL, HIGHEST, LOWEST, AVERAGE have a `value`; ANY and
    EVERY have their condition in `where`. Over nobody: NUMBER and TOTAL 0, ANY no, the others
    `empty` (EVERY always has one) or not applicable. Who has no applying `value` is skipped.
    """

    quantifier: Quantifier
    group: str
    role: str | None
    where: Expr | None
    value: Expr | None
    empty: Expr | None
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ItemFact:
    """A fact of the subject, which is one entry of a list."""

    list_name: str
    name: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """Only the first `count` of the entries that are selected, by the value of `by`, in `order`.

    `by` is an expression of the entry; None: the aggregate's own value. Where entries with one key
    lie on both sides of the limit, `ties` says whose values come first; without it, a result that
    hangs on which are taken is a fault. Where fewer are selected, those count if `fewer` is
    allowed; else there is no such value (`empty`, or not applicable).
    """

    count: Expr
    order: Order
    by: Expr | None = None
    fewer: bool = False
    ties: Order | None = None


@dataclass(frozen=True, slots=True)
class ListAggregate:
    """A quantifier over the entries of a list of the subject, who has the list.

    `where`, `value` and the key of `pick` are expressions of the entry, for each quantifier as in
    `Aggregate`, also over no entries. Entries whose value or key does not apply are skipped. A list
    that is not given is unknown, whatever is asked of it.
    """

    quantifier: Quantifier
    list_name: str
    where: Expr | None
    value: Expr | None
    empty: Expr | None
    type: Type
    pick: Pick | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OfOwner:
    """A value of the person or group whose list the subject is an entry of; `arg` is of them."""

    list_name: str
    arg: Expr
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OfGroup:
    """A value of the group that the subject (a person) belongs to; `arg` is of that group."""

    group: str
    arg: Expr
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OfRole:
    """A value of the one who holds `role` in the subject (a group); `arg` is of them.

    Nobody: `empty` if given, else not applicable.
    """

    group: str
    role: str
    arg: Expr
    empty: Expr | None
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OfLinked:
    """A value of the person that the fact `link` of the subject (a person) names.

    `arg` is of that person. Where the link names nobody: `empty` if given, else not applicable.
    """

    link: str
    arg: Expr
    empty: Expr | None
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class HasRole:
    """Whether the subject (a person) holds `role` in the group; unknown if the role is unknown."""

    group: str
    role: str
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class RankKey:
    """What members are put in order by: the least first, or with `falling` the greatest."""

    by: Expr
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The place of the subject (a person) among the members in `role` who meet `where`, from 1.

    It is one more than the number of them who stand ahead by the first key in which the two differ.
    Who are alike in every key share a place if `together`, else that is a fault for both. Somebody
    who is known not to be among them has no place: it does not apply.
    """

    group: str
    role: str | None
    where: Expr | None
    keys: tuple[RankKey, ...]
    together: bool
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class OfOther:
    """A value of the other of the two who hold `role` in the subject's group.

    `arg` is of the other person. Where the subject does not hold the role, or the holders are not
    just two, it is `empty` (of the subject) if given, else not applicable.
    """

    group: str
    role: str
    arg: Expr
    empty: Expr | None
    type: Type
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Escalate:
    """A branch that answers `escalate` or `refer`: no value; an officer must decide."""

    reason: str
    type: Type
    span: Span | None = None


Expr: TypeAlias = (
    Literal
    | FieldRef
    | RuleRef
    | BenefitRef
    | ParameterRef
    | GoverningDate
    | Apply
    | Among
    | Scaled
    | Round
    | Choose
    | Aggregate
    | ItemFact
    | ListAggregate
    | OfOwner
    | OfGroup
    | OfRole
    | OfLinked
    | HasRole
    | Place
    | OfOther
    | Escalate
)
