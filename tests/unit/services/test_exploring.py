"""The household that loses most is opened, decided by both versions, and says why."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from schemebuilder.services.deciding import decide_text
from schemebuilder.services.exploring import explore, household_case
from schemebuilder.services.simulating import simulate_texts
from tests.unit.simulation.people import GRANT_AND_LEVY, made

ON = date(2026, 6, 1)
AFTER = GRANT_AND_LEVY.replace("age < 18", "age < 10")


def test_the_household_that_loses_most() -> None:
    done = simulate_texts(AFTER, made().folder, before=GRANT_AND_LEVY, on=ON)
    assert done.report is not None
    worst = done.report["effects"]["extremes"]["lose"][0]
    seen = explore(made().folder, worst["household"], AFTER, GRANT_AND_LEVY, ON)
    assert seen.after is not None
    assert seen.before is not None
    grants = -Fraction(worst["change"]) / 12 / 20
    lost = [line for line in seen.lines if "before: eligible" in line]
    assert len(lost) == 2 * grants  # of each child who has grown out: eligibility and grant
    assert (
        list(seen.lines[: len(lost)]) == lost
    )  # others are refused as before, for one reason more
    assert "not eligible" in seen.lines[0]
    assert "age < 10" in seen.after.explanation
    assert "USD 20" in seen.before.explanation
    assert seen.after.result["on"] == "2026-06-01"


def test_a_case_is_taken_by_decide_as_it_stands() -> None:
    case, findings = household_case(made().folder, "h7", GRANT_AND_LEVY)
    assert case is not None
    assert findings == ()
    assert case["date"] == made().info.reference_date.isoformat()
    assert "rent" not in case["households"][0]  # the scheme does not read it
    decided = decide_text(GRANT_AND_LEVY, case)
    assert decided.result["case"] == "h7"
    assert decided.findings == ()


def test_alone_there_is_nothing_to_compare() -> None:
    seen = explore(made().folder, "h7", GRANT_AND_LEVY)
    assert seen.after is not None
    assert (seen.before, seen.lines) == (None, ())


def test_what_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    nobody, findings = household_case(made().folder, "nobody", GRANT_AND_LEVY)
    assert (nobody, [finding.code for finding in findings]) == (None, ["SB-U002"])
    wrong = explore(made().folder, "h7", "scheme", GRANT_AND_LEVY)
    assert wrong.after is None
    assert wrong.before is not None
    assert wrong.findings
    nowhere = explore(tmp_path, "h7", GRANT_AND_LEVY)
    assert (nowhere.after, [finding.code for finding in nowhere.findings]) == (None, ["SB-W012"])
