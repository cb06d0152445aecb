"""A simulation's figures: the same by every engine and in any blocks, and parts that add up."""

from __future__ import annotations

import csv
import io
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.authoring import check_source, new_scheme
from schemebuilder.services.costing import simulate
from schemebuilder.services.sources import library_paths
from schemebuilder.simulation.card import card
from schemebuilder.simulation.tables import report_tables
from schemebuilder.simulation.words import report_words
from tests.unit.simulation.people import (
    FAILING,
    GRANT_AND_LEVY,
    HOUSEHOLDS,
    WHO,
    InBlocks,
    child_grant,
    made,
    scheme,
)

TRIALS = {"grant and levy": GRANT_AND_LEVY, "failing": FAILING, "who": WHO}


ON = date(2026, 6, 1)


def report(trial: Scheme, engine: str = "columnar", size: int = HOUSEHOLDS) -> dict[str, Any]:
    found, _ = simulate([trial], InBlocks(made(), size), engine=engine, on=ON)
    del found["run"]
    return found


def in_library(name: str) -> Scheme:
    found = check_source(name).scheme
    assert found is not None
    return found


def part(trial: Scheme) -> dict[str, Any]:
    found: dict[str, Any] = report(trial)["schemes"][0]
    return found


@pytest.mark.parametrize("name", library_paths())
def test_both_engines_give_the_same_digits(name: str) -> None:
    trial = in_library(name)
    assert report(trial, "exact") == report(trial, "columnar")


@pytest.mark.parametrize("text", TRIALS.values(), ids=TRIALS)
def test_both_engines_give_the_same_digits_of_hard_schemes(text: str) -> None:
    trial = scheme(text)
    assert report(trial, "exact") == report(trial, "columnar")


@pytest.mark.parametrize(("engine", "size"), [("columnar", 7), ("columnar", 100), ("exact", 50)])
def test_figures_do_not_depend_on_blocks(engine: str, size: int) -> None:
    for text in (*TRIALS.values(), None):
        trial = child_grant() if text is None else scheme(text)
        assert report(trial, engine, size) == report(trial, engine)


def sums(parts: list[dict[str, Any]], *way: str) -> Fraction:
    total = Fraction(0)
    for each in parts:
        found: Any = each
        for step in way:
            found = found[step]
        total += Fraction(found)
    return total


FIGURES = (
    ("cost", "per_period"),
    ("cost", "per_year"),
    ("paid", "weighted"),
    ("paid", "rows"),
    ("reached", "persons"),
    ("reached", "households"),
)


@pytest.mark.parametrize("grouped", ["by_quantile", "by_region"])
@pytest.mark.parametrize("name", ["child_grant", "bolsa_familia", "ct_basic_income", "trial"])
def test_groups_add_up_to_the_whole(name: str, grouped: str) -> None:
    own = {"child_grant": new_scheme("child_grant"), "trial": GRANT_AND_LEVY}
    found = part(scheme(own[name]) if name in own else in_library(name))
    paid = [benefit for benefit in found["benefits"] if not benefit["charge"]]
    for benefit in found["benefits"]:
        for way in FIGURES:
            assert sums(benefit[grouped], *way) == sums([benefit], *way)
        for outcome, count in benefit["outcomes"].items():
            assert sums(benefit[grouped], "outcomes", outcome, "weighted") == Fraction(
                count["weighted"]
            )
    assert sums(found[grouped], "cost_per_year") == Fraction(found["cost_per_year"])
    assert sums(found[grouped], "reached", "persons") == Fraction(found["reached"]["persons"])
    assert sums(paid, "cost", "per_year") == Fraction(found["cost_per_year"])
    assert Fraction(found["reached"]["persons"]) > 0


def test_outcomes_are_of_everyone() -> None:
    found = part(scheme(GRANT_AND_LEVY))
    grant, bonus, levy = found["benefits"]
    assert sums(list(grant["outcomes"].values()), "weighted") == Fraction(found["persons"])
    assert sums(list(bonus["outcomes"].values()), "weighted") == Fraction(found["households"])
    assert list(grant["outcomes"]) == ["eligible", "not_eligible"]
    assert levy["charge"] is True


def test_a_charge_is_no_cost_and_reaches_nobody() -> None:
    found = part(scheme(GRANT_AND_LEVY))
    grant, bonus, levy = found["benefits"]
    assert Fraction(levy["cost"]["per_year"]) > 0
    assert Fraction(found["cost_per_year"]) == sums([grant, bonus], "cost", "per_year")
    without = GRANT_AND_LEVY[: GRANT_AND_LEVY.index("charge levy")]
    assert part(scheme(without))["reached"] == found["reached"]
    only = scheme(GRANT_AND_LEVY[: GRANT_AND_LEVY.index("eligibility")] + "charge levy of household"
                  " : money per month\n    base = 2% * income\n")  # fmt: skip
    assert part(only)["cost_per_year"] == "0"
    owed = Fraction(levy["cost"]["per_year"])
    assert Fraction(found["charges_per_year"]) == owed
    assert Fraction(found["net_cost_per_year"]) == Fraction(found["cost_per_year"]) - owed
    assert "charges_per_year" not in part(scheme(without))
    assert part(only)["reached"]["persons"] == "0"
    assert card(report(only))["cost"] == "0"


def test_who_gets_nothing_below_a_bound_is_not_paid() -> None:
    bounded = GRANT_AND_LEVY.replace(
        "charge levy",
        """benefit small of household : money per month
    base = 2% * income
    pay nothing below USD 10
    round down to USD 1

charge levy""",
    )
    trial = scheme(bounded)
    small = part(trial)["benefits"][2]
    unpaid = small["outcomes"]["not_payable"]["rows"]
    assert 0 < unpaid < HOUSEHOLDS
    assert small["paid"]["rows"] == small["outcomes"]["eligible"]["rows"]
    assert report(trial, "exact") == report(trial, "columnar")


def test_a_single_sum_counts_once_a_year() -> None:
    _, bonus, _ = part(scheme(GRANT_AND_LEVY))["benefits"]
    assert bonus["period"] is None
    assert bonus["cost"]["per_year"] == bonus["cost"]["per_period"]


def test_who_failed_is_shown_with_the_reason_and_all_are_counted() -> None:
    found = part(scheme(FAILING))
    one, two = found["benefits"]
    assert one["outcomes"]["failed"]["rows"] == two["outcomes"]["failed"]["rows"] > 5
    assert [failure["name"] for failure in found["failures"]] == ["one"] * 5 + ["two"] * 5
    assert [f["household"] for f in found["failures"][:5]] == [
        f["household"] for f in found["failures"][5:]
    ]
    assert all("divisor is 0" in " ".join(failure["reasons"]) for failure in found["failures"])
    assert "  failed: household " in report_words(report(scheme(FAILING)))


def test_a_scheme_that_pays_nothing_says_who_qualifies() -> None:
    found = part(scheme(WHO))
    assert found["benefits"] == []
    assert Fraction(found["persons"]) > 0
    grown, poor = found["eligibilities"]
    assert (grown["entity"], poor["entity"]) == ("person", "household")
    assert sums(list(grown["outcomes"].values()), "weighted") == Fraction(found["persons"])


def test_what_is_missing_is_counted_with_what_follows() -> None:
    missing = {fact["field"]: fact for fact in part(in_library("uk_pension_credit"))["missing"]}
    assert missing["capital"]["policy"] == "asked"
    assert missing["capital"]["rows"] == HOUSEHOLDS
    assert missing["annual_state_pension"]["policy"] == "assumed"
    assert missing["annual_state_pension"]["because"]
    credit = part(in_library("uk_pension_credit"))["benefits"][0]
    assert credit["outcomes"]["undecided"]["rows"] == HOUSEHOLDS


def test_tables_hold_what_the_report_holds() -> None:
    whole = report(scheme(GRANT_AND_LEVY))
    tables = {name: list(csv.DictReader(io.StringIO(text)))
              for name, text in report_tables(whole).items()}  # fmt: skip
    assert set(tables) == {"benefits.csv", "by_quantile.csv", "by_region.csv", "missing.csv"}
    grant = whole["schemes"][0]["benefits"][0]
    assert tables["benefits.csv"][0]["cost_per_year"] == grant["cost"]["per_year"]
    assert [row["quantile"] for row in tables["by_quantile.csv"][:5]] == ["1", "2", "3", "4", "5"]
    empty = report_tables({"schemes": []})
    assert empty["missing.csv"] == "scheme,field,entity,policy,rows,weighted,because\n"


def test_the_card_and_the_words_round_what_the_report_has_in_full() -> None:
    whole = report(child_grant())
    found = part(child_grant())
    shown = card(whole)
    assert abs(Fraction(shown["cost"]) - Fraction(found["cost_per_year"])) <= Fraction(1, 2)
    assert shown["currency"] == "USD"
    assert len(shown["by_quantile"]) == 5
    assert f"{HOUSEHOLDS} households" in report_words(whole)


def test_two_schemes_stand_beside_each_other() -> None:
    both, _ = simulate([child_grant(), scheme(WHO)], made(), on=ON)
    assert [each["id"] for each in both["schemes"]] == ["child_grant", "trial"]
    assert both["schemes"][0] == part(child_grant())


def test_progress_goes_from_none_to_all() -> None:
    shares: list[float] = []
    simulate(
        [child_grant(), scheme(WHO)],
        InBlocks(made(), 50),
        progress=lambda share, _: shares.append(share),
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) == 10
