"""A portfolio on the command line: what takes it, and what says that it takes one scheme."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import CASE, case_file, child_grant, run

OTHER = """\
scheme other "Other grant"
    country     ZZ
    currency    USD
    branch      health
    law         act "Other Act"
    in force    from 2026-01-01
    assesses    household
    governed by assessment_date

use population core
use scheme child_grant

benefit of household : money per month
    base = USD 100 - amount of child_grant
    pay  monthly to head
"""
TEXT = """\
portfolio both "Both"
    schemes other, child_grant
"""


@pytest.fixture
def both(tmp_path: Path) -> Path:
    child_grant(tmp_path)
    (tmp_path / "other.scheme").write_text(OTHER, encoding="utf-8")
    path = tmp_path / "both.scheme"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_is_checked_with_its_schemes(both: Path) -> None:
    done = run("check", both)
    assert (done.status, done.err) == (0, "")
    assert run("check", both, "--json").document["schemes"][0]["id"] == "both"


def test_a_case_is_decided_by_all_schemes(both: Path, tmp_path: Path) -> None:
    cases = case_file(tmp_path, CASE)
    done = run("decide", both, cases, "--json")
    assert done.status == 0
    (result,) = done.document["results"]
    amounts = {
        id_: scheme["decisions"]["households"]["h"]["amount"]["amount"]
        for id_, scheme in result["schemes"].items()
    }
    assert amounts == {"other": "50", "child_grant": "50"}
    assert "Child grant: decision for h" in run("decide", both, cases, "--explain").out
    told = run("decide", both, cases, "--explain", "--language", "fr", "--voice", "applicant").out
    assert "Child grant : décision pour h" in told
    assert "Étapes" not in told


def test_what_was_known_on_a_day_is_asked_of_one_scheme(both: Path, tmp_path: Path) -> None:
    done = run("decide", both, case_file(tmp_path, CASE), "--known-on", "2026-02-01")
    assert done.status == 1
    assert "this command takes one scheme" in done.err


def test_what_is_of_one_scheme_says_so(both: Path, tmp_path: Path) -> None:
    pack = tmp_path / "x.rulepack"
    for arguments in (("test", both), ("export", both, "--to", "pack", "--out", pack)):
        done = run(*arguments)
        assert done.status == 1
        assert "is a portfolio" in done.err
    mixed = run("simulate", both, "child_grant", "--population", tmp_path)
    assert mixed.status == 1
    assert "is a portfolio" in mixed.err


def test_an_error_of_a_scheme_is_one_of_the_portfolio(both: Path) -> None:
    other = both.with_name("other.scheme")
    other.write_text(OTHER.replace("USD 100", "USD 100 + nothing_here"), encoding="utf-8")
    done = run("check", both)
    assert done.status == 1
    assert "nothing_here" in done.out
