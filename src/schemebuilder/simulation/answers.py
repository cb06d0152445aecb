"""What an engine answers for a block of households, in one shape whichever engine it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import Awards
from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.columnar.cut_off import CutOff
from schemebuilder.engines.columnar.selection import Candidates
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.selection import Selection
from schemebuilder.population.frame import Frame

MICRO: Final = Fraction(1, 10**6)
"""The unit that every engine costs amounts in, half even, where they are not whole in it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """A block's answers: awards by benefit, and outcomes by eligibility (amounts all 0).

    `broken` says by claim who of its entity is known to break it, `candidates` by selection who is
    on its list.
    """

    benefits: Mapping[str, Awards]
    eligibilities: Mapping[str, Awards]
    broken: Mapping[str, npt.NDArray[np.bool_]]
    candidates: Mapping[str, Candidates]
    findings: tuple[Finding, ...] = ()


Engine: TypeAlias = Callable[[Frame], Answers]
"""An engine made ready for one scheme on one date."""

Walker: TypeAlias = Callable[[Selection, Candidates], CutOff]
"""How an engine cuts off a list, when the whole population has been seen."""

EngineMaker: TypeAlias = Callable[[Scheme, date], Engine]


def awards_of(
    frame: Frame,
    entity: str,
    outcomes: npt.NDArray[np.uint8],
    names: tuple[str, ...],
    amounts: npt.NDArray[Any],
    unit: Fraction = MICRO,
) -> Awards:
    """Return awards for the persons or the households of a frame; amounts in whole `unit`s."""
    of_persons = entity == "person"
    households = np.arange(frame.household_count, dtype=np.int64)
    return Awards(
        outcomes=outcomes,
        outcome_names=names,
        amounts=amounts,
        unit=unit,
        household=np.repeat(households, np.diff(frame.offsets)) if of_persons else households,
        of_persons=of_persons,
    )


def weights_of(frame: Frame, entity: str) -> npt.NDArray[np.int64]:
    """Return the weights, in 10^-6, of everyone of an entity."""
    if entity != "person":
        return frame.weights
    return np.repeat(frame.weights, np.diff(frame.offsets))
