"""Each changed clause run by itself: alone, as the last, or with those it needs."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from schemebuilder.services.comparing import compare_texts
from schemebuilder.services.simulating import simulate_against, simulate_texts
from tests.unit.simulation.people import HEAD, made

BEFORE = (
    HEAD
    + """
parameter limit : money per month
    from 2020-01-01 : USD 3000     [act 1]
eligibility of household
    require income <= limit       [act 3]
    require number of members < 90
benefit help of household : money per month
    base = USD 10
charge levy of household : money per month
    base = 1% * income
"""
)


def changed(*changes: tuple[str, str]) -> str:
    text = BEFORE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def report(after: str, before: str = BEFORE, engine: str = "columnar") -> dict[str, Any]:
    done = simulate_texts(after, made().folder, before=before, engine=engine)
    assert done.report is not None, [finding.message for finding in done.findings]
    return done.report


def clauses(after: str, before: str = BEFORE, engine: str = "columnar") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = report(after, before, engine)["effects"]["clauses"]["rows"]
    assert [row["words"] for row in rows] == list(compare_texts(before, after).lines)
    return rows


def test_one_clause_is_the_whole_change() -> None:
    after = changed(("USD 10", "USD 12"))
    whole = report(after)
    (row,) = clauses(after)
    first = whole["effects"]["headline"]
    moves = whole["effects"]["winners_and_losers"]["whole"]
    assert row["how"] == "alone"
    assert row["cost_per_year"] == first["cost_per_year"]["change"]
    assert row["net_cost_per_year"] == first["net_cost_per_year"]["change"]
    assert row["rows"] == moves["gain"]["rows"]
    assert row["households"] == moves["gain"]["households"]
    example = row["example"]
    assert example["household"] == whole["effects"]["extremes"]["gain"][0]["household"]
    assert Fraction(example["change"]) == 24
    assert Fraction(example["after"]) - Fraction(example["before"]) == 24


def test_each_clause_by_itself() -> None:
    rows = clauses(changed(("USD 10", "USD 12"), ("USD 3000", "USD 2000"), ("1% *", "2% *")))
    assert [row["how"] for row in rows] == ["alone"] * 3
    limit, amount, levy = rows
    assert Fraction(limit["cost_per_year"]) < 0 < Fraction(amount["cost_per_year"])
    assert limit["example"]["after"] == "0"  # nothing is paid any more, and nothing levied
    assert Fraction(limit["example"]["change"]) == -Fraction(limit["example"]["before"])
    assert levy["cost_per_year"] == "0"
    assert Fraction(levy["net_cost_per_year"]) < 0


def test_a_clause_that_changes_nobody_says_so() -> None:
    (row,) = clauses(changed(("members < 90", "members < 80")))
    assert (row["how"], row["effect"]) == (None, "changes nobody in this population")
    assert "example" not in row


def test_another_article_changes_nobody() -> None:
    (row,) = clauses(changed(("[act 3]", "[act 4]")))
    assert row["how"] is None
    assert row["effect"].startswith("only the law cited differs")


def test_what_needs_another_clause_is_shown_with_it() -> None:
    after = changed(
        ("base = USD 10", "base = USD 10 + extra"),
        (
            "benefit help",
            "parameter extra : money per month\n    from 2020-01-01 : USD 1\nbenefit help",
        ),
    )
    rows = clauses(after)
    assert [row["how"] for row in rows] == ["together", "without"]
    assert rows[0]["together_with"] == [rows[1]["words"]]
    assert rows[1]["together_with"] == []
    assert rows[0]["cost_per_year"] == rows[1]["cost_per_year"] != "0"


def test_a_clause_that_matters_only_behind_another_is_the_last_of_the_changes() -> None:
    """The new condition holds for everybody until the limit is lifted."""
    condition = "require number of members < 90"
    before = changed((condition, "require income <= USD 3000"))
    after = changed(("USD 3000", "USD 9000"), (condition, "require income <= USD 9000"))
    rows = clauses(after, before)
    assert [row["how"] for row in rows] == ["without", "without"]
    assert rows[0]["cost_per_year"] == rows[1]["cost_per_year"]


def test_a_statement_that_goes() -> None:
    after = changed(("charge levy of household : money per month\n    base = 1% * income\n", ""))
    (row,) = clauses(after)
    assert row["how"] == "alone"
    assert Fraction(row["net_cost_per_year"]) > 0
    assert row["cost_per_year"] == "0"


def test_an_undecided_example_has_no_amount() -> None:
    after = changed(("members < 90", 'members < 90\n    require district = "far"'), (
        "eligibility of", "input district of household : text   missing ask\neligibility of"
    ))  # fmt: skip
    rows = clauses(after)
    assert rows
    assert all(row["rows"] > 0 for row in rows)


@pytest.mark.parametrize("engine", ["exact"])
def test_engines_give_the_same(engine: str) -> None:
    after = changed(("USD 10", "USD 12"), ("USD 3000", "USD 2000"))
    assert clauses(after, engine=engine) == clauses(after)


def test_only_the_first_twenty_are_run() -> None:
    days = [f"    from 20{year}-01-01 : USD {year}" for year in range(21, 45)]
    after = changed(("[act 1]", "[act 1]\n" + "\n".join(days)))
    done = report(after)["effects"]["clauses"]
    assert (done["run"], done["of"], len(done["rows"])) == (20, 24, 24)
    assert done["rows"][20]["effect"] == "not run: only the first 20 changes are"


REST = """\
benefit rest of household : money per month
    base = USD 4 - amount of other_grant
    floor USD 0
"""


def test_a_clause_is_compiled_beside_the_text(tmp_path: Path) -> None:
    """The scheme uses another one in its folder, which a text of its own could not find."""
    other = HEAD.replace("trial", "other_grant") + (
        "benefit cash of household : money per month\n    base = USD 3\n"
    )
    (tmp_path / "other_grant.scheme").write_text(other, encoding="utf-8")
    uses = changed(
        ("use population core\n", "use population core\nuse scheme other_grant\n"),
        ("benefit help", f"{REST}benefit help"),
    )
    paths = [tmp_path / "after.scheme", tmp_path / "before.scheme"]
    later = uses.replace("USD 10", "USD 12").replace("1% *", "2% *")
    for path, text in zip(paths, (later, uses), strict=True):
        path.write_text(text, encoding="utf-8")
    done = simulate_against(str(paths[0]), str(paths[1]), str(made().folder))
    assert done.report is not None, [finding.message for finding in done.findings]
    rows = done.report["effects"]["clauses"]["rows"]
    assert [row["how"] for row in rows] == ["alone", "alone"]
    assert rows[0]["example"]["before"] is None  # what the other scheme pays is not in the data
