"""`test`: examples and case files, matched names, either engine, and the last line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.commands import CASE, case_file, child_grant, run


def expecting(**expect: Any) -> dict[str, Any]:
    return {**CASE, "expect": expect}


@pytest.mark.parametrize("engine", ["exact", "columnar"])
def test_the_examples_of_a_scheme(tmp_path: Path, engine: str) -> None:
    done = run("test", child_grant(tmp_path), "--engine", engine)
    assert (done.status, done.out.splitlines()[-1]) == (0, "2 passed, 0 failed")


def test_an_example_that_fails_says_what_came_out(tmp_path: Path) -> None:
    path = child_grant(tmp_path, ("amount USD 50", "amount USD 51"))
    done = run("test", path)
    assert done.status == 1
    assert "FAILED A couple with two children and a low income" in done.out
    assert "amount of household household is 50, expected 51." in done.out
    assert done.out.endswith("\n1 passed, 1 failed\n")
    document = run("test", path, "--json").document
    assert (document["passed"], document["failed"]) == (1, 1)
    assert document["failures"][0]["findings"][0]["line"] > 1


@pytest.mark.parametrize("engine", ["exact", "columnar"])
def test_a_case_file(tmp_path: Path, engine: str) -> None:
    cases = [
        expecting(eligible=True, amount=50, children_under_18=2),
        expecting(households={"h": {"amount": "50.00", "outcome": "eligible"}}),
        {**expecting(amount=50.4), "tolerance": 0.5},
        expecting(amount=49),
        CASE,
    ]
    done = run("test", child_grant(tmp_path), "--cases", case_file(tmp_path, cases), "--engine",
               engine)  # fmt: skip
    assert (done.status, done.out.splitlines()[-1]) == (1, "4 passed, 1 failed")


def test_what_is_missing_is_expected_of_the_exact_engine_alone(tmp_path: Path) -> None:
    case = {**expecting(outcome="undecided", missing=["income"])}
    case["households"] = [{"id": "h", "members": ["ana", "cleo", "dan"]}]
    wrong = {**case, "expect": {"outcome": "undecided", "missing": ["age"]}}
    arguments = ("test", child_grant(tmp_path), "--cases", case_file(tmp_path, [case, wrong]))
    assert run(*arguments).out.splitlines()[-1] == "1 passed, 1 failed"
    assert run(*arguments, "--engine", "columnar").out.splitlines()[-1] == "2 passed, 0 failed"


def test_names_of_others_are_matched_to_ours(tmp_path: Path) -> None:
    cases = case_file(tmp_path, [expecting(prestation=50, enfants=2)])
    path = child_grant(tmp_path)
    assert run("test", path, "--cases", cases).status == 1
    matched = run("test", path, "--cases", cases, "--match",
                  "prestation=amount, enfants = children_under_18")  # fmt: skip
    assert (matched.status, matched.out) == (0, "1 passed, 0 failed\n")


@pytest.mark.parametrize("match", ["prestation", "prestation=", "=amount", "a=b,c"])
def test_a_match_that_is_no_pair_is_a_wrong_call(tmp_path: Path, match: str) -> None:
    done = run("test", child_grant(tmp_path), "--match", match)
    assert done.status == 2
    assert "theirs=ours" in done.err


def test_where_nothing_was_tested_it_is_said(tmp_path: Path) -> None:
    path = child_grant(tmp_path)
    done = run("test", path, "--cases", case_file(tmp_path, []), "--json")
    assert (done.status, done.codes) == (0, ["SB-E016"])
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("example ")], encoding="utf-8")
    done = run("test", path)
    assert (done.status, done.out) == (0, "0 passed, 0 failed\n")
    assert "nothing was tested" in done.err


def test_a_case_that_cannot_be_read_fails(tmp_path: Path) -> None:
    cases = case_file(tmp_path, [{**expecting(amount=50), "on": "soon"}, "no record"])
    done = run("test", child_grant(tmp_path), "--cases", cases)
    assert done.status == 1
    assert done.out.splitlines()[-1] == "0 passed, 1 failed"
    assert "Case 2 of 2 is not a record." in done.err
