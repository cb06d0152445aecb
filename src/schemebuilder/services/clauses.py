"""What each changed clause does to people: each is run by itself, with an example household."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from schemebuilder.compiler.reforming.alone import spliced
from schemebuilder.compiler.reforming.differences import Change, Happens, Located, located
from schemebuilder.services import authoring
from schemebuilder.services.comparing import change_plain, change_words
from schemebuilder.services.costing import ENGINES, WALKERS
from schemebuilder.simulation.amounts import Gatherer, parts_in, rates_of
from schemebuilder.simulation.breakdown import Cut, cuts
from schemebuilder.simulation.clauses import (
    Difference,
    Version,
    difference,
    difference_part,
    example_part,
    example_row,
)
from schemebuilder.simulation.compared import Comparison
from schemebuilder.simulation.grouping import Grouping
from schemebuilder.simulation.moves import household_ids
from schemebuilder.simulation.run import Progressed, answered, lists_of
from schemebuilder.simulation.source import Source

MOST: Final = 20
"""How many changed clauses are run; those behind are listed and not run."""
NOBODY: Final = "changes nobody in this population"


@dataclass(frozen=True, slots=True)
class Versions:
    """Two versions of a scheme as they were compared: texts in their one layout, and results.

    `beside` is the path of the text, in whose folder the schemes are that it uses.
    """

    before: str
    after: str
    compared: Comparison
    groups: Grouping
    beside: str = ""


@dataclass(slots=True)
class _Bench:
    """Runs versions of a text over the same people, each text once; `tell` hears of each block."""

    source: Source
    day: date
    engine: str
    beside: str
    tell: Callable[[], None]
    known: dict[str, Version | None] = field(default_factory=dict)

    def version(self, text: str) -> Version | None:
        """Return what a version comes to, or None where the text does not compile."""
        if text not in self.known:
            self.known[text] = self._run(text)
        return self.known[text]

    def _run(self, text: str) -> Version | None:
        scheme = authoring.check_text(text, "clause", beside=self.beside).scheme
        if scheme is None:
            return None
        rates = rates_of(scheme, self.day)
        gatherer = Gatherer(scheme, rates, parts_in((rates,)))
        engine = ENGINES[self.engine](scheme, self.day)
        made = lists_of(scheme, self.source, engine, WALKERS[self.engine])
        for frame, answers in answered(scheme, self.source, engine, made):
            gatherer.keep(frame, answers)
            self.tell()
        return Version(gatherer.gathered(), gatherer.parts, not rates.because)


def clauses_part(
    versions: Versions,
    source: Source,
    on: date,
    engine: str,
    progress: Progressed | None = None,
) -> dict[str, Any]:
    """Return, for each difference of two texts in the order of `diff`, what it does by itself.

    `how` says what was compared: `alone`, the text before with this clause of the one after;
    where that does not compile or changes nobody, `without`, the text after less this clause; and
    then `together`, the text before with this clause and those of `together_with`, which it names
    or which name it. None: it changes nobody, and `words` says so. One run a clause, or a few; only
    the first twenty are run.
    """
    changes = located(versions.before, versions.after)
    share = 0.0

    def tell() -> None:
        if progress is not None:
            progress(share, "Running each change alone")

    bench = _Bench(source, on, engine, versions.beside, tell)
    compared = versions.compared
    for text, number in ((versions.before, 1), (versions.after, 0)):
        known = not compared.rates[number].because
        bench.known[text] = Version(compared.amounts[number], compared.parts, known)
    by = cuts(compared, versions.groups)
    rows: list[dict[str, Any]] = []
    found: list[tuple[dict[str, Any], Difference, int]] = []
    for number, change in enumerate(changes):
        row: dict[str, Any] = {"words": change_words(change.change), **change_plain(change.change)}
        rows.append(row)
        if number >= MOST:
            row |= {"how": None, "effect": f"not run: only the first {MOST} changes are"}
            continue
        share = number / min(len(changes), MOST)
        tell()
        how, effect, seen, others = _tried(versions, bench, changes, number)
        row |= {"how": how, "effect": effect}
        row["together_with"] = [change_words(changes[each].change) for each in others]
        if seen is None:
            continue
        row |= difference_part(seen, compared.people)
        example = example_row(seen)
        if example is not None:
            found.append((row, seen, example))
    _examples(found, compared, by, source)
    return {"run": min(len(changes), MOST), "of": len(changes), "rows": rows}


def _examples(
    found: Iterable[tuple[dict[str, Any], Difference, int]],
    compared: Comparison,
    by: Mapping[str, Cut],
    source: Source,
) -> None:
    """Put the example household into each row; their ids are read in one pass."""
    listed = list(found)
    ids = household_ids(source, (place for *_, place in listed))
    for row, seen, place in listed:
        row["example"] = example_part(seen, compared.people, by, (place, ids[place]))


_Tried = tuple["str | None", str, "Difference | None", tuple[int, ...]]


def _tried(versions: Versions, bench: _Bench, changes: Sequence[Located], number: int) -> _Tried:
    """Return how a change could be shown, in words, with what differs and the changes it needs."""
    change = changes[number]
    if _says_the_same(change.change):
        return None, f"only the law cited differs; {NOBODY}", None, ()
    ways: tuple[tuple[str, str, Callable[[], tuple[str, str]], tuple[int, ...]], ...] = (
        ("alone", "alone", lambda: (versions.before, spliced(versions.before, [change.alone])), ()),
        (
            "without",
            "as the last of the changes",
            lambda: (spliced(versions.after, [change.undone]), versions.after),
            (),
        ),
    )
    others = _partners(changes, number)
    if others:
        splices = [changes[each].alone for each in sorted((number, *others))]
        together = spliced(versions.before, splices)
        ways += (("together", "together", lambda: (versions.before, together), others),)
    compiles = False
    for how, words, texts, needed in ways:
        first, second = (bench.version(text) for text in texts())
        if first is None or second is None:
            continue
        compiles = compiles or how != "together"
        seen = difference(first, second)
        if seen.changed.any():
            return how, f"changes people {words}", seen, needed
    if compiles or not others:
        return None, NOBODY if compiles else "cannot be made by itself", None, others
    return None, f"takes effect only together with others, and {NOBODY}", None, others


def _says_the_same(change: Change) -> bool:
    same = change.happens is Happens.CHANGED and change.before == change.after
    return same and change.law_before != change.law_after


def _partners(changes: Sequence[Located], number: int) -> tuple[int, ...]:
    """Return the changes without which this one may do nothing: they name what comes or goes."""
    names = [_defined(each.change) for each in changes]
    words = [_named(each.change) for each in changes]
    found = {number}
    waiting = [number]
    while waiting:
        here = waiting.pop()
        for other in range(len(changes)):
            near = names[here] & words[other] or names[other] & words[here]
            if other not in found and near:
                found.add(other)
                waiting.append(other)
    return tuple(sorted(found - {number}))


def _defined(change: Change) -> frozenset[str]:
    """Return the name that a statement that comes or goes defines."""
    name = change.where.rpartition(" ")[2]
    return frozenset({name}) if change.whole and " " in change.where else frozenset()


def _named(change: Change) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d]\w*", f"{change.before} {change.after}"))
