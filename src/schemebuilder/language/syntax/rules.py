"""Statements that decide: `let`, `eligibility`, `benefit` and `charge`."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.declarations import (
    Force,
    TypeWritten,
)
from schemebuilder.language.syntax.expressions import (
    Expr,
    OrderWritten,
)
from schemebuilder.language.syntax.modality import GivenClause
from schemebuilder.language.syntax.payment import PaymentClause
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class ExceptionWritten:
    """`except when C then X`, or `only when C : X`; `overrides` names labels of others."""

    when: Expr
    then: Expr
    span: Span
    label: Name | None = None
    overrides: tuple[Name, ...] = ()
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class LetStatement:
    """`let x of entity : type = base`, with exceptions.

    Without a base every case is an `only when`.
    `governed` is the day that `governed by` names for it alone.
    `unless given`: `let income of household unless given = …` lets a fact of the same name win.
    """

    name: Name
    entity: Name | None
    type: TypeWritten | None
    base: Expr | None
    exceptions: tuple[ExceptionWritten, ...]
    span: Span
    unless_given: bool = False
    force: Force | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
    governed: Expr | None = None


@dataclass(frozen=True, slots=True)
class AppliesWritten:
    """Whom a transitional rule is for, by the line's keyword, with its day or its condition."""

    keyword: str
    value: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class KeepsWritten:
    """`keeps limit, months as of D`."""

    names: tuple[Name, ...]
    day: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class TransitionalStatement:
    """`transitional x of entity "…"`: whom it is for, what they keep, and until when."""

    name: Name
    entity: Name
    title: Text | None
    applies: tuple[AppliesWritten, ...]
    keeps: tuple[KeepsWritten, ...]
    until: Expr | None
    span: Span
    labels: Labels = NO_LABELS
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ComplyStep:
    """`warn`, `reduce by S`, `suspend` or `end`: what happens one time; `share` is that taken."""

    keyword: str
    span: Span
    share: Expr | None = None


@dataclass(frozen=True, slots=True)
class LineWritten:
    """`require C [when D]`, `exclude when C`; `require any of (…)` is a Logical expression.

    Other keywords are `require at entry`, `continue while` and `comply with`, which has `steps`,
    and `counted`, the number of times that it was not met.
    """

    keyword: str
    condition: Expr
    span: Span
    when: Expr | None = None
    refuse: Text | None = None
    refuse_labels: Labels = NO_LABELS
    citation: Citation | None = None
    force: Force | None = None
    steps: tuple[ComplyStep, ...] = ()
    counted: Expr | None = None


@dataclass(frozen=True, slots=True)
class EligibilityStatement:
    """`eligibility [name] of entity` and its lines.

    `undecided` is as written, for example `provisional for 1 month`.
    """

    name: Name | None
    entity: Name
    lines: tuple[LineWritten, ...]
    undecided: str | None
    span: Span
    force: Force | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
    governed: Expr | None = None


@dataclass(frozen=True, slots=True)
class LimitWritten:
    """`to 4 children per household, youngest first, ties by …`: what a stage `limit` says."""

    count: Expr
    members: Name
    per: Name
    order: OrderWritten | None
    span: Span


@dataclass(frozen=True, slots=True)
class StageWritten:
    """One stage of a benefit, in the order written.

    keyword: `base`, `add`, `reduce`, `limit`, `floor`, `cap`, `pay nothing below`, `round`. `value`
    is the expression (for `round` the step; None for `round none`), `direction` goes with round.
    `reduce by P of X above Y` is an expression already: P * (larger of (X, Y) - Y), which is never
    below zero. `exceptions` follow the stage. `limit` is what a stage `limit` says instead of a
    value, `words` the same as written. `name` when written `as name`.
    """

    keyword: str
    value: Expr | None
    span: Span
    direction: str | None = None
    when: Expr | None = None
    exceptions: tuple[ExceptionWritten, ...] = ()
    limit: LimitWritten | None = None
    words: str = ""
    name: Name | None = None
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class RecoveryWritten:
    """`recover at most 20%`, `leave at least KES 500`, `waive below KES 100`: keyword and value."""

    keyword: str
    value: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class BenefitStatement:
    """`benefit [name] of entity : type [for eligibility]` or `charge …` (keyword).

    `requires` lines may stand in it; a require of a bare name may mean a named eligibility.
    """

    keyword: str
    name: Name | None
    entity: Name
    type: TypeWritten
    lines: tuple[LineWritten, ...]
    stages: tuple[StageWritten, ...]
    payments: tuple[PaymentClause, ...]
    span: Span
    undecided: str | None = None
    force: Force | None = None
    labels: Labels = NO_LABELS
    citation: Citation | None = None
    governed: Expr | None = None
    recovery: tuple[RecoveryWritten, ...] = ()
    given: tuple[GivenClause, ...] = ()
