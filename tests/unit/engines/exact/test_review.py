"""Past periods decided again: the differences, and how an overpayment is taken back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.expect import decided_exactly
from schemebuilder.engines.exact.review import Review, Taken, periods, review, review_json
from schemebuilder.services.authoring import check_text
from schemebuilder.services.reviewing import review_words
from schemebuilder.simulation.of_case import columnar_decision
from schemebuilder.values.types import Period

HEADER = """scheme trial "Trial"
    country     KE
    currency    KES
    in force    from 2020-01-01
    assesses    person
    governed by payment period, at period start

use population core

input pay of person : money per month   range KES 0 to KES 1,000,000   missing ask

parameter rate : money per month
    from 2020-01-01 : KES 300

benefit cash of person : money per month
    require pay <= KES 500
    base = rate
"""
PAY = {
    "versions": [{"value": 600, "known_on": "2020-04-15"}, {"value": 1, "known_on": "2020-05-15"}]
}
BACK = {
    "versions": [
        {"value": 1, "known_on": "2020-01-01"},
        {"value": 600, "known_on": "2020-04-15"},
        {"value": 1, "known_on": "2020-05-15"},
    ]
}
"""Paid as if poor, then found not to be, and poor again for what is paid from now on."""


def reviewed(lines: str, *, known_on: str = "2020-04-20", months: int = 2) -> Review:
    scheme = check_text(HEADER + lines).scheme
    assert scheme is not None
    paid = {"from": "2020-01-01", "until": f"2020-{months:02}-28", "known_on": "2020-03-01"}
    data = {"id": "c", "on": "2020-06-01", "known_on": known_on, "paid": paid, "pay": BACK}
    case, findings = read_case(scheme, data)
    assert case is not None, findings
    found = review(scheme, case, decided_exactly)
    assert [one.total for one in review(scheme, case, columnar_decision)] == [
        one.total for one in found
    ]
    return found[0]


def test_an_overpayment_without_rules_is_only_stated() -> None:
    found = reviewed("")
    assert found.total == -600
    assert found.value("overpayment") == 600
    assert found.value("arrears") == 0
    assert found.taken is None


def overpaid(lines: str) -> Taken | None:
    """Return how 200 too much for each of two months is taken back out of payments of 300."""
    text = HEADER.replace("KES 300\n", "KES 500\n    from 2020-01-01 : KES 300 known 2020-05-01\n")
    scheme = check_text(text + lines).scheme
    assert scheme is not None
    paid = {"from": "2020-01-01", "until": "2020-02-28", "known_on": "2020-03-01"}
    data = {"id": "c", "on": "2020-06-01", "paid": paid, "pay": 100}
    case, findings = read_case(scheme, data)
    assert case is not None, findings
    found = review(scheme, case, decided_exactly)[0]
    assert found.value("overpayment") == 400
    return found.taken


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ("    recover at most 20%\n", Taken(each=Fraction(60), payments=7)),
        ("    recover at most KES 100\n", Taken(each=Fraction(100), payments=4)),
        ("    leave at least KES 250\n", Taken(each=Fraction(50), payments=8)),
        (
            "    recover at most 20%\n    leave at least KES 250\n",
            Taken(each=Fraction(50), payments=8),
        ),
        ("    leave at least KES 300\n", Taken(each=Fraction(0))),
        ("    waive below KES 400\n", Taken(each=Fraction(300), payments=2)),
        ("    waive below KES 400.01\n", Taken(waived=True)),
        ("    recover at most 1 / 3\n", Taken(each=Fraction(100), payments=4)),
    ],
)
def test_an_overpayment_is_taken_back_as_the_benefit_says(lines: str, taken: Taken) -> None:
    assert overpaid(lines) == taken


def test_a_payment_that_is_not_known_says_nothing_of_what_is_taken() -> None:
    text = HEADER + "    recover at most 20%\n"
    scheme = check_text(text).scheme
    assert scheme is not None
    paid = {"from": "2020-01-01", "until": "2020-01-31", "known_on": "2020-03-01"}
    case, _ = read_case(scheme, {"on": "2020-06-01", "paid": paid})
    assert case is not None
    found = review(scheme, case, decided_exactly)[0]
    assert found.total is None
    assert found.taken is None


def test_the_words_of_a_review() -> None:
    scheme = check_text(HEADER + "    recover at most 20%\n    leave at least KES 300\n").scheme
    assert scheme is not None
    paid = {"from": "2020-01-01", "until": "2020-01-31", "known_on": "2020-03-01"}
    data = {"id": "c", "on": "2020-06-01", "known_on": "2020-05-20", "paid": paid, "pay": PAY}
    case, _ = read_case(scheme, data)
    assert case is not None
    words = review_words(review_json(case, review(scheme, case, decided_exactly)))
    assert "paid not known, right KES 300" in words
    assert "what is owed is not known" in words


def test_the_periods_begin_on_the_first_day() -> None:
    assert periods(date(2020, 1, 31), date(2020, 3, 31), Period.MONTH) == (
        date(2020, 1, 31),
        date(2020, 2, 29),
        date(2020, 3, 31),
    )
    assert periods(date(2020, 1, 6), date(2020, 1, 19), Period.WEEK) == (
        date(2020, 1, 6),
        date(2020, 1, 13),
    )
