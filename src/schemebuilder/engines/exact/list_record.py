"""A list as a record, `sb-list/1`: everyone on it in order, the cut-off, ties, what was used up.

The same cases in the same order give the same bytes. Its `id` is the hash of all the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from schemebuilder.engines.exact.identity import identity
from schemebuilder.engines.exact.rationing import Entry, MadeList
from schemebuilder.engines.exact.result import finding_json, missing_json
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.selection import Standing
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.numbers import as_text

FORMAT: Final = "sb-list/1"


def list_json(made: MadeList) -> dict[str, Any]:
    """Return the record of a list."""
    selection = made.selection
    found: dict[str, Any] = {
        "format": FORMAT,
        "scheme": identity(made.scheme),
        "list": selection.name,
        "of": selection.entity,
        "for": list(selection.serves),
        "on": made.on.isoformat(),
        "rank": list(selection.words),
        "ties": selection.ties.value,
        "counts": {
            standing.value: sum(each.standing is standing for each in made.entries)
            for standing in Standing
        },
        "cut_off": made.cut_off,
    }
    if selection.budget is not None:
        found["budget"] = {
            "limit": _text(made.limits.budget),
            "used": as_text(made.spent),
            "crossing": selection.budget.crossing.value,
        }
    if selection.room is not None:
        found["places"] = {"limit": _text(made.limits.places), "used": as_text(made.entered)}
    if selection.quota is not None:
        found["quotas"] = [
            {"area": plain_text(area), "limit": as_text(most), "used": as_text(used)}
            for area, (most, used) in made.quotas.items()
        ]
    if made.until is not None:
        found["waiting_until"] = made.until.isoformat()
    found["tied"] = [
        {
            "place": tie.place,
            "entered": tie.entered,
            "who": [_who(each) for each in tie.entries],
        }
        for tie in made.ties
    ]
    found["entries"] = [_entry_json(made.scheme, each) for each in made.entries]
    return {"id": sha256(canonical(found)), **found}


def _entry_json(scheme: Scheme, entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {**_who(entry), "standing": entry.standing.value}
    if entry.place:
        found["place"] = entry.place
        found["rank"] = [plain_text(value) for value in entry.keys]
    if entry.cost is not None:
        found["cost"] = as_text(entry.cost)
    if entry.area is not None:
        found["area"] = plain_text(entry.area)
    if entry.waiting:
        found["waiting_place"] = entry.waiting
    if entry.cause:
        found["out_by"] = entry.cause
    if entry.standing is Standing.UNDECIDED:
        found["missing"] = [missing_json(scheme, need) for need in entry.missing]
    if entry.findings:
        found["findings"] = [finding_json(each) for each in entry.findings]
    return found


def _who(entry: Entry) -> Mapping[str, str]:
    return {"case": entry.case, "id": entry.subject.id}


def _text(value: Fraction | None) -> str | None:
    return None if value is None else as_text(value)
