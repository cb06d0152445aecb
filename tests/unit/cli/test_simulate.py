"""`simulate`: the report on the terminal, as a document and as a folder; engines side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.commands import child_grant, run


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("populations") / "people"
    made = run("population", "make", "--households", "60", "--seed", "3", "--out", folder)
    assert made.status == 0
    assert made.err == ""  # no bar where there is no terminal
    return folder


def test_on_the_terminal(people: Path) -> None:
    done = run("simulate", "bolsa_familia", "--population", people)
    assert done.status == 0
    assert "Bolsa Família (bolsa_familia)" in done.out
    assert "cost a year       BRL " in done.out
    assert "enrolled_in_cadunico" in done.err


def test_engines_differ_under_run_and_nowhere_else(people: Path, tmp_path: Path) -> None:
    documents = []
    for engine in ("columnar", "exact"):
        done = run("simulate", "bolsa_familia", child_grant(tmp_path), "--population", people,
                   "--engine", engine, "--on", "2026-06-01", "--json")  # fmt: skip
        assert (done.status, done.err) == (0, "")
        document = done.document
        assert document.pop("run")["engine"] == engine
        documents.append(json.dumps(document))
    assert documents[0] == documents[1]
    document = json.loads(documents[0])
    assert document["on"] == "2026-06-01"
    assert [scheme["id"] for scheme in document["schemes"]] == ["bolsa_familia", "child_grant"]
    assert {finding["code"] for finding in document["findings"]} >= {"SB-W011", "SB-W009"}


def test_the_report_in_a_folder(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "report"
    done = run("simulate", child_grant(tmp_path), "--population", people, "--out", out, "--json")
    assert done.status == 0
    names = ["benefits.csv", "by_quantile.csv", "by_region.csv", "missing.csv", "report.json"]
    assert sorted(path.name for path in out.iterdir()) == names
    assert [path.name for path in out.parent.iterdir()] == ["report"]
    written = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {**written, "findings": done.document["findings"]} == done.document
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    again = run("simulate", child_grant(tmp_path), "--population", people, "--out", out)
    assert again.status == 0
    assert (out / "mine.txt").read_text(encoding="utf-8") == "kept"


def test_before_the_scheme_was_in_force_nothing_is_paid(people: Path, tmp_path: Path) -> None:
    done = run("simulate", child_grant(tmp_path), "--population", people, "--on", "2025-12-31",
               "--json")  # fmt: skip
    assert done.status == 0
    (scheme,) = done.document["schemes"]
    assert scheme["cost_per_year"] == "0"
    assert list(scheme["benefits"][0]["outcomes"]) == ["not_in_force"]


def test_every_scheme_with_errors_is_named_and_none_is_run(people: Path, tmp_path: Path) -> None:
    path = child_grant(tmp_path, ("= income / number", "= incom / number"))
    done = run("simulate", path, "bolsa_famila", "--population", people, "--json")
    assert done.status == 1
    assert set(done.document) == {"findings"}
    assert set(done.codes) == {"SB-N001", "SB-U003"}


def test_beside_a_baseline(people: Path, tmp_path: Path) -> None:
    base = child_grant(tmp_path)
    (tmp_path / "new").mkdir()
    more = child_grant(tmp_path / "new", ("USD 25", "USD 30"))
    out = tmp_path / "report"
    done = run("simulate", more, "--baseline", base, "--line", "60% of median", "--population",
               people, "--on", "2026-06-01", "--out", out)  # fmt: skip
    assert done.status == 0, done.err
    assert "What it does, compared with child_grant" in done.out
    assert "60% of the median" in done.out
    assert "gains most: household " in done.out
    assert (out / "winners_and_losers.csv").is_file()
    effects = json.loads((out / "report.json").read_text(encoding="utf-8"))["effects"]
    assert [row["how"] for row in effects["clauses"]["rows"]] == ["alone"]


def test_a_baseline_goes_with_one_scheme(people: Path) -> None:
    done = run("simulate", "bolsa_familia", "ca_child_benefit", "--baseline", "bolsa_familia",
               "--population", people)  # fmt: skip
    assert done.status == 2
