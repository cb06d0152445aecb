"""Examples: people with their facts, and what must come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.said import (
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class FactWritten:
    """`earnings KES 4,000`, `in_education yes`, `born 1991-05-02` in an example."""

    name: Name
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class ListWritten:
    """`list salaries` and its rows in an example; without rows it is known to have no entries.

    A row has one value a column, None for `-`: that fact of the entry is not known.
    """

    name: Name
    columns: tuple[Name, ...]
    rows: tuple[tuple[Expr | None, ...], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class MemberWritten:
    """`person ana head born 1991-05-02 …`; `role` may be missing."""

    name: Name
    role: Name | None
    facts: tuple[FactWritten, ...]
    span: Span
    lists: tuple[ListWritten, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupWritten:
    """`household [name] facts…` and its persons; a bare person has no group (entity `person`)."""

    entity: Name
    name: Name | None
    facts: tuple[FactWritten, ...]
    members: tuple[MemberWritten, ...]
    span: Span
    lists: tuple[ListWritten, ...] = ()


@dataclass(frozen=True, slots=True)
class PaidWritten:
    """`child_grant paid KES 2,000 on 2026-03-01`: what is paid on a day, of a benefit if named."""

    benefit: Name | None
    amount: Expr
    on: date
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectWritten:
    """`expect ben eligible, amount KES 2,200`, `expect ana not eligible because act 5(1)(a)`.

    `subject` is the person or household named first, None where there is only one. Each item is a
    name and a value:
    `eligible` yes, `not eligible` is (`eligible`, no), an outcome word (`undecided`) has value
    None. `paid` are payments on days.
    """

    subject: Name | None
    items: tuple[tuple[Name, Expr | None], ...]
    because: tuple[str, ...]
    span: Span
    paid: tuple[PaidWritten, ...] = ()


@dataclass(frozen=True, slots=True)
class PastWritten:
    """`paid from D to D as known on D`: past periods, and what was known when they were paid."""

    first: date
    last: date
    known_on: date
    span: Span


@dataclass(frozen=True, slots=True)
class ExampleStatement:
    """`example "…"` with a date, groups or persons, and expectations.

    `lists` are given before any person or group: they hold for everyone.
    """

    title: Text
    on: date | None
    groups: tuple[GroupWritten, ...]
    given: tuple[FactWritten, ...]
    expects: tuple[ExpectWritten, ...]
    span: Span
    lists: tuple[ListWritten, ...] = ()
    known_on: date | None = None
    paid: PastWritten | None = None


@dataclass(frozen=True, slots=True)
class ExampleTableStatement:
    """`example table "…"`: one case a row.

    Columns are facts or expected names; the compiler finds out which.
    """

    title: Text
    on: date | None
    given: tuple[FactWritten, ...]
    columns: tuple[Name, ...]
    rows: tuple[tuple[Expr | None, ...], ...]
    row_spans: tuple[Span, ...]
    span: Span
