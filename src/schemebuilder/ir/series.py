"""What is observed by area and month, and the events it sets off, as people are told of them.

A series is two parameters: its values, and whether there is one (`vegetation`, `vegetation_known`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from schemebuilder.diagnostics.finding import Span


@dataclass(frozen=True, slots=True)
class Series:
    """A series: what its areas are values of, and who publishes it (`source`)."""

    name: str
    key: str
    areas: tuple[str, ...]
    title: str = ""
    source: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Activation:
    """An event: a yes/no rule of its name, which what it `activates` requires. The rest is words.

    `months` are the rules that say of each month before whether the sign was there.
    """

    name: str
    entity: str
    series: str
    activates: tuple[str, ...]
    months: tuple[str, ...]
    words: str = ""
    sunset: str = ""
    financed_by: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None


def known_name(series: str) -> str:
    """Return the name of the parameter that says whether a series has a value."""
    return f"{series}_known"
