"""Decision records: a decision with everything that it came from, which can be run again by its id.

A record carries the case, the scheme's meaning and text hash, the date it was decided for, the day
on which its facts were known, and who decided. Its id is the SHA-256 of all that, so that a changed
record no longer has its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.result import result_json
from schemebuilder.exports.pack.player import MEANINGLESS
from schemebuilder.ir.json import UnreadableIrError, from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.dates import day
from schemebuilder.values.numbers import UnreadableJsonError, loads, plain

FORMAT: Final = "sb-record/1"
_REQUIRED: Final = frozenset({"id", "case", "scheme", "as_of", "values", "result"})


@dataclass(frozen=True, slots=True)
class Replayed:
    """A record run again: whether its bytes are the same, and where they first differ if not."""

    id: str
    same: bool
    difference: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is recorded of how a decision was made besides the case and its result.

    `text_hash` is that of the scheme's text, `ir_hash` that of its meaning as the file holds it;
    `known_on` is the day on which the facts were known.
    """

    text_hash: str
    ir_hash: str
    values: Sequence[str]
    known_on: date
    decided_by: str


def ir_hash(scheme: Scheme) -> str:
    """Return the SHA-256 of the meaning with its wording, as a file of records holds it."""
    return _hash(to_json(scheme))


def record(
    data: Mapping[str, object], result: Mapping[str, Any], made: Circumstances
) -> dict[str, Any]:
    """Return the record of one decision, without the meaning, which the file holds once."""
    content = {
        "case": plain(data),
        "scheme": {**result["scheme"], "text_hash": made.text_hash, "ir_hash": made.ir_hash},
        "as_of": result["on"],
        "known_on": made.known_on.isoformat(),
        "decided_by": made.decided_by,
        "values": list(made.values),
        "result": {key: value for key, value in result.items() if key != "run"},
    }
    return {"id": sha256(canonical(content)), **content}


def record_file(scheme: Scheme, records: Sequence[Mapping[str, Any]]) -> str:
    """Return the file of records of one scheme: its meaning once, and the records."""
    document = {
        "format": FORMAT,
        "meaning": to_json(scheme),
        "records": list(records),
    }
    return canonical(document) + "\n"


def replay(content: bytes, place: str) -> tuple[tuple[Replayed, ...], tuple[Finding, ...]]:
    """Decide every record of a file again and compare to the byte."""
    try:
        document = loads(content)
        if not isinstance(document, Mapping) or document.get("format") != FORMAT:
            return (), (_unreadable(place, f"The file has no records in the format {FORMAT}."),)
        scheme = from_json(document.get("meaning"))
    except (UnreadableJsonError, UnreadableIrError) as error:
        return (), (_unreadable(place, str(error)),)
    records = document.get("records")
    if not isinstance(records, list) or not records:
        return (), (_unreadable(place, "The file holds no list of records."),)
    held = _hash(document.get("meaning"))
    return tuple(replayed(scheme, held, one) for one in records), ()


def replayed(scheme: Scheme, held: str, written: object) -> Replayed:
    """Decide one record again by a scheme, whose meaning has the hash `held`."""
    if not isinstance(written, Mapping) or not written.keys() >= _REQUIRED:
        return Replayed("?", same=False, difference="It is not a record, or only part of one.")
    id_ = str(written["id"])
    content = {key: value for key, value in written.items() if key != "id"}
    if _hash(content) != id_:
        return Replayed(id_, same=False, difference="The record was changed after it was made.")
    if not isinstance(written["scheme"], Mapping) or written["scheme"].get("ir_hash") != held:
        about = "The meaning of the scheme in the file is not the one it was decided by."
        return Replayed(id_, same=False, difference=about)
    values = written["values"] if isinstance(written["values"], list) else []
    again = _again(scheme, written["case"], str(written["as_of"]), [str(v) for v in values])
    if isinstance(again, str):
        return Replayed(id_, same=False, difference=again)
    again["run"] = {}
    recorded = {"run": {}, **written["result"]} if isinstance(written["result"], Mapping) else {}
    if canonical(again) == canonical(recorded):
        return Replayed(id_, same=True)
    return Replayed(id_, same=False, difference=_first_difference(again, recorded, ""))


def _hash(content: object) -> str:
    """Return the id that the content has; none where it holds what no record does."""
    try:
        return sha256(canonical(content))
    except (TypeError, ValueError):
        return ""


def _again(scheme: Scheme, data: object, as_of: str, values: Sequence[str]) -> dict[str, Any] | str:
    """Return the result of deciding recorded facts again, or why they cannot be decided."""
    on = day(as_of)
    if on is None:
        return f"It was made as of {as_of}, which is no date that exists."
    case, findings = read_case(scheme, data, on=on)
    if case is None:
        return findings[0].message
    try:
        return result_json(decide(scheme, case, values=values))
    except MEANINGLESS:
        return "The meaning of the scheme in the file cannot be run; it was changed."


def _first_difference(again: object, written: object, where: str) -> str:
    """Return the way down to the first place at which two results differ."""
    if isinstance(again, Mapping) and isinstance(written, Mapping):
        for key in sorted({*again, *written}):
            if again.get(key) != written.get(key):
                return _first_difference(again.get(key), written.get(key), f"{where}/{key}")
    return f"{where}: recorded {written}, now {again}"


def _unreadable(place: str, message: str) -> Finding:
    hint = "Name a file that `schemebuilder decide --record FILE` wrote."
    return Finding("SB-E015", Severity.ERROR, message, hint=hint, place=place)
