"""A list over a whole population: those on it in order by one sort, then walked group by group.

The first pass of a program gives, block by block, who is on the list, their keys, areas and costs.
Here the blocks are put together and cut off; a second pass applies it. Everything is whole numbers:
keys with denominators by rule L10, weights of 10^-6, costs of a common unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.ir.lists import part_of
from schemebuilder.ir.selection import Selection, Standing, selection_roots

if TYPE_CHECKING:
    from schemebuilder.engines.columnar.result import ColumnarResult, Values

Array: TypeAlias = npt.NDArray[Any]

OUT: Final = len(Standing)
STANDINGS: Final = (*(standing.value for standing in Standing), "")
"""Standings by their code; the last one, `OUT`, is of whoever is not on the list."""
_CODE: Final = {standing: code for code, standing in enumerate(Standing)}
_OF_ALL: Final = ("limit", "places")
_FITS: Final = 1 << 63


@dataclass(frozen=True, slots=True)
class Ratio:
    """Quantities n·unit/d of a block, or of all blocks; `d` None: 1."""

    n: Array
    d: Array | None
    unit: Fraction


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who is on a list, for everyone of its entity in a block or in all blocks.

    `standing` is OUT, UNDECIDED, FAILED, or SELECTED for those who have a place. `areas` are codes
    of `names`. `limit` and `places` are those of the list, None where nobody has a place.
    """

    standing: npt.NDArray[np.uint8]
    weights: Array
    keys: tuple[Ratio, ...]
    cost: Ratio | None = None
    areas: Array | None = None
    names: tuple[str, ...] = ()
    quota: Ratio | None = None
    limit: Fraction | None = None
    places: Fraction | None = None


def candidates_of(selection: Selection, result: ColumnarResult, weights: Array) -> Candidates:
    """Return who is on a list, from the values of a block's first pass."""
    steps = [step for step, _ in selection_roots(selection)]
    values = {step: result.values[part_of(selection, step)] for step in steps}
    standing = _standing(values)
    inside = np.flatnonzero(standing == _CODE[Standing.SELECTED])
    of_all = {
        step: values[step].exactly(int(inside[0]))
        for step in _OF_ALL
        if step in values and len(inside)
    }
    area = values.get("area")
    return Candidates(
        standing,
        weights,
        tuple(_ratio(values[f"key{place}"]) for place in range(len(selection.keys))),
        _ratio(values["cost"]) if "cost" in values else None,
        None if area is None else _codes(area),
        () if area is None else area.type.choices,
        _ratio(values["quota"]) if "quota" in values else None,
        of_all.get("limit"),
        of_all.get("places"),
    )


def _standing(values: dict[str, Values]) -> npt.NDArray[np.uint8]:
    """Return a known no as out, else failed over undecided over having a place."""
    candidate = values["candidate"]
    rows = len(candidate.n)
    unknown, fault = np.zeros(rows, dtype=np.bool_), np.zeros(rows, dtype=np.bool_)
    for value in values.values():
        unknown |= False if value.unknown is None else value.unknown
        for mask in (value.fault, value.not_applicable):
            fault |= False if mask is None else mask
    out = ~np.asarray(candidate.n, dtype=np.bool_)
    for mask in (candidate.unknown, candidate.fault, candidate.not_applicable):
        out &= True if mask is None else ~mask
    codes = np.full(rows, _CODE[Standing.SELECTED], dtype=np.uint8)
    codes[unknown] = _CODE[Standing.UNDECIDED]
    codes[fault] = _CODE[Standing.FAILED]
    codes[out] = OUT
    return codes


def _codes(area: Values) -> Array:
    """Return areas by their position among the choices, or by their whole number."""
    codes: Array = np.asarray(area.n, dtype=np.int64)
    whole_numbers: Array = codes * area.unit.numerator // area.unit.denominator
    return whole_numbers


def _ratio(values: Values) -> Ratio:
    return Ratio(values.n, values.d, values.unit)


def joined(blocks: Sequence[Candidates]) -> Candidates:
    """Return the candidates of all blocks, in their order."""
    first = blocks[0]
    if len(blocks) == 1:
        return first
    areas = [block.areas for block in blocks if block.areas is not None]
    return Candidates(
        np.concatenate([block.standing for block in blocks]),
        np.concatenate([block.weights for block in blocks]),
        tuple(_joined([block.keys[place] for block in blocks]) for place in range(len(first.keys))),
        _joined([block.cost for block in blocks if block.cost is not None]) if first.cost else None,
        np.concatenate(areas) if areas else None,
        first.names,
        _joined([block.quota for block in blocks if block.quota is not None])
        if first.quota
        else None,
        next((block.limit for block in blocks if block.limit is not None), None),
        next((block.places for block in blocks if block.places is not None), None),
    )


def _joined(parts: Sequence[Ratio]) -> Ratio:
    """Return the quantities of all blocks in a unit of which all of theirs are multiples."""
    unit = parts[0].unit
    for part in parts[1:]:
        unit = _common(unit, part.unit)
    n = np.concatenate([_times(part.n, int(part.unit / unit)) for part in parts])
    if all(part.d is None for part in parts):
        return Ratio(n, None, unit)
    ones = (np.ones(len(p.n), dtype=np.int64) if p.d is None else p.d for p in parts)
    return Ratio(n, np.concatenate(list(ones)), unit)


def _common(one: Fraction, other: Fraction) -> Fraction:
    """Return the largest unit of which both are whole multiples."""
    return Fraction(
        gcd(one.numerator * other.denominator, other.numerator * one.denominator),
        one.denominator * other.denominator,
    )


def _times(values: Array, factor: int) -> Array:
    """Return whole numbers times a factor, as Python integers where 64 bits may not hold them."""
    if factor == 1 or not len(values):
        return values
    if values.dtype != object:
        values = values.astype(np.int64)
        reach = max(abs(int(values.min())), abs(int(values.max())))
        if reach * factor < _FITS:
            return values * factor
    return values.astype(object) * factor


def ordered(candidates: Candidates, selection: Selection) -> tuple[Array, Array]:
    """Return the rows that have a place, in order, and where a group of equals begins."""
    rows = np.flatnonzero(candidates.standing == _CODE[Standing.SELECTED])
    columns = []
    for key, ratio in zip(selection.keys, candidates.keys, strict=True):
        codes = np.unique(_rank_key(ratio, rows), return_inverse=True)[1].astype(np.int64)
        columns.append(-codes if key.falling else codes)
    order = np.lexsort(tuple(reversed(columns))) if len(rows) else rows
    begins = np.ones(len(rows), dtype=np.bool_)
    if len(rows) > 1:
        changes = [column[order][1:] != column[order][:-1] for column in columns]
        begins[1:] = np.logical_or.reduce(changes)
    return rows[order], begins


def _rank_key(ratio: Ratio, rows: Array) -> Array:
    """L10: whole numbers in the same order with the same ties."""
    n = ratio.n[rows]
    if ratio.d is None or not len(rows):
        return n
    d = ratio.d[rows]
    scaled = _times(n, int(d.max()) ** 2)
    keys: Array = scaled // (d.astype(object) if scaled.dtype == object else d)
    return keys


def whole(ratio: Ratio, rows: Array) -> tuple[list[int], Fraction]:
    """Return quantities as whole numbers of one unit, and that unit."""
    n = [int(each) for each in ratio.n[rows].tolist()]
    if ratio.d is None:
        return n, ratio.unit
    d = [int(each) for each in ratio.d[rows].tolist()]
    common = lcm(*d)
    found = [a * (common // b) for a, b in zip(n, d, strict=True)]
    return found, ratio.unit / common
