"""Writes a population folder beside its place, then renames it: it is whole or not there."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.columns import low_words
from schemebuilder.population.description import write_description
from schemebuilder.population.schema import (
    FORMAT,
    HOUSEHOLDS,
    MAPPING,
    PERSONS,
    POPULATION,
    PopulationInfo,
    type_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

ROWS_IN_A_GROUP: Final = 1 << 17


def may_write(out: Path, *, replace_it: bool) -> tuple[Finding, ...]:
    """Say what stands in the way of writing a population to `out`."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return ()
    if out.is_dir() and replace_it and (out / POPULATION).is_file():
        return ()
    what = "is not a population and is left alone" if replace_it else "exists already"
    hint = (
        "Name another folder."
        if replace_it
        else "Name another folder, or say that it may be replaced."
    )
    return (Finding("SB-U004", Severity.ERROR, f"{out} {what}.", hint=hint, place=str(out)),)


class FolderWriter:
    """A population folder under way: `append` rows, then `finish`; leaving without that removes it.

    Rows come household by household, each household's persons with it, in as many pieces as needed.
    """

    def __init__(self, out: Path, mapping_text: str = "") -> None:
        self.out = out.absolute()
        self.out.parent.mkdir(parents=True, exist_ok=True)
        _remove_left_behind(self.out)
        self._part = self.out.parent / f".{self.out.name}.{os.getpid()}.part"
        self._part.mkdir()
        if mapping_text:
            (self._part / MAPPING).write_text(mapping_text, encoding="utf-8")
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._hashes: dict[str, ContentHash] = {}
        self._rows: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        self._writers = {}
        shutil.rmtree(self._part, ignore_errors=True)

    def append(
        self, persons: pa.Table, households: pa.Table, lists: Mapping[str, pa.Table] | None = None
    ) -> None:
        """Write whole households, their persons, and the entries of their lists, by file."""
        tables = {PERSONS: persons, HOUSEHOLDS: households, **(lists or {})}
        for name, table in tables.items():
            self._hashes.setdefault(name, ContentHash())
            self._rows.setdefault(name, 0)
            if name not in self._writers:
                self._writers[name] = pq.ParquetWriter(
                    self._part / name,
                    table.schema,
                    compression="zstd",
                    store_decimal_as_integer=True,
                    use_dictionary=_worth_a_dictionary(table.schema),
                )
            self._writers[name].write_table(table, row_group_size=ROWS_IN_A_GROUP)
            self._hashes[name].add(table)
            self._rows[name] += table.num_rows

    def finish(self, info: PopulationInfo) -> PopulationInfo:
        """Write the description, put the folder in its place; return the info with hashes."""
        for writer in self._writers.values():
            writer.close()
        self._writers = {}
        whole = replace(
            info,
            persons=self._rows.get(PERSONS, 0),
            households=self._rows.get(HOUSEHOLDS, 0),
            content_hash=content_hash(info, self._hashes),
            file_hashes=tuple((n, file_hash(self._part / n)) for n in info.files),
            lists=tuple(replace(one, rows=self._rows[one.file]) for one in info.lists),
        )
        write_description(whole, self._part)
        if self.out.exists():
            old = self.out.parent / f".{self.out.name}.{os.getpid()}.old"
            self.out.rename(old)
            self._part.rename(self.out)
            shutil.rmtree(old, ignore_errors=True)
        else:
            self._part.rename(self.out)
        return whole


def _worth_a_dictionary(schema: pa.Schema) -> list[str]:
    return [f.name for f in schema if pa.types.is_dictionary(f.type)]


def _remove_left_behind(out: Path) -> None:
    """Remove what a killed process left beside the folder; one that still runs is left alone."""
    for left in out.parent.glob(f".{out.name}.*"):
        pid = left.name.removeprefix(f".{out.name}.").split(".")[0]
        if left.suffix not in (".part", ".old") or not pid.isdigit() or runs(int(pid)):
            continue
        if left.suffix == ".old" and not out.exists():
            left.rename(out)
        else:
            shutil.rmtree(left, ignore_errors=True)


def runs(pid: int) -> bool:
    """Say whether another process of that number runs."""
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class ContentHash:
    """A hash of a table's values: how Parquet keeps them, and in what pieces, changes nothing.

    Each column has its own: of where it is known, and of its values there (numbers as 64-bit
    little-endian integers, text as UTF-8 with its lengths; a choice as its text).
    """

    def __init__(self) -> None:
        self._columns: dict[str, tuple[Any, Any]] = {}

    def add(self, table: pa.Table) -> None:
        """Take in more rows of the same columns."""
        for name in table.column_names:
            known, values = self._columns.setdefault(name, (hashlib.sha256(), hashlib.sha256()))
            for chunk in table.column(name).chunks:
                known.update(_known_bytes(chunk))
                values.update(_value_bytes(chunk.drop_null() if chunk.null_count else chunk))

    def lines(self) -> list[str]:
        """Return one line a column, in order of name."""
        return [
            f"{name} {known.hexdigest()} {values.hexdigest()}"
            for name, (known, values) in sorted(self._columns.items())
        ]


def _known_bytes(chunk: pa.Array) -> bytes:
    """Where a value is known; of text its length instead, -1 where it is not."""
    if pa.types.is_string(chunk.type):
        lengths = pc.binary_length(chunk).fill_null(-1).to_numpy(zero_copy_only=False)
        return bytes(lengths.astype("<i4").tobytes())
    return bytes(chunk.is_valid().to_numpy(zero_copy_only=False).astype(np.uint8).tobytes())


def _value_bytes(chunk: pa.Array) -> bytes:
    if pa.types.is_dictionary(chunk.type):
        # By a digest of each text, so that unused and reordered values change nothing.
        digests = [
            hashlib.sha256(str(v).encode()).digest()[:8] for v in chunk.dictionary.to_pylist()
        ]
        table = np.frombuffer(b"".join(digests), dtype="<u8")
        return bytes(table[chunk.indices.to_numpy()].tobytes())
    if pa.types.is_decimal(chunk.type):
        return low_words(chunk).astype("<i8").tobytes()
    if pa.types.is_date(chunk.type):
        chunk = chunk.cast(pa.int32())
    if pa.types.is_string(chunk.type):
        _, offsets, data = chunk.buffers()
        ends = np.frombuffer(offsets, dtype="<i4")[chunk.offset : chunk.offset + len(chunk) + 1]
        return bytes(memoryview(data)[int(ends[0]) : int(ends[-1])]) if data is not None else b""
    return bytes(chunk.to_numpy(zero_copy_only=False).astype("<i8").tobytes())


def content_hash(info: PopulationInfo, files: Mapping[str, ContentHash]) -> str:
    """Return the hash of a population: its values, their types and units, its date and currency."""
    described = [FORMAT, info.reference_date.isoformat(), info.currency, " ".join(info.roles)]
    fields = [*info.fields, *(each for one in info.lists for each in one.fields)]
    described += [
        f"{f.entity} {f.name} {type_words(f.type)} {f.decimals} {' '.join(f.type.choices)}"
        for f in sorted(fields, key=lambda f: (f.entity, f.name))
    ]
    lines = [*described]
    for name in info.files:
        lines += [name.removesuffix(".parquet"), *files[name].lines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
