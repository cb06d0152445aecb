"""Runs that are kept, and what a command names for one: read, put in words, written to files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.services import keeping, kept_populations
from schemebuilder.services.files import is_file, is_folder
from schemebuilder.services.running import Run, TextRef
from schemebuilder.services.simulating import write_report
from schemebuilder.services.sources import load_scheme
from schemebuilder.services.workspace import Workspace
from schemebuilder.simulation.words import report_words


def report(run: Run) -> dict[str, Any]:
    """Return the report of a run as plain data."""
    found: dict[str, Any] = json.loads(run.report)
    return found


def words(run: Run) -> str:
    """Return the report of a run as lines of text."""
    return report_words(report(run))


def write(run: Run, folder: Path) -> tuple[Finding, ...]:
    """Write the report of a run and its tables (CSV) into a folder."""
    return write_report(report(run), folder)


def texts_of(
    work: Workspace, names: Sequence[str]
) -> tuple[tuple[TextRef, ...] | None, tuple[Finding, ...]]:
    """Return what names mean: a path, a key that is kept (KEY@2: a version), a library name."""
    found = [_text_of(work, name) for name in names]
    findings = tuple(finding for _, about in found for finding in about)
    texts = tuple(text for text, _ in found if text is not None)
    return (texts if len(texts) == len(names) else None), findings


def _text_of(work: Workspace, name: str) -> tuple[TextRef | None, tuple[Finding, ...]]:
    key, _, number = name.rpartition("@")
    if key and number.isdecimal() and not is_file(Path(name)):
        return TextRef(key, int(number)), ()
    if not is_file(Path(name)) and (keeping.draft(work, name) or keeping.versions(work, name)):
        return TextRef(name), ()
    loaded = load_scheme(name)
    of = "" if is_file(Path(name)) else name  # of the library: its runs are found by its key
    return None if loaded.text is None else TextRef(of, text=loaded.text), loaded.findings


def population_of(work: Workspace, named: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the hash of a population: one that is kept, or a folder, which is then kept too."""
    if not named or not is_folder(Path(named)):
        return named, ()
    kept, findings = kept_populations.keep_population(work, named)
    errors = tuple(each for each in findings if each.severity is not Severity.NOTE)
    return (None if kept is None else kept.hash), errors


def no_run(id_: str) -> Finding:
    """Say that nothing of an id is kept here."""
    message = f"There is no run or job {id_} here."
    hint = "`schemebuilder runs list` lists them; --data and --database say where to look."
    return Finding("SB-U009", Severity.ERROR, message, hint=hint, place=id_)
