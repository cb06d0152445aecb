"""Every form an expression can have, and how it is understood."""

from __future__ import annotations

import pytest

from tests.unit.language.short import formula


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("1,250.75", "5003/4"),
        ("2.5%", "1/40"),
        ("2/37", "(2 / 37)"),
        ("KES 2,000", "KES2000"),
        ("KES 4,000 per month", "KES4000/month"),
        ("KES 5 per four weeks per person", "KES5/four weeks/person"),
        ("2026-03-01", "2026-03-01"),
        ("18 years", "18 year"),
        ("10 working days", "10 working day"),
        ("1 day", "1 day"),
        ("yes", "yes"),
        ('"north"', "'north'"),
        ("household.rent", "household.rent"),
        ("base of child_benefit", "base of child_benefit"),
    ],
)
def test_values(written: str, understood: str) -> None:
    assert formula(written) == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("a + b * c", "(a + (b * c))"),
        ("(a + b) * c", "((a + b) * c)"),
        ("a - b - c", "((a - b) - c)"),
        ("-a * b", "((- a) * b)"),
        ("a - -b", "(a - (- b))"),
        ("a * rent per year", "(a * (rent per year))"),
        ("pay in ZAR * 2", "((pay in ZAR) * 2)"),
        ("paid_for in days", "(paid_for in days)"),
        ("half of x + y", "((1/2 * x) + y)"),
        ("twice x", "(2 * x)"),
        ("smaller of (a, b)", "smaller(a, b)"),
        ("larger of (a, b + 1, 3)", "larger(a, (b + 1), 3)"),
        ("(a - USD 90, but not below USD 0)", "[(a - USD90) >=USD0]"),
        ("a - USD 90 but not below USD 0", "[(a - USD90) >=USD0]"),
        ("(a, but not above 9, but not below 1)", "[a >=1 <=9]"),
        ("round down to NZD 1 of (a + b)", "round down NZD1((a + b))"),
        ("round half up to 0.01 (a) * 2", "(round half up 1/100(a) * 2)"),
        ("if a then 1 otherwise 2", "(a ? 1 : 2)"),
        (
            "(GBP 1 per week for each GBP 500 or part of it of capital above GBP 10,000) per year",
            "(GBP1/week each GBP500 or part of capital above GBP10000 per year)",
        ),
    ],
)
def test_quantities(written: str, understood: str) -> None:
    assert formula(written) == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("a and b or c and d", "(or: (and: a, b), (and: c, d))"),
        ("a or b or c", "(or: a, b, c)"),
        ("not a = b", "(not (a = b))"),
        ("not a and b", "(and: (not a), b)"),
        ("any of (a, all of (b, c))", "(or: a, (and: b, c))"),
        ("age is at least 18", "(age >= 18)"),
        ("age is over 18", "(age > 18)"),
        ("age is at most 18", "(age <= 18)"),
        ("age is under 18", "(age < 18)"),
        ("status is employed", "(status = employed)"),
        ("status is not employed", "(status <> employed)"),
        ("a <> b", "(a <> b)"),
        ("a ≤ b", "(a <= b)"),
        ("cert in (1, 2, none)", "(cert in 1, 2, none)"),
        ("cert not in (1, 2)", "(cert not in 1, 2)"),
        ("age from 18 to 64", "(age in 18..64)"),
        ("claimed from 2025-01-01 to 2025-06-30", "(claimed in 2025-01-01..2025-06-30)"),
    ],
)
def test_conditions(written: str, understood: str) -> None:
    assert formula(written) == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("is child and age < 20", "(and: is child, (age < 20))"),
        ("is not child", "is not child"),
        ("there is a partner", "some partner"),
        ("there is no partner", "no partner"),
        ("no partner", "no partner"),
        ("the head's income", "head's income"),
        ("the head's (income + 1)", "head's (income + 1)"),
        ("the head is female", "head's is female"),
        ("(the partner's income or NZD 0 if none) > 5", "(partner's income else NZD0 > 5)"),
        ("a or the partner's b or no if none", "(or: a, partner's b else no)"),
        ("(the partner's age > 60) or no if none", "(some partner ? (partner's age > 60) : no)"),
        ("number of children = 3", "(<number children> = 3)"),
        ("total of a over members", "<total a over members>"),
        ("total of (a + b) over members * 2", "(<total (a + b) over members> * 2)"),
        ("total of a over members per month", "(<total a over members> per month)"),
        ("highest of age over children", "<highest age over children>"),
        ("2 * number of children where certified", "(2 * <number children where certified>)"),
        ("number of members where a > b + c", "<number members where (a > (b + c))>"),
        (
            "number of members where (a and b) * 2",
            "(<number members where (and: a, b)> * 2)",
        ),
        ("any member where age < 8", "<any member where (age < 8)>"),
        (
            "any child where (age < 6 or ill) and x",
            "(and: <any child where (or: (age < 6), ill)>, x)",
        ),
        ("a and any member where age < 8", "(and: a, <any member where (age < 8)>)"),
        ("at least 2 children where age < 5", "<at least 2 children where (age < 5)>"),
        ("exactly 1 adult", "<exactly 1 adult>"),
        ("no member where (adult and works)", "<no member where (and: adult, works)>"),
        ("every child where ok or nobody", "<every child where ok or nobody>"),
        ("every child where (a and b) or nobody", "<every child where (and: a, b) or nobody>"),
    ],
)
def test_people(written: str, understood: str) -> None:
    assert formula(written) == understood


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("year of event_date - 39", "(year(event_date) - 39)"),
        ("days from claim_date to award_date", "days(claim_date..award_date)"),
        ("birth_date + 16 years", "(birth_date + 16 year)"),
        ("rate for clause h", "rate[clause=h]"),
        ("rate for (clause h, size)", "rate[clause=h, size=size]"),
        ("grant as of birth_date", "grant[] on birth_date"),
        ("rate for clause h as of claim_date", "rate[clause=h] on claim_date"),
    ],
)
def test_dates_and_parameters(written: str, understood: str) -> None:
    assert formula(written) == understood


OFFICERS_NAMES = (
    "base", "rate", "amount", "income", "eligible", "age", "year", "total", "number", "child",
    "step", "limit", "pay", "month", "day", "date", "money", "text", "period", "highest",
    "round", "above", "below", "list", "unit", "scale", "field", "group", "table", "use",
    "input", "floor", "cap", "reduce", "add", "planned", "ended", "refer", "ask", "because",
    "label", "source", "missing", "range", "purpose", "half", "smaller", "each", "all", "none",
    "unknown", "average", "lowest",
)  # fmt: skip


@pytest.mark.parametrize("name", OFFICERS_NAMES)
def test_words_of_the_language_are_free_as_names(name: str) -> None:
    assert formula(f"({name} + 3 * {name}) / {name}") == f"(({name} + (3 * {name})) / {name})"
    assert formula(f"total of {name} over members") == f"<total {name} over members>"


@pytest.mark.parametrize("name", ["المبلغ", "आय_प्रति_व्यक्ति", "доход", "収入", "révenu", "mapato"])
def test_names_are_letters_of_any_script(name: str) -> None:
    assert formula(f"{name} + 1") == f"({name} + 1)"


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert formula("re\u0301venu") == formula("r\u00e9venu")
