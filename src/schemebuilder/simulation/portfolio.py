"""A portfolio over a population: schemes in their order, awards of one columns of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import gcd, lcm
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import Awards
from schemebuilder.ir.combining import COUNTED
from schemebuilder.ir.portfolio import Portfolio, Read, Source, Step
from schemebuilder.ir.scheme import Scheme
from schemebuilder.lowering.bounds import fits
from schemebuilder.population.frame import Column, Frame, Mask
from schemebuilder.population.read import Wanted
from schemebuilder.population.schema import PopulationInfo
from schemebuilder.simulation.answers import Answers, EngineMaker, Walker
from schemebuilder.simulation.grouping import Grouping
from schemebuilder.simulation.run import Progressed, Simulation, run
from schemebuilder.simulation.source import BLOCK
from schemebuilder.simulation.source import Source as People
from schemebuilder.values.types import YES_NO

Array = npt.NDArray[Any]
_OPEN: Final = ("undecided", "failed")
_MEETS: Final = ("eligible", "not_payable", "not_selected")


@dataclass(frozen=True, slots=True)
class Kept:
    """An award of everybody of its entity: amounts in whole `unit`s, and what is known of them."""

    entity: str
    amounts: Array
    unit: Fraction
    unknown: Mask
    held: Mask
    eligible: Mask


@dataclass(slots=True)
class _Keeper:
    """Takes the answers of a step as its blocks are decided."""

    parts: dict[str, list[Awards]] = field(default_factory=dict)

    def keep(self, _frame: Frame, answers: Answers) -> None:
        for name, awards in {**answers.eligibilities, **answers.benefits}.items():
            self.parts.setdefault(name, []).append(awards)

    def kept(self) -> dict[str, Kept]:
        return {name: _whole(parts) for name, parts in self.parts.items()}


@dataclass(frozen=True, slots=True)
class AwardSource:
    """People with awards that were worked out before, as columns beside what is kept of them."""

    people: People
    persons: Mapping[str, Column]
    households: Mapping[str, Column]

    @property
    def info(self) -> PopulationInfo:
        """What is known of the population besides its rows."""
        return self.people.info

    @property
    def hash(self) -> str:
        """The hash of its content, without the awards."""
        return self.people.hash

    def frames(self, wanted: Wanted, block_households: int = BLOCK) -> Iterator[Frame]:
        """Yield the population in blocks, with the awards of each."""
        persons, households = 0, 0
        for frame in self.people.frames(wanted, block_households):
            of_persons = slice(persons, persons + frame.person_count)
            of_households = slice(households, households + frame.household_count)
            yield replace(
                frame,
                persons=frame.persons | _cut(self.persons, of_persons),
                households=frame.households | _cut(self.households, of_households),
            )
            persons, households = of_persons.stop, of_households.stop


def run_together(
    portfolio: Portfolio,
    people: People,
    made: tuple[EngineMaker, Walker],
    on: date,
    groups: Grouping,
    progress: Progressed | None = None,
) -> tuple[dict[str, Simulation], dict[str, AwardSource]]:
    """Run every step over the population; return what each scheme comes to, and its people."""
    maker, walker = made
    done: list[dict[str, Kept]] = []
    simulations: dict[str, Simulation] = {}
    sources: dict[str, AwardSource] = {}
    sizes = _sizes(people)
    for number, step in enumerate(portfolio.steps):
        scheme = portfolio.schemes[step.scheme]
        source = _source(portfolio, step, people, done, sizes)
        keeper = _Keeper()
        move = None if progress is None else _share(progress, number, len(portfolio.steps))
        engine = maker(scheme, on)
        simulation = run(scheme, source, engine, groups, move, walker=walker, keep=keeper.keep)
        done.append(keeper.kept())
        if portfolio.final[step.scheme] == number:
            simulations[step.scheme], sources[step.scheme] = simulation, source
    return {id_: simulations[id_] for id_ in portfolio.schemes}, sources


def facts_worked_out(portfolio: Portfolio, scheme: Scheme) -> frozenset[str]:
    """Return the facts of a scheme that the portfolio works out, which no data need to have."""
    number = portfolio.final[scheme.id]
    reads = portfolio.steps[number].reads
    found = {COUNTED}
    for award in scheme.awards.values():
        if reads.get(award.scheme, Read.GIVEN) is not Read.GIVEN:
            found |= {award.amount, award.held, award.eligible}
    return frozenset(found & set(scheme.fields))


def _share(progress: Progressed, number: int, count: int) -> Progressed:
    def move(share: float, words: str) -> None:
        progress((number + share) / count, words)

    return move


def _sizes(people: People) -> Array:
    """Return how many persons each household has."""
    nothing = Wanted(fields=(), roles=None)
    parts = [np.diff(frame.offsets) for frame in people.frames(nothing, BLOCK)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _cut(columns: Mapping[str, Column], rows: slice) -> dict[str, Column]:
    return {
        name: replace(
            column,
            data=column.data[rows],
            unknown=None if column.unknown is None else column.unknown[rows],
        )
        for name, column in columns.items()
    }


def _whole(parts: list[Awards]) -> Kept:
    """Return the blocks of one award as one."""
    unit = _common([part.unit for part in parts if part.unit])
    amounts = [_in_unit(np.asarray(part.amounts), part.unit or unit, unit) for part in parts]
    unknown = np.concatenate([_with(part, _OPEN) for part in parts])
    together = np.concatenate(amounts) if amounts else np.zeros(0, dtype=np.int64)
    eligible = np.concatenate([_with(part, _MEETS) for part in parts])
    paid = np.concatenate([_with(part, ("eligible",)) for part in parts])
    together = np.where(paid, together, 0)
    positive = np.asarray(together > 0, dtype=np.bool_)
    entity = "person" if parts[0].of_persons else "household"
    return Kept(entity, together, unit, unknown, positive & paid, eligible)


def _with(part: Awards, words: tuple[str, ...]) -> Mask:
    codes = [part.outcome_names.index(word) for word in words if word in part.outcome_names]
    return np.isin(part.outcomes, codes)


def _common(units: list[Fraction]) -> Fraction:
    """Return the greatest unit of which all are whole multiples."""
    if not units:
        return Fraction(1)
    over = lcm(*(unit.denominator for unit in units))
    return Fraction(gcd(*(int(unit * over) for unit in units)), over)


def _in_unit(amounts: Array, unit: Fraction, wanted: Fraction) -> Array:
    factor = int(unit / wanted)
    if factor == 1:
        return amounts
    most = max((abs(int(amounts.min())), abs(int(amounts.max()))), default=0) if len(amounts) else 0
    wide = amounts.astype(object) if not fits((-most * factor, most * factor)) else amounts
    return wide * factor


def _source(
    portfolio: Portfolio, step: Step, people: People, done: list[dict[str, Kept]], sizes: Array
) -> AwardSource:
    """Return the people with the awards that a step reads."""
    scheme = portfolio.schemes[step.scheme]
    counts = {"person": int(sizes.sum()), "household": len(sizes)}
    columns: dict[str, dict[str, Column]] = {"person": {}, "household": {}}
    for award in scheme.awards.values():
        source = step.reads.get(award.scheme, Read.GIVEN)
        if source is Read.GIVEN:
            continue
        kept = _kept(source, award.benefit, (award.entity, counts[award.entity]), done)
        said = {
            award.amount: (kept.amounts, kept.unit),
            award.held: (kept.held, Fraction(1)),
            award.eligible: (kept.eligible, Fraction(1)),
        }
        for fact, (data, unit) in said.items():
            if fact in scheme.fields:
                type_ = scheme.fields[fact].type if fact == award.amount else YES_NO
                unknown = kept.unknown if kept.unknown.any() else None
                columns[award.entity][fact] = Column(data, type_, unit, unknown)
    counted = scheme.fields.get(COUNTED)
    if counted is not None:
        total = _counted(portfolio, step, counted.entity, (done, counts, sizes))
        unknown = total.unknown if total.unknown.any() else None
        column = Column(total.amounts, counted.type, total.unit, unknown)
        columns[counted.entity][COUNTED] = column
    return AwardSource(people, columns["person"], columns["household"])


def _kept(
    source: Source, benefit: str, whose: tuple[str, int], done: list[dict[str, Kept]]
) -> Kept:
    entity, count = whose
    if isinstance(source, int):
        found = done[source]
        return found[benefit] if benefit else next(iter(found.values()))
    no = np.zeros(count, dtype=np.bool_)
    return Kept(entity, np.zeros(count, dtype=np.int64), Fraction(1), no, no, no)


def _counted(
    portfolio: Portfolio,
    step: Step,
    entity: str,
    known: tuple[list[dict[str, Kept]], Mapping[str, int], Array],
) -> Kept:
    """Return what other schemes pay that counts as income, summed by person or household."""
    done, counts, sizes = known
    no = np.zeros(counts[entity], dtype=np.bool_)
    total = Kept(entity, np.zeros(counts[entity], dtype=np.int64), Fraction(1), no, no, no)
    for one in portfolio.counted.get(step.scheme, ()):
        source = step.reads.get(one.scheme, Read.NOTHING)
        benefit = portfolio.schemes[one.scheme].benefits[one.benefit]
        kept = _kept(source, one.benefit, (benefit.entity, counts[benefit.entity]), done)
        if kept.entity != entity:
            kept = _by_household(kept, sizes)
        unit = _common([total.unit, kept.unit * one.factor])
        amounts = _in_unit(total.amounts, total.unit, unit)
        amounts = amounts + _in_unit(kept.amounts, kept.unit * one.factor, unit)
        total = replace(total, amounts=amounts, unit=unit, unknown=total.unknown | kept.unknown)
    return total


def _by_household(kept: Kept, sizes: Array) -> Kept:
    edges = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])

    def summed(values: Array) -> Array:
        first = np.zeros(1, dtype=values.dtype)
        running: Array = np.concatenate([first, np.cumsum(values)])
        sums: Array = running[edges[1:]] - running[edges[:-1]]
        return sums

    unknown = np.asarray(summed(kept.unknown.astype(np.int64)) > 0, dtype=np.bool_)
    amounts = summed(kept.amounts)
    return Kept("household", amounts, kept.unit, unknown, unknown, unknown)
