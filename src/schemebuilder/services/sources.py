"""Where a scheme's text comes from: a path, or the name of a library scheme."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemebuilder import bundled
from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.services.files import is_file, is_folder, read_bytes, reason

ENDING = ".scheme"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scheme's text and where it was found; `text` is None where it could not be read."""

    text: str | None
    source: str
    path: Path | None
    findings: tuple[Finding, ...] = ()


def library_paths() -> dict[str, Path]:
    """Return the schemes of the library by their id (the name of the file), in order."""
    found = sorted(bundled.scheme_library().glob(f"*/*/*{ENDING}"))
    return {path.stem: path for path in found}


def load_scheme(name_or_path: str) -> Loaded:
    """Read a scheme by path or library name; what is wrong is a finding."""
    path = Path(name_or_path)
    if is_file(path):
        return read_text(path, name_or_path)
    library = library_paths()
    if name_or_path in library:
        return read_text(library[name_or_path], name_or_path)
    if is_folder(path):
        return _nothing(
            name_or_path,
            "SB-U002",
            f"{name_or_path} is a folder.",
            f"Give the path of a {ENDING} file in it.",
        )
    if path.suffix == ENDING or len(path.parts) > 1:
        return _nothing(
            name_or_path,
            "SB-U002",
            f"There is no file {name_or_path}.",
            "Check the path, or give the name of a library scheme.",
        )
    near = difflib.get_close_matches(name_or_path.lower(), library, 1)
    suggestion = f"Did you mean {near[0]}? " if near else ""
    return _nothing(
        name_or_path,
        "SB-U003",
        f"The library has no scheme {name_or_path}, and there is no such file.",
        f"{suggestion}The library has: {', '.join(library) or 'nothing'}.",
    )


def read_text(path: Path, source: str) -> Loaded:
    """Read a text file as UTF-8 (a byte-order mark is dropped)."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _nothing(
            source,
            "SB-P006",
            f"The file is not UTF-8 text: byte {error.start + 1} cannot be read.",
            "Save it as UTF-8 and try again.",
        )
    except OSError as error:
        return _nothing(
            source,
            "SB-U002",
            f"The file cannot be read: {reason(error)}.",
            "Check that it is there and that you may read it.",
        )
    return Loaded(text, source, path)


def cases_beside(
    path: Path,
) -> tuple[tuple[Mapping[str, object], ...], tuple[Finding, ...]]:
    """Return the cases that a scheme keeps in `cases.json` beside its text, and what is wrong."""
    beside = path.parent / "cases.json"
    if not beside.is_file():
        return (), ()
    content, unread = read_bytes(beside, "the case file beside the scheme")
    return ((), unread) if content is None else read_cases(content, str(beside))


def load_used(kind: str, name: str, beside: str = "") -> str | None:
    """Return the text behind `use population NAME`, `index … from` or of the scheme NAME.

    A scheme is looked for at the path NAME, then as NAME.scheme in the folder of the text `beside`,
    then in the library.
    """
    if kind == "scheme":
        folder = Path(beside).parent if beside else Path()
        path = folder / (name if name.endswith(ENDING) else f"{name}{ENDING}")
        if is_file(path):
            return read_text(path, name).text
    return load_bundled(kind, name)


def load_bundled(kind: str, name: str) -> str | None:
    """Return what `load_used` does, from what ships with the program and no other file.

    The file of an index is named by its country and name: `ke/cpi`.
    """
    if kind == "population":
        path = bundled.dsl() / "vocabulary" / f"{name}.population"
        return path.read_text(encoding="utf-8") if path.is_file() else None
    if kind == "index":
        country, _, series = name.partition("/")
        if not (country.isalnum() and series.replace("_", "").isalnum()):
            return None
        path = bundled.scheme_library() / country / "indices" / f"{series}.toml"
        return path.read_text(encoding="utf-8") if path.is_file() else None
    found = library_paths().get(name)
    return None if found is None else read_text(found, name).text


def _nothing(source: str, code: str, message: str, hint: str) -> Loaded:
    finding = Finding(code, Severity.ERROR, message, hint=hint, place=source)
    return Loaded(None, source, None, (finding,))
