"""Lists in a simulation: a first pass over all blocks, the cut-off, and what it leaves of a block.

A row of the data enters as a whole or not at all: it takes as many places as its weight, and costs
its weight times what one costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import Awards
from schemebuilder.engines.columnar.cut_off import CutOff
from schemebuilder.engines.columnar.selection import Candidates, joined
from schemebuilder.ir.lists import selection_of
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.selection import Selection, Standing
from schemebuilder.population.frame import Frame
from schemebuilder.simulation.answers import Answers, Engine, Walker
from schemebuilder.values.numbers import as_text

_MICRO: Final = 10**6
_CODE: Final = {standing: code for code, standing in enumerate(Standing)}
_AFTER: Final = {
    Standing.WAITING: "not_selected",
    Standing.NOT_SELECTED: "not_selected",
    Standing.UNDECIDED: "undecided",
    Standing.FAILED: "failed",
}
"""What becomes of who would be given something and stands so on the list."""

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list over a population: everyone who may be on it, and how it was cut off."""

    candidates: Candidates
    cut: CutOff


def listings(
    scheme: Scheme, frames: Iterable[Frame], engine: Engine, walker: Walker, told: Told
) -> dict[str, Listing]:
    """Make every list of a scheme over a population; `told` hears of the households seen."""
    blocks: dict[str, list[Candidates]] = {name: [] for name in scheme.selections}
    for frame in frames:
        answers = engine(frame)
        for name in scheme.selections:
            blocks[name].append(answers.candidates[name])
        told(frame.household_count)
    found: dict[str, Listing] = {}
    for name, selection in scheme.selections.items():
        if blocks[name]:
            whole = joined(blocks[name])
            found[name] = Listing(whole, walker(selection, whole))
    return found


def after_lists(
    scheme: Scheme,
    frame: Frame,
    answers: Answers,
    made: Mapping[str, Listing],
    before: tuple[int, int],
) -> Answers:
    """Return a block's answers as the lists leave them.

    `before` are the households and the persons of the blocks before this one.
    """

    def after(name: str, awards: Awards) -> Awards:
        selection = selection_of(scheme, name)
        if selection is None or selection.name not in made:
            return awards
        of_persons = selection.entity == "person"
        first = before[1] if of_persons else before[0]
        count = frame.person_count if of_persons else frame.household_count
        standing = made[selection.name].cut.standing[first : first + count]
        if awards.of_persons and not of_persons:
            standing = standing[awards.household]
        return _left(awards, standing, paid=name in scheme.benefits)

    return replace(
        answers,
        benefits={name: after(name, awards) for name, awards in answers.benefits.items()},
        eligibilities={name: after(name, each) for name, each in answers.eligibilities.items()},
    )


def _left(awards: Awards, standing: npt.NDArray[np.uint8], *, paid: bool) -> Awards:
    """Return awards without those of whoever is not selected."""
    outcomes, amounts = awards.outcomes.copy(), awards.amounts.copy()
    given = outcomes == awards.outcome_names.index("eligible")
    if paid:
        given &= np.asarray(amounts != 0, dtype=np.bool_)
    for each, outcome in _AFTER.items():
        rows = given & (standing == _CODE[each])
        outcomes[rows] = awards.outcome_names.index(outcome)
        amounts[rows] = 0
    return replace(awards, outcomes=outcomes, amounts=amounts)


def list_part(selection: Selection, listing: Listing) -> dict[str, Any]:
    """Return a list for a report: who stands how, the cut-off, ties; figures are exact text."""
    candidates, cut = listing.candidates, listing.cut
    found: dict[str, Any] = {
        "list": selection.name,
        "entity": selection.entity,
        "for": list(selection.serves),
        "rank": list(selection.words),
        "standings": {
            standing.value: _count(candidates.weights, cut.standing == _CODE[standing])
            for standing in Standing
        },
        "cut_off": {"place": cut.last, "keys": [as_text(key) for key in _keys_at(listing)]},
        "ties": {
            "groups": len(cut.ties),
            "rows": sum(len(tie.rows) for tie in cut.ties),
            "entered": sum(len(tie.rows) for tie in cut.ties if tie.entered),
        },
    }
    if selection.budget is not None:
        found["budget"] = {"limit": _text(candidates.limit), "used": as_text(cut.spent)}
    if selection.room is not None:
        found["places"] = {"limit": _text(candidates.places), "used": _micros(cut.entered)}
    if selection.quota is not None:
        found["quotas"] = [
            {"area": _area(candidates, code), "limit": _micros(most)}
            | {"used": _micros(cut.used.get(code, 0))}
            for code, most in sorted(cut.quotas.items())
        ]
    return found


def _count(weights: npt.NDArray[np.int64], mask: npt.NDArray[np.bool_]) -> dict[str, object]:
    """Return a weighted number and the rows."""
    return {"weighted": _micros(sum(weights[mask].tolist())), "rows": int(mask.sum())}


def _micros(weighted: int) -> str:
    return as_text(Fraction(weighted, _MICRO))


def _text(value: Fraction | None) -> str | None:
    return None if value is None else as_text(value)


def _keys_at(listing: Listing) -> list[Fraction]:
    """Return the keys of the last to enter."""
    candidates, cut = listing.candidates, listing.cut
    at = (cut.place == cut.last) & (cut.standing == _CODE[Standing.SELECTED])
    rows = np.flatnonzero(at)
    if not len(rows) or not cut.last:
        return []
    row = int(rows[0])
    return [
        Fraction(int(key.n[row])) * key.unit / (1 if key.d is None else int(key.d[row]))
        for key in candidates.keys
    ]


def _area(candidates: Candidates, code: int) -> str:
    return candidates.names[code] if candidates.names else str(code)
