"""Library schemes over made-up households: the columnar engine over all, the exact one on a sample.

`python -m tests.property.agreement --households 1000000 --sample 20000` prints a table and writes
docs/agreement.md; it ends with 1 where the engines differ.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from schemebuilder.engines.columnar.cut_off import cut_off
from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.engines.columnar.selection import joined
from schemebuilder.engines.exact.decide import decide
from schemebuilder.services.authoring import check_source
from schemebuilder.services.sources import library_paths
from schemebuilder.simulation.by_blocks import columnar_engine
from schemebuilder.simulation.by_cases import exact_engine
from schemebuilder.simulation.lists_by_cases import cut_off_by_case
from schemebuilder.simulation.to_case import household_as_case
from tests.house.tree import ROOT
from tests.property.generators.comparing import in_value, in_verdict
from tests.property.generators.schemes import wanted
from tests.property.generators.streams import BLOCK, Made, households, part_of

if TYPE_CHECKING:
    from schemebuilder.engines.columnar.result import ColumnarResult
    from schemebuilder.engines.columnar.selection import Candidates
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.program import Program

PAGE: Final = ROOT / "docs" / "agreement.md"
SHOWN: Final = 5
OUTCOMES: Final = ("eligible", "not_eligible", "undecided", "failed")


@dataclass(slots=True)
class Agreement:
    """What came of one scheme: how many were decided, as what, and in what the engines differ."""

    name: str
    households: int = 0
    persons: int = 0
    sampled: int = 0
    compared: int = 0
    listed: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def agreement(scheme: Scheme, count: int, sample: int, seed: int, block: int = BLOCK) -> Agreement:
    """Run a scheme over made-up households; the first of each block are compared."""
    found = Agreement(scheme.id)
    blocks = -(-count // block)
    each = -(-sample // blocks)
    programs: dict[date, Program] = {}
    listed: dict[tuple[date, str], list[tuple[Candidates, Candidates]]] = {}
    for made in households(scheme, count, seed, block):
        began = time.perf_counter()
        if made.on not in programs:
            programs[made.on] = lower_for(scheme, made.frame, made.on, wanted(scheme))
        result = run(programs[made.on], made.frame, examples=0)
        found.seconds += time.perf_counter() - began
        found.households += made.frame.household_count
        found.persons += made.frame.person_count
        for columns in result.results.values():
            found.outcomes.update(columns.counts)
        some = part_of(made.frame, each)
        _compare(scheme, Made(made.on, some), result, found)
        if scheme.selections:
            _note_candidates(scheme, Made(made.on, some), listed)
    found.differences += list(_list_differences(scheme, listed, found))
    return found


def _compare(scheme: Scheme, made: Made, result: ColumnarResult, found: Agreement) -> None:
    """Decide households one by one, and compare with their rows in the result of the whole."""
    names = wanted(scheme)
    for place in range(made.frame.household_count):
        slow = decide(scheme, household_as_case(made.frame, place, made.on), values=names)
        found.sampled += 1
        found.compared += len(slow.verdicts) + len(slow.values)
        wrong: list[str] = []
        for verdict in slow.verdicts:
            columns = result.results[verdict.name]
            wrong += in_verdict(verdict, columns, _row(verdict.subject.id))
        for value in slow.values:
            wrong += in_value(value, result.values[value.name], _row(value.subject.id))
        found.differences += [f"{made.on}: {one}" for one in wrong]


def _row(id_: str) -> int:
    """Return the row of a subject that is named by its position, from 1."""
    return int(id_) - 1


def _note_candidates(
    scheme: Scheme,
    made: Made,
    listed: dict[tuple[date, str], list[tuple[Candidates, Candidates]]],
) -> None:
    fast = columnar_engine(scheme, made.on)(made.frame).candidates
    slow = exact_engine(scheme, made.on)(made.frame).candidates
    for name in scheme.selections:
        listed.setdefault((made.on, name), []).append((fast[name], slow[name]))


def _list_differences(
    scheme: Scheme,
    listed: dict[tuple[date, str], list[tuple[Candidates, Candidates]]],
    found: Agreement,
) -> Iterator[str]:
    """Yield where the two engines cut off a list of the whole sample otherwise."""
    for (on, name), pairs in listed.items():
        selection = scheme.selections[name]
        fast = cut_off(selection, joined([one for one, _ in pairs]))
        slow = cut_off_by_case(selection, joined([other for _, other in pairs]))
        found.listed += len(fast.standing)
        if not np.array_equal(fast.standing, slow.standing):
            rows = np.flatnonzero(fast.standing != slow.standing)[:SHOWN].tolist()
            yield f"{on}, list {name}: rows {rows} stand otherwise"
        if not np.array_equal(fast.place, slow.place):
            yield f"{on}, list {name}: places differ"
        if (fast.spent, fast.entered, fast.last) != (slow.spent, slow.entered, slow.last):
            yield f"{on}, list {name}: what is used up differs"


def table(all_found: list[Agreement]) -> str:
    """Return what came of all schemes as a table."""
    heads = (
        "scheme", "households", "persons", "decided in", "eligible", "not eligible", "undecided",
        "failed", "compared households", "values compared", "on lists", "differences",
    )  # fmt: skip
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    for one in all_found:
        cells = [
            one.name, f"{one.households:,}", f"{one.persons:,}", f"{one.seconds:.1f} s",
            *(f"{one.outcomes[key]:,}" for key in OUTCOMES),
            f"{one.sampled:,}", f"{one.compared:,}", f"{one.listed:,}", f"{len(one.differences):,}",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


_HEAD: Final = """\
# Two engines, one answer

Every library scheme over {households:,} made-up households with facts that are missing, do not
apply or contradict each other, and with values at and beside every threshold. The columnar engine
decides all of them, the exact evaluator a sample of {sample:,}. For these, every outcome, every
amount to the last fraction, the value and status of every rule and stage, and every place on a list
are compared. `make agree` makes this page, here with seed {seed}. The households come from
`tests/property/generators/streams.py`; they are like no country, so that the outcomes say nothing
about a scheme.

"""


def main() -> int:
    """Run the schemes that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("schemes", nargs="*")
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="write docs/agreement.md")
    options = parser.parse_args()
    done: list[Agreement] = []
    for name in options.schemes or library_paths():
        scheme = check_source(name).scheme
        if scheme is None:
            sys.stdout.write(f"{name} has errors\n")
            return 1
        done.append(agreement(scheme, options.households, options.sample, options.seed))
        sys.stdout.write(table(done[-1:]).splitlines()[-1] + "\n")
        sys.stdout.writelines(f"  {one}\n" for one in done[-1].differences[:SHOWN])
        sys.stdout.flush()
    if options.write:
        head = _HEAD.format(households=options.households, sample=options.sample, seed=options.seed)
        PAGE.write_text(head + table(done) + "\n", encoding="utf-8")
    return int(any(one.differences for one in done))


if __name__ == "__main__":
    sys.exit(main())
