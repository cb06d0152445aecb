"""Two kinds of group side by side: every step across members goes to the group that is meant."""

from __future__ import annotations

import random
from typing import Any, Final

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.result import result_json
from schemebuilder.services.authoring import check_text
from schemebuilder.simulation.at_once import decided_at_once
from schemebuilder.simulation.one_case import generated_decision

TEXT: Final = """\
scheme teams "Teams"
    country     KE
    currency    KES
    branch      social_assistance
    law         act "Act"
    in force    from 2024-01-01
    assesses    household, team, person
    governed by claim_date

use population core

group team of person
    roles   lead at most one, partner exactly 2 plural partners, helper any number plural helpers

input pay of person : money per month       missing ask
input fee of team : money per month         missing ask
input rent of household : money per month   missing ask

let pay_of_team of team = total of pay over members
let hands of team = number of members where pay > KES 100
let best of team = highest of pay over members or KES 0 if none
let mean of team = average of pay over helpers or KES 0 if none
let divisor of team = if fee > KES 300 then 3 otherwise 7
let share of person = pay / divisor
let rank_in_team of helper = place of helper among helpers by pay highest first, ties together
let rank_at_home of child = place of child among children by pay highest first, ties together
let lead_pay of team = the lead's pay or KES 0 if none
let other_pay of partner = the other partner's pay or KES 0 if none
let shares_at_home of household = total of share over members
let fees_at_home of household = total of fee over members
let poor_team of team = every member where pay < KES 500
let some_lead of household = any member where is lead

eligibility of team
    require fee < KES 1000      [act 1]

benefit grant of household : money per month
    require not some_lead        [act 2]
    base = shares_at_home + fees_at_home - rent
    round down to KES 1

benefit bonus of team : money per month
    require eligibility         [act 1]
    base = pay_of_team / 3 + best + mean + lead_pay
    add = KES 7 when poor_team
    round up to KES 1

benefit prize of person : money per month
    require (is helper and rank_in_team < 3) or (is child and rank_at_home is 1)   [act 3]
    base = share
    add = other_pay when is partner
    round half up to KES 1
"""


@pytest.fixture(scope="module")
def scheme() -> Any:
    checked = check_text(TEXT, "teams.scheme")
    assert checked.scheme is not None, checked.findings
    return checked.scheme


def drawn(seed: int) -> dict[str, Any]:
    """Return four to six persons in three households and two teams, with gaps in what is known."""
    chooser = random.Random(seed)  # noqa: S311 a test, not a secret
    persons: list[dict[str, Any]] = []
    for number in range(chooser.randint(4, 6)):
        pay = chooser.choice([0, 100, 101, 499, 500, 900, 900, None])
        persons.append({"id": f"p{number}"} | ({} if pay is None else {"pay": pay}))
    ids = [one["id"] for one in persons]
    homes: list[dict[str, Any]] = [{"id": f"h{n}", "members": [], "rent": 30 * n} for n in range(3)]
    teams: list[dict[str, Any]] = [
        {"id": "t0", "lead": [], "partners": [], "helpers": [], "members": [], "fee": 250},
        {"id": "t1", "members": [], "helpers": [], "fee": chooser.choice([250, 1000])},
    ]
    for id_ in ids:
        chooser.choice(homes)["members"].append(id_)
        team = chooser.choice(teams)
        words = [word for word in team if word not in ("id", "fee")]
        word = chooser.choice(words)
        full = {"lead": 1, "partners": 2}.get(word, 9)
        team[word if len(team[word]) < full else "members"].append(id_)
    if chooser.random() < 0.3:
        del teams[1]["fee"]
    return {"on": "2024-06-01", "persons": persons, "households": homes, "teams": teams}


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_both_engines_say_the_same_of_two_kinds_of_group(scheme: Any, first: int) -> None:
    names = tuple(scheme.rules)
    for seed in range(first, first + 50):
        data = drawn(seed)
        case, findings = read_case(scheme, data)
        assert case is not None, findings
        exact = result_json(decide(scheme, case, values=names))
        mine = result_json(generated_decision(scheme, case, names))
        assert mine == exact, f"seed {seed}"
        assert decided_at_once(scheme, data, None) == {**exact, "values": {}}, f"seed {seed}"


def test_an_eligibility_of_one_group_says_nothing_of_another_groups_benefit(scheme: Any) -> None:
    assert [len(scheme.benefits[name].lines) for name in ("grant", "prize")] == [1, 2]
