"""Which facts the data lack, and what the scheme does about it: counted on the data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from schemebuilder.engines.columnar.totals import weighted_total
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Field, Use
from schemebuilder.population.frame import Frame


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
    """Return the fields of the scheme that are unknown for someone in a frame, in order.

    `spared` names facts that nobody misses: they only stand in for others that are there.
    """
    persons = np.repeat(frame.weights, np.diff(frame.offsets))
    found: dict[tuple[str, str], MissingFact] = {}
    for field in scheme.fields.values():
        if field.name in spared:
            continue
        of_household = field.entity == "household"
        columns = frame.households if of_household else frame.persons
        weights = frame.weights if of_household else persons
        column = columns.get(field.name)
        if column is None:
            lacking = np.ones(len(weights), dtype=np.int64)
        elif column.unknown is None:
            continue
        else:
            lacking = column.unknown.astype(np.int64)
        rows = int(lacking.sum())
        if rows:
            policy, because = _policy(field)
            fact = MissingFact(
                field.name, field.entity, policy, rows, weighted_total(lacking, weights), because
            )
            found[field.entity, field.name] = fact
    return found


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


def _policy(field: Field) -> tuple[str, str]:
    match field.missing:
        case Assume():
            return "assumed", field.missing.because
        case Use():
            return "derived", ""
        case Ask():
            return "asked", ""
        case AskOfficer():
            return "referred", ""
