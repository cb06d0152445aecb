"""How a scheme goes together with others, as written: `combines` and its lines."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.said import Citation, Name, Text


@dataclass(frozen=True, slots=True)
class AwardWritten:
    """An award of another scheme: `child_grant`, or one of several, `cash of flood_cash`."""

    scheme: Name
    benefit: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class CombineWritten:
    """One line: its kind (the keyword's id), and the awards that it speaks of.

    Of `cannot be held with`, `kept` says which is kept: `chooses`, `higher`, `first` (then `first`
    is the scheme that goes first), or nothing. Of `on exit refer to`, `when_eligible` is set where
    only those who are eligible for it are referred.
    """

    kind: str
    awards: tuple[AwardWritten, ...]
    span: Span
    kept: str = ""
    first: Name | None = None
    when_eligible: bool = False
    refuse: Text | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class CombinesStatement:
    """`combines [benefit]` and its lines; without a name they hold for every benefit."""

    benefit: Name | None
    clauses: tuple[CombineWritten, ...]
    span: Span
