"""How many one-step changes of each library scheme its own tests notice: docs/mutation.md.

`python -m tests.library.mutation_page` tries every library scheme and writes the page.
"""

from __future__ import annotations

import sys
from typing import Final

from schemebuilder.services.mutating import Mutated, library_names, mutate, percent
from tests.house.tree import ROOT

PAGE: Final = ROOT / "docs" / "mutation.md"
_HEAD: Final = """\
# What the library's own tests notice

Each library scheme is changed by one step at a time: every number, percentage and parameter value
by one in its last written digit, every day by a day, every comparison, `and`, `or`, quantifier and
role to its neighbour; every condition, row and stage is left out. Then its own examples and cases
are run by the exact engine. A change that none of them notices is a rule that none of them tests.
Changes that can show in no case are not counted; the last column says how many those are.
`make mutate` makes this page; `schemebuilder mutate SCHEME` lists each change that is missed, with
the example to add.

"""


def page(done: list[Mutated]) -> str:
    """Return the page."""
    heads = ("scheme", "examples and cases", "changes", "noticed", "share", "not counted")
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for one in done:
        cells = (
            one.source,
            str(one.cases),
            str(one.made),
            str(one.noticed),
            percent(one.share),
            str(sum(one.same.values())),
        )
        lines.append("| " + " | ".join(cells) + " |")
    reasons = sorted({reason for one in done for reason in one.same})
    told = [f"- {reason}: {sum(one.same.get(reason, 0) for one in done)}" for reason in reasons]
    return _HEAD + "\n".join([*lines, "", "Not counted, because:", "", *told]) + "\n"


def main() -> None:
    """Try every scheme of the library, say how each did, and write the page."""
    done: list[Mutated] = []
    for name in library_names():
        done.append(mutate(name))
        share = percent(done[-1].share)
        sys.stdout.write(f"{name}: {done[-1].noticed} of {done[-1].made} changes ({share})\n")
        sys.stdout.flush()
    PAGE.write_text(page(done), encoding="utf-8")


if __name__ == "__main__":
    main()
