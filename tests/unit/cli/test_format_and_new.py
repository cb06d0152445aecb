"""`new` writes a scheme that is right from the start; `format` sets a text in its one layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.commands import child_grant, run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "name", ["child_grant", "benefit", "income", "Pensión", "子ども手当", "a1"]
)
def test_a_new_scheme_is_right_and_formatted(name: str) -> None:
    done = run("new", name)
    assert (done.status, done.err) == (0, "")
    assert done.out == f"Wrote {name}.scheme. Next: schemebuilder check {name}.scheme\n"
    assert run("check", f"{name}.scheme", "--strict").status == 0
    assert run("test", f"{name}.scheme").out == "2 passed, 0 failed\n"
    assert run("format", "--check", f"{name}.scheme").status == 0


@pytest.mark.parametrize("name", ["", "1st", "_x", "child-grant", "../x", "a b", "x.scheme", "/x"])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    done = run("new", name, "--json")
    assert (done.status, done.codes) == (1, ["SB-U001"])
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "mine.scheme"
    there.write_text("mine", encoding="utf-8")
    done = run("new", "mine")
    assert done.status == 1
    assert "mine.scheme is there already." in done.err
    assert there.read_text(encoding="utf-8") == "mine"
    (tmp_path / "link.scheme").symlink_to(tmp_path / "elsewhere")
    assert run("new", "link").status == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.scheme", "mine.scheme"]


def test_a_name_too_long_for_the_disk() -> None:
    done = run("new", "a" * 300)
    assert done.status == 1
    assert "cannot be written" in done.err


def test_formatting_in_place(tmp_path: Path) -> None:
    right = child_grant(tmp_path).read_text(encoding="utf-8")
    path = child_grant(tmp_path, ("    require", "  require"), ("base = ", "base   =  "))
    untidy = path.read_text(encoding="utf-8")
    done = run("format", "--check", path, "--json")
    assert (done.status, done.document) == (1, {"changed": [str(path)], "findings": []})
    assert path.read_text(encoding="utf-8") == untidy
    assert run("format", path).out == f"{path}: formatted\n"
    assert path.read_text(encoding="utf-8") == right
    again = run("format", path)
    assert (again.status, again.out) == (0, "")


def test_formatting_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    path = child_grant(tmp_path, ("    require", "  require"))
    path.chmod(0o600)
    link = tmp_path / "link.scheme"
    link.symlink_to(path)
    assert run("format", link).status == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600
    assert run("format", "--check", path).status == 0


def test_the_library_is_not_changed_in_its_place() -> None:
    done = run("format", "bolsa_familia", "--json")
    assert (done.status, done.codes) == (1, ["SB-U001"])
    assert run("format", "bolsa_familia", "--check").status == 0


def test_what_cannot_be_read_is_named_and_the_rest_is_formatted(tmp_path: Path) -> None:
    path = child_grant(tmp_path, ("    require", "  require"))
    done = run("format", tmp_path / "none.scheme", path, "--json")
    assert (done.status, done.codes) == (1, ["SB-U002"])
    assert done.document["changed"] == [str(path)]
