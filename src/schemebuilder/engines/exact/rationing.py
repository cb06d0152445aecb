"""The lists of a scheme made over many cases: who is selected, who waits, and on what record.

Each case is decided on its own date; the limits of a list (quotas, budget, places) are those of the
day on which it is made. Who is undecided is named, has no place, and takes none from anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.asking import in_asking_order
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import NamedValue
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.engines.exact.ranking import Candidate, Limits, Placed, Walked, walk
from schemebuilder.ir.lists import part_of, parts_of, with_lists
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.selection import Selection, Standing
from schemebuilder.values.evidence import (
    NO,
    Evidence,
    Fault,
    Known,
    Need,
    NotApplicable,
    Plain,
    Unknown,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One on a list: of which case, with what it was ranked by, and how it stands.

    `place` is 0 for whoever is undecided or failed; `missing` and `findings` say why.
    """

    case: str
    subject: Subject
    standing: Standing
    place: int = 0
    waiting: int = 0
    cause: str = ""
    keys: tuple[Plain, ...] = ()
    cost: Fraction | None = None
    area: Plain | None = None
    missing: tuple[Need, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class TiedEntries:
    """Some who are alike and for all of whom there was no room."""

    place: int
    entries: tuple[Entry, ...]
    entered: bool


@dataclass(frozen=True, slots=True)
class MadeList:
    """A list as it was made on a day. `entries` stand in order of place, then those without one.

    `quotas` are by area, with what is used up of each. `until` is the last day of the waiting list.
    """

    scheme: Scheme
    selection: Selection
    on: date
    entries: tuple[Entry, ...]
    ties: tuple[TiedEntries, ...]
    limits: Limits
    spent: Fraction
    entered: Fraction
    cut_off: int
    quotas: Mapping[Plain, tuple[Fraction, Fraction]] = field(default_factory=dict)
    until: date | None = None

    @property
    def ranked(self) -> int:
        """How many have a place."""
        return sum(each.place > 0 for each in self.entries)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A subject of a case with the evidence for each part of a selection, by its step."""

    case: str
    subject: Subject
    parts: Mapping[str, Evidence]


def make_lists(scheme: Scheme, cases: Sequence[Case], on: date) -> tuple[MadeList, ...]:
    """Make every list of a scheme over cases, on a day."""
    whole = with_lists(scheme)
    asked: dict[str, list[_Asked]] = {name: [] for name in scheme.selections}
    for case in cases:
        values = decide(whole, case, values=parts_of(scheme)).values
        limits = values
        if case.on != on:
            limits = decide(whole, replace(case, on=on), values=parts_of(scheme)).values
        for selection in scheme.selections.values():
            asked[selection.name] += _asked(case, selection, values, limits)
    return tuple(
        made_list(scheme, selection, asked[selection.name], on)
        for selection in scheme.selections.values()
    )


_OF_THE_DAY = frozenset({"quota", "limit", "places", "waiting"})


def _asked(
    case: Case,
    selection: Selection,
    values: Sequence[NamedValue],
    limits: Sequence[NamedValue],
) -> Iterator[_Asked]:
    """Yield what is known of each subject of a case; limits are those of the list's day."""
    found: dict[Subject, dict[str, Evidence]] = {}
    before = part_of(selection, "")
    for of_day, many in ((False, values), (True, limits)):
        for value in many:
            step = value.name.removeprefix(before)
            if value.name.startswith(before) and (step in _OF_THE_DAY) is of_day:
                found.setdefault(value.subject, {})[step] = value.evidence
    for subject in case.subjects.get(selection.entity, ()):
        yield _Asked(case.id, subject, found[subject])


def made_list(scheme: Scheme, selection: Selection, asked: Sequence[_Asked], on: date) -> MadeList:
    """Make one list of all who are on it, or may be."""
    outside: list[Entry] = []
    candidates: list[Candidate] = []
    ranked: dict[int, _Asked] = {}
    for row, one in enumerate(asked):
        if one.parts["candidate"] == NO:
            continue
        entry = _without_place(one)
        if entry is not None:
            outside.append(entry)
            continue
        ranked[row] = one
        candidates.append(candidate_of(selection, row, one.parts))
    limits = Limits()
    if ranked:
        first = next(iter(ranked.values())).parts
        limits = Limits(number(first.get("limit")), number(first.get("places")))
    walked = walk(selection, candidates, limits)
    entries = {each.candidate.row: _entry(selection, ranked, each) for each in walked.placed}
    return MadeList(
        scheme=scheme,
        selection=selection,
        on=on,
        entries=(*entries.values(), *outside),
        ties=tuple(
            TiedEntries(tie.place, tuple(entries[row] for row in tie.rows), tie.entered)
            for tie in walked.ties
        ),
        limits=limits,
        spent=walked.spent,
        entered=walked.entered,
        cut_off=walked.cut_off,
        quotas=_quotas(candidates, walked),
        until=_until(ranked),
    )


def _without_place(one: _Asked) -> Entry | None:
    """Return the entry of one whose place cannot be worked out, or None."""
    statuses = tuple(one.parts.values())
    faults = [each for each in statuses if isinstance(each, Fault)]
    if faults:
        found = {finding for fault in faults for finding in fault.findings}
        findings = tuple(sorted(found, key=lambda each: (each.place, each.code, each.message)))
        return Entry(one.case, one.subject, Standing.FAILED, findings=findings)
    absent = [each for each in statuses if isinstance(each, NotApplicable)]
    if absent:
        return Entry(one.case, one.subject, Standing.FAILED, findings=(_absent(one, absent[0]),))
    open_ = [each.needs for each in statuses if isinstance(each, Unknown)]
    if not open_:
        return None
    return Entry(one.case, one.subject, Standing.UNDECIDED, missing=in_asking_order(open_))


def _absent(one: _Asked, what: NotApplicable) -> Finding:
    return Finding(
        "SB-E010",
        Severity.ERROR,
        f"{what.what} does not apply, and a value is needed for the list.",
        hint="Say in the scheme what holds then, for example with `or no if none`.",
        place=f"case {one.case}, {one.subject.words}",
    )


def candidate_of(
    selection: Selection, row: int, parts: Mapping[str, Evidence], weight: Fraction = Fraction(1)
) -> Candidate:
    """Return one whose parts are all known as a candidate, which costs its weight."""
    keys = []
    for place, key in enumerate(selection.keys):
        value = _number(_plain(parts[f"key{place}"]))
        keys.append(-value if key.falling else value)
    return Candidate(
        row,
        tuple(keys),
        weight,
        (number(parts.get("cost")) or Fraction(0)) * weight,
        _plain(parts["area"]) if "area" in parts else None,
        number(parts.get("quota")) or Fraction(0),
    )


def _plain(evidence: Evidence) -> Plain:
    return evidence.value if isinstance(evidence, Known) else Fraction(0)


def _number(value: Plain) -> Fraction:
    if isinstance(value, date):
        return Fraction(value.toordinal())
    return value if isinstance(value, Fraction) else Fraction(0)


def number(evidence: Evidence | None) -> Fraction | None:
    """Return a known quantity, or None."""
    known = isinstance(evidence, Known) and isinstance(evidence.value, Fraction)
    return _number(_plain(evidence)) if known and evidence is not None else None


def _entry(selection: Selection, ranked: Mapping[int, _Asked], placed: Placed) -> Entry:
    candidate = placed.candidate
    one = ranked[candidate.row]
    keys = tuple(_plain(one.parts[f"key{place}"]) for place in range(len(selection.keys)))
    return Entry(
        one.case,
        one.subject,
        placed.standing,
        placed.place,
        placed.waiting,
        placed.cause,
        keys,
        candidate.cost if selection.budget is not None else None,
        candidate.area,
    )


def _quotas(
    candidates: Sequence[Candidate], walked: Walked
) -> dict[Plain, tuple[Fraction, Fraction]]:
    found: dict[Plain, tuple[Fraction, Fraction]] = {}
    for each in candidates:
        if each.area is not None:
            used = walked.used.get(each.area, Fraction(0))
            found[each.area] = (each.quota, used)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def _until(ranked: Mapping[int, _Asked]) -> date | None:
    """Return the last day of the waiting list."""
    if not ranked:
        return None
    until = next(iter(ranked.values())).parts.get("waiting")
    found = None if until is None else _plain(until)
    return found if isinstance(found, date) else None
