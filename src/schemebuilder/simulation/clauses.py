"""What one changed clause does by itself: whom it changes, what it costs, and a household."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from schemebuilder.analytics.whole import Array, Mask, largest, minus, narrow, times
from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.simulation.amounts import Amounts
from schemebuilder.simulation.breakdown import Cut
from schemebuilder.simulation.compared import count, money
from schemebuilder.simulation.welfare import People
from schemebuilder.values.numbers import as_text


@dataclass(frozen=True, slots=True)
class Version:
    """What households have by one version, in whole 1/`parts` of the currency for a year.

    `summed` says whether its amounts of a year are known.
    """

    amounts: Amounts
    parts: int
    summed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the results of two versions differ, and by how much a year, in 1/`parts`."""

    changed: Mask
    before: Version
    after: Version

    @property
    def parts(self) -> int:
        """The parts of the currency in which both are whole."""
        return lcm(self.before.parts, self.after.parts)

    def net(self, version: Version) -> Array:
        """Return the net amounts of a version in the parts of both."""
        return times(version.amounts.net, self.parts // version.parts)

    def paid(self, version: Version) -> Array:
        """Return what the benefits of a version come to in the parts of both."""
        return times(version.amounts.paid, self.parts // version.parts)


def difference(before: Version, after: Version) -> Difference:
    """Compare two versions household by household.

    A household's result differs where its net amount does, who in it is paid or eligible, or
    whether something is undecided.
    """
    one, other = before.amounts, after.amounts
    nothing = np.zeros(len(one.open), dtype=np.bool_)
    found = Difference(nothing, before, after)
    moved = np.asarray(found.net(before) != found.net(after), dtype=np.bool_)
    changed: Mask = (
        moved
        | (one.open != other.open)
        | (one.persons != other.persons)
        | (one.own != other.own)
        | (one.eligible != other.eligible)
    )
    return Difference(changed, before, after)


def difference_part(found: Difference, people: People) -> dict[str, Any]:
    """Return how many are changed, weighted, and what that costs: after less before, a year.

    Costs are of all households, those that are undecided with what is known to be paid to them.
    """
    weights, sizes = people.weights[found.changed], people.sizes[found.changed]
    summed = found.before.summed and found.after.summed

    def cost(after: Array, before: Array) -> str | None:
        change = minus(after, before)
        return money(weighted_total(change, people.weights), found.parts) if summed else None

    return {
        "households": count(int(weights.astype(object).sum())) if len(weights) else "0",
        "persons": count(weighted_total(sizes, weights)),
        "rows": int(np.count_nonzero(found.changed)),
        "cost_per_year": cost(found.paid(found.after), found.paid(found.before)),
        "net_cost_per_year": cost(found.net(found.after), found.net(found.before)),
    }


def example_row(found: Difference) -> int | None:
    """Return the household that is changed most, the first of those alike; None without one.

    One that is decided before and after comes before one that is not.
    """
    rows = np.flatnonzero(found.changed)
    if not len(rows):
        return None
    decided = ~(found.before.amounts.open | found.after.amounts.open)[rows]
    rows = rows[decided] if decided.any() else rows
    change = minus(found.net(found.after), found.net(found.before))[rows]
    size = narrow(np.abs(change)) if largest(change) else change
    return int(rows[int(np.argmax(size))])


def example_part(
    found: Difference, people: People, by: Mapping[str, Cut], place: tuple[int, str]
) -> dict[str, Any]:
    """Return the household in a row, by its id: its net amounts a year, None where undecided."""
    row, id_ = place

    def amount(version: Version) -> str | None:
        if version.amounts.open[row] or not version.summed:
            return None
        return as_text(Fraction(version.amounts.net_of(row), version.parts))

    before, after = amount(found.before), amount(found.after)
    known = before is not None and after is not None
    return {
        "household": id_,
        "row": row + 1,
        "weight": count(int(people.weights[row])),
        "persons": int(people.sizes[row]),
        "before": before,
        "after": after,
        "change": as_text(Fraction(after or 0) - Fraction(before or 0)) if known else None,
        **{name: cut.labels[int(cut.group[row])] for name, cut in by.items() if name != "tenth"},
    }
