"""What a file may look like: one idea, a promise first, exact numbers where decisions are made."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from tests.house.tree import PACKAGE, PAGES, ROOT, modules, nodes, place, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 400
EXACT = ("values", "ir", "lowering", "engines")
# A remark that begins with a mark (XXX elsewhere is the code of no currency), or a stub that
# raises; to catch another library's refusal is no promise.
PROMISES_FOR_LATER = re.compile(
    r"\b(?:TODO|FIXME)\b|(?:#|//|/\*|<!--)\s*XXX\b|\braise\s+NotImplementedError\b"
)
FOREIGN_ADDRESS = re.compile(r"""(?:https?:|["'(]\s*)//(?P<host>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})""")
NAMESPACES = {"www.w3.org"}  # names that look like addresses; nothing is loaded from there
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def test_no_file_holds_a_second_idea() -> None:
    lengths = {
        file.relative_to(ROOT): len(text.splitlines())
        for file, text in texts(PACKAGE, PAGES)
        if file.suffix in {".py", ".js", ".css"}
    }
    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}


def test_a_module_begins_with_its_promise() -> None:
    silent = [
        place(module, 1)
        for module in modules(PACKAGE, PAGES, ROOT / "tests")
        if not re.match(r'r?"""\S', module.read_text(encoding="utf-8"))
    ]
    assert silent == []


def test_a_file_is_named_after_what_it_holds() -> None:
    assert [
        m for m in modules(PACKAGE, PAGES, ROOT / "tests") if VAGUE & {m.stem, m.parent.name}
    ] == []


def test_decisions_are_made_without_floats() -> None:
    inexact = [
        f"{place(module, node.lineno)} {ast.unparse(node)}"
        for layer in EXACT
        for module in modules(PACKAGE / layer)
        for node in _floats(module)
    ]
    assert inexact == []


def test_the_studio_loads_nothing_from_elsewhere() -> None:
    loads = [
        f"{place(file, number)} {found['host']}"
        for file, text in texts(PAGES)
        for number, line in enumerate(text.splitlines(), start=1)
        for found in FOREIGN_ADDRESS.finditer(line)
        if found["host"] not in NAMESPACES
    ]
    assert loads == []


def test_nothing_is_left_for_later() -> None:
    later = [
        f"{place(file, number)} {line.strip()}"
        for file, text in texts(PACKAGE, PAGES, ROOT / "dsl", ROOT / "scheme_library")
        for number, line in enumerate(text.splitlines(), start=1)
        if PROMISES_FOR_LATER.search(line)
    ]
    assert later == []


def _floats(module: Path) -> Iterator[ast.expr]:
    """Float literals and float types, except to recognise a float that a stranger sent."""
    tree = list(nodes(module))
    recognised = {
        id(named)
        for node in tree
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance"
        for named in ast.walk(node.args[1])
    }
    for node in tree:
        match node:
            case ast.Constant(value=float()):
                yield node
            case ast.Name(id="float") if id(node) not in recognised:
                yield node
            case ast.Attribute(attr=name) if name.startswith("float"):
                yield node
