"""A scheme run over a population by any engine, block by block, and added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import NOTHING, Awards, Group, add_groups, tally
from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.columnar.cut_off import cut_off
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.check import stand_ins
from schemebuilder.population.frame import Frame
from schemebuilder.population.read import wanted_by
from schemebuilder.simulation.answers import Answers, Engine, Walker
from schemebuilder.simulation.broken import Broken, broken
from schemebuilder.simulation.grouping import QUANTILES, Grouping
from schemebuilder.simulation.lists import Listing, Told, after_lists, listings
from schemebuilder.simulation.missing import MissingFact, added, missing_facts
from schemebuilder.simulation.source import BLOCK, Source

FAILURES_SHOWN: Final = 5
"""How many failed decisions of each benefit are shown; all are counted."""

Progressed = Callable[[float, str], None]
"""Called with the share done (0 to 1) and what is being done; it may raise to stop the run."""

Keep = Callable[[Frame, Answers], None]
"""Takes a block and its answers, as the lists leave them."""


@dataclass(frozen=True, slots=True)
class Split:
    """Sums of one benefit or eligibility: all, by quantile of welfare, and by region."""

    whole: Group = NOTHING
    by_quantile: tuple[Group, ...] = ()
    by_region: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A subject whose decision failed: which household, which person, which benefit.

    `name` is that of the eligibility where a scheme has no benefit.
    """

    household: str
    person: str
    name: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """What came of one scheme: sums by benefit and eligibility, and of all benefits together.

    In `together` there is no cost: benefits may differ in period; reach counts each person once.
    """

    benefits: Mapping[str, Split]
    eligibilities: Mapping[str, Split]
    together: Split
    missing: Mapping[tuple[str, str], MissingFact]
    failures: tuple[Failure, ...]
    broken: Mapping[str, Broken]
    lists: Mapping[str, Listing] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def run(  # noqa: PLR0913 what a run is made of
    scheme: Scheme,
    source: Source,
    engine: Engine,
    groups: Grouping,
    progress: Progressed | None = None,
    *,
    walker: Walker = cut_off,
    block: int = BLOCK,
    keep: Keep | None = None,
) -> Simulation:
    """Run an engine that was made ready for the scheme and a date over every block, and add up.

    `block` is how many households are read at a time; what comes of them does not depend on it.
    Where a scheme rations, a first pass over all blocks makes its lists, cut off by `walker`.
    `keep` is given each block and its answers.
    """
    spared = stand_ins(source.info, scheme)
    total = Simulation({}, {}, Split(), {}, (), {})
    passes = 2 if scheme.selections else 1
    seen = 0

    def told(households: int) -> None:
        nonlocal seen
        seen += households
        if progress is not None:
            share = seen / max(source.info.households * passes, 1)
            progress(share, f"Simulating {scheme.id}")

    made = lists_of(scheme, source, engine, walker, block, told)
    done = 0
    for frame, answers in answered(scheme, source, engine, made, block):
        here = slice(done, done + frame.household_count)
        total = _plus(total, scheme, frame, answers, _Block(groups, here, spared))
        if keep is not None:
            keep(frame, answers)
        done += frame.household_count
        told(frame.household_count)
    return replace(total, lists=made)


def lists_of(
    scheme: Scheme,
    source: Source,
    engine: Engine,
    walker: Walker,
    block: int = BLOCK,
    told: Told = lambda _households: None,
) -> dict[str, Listing]:
    """Make the lists of a scheme that rations, in a pass of their own; `told` hears how far."""
    if not scheme.selections:
        return {}
    return listings(scheme, source.frames(wanted_by(scheme, ids=True), block), engine, walker, told)


def answered(
    scheme: Scheme,
    source: Source,
    engine: Engine,
    made: Mapping[str, Listing],
    block: int = BLOCK,
) -> Iterator[tuple[Frame, Answers]]:
    """Yield every block with its answers, as the lists leave them."""
    households, persons = 0, 0
    for frame in source.frames(wanted_by(scheme, ids=True), block):
        yield frame, after_lists(scheme, frame, engine(frame), made, (households, persons))
        households += frame.household_count
        persons += frame.person_count


@dataclass(frozen=True, slots=True)
class _Block:
    """Which households a block has, how all are grouped, and which facts nobody misses."""

    groups: Grouping
    here: slice
    spared: frozenset[str]


def _plus(
    total: Simulation, scheme: Scheme, frame: Frame, answers: Answers, block: _Block
) -> Simulation:
    sizes = np.diff(frame.offsets)
    quantile = block.groups.quantile[block.here].astype(np.int64)
    region = block.groups.region[block.here].astype(np.int64)
    count = QUANTILES if block.groups.welfare else 0

    def split(before: Split, awards: Awards) -> Split:
        whole = tally(awards, frame.weights, sizes, None, 1)
        by_quantile = tally(awards, frame.weights, sizes, quantile, count)
        by_region = tally(awards, frame.weights, sizes, region, len(block.groups.regions))
        return Split(
            add_groups(before.whole, whole[0]),
            _added(before.by_quantile, by_quantile),
            _added(before.by_region, by_region),
        )

    return Simulation(
        benefits={n: split(total.benefits.get(n, Split()), a) for n, a in answers.benefits.items()},
        eligibilities={
            n: split(total.eligibilities.get(n, Split()), a)
            for n, a in answers.eligibilities.items()
        },
        together=split(total.together, _together(scheme, frame, answers)),
        missing=added(total.missing, missing_facts(scheme, frame, block.spared).values()),
        failures=_first_of_each((*total.failures, *_failures(frame, answers))),
        broken=broken(total.broken, scheme, frame, answers.broken),
        findings=tuple(dict.fromkeys((*total.findings, *answers.findings))),
    )


def _together(scheme: Scheme, frame: Frame, answers: Answers) -> Awards:
    """Return awards of households: 1 where any benefit (not a charge) is paid to or in it."""
    paid = np.zeros(frame.household_count, dtype=np.int64)
    for name, awards in answers.benefits.items():
        if not scheme.benefits[name].charge:
            paid[awards.household[np.asarray(awards.amounts > 0, dtype=np.bool_)]] = 1
    return Awards(
        outcomes=np.zeros(len(paid), dtype=np.uint8),
        outcome_names=(),
        amounts=paid,
        unit=Fraction(0),
        household=np.arange(len(paid), dtype=np.int64),
        of_persons=False,
    )


def _failures(frame: Frame, answers: Answers) -> Iterator[Failure]:
    """Yield failed benefits; of a scheme that has none, failed eligibilities."""
    for name, awards in (answers.benefits or answers.eligibilities).items():
        if "failed" not in awards.outcome_names:
            continue
        code = awards.outcome_names.index("failed")
        for place in np.flatnonzero(awards.outcomes == code)[:FAILURES_SHOWN]:
            household = int(awards.household[place])
            yield Failure(
                _id(frame.household_ids, household),
                _id(frame.person_ids, int(place)) if awards.of_persons else "",
                name,
            )


def _first_of_each(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    """Return the first failures of each name: the same ones whatever the blocks were."""
    by_name: dict[str, list[Failure]] = {}
    for failure in failures:
        by_name.setdefault(failure.name, []).append(failure)
    return tuple(each for name in sorted(by_name) for each in by_name[name][:FAILURES_SHOWN])


def _id(ids: npt.NDArray[np.generic] | None, place: int) -> str:
    return str(place + 1) if ids is None else str(ids[place])


def _added(before: tuple[Group, ...], after: list[Group]) -> tuple[Group, ...]:
    if not before:
        return tuple(after)
    return tuple(add_groups(one, other) for one, other in zip(before, after, strict=True))
