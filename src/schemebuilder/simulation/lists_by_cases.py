"""Lists over a population by the exact evaluator: its parts case by case, and its walk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.columnar.cut_off import CutOff, Tie
from schemebuilder.engines.columnar.selection import OUT, Candidates, Ratio
from schemebuilder.engines.exact.ranking import Candidate, Limits, walk
from schemebuilder.ir.lists import part_of
from schemebuilder.ir.selection import Selection, Standing, selection_roots
from schemebuilder.values.evidence import NO, Evidence, Fault, Known, NotApplicable, Unknown
from schemebuilder.values.types import Kind, Type

_CODE: Final = {standing: code for code, standing in enumerate(Standing)}
_MICRO: Final = 10**6


def candidates_by_case(
    selection: Selection,
    asked: Mapping[str, Mapping[int, Evidence]],
    weights: npt.NDArray[np.int64],
) -> Candidates:
    """Return who is on a list, from the evidence for its parts by row."""
    roots = dict(selection_roots(selection))
    parts = {step: asked[part_of(selection, step)] for step in roots}
    rows = range(len(weights))
    standing = np.array(
        [_standing({step: many[row] for step, many in parts.items()}) for row in rows],
        dtype=np.uint8,
    )
    inside = [row for row in rows if standing[row] == _CODE[Standing.SELECTED]]
    of_all = {
        step: _number(parts[step][inside[0]])
        for step in ("limit", "places")
        if step in parts and inside
    }
    area = roots.get("area")
    names = () if area is None else area.type.choices
    return Candidates(
        standing,
        weights,
        tuple(_ratio(parts[f"key{place}"], rows) for place in range(len(selection.keys))),
        _ratio(parts["cost"], rows) if "cost" in parts else None,
        None
        if area is None
        else np.array([_code(parts["area"][row], area.type) for row in rows], dtype=np.int64),
        names,
        _ratio(parts["quota"], rows) if "quota" in parts else None,
        of_all.get("limit"),
        of_all.get("places"),
    )


def _standing(parts: Mapping[str, Evidence]) -> int:
    if parts["candidate"] == NO:
        return OUT
    if any(isinstance(each, Fault | NotApplicable) for each in parts.values()):
        return _CODE[Standing.FAILED]
    if any(isinstance(each, Unknown) for each in parts.values()):
        return _CODE[Standing.UNDECIDED]
    return _CODE[Standing.SELECTED]


def _ratio(evidence: Mapping[int, Evidence], rows: Iterable[int]) -> Ratio:
    values = [_number(evidence[row]) for row in rows]
    n = np.array([value.numerator for value in values], dtype=object)
    d = np.array([value.denominator for value in values], dtype=object)
    return Ratio(n, d, Fraction(1))


def _number(evidence: Evidence) -> Fraction:
    value: Any = evidence.value if isinstance(evidence, Known) else Fraction(0)
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return Fraction(value) if isinstance(value, Fraction | int) else Fraction(0)


def _code(evidence: Evidence, type_: Type) -> int:
    if not isinstance(evidence, Known):
        return 0
    if type_.kind is Kind.CHOICE:
        return type_.choices.index(str(evidence.value))
    return int(_number(evidence))


def cut_off_by_case(selection: Selection, candidates: Candidates) -> CutOff:
    """Walk a list by the exact evaluator, and say how each row stands."""
    rows = np.flatnonzero(candidates.standing == _CODE[Standing.SELECTED]).tolist()
    on_list = [_candidate(selection, candidates, row) for row in rows]
    walked = walk(selection, on_list, Limits(candidates.limit, candidates.places))
    standing, place = candidates.standing.copy(), np.zeros(len(candidates.weights), dtype=np.int64)
    for placed in walked.placed:
        standing[placed.candidate.row] = _CODE[placed.standing]
        place[placed.candidate.row] = placed.place
    return CutOff(
        standing,
        place,
        tuple(Tie(tie.place, tie.rows, tie.entered) for tie in walked.ties),
        walked.spent,
        int(walked.entered * _MICRO),
        walked.cut_off,
        {_whole(area): int(used * _MICRO) for area, used in walked.used.items()},
        {_whole(one.area): int(one.quota * _MICRO // 1) for one in on_list if one.area is not None},
    )


def _candidate(selection: Selection, candidates: Candidates, row: int) -> Candidate:
    weight = Fraction(int(candidates.weights[row]), _MICRO)
    keys = [_value(ratio, row) for ratio in candidates.keys]
    falling = [key.falling for key in selection.keys]
    cost = Fraction(0) if candidates.cost is None else _value(candidates.cost, row)
    return Candidate(
        row,
        tuple(-key if down else key for key, down in zip(keys, falling, strict=True)),
        weight,
        cost * weight,
        None if candidates.areas is None else Fraction(int(candidates.areas[row])),
        Fraction(0) if candidates.quota is None else _value(candidates.quota, row),
    )


def _value(ratio: Ratio, row: int) -> Fraction:
    d = 1 if ratio.d is None else int(ratio.d[row])
    return Fraction(int(ratio.n[row])) * ratio.unit / d


def _whole(area: Any) -> int:
    return int(area)
