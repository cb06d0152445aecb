"""The people of a population as an analyst counts them: size, weight, region, and welfare."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.quantiles import quantiles
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.read import Wanted
from schemebuilder.population.schema import NO_CURRENCY, StoredField
from schemebuilder.simulation.grouping import WELFARE, absent
from schemebuilder.simulation.source import BLOCK, Source
from schemebuilder.values.periods import rate_factor
from schemebuilder.values.types import Kind, Period

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """Every household in order: `sizes` persons, `weights` in 10^-6, and its welfare.

    `welfare` is what the household has in a year before any transfer of the schemes, in whole
    `unit`s of their currency; where `known` does not hold it means nothing. `field` is the fact it
    was read from; where it cannot be compared with amounts, `because` says why, and nothing is
    known. Nothing is known of a household without persons.
    """

    sizes: Whole
    weights: Whole
    welfare: npt.NDArray[Any]
    known: npt.NDArray[np.bool_]
    unit: Fraction = Fraction(1)
    field: str = ""
    because: str = ""

    def quantiles(self, count: int) -> npt.NDArray[np.int64]:
        """Return each household's quantile of welfare per head over persons, from 0; else -1."""
        found = quantiles(self.welfare, ~self.known, self.sizes, self.weights, count)
        if found is None:
            return np.full(len(self.sizes), -1, dtype=np.int64)
        return found.of_households(self.welfare, ~self.known, self.sizes)


def people(source: Source, scheme: Scheme) -> People:
    """Read sizes, weights and welfare in one pass; the year is that of the scheme's calendar."""
    info = source.info
    fields = (info.field("household", name) for name in WELFARE)
    stored = next((field for field in fields if field is not None), None)
    factor, because = _yearly(stored, scheme)
    fit = stored is not None and not because
    sizes, weights, welfare, known = [], [], [], []
    for frame in source.frames(Wanted((stored,) if stored is not None and fit else ()), BLOCK):
        size = np.diff(frame.offsets)
        sizes.append(size)
        weights.append(frame.weights)
        if stored is not None and fit:
            column = frame.households[stored.name]
            welfare.append(column.data.astype(np.int64))
            known.append(~absent(column) & (size > 0))
    of_size = np.concatenate(sizes) if sizes else np.zeros(0, dtype=np.int64)
    none = np.zeros(len(of_size), dtype=np.int64)
    return People(
        of_size,
        np.concatenate(weights) if weights else none,
        np.concatenate(welfare) if welfare else none,
        np.concatenate(known) if known else none.astype(np.bool_),
        factor / 10 ** (0 if stored is None else stored.decimals),
        "" if stored is None else stored.name,
        because,
    )


def _yearly(stored: StoredField | None, scheme: Scheme) -> tuple[Fraction, str]:
    """Return how often the fact is in a year, or why it cannot be compared with amounts."""
    one = Fraction(1)
    if stored is None:
        names = " and no ".join(WELFARE)
        return one, f"the population has no {names} of households"
    kept = stored.type
    if kept.kind is not Kind.MONEY or kept.period is None or kept.whom is not None:
        return one, f"the {stored.name} of the population is {kept.words()}, not money a period"
    if kept.currency not in (NO_CURRENCY, scheme.currency):
        return one, (
            f"the {stored.name} of the population is in {kept.currency}, and the scheme in "
            f"{scheme.currency}"
        )
    factor = rate_factor(kept.period, Period.YEAR, scheme.calendar)
    if factor is None:
        return one, (
            f"the {stored.name} of the population is a {kept.period.value}, and the header does "
            f"not say how many of them a year has"
        )
    return factor, ""
