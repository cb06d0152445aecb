"""The results of a run as its page draws them: what is read, and that files hold the same."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from nicegui import ui
from nicegui.testing.user_interaction import UserInteraction

from schemebuilder_ui.figures import grouped, percent
from schemebuilder_ui.frame import frame, page
from schemebuilder_ui.widgets.bar_chart import Bars, Chart, options
from schemebuilder_ui.widgets.run_view import run_view
from tests.ui.results import compared

if TYPE_CHECKING:
    from nicegui.testing import User

    from schemebuilder_ui.widgets.run_figures import Results


async def _drawn(user: User, results: Results) -> User:
    @page("/results")
    def _page() -> None:
        with frame("Results", here="") as around, around.body:
            run_view(results)

    await user.open("/results")
    return user


def _links(user: User) -> list[str]:
    return [str(link.props.get("href")) for link in user.find(ui.link).elements]


async def test_four_numbers_come_first_with_their_change(user: User) -> None:
    results = compared()
    await _drawn(user, results)
    head = results.effects["headline"]
    await user.should_see(grouped(head["persons_reached"]["after"]))
    await user.should_see(percent(head["coverage_of_the_poor"]["share"]["after"]))
    await user.should_see("points against version 1")
    await user.should_see(f"{percent(head['poverty']['head_count']['without'])} without the scheme")


async def test_what_changes_is_said_in_words(user: User) -> None:
    await _drawn(user, compared())
    await user.should_see("USD 30")
    await user.should_see("before USD 25")


async def test_who_loses_most_leads_to_the_household(user: User) -> None:
    results = compared()
    await _drawn(user, results)
    loses = results.effects["extremes"]["lose"][0]["household"]
    assert f"/runs/run-1/household/{loses}" in _links(user)


async def test_a_version_alone_has_no_winners_and_says_nothing_of_a_change(user: User) -> None:
    await _drawn(user, compared(alone=True))
    await user.should_see("Cost and reach by region")
    await user.should_not_see("Winners and losers")
    await user.should_not_see("against")
    assert "#moves" not in _links(user)


async def test_a_file_holds_exactly_what_the_table_rounds(user: User) -> None:
    results = compared()
    await _drawn(user, results)
    named = "Download as CSV: Cost and reach by fifth of the population"
    button = next(b for b in user.find(ui.button).elements if b.props.get("aria-label") == named)
    UserInteraction(user, {button}, None).click()
    response = await user.download.next()
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][1:4] == [
        "Cost a year: Version 1 (USD a year)",
        "Cost a year: Version 2 (USD a year)",
        "Cost a year: Change (USD a year)",
    ]
    costs = [row["cost_per_year"] for row in results.effects["by_fifth"]]
    assert [row[1:4] for row in rows[1:]] == [
        [cost["before"], cost["after"], cost["change"]] for cost in costs
    ]


def _with(results: Results, **effects: Any) -> Results:
    return replace(results, report={**results.report, "effects": {**results.effects, **effects}})


async def test_what_cannot_be_known_is_said_with_its_reason(user: User) -> None:
    head = compared().effects["headline"]
    poor = {"share": None, "because": "nobody's income is known"}
    counts = {"head_count": None, "gap": None, "because": "nobody's income is known"}
    unknown = {**head, "coverage_of_the_poor": poor, "poverty": counts}
    await _drawn(user, _with(compared(), headline=unknown, by_fifth=[], by_tenth=[]))
    await user.should_see("not known")
    await user.should_see("Nobody's income is known")
    assert "#fifth" not in _links(user)


async def test_open_decisions_are_said_first(user: User) -> None:
    head = compared().effects["headline"]
    undecided = {**head["persons_undecided"], "after": "1234.5"}
    await _drawn(user, _with(compared(), headline={**head, "persons_undecided": undecided}))
    await user.should_see("For 1,234 people the decision is open")
    await user.should_see("at least, because decisions are open")
    await user.should_see("Cost and reach by region")


async def test_where_every_decision_is_open_nothing_is_said_to_be_zero(user: User) -> None:
    head = compared(alone=True).effects["headline"]
    zero, all_open = dict.fromkeys(("before", "change")), {**head["persons_undecided"]}
    unknown = {
        **head,
        "cost_per_year": {**zero, "after": "0"},
        "persons_reached": {**zero, "after": "0"},
        "persons_undecided": {**all_open, "after": "9000"},
    }
    await _drawn(user, _with(compared(alone=True), headline=unknown))
    await user.should_see("every decision that could pay is open")
    await user.should_see("Every decision that could pay is open, so there is nothing to show")
    await user.should_not_see("USD 0")
    await user.should_not_see("Cost and reach by region")


async def test_what_one_must_know_of_the_people_is_said_first(user: User) -> None:
    warning = {"code": "SB-W016", "message": "The amounts are in no currency.", "hint": "Compare."}
    results = compared()
    await _drawn(user, replace(results, report={**results.report, "warnings": [warning]}))
    await user.should_see("The amounts are in no currency. Compare.")


@pytest.mark.parametrize("count", [1, 2])
def test_a_legend_stands_where_bars_must_be_told_apart(count: int) -> None:
    bars = [Bars(f"Version {number}", [1.0], "#123456") for number in range(count)]
    drawn = options(Chart("Cost", ["coast"], "USD", bars, "cost"))
    assert drawn["legend"]["show"] is (count > 1)
