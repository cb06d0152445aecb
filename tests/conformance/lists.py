"""Lists over cases of people: what each engine makes of them, to be compared with what is expected.

A `list` block is one record: the day `on` (if not the last among the cases), `cases`, and `expect`
with any of `selected`, `waiting`, `not_selected`, `undecided`, `failed` (ids, in any order),
`places` and `waiting_places` (by id), `tied` (lists of ids), `cut_off`, `spent`, and `outcomes` (by
id, by benefit).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, Final

import numpy as np

from schemebuilder.engines.columnar.cut_off import cut_off
from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.engines.columnar.selection import STANDINGS, Candidates, candidates_of, joined
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.people import Case
from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.lists import parts_of, with_lists
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.selection import Selection
from schemebuilder.services.rationing import select_cases
from schemebuilder.simulation.of_case import case_frame, in_order
from schemebuilder.values.canonical import canonical
from schemebuilder.values.dates import day
from schemebuilder.values.numbers import exact, loads

Made = dict[str, Any]
EXPECTED: Final = ("selected", "waiting", "not_selected", "undecided", "failed")


def exactly(scheme: Scheme, data: Mapping[str, Any]) -> Made:
    """Make the list by the exact evaluator."""
    done = select_cases(scheme, data["cases"], on=_day(data))
    assert not done.findings, done.findings
    record = done.lists[0]
    entries = record["entries"]
    made: Made = {
        word: sorted(each["id"] for each in entries if each["standing"] == word)
        for word in EXPECTED
    }
    made["places"] = {each["id"]: each["place"] for each in entries if "place" in each}
    made["waiting_places"] = {
        each["id"]: each["waiting_place"] for each in entries if "waiting_place" in each
    }
    made["tied"] = [sorted(one["id"] for one in tie["who"]) for tie in record["tied"]]
    made["cut_off"] = record["cut_off"]
    made["spent"] = record["budget"]["used"] if "budget" in record else None
    made["outcomes"] = {
        id_: {name: verdict["outcome"] for name, verdict in verdicts.items()}
        for result in done.results
        for subjects in result["decisions"].values()
        for id_, verdicts in subjects.items()
    }
    return made


def by_the_pack(scheme: Scheme, data: Mapping[str, Any]) -> Made:
    """Make the list by the meaning as a player of packs reads it."""
    return exactly(from_json(loads(canonical(to_json(scheme)))), data)


def by_columns(scheme: Scheme, data: Mapping[str, Any]) -> Made:
    """Make the list by the columnar engine, a case a block; it names no waiting places."""
    selection = next(iter(scheme.selections.values()))
    cases = [case for one in data["cases"] if (case := read_case(scheme, one)[0]) is not None]
    on = _day(data) or max(case.on for case in cases)
    blocks, ids = [], []
    for case in cases:
        persons, households = in_order(case)
        block = _block(scheme, selection, case)
        if case.on != on:
            later = _block(scheme, selection, replace(case, on=on))
            block = replace(block, quota=later.quota, limit=later.limit, places=later.places)
        blocks.append(block)
        group = scheme.entities[selection.entity].of is not None
        ids += [subject.id for subject in (households if group else persons)]
    cut = cut_off(selection, joined(blocks))
    words = [STANDINGS[code] for code in cut.standing.tolist()]
    made: Made = {
        word: sorted(id_ for id_, said in zip(ids, words, strict=True) if said == word)
        for word in EXPECTED
    }
    places = zip(ids, cut.place.tolist(), strict=True)
    made["places"] = {id_: place for id_, place in places if place}
    made["tied"] = [sorted(ids[row] for row in tie.rows) for tie in cut.ties]
    made["cut_off"] = cut.last
    made["spent"] = str(cut.spent) if selection.budget is not None else None
    return made


def _block(scheme: Scheme, selection: Selection, case: Case) -> Candidates:
    whole = with_lists(scheme)
    persons, households = in_order(case)
    frame = case_frame(scheme, case, persons, households)
    result = run(lower_for(whole, frame, case.on, parts_of(scheme)), frame)
    of_group = scheme.entities[selection.entity].of is not None
    rows = len(households) if of_group else len(persons)
    return candidates_of(selection, result, np.full(rows, 10**6, dtype=np.int64))


ENGINES: Final[dict[str, Callable[[Scheme, Mapping[str, Any]], Made]]] = {
    "exact": exactly,
    "pack player": by_the_pack,
    "columnar": by_columns,
}


def wrong_with_list(made: Made, expect: Mapping[str, Any]) -> list[str]:
    """Return what differs from what is expected of a list, as far as the engine says it."""
    wrong = []
    for name, wanted in expect.items():
        if name not in made:
            continue
        found = made[name]
        told = wanted
        if name in EXPECTED:
            told = sorted(wanted)
        elif name == "tied":
            told, found = sorted(sorted(one) for one in wanted), sorted(found)
        elif name == "spent":
            told, found = exact(str(wanted)), Fraction(found)
        elif name in {"places", "waiting_places"}:
            told = {id_: int(place) for id_, place in wanted.items()}
        elif name == "cut_off":
            told = int(wanted)
        elif name == "outcomes":
            found = {id_: {n: found[id_][n] for n in many} for id_, many in wanted.items()}
        if found != told:
            wrong.append(f"{name}: {found}, expected {told}")
    return wrong


def _day(data: Mapping[str, Any]) -> date | None:
    return day(str(data["on"])) if "on" in data else None
