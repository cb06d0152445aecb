"""A comparison by fifth and tenth of welfare, and by region: cost, reach, incidence, mean award."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.totals import grouped
from schemebuilder.simulation.compared import Comparison, beside, count, money, share
from schemebuilder.simulation.grouping import Grouping

Whole = npt.NDArray[np.int64]
_MICRO: Final = 10**6


@dataclass(frozen=True, slots=True)
class Cut:
    """How households are cut into groups: the group of each, the labels, and the last for the rest.

    `name` is what a group is called: fifth, tenth, region. Where somebody is in no group, because
    the welfare or the region is not known, there is one more, labelled None.
    """

    name: str
    group: Whole
    labels: tuple[int | str | None, ...]

    @property
    def count(self) -> int:
        """The number of groups."""
        return len(self.labels)


def cuts(compared: Comparison, groups: Grouping) -> dict[str, Cut]:
    """Return the cuts by name; those by welfare are fixed before any transfer, over persons."""
    people = compared.people
    found: dict[str, Cut] = {}
    if people.known.any():
        for name, number in (("fifth", 5), ("tenth", 10)):
            found[name] = _cut(name, people.quantiles(number), tuple(range(1, number + 1)))
    if groups.regions:
        found["region"] = _cut("region", groups.region.astype(np.int64), groups.regions)
    return found


def _cut(name: str, group: Whole, labels: Sequence[int | str]) -> Cut:
    if (group >= 0).all():
        return Cut(name, group, tuple(labels))
    return Cut(name, np.where(group < 0, len(labels), group), (*labels, None))


def breakdown(compared: Comparison, cut: Cut) -> list[dict[str, Any]]:
    """Return a row for each group; sums over the rows are the whole.

    `share_of_cost` is benefit incidence, Σ w·b of the group / Σ w·b; `share_of_persons_reached`
    beneficiary incidence; `coverage` Σ w·size·1[paid] / Σ w·size of the group. The mean award is
    the cost of the group by its reached households, to 10^-6. All weighted.
    """
    people = compared.people
    by_group = grouped(cut.group, cut.count, len(people.weights))
    weights = by_group.sorted(people.weights)
    sizes = by_group.sorted(people.sizes)

    def totals(numbers: npt.NDArray[Any]) -> list[int]:
        return by_group.totals(weights, by_group.sorted(numbers))

    sums = [
        {
            "paid": totals(each.paid),
            "net": totals(each.net),
            "persons_reached": totals(each.reached * people.sizes),
            "households_reached": totals(each.reached.astype(np.int64)),
            "persons_paid": totals(each.persons),
            "households_paid": totals(each.own.astype(np.int64)),
        }
        for each in compared.amounts
    ]
    persons = by_group.totals(weights, sizes)
    households = by_group.totals(weights, np.ones(len(weights), dtype=np.int64))
    rows = by_group.counts(np.ones(len(weights), dtype=np.bool_))
    shown = []
    for place, label in enumerate(cut.labels):

        def of(name: str, place: int = place) -> list[int]:
            return [each[name][place] for each in sums]

        def counts(name: str) -> dict[str, str | None]:
            return beside([count(number) for number in of(name)])

        def amounts(name: str) -> dict[str, str | None]:
            numbers = zip(of(name), compared.rates, strict=True)
            return beside(
                [None if rate.because else money(n, compared.parts) for n, rate in numbers]
            )

        def shares(name: str) -> dict[str, str | None]:
            wholes = [sum(each[name]) for each in sums]
            return beside([_share(*each) for each in zip(of(name), wholes, strict=True)])

        shown.append(
            {
                cut.name: label,
                "persons": count(persons[place]),
                "households": count(households[place]),
                "rows": rows[place],
                "cost_per_year": amounts("paid"),
                "net_cost_per_year": amounts("net"),
                "share_of_cost": shares("paid"),
                "persons_reached": counts("persons_reached"),
                "households_reached": counts("households_reached"),
                "persons_paid": counts("persons_paid"),
                "households_paid": counts("households_paid"),
                "coverage": beside([_share(n, persons[place]) for n in of("persons_reached")]),
                "share_of_persons_reached": shares("persons_reached"),
                "mean_award_per_year": beside(
                    [
                        None if rate.because else _mean(paid, reached, compared.parts)
                        for paid, reached, rate in zip(
                            of("paid"), of("households_reached"), compared.rates, strict=True
                        )
                    ]
                ),
            }
        )
    return shown


def _share(part: int, whole: int) -> str | None:
    return share(Fraction(part), Fraction(whole))


def _mean(paid: int, households: int, parts: int) -> str | None:
    return share(Fraction(paid, parts), Fraction(households))
