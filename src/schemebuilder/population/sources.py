"""Somebody's Parquet and CSV files as tables; what cannot be read is a finding."""

from __future__ import annotations

import codecs
import csv
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.mapping import SourceFile, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars", ",": "commas"}
_CHUNK = 1 << 20


def find_file(
    spec: SourceFile, files: Sequence[Path], role: str
) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the one file that the mapping means by its name or pattern."""
    fitting = [file for file in files if fnmatch(file.name, spec.name)]
    if len(fitting) == 1:
        return fitting[0], ()
    given = ", ".join(file.name for file in files) or "none"
    if not fitting:
        message = f"The mapping needs the {role}' file {spec.name!r}; the files given are: {given}."
        hint = (
            meant(spec.name, [file.name for file in files])
            or "Give that file, or correct its name."
        )
    else:
        message = (
            f"{len(fitting)} of the files given fit the name {spec.name!r} of the {role}' file."
        )
        hint = "Give one of them only, or write the whole name in the mapping."
    return None, (Finding("SB-U002", Severity.ERROR, message, hint=hint),)


def read_table(
    path: Path, spec: SourceFile, columns: Collection[str]
) -> tuple[pa.Table | None, tuple[Finding, ...]]:
    """Read the wanted columns; CSV comes as text throughout, empty cells as nulls.

    Columns that are not there are all named at once (SB-W001) with what else may be meant.
    """
    if not path.is_file():
        return None, (
            Finding("SB-U002", Severity.ERROR, f"There is no file {path}.", hint="Check the path."),
        )
    try:
        if _is_parquet(path):
            return _read_parquet(path, columns)
        return _read_csv(path, spec, columns)
    except OSError as error:
        return None, (_unreadable(path, f"{path.name} cannot be read: {error.strerror or error}."),)


def _is_parquet(path: Path) -> bool:
    """By its ending, or by its first bytes where the ending says nothing."""
    if path.suffix.lower() in (".parquet", ".pq"):
        return True
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _read_parquet(
    path: Path, columns: Collection[str]
) -> tuple[pa.Table | None, tuple[Finding, ...]]:
    try:
        with pq.ParquetFile(path) as file:
            lacking = _lacking(path, file.schema_arrow.names, columns)
            if lacking:
                return None, lacking
            names = [name for name in file.schema_arrow.names if name in columns]
            table = file.read(columns=names)
    except (pa.ArrowException, OSError, ValueError):
        return None, (
            _unreadable(
                path,
                f"{path.name} is not a whole Parquet file: it is damaged, or cut off.",
                "Copy or download it again, and compare its size with the original.",
            ),
        )
    return table.select(names), ()


def _read_csv(
    path: Path, spec: SourceFile, columns: Collection[str]
) -> tuple[pa.Table | None, tuple[Finding, ...]]:
    wrong_text = _not_text(path, spec.encoding)
    if wrong_text is not None:
        return None, (wrong_text,)
    with path.open(encoding=_with_mark(spec.encoding), newline="") as file:
        header = next(csv.reader([file.readline()], delimiter=spec.delimiter), [])
    wrong = _header_wrong(path, spec, header, columns)
    if wrong:
        return None, wrong
    ragged: list[tuple[int | None, int]] = []

    def note(row: pa_csv.InvalidRow) -> str:
        ragged.append((row.number, row.actual_columns))
        return "skip"

    try:
        table = pa_csv.read_csv(path, **_options(spec, header, columns, note))
    except pa.ArrowException as error:
        return None, (_unreadable(path, f"{path.name} cannot be read as CSV: {error}."),)
    if ragged:
        rows = ", ".join(f"line {number} ({cells})" for number, cells in ragged[:3])
        many = "1 line" if len(ragged) == 1 else f"{len(ragged):,} lines"
        message = f"{many} of {path.name} without the header's {len(header)} cells: {rows}."
        hint = "Put cells that hold the delimiter in quotation marks."
        return None, (_unreadable(path, message, hint),)
    return table, ()


def _options(
    spec: SourceFile,
    header: list[str],
    columns: Collection[str],
    note: Callable[[pa_csv.InvalidRow], str],
) -> dict[str, object]:
    """Every column as text, empty cells as nulls; one thread, so that line numbers are known."""
    return {
        "read_options": pa_csv.ReadOptions(
            encoding=spec.encoding, use_threads=False, block_size=16 * _CHUNK
        ),
        "parse_options": pa_csv.ParseOptions(
            delimiter=spec.delimiter, newlines_in_values=True, invalid_row_handler=note
        ),
        "convert_options": pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()),
            include_columns=[name for name in header if name in columns],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
        ),
    }


def _header_wrong(
    path: Path, spec: SourceFile, header: list[str], columns: Collection[str]
) -> tuple[Finding, ...]:
    if not any(name.strip() for name in header):
        message = f"{path.name} has no header line."
        return (_unreadable(path, message, "Give a file whose first line names the columns."),)
    wrong_delimiter = _other_delimiter(path, spec, header, columns)
    if wrong_delimiter is not None:
        return (wrong_delimiter,)
    twice = sorted({name for name in header if header.count(name) > 1 and name in columns})
    if twice:
        message = f"{path.name} has two columns called {', '.join(twice)}."
        return (_unreadable(path, message, "Rename one of them in the file."),)
    return _lacking(path, header, columns)


def _with_mark(encoding: str) -> str:
    """UTF-8 may begin with a byte order mark, which is no part of the first name."""
    return "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding


def _not_text(path: Path, encoding: str) -> Finding | None:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        return _unreadable(
            path,
            f"The mapping names the encoding {encoding!r}, which is not known.",
            'Common ones are "utf-8", "cp1252" and "latin-1".',
        )
    line = 1
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk and not encoding.lower().startswith(("utf-16", "utf-32")):
                return _unreadable(
                    path,
                    f"{path.name} is neither Parquet nor text.",
                    "Give the file as Parquet, or as CSV in UTF-8.",
                )
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += chunk[: max(error.start, 0)].count(b"\n")
                return _unreadable(
                    path,
                    f"{path.name} is not {encoding} text: line {line} has a character that cannot "
                    "be read.",
                    'Save it as UTF-8, or write its encoding in the mapping: encoding = "cp1252".',
                )
            line += chunk.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _unreadable(
            path, f"{path.name} ends in the middle of a character.", "Copy the file again."
        )
    return None


def _other_delimiter(
    path: Path, spec: SourceFile, header: list[str], columns: Collection[str]
) -> Finding | None:
    """A header that is one column, and would be several with another delimiter."""
    if len(header) > 1 or set(columns) <= set(header):
        return None
    for delimiter, words in _OTHER_DELIMITERS.items():
        if delimiter != spec.delimiter and delimiter in header[0]:
            written = "\\t" if delimiter == "\t" else delimiter
            return _unreadable(
                path,
                f"The columns of {path.name} seem to be parted by {words}.",
                f'Write delimiter = "{written}" under the file in the mapping.',
            )
    return None


def _lacking(path: Path, there: Sequence[str], columns: Collection[str]) -> tuple[Finding, ...]:
    shown = ", ".join(there[:12]) + (" …" if len(there) > 12 else "")
    return tuple(
        Finding(
            "SB-W001",
            Severity.ERROR,
            f"{path.name} has no column {name!r}, which the mapping uses.",
            hint=meant(name, there) or f"Its columns are: {shown}.",
            place=path.name,
        )
        for name in sorted(set(columns) - set(there))
    )


def _unreadable(path: Path, message: str, hint: str = "") -> Finding:
    return Finding("SB-W007", Severity.ERROR, message, hint=hint, place=path.name)
