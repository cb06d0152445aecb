"""Rows of a Parquet file in pieces of any size, one row group in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType


class Rows:
    """The rows of some columns of a file, taken from the front as many at a time as asked for."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = pq.ParquetFile(path, pre_buffer=False)
        self._columns = list(columns)
        self._next_group = 0
        self._ahead: list[pa.Table] = []
        self._rows_ahead = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def skip(self, count: int) -> None:
        """Pass over the next `count` rows; row groups that are passed as a whole are not read."""
        while self._rows_ahead < count and self._next_group < self._file.num_row_groups:
            here = self._file.metadata.row_group(self._next_group).num_rows
            if self._rows_ahead + here > count or self._ahead:
                break
            self._next_group += 1
            count -= here
        self.take(count)

    def take(self, count: int) -> pa.Table:
        """Return the next `count` rows, fewer at the end."""
        while self._rows_ahead < count and self._next_group < self._file.num_row_groups:
            group = self._file.read_row_group(self._next_group, columns=self._columns)
            self._next_group += 1
            self._ahead.append(group)
            self._rows_ahead += group.num_rows
        taken: list[pa.Table] = []
        wanted = count
        while wanted and self._ahead:
            first = self._ahead[0]
            if first.num_rows <= wanted:
                taken.append(self._ahead.pop(0))
            else:
                taken.append(first.slice(0, wanted))
                self._ahead[0] = first.slice(wanted)
            wanted -= taken[-1].num_rows
        self._rows_ahead -= count - wanted
        if not taken:
            return self._file.schema_arrow.empty_table().select(self._columns)
        return pa.concat_tables(taken)
