"""The header of a scheme: identity, country, money, laws, calendar and which date governs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.holidays import (
    SATURDAY_AND_SUNDAY,
    Holidays,
    read_holidays,
    read_weekend,
)
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.scheme import ALWAYS, InForce, Law
from schemebuilder.language.syntax import HeaderClause, SchemeStatement
from schemebuilder.values.periods import Calendar

_MONTHS: Final[tuple[str, ...]] = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_DAYS_IN_MONTH: Final[tuple[int, ...]] = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_POLICIES: Final[tuple[str, ...]] = ("at period start", "by days", "split")


PLAIN_CALENDAR: Final = Calendar()
"""The year from 1 January, with nothing said of its weeks and days."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; `governed_by` is the name of the date that picks parameter values.

    `change` is what happens when a parameter changes inside a payment period: `at period start`,
    or nothing said.
    """

    id: str
    title: str
    span: Span | None
    version: str = ""
    country: str = ""
    currency: str = ""
    branch: str = ""
    governed_by: str = ""
    by_period: bool = False
    change: str = ""
    calendar: Calendar = PLAIN_CALENDAR
    leap_birthday_in_february: bool = False
    months_run_over: bool = False
    holidays: Holidays | None = None
    weekend: tuple[int, ...] = SATURDAY_AND_SUNDAY
    in_force: InForce = ALWAYS
    laws: tuple[Law, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    assesses: tuple[str, ...] = ()


def read_header(statement: SchemeStatement | None, report: Report, *, unread: bool) -> Header:
    """Read the clauses of the header; a clause that cannot be used is a finding.

    Where there is one that could not be read (`unread`), that has been found already.
    """
    if statement is None and unread:
        return Header("scheme", "", None)
    if statement is None:
        report.error(
            "SB-P001",
            "The text has no `scheme` line, so nobody knows which scheme this is.",
            hint='Begin with `scheme my_scheme "Its title"`.',
        )
        return Header("scheme", "", None)
    draft = _Draft()
    once: set[str] = set()
    for clause in statement.clauses:
        keyword = clause.keyword.lower()
        reader = _READERS.get(keyword)
        if keyword in once and keyword not in {"title", "law", "a year is", "assesses", "note"}:
            report.error(
                "SB-N002",
                f"The header says `{clause.keyword}` twice.",
                clause.span,
                hint="Keep one of the two lines.",
            )
        once.add(keyword)
        if reader is None:
            if keyword not in _KEPT_AS_WRITTEN:
                _unknown(clause, report)
        else:
            reader(draft, clause, report)
    return Header(
        id=statement.name.text,
        title=statement.title.text if statement.title else statement.name.text,
        span=statement.span,
        version=draft.version,
        country=draft.country,
        currency=draft.currency,
        branch=draft.branch,
        governed_by=draft.governed_by,
        by_period=draft.by_period,
        change=draft.change,
        calendar=Calendar(
            draft.starts[0], draft.starts[1], draft.weeks_in_year, draft.days_in_year
        ),
        leap_birthday_in_february=draft.leap_birthday_in_february,
        months_run_over=draft.months_run_over,
        holidays=draft.holidays,
        weekend=draft.weekend,
        in_force=draft.in_force,
        laws=tuple(draft.laws),
        labels=draft.labels,
        assesses=tuple(draft.assesses),
    )


@dataclass(slots=True)
class _Draft:
    version: str = ""
    country: str = ""
    currency: str = ""
    branch: str = ""
    governed_by: str = ""
    by_period: bool = False
    change: str = ""
    starts: tuple[int, int] = (1, 1)
    weeks_in_year: Fraction | None = None
    days_in_year: Fraction | None = None
    leap_birthday_in_february: bool = False
    months_run_over: bool = False
    holidays: Holidays | None = None
    weekend: tuple[int, ...] = SATURDAY_AND_SUNDAY
    in_force: InForce = ALWAYS
    laws: list[Law] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    assesses: list[str] = field(default_factory=list)


def _all_words(clause: HeaderClause) -> str:
    return " ".join(clause.words).strip().strip(",").strip()


def _version(draft: _Draft, clause: HeaderClause, _report: Report) -> None:
    draft.version = _all_words(clause)


def _country(draft: _Draft, clause: HeaderClause, _report: Report) -> None:
    draft.country = _all_words(clause)


def _currency(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    written = _all_words(clause)
    if re.fullmatch(r"[A-Z]{3}", written):
        draft.currency = written
        return
    report.error(
        "SB-T003",
        f"{written or 'Nothing'} is not a currency.",
        clause.span,
        hint="Write the three capital letters of the currency, for example `currency KES`.",
    )


def _branch(draft: _Draft, clause: HeaderClause, _report: Report) -> None:
    draft.branch = _all_words(clause)


def _title(draft: _Draft, clause: HeaderClause, _report: Report) -> None:
    if len(clause.words) >= 2:
        draft.labels[clause.words[0]] = clause.words[1]


def _law(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    if not clause.words:
        return
    short = clause.words[0]
    if any(law.id == short for law in draft.laws):
        report.error(
            "SB-N002",
            f"Two laws have the short name {short}.",
            clause.span,
            hint="Give each law its own short name.",
        )
        return
    draft.laws.append(Law(short, " ".join(clause.words[1:])))


def _in_force(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    if clause.force is None:
        return
    start, end = clause.force.start, clause.force.end
    if start is not None and end is not None and end < start:
        report.error(
            "SB-D002",
            f"The scheme would end ({end}) before it starts ({start}).",
            clause.span,
            hint="Exchange the two dates, or correct one of them.",
        )
        return
    draft.in_force = InForce(start, end)


def _assesses(draft: _Draft, clause: HeaderClause, _report: Report) -> None:
    for words in clause.words:
        draft.assesses.extend(part.strip() for part in words.split(",") if part.strip())


def _governed_by(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    written = " ".join(clause.words).replace(",", " ")
    written = " ".join(written.split())
    for policy in _POLICIES:
        if written.endswith(policy):
            draft.change = policy
            written = written.removesuffix(policy).strip()
    draft.by_period = written in {"payment period", "payment_period", "period"}
    draft.governed_by = written.replace(" ", "_")
    if draft.change and not draft.by_period:
        report.error(
            "SB-D003",
            f"`{draft.change}` speaks of a payment period, but {written or 'no day'} is one day.",
            clause.span,
            hint=f"Write `governed by payment period, {draft.change}`, or take it out.",
        )


def _year_starts(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    day: int | None = None
    month: int | None = None
    for word in _all_words(clause).split():
        if word.isdecimal():
            day = int(word)
        elif word.lower() in _MONTHS:
            month = _MONTHS.index(word.lower()) + 1
    if day is None or month is None or not 1 <= day <= _DAYS_IN_MONTH[month - 1]:
        report.error(
            "SB-D002",
            f"{_all_words(clause) or 'Nothing'} is not a day on which a year can start.",
            clause.span,
            hint="Write a day and a month, for example `year starts 6 April`.",
        )
        return
    draft.starts = (month, day)


def _a_year_is(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    found = re.fullmatch(r"([\d.,]+)\s*(weeks?|days?)", _all_words(clause))
    number = _fraction(found[1]) if found else None
    if found is None or number is None or number <= 0:
        report.error(
            "SB-T005",
            "A year can be so many weeks, or so many days.",
            clause.span,
            hint="Write for example `a year is 52 weeks` or `a year is 365 days`.",
        )
    elif found[2].startswith("week"):
        draft.weeks_in_year = number
    else:
        draft.days_in_year = number


def _leap_birthday(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    written = " ".join(_all_words(clause).lower().split())
    if written not in {"28 february", "1 march"}:
        report.error(
            "SB-D002",
            f"{_all_words(clause) or 'Nothing'} is not a birthday for those born on 29 February.",
            clause.span,
            hint="Write `leap birthday 28 February`, or `leap birthday 1 March`, which also holds "
            "where the header says nothing.",
        )
        return
    draft.leap_birthday_in_february = written == "28 february"


def _month_end(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    written = " ".join(_all_words(clause).lower().split())
    if written not in {"last day", "next day"}:
        report.error(
            "SB-D002",
            f"{_all_words(clause) or 'Nothing'} is not where a month that is too short ends.",
            clause.span,
            hint="Write `month end next day`, so that 31 January and one month is 1 March; or "
            "`month end last day`, which also holds where the header says nothing.",
        )
        return
    draft.months_run_over = written == "next day"


def _fraction(written: str) -> Fraction | None:
    try:
        return Fraction(written.replace(",", ""))
    except ValueError:
        return None


def _holidays(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    draft.holidays = read_holidays(clause, report)


def _weekend(draft: _Draft, clause: HeaderClause, report: Report) -> None:
    draft.weekend = read_weekend(clause, report) or draft.weekend


_READERS: Final = {
    "holidays": _holidays,
    "weekend": _weekend,
    "version": _version,
    "country": _country,
    "currency": _currency,
    "branch": _branch,
    "title": _title,
    "law": _law,
    "in force": _in_force,
    "assesses": _assesses,
    "governed by": _governed_by,
    "year starts": _year_starts,
    "a year is": _a_year_is,
    "leap birthday": _leap_birthday,
    "month end": _month_end,
}
_KEPT_AS_WRITTEN: Final = frozenset({"authority", "note", "contact", "language", "label"})


def _unknown(clause: HeaderClause, report: Report) -> None:
    near = nearest(clause.keyword, (*_READERS, *_KEPT_AS_WRITTEN))
    start = clause.span
    word = Span(
        start.start, start.start + len(clause.keyword), start.line, start.column, start.source
    )
    report.error(
        "SB-P002",
        f"A header has no line `{clause.keyword}`.",
        word,
        hint=f"Did you mean `{near}`?" if near else f"It may have: {', '.join(_READERS)}.",
        edits=(replaced(word, near),) if near else (),
    )
