"""Effects of a change: parts add up, every engine and any blocks give the same digits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from schemebuilder.population.read import Population, Wanted, open_population
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services.effects import compare_schemes
from schemebuilder.services.sources import library_paths
from schemebuilder.simulation.poverty_line import AskedLine
from tests.unit.simulation.people import GRANT_AND_LEVY, HEAD, InBlocks, scheme

ON = date(2026, 6, 1)
NEEDS = (
    HEAD
    + """
input ill of person : yes/no   missing ask
eligibility of person
    require age > 60
    require ill
benefit help of person : money per month
    base = USD 10 / 3
benefit basic of household : money per quarter
    base = USD 7
"""
)
"""An old person's help hangs on what no population knows; a third of a dollar is in no coin."""

BOLSA = library_paths()["bolsa_familia"].read_text(encoding="utf-8")

PAIRS = {
    "more levied": (GRANT_AND_LEVY.replace("2%", "7%"), GRANT_AND_LEVY),
    "more to children, more levied": (
        GRANT_AND_LEVY.replace("USD 20", "USD 31").replace("2%", "7%"),
        GRANT_AND_LEVY,
    ),
    "undecided": (NEEDS.replace("age > 60", "age > 65").replace("USD 7", "USD 8"), NEEDS),
    "from one benefit to another": (GRANT_AND_LEVY, NEEDS),
    "a limit and an amount": (
        BOLSA.replace("BRL 218", "BRL 250")
        .replace("BRL 600  ", "BRL 500  ")
        .replace("scheme bolsa_familia", "scheme bolsa"),
        BOLSA,
    ),
}


@cache
def people(seed: int) -> Population:
    folder = Path(mkdtemp()) / "people"
    info, findings = make_population(90, seed, folder)
    assert info is not None, findings
    population, findings = open_population(folder)
    assert population is not None, findings
    return population


def effects(pair: str, engine: str = "columnar", *, seed: int = 2, size: int = 90) -> Any:
    source = InBlocks(people(seed), size)
    after, before = (scheme(text) for text in PAIRS[pair])
    report, _ = compare_schemes([after, before], source, line=AskedLine(), on=ON, engine=engine)
    return report["effects"]


def total(rows: list[dict[str, Any]], *way: str) -> Fraction:
    found: Fraction = Fraction(0)
    for row in rows:
        value: Any = row
        for step in way:
            value = value[step]
        found += Fraction(value)
    return found


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_engines_and_blocks_do_not_matter(pair: str, seed: int) -> None:
    found = effects(pair, seed=seed)
    assert effects(pair, "exact", seed=seed) == found
    assert effects(pair, seed=seed, size=7) == found


@pytest.mark.parametrize("pair", PAIRS)
def test_groups_add_up_to_the_first_figures(pair: str) -> None:
    found = effects(pair)
    first = found["headline"]
    for name in ("by_fifth", "by_tenth", "by_region"):
        for figure in ("cost_per_year", "net_cost_per_year", "persons_reached",
                       "households_reached", "persons_paid", "households_paid"):  # fmt: skip
            for of in ("after", "before", "change"):
                assert total(found[name], figure, of) == Fraction(first[figure][of])
        shares = total(found[name], "share_of_cost", "after")
        assert abs(shares - 1) < Fraction(1, 10**4)
    assert len(found["by_fifth"]) == 5
    assert len(found["by_tenth"]) == 10


@pytest.mark.parametrize("pair", PAIRS)
def test_gains_and_losses_are_the_change_of_the_net_cost(pair: str) -> None:
    found = effects(pair)
    moves = found["winners_and_losers"]
    sums = {name: Fraction(text) for name, text in moves["adds_up"].items()}
    change = Fraction(found["headline"]["net_cost_per_year"]["change"])
    assert sums["change_of_net_cost"] == change
    assert sums["gained"] - sums["lost"] + sums["of_undecided"] == change
    assert sums["gained"] + sums["lost"] > 0
    everyone = sum(moves["whole"][way]["rows"] for way in ("gain", "lose", "same", "undecided"))
    assert everyone == 90
    for name in ("by_fifth", "by_region"):
        for way in ("gain", "lose", "same", "undecided"):
            for figure in ("households", "persons", "rows"):
                assert total(moves[name], way, figure) == Fraction(moves["whole"][way][figure])
        assert total(moves[name], "lose", "amount_per_year") == sums["lost"]


@pytest.mark.parametrize("pair", PAIRS)
def test_everybody_is_in_one_band(pair: str) -> None:
    bands = effects(pair)["winners_and_losers"]["bands"]
    assert sum(band["rows"] for band in bands["whole"]) == 90
    for place, band in enumerate(bands["whole"]):
        rows = [fifth["bands"][place] for fifth in bands["by_fifth"]]
        assert total(rows, "persons") == Fraction(band["persons"])


def test_the_undecided_neither_gain_nor_lose() -> None:
    moves = effects("undecided")["winners_and_losers"]
    assert moves["whole"]["undecided"]["rows"] > 5
    assert Fraction(moves["adds_up"]["of_undecided"]) > 0
    measured = effects("undecided")["headline"]["poverty"]
    assert Fraction(measured["left_out"]) == Fraction(moves["whole"]["undecided"]["persons"])


def test_the_households_that_lose_most_by_hand() -> None:
    """Five per cent more of the income is levied: twelve times a year, from the first row on."""
    found = effects("more levied")
    income = people(2).info.field("household", "income")
    assert income is not None
    frame = people(2).frame(Wanted((income,), ids=True))
    assert frame.household_ids is not None
    earned = [Fraction(int(n), 10**income.decimals) for n in frame.households["income"].data]
    changes = sorted((-12 * each * Fraction(5, 100), row) for row, each in enumerate(earned))
    assert [each["row"] for each in found["extremes"]["lose"]] == [
        row + 1 for _, row in changes[:10]
    ]
    for each, (change, row) in zip(found["extremes"]["lose"], changes, strict=False):
        assert each["household"] == str(frame.household_ids[row])
        assert Fraction(each["change"]) == change
        assert Fraction(each["after"]) - Fraction(each["before"]) == change
        assert each["persons"] == int(frame.offsets[row + 1] - frame.offsets[row])
        assert Fraction(each["weight"]) == Fraction(int(frame.weights[row]), 10**6)
    assert found["extremes"]["gain"] == []
    lost = sum(-change * int(frame.weights[row]) for change, row in changes) / 10**6
    assert Fraction(found["winners_and_losers"]["adds_up"]["lost"]) == lost


def test_alone_nobody_gains_and_it_says_why() -> None:
    report, _ = compare_schemes([scheme(GRANT_AND_LEVY)], people(2), line=AskedLine(), on=ON)
    moves = report["effects"]["winners_and_losers"]
    assert moves == {"whole": None, "because": "there is no version to compare with"}
    assert report["effects"]["extremes"]["lose"] is None
    assert report["effects"]["by_fifth"][0]["cost_per_year"]["before"] is None
