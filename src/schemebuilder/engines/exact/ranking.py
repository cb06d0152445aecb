"""A list walked from the top: who enters under quotas, places and a budget, and who is tied.

Those who are alike in every key are walked together. First each area of theirs is looked at, then
the places, then the budget; who is left at the end enters, and only they use up anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from schemebuilder.ir.selection import Crossing, Selection, Standing, Ties
from schemebuilder.values.evidence import Plain


@dataclass(frozen=True, slots=True)
class Candidate:
    """One on the list: the `row` it came from, its keys (the least first), and what it uses up.

    `weight` is how many it stands for (in a survey; else 1), and counts against quota and places;
    `cost` is of all of them together.
    """

    row: int
    keys: tuple[Fraction, ...]
    weight: Fraction = Fraction(1)
    cost: Fraction = Fraction(0)
    area: Plain | None = None
    quota: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """What limits the whole list; None: nothing does."""

    budget: Fraction | None = None
    places: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with its place from 1 (shared by those who are alike), and how it stands.

    `waiting` is the place on the waiting list, within the area where there are quotas; else 0.
    `cause` is what kept it out: `quota`, `places`, `budget`, or `tied`; empty if it entered.
    """

    candidate: Candidate
    place: int
    standing: Standing
    waiting: int = 0
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Tied:
    """Some who are alike and for all of whom there was no room; whether they entered."""

    place: int
    rows: tuple[int, ...]
    entered: bool


@dataclass(frozen=True, slots=True)
class Walked:
    """A list as it was walked: everyone in order of place, ties, what was used up.

    `cut_off` is the place of the last to enter, 0 if nobody did. `used` is by area.
    """

    placed: tuple[Placed, ...]
    ties: tuple[Tied, ...]
    spent: Fraction
    entered: Fraction
    cut_off: int
    used: Mapping[Plain, Fraction]


@dataclass(slots=True)
class _Room:
    """What is left while the list is walked."""

    spent: Fraction = Fraction(0)
    entered: Fraction = Fraction(0)
    used: dict[Plain, Fraction] = field(default_factory=dict)
    closed: set[Plain] = field(default_factory=set)
    stopped: bool = False
    stopped_by: str = ""
    causes: dict[int, str] = field(default_factory=dict)
    ties: list[Tied] = field(default_factory=list)


def walk(selection: Selection, candidates: Sequence[Candidate], limits: Limits) -> Walked:
    """Walk the list and say how everyone on it stands."""
    room = _Room()
    placed: list[Placed] = []
    in_order = sorted(candidates, key=lambda each: (each.keys, each.row))
    cut_off, place = 0, 1
    queues: dict[Plain | None, tuple[int, int, int]] = {}
    for _, alike in groupby(in_order, key=lambda each: each.keys):
        group = list(alike)
        entering = _entering(selection, group, limits, room, place)
        rows = {each.row for each in entering}
        for each in group:
            if each.row in rows:
                placed.append(Placed(each, place, Standing.SELECTED))
            elif selection.waiting is None:
                placed.append(_out(each, place, Standing.NOT_SELECTED, room))
            else:
                waiting = _queued(queues, each, place)
                placed.append(_out(each, place, Standing.WAITING, room, waiting))
        cut_off = place if entering else cut_off
        place += len(group)
    return Walked(
        tuple(placed), tuple(room.ties), room.spent, room.entered, cut_off, dict(room.used)
    )


def _out(
    candidate: Candidate, place: int, standing: Standing, room: _Room, waiting: int = 0
) -> Placed:
    return Placed(candidate, place, standing, waiting, room.causes[candidate.row])


def _queued(
    queues: dict[Plain | None, tuple[int, int, int]], candidate: Candidate, place: int
) -> int:
    """Return the next place on the waiting list of the area; those who are alike share one."""
    length, shared, last = queues.get(candidate.area, (0, 0, 0))
    mine = shared if last == place else length + 1
    queues[candidate.area] = (length + 1, mine, place)
    return mine


def _entering(
    selection: Selection, group: list[Candidate], limits: Limits, room: _Room, place: int
) -> list[Candidate]:
    """Return who of those that are alike enter, and take what they use up."""
    if room.stopped:
        _kept_out(room, group, [], room.stopped_by)
        return []
    left = group if selection.quota is None else _in_areas(selection, group, room, place)
    _kept_out(room, group, left, "quota")
    if limits.places is not None:
        free = limits.places - room.entered
        fitting = _fitting(selection, left, free, _weight, room, place)
        if len(fitting) < len(left) or _total(left, _weight) > free:
            room.stopped, room.stopped_by = True, "places"
        _kept_out(room, left, fitting, "places")
        left = fitting
    if limits.budget is not None and selection.budget is not None and left:
        crossing = selection.budget.crossing
        fitting = _affordable(selection, crossing, left, limits.budget, room, place)
        room.stopped_by = room.stopped_by or "budget"
        _kept_out(room, left, fitting, "budget")
        left = fitting
    for each in left:
        room.entered += each.weight
        room.spent += each.cost
        if selection.quota is not None and each.area is not None:
            room.used[each.area] = room.used.get(each.area, Fraction(0)) + each.weight
    return left


def _in_areas(
    selection: Selection, group: list[Candidate], room: _Room, place: int
) -> list[Candidate]:
    """Return who is within the quota of their area; where one does not fit, the area is closed."""
    left: list[Candidate] = []
    for area in dict.fromkeys(each.area for each in group):
        if area is None or area in room.closed:
            continue
        members = [each for each in group if each.area == area]
        free = members[0].quota - room.used.get(area, Fraction(0))
        fitting = _fitting(selection, members, free, _weight, room, place)
        if len(fitting) < len(members) or _total(members, _weight) > free:
            room.closed.add(area)
        left += fitting
    return left


def _affordable(
    selection: Selection,
    crossing: Crossing,
    group: list[Candidate],
    budget: Fraction,
    room: _Room,
    place: int,
) -> list[Candidate]:
    """Return who enters under the budget, and stop the list as the selection says."""
    left = budget - room.spent
    if crossing is not Crossing.LAST:
        fitting = _fitting(selection, group, left, _cost, room, place)
        over = len(fitting) < len(group) or _total(group, _cost) > left
        room.stopped = room.stopped or (over and crossing is Crossing.STOPS)
        return fitting
    if left <= 0:
        room.stopped = True
        return []
    total = _total(group, _cost)
    room.stopped = room.stopped or total >= left
    if total - min(each.cost for each in group) < left:
        return group  # in whatever order they stand, the budget is reached with the last of them
    return _tied(selection, group, room, place)


def _fitting(
    selection: Selection,
    group: list[Candidate],
    left: Fraction,
    measure: Callable[[Candidate], Fraction],
    room: _Room,
    place: int,
) -> list[Candidate]:
    """Return all of a group if there is room for them; nobody if there is for none of them."""
    if _total(group, measure) <= left:
        return group
    if all(measure(each) > left for each in group):
        return []
    return _tied(selection, group, room, place)


def _tied(selection: Selection, group: list[Candidate], room: _Room, place: int) -> list[Candidate]:
    """Some of them could enter and nothing says which: all or none do, and it is recorded."""
    entered = selection.ties is Ties.ALL
    room.ties.append(Tied(place, tuple(each.row for each in group), entered))
    if not entered:
        _kept_out(room, group, [], "tied")
    return group if entered else []


def _kept_out(room: _Room, group: list[Candidate], entering: list[Candidate], cause: str) -> None:
    """Note what kept somebody out, where nothing is noted yet."""
    rows = {each.row for each in entering}
    for each in group:
        if each.row not in rows:
            room.causes.setdefault(each.row, cause)


def _total(group: list[Candidate], measure: Callable[[Candidate], Fraction]) -> Fraction:
    return sum((measure(each) for each in group), Fraction(0))


def _weight(candidate: Candidate) -> Fraction:
    return candidate.weight


def _cost(candidate: Candidate) -> Fraction:
    return candidate.cost
