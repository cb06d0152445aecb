"""How the command line is called: help, wrong calls, and that a command loads what it needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from schemebuilder.cli.main import COMMANDS
from tests.unit.cli.commands import CASE, case_file, child_grant, run

HEAVY = ("numpy", "pyarrow", "pandas", "nicegui", "rich", "sqlalchemy", "pydantic")


def test_the_list_of_commands_says_what_each_does() -> None:
    done = run("--help")
    assert done.status == 0
    for name, does in COMMANDS.items():
        assert f"  {name}" in done.out
        assert does in done.out
    assert "  serve" in done.out
    assert run("--version").out.startswith("schemebuilder, version ")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_its_own_help(name: str) -> None:
    command = getattr(import_module(f"schemebuilder.cli.{name}"), f"{name}_command")
    assert command.name == name
    done = run(name, "-h")
    assert done.status == 0
    assert done.out.startswith(f"Usage: main {name} ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("cheque",),
        ("--loud",),
        ("check",),
        ("check", "--loud", "x.scheme"),
        ("format",),
        ("new",),
        ("decide", "bolsa_familia"),
        ("decide", "bolsa_familia", "c.json", "--on", "2024-02-30"),
        ("decide", "bolsa_familia", "c.json", "--on", "tomorrow"),
        ("test", "bolsa_familia", "--engine", "guess"),
        ("simulate", "bolsa_familia"),
        ("simulate", "--population", "p"),
        ("simulate", "bolsa_familia", "--population", "p", "--on", "2024-13-01"),
        ("export", "bolsa_familia", "--out", "x"),
        ("export", "bolsa_familia", "--to", "pdf", "--out", "x"),
        ("export", "--to", "pack", "--out", "x"),
        ("play", "x.rulepack"),
        ("replay",),
        ("population",),
        ("population", "make", "--households", "0", "--seed", "1", "--out", "p"),
        ("population", "make", "--households", "3", "--seed", "-1", "--out", "p"),
        ("population", "make", "--households", "many", "--seed", "1", "--out", "p"),
        ("population", "import", "--mapping", "m.toml", "--out", "p"),
        ("population", "check"),
    ],
)
def test_a_wrong_call_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert done.out == ""
    assert "Usage:" in done.err


def test_a_date_that_does_not_exist_is_said_so() -> None:
    done = run("decide", "bolsa_familia", "c.json", "--on", "2024-02-30")
    assert "2024-02-30 is no date that exists." in done.err


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [("uk_pension_credti", "Did you mean uk_pension_credit?"), ("Bolsa", "The library has: ")],
)
def test_a_name_that_the_library_lacks(wanted: str, shown: str, tmp_path: Path) -> None:
    done = run("decide", wanted, case_file(tmp_path, CASE))
    assert done.status == 1
    assert shown in done.err
    assert run("decide", wanted, "c.json", "--json").codes == ["SB-U003"]


def test_a_path_goes_before_a_name_of_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    child_grant(tmp_path).rename(tmp_path / "bolsa_familia")
    assert run("check", "bolsa_familia", "--json").document["schemes"][0]["id"] == "child_grant"


def loaded_by(arguments: list[str]) -> set[str]:
    """Return which heavy packages a command has loaded when it ends."""
    code = f"""
import sys
from schemebuilder.cli.main import main
try:
    main({arguments!r})
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.strip().splitlines()[-1].replace("'", '"')))


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check", "bolsa_familia"], ["format", "--check", "bolsa_familia"]],
)
def test_light_commands_load_nothing_heavy(arguments: list[str]) -> None:
    assert loaded_by(arguments) == set()


def test_deciding_needs_no_arrays(tmp_path: Path) -> None:
    arguments = ["decide", str(child_grant(tmp_path)), str(case_file(tmp_path, CASE))]
    assert loaded_by(arguments) == set()


@pytest.mark.parametrize("coding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_cannot_show_a_letter_shows_another(tmp_path: Path, coding: str) -> None:
    cases = case_file(tmp_path, {**CASE, "id": "Añoranza 子"})
    command = ["schemebuilder", "decide", str(child_grant(tmp_path)), str(cases)]
    bins = Path(sys.executable).parent
    environment = {**os.environ, "PYTHONIOENCODING": coding, "PATH": f"{bins}:{os.environ['PATH']}"}
    shown = subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)
    assert shown.returncode == 0, shown.stderr
    document = subprocess.run(
        [*command, "--json"], capture_output=True, env=environment, check=False, timeout=60
    )
    assert json.loads(document.stdout.decode())["results"][0]["case"] == "Añoranza 子"
