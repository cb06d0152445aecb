"""`mutate`: the share, each change that is missed, the bar, and JSON."""

from __future__ import annotations

from pathlib import Path

from tests.unit.cli.commands import CASE, case_file, child_grant, run


def test_each_change_that_is_missed_has_its_line_and_advice(tmp_path: Path) -> None:
    done = run("mutate", child_grant(tmp_path))
    assert done.status == 0
    assert "changes (" in done.out.splitlines()[0]
    assert "comparison" in done.out
    assert "    Add an example" in done.out
    brief = run("mutate", child_grant(tmp_path), "--brief")
    assert "Add an example" not in brief.out


def test_a_bar_that_is_not_reached_fails(tmp_path: Path) -> None:
    path = child_grant(tmp_path)
    assert run("mutate", path, "--least", "10").status == 0
    assert run("mutate", path, "--least", "100").status == 1


def test_more_cases_notice_more(tmp_path: Path) -> None:
    path = child_grant(tmp_path)
    just = {**CASE, "persons": [*CASE["persons"][:2], {"id": "dan", "role": "child", "age": 18}]}
    just["expect"] = {"children_under_18": 1}
    before = run("mutate", path, "--json").document["schemes"][0]
    more = run("mutate", path, "--json", "--cases", case_file(tmp_path, [just]))
    after = more.document["schemes"][0]
    assert after["made"] == before["made"]
    assert after["noticed"] > before["noticed"]
    assert {"line", "kind", "was", "becomes", "text", "citation", "advice"} == set(
        after["survivors"][0]
    )


def test_tests_that_fail_already_stop_it(tmp_path: Path) -> None:
    done = run("mutate", child_grant(tmp_path, ("amount USD 50", "amount USD 51")), "--json")
    assert done.status == 1
    assert done.codes == ["SB-E016"]


def test_a_scheme_must_be_named() -> None:
    assert run("mutate").status == 2
