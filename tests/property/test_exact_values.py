"""Promises of exact values: rounding, Kleene logic, text and JSON, dates."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.values import rounding
from schemebuilder.values.canonical import canonical
from schemebuilder.values.dates import add_months, completed_months, completed_years
from schemebuilder.values.evidence import (
    NO,
    YES,
    Evidence,
    Fault,
    Known,
    Need,
    Unknown,
    conjunction,
    disjunction,
    highest,
    negation,
)
from schemebuilder.values.numbers import as_text, exact, loads

FRACTIONS = st.fractions(max_denominator=10_000)
STEPS = st.fractions(min_value=Fraction(1, 1000), max_value=1000, max_denominator=1000)
WAYS = (rounding.up, rounding.down, rounding.half_up, rounding.half_even)
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def unknown(name: str) -> Unknown:
    return Unknown(frozenset((Need("person", "p", name),)))


def broken(name: str) -> Fault:
    return Fault(frozenset((Finding("SB-E003", Severity.ERROR, name),)))


LOGICAL: st.SearchStrategy[Evidence] = st.sampled_from(
    [YES, NO, unknown("a"), unknown("b"), broken("c"), broken("d")]
)


@given(FRACTIONS, STEPS)
def test_rounding_reaches_a_multiple_less_than_a_step_away(value: Fraction, step: Fraction) -> None:
    for way in WAYS:
        result = way(value, step)
        assert (result / step).denominator == 1
        assert abs(result - value) < step
        assert way(result, step) == result
        assert way(-value, step) == -result


@given(FRACTIONS, STEPS)
def test_directions_lie_in_order_of_magnitude(value: Fraction, step: Fraction) -> None:
    low, high = abs(rounding.down(value, step)), abs(rounding.up(value, step))
    assert low <= abs(value) <= high
    for way in (rounding.half_up, rounding.half_even):
        nearest = abs(way(value, step))
        assert nearest in (low, high)
        assert abs(nearest - abs(value)) * 2 <= step


@given(st.integers(-1000, 1000), STEPS)
def test_half_a_step_goes_up_or_to_the_even_multiple(steps: int, step: Fraction) -> None:
    half = step * (2 * steps + 1) / 2
    away = steps + 1 if steps >= 0 else steps
    assert rounding.half_up(half, step) == away * step
    assert (rounding.half_even(half, step) / step).numerator % 2 == 0


@given(st.permutations([YES, NO, unknown("a"), broken("c")]), st.integers(0, 4))
def test_logic_does_not_depend_on_the_order(operands: list[Evidence], many: int) -> None:
    chosen = operands[:many]
    assert conjunction(chosen) == conjunction(list(reversed(chosen)))
    assert disjunction(chosen) == disjunction(list(reversed(chosen)))


@given(st.lists(LOGICAL, max_size=5))
def test_a_known_no_decides_and_else_the_highest_status_stands(operands: list[Evidence]) -> None:
    result = conjunction(operands)
    if NO in operands:
        assert result == NO
    elif any(isinstance(each, Fault) for each in operands):
        assert isinstance(result, Fault)
    elif any(isinstance(each, Unknown) for each in operands):
        assert isinstance(result, Unknown)
    else:
        assert result == YES


@given(st.lists(LOGICAL, max_size=5))
def test_or_mirrors_and(operands: list[Evidence]) -> None:
    assert disjunction(operands) == negation(conjunction([negation(each) for each in operands]))


@given(st.lists(LOGICAL, max_size=4))
def test_knowing_more_never_reverses_a_decision(operands: list[Evidence]) -> None:
    decided = conjunction(operands)
    if isinstance(decided, Known):
        for answer in (YES, NO):
            filled = [answer if isinstance(each, Unknown) else each for each in operands]
            assert conjunction(filled) == decided


@given(st.lists(LOGICAL, max_size=5))
def test_the_highest_status_keeps_every_reason(operands: list[Evidence]) -> None:
    status = highest(operands)
    if isinstance(status, Unknown):
        assert status.needs == frozenset().union(
            *(each.needs for each in operands if isinstance(each, Unknown))
        )
    if isinstance(status, Fault):
        assert status.findings == frozenset().union(
            *(each.findings for each in operands if isinstance(each, Fault))
        )


@given(FRACTIONS)
def test_numbers_survive_their_text(value: Fraction) -> None:
    assert exact(as_text(value)) == value


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_canonical_json_is_json_and_has_one_text(data: object) -> None:
    text = canonical(data)
    assert loads(text) == data
    assert canonical(json.loads(text)) == text


@given(DATES, DATES)
def test_twelve_completed_months_are_a_year(start: date, end: date) -> None:
    assert completed_months(start, end) // 12 == completed_years(start, end)


@given(DATES, DATES)
def test_years_are_one_division_on_dates_as_numbers(start: date, end: date) -> None:
    def number(day: date) -> int:
        return day.year * 10_000 + day.month * 100 + day.day

    assert completed_years(start, end) == (number(end) - number(start)) // 10_000


@given(DATES, st.integers(-600, 600))
def test_a_month_step_lands_in_its_month(start: date, months: int) -> None:
    end = add_months(start, months)
    assert end is not None
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day
