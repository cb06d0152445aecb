"""The pack player as one file: the modules that decide, and a small loader for them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import schemebuilder

ENTRY: Final = "schemebuilder.exports.pack.player"
_ROOT: Final = Path(schemebuilder.__file__).parent

_HEAD: Final = '''\
"""Plays rule packs of Scheme Builder with Python 3.11 or later and nothing else.

    python3 runtime.py PACK CASES.json [--explain] [--select]

It checks the hashes of the pack, decides the pack's own cases and compares, and only then decides
yours; the answer is JSON. Exit status: 0 fine, 1 refused or errors among findings, 2 usage.
Put together from the modules of Scheme Builder that decide; licence Apache-2.0.
"""

import importlib.abc
import importlib.machinery
import sys

MODULES = {
'''

_TAIL: Final = '''\
}


class Bundled(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Finds the modules above, and no others."""

    def find_spec(self, fullname, path=None, target=None):
        if fullname not in MODULES:
            return None
        package = any(name.startswith(fullname + ".") for name in MODULES)
        return importlib.machinery.ModuleSpec(fullname, self, is_package=package)

    def get_source(self, fullname):
        return MODULES[fullname]


if __name__ == "__main__":
    sys.meta_path.insert(0, Bundled())
    from schemebuilder.exports.pack.player import main

    sys.exit(main(sys.argv[1:]))
'''


def runtime() -> str:
    """Return the text of `runtime.py`: the same bytes for the same modules."""
    modules = dict(sorted(_needed(ENTRY)))
    body = "".join(f"    {name!r}: {source!r},\n" for name, source in modules.items())
    return _HEAD + body + _TAIL


def _needed(entry: str) -> Iterator[tuple[str, str]]:
    """Yield the modules that `entry` imports, from itself down, and the packages around them."""
    waiting, seen = [entry], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        path = _file_of(name)
        source = path.read_text(encoding="utf-8")
        yield name, source
        waiting += [name.rpartition(".")[0]] if "." in name else []
        waiting += _imported(source)


def _file_of(name: str) -> Path:
    path = _ROOT.joinpath(*name.split(".")[1:])
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _imported(source: str) -> list[str]:
    return [
        node.module
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("schemebuilder")
        if node.module
    ]
