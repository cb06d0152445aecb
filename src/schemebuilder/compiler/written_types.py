"""Types as people write them, turned into the types that rules are checked with."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.language.syntax import TypeWritten
from schemebuilder.values.types import Family, Kind, Period, Type

PERIODS: Final[dict[str, Period]] = {
    "day": Period.DAY,
    "week": Period.WEEK,
    "fortnight": Period.FORTNIGHT,
    "four weeks": Period.FOUR_WEEKS,
    "month": Period.MONTH,
    "quarter": Period.QUARTER,
    "half-year": Period.HALF_YEAR,
    "half year": Period.HALF_YEAR,
    "year": Period.YEAR,
}
"""The words for a period."""

_BASES: Final[dict[str, Type]] = {
    "yes/no": Type(Kind.YES_NO),
    "number": Type(Kind.NUMBER),
    "whole number": Type(Kind.NUMBER, whole=True),
    "calendar year": Type(Kind.NUMBER, whole=True),
    "money": Type(Kind.MONEY),
    "date": Type(Kind.DATE),
    "duration": Type(Kind.DURATION, family=Family.MONTHS),
    "duration in days": Type(Kind.DURATION, family=Family.DAYS),
    "duration in working days": Type(Kind.DURATION, family=Family.WORKING_DAYS),
    "duration in months": Type(Kind.DURATION, family=Family.MONTHS),
    "text": Type(Kind.TEXT),
    "person": Type(Kind.PERSON),
}


def read_period(word: str) -> Period | None:
    """Return the period that a word names, or None."""
    return PERIODS.get(" ".join(word.lower().split()))


def read_type(  # noqa: PLR0911 one a way in which a type can be wrong
    written: TypeWritten, currency: str, report: Report, *, link: bool = False
) -> Type | None:
    """Return the type that is written; money takes the scheme's `currency`.

    `link` says that it may be another person, as for facts of persons.
    """
    if written.base == "choice":
        return _choice(written, report)
    base = _BASES.get(written.base)
    if base is None:
        near = nearest(written.base, _BASES)
        hint = (
            "Kinds of value are: yes/no, number, whole number, calendar year, money, date, "
            "duration, text."
        )
        edits = () if near is None else (replaced(written.span, near),)
        report.error(
            "SB-T004",
            f"{written.base} is not a kind of value.",
            written.span,
            hint=hint,
            edits=edits,
        )
        return None
    if base.kind is Kind.PERSON and not link:
        report.error(
            "SB-T004",
            "Only a fact of a person can be another person.",
            written.span,
            hint="Declare the link as a fact: `input mother of person : person`.",
        )
        return None
    if base.kind is Kind.MONEY:
        base = Type(Kind.MONEY, currency=currency)
    if written.per_period is None and written.per_whom is None:
        return base
    if base.kind not in (Kind.MONEY, Kind.NUMBER):
        report.error(
            "SB-T004",
            f"Only money and numbers can be per something; {written.base} cannot.",
            written.span,
            hint="Remove `per …`, or declare it as money or a number.",
        )
        return None
    if written.per_period is not None:
        period = read_period(written.per_period)
        if period is None:
            report.error(
                "SB-T004",
                f"{written.per_period} is not a period.",
                written.span,
                hint=f"Periods are: {', '.join(period.value for period in Period)}.",
            )
            return None
        base = base.with_period(period)
    return base.with_whom(written.per_whom)


def _choice(written: TypeWritten, report: Report) -> Type | None:
    values = tuple(name.text for name in written.choices)
    seen: set[str] = set()
    for name in written.choices:
        if name.text in seen:
            report.error(
                "SB-N002",
                f"The value {name.text} is listed twice.",
                name.span,
                hint="Remove one of the two.",
            )
        seen.add(name.text)
    if len(seen) < 2:
        report.error(
            "SB-T004",
            "A choice needs at least two values to choose from.",
            written.span,
            hint="List the values with commas: `none, mild, severe`.",
        )
        return None
    return Type(Kind.CHOICE, choices=tuple(dict.fromkeys(values)))
