"""The page of constructs and engines, made from the suite: `python -m tests.conformance.page`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from tests.conformance.constructs import Construct, Part, constructs
from tests.conformance.engines import ENGINES, LEFT_OUT, REFUSED
from tests.conformance.suite import CASES, DECIDED, FILES
from tests.house.tree import ROOT

PAGE: Final = ROOT / "docs" / "constructs.md"
ROUND: Final = 50
"""The page says how many cases there are in whole fifties, so that it changes only now and then."""

_HEAD: Final = """\
# Constructs and engines

What the language has, and which engine decides it. The page is made from the grammar's words, the
syntax tree, the meaning and the conformance suite (`dsl/conformance/`) by
`python -m tests.conformance.page`; a test fails when it is stale. The suite holds more than {cases}
cases in {topics} topics, more than {decided} of them with people who are decided, on every engine
alike.

- **{engines}**: `yes` if the engine decides the construct in a case of the suite and gives what the
  case expects. `checked` is for what decides nothing by itself: it is read, checked and formatted.
- **good**, **bad**: a case where it is right; a case with an error that points into it or its line.
- **unknown**, **fault**, **nobody**: a case where it, or something on its line, is unknown, cannot
  be worked out, or does not apply or is asked of nobody. `-`: no case shows it, or there is no such
  thing (a written number is always known).

The formatter's rule for each is held by `tests/property/test_format_of_schemes.py`; its place in
the manual is found by its [word](../dsl/reference/keywords.md).
"""


def counts() -> str:
    """Say how many cases there are."""
    topics = {path.parent.parent.name for path in FILES}
    good = sum(case.path.parent.name == "good" for case in CASES)
    return (
        f"{len(CASES)} conformance cases in {len(topics)} topics: {good} good, "
        f"{len(CASES) - good} bad; {len(DECIDED)} are decided on {len(ENGINES)} engines"
    )


def page(found: Iterable[Construct]) -> str:
    """Return the page."""
    found = tuple(found)
    topics = {path.parent.parent.name for path in FILES}
    lines = [
        _HEAD.format(
            cases=len(CASES) // ROUND * ROUND,
            topics=len(topics),
            decided=len(DECIDED) // ROUND * ROUND,
            engines="**, **".join(ENGINES),
        ),
        "## What an engine leaves out",
        "",
        "| engine | what | why |",
        "|---|---|---|",
    ]
    for engine in ENGINES:
        left = LEFT_OUT[engine] | REFUSED[engine]
        lines += [f"| {engine} | {what} | {why} |" for what, why in left.items()]
        if not left:
            lines.append(f"| {engine} | nothing | |")
    for part in Part:
        lines += ["", f"## {part.value}", "", *_table([one for one in found if one.part is part])]
    return "\n".join(lines) + "\n"


def _table(rows: list[Construct]) -> list[str]:
    heads = ["construct", "what it says", *ENGINES, "good", "bad", "unknown", "fault", "nobody"]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for one in rows:
        marks = [_yes(bool(one.good)), _yes(bool(one.bad))]
        marks += [_yes(status in one.statuses) for status in ("unknown", "fault", "nobody")]
        cells = [f"`{one.name}`", one.says, *(_on(engine, one) for engine in ENGINES), *marks]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines


def _on(engine: str, one: Construct) -> str:
    reason = REFUSED[engine].get(one.name)
    if reason:
        return f"refused: {reason}"
    if one.decided:
        return "yes"
    return "checked" if one.good else "-"


def _yes(shown: bool) -> str:
    return "yes" if shown else "-"


if __name__ == "__main__":
    PAGE.write_text(page(constructs()), encoding="utf-8")
    sys.stdout.write(f"{counts()}\n{PAGE.relative_to(ROOT)} written\n")
