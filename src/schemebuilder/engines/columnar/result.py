"""What a run over a population yields: columns per benefit and rule, exact totals, and examples."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.lowering.program import OUTCOMES

if TYPE_CHECKING:
    from datetime import date

    from schemebuilder.diagnostics.finding import Finding
    from schemebuilder.engines.columnar.binding import Key
    from schemebuilder.population.frame import Mask
    from schemebuilder.values.types import Type

Array: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a rule, a stage or an amount, one entry a person or household.

    A quantity is n·unit/d (int64, or Python integers where they need more; `d` None: 1). A yes/no
    is bool, a choice its position in the type's choices, a date days since 1970. The masks are None
    where no entry is so; what stands under them means nothing. A fault outranks an unknown.
    """

    type: Type
    entity: str
    n: Array
    d: Array | None
    unit: Fraction
    unknown: Mask | None
    fault: Mask | None
    not_applicable: Mask | None

    def exactly(self, row: int) -> Fraction:
        """Return a quantity's value in one row, in the type's unit."""
        n = Fraction(int(self.n[row])) * self.unit
        return n if self.d is None else n / int(self.d[row])


@dataclass(frozen=True, slots=True)
class Columns:
    """A benefit or an eligibility for everyone of its entity.

    `outcome` (uint8) holds positions in `OUTCOMES`. For a benefit: `amount` is exact; `cost` the
    same in whole numbers of `cost_unit` (in which an amount that is whole in no coin stands to
    10^-6, half even), 0 where nothing is known to be paid; `total` its weighted sum in units of the
    type; `counts` and `weighted` (whole numbers of 10^-6) say how many have each outcome.
    """

    name: str
    entity: str
    outcome: npt.NDArray[np.uint8]
    counts: dict[str, int]
    weighted: dict[str, int]
    amount: Values | None = None
    cost: Array | None = None
    cost_unit: Fraction = Fraction(1)
    total: Fraction = Fraction(0)

    def rows_with(self, outcome: str) -> Array:
        """Return the rows that have this outcome."""
        return np.flatnonzero(self.outcome == OUTCOMES.index(outcome))


@dataclass(frozen=True, slots=True)
class Filled:
    """In how many rows a fact is missing and takes the scheme's written value; weights of 10^-6."""

    count: int
    weighted: int


@dataclass(frozen=True, slots=True)
class FaultExample:
    """A row for which a benefit or eligibility cannot be worked out, and where in the scheme."""

    name: str
    entity: str
    row: int
    id: str
    code: str
    place: str
    citation: str
    message: str


@dataclass(frozen=True, slots=True)
class ColumnarResult:
    """A scheme on a date over a population. `results` is by benefit or eligibility, in their order.

    `values` holds what was wanted besides, `assumed` the facts that took the scheme's value, by
    entity and field. `faults` are examples, a few for each benefit.
    """

    scheme: str
    on: date
    results: dict[str, Columns]
    values: dict[str, Values]
    assumed: dict[Key, Filled]
    faults: tuple[FaultExample, ...]
    findings: tuple[Finding, ...]
