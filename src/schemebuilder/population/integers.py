"""Numbers as files hold them, made whole numbers of a unit: exact, and rounded at most once.

A binary float in a file stands for the shortest decimal that reads back as it (0.1 is one tenth).
A value is multiplied by an exact factor, such as 1/12 for an amount per year that is wanted per
month, and rounded half even to the wanted decimals. What was rounded is counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.population.columns import low_words
from schemebuilder.population.frame import Mask
from schemebuilder.population.schema import DIGITS

GREATEST: Final = 10**18 - 1
"""The greatest magnitude that is kept: what DECIMAL(18) holds."""

_ALL_DIGITS_HOLD: Final = 10**9
"""Below it six decimals are at most 15 digits, and no two such decimals share a double."""
_PLAIN: Final = r"^\s*(?P<sign>[+-]?)(?P<whole>[0-9]{1,12})(?:\.(?P<part>[0-9]{1,6}))?\s*$"
_ANY_NUMBER: Final = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\s*")
_PARTS: Final = 6


@dataclass(frozen=True, slots=True)
class Integers:
    """Whole numbers of 10^-decimals, one entry a row.

    `known` is where a number stands; `bad` where something stands that is no number (or is not
    finite); `large` where it is too large to keep; `rounded` where rounding changed it.
    """

    values: npt.NDArray[np.int64]
    known: Mask
    bad: Mask
    large: Mask
    rounded: Mask


def to_integers(
    array: pa.Array, factor: Fraction, decimals: int, *, decimal_comma: bool = False
) -> Integers:
    """Return the array times `factor` in whole numbers of 10^-decimals, rounded half even once.

    Reads integers, floats, decimals, and text that is a number; anything else is all bad.
    """
    present = _mask(pc.is_valid(array))
    none = np.zeros(len(array), np.bool_)
    scale = factor * 10**decimals
    kind = array.type
    if pa.types.is_floating(kind):
        return _floats(array, scale, present)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _texts(array, scale, present, decimal_comma=decimal_comma)
    if pa.types.is_decimal128(kind) and kind.precision <= DIGITS:
        whole = low_words(pc.fill_null(array, Decimal(0)))
        return _scaled(whole, scale / 10**kind.scale, present, none)
    if pa.types.is_decimal(kind) or pa.types.is_uint64(kind):
        return _one_by_one(array, scale, present)
    if pa.types.is_integer(kind):
        whole = pc.fill_null(array, 0).to_numpy(zero_copy_only=False).astype(np.int64)
        return _scaled(whole, scale, present, none)
    return _scaled(np.zeros(len(array), np.int64), scale, ~present, present)


def _mask(array: pa.Array) -> Mask:
    mask: Mask = np.asarray(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return mask


def _scaled(whole: npt.NDArray[np.int64], scale: Fraction, known: Mask, bad: Mask) -> Integers:
    """Integers times a fraction, in 64 bits where that is proven to fit, else one by one."""
    top, bottom = scale.numerator, scale.denominator
    reach = max((abs(int(whole.min())), abs(int(whole.max()))), default=0) if len(whole) else 0
    if reach * top >= 2**62 or bottom >= 2**31:
        results = [_half_even(Fraction(int(n)) * scale) for n in whole]
        return _checked(results, known, bad)
    products = whole * np.int64(top)
    quotients, rests = np.divmod(products, np.int64(bottom))
    up = (2 * rests > bottom) | ((2 * rests == bottom) & (quotients % 2 == 1))
    values = quotients + up
    large = known & (np.abs(values) > GREATEST)
    return Integers(
        np.where(large, 0, values), known & ~large, bad, large, known & ~large & (rests != 0)
    )


def scaled(whole: npt.NDArray[np.int64], scale: Fraction) -> tuple[npt.NDArray[np.int64], Mask]:
    """Return whole numbers times a fraction, rounded half even, and where that changed them.

    What is too large to keep becomes 0 and counts as changed.
    """
    everywhere = np.ones(len(whole), np.bool_)
    result = _scaled(whole, scale, everywhere, ~everywhere)
    return result.values, result.rounded | result.large


def _half_even(exact: Fraction) -> tuple[int, bool]:
    """Round to a whole number, and say whether that changed it."""
    return round(exact), exact.denominator != 1


def _checked(results: list[tuple[int, bool]], known: Mask, bad: Mask) -> Integers:
    large = known & np.array([abs(n) > GREATEST for n, _ in results], dtype=np.bool_)
    values = np.array([0 if abs(n) > GREATEST else n for n, _ in results], dtype=np.int64)
    rounded = np.array([changed for _, changed in results], dtype=np.bool_)
    return Integers(values, known & ~large, bad, large, rounded & known & ~large)


def _floats(array: pa.Array, scale: Fraction, present: Mask) -> Integers:
    """Floats that are decimals of at most six places go as integers, the rest one by one."""
    numbers = pc.fill_null(array, 0).to_numpy(zero_copy_only=False)
    if array.type != pa.float64():
        # 0.1 as a 32-bit float is a tenth, not 0.10000000149: read it by its shortest text.
        numbers = np.array([float(str(n)) for n in numbers], dtype=np.float64)
    finite = np.isfinite(numbers)
    known, bad = present & finite, present & ~finite
    safe = np.where(known, numbers, 0.0)
    small = np.abs(safe) < _ALL_DIGITS_HOLD
    whole = np.rint(np.where(small, safe, 0.0) * 10**_PARTS)
    # A quotient of two whole numbers is the double nearest to it, so equality is proof.
    exact = small & (whole / 10**_PARTS == safe)
    result = _scaled(whole.astype(np.int64), scale / 10**_PARTS, known, bad)
    return _patched(result, ~exact, [_shortest(safe[row]) for row in np.flatnonzero(~exact)], scale)


def _shortest(number: np.float64) -> Fraction:
    return Fraction(Decimal(repr(float(number))))


def _texts(array: pa.Array, scale: Fraction, present: Mask, *, decimal_comma: bool) -> Integers:
    """Plain decimals go as integers, other spellings of numbers (1e3) one by one."""
    texts = pc.fill_null(array, "0")
    if decimal_comma:
        texts = pc.replace_substring(pc.replace_substring(texts, ".", "?"), ",", ".")
    groups = pc.extract_regex(texts, _PLAIN)
    plain = _mask(pc.is_valid(groups))
    filled = pc.if_else(pc.is_valid(groups), texts, "0")
    groups = pc.extract_regex(filled, _PLAIN)
    sign, whole, part = (pc.struct_field(groups, name) for name in ("sign", "whole", "part"))
    part = pc.utf8_rpad(pc.fill_null(part, ""), _PARTS, "0")
    number = _int64(whole) * 10**_PARTS + _int64(part)
    number = np.where(_mask(pc.equal(sign, "-")), -number, number)
    odd_rows = np.flatnonzero(~plain)
    odd = [_spelled(str(texts[int(row)].as_py())) for row in odd_rows]
    bad = np.zeros(len(array), np.bool_)
    bad[odd_rows] = [value is None for value in odd]
    result = _scaled(number, scale / 10**_PARTS, present & ~bad, bad)
    return _patched(result, ~plain, [value or Fraction(0) for value in odd], scale)


def _int64(texts: pa.Array) -> npt.NDArray[np.int64]:
    numbers: npt.NDArray[np.int64] = pc.cast(texts, pa.int64()).to_numpy(zero_copy_only=False)
    return numbers


def _spelled(text: str) -> Fraction | None:
    return Fraction(Decimal(text.strip())) if _ANY_NUMBER.fullmatch(text) else None


def _patched(result: Integers, rows: Mask, exact: list[Fraction], scale: Fraction) -> Integers:
    """Replace the rows of the mask by values given exactly."""
    if not exact:
        return result
    known = (result.known | result.large)[rows]
    single = _checked([_half_even(value * scale) for value in exact], known, ~known)
    values, rounded, large = result.values.copy(), result.rounded.copy(), result.large.copy()
    still = result.known.copy()
    values[rows], rounded[rows], large[rows] = single.values, single.rounded, single.large
    still[rows] = single.known
    return Integers(values, still, result.bad, large, rounded)


def _one_by_one(array: pa.Array, scale: Fraction, present: Mask) -> Integers:
    values: list[Any] = array.to_pylist()
    results = [_half_even(Fraction(v) * scale) if v is not None else (0, False) for v in values]
    return _checked(results, present, np.zeros(len(array), np.bool_))
