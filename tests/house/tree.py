"""The files that the house rules are about, and how a rule says where it is broken."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PACKAGE = ROOT / "src" / "schemebuilder"
PAGES = ROOT / "ui" / "schemebuilder_ui"


def modules(*folders: Path) -> Iterator[Path]:
    """Every Python file in the folders, in an order that does not change."""
    for folder in folders:
        yield from sorted(folder.rglob("*.py"))


def texts(*folders: Path) -> Iterator[tuple[Path, str]]:
    """Every file in the folders that is text, with its text."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                try:
                    yield file, file.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


def nodes(module: Path) -> Iterator[ast.AST]:
    """Every node of a module's syntax tree."""
    yield from ast.walk(ast.parse(module.read_text(encoding="utf-8"), filename=str(module)))


def place(file: Path, line: int) -> str:
    """Where a rule is broken, as an editor can open it."""
    return f"{file.relative_to(ROOT)}:{line}"


def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts of pyproject.toml, by id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {entry["id"]: entry for entry in project["tool"]["importlinter"]["contracts"]}


def run(*command: str) -> None:
    """Run a tool of the environment at the project's root; what it prints is the failure."""
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
