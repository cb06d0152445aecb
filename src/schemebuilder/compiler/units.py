"""The unit algebra: which values go together, and of what kind the result is.

Units never change a value; they refuse. The table is in `dsl/reference`, "Units".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from schemebuilder.compiler.typed import PERSONS, YEARS, Typed
from schemebuilder.values.periods import Calendar, rate_factor
from schemebuilder.values.types import Family, Kind, Period, Type


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why two values do not go together: a finding's code, its sentence and what to do.

    `convert` names the period to which the right-hand side could be brought.
    """

    code: str
    message: str
    hint: str = ""
    convert: Period | None = None


def same_unit(left: Typed, right: Typed, calendar: Calendar) -> tuple[Typed, Typed] | Refusal:
    """Bring two values that are added, compared or chosen between to one unit, or say why not."""
    a, b = left.type, right.type
    if a.kind is not b.kind:
        return _kinds(left, right)
    match a.kind:
        case Kind.MONEY | Kind.NUMBER:
            return _quantities(left, right, calendar)
        case Kind.DURATION:
            if a.family is not b.family:
                return Refusal(
                    "SB-T001",
                    f"A {a.words()} and a {b.words()} never compare: months differ in length.",
                    "Write both in days, or both in months or years.",
                )
        case Kind.CHOICE:
            if set(a.choices) != set(b.choices):
                return Refusal(
                    "SB-T001",
                    f"These are different choices: {a.words()} against {b.words()}.",
                    "Compare values of one list.",
                )
        case Kind.YES_NO | Kind.DATE | Kind.TEXT | Kind.PERSON:
            pass
    return left, right


def _kinds(left: Typed, right: Typed) -> Refusal:
    a, b = left.type, right.type
    kinds = {a.kind, b.kind}
    message = f"A {a.words()} and a {b.words()} do not go together."
    if kinds == {Kind.MONEY, Kind.NUMBER}:
        code = (a if a.kind is Kind.MONEY else b).currency or "ZAR"
        hint = f"Write the number with its currency, or take the number of it: `… in {code}`."
    elif kinds == {Kind.NUMBER, Kind.DURATION}:
        hint = "Write the number with its unit, for example `18 years` or `30 days`."
    elif kinds == {Kind.DATE, Kind.DURATION}:
        hint = "Compare two dates, or take the time between them: `days from … to …`."
    elif Kind.YES_NO in kinds:
        hint = "A yes/no stands alone, or beside `yes` or `no`."
    else:
        hint = "Check which of the two was meant."
    return Refusal("SB-T001", message, hint)


def _quantities(  # noqa: PLR0911 one a row of the table
    left: Typed, right: Typed, calendar: Calendar
) -> tuple[Typed, Typed] | Refusal:
    a, b = left.type, right.type
    if a.currency != b.currency:
        return Refusal(
            "SB-T003",
            f"{a.currency} and {b.currency} are two currencies and do not go together.",
            "Convert one of them with a parameter that holds the exchange rate.",
        )
    if a.period is not b.period:
        return _periods(a, b, calendar)
    if a.whom == b.whom:
        return left, right
    if a.whom is None and left.shared_by is not None and cancels(left.shared_by, b.whom):
        return replace(left.of_type(a.with_whom(b.whom)), shared_by=None), right
    if b.whom is None and right.shared_by is not None and cancels(right.shared_by, a.whom):
        return left, replace(right.of_type(b.with_whom(a.whom)), shared_by=None)
    if a.whom is not None and b.whom is not None:
        return Refusal(
            "SB-T006",
            f"One amount is per {a.whom}, the other per {b.whom}.",
            "Multiply each by the number it is per.",
        )
    whom = a.whom or b.whom
    return Refusal(
        "SB-T006",
        f"One amount is per {whom}, the other is not.",
        f"Multiply the one per {whom} by `number of members`, or divide the other by it.",
    )


def _periods(a: Type, b: Type, calendar: Calendar) -> Refusal:
    if a.period is None or b.period is None:
        rate = a.period or b.period
        said = rate.value if rate else ""
        return Refusal(
            "SB-T002",
            f"One amount is per {said}, the other is a single amount.",
            f"Say per what the other is, or multiply the one per {said} by a duration.",
        )
    message = f"One amount is per {a.period.value}, the other per {b.period.value}."
    if rate_factor(b.period, a.period, calendar) is None:
        return Refusal(
            "SB-T002",
            message,
            f"Write `per {a.period.value}` after the second, and say in the header "
            f"{how_years_divide(a.period, b.period)}.",
        )
    return Refusal(
        "SB-T002",
        message,
        f"Write `per {a.period.value}` after the second one to convert it.",
        convert=a.period,
    )


def how_years_divide(first: Period, second: Period) -> str:
    """Return what the header must say so that two families of periods convert, in words."""
    weeks = {Period.WEEK, Period.FORTNIGHT, Period.FOUR_WEEKS}
    lines: list[str] = []
    if first in weeks or second in weeks:
        lines.append("how many weeks a year has (`a year is 52 weeks`)")
    if Period.DAY in {first, second}:
        lines.append("how many days a year has (`a year is 365 days`)")
    return " and ".join(lines)


def cancels(counted: str, whom: str | None) -> bool:
    """Say whether a number of `counted` cancels `per whom`; any cancels `per person`."""
    return whom is not None and whom in {counted, PERSONS, "member"}


def product(  # noqa: C901, PLR0911 one a row of the table
    left: Typed, right: Typed
) -> tuple[Type, str | None] | Refusal:
    """Return the type of a product (and what it counts), or say why there is none."""
    a, b = left.type, right.type
    if not (a.is_quantity and b.is_quantity):
        wrong = a if not a.is_quantity else b
        return Refusal(
            "SB-T001",
            f"A {wrong.words()} cannot be multiplied.",
            "Multiply a number, an amount or a time.",
        )
    if a.kind is not Kind.NUMBER and b.kind is Kind.NUMBER and not b.period and not b.whom:
        return _scaled(a, right), None
    if b.kind is not Kind.NUMBER and a.kind is Kind.NUMBER and not a.period and not a.whom:
        return _scaled(b, left), None
    if a.kind is Kind.NUMBER and b.kind is Kind.NUMBER:
        return _numbers(left, right)
    if a.kind is Kind.MONEY and b.kind is Kind.MONEY:
        return Refusal(
            "SB-T001",
            "Money times money means nothing.",
            f"Take the number of one of them: `… in {a.currency}`.",
        )
    if Kind.NUMBER in {a.kind, b.kind}:
        count, amount = (a, b) if a.kind is Kind.NUMBER else (b, a)
        if amount.kind is Kind.MONEY and amount.period is Period.DAY and count.period is not None:
            return Type(Kind.MONEY, amount.currency, count.period, amount.whom), None
    if Kind.MONEY in {a.kind, b.kind} and Kind.DURATION in {a.kind, b.kind}:
        amount = a if a.kind is Kind.MONEY else b
        length = b if a.kind is Kind.MONEY else a
        if amount.period is None or length.family is None:
            return Refusal(
                "SB-T001",
                f"A {amount.words()} is not per any time.",
                "Say per what it is: `… per month`, or multiply by a number.",
            )
        if months_or_days(amount.period) is length.family:
            return amount.with_period(None), None
        return Refusal(
            "SB-T005",
            f"Money per {amount.period.value} and a {length.words()} do not multiply.",
            "Say the duration in the amount's unit of time.",
        )
    return Refusal(
        "SB-T001",
        f"A {a.words()} times a {b.words()} means nothing.",
        "Only one of the two may be per something.",
    )


def months_or_days(period: Period) -> Family:
    """Return the family of durations that a period belongs to; weeks are seven days."""
    if period in {Period.MONTH, Period.QUARTER, Period.HALF_YEAR, Period.YEAR}:
        return Family.MONTHS
    return Family.DAYS


LENGTHS: Final[dict[Period, int]] = {
    Period.DAY: 1,
    Period.WEEK: 7,
    Period.FORTNIGHT: 14,
    Period.FOUR_WEEKS: 28,
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF_YEAR: 6,
    Period.YEAR: 12,
}
"""The length of a period in days or in months, by its family."""


def _scaled(amount: Type, number: Typed) -> Type:
    if number.counts is not None and number.counts != YEARS and cancels(number.counts, amount.whom):
        return amount.with_whom(None)
    return amount


def _numbers(left: Typed, right: Typed) -> tuple[Type, str | None] | Refusal:
    a, b = left.type, right.type
    if a.period is not None and b.period is not None:
        return Refusal(
            "SB-T001",
            "A rate times a rate means nothing.",
            "Only one of the two may be per a time, but for days per month times money per day.",
        )
    whole = a.whole and b.whole
    plain = Type(Kind.NUMBER, period=a.period or b.period, whole=whole)
    if a.whom and b.whom:
        return Refusal(
            "SB-T006",
            "A number per person times another means nothing.",
            "Multiply by a plain number, or by `number of members`.",
        )
    if a.whom:
        return plain.with_whom(_scaled(a, right).whom), None
    if b.whom:
        return plain.with_whom(_scaled(b, left).whom), None
    counts = left.counts if right.counts is None else right.counts if left.counts is None else None
    return plain, counts if counts != YEARS and whole else None


def quotient(  # noqa: PLR0911 one a row of the table
    left: Typed, right: Typed
) -> tuple[Type, str | None] | Refusal:
    """Return the type of a quotient (and by whom it is shared), or say why there is none."""
    a, b = left.type, right.type
    if not (a.is_quantity and b.is_quantity):
        wrong = a if not a.is_quantity else b
        return Refusal(
            "SB-T001",
            f"A {wrong.words()} cannot be divided.",
            "Divide a number, an amount or a time.",
        )
    if b.kind is Kind.NUMBER and b.period is None and b.whom is None:
        shared = right.counts if right.counts != YEARS else None
        if a.kind is Kind.NUMBER:
            return Type(Kind.NUMBER, period=a.period, whom=a.whom), shared if a.period else None
        return a, shared if a.kind is Kind.MONEY and a.whom is None else None
    if a.kind is Kind.DURATION and b.kind is Kind.DURATION and a.family is b.family:
        return Type(Kind.NUMBER), None
    if a.kind is Kind.MONEY and b.kind is Kind.DURATION and a.period is None:
        period = Period.MONTH if b.family is Family.MONTHS else Period.DAY
        return a.with_period(period), None
    if a.kind is b.kind and a.kind in {Kind.MONEY, Kind.NUMBER}:
        return _ratio(a, b)
    return Refusal(
        "SB-T001",
        f"A {a.words()} divided by a {b.words()} means nothing.",
        "Divide by a number, or by a value of the same unit.",
    )


def _ratio(a: Type, b: Type) -> tuple[Type, str | None] | Refusal:
    if a.currency != b.currency:
        return Refusal(
            "SB-T003", f"{a.currency} and {b.currency} are two currencies.",
            "Convert one of them with a parameter that holds the exchange rate.",
        )  # fmt: skip
    if a.period is not b.period:
        if a.period is not None and b.period is not None:
            return Refusal(
                "SB-T002",
                f"One amount is per {a.period.value}, the other per {b.period.value}.",
                f"Write `per {a.period.value}` after the second one to convert it.",
                convert=a.period,
            )
        return Refusal(
            "SB-T002", "An amount per a time and a single amount do not divide.",
            "Say per what the other is.",
        )  # fmt: skip
    if a.whom == b.whom:
        return Type(Kind.NUMBER), None
    if a.whom is None and b.whom is not None:
        return Type(Kind.NUMBER), None
    return Refusal(
        "SB-T006", f"One amount is per {a.whom or b.whom}, the other is not.",
        "Multiply the one by `number of members` first.",
    )  # fmt: skip
