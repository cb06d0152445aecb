"""A portfolio over a population: engines agree, and each household comes to what it does alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemebuilder.engines.exact.portfolio import decide_together
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.population.read import Population, open_population
from schemebuilder.services import populating
from schemebuilder.services.authoring import check_text
from schemebuilder.services.costing import ENGINES, WALKERS
from schemebuilder.services.costing_together import simulate

ON = date(2026, 3, 1)

HEADER = """\
    country     ZZ
    currency    USD
    branch      {id}
    in force    from 2025-01-01
    assesses    person
    governed by claim_date

use population core
"""
CHILD = """
benefit of person : money per month
    require age < 18
    base = USD 30
    pay  monthly to person

combines
    counts as income for assistance
"""
ASSISTANCE = """
use scheme housing

benefit of household : money per month
    base = USD 100 * number of members - total of earnings over members
    reduce by awards_counted_as_income + amount of housing
    floor USD 0
    round down to USD 1
    pay  monthly to head
"""
HOUSING = """
use scheme assistance

benefit of household : money per month
    base = USD 70 - 10% of amount of assistance
    floor USD 0
    round down to USD 1
    pay  monthly to head
"""
FOSTER = """
use scheme child

benefit of person : money per month
    require age < 12
    base = USD 25
    add  = USD 10 when age < 5
    pay  monthly to person

combines
    cannot be held with child, the higher
"""
SCHEMES = {"child": CHILD, "assistance": ASSISTANCE, "housing": HOUSING, "foster": FOSTER}
FILES = {
    id_: f'scheme {id_} "{id_}"\n{HEADER.format(id=id_)}{body}' for id_, body in SCHEMES.items()
}


def portfolio(way: str) -> Portfolio:
    text = f"""\
portfolio all "All"
    schemes child, assistance, housing, foster
    cycle assistance, housing : {way}
"""
    found = check_text(text, "all", FILES)
    assert found.portfolio is not None, found.findings
    return found.portfolio


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Population:
    folder = tmp_path_factory.mktemp("populations") / "people"
    populating.make(60, 5, str(folder), lambda _share, _words: None)
    population, findings = open_population(Path(folder))
    assert population is not None, findings
    return population


def report(of: Portfolio, people: Population, engine: str) -> dict[str, Any]:
    made = (ENGINES[engine], WALKERS[engine])
    found, _ = simulate(of, people, made, on=ON, engine=engine)
    del found["run"]
    return found


@pytest.mark.parametrize("way", ["award before interaction", "bounded rounds 3"])
def test_engines_agree_to_the_last_cent(people: Population, way: str) -> None:
    of = portfolio(way)
    columnar = report(of, people, "columnar")
    assert columnar == report(of, people, "exact")
    costs = [scheme["cost_per_year"] for scheme in columnar["schemes"]]
    assert all(float(cost) > 0 for cost in costs)


def test_without_last_months_awards_everything_that_reads_them_is_undecided(
    people: Population,
) -> None:
    parts = {
        part["id"]: part["benefits"][0]
        for part in report(portfolio("last month's award"), people, "columnar")["schemes"]
    }
    assert parts["housing"]["outcomes"]["undecided"]["rows"] == 60
    assert "undecided" not in parts["foster"]["outcomes"]


def test_rounds_that_do_not_settle_are_a_warning_of_the_case() -> None:
    data = {
        "on": "2026-03-01",
        "persons": [{"id": "a", "role": "head", "age": 30, "earnings": 0}],
        "households": [{"id": "h", "members": ["a"]}],
    }
    together, findings = decide_together(portfolio("bounded rounds 1"), data)
    assert together is not None, findings
    assert together.findings == ()  # one round has nothing to compare with
    together, _ = decide_together(portfolio("bounded rounds 2"), data)
    assert together is not None
    assert {finding.code for finding in together.findings} == {"SB-O006"}
    together, _ = decide_together(portfolio("bounded rounds 12"), data)
    assert together is not None
    assert together.findings == ()
    amounts = {
        id_: next(v.amount for v in decision.verdicts if v.subject.id in {"h", "a"})
        for id_, decision in together.decisions.items()
    }
    assert amounts["assistance"] == 34
    assert amounts["housing"] == 66
