"""`select`: one list of many cases on the terminal and as JSON, its record, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from schemebuilder import bundled
from schemebuilder.exports.pack.player import main
from tests.unit.cli.commands import Ran, case_file, child_grant, run

TEXT = """
selection of household
    rank by income lowest first
    places 1
    ties all of the tied                        [act 1]
    waiting list 6 months
"""


def case(id_: str, income: object, on: str = "2026-03-01") -> dict[str, Any]:
    """A family that is entitled to USD 50, if it is selected."""
    household: dict[str, Any] = {"id": f"h {id_}", "members": ["ana", "cleo", "dan"]}
    if income is not None:
        household["income"] = income
    persons = [
        {"id": "ana", "role": "head", "age": 34},
        {"id": "cleo", "role": "child", "age": 9},
        {"id": "dan", "role": "child", "age": 4},
    ]
    return {"id": id_, "on": on, "persons": persons, "households": [household]}


CASES = [case("one", 90), case("two", 40), case("three", None), case("four", 9_000)]


def written(folder: Path) -> Path:
    path = child_grant(folder)
    path.write_text(path.read_text(encoding="utf-8") + TEXT, encoding="utf-8")
    return path


def selected(folder: Path, *options: str, cases: object = None) -> Ran:
    return run("select", written(folder), case_file(folder, cases or CASES), *options)


def test_on_the_terminal(tmp_path: Path) -> None:
    done = selected(tmp_path)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "selection of household, on 2026-03-01: selected 1, waiting 1, undecided 1"
    assert "  1. two, h two: selected" in lines
    assert "  2. one, h one: waiting, number 1" in lines
    assert "  -  three, h three: undecided; ask for income of h three" in lines
    assert "four" not in done.out


def test_letters_say_the_place_and_the_waiting_list(tmp_path: Path) -> None:
    out = selected(tmp_path, "--explain").out
    assert "h two will receive USD 50 per month." in out
    assert "Selected: place 1 of 2 on the list." in out
    assert "- The places went to those before." in out
    assert "- Number 1 on the waiting list, which holds until 2026-09-01." in out


def test_one_case_alone_is_told_that_a_list_decides(tmp_path: Path) -> None:
    done = run("decide", written(tmp_path), case_file(tmp_path, CASES[:1]), "--explain")
    assert "meets the conditions for" in done.out
    assert "This is not yet an award." in done.out
    plain = run("decide", written(tmp_path), case_file(tmp_path, CASES[:1]))
    assert "eligible, USD 50 a month; a list decides: no award yet" in plain.out
    document = run("decide", written(tmp_path), case_file(tmp_path, CASES[:1]), "--json").document
    (result,) = document["results"]
    verdict = result["decisions"]["households"]["h one"]["amount"]
    assert verdict["selection"] == {"list": "selection", "standing": "subject_to_selection"}


def test_the_record_fits_its_schema_and_is_the_same_each_time(tmp_path: Path) -> None:
    document = selected(tmp_path, "--json", "--explain").document
    again = selected(tmp_path, "--json", "--explain").document
    assert document == again
    fits("list", document["lists"][0])
    for result in document["results"]:
        assert set(result["explanation"]) == {"applicant", "officer", "court"}
        fits("trace", result["trace"])
        fits("result", {k: v for k, v in result.items() if k not in {"explanation", "trace"}})
    verdicts = [
        result["decisions"]["households"][f"h {result['case']}"]["amount"]
        for result in document["results"]
    ]
    assert [verdict["outcome"] for verdict in verdicts] == [
        "not_selected",
        "eligible",
        "undecided",
        "not_eligible",
    ]
    assert verdicts[0]["amount"] == "0"


def fits(name: str, data: object) -> None:
    path = bundled.dsl() / "pack" / f"{name}.schema.json"
    Draft202012Validator(json.loads(path.read_text(encoding="utf-8"))).validate(data)


def test_an_order_of_the_file_changes_places_of_nobody(tmp_path: Path) -> None:
    entries = selected(tmp_path, "--json").document["lists"][0]["entries"]
    turned = selected(tmp_path, "--json", cases=CASES[::-1]).document["lists"][0]["entries"]
    assert {e["id"]: e["standing"] for e in entries} == {e["id"]: e["standing"] for e in turned}


@pytest.mark.parametrize(
    ("cases", "code"),
    [
        ([case("one", 90), case("one", 40)], "SB-E008"),
        ([case("one", 90), {**case("two", 40), "on": "2026-02-30"}], "SB-E009"),
        ([case("one", 90), {**case("two", 40), "colour": "red"}], "SB-E001"),
    ],
)
def test_no_list_of_cases_that_are_wrong(tmp_path: Path, cases: object, code: str) -> None:
    done = selected(tmp_path, "--json", cases=cases)
    assert done.status == 1
    assert done.codes == [code]
    assert done.document["lists"] == []


def test_a_scheme_without_a_selection_makes_no_list(tmp_path: Path) -> None:
    done = run("select", child_grant(tmp_path), case_file(tmp_path, CASES), "--json")
    assert (done.status, done.codes) == (1, ["SB-U005"])


def test_the_player_of_a_pack_makes_the_same_list(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    pack = tmp_path / "grant.rulepack"
    assert run("export", written(tmp_path), "--to", "pack", "--out", pack).status == 0
    cases = case_file(tmp_path, CASES)
    capfdbinary.readouterr()
    assert main([str(pack), str(cases), "--select"]) == 0
    played = json.loads(capfdbinary.readouterr().out)
    assert played["lists"] == selected(tmp_path, "--json").document["lists"]
