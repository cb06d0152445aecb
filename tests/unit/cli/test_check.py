"""`check`: every finding of every path, on the terminal and as JSON, and the exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import child_grant, run

MISTYPED = ("income_per_person <=", "income_per_persn <=")
UNUSED = ("let children_under_18", "let unused of household = income * 2\n\nlet children_under_18")


def test_a_scheme_without_fault() -> None:
    done = run("check", "bolsa_familia")
    assert (done.status, done.out, done.err) == (0, "bolsa_familia: nothing to report\n", "")


def test_a_mistyped_name_is_shown_in_its_line_with_a_remedy(tmp_path: Path) -> None:
    path = child_grant(tmp_path, MISTYPED)
    done = run("check", path)
    assert done.status == 1
    assert "require income_per_persn <= income_limit" in done.out
    assert "what to do: Did you mean income_per_person?" in done.out
    assert done.out.endswith(f"{path}: 1 error\n")


def test_the_document_of_several_paths(tmp_path: Path) -> None:
    path = child_grant(tmp_path, MISTYPED)
    done = run("check", path, "uk_pension_credit", tmp_path / "none.scheme", "--json")
    assert done.status == 1
    wrong, fine, absent = done.document["schemes"]
    assert (fine["id"], fine["findings"]) == ("uk_pension_credit", [])
    assert len(fine["text_hash"]) == len(fine["meaning_hash"]) == 64
    assert (wrong["id"], wrong["meaning_hash"]) == ("", "")
    (finding,) = wrong["findings"]
    line = path.read_text(encoding="utf-8").splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith("income_per_persn")
    assert finding["edits"][0]["replacement"] == "income_per_person"
    assert absent["findings"][0]["code"] == "SB-U002"
    assert done.codes == ["SB-N001", "SB-U002"]
    assert done.err == ""


@pytest.mark.parametrize(("strict", "status"), [((), 0), (("--strict",), 1)])
def test_a_warning_is_an_error_only_where_that_is_asked(
    tmp_path: Path, strict: tuple[str, ...], status: int
) -> None:
    done = run("check", child_grant(tmp_path, UNUSED), "--json", *strict)
    assert [finding["severity"] for finding in done.document["findings"]] == ["warning"]
    assert done.status == status


def test_a_statement_that_cannot_be_read_hides_no_finding_in_the_others(tmp_path: Path) -> None:
    broken = ("let children_under_18 of household = number of members where age < 18",
              "let children_under_18 of household = number of of where ( age <")  # fmt: skip
    done = run("check", child_grant(tmp_path, broken, MISTYPED), "--json")
    assert done.status == 1
    messages = " ".join(finding["message"] for finding in done.document["findings"])
    assert "income_per_persn" in messages
    assert any(code.startswith("SB-P") for code in done.codes)
