"""`runs`: what is made is kept, listed and shown again to the byte, and can be taken along."""

from __future__ import annotations

from pathlib import Path

from schemebuilder.services import authoring, keeping, running
from schemebuilder.services.running import Asked, TextRef
from schemebuilder.services.workspace import Workspace
from schemebuilder.values.canonical import canonical
from tests.unit.cli.commands import child_grant, run


def where(work: Workspace) -> tuple[str | Path, ...]:
    return ("--data", work.data, "--database", work.url)


def test_a_run_is_made_listed_shown_and_written(work: Workspace, tmp_path: Path) -> None:
    run("population", "make", "--households", "40", "--seed", "3", "--out", tmp_path / "people")
    keeping.save_version(work, "mine", authoring.new_scheme("child_grant"))
    higher = child_grant(tmp_path, ("USD 25", "USD 30"))
    asked = ("--population", tmp_path / "people", "--on", "2026-08-01", *where(work))
    made = run("runs", "make", higher, "--before", "mine@1", *asked, "--json")
    assert made.status == 0, made.out
    (change,) = made.document["run"]["report"]["changes"]
    assert not change["cost_per_year"].startswith("-")
    id_ = made.document["run"]["id"]
    kept = running.run(work, id_)
    assert kept is not None
    assert canonical(made.document["run"]["report"]) == kept.report
    listed = run("runs", "list", *where(work), "--scheme", "mine", "--json").document["jobs"]
    assert [(each["run"], each["state"]) for each in listed] == [(id_, "done")]
    assert id_ in run("runs", "list", *where(work)).out
    shown = run("runs", "show", id_, *where(work), "--tables", tmp_path / "tables")
    assert f"Kept as run {id_}" in shown.out
    assert "cost a year" in shown.out
    assert (tmp_path / "tables" / "report.json").read_text().strip() == kept.report
    by_job = run("runs", "show", listed[0]["id"], *where(work), "--json").document
    assert by_job["inputs"] == made.document["run"]["inputs"]
    assert by_job["texts"]["before"] == authoring.new_scheme("child_grant")


def test_a_run_that_waits_is_shown_and_cancelled(work: Workspace) -> None:
    text = TextRef("", text=authoring.new_scheme("child_grant"))
    id_, _ = running.submit_simulation(work, Asked(text))
    assert id_ is not None
    shown = run("runs", "show", id_, *where(work))
    assert (shown.status, "waits for a server" in shown.out) == (1, True)
    assert run("runs", "cancel", id_, *where(work)).out == "cancelled\n"
    again = run("runs", "cancel", id_, *where(work), "--json").document
    assert again["job"]["state"] == "cancelled"


def test_what_is_not_there_is_a_finding(work: Workspace) -> None:
    for asked in (
        ("show", "nothing"),
        ("cancel", "nothing"),
        ("make", "mine@4"),
        ("make", "us_fl_cash_assistance", "--population", "abc"),
    ):
        done = run("runs", *asked, *where(work), "--json")
        assert (done.status, done.codes[0]) == (1, "SB-U009")
    assert run("runs", "make", "nowhere", *where(work), "--json").codes == ["SB-U003"]


def test_a_limit_that_is_passed_is_said(work: Workspace) -> None:
    asked = ("us_fl_cash_assistance", "--memory-limit", "100", *where(work))
    done = run("runs", "make", *asked)
    assert done.status == 1
    assert "needed more than 100 MB of memory" in done.out
    assert "what to do" in done.out
