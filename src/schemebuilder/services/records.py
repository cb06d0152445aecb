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
from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.dates import day
from schemebuilder.values.numbers import loads, plain

FORMAT: Final = "sb-record/1"


@dataclass(frozen=True, slots=True)
class Replayed:
    """A record run again: whether its bytes are the same, and where they first differ if not."""

    id: str
    same: bool
    difference: str = ""


def record(
    data: Mapping[str, object],
    result: Mapping[str, Any],
    values: Sequence[str],
    known_on: date,
    decided_by: str,
) -> dict[str, Any]:
    """Return the record of one decision, without the meaning, which the file holds once."""
    content = {
        "case": plain(data),
        "scheme": dict(result["scheme"]),
        "as_of": result["on"],
        "known_on": known_on.isoformat(),
        "decided_by": decided_by,
        "values": list(values),
        "result": {key: value for key, value in result.items() if key != "run"},
    }
    return {"id": sha256(canonical(content)), **content}


def record_file(scheme: Scheme, text_hash: str, records: Sequence[Mapping[str, Any]]) -> str:
    """Return the file of records of one scheme: its meaning once, and the records."""
    document = {
        "format": FORMAT,
        "text_hash": text_hash,
        "meaning": to_json(scheme),
        "records": list(records),
    }
    return canonical(document) + "\n"


def replay(content: bytes, place: str) -> tuple[tuple[Replayed, ...], tuple[Finding, ...]]:
    """Decide every record of a file again and compare to the byte."""
    try:
        document = loads(content)
        if not isinstance(document, Mapping) or document.get("format") != FORMAT:
            return (), (_unreadable(place, "The file is not a file of decision records."),)
        scheme = from_json(document["meaning"])
        records = document["records"]
        if not isinstance(records, list) or not all(isinstance(one, Mapping) for one in records):
            return (), (_unreadable(place, "The file holds no list of records."),)
        return tuple(_replayed(scheme, one) for one in records), ()
    except (KeyError, TypeError, ValueError) as error:
        return (), (_unreadable(place, f"The record file cannot be read: {error}."),)


def _replayed(scheme: Scheme, written: Mapping[str, Any]) -> Replayed:
    id_ = str(written.get("id", "?"))
    content = {key: value for key, value in written.items() if key != "id"}
    if sha256(canonical(content)) != id_:
        return Replayed(id_, same=False, difference="The record was changed after it was made.")
    as_of = day(str(written["as_of"]))
    case, findings = read_case(scheme, written["case"], on=as_of)
    if case is None:
        return Replayed(id_, same=False, difference=findings[0].message)
    again = result_json(decide(scheme, case, values=[str(name) for name in written["values"]]))
    del again["run"]
    if canonical(again) == canonical(written["result"]):
        return Replayed(id_, same=True)
    return Replayed(id_, same=False, difference=_first_difference(again, written["result"], ""))


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
