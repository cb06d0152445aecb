"""The first figures of a comparison: cost, whom it reaches, coverage of the poor, poverty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from schemebuilder.analytics.poverty import Poverty, poverty
from schemebuilder.analytics.whole import Mask, below, plus
from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.simulation.compared import Comparison, beside, count, share
from schemebuilder.simulation.poverty_line import Line


def headline(compared: Comparison, line: Line) -> dict[str, Any]:
    """Return the big figures of the scheme, of what it is compared with, and the change.

    Sums are weighted; money is in the currency for a year. Persons reached live in a household
    that is paid, or has a member who is; persons paid are paid in their own name.
    """
    weights, sizes = compared.people.weights, compared.people.sizes

    def counted(of: Callable[[int], Any]) -> dict[str, str | None]:
        return beside([count(weighted_total(of(number), weights)) for number in compared.numbers])

    amounts = compared.amounts
    return {
        "cost_per_year": beside([compared.cost(number) for number in compared.numbers]),
        "charges_per_year": beside([compared.charges(number) for number in compared.numbers]),
        "net_cost_per_year": beside([compared.net_cost(number) for number in compared.numbers]),
        "persons_reached": counted(lambda n: amounts[n].reached * sizes),
        "households_reached": counted(lambda n: amounts[n].reached.astype(np.int64)),
        "persons_paid": counted(lambda n: amounts[n].persons),
        "households_paid": counted(lambda n: amounts[n].own.astype(np.int64)),
        "persons_undecided": counted(lambda n: amounts[n].open * sizes),
        "coverage_of_the_poor": _coverage(compared, line),
        "poverty": _poverty(compared, line),
    }


def _coverage(compared: Comparison, line: Line) -> dict[str, Any]:
    """Return the share of poor persons who are reached: Σw·1[paid, poor] / Σw·1[poor]."""
    if line.each is None:
        return {"share": None, "because": line.because}
    people = compared.people
    poor = people.known & below(people.welfare, people.sizes, line.each / people.unit)
    all_poor = weighted_total(people.sizes[poor], people.weights[poor])

    def reached(mask: Mask) -> int:
        here = poor & mask
        return weighted_total(people.sizes[here], people.weights[here])

    found = [reached(compared.amounts[number].reached) for number in compared.numbers]
    undecided = [reached(compared.amounts[number].open) for number in compared.numbers]
    if not all_poor:
        return {"share": None, "because": f"nobody is below {line.words}"}
    return {
        "share": beside([share(Fraction(each), Fraction(all_poor)) for each in found]),
        "persons": beside([count(each) for each in found]),
        "persons_undecided": beside([count(each) for each in undecided]),
        "of_persons": count(all_poor),
    }


def _poverty(compared: Comparison, line: Line) -> dict[str, Any]:
    """Return FGT 0 and FGT 1 without the schemes and with each of them.

    Of persons whose welfare is known and whose household is decided in every scheme compared, so
    that all the figures are of the same persons; `left_out` are the others, as weighted persons.
    """
    people = compared.people
    if line.each is None:
        return {"head_count": None, "gap": None, "because": line.because}
    if compared.because:
        return {"head_count": None, "gap": None, "because": compared.because}
    fit = people.known & compared.decided
    persons = weighted_total(people.sizes, people.weights)
    sizes, weights = people.sizes[fit], people.weights[fit]
    welfare = compared.welfare[fit]
    if not len(sizes):
        because = "nobody has both a known welfare and a decision"
        return {"head_count": None, "gap": None, "because": because}

    def measured(added: Sequence[Any]) -> list[Poverty]:
        lines = line_in_parts(line, compared)
        return [poverty(each, sizes, weights, lines) for each in added]

    nets = [compared.amounts[number].net[fit] for number in compared.numbers]
    without, *found = measured([welfare, *(plus(welfare, net) for net in nets)])

    def shown(of: Callable[[Poverty], Fraction | None]) -> dict[str, str | None]:
        shares = [share(of(each)) for each in found]
        return {"without": share(of(without)), **beside(shares)}

    return {
        "head_count": shown(lambda each: each.head_count),
        "gap": shown(lambda each: each.gap),
        "poor_persons": {
            "without": count(without.poor),
            **beside([count(each.poor) for each in found]),
        },
        "of_persons": count(without.persons),
        "left_out": count(persons - without.persons),
    }


def line_in_parts(line: Line, compared: Comparison) -> Fraction:
    """Return a line in the parts that amounts are counted in."""
    return Fraction(0) if line.each is None else line.each * compared.parts
