"""Lists between cases and frames: what a case gives stands in the frame, and comes back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.population.check import check_for_scheme
from schemebuilder.population.frame import ListColumns
from schemebuilder.services.costing import simulate
from schemebuilder.simulation.missing import missing_facts
from schemebuilder.simulation.of_case import case_frame
from schemebuilder.simulation.to_case import household_as_case
from schemebuilder.values.numbers import loads
from tests.unit.compiler.texts import scheme
from tests.unit.simulation.people import HOUSEHOLDS, InBlocks, made

ON = date(2026, 6, 1)

SCHEME = scheme("""
    list payments of person : day date, pay money, kind (wage, bonus), late yes/no   missing ask
    list fines of household : sum money   missing assume none because "All are on record"
    benefit cash of person : money
        exclude when late_wages > 1
        base = total of pay over payments where day < claim_date
    let late_wages of person = number of payments where (is wage and late)
    benefit owed of household : money
        base = total of sum over fines
""")
DATA: dict[str, Any] = {
    "id": "c",
    "on": "2024-06-01",
    "persons": [
        {"id": "a", "payments": [{"day": "2024-01-01", "pay": 1.5}, {"kind": "bonus"}]},
        {"id": "b", "payments": []},
        {"id": "c"},
    ],
    "households": [{"id": "h", "members": ["a", "b", "c"], "fines": [{"sum": 2}]}],
}


def case() -> Case:
    read, findings = read_case(SCHEME, loads(json.dumps(DATA)))
    assert read is not None, findings
    return read


def framed(of: Case) -> Any:
    household = Subject("household", "h")
    return case_frame(SCHEME, of, list(of.members[household]), [household])


def test_a_frame_has_the_entries_of_everyone_in_order() -> None:
    payments: ListColumns = framed(case()).lists["payments"]
    assert payments.offsets.tolist() == [0, 2, 2, 2]
    assert payments.unknown is not None
    assert payments.unknown.tolist() == [False, False, True]
    pay = payments.columns["pay"]
    assert pay.data.tolist() == [150, 0]
    assert pay.unknown is not None
    assert pay.unknown.tolist() == [False, True]
    fines = framed(case()).lists["fines"]
    assert (fines.entity, fines.unknown) == ("household", None)


def test_a_household_of_a_frame_is_the_case_that_it_came_from() -> None:
    before = case()
    after = household_as_case(framed(before), 0, before.on)
    shown = {
        name: [
            {fact: given.evidence for fact, given in after.facts[entry].items()}
            for entry in given_list.entries
        ]
        for subject in (Subject("person", "1"), Subject("household", "1"))
        for name, given_list in after.lists.get(subject, {}).items()
    }
    person, household = Subject("person", "a"), Subject("household", "h")
    assert shown == {
        name: [
            {fact: given.evidence for fact, given in before.facts[entry].items()}
            for entry in before.lists[subject][name].entries
        ]
        for subject, name in ((person, "payments"), (household, "fines"))
    }
    assert "payments" not in after.lists.get(Subject("person", "3"), {})


def test_lists_that_are_not_given_are_counted_as_missing() -> None:
    found = missing_facts(SCHEME, framed(case()), ())
    assert found["person", "payments"].rows == 1
    assert found["person", "payments"].policy == "asked"
    assert ("household", "fines") not in found


def test_a_population_without_lists_leaves_undecided_what_needs_them() -> None:
    reports = []
    for engine in ("exact", "columnar"):
        found, _ = simulate([SCHEME], InBlocks(made(), HOUSEHOLDS), engine=engine, on=ON)
        del found["run"]
        reports.append(found)
    assert reports[0] == reports[1]
    cash, owed = reports[0]["schemes"][0]["benefits"]
    assert set(cash["outcomes"]) == {"undecided"}
    assert set(owed["outcomes"]) == {"eligible"}
    assert reports[0]["schemes"][0]["assumed"] == ["fines of household"]


def test_a_population_folder_says_that_it_holds_no_lists() -> None:
    told = {one.place: one for one in check_for_scheme(made(), SCHEME) if one.code == "SB-W011"}
    assert told["payments of person"].severity is Severity.WARNING
    assert told["fines of household"].severity is Severity.NOTE
    assert "which is a list" in told["payments of person"].message
