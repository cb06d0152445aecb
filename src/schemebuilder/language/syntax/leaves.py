"""The smallest expressions: what is written out, and names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.said import Name


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """`3`, `1,250.75`, `2.5%` (value 0.025, percent True)."""

    value: Fraction
    span: Span
    percent: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLiteral:
    """`KES 2,000`; `per_period`/`per_whom` when written: `KES 4,000 per month`."""

    currency: str
    value: Fraction
    span: Span
    per_period: str | None = None
    per_whom: str | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`2026-03-01`."""

    value: date
    span: Span


@dataclass(frozen=True, slots=True)
class DurationLiteral:
    """`18 years`, `6 months`, `30 days`, `2 weeks`, `10 working days`; unit in the singular."""

    value: Fraction
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class YesNoLiteral:
    """`yes` or `no`."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A text value in quotation marks."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class NameRef:
    """A bare name: field, let, parameter, table, choice value, role; the compiler resolves it."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Qualified:
    """`household.rent`, `person.age`."""

    qualifier: Name
    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class OfName:
    """`base of child_benefit`, `amount of cash`, `age of head`, `eligible of general`."""

    part: Name
    of: Name
    span: Span
