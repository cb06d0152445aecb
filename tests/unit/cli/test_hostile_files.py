"""Files that are not what they should be: a finding with place and remedy, 1, nothing written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.commands import CASE, Ran, case_file, child_grant, run


def refused(done: Ran, code: str) -> None:
    """The command ended with 1 and one finding of this code that says where and what to do."""
    assert done.status == 1
    assert done.codes == [code]
    (finding,) = done.document["findings"]
    assert finding["message"].endswith(".")
    assert finding.get("place") or finding.get("line")
    assert finding["hint"]


# --- cases ---------------------------------------------------------------------------------------


def household(**more: Any) -> dict[str, Any]:
    return {**CASE, "households": [{**CASE["households"][0], **more}]}


def persons(*more: dict[str, Any]) -> dict[str, Any]:
    return {**CASE, "persons": [*CASE["persons"], *more]}


WRONG_CASES = {
    "an unknown field": (household(incom=3), "SB-E001"),
    "a field of somebody else": (persons({"id": "eva", "income": 3}), "SB-E001"),
    "a wrong type": (household(income="plenty"), "SB-E002"),
    "a list for a number": (household(income=[1]), "SB-E002"),
    "yes for an age": (persons({"id": "eva", "age": True}), "SB-E002"),
    "an age of 1000": (persons({"id": "eva", "age": 1000}), "SB-E004"),
    "half a year": (persons({"id": "eva", "age": 4.5}), "SB-E014"),
    "a person without household": (persons({"id": "eva", "age": 4}), "SB-E007"),
    "an id used twice": (persons({"id": "ana", "age": 4}), "SB-E008"),
    "a member who is not there": (household(members=["ana", "cleo", "dan", "zoe"]), "SB-E008"),
    "a role that is none": (persons({"id": "eva", "role": "boss"}), "SB-E002"),
    "a date that does not exist": ({**CASE, "on": "2026-02-29"}, "SB-E009"),
    "a period that does not exist": ({**CASE, "on": None, "period": "2026-13"}, "SB-E009"),
    "no date": ({key: value for key, value in CASE.items() if key != "on"}, "SB-E009"),
    "two dates": ({**CASE, "date": "2026-03-02"}, "SB-E013"),
    "persons that are no list": ({**CASE, "persons": 3}, "SB-E015"),
}


@pytest.mark.parametrize(("case", "code"), WRONG_CASES.values(), ids=WRONG_CASES)
def test_a_wrong_case(tmp_path: Path, case: dict[str, Any], code: str) -> None:
    path = case_file(tmp_path, case)
    records = tmp_path / "records.json"
    done = run("decide", child_grant(tmp_path), path, "--json", "--record", records)
    assert done.status == 1
    found = [one for one in done.document["findings"] if one["code"] == code]
    assert found, done.document["findings"]
    assert found[0]["place"].startswith("case two-children")
    assert found[0]["hint"]
    assert done.document["results"] == []
    assert not records.exists()


WRONG_TEXTS = {
    "empty": b"",
    "not JSON": b"income: 3",
    "cut off": json.dumps(CASE).encode()[:-9],
    "not UTF-8": b'{"id": "Jos\xe9"}',
    "binary": bytes(range(256)),
    "NaN": b'{"on": "2026-03-01", "income": NaN}',
    "infinity": b'{"on": "2026-03-01", "income": -Infinity}',
    "a number of any size": b'{"on": "2026-03-01", "income": 1e999999999}',
    "digits without end": b'{"on": "2026-03-01", "income": ' + b"9" * 5000 + b"}",
    "nested": b"[" * 100_000 + b"]" * 100_000,
    "nested less": b'{"on": "2026-03-01", "note": ' + b"[" * 900 + b"]" * 900 + b"}",
    "a key twice": b'{"on": "2026-03-01", "income": 1, "income": 2}',
    "half a letter": b'{"on": "2026-03-01", "id": "\\ud800"}',
    "a number": b"3",
    "null": b"null",
}


@pytest.mark.parametrize("content", WRONG_TEXTS.values(), ids=WRONG_TEXTS)
def test_a_case_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases.json"
    path.write_bytes(content)
    refused(run("decide", child_grant(tmp_path), path, "--json"), "SB-E015")


def test_a_letter_of_two_halves_is_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    path.write_bytes(json.dumps({**CASE, "id": "\U0001f600"}).encode())
    assert b"\\ud83d" in path.read_bytes()
    done = run("decide", child_grant(tmp_path), path, "--json")
    assert (done.status, done.document["results"][0]["case"]) == (0, "\U0001f600")


# --- paths ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["decide", "test", "play", "replay"])
@pytest.mark.parametrize("name", ["none.json", "folder", "a" * 300, "file/inside"])
def test_a_path_that_cannot_be_read(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = tmp_path / name
    arguments: dict[str, tuple[str | Path, ...]] = {
        "decide": (child_grant(tmp_path), path),
        "test": (child_grant(tmp_path), "--cases", path),
        "play": (path, path),
        "replay": (path,),
    }
    refused(run(command, *arguments[command], "--json"), "SB-U002")


@pytest.mark.parametrize("name", ["none.scheme", "folder", "a" * 300 + ".scheme", "file/x.scheme"])
def test_a_scheme_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused(run("check", tmp_path / name, "--json"), "SB-U002")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"scheme caf\xe9", "SB-P006"), (b"\xff\xfes\x00c\x00", "SB-P006")],
)
def test_a_scheme_that_is_no_text(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.scheme"
    path.write_bytes(content)
    refused(run("check", path, "--json"), code)
    assert run("format", path).status == 1
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\x00" * 40, bytes(range(32, 127)) * 9,
                                     b"let x of person = " + b"(" * 3000])  # fmt: skip
def test_a_text_that_is_no_scheme(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.scheme"
    path.write_bytes(content)
    done = run("check", path, "--json")
    assert done.status == 1
    assert done.codes
    assert run("decide", path, case_file(tmp_path, CASE)).status == 1


@pytest.mark.parametrize("place", ["file/out", "folder"])
def test_what_cannot_be_written_is_not_half_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    out = tmp_path / place
    refused(run("export", "bolsa_familia", "--to", "pack", "--out", out, "--json"), "SB-U002")
    refused(run("export", "--to", "player", "--out", out, "--json"), "SB-U002")
    scheme, cases = child_grant(tmp_path), case_file(tmp_path, CASE)
    refused(run("decide", scheme, cases, "--json", "--record", out), "SB-U002")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"
    names = sorted(path.name for path in tmp_path.rglob("*"))
    assert names == ["cases.json", "child_grant.scheme", "file", "folder"]


# --- populations ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("populations") / "made"
    done = run("population", "make", "--households", "20", "--seed", "1", "--out", folder)
    assert done.status == 0
    return folder


def copied(made: Path, folder: Path) -> Path:
    copy = folder / "population"
    copy.mkdir()
    for path in made.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


@pytest.mark.parametrize("name", ["persons.parquet", "households.parquet", "population.toml"])
@pytest.mark.parametrize("length", [0, 50, -20])
def test_a_file_of_a_population_cut_short(
    made: Path, tmp_path: Path, name: str, length: int
) -> None:
    copy = copied(made, tmp_path)
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[:length])
    out = tmp_path / "out"
    done = run("simulate", "bolsa_familia", "--population", copy, "--out", out, "--json")
    assert done.status == 1, done.out
    assert set(done.document) == {"findings"}
    assert any(name in json.dumps(one) for one in done.document["findings"])
    assert run("population", "check", copy).status == 1
    assert not out.exists()


@pytest.mark.parametrize("gone", ["persons.parquet", "households.parquet", "population.toml"])
def test_a_population_that_is_not_complete(made: Path, tmp_path: Path, gone: str) -> None:
    copy = copied(made, tmp_path)
    (copy / gone).unlink()
    done = run("simulate", "bolsa_familia", "--population", copy, "--json")
    assert done.status == 1
    assert done.codes


def test_a_population_that_is_none(tmp_path: Path) -> None:
    path = case_file(tmp_path, CASE)
    for folder in (tmp_path / "none", path, tmp_path):
        done = run("simulate", "bolsa_familia", "--population", folder, "--json")
        assert done.status == 1
        assert done.codes
        assert run("population", "check", folder, "--json").codes


def test_a_report_that_cannot_be_written_is_refused_before_the_work(
    made: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "inside"):
        done = run("simulate", "bolsa_familia", "--population", made, "--out", out, "--json")
        assert done.status == 1
        assert "SB-U002" in done.codes
        assert set(done.document) == {"findings"}
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_population_is_not_made_where_something_is(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "mine").write_text("kept", encoding="utf-8")
    done = run("population", "make", "--households", "3", "--seed", "1", "--out", there, "--json")
    assert done.status == 1
    assert done.codes
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "mine"]
