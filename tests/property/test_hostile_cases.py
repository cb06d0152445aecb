"""Whatever a case file holds, deciding it ends in results and findings, never in a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.engines.exact.case import read_cases
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.authoring import check_source, check_text, new_scheme
from schemebuilder.services.deciding import ENGINES, decide_scheme, result_words
from schemebuilder.values.canonical import canonical
from tests.unit.cli.commands import CASE

WORDS = (
    *("id", "on", "date", "period", "input", "persons", "households", "members", "role", "age"),
    *("income", "head", "child", "children", "value", "source", "known_on", "not_applicable"),
    *("expect", "tolerance", "birth_date", "2026-03-01", "2026-02-30", "ana", "h", "yes", "1/3"),
    *("amount", "income_per_person", "eligibility", "household", "assessment_date", ""),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.sampled_from([0.5, -0.01, 1e300, 1e-300, 4.0]),
    st.sampled_from(WORDS),
    st.text(max_size=4),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=4), inner, max_size=4),
    ),
    max_leaves=12,
)


@cache
def schemes() -> tuple[Scheme, ...]:
    found = [check_text(new_scheme("child_grant"), "child_grant").scheme]
    found += [check_source(name).scheme for name in ("uif_unemployment", "ct_basic_income")]
    return tuple(scheme for scheme in found if scheme is not None)


def decided(text: str) -> None:
    """Decide the cases of a text by each scheme, and say everything that can be said of them."""
    cases, findings = read_cases(text, "cases.json")
    assert cases or findings or json.loads(text) in ([], {"cases": []})
    for scheme in schemes():
        for case in cases:
            done = decide_scheme(scheme, case, explain=True)
            assert done.result or done.findings
            assert all(finding.message and finding.place for finding in done.findings)
            one_and_the_other(scheme, case)
            if done.result:
                assert canonical(done.result)
                assert canonical(done.trace)
                assert result_words(done.result)


def one_and_the_other(scheme: Scheme, case: Mapping[str, Any]) -> None:
    """Decide a case by both engines: what is found wrong is the same, and so is the result."""
    exact, fast = (decide_scheme(scheme, case, engine=engine) for engine in ENGINES)
    assert exact.findings == fast.findings
    assert {**exact.result, "run": {}} == {**fast.result, "run": {}}


def places(data: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every part of the data."""
    found = [way]
    if isinstance(data, dict):
        found += [place for key in data for place in places(data[key], (*way, key))]
    if isinstance(data, list):
        found += [place for number in range(len(data)) for place in places(data[number],
                  (*way, number))]  # fmt: skip
    return found


def replaced(data: Any, way: tuple[Any, ...], new: Any) -> Any:
    """Return the data with another part at the end of the way."""
    if not way:
        return new
    if isinstance(data, dict):
        return {**data, way[0]: replaced(data[way[0]], way[1:], new)}
    return [*data[: way[0]], replaced(data[way[0]], way[1:], new), *data[way[0] + 1 :]]


@given(place=st.sampled_from(places(CASE)), new=ANYTHING)
@settings(max_examples=250, deadline=None)
def test_a_case_with_one_part_replaced(place: tuple[Any, ...], new: Any) -> None:
    decided(json.dumps(replaced(CASE, place, new)))


@given(
    place=st.sampled_from([p for p in places(CASE) if isinstance(p[-1:], tuple)]),
    name=st.sampled_from(WORDS),
    new=ANYTHING,
)
@settings(max_examples=250, deadline=None)
def test_a_case_with_one_part_more(place: tuple[Any, ...], name: str, new: Any) -> None:
    part: Any = CASE
    for step in place:
        part = part[step]
    more = {**part, name: new} if isinstance(part, dict) else [part, new]
    decided(json.dumps(replaced(CASE, place, more)))


@given(data=ANYTHING)
@settings(deadline=None)
def test_anything_for_a_case(data: Any) -> None:
    decided(json.dumps(data))


@settings(deadline=None)
@given(cut=st.integers(0, 400), more=st.text(max_size=6))
def test_a_text_cut_and_continued(cut: int, more: str) -> None:
    text = json.dumps(CASE)
    try:
        json.loads(text[:cut] + more)
    except ValueError:
        cases, findings = read_cases(text[:cut] + more, "cases.json")
        assert cases == ()
        assert findings
