"""What a text uses: the vocabularies it names, read once each; `core` where it names none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from schemebuilder.compiler.report import Report
from schemebuilder.diagnostics.finding import has_errors
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    EntityStatement,
    PopulationStatement,
    Statement,
    Tree,
    UseStatement,
)

CORE: Final = "core"
"""The vocabulary that ships with the program."""


def used_statements(
    tree: Tree, load: Callable[[str, str], str | None], report: Report
) -> Iterator[tuple[Statement, ...]]:
    """Yield the statements of each vocabulary that the text uses.

    A text that names none that is there, and declares no people of its own, speaks of `core`.
    """
    used: set[str] = set()
    found = False
    for statement in tree.statements:
        if not isinstance(statement, UseStatement):
            continue
        name = statement.name.text
        if statement.kind == "scheme":
            continue
        if name in used:
            report.error(
                "SB-N002",
                f"`use population {name}` stands twice.",
                statement.span,
                hint="Remove one of the two lines.",
            )
            continue
        used.add(name)
        text = load("population", name)
        if text is None:
            report.error(
                "SB-N001",
                f"There is no population called {name}.",
                statement.name.span,
                hint="The shared vocabulary is called `core`: `use population core`.",
            )
            continue
        vocabulary = _read(text, name)
        if has_errors(vocabulary.findings):
            first = vocabulary.findings[0]
            report.error(
                "SB-P001",
                f"The population {name} cannot be read: {first.message}",
                statement.span,
                hint="Correct the population file, or use another one.",
            )
        found = True
        yield vocabulary.statements
    own = any(isinstance(one, EntityStatement | PopulationStatement) for one in tree.statements)
    if not found and not own:
        text = load("population", CORE)
        if text is not None:
            yield _read(text, CORE).statements


@lru_cache(maxsize=16)
def _read(text: str, name: str) -> Tree:
    return parse(text, name)
