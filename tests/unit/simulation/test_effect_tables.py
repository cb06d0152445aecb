"""Effects as tables and in words: the same figures as the report, with their units."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from functools import cache
from typing import Any

from schemebuilder.services.simulating import simulate_texts, who_changes
from schemebuilder.simulation.effect_tables import effect_tables
from schemebuilder.simulation.effect_words import effects_words
from schemebuilder.simulation.tables import report_tables
from tests.unit.simulation.people import GRANT_AND_LEVY, HEAD, made

AFTER = GRANT_AND_LEVY.replace("USD 20", "USD 31").replace("2% *", "7% *")


@cache
def report() -> dict[str, Any]:
    done = simulate_texts(AFTER, made().folder, before=GRANT_AND_LEVY)
    assert done.report is not None
    return done.report


def tables() -> dict[str, list[dict[str, str]]]:
    written = effect_tables(report()["effects"])
    return {name: list(csv.DictReader(io.StringIO(text))) for name, text in written.items()}


def test_each_table_is_there_and_a_report_has_them_with_its_own() -> None:
    names = {
        "headline.csv",
        "effects_by_fifth.csv",
        "effects_by_tenth.csv",
        "effects_by_region.csv",
        "winners_and_losers.csv",
        "bands.csv",
        "extremes.csv",
        "clauses.csv",
    }
    assert set(tables()) == names
    assert set(report_tables(report())) == names | {
        "benefits.csv",
        "by_quantile.csv",
        "by_region.csv",
        "missing.csv",
    }


def test_figures_are_those_of_the_report() -> None:
    effects, found = report()["effects"], tables()
    cost = found["headline.csv"][0]
    assert (cost["figure"], cost["unit"]) == ("cost", "USD a year")
    assert cost["change"] == effects["headline"]["cost_per_year"]["change"]
    fifths = found["effects_by_fifth.csv"]
    assert sum(Fraction(row["cost after (USD a year)"]) for row in fifths) == Fraction(
        cost["after"]
    )
    everyone = found["winners_and_losers.csv"][0]
    moves = effects["winners_and_losers"]["whole"]
    assert everyone["group"] == "all"
    assert everyone["lose (USD a year)"] == moves["lose"]["amount_per_year"]
    assert everyone["gain (persons, weighted)"] == moves["gain"]["persons"]
    assert len(found["bands.csv"]) == 6 * 6
    assert found["extremes.csv"][0]["household"] == effects["extremes"]["lose"][0]["household"]
    assert [row["how"] for row in found["clauses.csv"]] == ["alone", "alone"]
    assert found["clauses.csv"][1]["net cost (USD a year)"].startswith("-")


def test_in_words() -> None:
    effects = report()["effects"]
    lines = effects_words(effects)
    text = "\n".join(lines)
    assert lines[0] == "What it does, compared with trial"
    assert "the poorest fifth: below USD " in text
    for row in effects["clauses"]["rows"]:
        assert f"  - {row['words']}" in lines
    worst = effects["extremes"]["lose"][0]["household"]
    assert f"loses most: household {worst} (" in text
    assert sum("loses most" in line for line in lines) == 3
    assert "  each change by itself" in lines


def test_alone_in_words_nobody_gains() -> None:
    done = simulate_texts(GRANT_AND_LEVY, made().folder)
    text = who_changes(done)
    assert text.startswith("What it does\n")
    assert "gain " not in text
    assert "poverty head-count" in text
    assert text in done.words


def test_what_is_not_known_says_why() -> None:
    weekly = HEAD + "benefit grant of person : money per week\n    base = USD 5\n"
    done = simulate_texts(weekly, made().folder, before=weekly.replace("USD 5", "USD 6"))
    assert done.report is not None
    text = who_changes(done)
    assert "who gains: not known: grant is paid by the week" in text
    assert set(effect_tables(done.report["effects"])) == {
        "headline.csv",
        "effects_by_fifth.csv",
        "effects_by_tenth.csv",
        "effects_by_region.csv",
        "clauses.csv",
    }


def test_the_undecided_have_words() -> None:
    needs = HEAD + (
        "input ill of person : yes/no   missing ask\n"
        "eligibility of person\n    require age > 60\n    require ill\n"
        "benefit help of person : money per month\n    base = USD 10\n"
    )
    done = simulate_texts(needs.replace("age > 60", "age > 50"), made().folder, before=needs)
    text = who_changes(done)
    assert "  undecided " in text
    assert "of all but " in text
    assert ": undecided, before USD 0 a year" in text  # somebody of 51 to 60, who was refused
