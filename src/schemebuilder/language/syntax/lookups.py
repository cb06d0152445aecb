"""Statements that look a value up: parameters, tables and the cells of their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.declarations import (
    Force,
    TypeWritten,
)
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """`from D : value` or, keyed, `from D [row key] | v | v |`; `until D : ended` has ended True.

    `values` has one expression per column, None for `-`; `columns` are the values of the last key,
    as the heading above says them. `start` is the first day of the value or, when it has ended, the
    first day without one (the day after `until D`).
    """

    start: date
    values: tuple[Expr | None, ...]
    span: Span
    row_keys: tuple[Cell, ...] = ()
    ended: bool = False
    status: str = "enacted"
    citation: Citation | None = None
    columns: tuple[Cell, ...] = ()
    known: date | None = None


@dataclass(frozen=True, slots=True)
class IndexDay:
    """`January` or `6 April`: a month as it is written, and the day, 1 unless said."""

    month: Name
    day: int
    span: Span


@dataclass(frozen=True, slots=True)
class IndexWritten:
    """`indexed every January by cpi, floor 0%, cap 6%, round up to KES 50`.

    `by` is a formula in which the name of an index stands for how much it has risen. `first` is the
    day before which nothing is adjusted, if it is said; `direction` is empty where nothing rounds.
    """

    days: tuple[IndexDay, ...]
    first: date | None
    by: Expr
    floor: Expr | None
    cap: Expr | None
    direction: str
    step: Expr | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class FigureWritten:
    """A row `| 2025-10 | 121.3 |`: its month (0 in a yearly index), its value, its status."""

    year: int
    month: int
    value: Fraction
    status: str
    span: Span


@dataclass(frozen=True, slots=True)
class IndexStatement:
    """`index cpi monthly "…"` with its figures, or `index cpi from "ke/cpi"`, a data file.

    `monthly` is None where the file says it; `lag` is how many months later a figure is published.
    """

    name: Name
    monthly: bool | None
    file: Text | None
    figures: tuple[FigureWritten, ...]
    span: Span
    source: str = ""
    lag: int = 0
    labels: Labels = NO_LABELS
    citation: Citation | None = None

    @property
    def keys(self) -> tuple[Name, ...]:
        """An index has no keys."""
        return ()


@dataclass(frozen=True, slots=True)
class ParameterStatement:
    """`parameter grant : money per month [by key, key]` and its dated rows."""

    name: Name
    type: TypeWritten
    keys: tuple[Name, ...]
    rows: tuple[ParameterRow, ...]
    span: Span
    labels: Labels = NO_LABELS
    index: IndexWritten | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class AnyCell:
    """`any`: every value fits."""

    span: Span


@dataclass(frozen=True, slots=True)
class NeverCell:
    """`-`: this combination cannot occur."""

    span: Span


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A value, or a list of values: one of them fits; in an answer column, an expression."""

    values: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RangeCell:
    """`under 6`, `6 to 17`, `over 5 up to 10`, `up to 5`, `over 50`, `18 or over`; None is open."""

    low: Expr | None
    low_included: bool
    high: Expr | None
    high_included: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ConditionCell:
    """A whole condition in a `when` column."""

    when: Expr
    span: Span


Cell: TypeAlias = AnyCell | NeverCell | ValueCell | RangeCell | ConditionCell


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `otherwise` rows have no condition cells."""

    cells: tuple[Cell, ...]
    answers: tuple[Expr | None, ...]
    span: Span
    otherwise: bool = False
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class TableStatement:
    """`table supplement of person : number by disability, age` and its rows.

    `heads` are the condition columns (an expression each; None for a `when` column), `answers` the
    answer
    columns. `grid` is the form with one input down and one across: the parser turns it into plain
    rows and
    remembers it for the formatter. `hit` is `one`, `first`, `add` or `highest`.
    """

    name: Name
    entity: Name
    type: TypeWritten | None
    by: tuple[Name, ...]
    hit: str
    heads: tuple[Expr | None, ...]
    answers: tuple[Name, ...]
    rows: tuple[TableRow, ...]
    span: Span
    grid: bool = False
    labels: Labels = NO_LABELS
    citation: Citation | None = None
    force: Force | None = None
    governed: Expr | None = None
