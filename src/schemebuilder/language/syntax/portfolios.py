"""A portfolio as written: the schemes of a country or of a level of government, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import Expr
from schemebuilder.language.syntax.reforms import SetWritten
from schemebuilder.language.syntax.said import Citation, Name, Text


@dataclass(frozen=True, slots=True)
class OverrideWritten:
    """`set grant of child_grant from 2026-07-01 : KES 2,400`: a value that holds here."""

    scheme: Name
    value: SetWritten


@dataclass(frozen=True, slots=True)
class DelegationWritten:
    """`delegates grant of child_grant from KES 1,500 to KES 3,000`: who is below may set it so."""

    parameter: Name
    scheme: Name
    low: Expr
    high: Expr
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class CycleWritten:
    """`cycle a, b : bounded rounds 3`: how schemes are decided that read each other.

    `way` is `last month`, `before interaction` or `rounds`.
    """

    schemes: tuple[Name, ...]
    way: str
    rounds: int
    span: Span


@dataclass(frozen=True, slots=True)
class PortfolioStatement:
    """`portfolio kenya "Schemes of Kenya"` and its lines; `under` is the portfolio above it."""

    name: Name
    title: Text | None
    country: str
    level: str
    under: Name | None
    schemes: tuple[Name, ...]
    overrides: tuple[OverrideWritten, ...]
    delegations: tuple[DelegationWritten, ...]
    cycles: tuple[CycleWritten, ...]
    span: Span
