"""What one does to publish: write a rule pack, write the player, play a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.exports.pack.archive import digest
from schemebuilder.exports.pack.assemble import runtime
from schemebuilder.exports.pack.player import open_pack, play
from schemebuilder.exports.pack.write import write_pack
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes, write_whole
from schemebuilder.services.sources import cases_beside, load_scheme
from schemebuilder.values.canonical import canonical


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, its SHA-256, and how many cases it carries; "" where it was not."""

    path: str
    hash: str
    cases: int
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Played:
    """The results of a pack, what was checked of it, and what is wrong."""

    checked: str
    results: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


def export_pack(name: str, out: str) -> Exported:
    """Write a scheme's rule pack, whole or not at all; a scheme with errors is not exported."""
    loaded = load_scheme(name)
    checked = authoring.check_loaded(loaded)
    if checked.scheme is None or checked.text is None:
        return Exported("", "", 0, checked.findings, checked.texts)
    text = authoring.format_text(checked.text)
    same = authoring.check_text(text, checked.scheme.id, beside=checked.source)
    if same.scheme is None:
        return Exported("", "", 0, same.findings, same.texts)
    cases, unproven = ((), ()) if loaded.path is None else cases_beside(loaded.path)
    if has_errors(unproven):
        return Exported("", "", 0, unproven, {})
    written = write_pack(same.scheme, text, same.findings, cases)
    if has_errors(written.findings):
        return Exported("", "", 0, written.findings, {})
    wrong = write_whole(Path(out), written.content)
    if wrong:
        return Exported("", "", 0, wrong, {})
    found = (*checked.findings, *unproven, *written.findings)
    return Exported(out, digest(written.content), written.cases, found, checked.texts)


def export_player(out: str) -> tuple[Finding, ...]:
    """Write the player of packs: one Python file that needs nothing else."""
    return write_whole(Path(out), runtime().encode())


def play_pack(pack_path: str, cases_path: str, *, explain: bool = False) -> Played:
    """Check a pack, then decide the cases of a file by it."""
    content, findings = read_bytes(Path(pack_path), "the pack")
    if content is None:
        return Played("", (), findings)
    pack, findings = open_pack(content)
    if pack is None:
        return Played("", (), findings)
    data, unread = read_bytes(Path(cases_path), "the case file")
    cases, wrong = ((), unread) if data is None else read_cases(data, cases_path)
    played = play(pack, cases, explain=explain)
    return Played(pack.checked, played.results, (*wrong, *played.findings))


def result_text(result: Mapping[str, Any]) -> str:
    """Return a result as one line of JSON, as the player prints it."""
    return canonical(result)
