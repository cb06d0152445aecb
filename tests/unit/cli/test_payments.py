"""`decide --payments`: days and amounts, what is owed, warnings; and in the explanation."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.commands import Ran, run

SCHEME = """scheme trial "Trial"
    country     KE
    currency    KES
    in force    from 2024-01-01
    assesses    person
    governed by claim_date

use population core

inputs of person : yes/no
    in_payment, at_school
    missing ask
input training_from of person : date   missing ask

benefit grant of person : money
    comply with at_school else warn            # followed up
    base   = KES 100
    pay    monthly to self, otherwise to guardian, the remainder with the last instalment
    starts training_from
    lasts  3 months
    keep back 10% until 2024-12-01

charge fee of person : money per month
    base = KES 5
    pay  monthly in arrears to office
"""
CASE = {"id": "c", "on": "2024-03-01", "in_payment": True, "at_school": False}


def decided(folder: Path, case: dict[str, object], *options: str) -> Ran:
    scheme, cases = folder / "trial.scheme", folder / "cases.json"
    scheme.write_text(SCHEME, encoding="utf-8")
    cases.write_text(json.dumps(case), encoding="utf-8")
    return run("decide", scheme, cases, *options)


def test_days_and_amounts(tmp_path: Path) -> None:
    done = decided(tmp_path, CASE | {"training_from": "2024-04-01"}, "--payments")
    lines = [line.strip() for line in done.out.splitlines()]
    assert "person, grant: eligible, KES 100; warned: comply with at_school" in lines
    assert [line for line in lines if line.startswith("2024-")][:4] == [
        "2024-04-01  KES 30",
        "2024-05-01  KES 30",
        "2024-06-01  KES 30.01",
        "2024-12-01  KES 9.99, kept back until then",
    ]
    assert "in all KES 100, until 2024-06-30" in lines
    assert "person, fee: owes KES 5 a month" in lines
    assert "in all KES 60, the first year of an award that goes on" in lines
    assert "2024-" not in decided(tmp_path, CASE).out.partition("\n")[2]


def test_days_that_are_not_known(tmp_path: Path) -> None:
    done = decided(tmp_path, CASE, "--payments")
    assert "grant: eligible, KES 100" in done.out
    assert "days of payment: ask for training_from" in done.out
    told = decided(tmp_path, CASE, "--explain").out
    assert "On which days it is paid we can say when we have: training from." in told


def test_the_explanation(tmp_path: Path) -> None:
    told = decided(tmp_path, CASE | {"training_from": "2024-04-01"}, "--explain").out
    assert "Warning:\n- This has not been done: at_school." in told
    assert "How it is paid, to person, or else to guardian:" in told
    assert "- KES 30 each, 2 times, from 2024-04-01 to 2024-05-01" in told
    assert "- KES 9.99 that was kept back, on 2024-12-01" in told
    assert "All payments together are KES 100, for 2024-04-01 to 2024-06-30." in told
    assert "When it has to be paid:\n- KES 5 each, 12 times" in told
    assert "It goes on after that until something changes." in told


def test_the_document(tmp_path: Path) -> None:
    (result,) = decided(tmp_path, CASE | {"training_from": "2024-04-01"}, "--json").document[
        "results"
    ]
    grant, fee = (result["decisions"]["persons"]["person"][name] for name in ("grant", "fee"))
    assert "charge" not in grant
    assert fee["charge"] is True
    assert [each["sentence"] for each in grant["warnings"]] == ["comply with at_school"]
    plan = grant["payments"]
    assert (plan["from"], plan["until"], plan["total"]) == ("2024-04-01", "2024-06-30", "100")
    assert plan["paid"][0] == {
        "on": "2024-04-01",
        "amount": "30",
        "for": ["2024-04-01", "2024-04-30"],
    }
    assert plan["paid"][-1]["kind"] == "kept back"
    assert "until" not in fee["payments"]
