"""`flow` prints each procedure as the text of a flow chart, or as data."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.commands import child_grant, run


def test_the_chart_is_printed(tmp_path: Path) -> None:
    done = run("flow", child_grant(tmp_path))
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("%% Claim and decision (claim)\nflowchart TB\n")
    assert 'subgraph lane1["Clerk"]' in done.out


def test_as_data(tmp_path: Path) -> None:
    done = run("flow", child_grant(tmp_path), "--json")
    assert done.status == 0
    assert done.document["scheme"] == "child_grant"
    (procedure,) = done.document["procedures"]
    assert (procedure["name"], procedure["title"]) == ("claim", "Claim and decision")
    assert procedure["mermaid"].startswith("flowchart TB\n")
    assert procedure["steps"][0]["who"] == "clerk"
    assert done.codes == []


def test_a_scheme_without_a_procedure_says_so() -> None:
    done = run("flow", "ct_basic_income")
    assert (done.status, done.out) == (0, "")
    assert done.err == "ct_basic_income has no procedure.\n"


def test_a_scheme_with_errors_is_not_drawn(tmp_path: Path) -> None:
    done = run("flow", child_grant(tmp_path, ("then decide", "then decyde")), "--json")
    assert done.status == 1
    assert "SB-R002" in done.codes
