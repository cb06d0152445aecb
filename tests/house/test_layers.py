"""Imports run down the layers, and the contracts that say so cover every folder there is."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from tests.house.tree import PACKAGE, contracts, modules, nodes, place, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STANDARD_LIBRARY_ONLY = ("values", "ir", "engines/exact")
SERVICES_AND_ABOVE = {"cli", "web_api", "services"}
VOCABULARY = {"diagnostics", "values"}  # what any layer may hold in its hands


def test_every_import_contract_holds() -> None:
    run("lint-imports", "--no-logo", "--no-cache")


def test_the_ways_in_are_kept_from_every_folder_below_services() -> None:
    forbidden = set(contracts()["ways-in"]["forbidden_modules"])
    below = _folders() - SERVICES_AND_ABOVE - VOCABULARY
    assert forbidden >= {f"schemebuilder.{name}" for name in below}


def test_every_folder_but_language_is_kept_from_lark() -> None:
    kept = set(contracts()["lark-home"]["source_modules"])
    assert kept >= {f"schemebuilder.{name}" for name in _folders() - {"language"}}


def test_every_engine_is_in_the_contract_that_keeps_engines_apart() -> None:
    engines = {folder.name for folder in (PACKAGE / "engines").iterdir() if _is_package(folder)}
    assert set(contracts()["engines-apart"]["modules"]) == {
        f"schemebuilder.engines.{name}" for name in engines
    }


def test_exact_values_and_the_reference_evaluator_need_only_the_standard_library() -> None:
    ours = sys.stdlib_module_names | {"schemebuilder"}
    foreign = [
        f"{place(module, line)} imports {name}"
        for folder in STANDARD_LIBRARY_ONLY
        for module in modules(PACKAGE / folder)
        for line, name in _imports(module)
        if name.partition(".")[0] not in ours
    ]
    assert foreign == []


def _folders() -> set[str]:
    return {folder.name for folder in PACKAGE.iterdir() if _is_package(folder)}


def _is_package(folder: Path) -> bool:
    return (folder / "__init__.py").is_file()


def _imports(module: Path) -> Iterator[tuple[int, str]]:
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
