"""Findings about rows: how many, the first three, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from schemebuilder.diagnostics.finding import Finding, Severity

if TYPE_CHECKING:
    import pyarrow as pa

    from schemebuilder.population.frame import Mask

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What a column is about, where it stands, and its values to show.

    For example: `age of person`, column `age` of `persons.csv`.
    """

    what: str
    column: str
    file: str
    values: pa.Array | None = None

    def words(self) -> str:
        """Return it as findings begin with it."""
        if not self.column:
            return self.what
        return f"{self.what} (column {self.column!r} of {self.file})"


def rows_finding(
    code: str, place: Place, rows: Mask, says: tuple[str, str], hint: str = ""
) -> tuple[Finding, ...]:
    """Return one error with the number of rows and the first three, or nothing if no row has it.

    `says` completes "1 value …" and "n values …". Rows are counted from 1, without the header.
    """
    found = np.flatnonzero(rows)
    if not len(found):
        return ()
    first = ", ".join(f"row {row + 1}{_shown(place.values, int(row))}" for row in found[:_SHOWN])
    more = "; the first are" if len(found) > _SHOWN else ":"
    count = f"1 value {says[0]}" if len(found) == 1 else f"{len(found):,} values {says[1]}"
    message = f"{place.words()}: {count}{more} {first}."
    where = f"{place.file}, column {place.column}"
    return (Finding(code, Severity.ERROR, message, hint=hint, place=where),)


def softened(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings as warnings."""
    return tuple(replace(finding, severity=Severity.WARNING) for finding in findings)


def _shown(values: pa.Array | None, row: int) -> str:
    if values is None:
        return ""
    value: Any = values[row].as_py()
    if value is None:
        return " (empty)"
    text = str(value)
    return f" ({text if len(text) <= 40 else text[:39] + '…'})"
