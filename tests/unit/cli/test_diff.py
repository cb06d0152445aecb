"""`diff`, and a reform wherever a scheme is taken."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.commands import child_grant, run

REFORM = """\
reform higher "Higher child grant" of "{base}"
    set amount_per_child from 2026-07-01 : USD 30
"""


def test_a_reform_is_compared_with_its_base(tmp_path: Path) -> None:
    base = child_grant(tmp_path)
    reform = _reform(tmp_path, base)
    done = run("diff", base, reform)
    assert done.status == 0
    assert (
        "parameter amount_per_child from 2026-07-01: USD 30, before USD 25 [act 4(1)]" in done.out
    )
    changes = run("diff", base, reform, "--json").document["changes"]
    assert [(each["change"], each["from"]) for each in changes] == [("changed", "2026-07-01")]


def test_a_scheme_does_not_differ_from_itself(tmp_path: Path) -> None:
    base = child_grant(tmp_path)
    assert run("diff", base, base).out == "From child_grant to child_grant: nothing differs.\n"


def test_what_cannot_be_compared_is_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / "broken.scheme"
    broken.write_text('reform "Nothing" of nothing_there\n', encoding="utf-8")
    done = run("diff", child_grant(tmp_path), broken)
    assert done.status == 1
    assert "SB-N001" in done.err


def test_a_reform_is_simulated_beside_its_base(tmp_path: Path) -> None:
    people = tmp_path / "people"
    run("population", "make", "--households", "40", "--seed", "3", "--out", people)
    reform = _reform(tmp_path, child_grant(tmp_path))
    done = run("simulate", reform, "--population", people, "--on", "2026-08-01", "--json")
    report = done.document
    assert [scheme["id"] for scheme in report["schemes"]] == ["higher", "child_grant"]
    costs = [int(scheme["cost_per_year"]) for scheme in report["schemes"]]
    (change,) = report["changes"]
    assert (change["scheme"], change["against"]) == ("higher", "child_grant")
    assert int(change["cost_per_year"]) == costs[0] - costs[1] > 0
    words = run("simulate", reform, "--population", people, "--on", "2026-08-01").out
    assert "higher against child_grant: +USD " in words


def test_an_edit_of_the_base_is_seen(tmp_path: Path) -> None:
    base = child_grant(tmp_path)
    reform = _reform(tmp_path, base)
    assert run("check", reform).status == 0
    text = base.read_text(encoding="utf-8")
    base.write_text(text.replace("amount_per_child", "amount_for_each"), encoding="utf-8")
    assert run("check", reform).status == 1


def _reform(folder: Path, base: Path) -> Path:
    path = folder / "higher.scheme"
    path.write_text(REFORM.format(base=base.name), encoding="utf-8")
    return path


def test_who_changes_on_a_population(tmp_path: Path) -> None:
    people = tmp_path / "people"
    run("population", "make", "--households", "40", "--seed", "3", "--out", people)
    base = child_grant(tmp_path)
    reform = _reform(tmp_path, base)
    asked = ("diff", base, reform, "--population", people, "--on", "2026-08-01")
    done = run(*asked)
    assert done.status == 0, done.err
    assert done.out.startswith("From child_grant to higher\n- ")
    assert "What it does, compared with child_grant" in done.out
    assert "gains most: household " in done.out
    document = run(*asked, "--json").document
    assert [each["change"] for each in document["changes"]] == ["changed"]
    assert document["effects"]["winners_and_losers"]["whole"]["gain"]["rows"] > 0
    nowhere = run("diff", base, reform, "--population", tmp_path / "nowhere")
    assert nowhere.status == 1
    assert "- parameter amount_per_child" in nowhere.out
