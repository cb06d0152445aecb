"""Whoever in a population breaks what a scheme says always or never holds: counted, some named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.ir.claims import claims_of
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.frame import Frame

SHOWN: Final = 5
"""How many of those who break a claim are named; all are counted."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Broken:
    """Those of whom a claim is known not to hold: rows, weights of 10^-6, and the first few.

    `first` names them by household and, where the claim is of persons, person.
    """

    entity: str
    rows: int = 0
    weighted: int = 0
    first: tuple[tuple[str, str], ...] = ()


def broken(
    total: Mapping[str, Broken], scheme: Scheme, frame: Frame, masks: Mapping[str, Mask]
) -> dict[str, Broken]:
    """Return the counts so far with those of a block; `masks` say who breaks each claim."""
    return {
        claim.name: _plus(total.get(claim.name, Broken(claim.entity)), frame, masks[claim.name])
        for claim in claims_of(scheme)
    }


def _plus(before: Broken, frame: Frame, mask: Mask) -> Broken:
    of_persons = before.entity == "person"
    sizes = np.diff(frame.offsets)
    weights = np.repeat(frame.weights, sizes) if of_persons else frame.weights
    rows = np.flatnonzero(mask)
    households = np.repeat(np.arange(frame.household_count), sizes) if of_persons else None
    first = list(before.first)
    for row in rows[: max(SHOWN - len(first), 0)].tolist():
        household = row if households is None else int(households[row])
        person = _id(frame.person_ids, row) if of_persons else ""
        first.append((_id(frame.household_ids, household), person))
    return Broken(
        before.entity,
        before.rows + len(rows),
        before.weighted + sum(weights[rows].tolist()),
        tuple(first),
    )


def broken_part(scheme: Scheme, counts: Mapping[str, Broken]) -> list[dict[str, Any]]:
    """Return each claim with how many break it and who, for a report; weights in 10^-6."""
    parts: list[dict[str, Any]] = []
    for claim in claims_of(scheme):
        found = counts.get(claim.name, Broken(claim.entity))
        part: dict[str, Any] = {"claim": claim.name, "entity": claim.entity}
        part |= {"citation": claim.citation} if claim.citation else {}
        part |= {"weighted": found.weighted, "rows": found.rows}
        part["first"] = [
            {"household": household} | ({"person": person} if person else {})
            for household, person in found.first
        ]
        parts.append(part)
    return parts


def _id(ids: npt.NDArray[np.generic] | None, place: int) -> str:
    return str(place + 1) if ids is None else str(ids[place])
