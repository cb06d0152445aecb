"""What every part of a text is made of: names, texts, citations, labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from schemebuilder.diagnostics.finding import Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or a short phrase that acts as one."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks, without them; `{name}` places are still in it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation at the end of a line: `[act 5(1)(a)]`, text without the brackets."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Labels:
    """What people read for a name: `label fr "…"` by language."""

    by_language: dict[str, str] = field(default_factory=dict)


NO_LABELS: Final = Labels()
