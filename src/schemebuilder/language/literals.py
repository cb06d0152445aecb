"""Values as they are written: numbers, money, dates, durations, yes and no, text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.diagnostics.finding import Edit, Severity, Span
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.suggest import nearest
from schemebuilder.language.syntax import (
    DateLiteral,
    DurationLiteral,
    Expr,
    MoneyLiteral,
    NumberLiteral,
    Text,
    TextLiteral,
    YesNoLiteral,
)
from schemebuilder.language.words import Words

_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


def number(written: str, span: Span) -> NumberLiteral:
    """Read `1,250.75` or `2.5%` (0.025), exactly."""
    digits = written.replace(",", "")
    if digits.endswith("%"):
        return NumberLiteral(
            Fraction(digits[:-1].strip()) / 100, span, percent=True, written=written
        )
    return NumberLiteral(Fraction(digits), span, written=written)


def money(written: str, span: Span) -> MoneyLiteral:
    """Read `KES 2,000`."""
    currency, digits = written[:3], written[3:].strip()
    return MoneyLiteral(currency, Fraction(digits.replace(",", "")), span, written=written)


def duration(written: str, span: Span, words: Words) -> DurationLiteral:
    """Read `18 years`; the unit is the table's name of it, in the singular."""
    digits, unit = written.split(maxsplit=1)
    return DurationLiteral(
        Fraction(digits.replace(",", "")), words.units[" ".join(unit.split())], span
    )


def text_value(written: str, span: Span) -> TextLiteral:
    """Read a text in quotation marks as a value."""
    return TextLiteral(written[1:-1], span)


def text(written: str, span: Span) -> Text:
    """Read a text in quotation marks that people read."""
    return Text(written[1:-1], span)


def yes_no(span: Span, *, value: bool) -> YesNoLiteral:
    """Make `yes` or `no`."""
    return YesNoLiteral(value, span)


def date_literal(written: str, span: Span, sheet: Sheet) -> DateLiteral:
    """Read a date; one that does not exist is a finding."""
    return DateLiteral(day(written, span, sheet), span)


def day(written: str, span: Span, sheet: Sheet) -> date:
    """Read `2026-03-01`; a date that does not exist is a finding, and reads as the first day."""
    found = _DATE.search(written)
    if found is None:
        sheet.note(
            "SB-P005",
            f"{written.strip() or 'Nothing'} is not a date.",
            span,
            hint="Write year, month and day: 2026-03-01.",
        )
        return date.min
    year, month, of_month = (int(part) for part in found.groups())
    try:
        return date(year, month, of_month)
    except ValueError:
        _no_such_day(found, span, sheet)
        return date.min


def _no_such_day(found: re.Match[str], span: Span, sheet: Sheet) -> None:
    year, month, of_month = (int(part) for part in found.groups())
    edits: tuple[Edit, ...] = ()
    hint = "Write year, month and day: 2026-03-01."
    if 1 <= month <= 12 and year >= 1:
        last = monthrange(year, month)[1]
        nearest = f"{year:04}-{month:02}-{min(max(of_month, 1), last):02}"
        hint = f"That month has the days 1 to {last}."
        start = span.start + found.start()
        place = sheet.span(start, start + len(found[0]))
        edits = (Edit(f"Write {nearest}", place, nearest),)
    sheet.note("SB-P005", f"The date {found[0]} does not exist.", span, hint=hint, edits=edits)


def period(written: str, words: Words) -> str:
    """Return the table's name of a period."""
    return words.periods[" ".join(written.split())]


def whom(written: str, span: Span, sheet: Sheet) -> str:
    """Return what stands behind `per` if it is no period; a misspelt period is a finding."""
    near = nearest(written, sheet.words.periods)
    if near is not None:
        sheet.note(
            "SB-P002",
            f"`{written}` is not a period.",
            span,
            hint=f"Did you mean `{near}`?",
            edits=(Edit(f"Write {near}", span, near),),
        )
    return written


def unit_after_in(written: str, words: Words) -> str:
    """Return the unit of `in ZAR` or `in days`: a currency, or a unit of time in the plural."""
    for spelling, name in words.units.items():
        if re.search(rf"\s{re.escape(spelling)}$", " ".join(written.split())):
            return f"{name}s"
    return written.rsplit(maxsplit=1)[-1]


def warn_of_thousands(items: Iterable[Expr], sheet: Sheet) -> None:
    """Warn of `(1,200)`: one number with thousands, or two numbers without a space between them?"""
    listed = tuple(items)
    if len(listed) != 1:
        return
    only = listed[0]
    if not isinstance(only, NumberLiteral) or "," not in only.written:
        return
    apart = only.written.replace(",", ", ")
    plain = only.written.replace(",", "")
    count = apart.count(",") + 1
    sheet.note(
        "SB-P003",
        f"{only.written} is read as the one number {plain}; it could also be meant as "
        f"{count} values, {apart}.",
        only.span,
        hint="A comma that separates values is followed by a space.",
        edits=(
            Edit(f"{count} values: {apart}", only.span, apart),
            Edit(f"One number: {plain}", only.span, plain),
        ),
        severity=Severity.WARNING,
    )
