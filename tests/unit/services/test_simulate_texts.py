"""Texts simulated on a folder: what is refused, and the first figures by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.services.simulating import Simulated, simulate_texts
from tests.unit.simulation.people import GRANT_AND_LEVY, HEAD, HOUSEHOLDS, made

MORE = GRANT_AND_LEVY.replace("base = USD 20", "base = USD 30")
LINE = "USD 65 per month per person"


def simulated(after: str, before: str | None = None, **asked: Any) -> Simulated:
    return simulate_texts(after, made().folder, before=before, **asked)


def effects(after: str, before: str | None = None, **asked: Any) -> dict[str, Any]:
    report = simulated(after, before, **asked).report
    assert report is not None
    found: dict[str, Any] = report["effects"]
    return found


def test_a_scheme_alone_is_compared_with_nothing() -> None:
    found = simulated(GRANT_AND_LEVY)
    assert found.report is not None
    assert [scheme["id"] for scheme in found.report["schemes"]] == ["trial"]
    assert found.report["effects"]["against"] is None
    cost = found.report["effects"]["headline"]["cost_per_year"]
    assert cost == {
        "after": found.report["schemes"][0]["cost_per_year"],
        "before": None,
        "change": None,
    }


def test_the_first_figures_are_those_of_the_schemes() -> None:
    done = simulated(MORE, GRANT_AND_LEVY)
    assert done.report is not None
    after, before = done.report["schemes"]
    first = done.report["effects"]["headline"]
    assert first["cost_per_year"]["after"] == after["cost_per_year"]
    assert first["cost_per_year"]["before"] == before["cost_per_year"]
    assert first["charges_per_year"]["after"] == after["charges_per_year"]
    assert first["net_cost_per_year"]["after"] == after["net_cost_per_year"]
    assert first["persons_reached"]["after"] == after["reached"]["persons"]
    assert first["households_reached"]["after"] == after["reached"]["households"]
    assert first["persons_paid"]["after"] == after["benefits"][0]["paid"]["weighted"]
    grants = Fraction(before["benefits"][0]["cost"]["per_year"])
    assert Fraction(first["cost_per_year"]["change"]) == grants / 2
    assert done.report["changes"][0]["cost_per_year"] == first["cost_per_year"]["change"]


def test_transfers_lower_poverty_and_the_poorest_fifth_are_the_poor() -> None:
    found = effects(MORE, GRANT_AND_LEVY)
    assert found["line"]["words"] == "the poorest fifth"
    measured = found["headline"]["poverty"]
    count = {name: Fraction(text) for name, text in measured["head_count"].items()}
    gap = {name: Fraction(text) for name, text in measured["gap"].items()}
    assert Fraction(1, 5) <= count["without"] < Fraction(1, 4)
    assert count["after"] <= count["before"] < count["without"]
    assert gap["after"] < gap["before"] < gap["without"]
    assert measured["left_out"] == "0"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("60% of median", "60% of the median"),
        ("60 % of the median", "60% of the median"),
        (LINE, LINE),
        ("USD 65 a month per person", LINE),
        ("USD1,000.50 per year per person", "USD 1,000.50 per year per person"),
    ],
)
def test_a_line_in_words(line: str, words: str) -> None:
    found = effects(GRANT_AND_LEVY, line=line)["line"]
    assert found["words"] == words
    amount = {LINE: "780", "USD 1,000.50 per year per person": "1000.5"}.get(words)
    assert amount is None or found["per_person_per_year"] == amount


@pytest.mark.parametrize(
    "line",
    ["poor", "0% of median", "USD 65", "EUR 65 per month per person", "USD 1 per day per person"],
)
def test_a_line_that_cannot_be_read_is_a_finding(line: str) -> None:
    done = simulated(GRANT_AND_LEVY, line=line)
    assert done.report is None
    assert [f.code for f in done.findings if f.severity.value == "error"] == ["SB-U001"]


def test_what_is_wrong_with_a_text_is_found_in_it() -> None:
    done = simulated(GRANT_AND_LEVY.replace("income", "incom"), GRANT_AND_LEVY)
    assert done.report is None
    assert "SB-N001" in {finding.code for finding in done.findings}
    assert set(done.texts) == {"after", "before"}


def test_two_currencies_are_not_compared() -> None:
    done = simulated(GRANT_AND_LEVY, GRANT_AND_LEVY.replace("USD", "EUR"))
    assert done.report is None
    assert "SB-T003" in {finding.code for finding in done.findings}


def test_a_reform_is_compared_with_its_base() -> None:
    reform = """\
reform more "More" of bolsa_familia
    set limit_per_head from 2025-01-01 : BRL 250
"""
    done = simulated(reform)
    assert done.report is not None, [finding.message for finding in done.findings]
    assert [scheme["id"] for scheme in done.report["schemes"]] == ["more", "bolsa_familia"]
    assert Fraction(done.report["effects"]["headline"]["cost_per_year"]["change"]) > 0


def test_a_week_without_a_calendar_leaves_amounts_unknown_and_says_why() -> None:
    weekly = HEAD + "benefit grant of person : money per week\n    base = USD 5\n"
    found = effects(weekly)
    assert "paid by the week" in found["because"]
    first = found["headline"]
    assert first["cost_per_year"]["after"] is None
    assert first["poverty"]["head_count"] is None
    assert first["poverty"]["because"] == found["because"]
    assert Fraction(first["persons_reached"]["after"]) > HOUSEHOLDS


def test_both_engines_give_the_same_effects() -> None:
    found = [effects(MORE, GRANT_AND_LEVY, engine=engine) for engine in ("columnar", "exact")]
    assert found[0] == found[1]


def test_progress_may_stop_a_run() -> None:
    class StoppedError(Exception):
        pass

    def stop(_share: float, _words: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        simulated(GRANT_AND_LEVY, progress=stop)
