"""`decide`: results and reasons on the terminal and as JSON; records that can be run again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.commands import CASE, Ran, case_file, child_grant, run


def decided(folder: Path, *options: str, cases: object = None) -> Ran:
    return run("decide", child_grant(folder), case_file(folder, cases or CASE), *options)


def amount(result: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = result["decisions"]["households"]["h"]["amount"]
    return found


def test_on_the_terminal(tmp_path: Path) -> None:
    done = decided(tmp_path)
    assert (done.status, done.err) == (0, "")
    assert "two-children, on 2026-03-01" in done.out
    assert "h, amount: eligible, USD 50 a month" in done.out


def test_as_a_document(tmp_path: Path) -> None:
    done = decided(tmp_path, "--json")
    assert (done.status, done.err, done.document["findings"]) == (0, "", [])
    (result,) = done.document["results"]
    assert result["format"] == "sb-result/1"
    assert (amount(result)["outcome"], amount(result)["amount"]) == ("eligible", "50")
    assert "trace" not in result


def test_what_is_missing_is_no_error(tmp_path: Path) -> None:
    case = {**CASE, "households": [{"id": "h", "members": ["ana", "cleo", "dan"]}]}
    done = decided(tmp_path, cases=case)
    assert done.status == 0
    assert "undecided; ask for income of h" in done.out


def test_as_of_another_day(tmp_path: Path) -> None:
    (result,) = decided(tmp_path, "--json", "--on", "2025-12-31").document["results"]
    assert (result["on"], amount(result)["outcome"]) == ("2025-12-31", "not_in_force")


def test_values_by_name(tmp_path: Path) -> None:
    done = decided(tmp_path, "--json", "--values", "children_under_18, base of amount,")
    (result,) = done.document["results"]
    values = result["values"]["households"]["h"]
    assert values["children_under_18"]["value"] == "2"
    assert values["base of amount"]["value"] == "50"
    assert "children_under_18 = 2" in decided(tmp_path, "--values", "children_under_18").out


def test_a_value_that_nothing_is_called_is_an_error_with_a_suggestion(tmp_path: Path) -> None:
    done = decided(tmp_path, "--json", "--values", "children_under_81")
    assert done.status == 1
    (finding,) = done.document["findings"]
    assert "children_under_18" in finding["hint"]


def test_the_explanation_and_the_trace(tmp_path: Path) -> None:
    done = decided(tmp_path, "--explain")
    assert "act 4(1)" in done.out
    (result,) = decided(tmp_path, "--explain", "--json").document["results"]
    assert set(result["explanation"]) == {"applicant", "officer", "court"}
    assert result["trace"]["format"] == "sb-trace/1"


def test_nothing_says_where_the_file_of_the_scheme_lies(tmp_path: Path) -> None:
    done = decided(tmp_path, "--explain", "--json")
    assert str(tmp_path) not in done.out


def test_cases_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    wrong = {**CASE, "id": "wrong", "on": "2026-02-30"}
    done = decided(tmp_path, "--json", cases=[wrong, CASE])
    assert (done.status, done.codes) == (1, ["SB-E009"])
    assert [result["case"] for result in done.document["results"]] == ["two-children"]


def test_a_scheme_with_errors_decides_nothing(tmp_path: Path) -> None:
    path = child_grant(tmp_path, ("= income / number", "= incom / number"))
    done = run("decide", path, case_file(tmp_path, CASE), "--json")
    assert (done.status, done.document["results"]) == (1, [])
    assert set(done.codes) == {"SB-N001"}


def test_a_person_without_households_is_alone_in_one(tmp_path: Path) -> None:
    case = {"on": "2026-03-01", "persons": [{"id": "ana", "age": 34}]}
    (result,) = decided(tmp_path, "--json", cases=case).document["results"]
    verdict = result["decisions"]["households"]["household"]["amount"]
    assert verdict["outcome"] == "not_eligible"


# --- records -------------------------------------------------------------------------------------


def recorded(folder: Path, *options: str) -> Path:
    path = folder / "records.json"
    second = {**CASE, "id": "poorer", "households": [{**CASE["households"][0], "income": 100}]}
    assert decided(folder, "--record", str(path), *options, cases=[CASE, second]).status == 0
    return path


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_record_gives_the_same_bytes_again(tmp_path: Path) -> None:
    path = recorded(tmp_path, "--on", "2026-05-01", "--values", "income_per_person")
    done = run("replay", path)
    assert done.status == 0
    assert [line.split(": ")[1] for line in done.out.splitlines()] == ["the same"] * 2
    (first, second) = run("replay", path, "--json").document["records"]
    assert (first["same"], second["same"]) == (True, True)
    assert first["id"] != second["id"]


def test_a_record_says_what_it_came_from(tmp_path: Path) -> None:
    (first, _) = json.loads(recorded(tmp_path).read_text(encoding="utf-8"))["records"]
    assert first["case"] == CASE
    assert first["as_of"] == "2026-03-01"
    assert {"known_on", "decided_by", "values", "result"} <= first.keys()
    assert set(first["scheme"]) == {"id", "version", "hash", "text_hash", "ir_hash"}
    assert str(tmp_path) not in json.dumps(first)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"amount":"50"', '"amount":"51"'),
        ('"age":9', '"age":19'),
        ('"decided_by":"', '"decided_by":"not '),
        ('"known_on":"', '"known_on":"1'),
        ('"text_hash":"', '"text_hash":"0'),
        ("No child under 18 lives", "No child under 19 lives"),
    ],
)
def test_a_changed_record_differs(tmp_path: Path, old: str, new: str) -> None:
    path = recorded(tmp_path)
    changed(path, old, new)
    done = run("replay", path)
    assert done.status == 1
    assert "DIFFERENT" in done.out


def test_a_record_that_was_made_to_fit_is_still_decided_again(tmp_path: Path) -> None:
    from schemebuilder.values.canonical import canonical, sha256  # noqa: PLC0415 an enemy's tools

    path = recorded(tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    for record in document["records"]:
        del record["id"]
        record["result"]["decisions"]["households"]["h"]["amount"]["amount"] = "75"
        record["id"] = sha256(canonical(record))
    path.write_text(canonical(document), encoding="utf-8")
    done = run("replay", path, "--json")
    assert done.status == 1
    differences = [line["difference"] for line in done.document["records"]]
    assert differences == ["/decisions/households/h/amount/amount: recorded 75, now 50"] * 2


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"format":"sb-record/1"}', '{"format":"sb-record/2","records":[]}', "\ud83d"],
)
def test_what_holds_no_records(tmp_path: Path, content: str) -> None:
    path = tmp_path / "records.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    done = run("replay", path, "--json")
    assert (done.status, done.codes) == (1, ["SB-E015"])


def test_records_that_are_only_parts_of_records(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["records"] = [3, {}, {"id": "x"}, document["records"][0]]
    path.write_text(json.dumps(document), encoding="utf-8")
    done = run("replay", path, "--json")
    assert done.status == 1
    assert [line["same"] for line in done.document["records"]] == [False, False, False, True]


def test_nothing_is_recorded_where_something_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "records.json"
    wrong = {**CASE, "on": "2026-02-30"}
    assert decided(tmp_path, "--record", str(path), cases=[CASE, wrong]).status == 1
    assert not path.exists()


WORDS = """
scheme words "Words"
    country     KE
    currency    KES
    in force    from 2024-01-01
    assesses    person
    governed by claim_date

use population core

input ill of person : yes/no          missing escalate
input pay of person : money per month missing ask

parameter grant : money per month
    from 2024-01-01 : KES 100
parameter later : money per month
    from 2030-01-01 : KES 100

let well of person = not ill
let rich of person = pay > grant
let none of person = pay / (age - 5)
let future of person : money per month = later

benefit support of person : money per month
    require not ill
    require pay < KES 50
    base = grant
"""


def test_values_and_open_facts_are_said_in_words(tmp_path: Path) -> None:
    scheme = tmp_path / "words.scheme"
    scheme.write_text(WORDS, encoding="utf-8")
    case = {"id": "a", "date": "2024-06-01", "pay": 101, "age": 5}
    names = "well,rich,none,future,grant"
    shown = run("decide", str(scheme), case_file(tmp_path, case), "--values", names).out
    assert "well = not known; goes to an officer: ill of person" in shown
    assert "rich = yes" in shown
    assert "none = cannot be worked out: SB-E003" in shown
    assert "future = cannot be worked out: SB-E012" in shown
    assert "grant = 100" in shown
    assert not any(word in shown for word in ("True", "False", "None"))
    nothing = case_file(tmp_path, {"id": "a", "date": "2024-06-01"})
    open_facts = run("decide", str(scheme), nothing).out
    assert "ask for pay of person; goes to an officer: ill of person" in open_facts
    told = run("decide", str(scheme), nothing, "--explain").out
    assert "An officer looks at this: ill" in told


def without_run(document: dict[str, Any]) -> dict[str, Any]:
    results = [
        {key: each for key, each in one.items() if key != "run"} for one in document["results"]
    ]
    return {**document, "results": results}


@pytest.mark.parametrize("options", [(), ("--explain",), ("--values", "income_per_person")])
def test_by_generated_code_it_is_the_same_but_for_the_run(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    members = {"id": "h", "members": ["ana", "cleo", "dan"]}
    cases = [CASE, {**CASE, "id": "less", "households": [members]}]
    exact = decided(tmp_path, "--json", *options, cases=cases)
    fast = decided(tmp_path, "--json", "--engine", "generated", *options, cases=cases)
    assert without_run(exact.document) == without_run(fast.document)
    assert [one["run"]["engine"] for one in exact.document["results"]] == ["exact"] * 2
    assert [one["run"]["engine"] for one in fast.document["results"]] == ["generated"] * 2


def test_what_is_wrong_with_a_case_is_found_by_generated_code_too(tmp_path: Path) -> None:
    cases = {**CASE, "households": [{"id": "h", "members": ["ana", "nobody"]}]}
    exact, fast = (
        decided(tmp_path, "--engine", name, cases=cases) for name in ("exact", "generated")
    )
    assert (fast.status, fast.err, fast.out) == (exact.status, exact.err, exact.out)
    assert "nobody" in fast.err


def test_records_by_generated_code_run_again_to_the_same_bytes(tmp_path: Path) -> None:
    records = tmp_path / "records.json"
    decided(tmp_path, "--engine", "generated", "--record", str(records))
    done = run("replay", str(records))
    assert (done.status, done.err) == (0, "")
