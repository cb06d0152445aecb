"""A procedure's meaning: out as JSON and back, what is part of it, and the ways through it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.procedure import SILENCE, Deadline, Expiry, Procedure
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.ways import END, Why, outcomes_of, target_of, ways
from schemebuilder.services.authoring import check_text, new_scheme
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads

TEXT = new_scheme("first_scheme")


def scheme(text: str = TEXT) -> Scheme:
    found = check_text(text).scheme
    assert found is not None
    return found


def claim() -> Procedure:
    return scheme().procedures["claim"]


def test_it_survives_the_way_out_and_back() -> None:
    assert from_json(loads(canonical(to_json(scheme())))) == scheme()


def test_a_scheme_without_procedures_is_written_as_before() -> None:
    bare = replace(scheme(), procedures={})
    assert "procedures" not in to_json(bare)["scheme"]
    assert from_json(loads(canonical(to_json(bare)))) == bare


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within 10 working days", "within 11 working days"),
        ("otherwise escalate to supervisor", "otherwise escalate to director"),
        ("by clerk ", "by agent "),
        ("when undecided    then request", "when undecided    then refuse"),
        ("within 60 days to appeals_board", "within 60 days to tribunal"),
        ("   not the same person as decide", ""),
        ("ask every question", "ask income, age"),
        ("decide, silence", "decide"),
    ],
)
def test_what_is_done_is_meaning(old: str, new: str) -> None:
    assert old in TEXT
    changed = check_text(TEXT.replace(old, new, 1))
    assert changed.meaning_hash != check_text(TEXT).meaning_hash != ""
    assert changed.meaning_hash != ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"Receive the claim"', '"Take the claim"'),
        ("Your claim {reference} was received", "We have your claim {reference}"),
        ('"Claim and decision"', '"Claims"'),
    ],
)
def test_wording_is_no_meaning(old: str, new: str) -> None:
    assert old in TEXT
    changed = check_text(TEXT.replace(old, new, 1))
    assert changed.meaning_hash == check_text(TEXT).meaning_hash != ""


def test_the_ways_through() -> None:
    found = {(way.start, way.end, way.why, way.outcomes) for way in ways(claim())}
    assert found == {
        ("receive", "decide", Why.DONE, ()),
        ("decide", "enrol", Why.OUTCOME, ("eligible",)),
        ("decide", "refuse", Why.OUTCOME, ("not_eligible",)),
        ("decide", "request", Why.OUTCOME, ("undecided",)),
        ("request", "decide", Why.DONE, ()),
        ("request", "decide", Why.TIME_OUT, ()),
        ("enrol", END, Why.DONE, ()),
        ("refuse", END, Why.DONE, ()),
    }


def test_what_no_line_names_goes_where_anything_else_goes() -> None:
    text = TEXT.replace("when undecided    then request", "when anything else then request")
    decide = scheme(text).procedures["claim"].step("decide")
    assert decide is not None
    assert outcomes_of(decide, decide.routes[-1]) == ("undecided",)
    assert target_of(decide, "undecided") == "request"
    assert target_of(decide, "eligible") == "enrol"


def test_deadlines_and_appeals_are_kept() -> None:
    decide, request = claim().step("decide"), claim().step("request")
    assert decide is not None
    assert decide.deadline is not None
    assert decide.deadline.otherwise is not None
    assert (decide.deadline.amount, decide.deadline.unit) == (10, "working day")
    assert (decide.deadline.otherwise.kind, decide.deadline.otherwise.to) == (
        Expiry.ESCALATE,
        "supervisor",
    )
    assert request is not None
    assert request.deadline is not None
    assert request.deadline.otherwise is not None
    assert request.deadline.otherwise.kind is Expiry.AS_KNOWN
    (appeal,) = claim().appeals
    assert appeal.against == ("refuse", "decide", SILENCE)
    assert (appeal.body, appeal.pending, appeal.citation) == ("appeals_board", None, "act 6")


def test_times_in_words() -> None:
    assert Deadline(0, "day").words() == "the same day"
    assert Deadline(1, "working day").words() == "1 working day"
    assert Deadline(72, "hour").words() == "72 hours"
