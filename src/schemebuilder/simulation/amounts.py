"""What each household comes to under a scheme in a year, gathered while a run goes by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import Awards
from schemebuilder.analytics.whole import plus, runs_of, times
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.frame import Frame
from schemebuilder.simulation.answers import MICRO, Answers
from schemebuilder.simulation.priced import price_of
from schemebuilder.simulation.report import yearly_factor

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]
_OPEN: Final = ("undecided", "failed")


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of each benefit comes to in a year, in the currency of the scheme.

    `uncosted` are benefits without a price, which are in no sum. `because` says why nothing can be
    summed: the calendar does not say how often a benefit is paid in a year.
    """

    by_name: Mapping[str, Fraction]
    uncosted: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Amounts:
    """One entry a household, in order; money in whole parts of the currency, for a year.

    `paid` is what the benefits to the household and its members come to, `owed` the charges. `open`
    is where one of them is undecided or failed. `persons` counts the members who are paid in their
    own name, `own` is where the household itself is paid. `eligible` counts all eligible outcomes
    of benefits and eligibilities.
    """

    paid: Array
    owed: Array
    open: Mask
    persons: npt.NDArray[np.int64]
    own: Mask
    eligible: npt.NDArray[np.int64]

    @property
    def reached(self) -> Mask:
        """Where a benefit is paid to or in the household."""
        found: Mask = self.own | (self.persons > 0)
        return found

    @property
    def net(self) -> Array:
        """What the household has more by the scheme: benefits less charges."""
        return plus(self.paid, times(self.owed, -1))

    def net_of(self, row: int) -> int:
        """Return the net amount of one household."""
        return int(self.paid[row]) - int(self.owed[row])


def rates_of(scheme: Scheme, on: date) -> Rates:
    """Return what one unit of each benefit and charge comes to in a year, on a day."""
    found: dict[str, Fraction] = {}
    uncosted: list[str] = []
    for name, benefit in scheme.benefits.items():
        factor, price = yearly_factor(scheme, benefit), price_of(scheme, benefit, on)
        if price is None:
            uncosted.append(name)
        elif factor is None:
            period = "" if benefit.type.period is None else benefit.type.period.value
            because = (
                f"{name} is paid by the {period}, and the header of {scheme.id} does not say how "
                f"many of them a year has"
            )
            return Rates({}, (), because)
        else:
            found[name] = factor * price
    return Rates(found, tuple(uncosted))


def parts_in(rates: Sequence[Rates], also: Sequence[Fraction] = ()) -> int:
    """Return into how many parts the currency is cut, so that every amount of a year is whole."""
    units = [rate * MICRO for each in rates for rate in each.by_name.values()]
    return lcm(MICRO.denominator, *(unit.denominator for unit in (*units, *also)))


@dataclass(slots=True)
class Gatherer:
    """Takes the blocks of a run of one scheme, with amounts in so many `parts` of the currency."""

    scheme: Scheme
    rates: Rates
    parts: int
    blocks: list[Amounts] = field(default_factory=list)

    def keep(self, frame: Frame, answers: Answers) -> None:
        """Take one block and its answers."""
        self.blocks.append(_of_block(self, frame, answers))

    def gathered(self) -> Amounts:
        """Return all blocks as one."""
        nothing = np.zeros(0, dtype=np.int64)
        if not self.blocks:
            none = nothing.astype(np.bool_)
            return Amounts(nothing, nothing, none, nothing, none, nothing)
        return Amounts(
            np.concatenate([block.paid for block in self.blocks]),
            np.concatenate([block.owed for block in self.blocks]),
            np.concatenate([block.open for block in self.blocks]),
            np.concatenate([block.persons for block in self.blocks]),
            np.concatenate([block.own for block in self.blocks]),
            np.concatenate([block.eligible for block in self.blocks]),
        )


def _of_block(gatherer: Gatherer, frame: Frame, answers: Answers) -> Amounts:
    count = frame.household_count
    sums = {charge: np.zeros(count, dtype=np.int64) for charge in (False, True)}
    undecided = np.zeros(count, dtype=np.int64)
    eligible = np.zeros(count, dtype=np.int64)
    members = np.zeros(frame.person_count, dtype=np.bool_)
    own = np.zeros(count, dtype=np.bool_)
    for name, awards in answers.benefits.items():
        charge = gatherer.scheme.benefits[name].charge
        rate = gatherer.rates.by_name.get(name)
        if rate is not None:
            whole = rate * awards.unit * gatherer.parts
            if whole.denominator != 1:
                raise AssertionError(f"{name} is counted in {awards.unit}, finer than a millionth")
            sums[charge] = plus(
                sums[charge], times(_by_household(frame, awards, awards.amounts), whole.numerator)
            )
        if not charge:
            given = np.asarray(awards.amounts > 0, dtype=np.bool_)
            members |= given if awards.of_persons else False
            own |= own if awards.of_persons else given
        undecided += _counted(frame, awards, _OPEN)
        eligible += _counted(frame, awards, ("eligible",))
    for awards in answers.eligibilities.values():
        eligible += _counted(frame, awards, ("eligible",))
        if not answers.benefits:
            undecided += _counted(frame, awards, _OPEN)
    return Amounts(
        sums[False],
        sums[True],
        undecided > 0,
        runs_of(members.astype(np.int64), frame.offsets),
        own,
        eligible,
    )


def _counted(frame: Frame, awards: Awards, outcomes: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return how many in each household have one of these outcomes."""
    codes = [code for code, name in enumerate(awards.outcome_names) if name in outcomes]
    having: npt.NDArray[np.int64] = np.isin(awards.outcomes, codes).astype(np.int64)
    return _by_household(frame, awards, having)


def _by_household(frame: Frame, awards: Awards, numbers: Array) -> Array:
    return runs_of(numbers, frame.offsets) if awards.of_persons else numbers
