"""One scheme beside another over the same people: what each household has by either, exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from schemebuilder.analytics.whole import Array, Mask, minus, times
from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.ir.scheme import Scheme
from schemebuilder.simulation.amounts import Amounts, Rates
from schemebuilder.simulation.welfare import People
from schemebuilder.values.numbers import as_text
from schemebuilder.values.rounding import half_even

_MICRO: Final = 10**6
_SHARE: Final = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A scheme, and the one it is against if there is one: `schemes` are after and before.

    `amounts` are in whole 1/`parts` of the currency for a year, in the order of `schemes`.
    """

    schemes: tuple[Scheme, ...]
    rates: tuple[Rates, ...]
    amounts: tuple[Amounts, ...]
    parts: int
    people: People

    @property
    def numbers(self) -> range:
        """The places of the schemes."""
        return range(len(self.schemes))

    @property
    def because(self) -> str:
        """Why no amounts of a year are known; empty where they are."""
        return next((each.because for each in self.rates if each.because), "")

    @property
    def decided(self) -> Mask:
        """Where nothing is undecided or failed in any of the schemes."""
        found = np.ones(len(self.people.sizes), dtype=np.bool_)
        for each in self.amounts:
            found &= ~each.open
        return found

    @property
    def welfare(self) -> Array:
        """Welfare before transfers in the parts that amounts are counted in."""
        return times(self.people.welfare, int(self.people.unit * self.parts))

    @property
    def change(self) -> Array:
        """What each household has more a year by the scheme than by the one before."""
        return minus(self.amounts[0].net, self.amounts[1].net)

    def cost(self, number: int) -> str | None:
        """Return what the benefits of a scheme cost in a year."""
        return self._sum(number, self.amounts[number].paid)

    def charges(self, number: int) -> str | None:
        """Return what is owed to a scheme in a year."""
        return self._sum(number, self.amounts[number].owed)

    def net_cost(self, number: int) -> str | None:
        """Return the cost less the charges."""
        return self._sum(number, self.amounts[number].net)

    def _sum(self, number: int, amounts: Array) -> str | None:
        if self.rates[number].because:
            return None
        return money(weighted_total(amounts, self.people.weights), self.parts)


def beside(figures: Sequence[str | None]) -> dict[str, str | None]:
    """Return a figure of the scheme, of the one before, and the change; None where one is not."""
    after = figures[0]
    before = figures[1] if len(figures) > 1 else None
    change = (
        None if after is None or before is None else as_text(Fraction(after) - Fraction(before))
    )
    return {"after": after, "before": before, "change": change}


def count(weighted: int) -> str:
    """Return a number that was summed with weights in 10^-6."""
    return as_text(Fraction(weighted, _MICRO))


def money(weighted: int, parts: int) -> str:
    """Return a weighted sum of parts of the currency as text in the currency, exact."""
    return as_text(Fraction(weighted, _MICRO * parts))


def share(part: Fraction | None, whole: Fraction = Fraction(1)) -> str | None:
    """Return a share to six decimals, half even; None of nothing."""
    return None if part is None or whole == 0 else as_text(half_even(part / whole, _SHARE))
