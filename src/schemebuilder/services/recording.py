"""Decision records that are kept: each can be run again by its id, and gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from schemebuilder.ir.json import UnreadableIrError, from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import records as made
from schemebuilder.services.records import Circumstances, Replayed
from schemebuilder.services.workspace import Workspace
from schemebuilder.store import records as kept
from schemebuilder.store.records import KeptRecord
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.numbers import UnreadableJsonError, loads

__all__ = [
    "KeptRecord",
    "Replayed",
    "file_of",
    "keep_decision",
    "keep_decisions",
    "record",
    "records",
    "replay_kept",
    "whole_record",
]


def keep_decision(  # noqa: PLR0913 - what a record says of a decision
    work: Workspace,
    scheme: Scheme,
    case: Mapping[str, object],
    result: Mapping[str, Any],
    key: str,
    version: int | None,
    *,
    text_hash: str,
    by: str = "",
    values: Sequence[str] = (),
) -> str:
    """Keep the record of a decision and return its id; the same decision twice is one record.

    `version` is one of the scheme `key` that is kept here, or None for a text that is no version;
    `text_hash` is of the formatted text, `values` names what was reported besides.
    """
    kept_ids = keep_decisions(
        work, scheme, [(case, result)], key, version, text_hash=text_hash, by=by, values=values
    )
    return kept_ids[0]


def keep_decisions(  # noqa: PLR0913 - what records say of decisions
    work: Workspace,
    scheme: Scheme,
    decided: Sequence[tuple[Mapping[str, object], Mapping[str, Any]]],
    key: str,
    version: int | None,
    *,
    text_hash: str,
    by: str = "",
    values: Sequence[str] = (),
) -> tuple[str, ...]:
    """Keep the records of cases and their results by one scheme, all or none; return their ids."""
    ir = canonical(to_json(scheme))
    meaning = sha256(ir)
    today = datetime.now(UTC).date()
    how = Circumstances(text_hash, meaning, values, today, by)
    whole = [made.record(case, result, how) for case, result in decided]
    kept.keep_records(
        work.store,
        [(one["id"], _content(one)) for one in whole],
        meaning=meaning,
        ir=ir,
        scheme=key,
        version=version,
        by=by,
    )
    return tuple(one["id"] for one in whole)


def record(work: Workspace, id_: str) -> KeptRecord | None:
    """Return the record of an id."""
    return kept.kept_record(work.store, id_)


def records(work: Workspace, key: str, limit: int = 100) -> tuple[KeptRecord, ...]:
    """Return the last records of a scheme, the newest first."""
    return kept.kept_records(work.store, key, limit)


def whole_record(one: KeptRecord) -> dict[str, Any]:
    """Return a record as files of records hold it, with its id."""
    content: Any = loads(one.record)
    return {"id": one.id, **content}


def replay_kept(work: Workspace, id_: str) -> Replayed | None:
    """Decide a record again by the meaning that is kept with it; None where there is none."""
    one = record(work, id_)
    if one is None:
        return None
    ir = kept.meaning_of(work.store, one.meaning)
    if ir is None or sha256(ir) != one.meaning:
        about = "The meaning of the scheme that is kept is not the one it was decided by."
        return Replayed(id_, same=False, difference=about)
    try:
        scheme = from_json(loads(ir))
        written = whole_record(one)
    except (UnreadableJsonError, UnreadableIrError) as error:
        return Replayed(id_, same=False, difference=str(error))
    return made.replayed(scheme, one.meaning, written)


def file_of(work: Workspace, id_: str) -> str | None:
    """Return a record as a file of one, which `schemebuilder replay` runs again anywhere."""
    one = record(work, id_)
    ir = None if one is None else kept.meaning_of(work.store, one.meaning)
    if one is None or ir is None:
        return None
    document = {"format": made.FORMAT, "meaning": loads(ir), "records": [whole_record(one)]}
    return canonical(document) + "\n"


def _content(whole: Mapping[str, Any]) -> str:
    """Return the bytes that the id of a record is the hash of."""
    return canonical({key: value for key, value in whole.items() if key != "id"})
