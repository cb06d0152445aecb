"""Plays a rule pack: checks it, decides its own cases first, then others, by its meaning."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.engines.exact.case import read_case, read_cases
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.list_record import list_json
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.together import decide_together
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.exports.pack.archive import digest, unpack
from schemebuilder.ir.json import from_json, meaning_hash
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import UnreadableJsonError, loads

TEXT: Final = "scheme.scheme"
MEANING: Final = "ir.json"
CASES: Final = "cases.json"
MEANINGLESS: Final = (
    *(ArithmeticError, AttributeError, IndexError, KeyError),
    *(RecursionError, TypeError, ValueError),
)
"""What deciding can raise by a meaning that no compiler wrote: parts that do not fit together."""

_USAGE: Final = "usage: python3 runtime.py PACK CASES.json [--explain] [--select]"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was checked; `checked` says in words what was, and what was not."""

    scheme: Scheme
    manifest: Mapping[str, object]
    checked: str


@dataclass(frozen=True, slots=True)
class Played:
    """What a player answers: results of cases, what is wrong with cases or pack, and lists."""

    results: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]
    lists: tuple[dict[str, Any], ...] = ()


def open_pack(content: bytes) -> tuple[Pack | None, tuple[Finding, ...]]:
    """Check a pack and return it, or None and why it is refused.

    Every byte is checked against the hashes, and every case of the pack is decided again and must
    give the result that the pack carries. No signature is checked: this says so in `checked`.
    """
    files, manifest, findings = unpack(content)
    if findings:
        return None, findings
    missing = [name for name in (MEANING, TEXT, CASES) if name not in files]
    if missing:
        message = f"The file is not a rule pack: it has no {missing[0]}."
        return None, (_refused("SB-K004", message),)
    try:
        scheme = from_json(loads(files[MEANING]))
        own = _own_cases(loads(files[CASES]))
    except ValueError as error:
        return None, (_refused("SB-K004", f"The pack cannot be read. {error}"),)
    findings = (*_of_other_parts(manifest, scheme, files[TEXT]), *_coming_out(scheme, own))
    if findings:
        return None, findings
    checked = (
        f"Checked: the hashes of all files, and {len(own)} cases of the pack. Not checked: who "
        "published it, because the pack is not signed."
    )
    return Pack(scheme, manifest, checked), ()


def play(pack: Pack, cases: Sequence[Mapping[str, object]], *, explain: bool = False) -> Played:
    """Decide cases by a pack; with `explain` each result has its trace."""
    results: list[dict[str, Any]] = []
    findings: list[Finding] = []
    for data in cases:
        case, wrong = read_case(pack.scheme, data)
        findings += wrong
        if case is None:
            continue
        decision = decide(pack.scheme, case, trace=explain)
        result = result_json(decision)
        results.append({**result, "trace": trace_json(decision)} if explain else result)
    return Played(tuple(results), tuple(findings))


def play_together(
    pack: Pack, cases: Sequence[Mapping[str, object]], *, explain: bool = False
) -> Played:
    """Make the lists of a pack over cases, and decide each after them."""
    done = decide_together(pack.scheme, cases, trace=explain)
    results = [
        {**result_json(one), "trace": trace_json(one)} if explain else result_json(one)
        for one in done.decisions
    ]
    lists = tuple(list_json(each) for each in done.lists)
    return Played(tuple(results), done.findings, lists)


def main(arguments: Sequence[str]) -> int:
    """Run the player on a command line; returns the exit status."""
    explain = "--explain" in arguments
    names = [argument for argument in arguments if not argument.startswith("-")]
    options = {argument for argument in arguments if argument.startswith("-")} - {
        "--explain",
        "--select",
    }
    if len(names) != 2 or options:
        print(_USAGE, file=sys.stderr)  # noqa: T201 - a command that speaks to a person
        return 2
    contents = []
    for name in names:
        try:
            contents.append(Path(name).read_bytes())
        except OSError as error:
            return _answer({"refused": False, "findings": _plain((_unread(name, error),))}, 1)
    pack, findings = open_pack(contents[0])
    if pack is None:
        return _answer({"refused": True, "findings": _plain(findings)}, 1)
    cases, unread = read_cases(contents[1], names[1])
    select = "--select" in arguments
    played = (play_together if select else play)(pack, cases, explain=explain)
    found = (*unread, *played.findings)
    document: dict[str, object] = {
        "refused": False,
        "checked": pack.checked,
        "results": list(played.results),
        "findings": _plain(found),
    }
    if select:
        document["lists"] = list(played.lists)
    return _answer(document, 1 if has_errors(found) else 0)


def _own_cases(data: object) -> list[Mapping[str, Any]]:
    """Return the cases that prove a pack, each with its result.

    Raises:
        UnreadableJsonError: they are no list of cases with results.
    """
    listed = data if isinstance(data, list) else None
    if listed is None or not all(
        isinstance(one, Mapping) and {"case", "result"} <= one.keys() for one in listed
    ):
        raise UnreadableJsonError("Its cases are no list of cases with their results.")
    return listed


def _of_other_parts(
    manifest: Mapping[str, object], scheme: Scheme, text: bytes
) -> tuple[Finding, ...]:
    """Return what does not belong together: the manifest, the text and the meaning."""
    parts = (
        ("text", TEXT, manifest.get("text_hash"), digest(text)),
        ("meaning", MEANING, manifest.get("meaning_hash"), meaning_hash(scheme)),
    )
    return tuple(
        _refused("SB-K001", f"{name} does not hold the {what} that the manifest names.")
        for what, name, said, found in parts
        if said != found
    )


def _coming_out(scheme: Scheme, own: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """Return a finding where cases of the pack do not come out to the byte as the pack says."""
    different = [one for one in own if not _as_written(scheme, one)]
    if not different:
        return ()
    ids = [
        one["case"].get("id", "?") if isinstance(one["case"], Mapping) else "?"
        for one in different[:5]
    ]
    message = (
        f"{len(different)} of the pack's {len(own)} own cases come out differently:"
        f" {', '.join(map(str, ids))}."
    )
    return (_refused("SB-K003", message),)


def _as_written(scheme: Scheme, case: Mapping[str, Any]) -> bool:
    try:
        read, _ = read_case(scheme, case["case"])
        return read is not None and canonical(result_json(decide(scheme, read))) == canonical(
            case["result"]
        )
    except MEANINGLESS:
        return False


def _plain(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [finding_json(finding) for finding in findings]


def _answer(document: Mapping[str, object], status: int) -> int:
    sys.stdout.buffer.write(f"{canonical(document)}\n".encode())
    return status


def _unread(name: str, error: OSError) -> Finding:
    message = f"{name} cannot be read: {error.strerror}."
    hint = "Check that it is there and that you may read it."
    return Finding("SB-U002", Severity.ERROR, message, hint=hint, place=name)


def _refused(code: str, message: str) -> Finding:
    hint = "Do not use this pack; ask who published it for a new one."
    return Finding(code, Severity.ERROR, message, hint=hint)
