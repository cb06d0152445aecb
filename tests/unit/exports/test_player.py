"""The player in one file: the same text each time, and nothing but the standard library in it."""

from __future__ import annotations

import ast
import sys
from typing import Any

from schemebuilder.exports.pack.assemble import ENTRY, runtime
from tests.house.tree import PACKAGE


def modules() -> dict[str, str]:
    """Return the modules that the player carries."""
    for node in ast.parse(runtime()).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "MODULES":
            found: dict[str, Any] = ast.literal_eval(node.value)
            return found
    raise AssertionError("the player has no modules")


def test_it_is_the_same_text_each_time() -> None:
    assert runtime() == runtime()


def test_its_modules_are_those_of_the_program_to_the_byte() -> None:
    held = modules()
    assert ENTRY in held
    for name, source in held.items():
        path = PACKAGE.joinpath(*name.split(".")[1:])
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        assert source == path.read_text(encoding="utf-8")


def test_it_needs_nothing_but_python() -> None:
    held = modules()
    known = sys.stdlib_module_names | {"schemebuilder"}
    for name, source in held.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] in known, name
                if (node.module or "").startswith("schemebuilder"):
                    assert node.module in held, name
            if isinstance(node, ast.Import):
                assert {alias.name.partition(".")[0] for alias in node.names} <= known, name


def test_it_carries_only_what_decides() -> None:
    folders = {name.split(".")[1] for name in modules() if "." in name}
    assert folders == {"diagnostics", "engines", "exports", "ir", "values"}
