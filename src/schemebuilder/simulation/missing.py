"""Which facts the data lack, and what the scheme does about it: counted on the data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Field, ListField, Use
from schemebuilder.population.frame import Column, Frame, ListColumns


@dataclass(frozen=True, slots=True)
class MissingFact:
    """One field and how many persons or households lack it (`weighted` in 10^-6).

    `policy` is assumed, derived, asked or referred; `because` is the scheme's reason to assume.
    """

    field: str
    entity: str
    policy: str
    rows: int
    weighted: int
    because: str = ""


def missing_facts(
    scheme: Scheme, frame: Frame, spared: Collection[str]
) -> dict[tuple[str, str], MissingFact]:
    """Return the fields and lists of the scheme that are unknown for someone in a frame, in order.

    `spared` names facts that nobody misses: they only stand in for others that are there.
    """
    persons = np.repeat(frame.weights, np.diff(frame.offsets))
    found: dict[tuple[str, str], MissingFact] = {}
    facts: list[Field | ListField] = [*scheme.fields.values(), *scheme.lists.values()]
    for fact in facts:
        weights = frame.weights if fact.entity == "household" else persons
        lacking = None if fact.name in spared else _lacking(frame, fact, len(weights))
        if lacking is not None and lacking.any():
            policy, because = _policy(fact)
            weighted = weighted_total(lacking, weights)
            found[fact.entity, fact.name] = MissingFact(
                fact.name, fact.entity, policy, int(lacking.sum()), weighted, because
            )
    return found


def _lacking(frame: Frame, fact: Field | ListField, rows: int) -> npt.NDArray[np.int64] | None:
    """Return 1 for each row that lacks the fact, or None where it is known of everyone."""
    kept: Column | ListColumns | None
    if isinstance(fact, ListField):
        kept = frame.lists.get(fact.name)
    else:
        kept = (frame.households if fact.entity == "household" else frame.persons).get(fact.name)
    if kept is None:
        return np.ones(rows, dtype=np.int64)
    return None if kept.unknown is None else kept.unknown.astype(np.int64)


def added(
    one: Mapping[tuple[str, str], MissingFact], others: Iterable[MissingFact]
) -> dict[tuple[str, str], MissingFact]:
    """Return the counts of two blocks together."""
    total = dict(one)
    for fact in others:
        key = (fact.entity, fact.field)
        before = total.get(key)
        if before is None:
            total[key] = fact
        else:
            total[key] = replace(
                before, rows=before.rows + fact.rows, weighted=before.weighted + fact.weighted
            )
    return total


def _policy(field: Field | ListField) -> tuple[str, str]:
    match field.missing:
        case Assume():
            return "assumed", field.missing.because
        case Use():
            return "derived", ""
        case Ask():
            return "asked", ""
        case AskOfficer():
            return "referred", ""
