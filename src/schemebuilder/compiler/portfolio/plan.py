"""In which order the schemes of a portfolio are decided, and from which step each reads awards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemebuilder.compiler.portfolio.pairs import Pair
from schemebuilder.ir.combining import COUNTED, Combining
from schemebuilder.ir.portfolio import Counted, Read, Source, Step
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.syntax import CycleWritten


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, the last of each scheme, where rounds settle; `circle` is one with no way out."""

    steps: tuple[Step, ...] = ()
    final: Mapping[str, int] = field(default_factory=dict)
    settles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    circle: tuple[str, ...] = ()


def awards_read(
    schemes: Mapping[str, Scheme], counted: Mapping[str, Iterable[Counted]]
) -> dict[str, set[str]]:
    """Return, by scheme, the others of the portfolio whose awards it reads."""
    found: dict[str, set[str]] = {}
    for id_, scheme in schemes.items():
        facts = set(scheme.fields)
        read = {
            award.scheme
            for award in scheme.awards.values()
            if facts & {award.amount, award.held, award.eligible}
        }
        if COUNTED in facts:
            read |= {one.scheme for one in counted.get(id_, ())}
        found[id_] = (read & set(schemes)) - {id_}
    return found


@dataclass(slots=True)
class _Work:
    """The plan while it is made; `weighs` are the pairs in which a scheme weighs the other."""

    schemes: Mapping[str, Scheme]
    read: Mapping[str, set[str]]
    weighs: Mapping[str, list[str]]
    cycles: Mapping[frozenset[str], CycleWritten]
    steps: list[Step] = field(default_factory=list)
    final: dict[str, int] = field(default_factory=dict)
    settles: dict[str, tuple[int, int]] = field(default_factory=dict)


def plan_of(
    schemes: Mapping[str, Scheme],
    counted: Mapping[str, Iterable[Counted]],
    pairs: Iterable[Pair],
    cycles: Iterable[CycleWritten],
) -> Plan:
    """Return the steps of a portfolio, or the circle that stands in the way."""
    weighs: dict[str, list[str]] = {}
    for pair in pairs:
        if pair.decides and pair.gives_way not in weighs.get(pair.keeps, ()):
            weighs.setdefault(pair.keeps, []).append(pair.gives_way)
    ways = {frozenset(name.text for name in cycle.schemes): cycle for cycle in cycles}
    work = _Work(schemes, awards_read(schemes, counted), weighs, ways)
    waiting = _units(work)
    needs = {unit: _needs(work, unit) for unit in waiting}
    first = _first(schemes)
    done: set[str] = set()
    while waiting:
        ready = [unit for unit in waiting if needs[unit] <= done]
        if not ready:
            return Plan(circle=_circle(waiting, needs))
        unit = min(ready, key=lambda one: (not set(one) & first, waiting.index(one)))
        waiting.remove(unit)
        _decide(work, unit)
        done |= set(unit)
    return Plan(tuple(work.steps), work.final, work.settles)


def _units(work: _Work) -> list[tuple[str, ...]]:
    """Return what is decided at one time: a scheme, or those of a circle with a way out."""
    units: list[tuple[str, ...]] = []
    for id_ in work.schemes:
        group = next((g for g in work.cycles if id_ in g), frozenset({id_}))
        unit = tuple(one for one in work.schemes if one in group)
        if unit not in units:
            units.append(unit)
    return units


def _first(schemes: Mapping[str, Scheme]) -> set[str]:
    return {
        id_
        for id_, scheme in schemes.items()
        if any(combine.kind is Combining.PAID_FIRST for combine in scheme.combines)
    }


def _needs(work: _Work, unit: tuple[str, ...]) -> set[str]:
    """Return the schemes that must be decided before."""
    needed: set[str] = set()
    first = _first(work.schemes)
    for id_ in unit:
        weighed = work.weighs.get(id_, [])
        needed |= work.read[id_] - set(weighed)
        for other in weighed:
            needed |= work.read[other] - {id_}
        if id_ not in first:
            needed |= first
        needed |= {
            other
            for other, scheme in work.schemes.items()
            for combine in scheme.combines
            if combine.kind is Combining.PAID_BEFORE and combine.scheme == id_
        }
    return needed - set(unit)


def _decide(work: _Work, unit: tuple[str, ...]) -> None:
    """Add the steps of a scheme, or of those of a circle."""
    cycle = work.cycles.get(frozenset(unit))
    if cycle is None or len(unit) == 1:
        _step(work, unit[0], {})
        return
    known: dict[str, Source] = dict.fromkeys(unit, Read.GIVEN)
    if cycle.way == "rounds":
        _rounds(work, unit, cycle.rounds)
        return
    if cycle.way == "before interaction":
        nothing: dict[str, Source] = dict.fromkeys(unit, Read.NOTHING)
        known = {id_: _step(work, id_, nothing) for id_ in unit}
    for id_ in unit:
        _step(work, id_, known)


def _rounds(work: _Work, unit: tuple[str, ...], rounds: int) -> None:
    """Decide all of a circle again and again, each time with the awards of the time before."""
    known: dict[str, Source] = dict.fromkeys(unit, Read.NOTHING)
    before = known
    for _ in range(rounds):
        now: dict[str, Source] = {id_: _step(work, id_, dict(known)) for id_ in unit}
        before, known = known, now
    for id_ in unit:
        last, earlier = known[id_], before[id_]
        if isinstance(last, int) and isinstance(earlier, int):
            work.settles[id_] = (earlier, last)


def _step(work: _Work, id_: str, known: Mapping[str, Source]) -> int:
    """Add a step of a scheme that reads `known` awards there, and all others where they end."""
    reads: dict[str, Source] = {}
    for other in work.weighs.get(id_, []):
        if other not in known:
            # the other's award as it would be if this one were not there
            without: dict[str, Source] = {
                each: work.final[each] for each in work.read[other] if each in work.final
            }
            work.steps.append(Step(other, without | {id_: Read.NOTHING}))
            reads[other] = len(work.steps) - 1
    for other in work.read[id_] - set(reads):
        reads[other] = known.get(other, work.final.get(other, Read.GIVEN))
    work.steps.append(Step(id_, reads))
    work.final[id_] = len(work.steps) - 1
    return len(work.steps) - 1


def _circle(
    waiting: list[tuple[str, ...]], needs: Mapping[tuple[str, ...], set[str]]
) -> tuple[str, ...]:
    """Return the schemes of one circle among those that wait for each other."""
    of = {id_: unit for unit in waiting for id_ in unit}
    path: list[str] = [waiting[0][0]]
    while True:
        unit = of[path[-1]]
        following = next(id_ for id_ in sorted(needs[unit]) if id_ in of)
        if following in path:
            return tuple(path[path.index(following) :])
        path.append(following)
