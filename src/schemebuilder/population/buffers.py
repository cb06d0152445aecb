"""Arrow arrays as NumPy sees them, straight from their buffers: nothing is converted one by one.

PyArrow's own `to_numpy` and `fill_null` first import pandas where it is installed, which takes
longer than reading a survey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

if TYPE_CHECKING:
    from schemebuilder.population.frame import Mask


def one_piece(column: pa.ChunkedArray) -> pa.Array:
    """Return a column's values as a single array."""
    if column.num_chunks == 1:
        return column.chunk(0)
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        return pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], column.type)
    return array


def whole_numbers(array: pa.Array) -> npt.NDArray[np.integer]:
    """Return integers, or dates as days since 1970, in their own width.

    What stands where the array is null means nothing.
    """
    sign = "u" if pa.types.is_unsigned_integer(array.type) else "i"
    dtype = np.dtype(f"<{sign}{array.type.bit_width // 8}")
    data = array.buffers()[1]
    if data is None:
        return np.zeros(len(array), dtype)
    return np.frombuffer(data, dtype)[array.offset : array.offset + len(array)]


def yes_or_no(array: pa.Array) -> Mask:
    """Return booleans; what stands where the array is null means nothing."""
    return _bits(array, array.buffers()[1])


def nulls(array: pa.Array) -> Mask | None:
    """Return where an array is null, None if nowhere."""
    return ~_bits(array, array.buffers()[0]) if array.null_count else None


def _bits(array: pa.Array, buffer: pa.Buffer | None) -> Mask:
    """Arrow packs eight to a byte, the first in the lowest bit."""
    if buffer is None:
        return np.zeros(len(array), np.bool_)
    first, last = array.offset // 8, -(-(array.offset + len(array)) // 8)
    packed = np.frombuffer(buffer, np.uint8)[first:last]
    start = array.offset - 8 * first
    return np.unpackbits(packed, bitorder="little")[start : start + len(array)].astype(np.bool_)
