"""One stored field both ways: a column of Parquet, and an array of whole numbers with its mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from schemebuilder.population.buffers import nulls, one_piece, whole_numbers, yes_or_no
from schemebuilder.population.frame import Array, Mask
from schemebuilder.population.schema import DIGITS, StoredField
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

_NARROW = (np.dtype(np.int8), np.dtype(np.int16), np.dtype(np.int32), np.dtype(np.int64))


def narrowest(lowest: int, highest: int) -> np.dtype[np.signedinteger]:
    """Return the narrowest integer type that holds both."""
    for dtype in _NARROW:
        info = np.iinfo(dtype)
        if info.min <= lowest and highest <= info.max:
            return dtype
    message = f"{lowest} to {highest} does not fit 64 bits"
    raise OverflowError(message)


def to_arrow(  # noqa: PLR0911 one a kind
    stored: StoredField, data: Array, unknown: Mask | None = None
) -> pa.Array:
    """Return the column as it is kept; what lies under the mask becomes null.

    `data` is as in a frame: whole numbers of 10^-decimals, bool, positions of choices, days; text
    as an object array. Whole numbers keep the array's own width.
    """
    match stored.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            if stored.decimals:
                return _decimals(data, stored.decimals, unknown)
            return pa.array(data, mask=unknown)
        case Kind.YES_NO:
            return pa.array(data, type=pa.bool_(), mask=unknown)
        case Kind.DATE:
            return pa.array(data.astype(np.int32), mask=unknown).cast(pa.date32())
        case Kind.CHOICE:
            return _choices(stored.type.choices, data, unknown)
        case Kind.TEXT:
            return pa.array(data, type=pa.string(), mask=unknown)
        case Kind.PERSON:
            return pa.array(data, mask=unknown)
        case _ as never:
            assert_never(never)


def _choices(choices: Sequence[str], data: Array, unknown: Mask | None) -> pa.Array:
    width = narrowest(0, max(len(choices) - 1, 0))
    indices = pa.array(data.astype(width), mask=unknown)
    return pa.DictionaryArray.from_arrays(indices, pa.array(choices, type=pa.string()))


def _decimals(data: Array, decimals: int, unknown: Mask | None) -> pa.Array:
    """A decimal128 is two 64-bit words: the number, and its sign all along."""
    words = np.empty((len(data), 2), dtype="<i8")
    words[:, 0] = data
    words[:, 1] = words[:, 0] >> 63
    validity = None
    if unknown is not None and unknown.any():
        validity = pa.array(~unknown).buffers()[1]
    return pa.Array.from_buffers(
        pa.decimal128(DIGITS, decimals), len(data), [validity, pa.py_buffer(words)]
    )


def low_words(array: pa.Array) -> npt.NDArray[np.int64]:
    """Return the whole numbers of a decimal128 array of at most 18 digits."""
    words = np.frombuffer(array.buffers()[1], dtype="<i8")
    start = 2 * array.offset
    return words[start : start + 2 * len(array) : 2].astype(np.int64)


def from_arrow(stored: StoredField, column: pa.ChunkedArray) -> tuple[Array, Mask | None]:
    """Return a kept column as a frame has it, and where it is unknown (None: nowhere).

    A choice that `population.toml` does not list is unknown too; `check` reports it.
    """
    array = one_piece(column)
    unknown = nulls(array)
    match stored.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            decimal = pa.types.is_decimal(array.type)
            data: Array = low_words(array) if decimal else whole_numbers(array)
            return _blank(data, unknown), unknown
        case Kind.YES_NO:
            return _blank(yes_or_no(array), unknown), unknown
        case Kind.DATE | Kind.PERSON:
            return _blank(whole_numbers(array), unknown), unknown
        case Kind.CHOICE:
            return _positions(stored.type.choices, array)
        case Kind.TEXT:
            texts: Array = array.cast(pa.string()).fill_null("").to_numpy(zero_copy_only=False)
            return texts, unknown
        case _ as never:
            assert_never(never)


def _blank(data: Array, unknown: Mask | None) -> Array:
    """Return data with 0 (no) where it is unknown, in the same width."""
    return data if unknown is None else np.where(unknown, data.dtype.type(0), data)


def _positions(choices: Sequence[str], array: pa.Array) -> tuple[Array, Mask | None]:
    """Parquet keeps a dictionary in any order; positions are those of the declared choices."""
    if not pa.types.is_dictionary(array.type):
        array = array.cast(pa.string()).dictionary_encode()
    place = {value: position for position, value in enumerate(choices)}
    width = narrowest(-1, max(len(choices) - 1, 0))
    lookup = np.array([place.get(v, -1) for v in array.dictionary.to_pylist()] + [-1], dtype=width)
    codes, absent = whole_numbers(array.indices), nulls(array.indices)
    data: Array = lookup[codes if absent is None else np.where(absent, -1, codes)]
    unknown = data < 0
    if not unknown.any():
        return data, None
    return np.where(unknown, 0, data).astype(width), unknown
