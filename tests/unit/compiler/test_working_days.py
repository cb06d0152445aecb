"""Working days as the rewriting counts them, against counting them one after another."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from schemebuilder.compiler.holidays import Holidays, holidays_between
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.testing import DECIDERS
from schemebuilder.values.evidence import Known
from tests.unit.compiler.texts import HEADER, codes, scheme

TEXT = """
input one of person : date   missing ask
input two of person : date   missing ask
input number of person : whole number   missing ask
let later of person = one + number * 1 working day
let before of person = one - number * 1 working day
let between of person = working days from one to two
"""
CALENDARS = [
    ("KE", "", (5, 6)),
    ("EG", "Friday, Saturday", (4, 5)),
    ("IN", "Sunday", (6,)),
    ("DE-BY, 2025-03-04", "Friday, Saturday, Sunday", (4, 5, 6)),
]


def made(places: str, weekend: str) -> Scheme:
    lines = f"    holidays    {places}\n" + (f"    weekend     {weekend}\n" if weekend else "")
    return scheme(TEXT, f"{HEADER.rstrip()}\n{lines}")


@pytest.mark.parametrize(("places", "weekend", "off"), CALENDARS, ids=str)
def test_they_are_those_that_are_counted_one_by_one(
    places: str, weekend: str, off: tuple[int, ...]
) -> None:
    trial = made(places, weekend)
    own = tuple(date.fromisoformat(one) for one in places.split(", ")[1:])
    free = holidays_between(Holidays((places.split(",", maxsplit=1)[0],), own), 2014, 2064).days
    draw = random.Random(7)  # noqa: S311 the same trial each time

    def works(day: date) -> bool:
        return day.weekday() not in off and day not in free

    for _ in range(40):
        one = date(2024, 1, 1) + timedelta(days=draw.randrange(3000))
        two = one + timedelta(days=draw.randrange(90))
        number = draw.randrange(1, 30)
        later, left = one, number
        while left:
            later += timedelta(days=1)
            left -= works(later)
        before, left = one, number
        while left:
            before -= timedelta(days=1)
            left -= works(before)
        days = [one + timedelta(days=n) for n in range(1, (two - one).days + 1)]
        wanted: dict[str, Fraction | date] = {
            "later": later,
            "before": before,
            "between": Fraction(sum(map(works, days))),
        }
        facts = {"one": one.isoformat(), "two": two.isoformat(), "number": number}
        case, wrong = read_case(trial, {"on": "2025-01-01", **facts})
        assert case is not None, wrong
        found = decide(trial, case, values=tuple(wanted))
        got = {each.name: each.evidence for each in found.values}
        assert got == {name: Known(value) for name, value in wanted.items()}


def test_a_header_without_holidays_asks_for_them() -> None:
    assert codes(TEXT) == {"SB-D006"}


def test_years_in_which_days_are_lacking_are_not_known() -> None:
    known = holidays_between(Holidays(("IN",), ()), 2000, 2060)
    assert (known.first, known.last) == (2001, 2035)


def test_every_engine_has_them() -> None:
    assert {"exact", "columnar"} <= set(DECIDERS)
