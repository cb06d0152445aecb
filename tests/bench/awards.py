"""Both sides' tables of awards, household by household: how far 32-bit floats are from exact."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

INCOME: Final = ("earnings", "self_employment_income", "pension_income")
LIMIT: Final = 40_000
"""The income limit per head, in cents."""
NEAR: Final = 0.01
"""How near to the limit, in cents per head, an income is that 32 bits may put on its other side."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the peer's awards differ from ours, in money of a month; ours are exact."""

    households: int
    equal_to_the_cent: int
    a_cent_apart: int
    on_the_other_side_of_the_limit: int
    otherwise_apart: int
    sum_ours: str
    sum_apart: float

    def facts(self) -> dict[str, Any]:
        """Return the same as plain data."""
        return asdict(self)


def compared(folder: Path, ours: Path, theirs: Path) -> Difference:
    """Compare the tables that both wrote for the population in `folder`."""
    exact, rough = pq.read_table(ours), pq.read_table(theirs)
    if exact.column("household_id").to_pylist() != rough.column("household_id").to_pylist():
        message = "the two tables are not of the same households"
        raise ValueError(message)
    awarded = _doubles(exact.column("grant"))
    apart = np.abs(_doubles(rough.column("grant")) - awarded)
    near = _in_doubt(folder)
    # Half a cent on either side: a float is no whole number of cents, only next to one.
    equal, cent = apart < 0.005, (apart >= 0.005) & (apart < 0.015)
    other_side = ~equal & ~cent & near
    return Difference(
        households=len(apart),
        equal_to_the_cent=int(equal.sum()),
        a_cent_apart=int(cent.sum()),
        on_the_other_side_of_the_limit=int(other_side.sum()),
        otherwise_apart=int((~equal & ~cent & ~near).sum()),
        sum_ours=str(pc.sum(exact.column("grant")).as_py()),
        sum_apart=float(np.abs(_doubles(rough.column("grant")).sum() - awarded.sum())),
    )


def _in_doubt(folder: Path) -> npt.NDArray[np.bool_]:
    """Return which households stand where a 32-bit float may err about the limit.

    One exactly on the limit whose income is in whole units is not among them: there floats are
    exact, and whoever stands on the limit tells `at most` from `less than`.
    """
    persons = pq.read_table(folder / "persons.parquet", columns=list(INCOME))
    members = pq.read_table(folder / "households.parquet", columns=["members"])
    sizes = members.column("members").to_numpy().astype(np.int64)
    ends = np.cumsum(sizes)
    cents = sum(np.rint(_doubles(persons.column(n)) * 100).astype(np.int64) for n in INCOME)
    running = np.concatenate([[0], np.cumsum(cents)])
    income = running[ends] - running[ends - sizes]
    near = np.abs(income - LIMIT * sizes) <= NEAR * sizes
    certain = (income == LIMIT * sizes) & (income % 100 == 0)
    doubt: npt.NDArray[np.bool_] = near & ~certain
    return doubt


def _doubles(column: pa.ChunkedArray) -> Numbers:
    numbers: Numbers = pc.cast(column, pa.float64(), safe=False).to_numpy()
    return numbers
