"""The program of a scheme for a case, kept: one for all days on which the same law holds."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from schemebuilder.engines.generated.evaluate import Plan, planned
from schemebuilder.engines.generated.reading import Reader, reader_of
from schemebuilder.ir.payment_period import days_decided
from schemebuilder.ir.scheme import InForce, Scheme
from schemebuilder.lowering.lower import lower
from schemebuilder.simulation.as_given import giving_way
from schemebuilder.simulation.assuming import Fact, may_be_assumed

Units = Mapping[tuple[str, str], Fraction]


@dataclass(frozen=True, slots=True)
class Law:
    """A scheme as it was known, with its program for the day of a case, and how cases are read.

    `assumed` are, by benefit, eligibility and rule, the facts that a written value may be taken
    for. `split` says that the payment period has parts.
    """

    known: Scheme
    plan: Plan
    reader: Reader
    assumed: dict[str, frozenset[Fact]]
    split: bool


_KEPT: Final = 64
_laws: OrderedDict[tuple[object, ...], Law] = OrderedDict()
"""The last programs; many cases are decided one after another."""


def law_of(
    known: Scheme,
    on: date,
    names: tuple[str, ...] = (),
    given: frozenset[str] = frozenset(),
    units: Units | None = None,
) -> Law:
    """Return the program that reports the values `names`, for cases that give these definitions."""
    stretch = stretch_of(known, on)
    key = (id(known), stretch, names, given, frozenset((units or {}).items()))
    kept = _laws.get(key)
    if kept is None or kept.known is not known:
        law = giving_way(known, given)
        moving = not isinstance(stretch, date)
        program = lower(law, on, names, units, told=True, moving=moving)
        plan = planned(program, law)
        read = (*known.eligibilities, *known.benefits, *known.rules)
        assumed = {name: may_be_assumed(known, name) for name in read}
        split = len(days_decided(known, on)) > 1
        kept = Law(known, plan, reader_of(known, program, plan.limits), assumed, split)
        _laws[key] = kept
        while len(_laws) > _KEPT:
            _laws.popitem(last=False)
    return kept


_changes: OrderedDict[int, tuple[Scheme, tuple[date, ...]]] = OrderedDict()


def stretch_of(scheme: Scheme, on: date) -> int | date:
    """Return a number for all days with the same law; the day where a period is cut by its days."""
    if scheme.change:
        return on
    kept = _changes.get(id(scheme))
    if kept is None or kept[0] is not scheme:
        kept = _changes[id(scheme)] = (scheme, tuple(sorted(set(_change_days(scheme)))))
        while len(_changes) > _KEPT:
            _changes.popitem(last=False)
    return bisect_right(kept[1], on)


def _change_days(scheme: Scheme) -> Iterator[date]:
    """Yield each day from which something else holds than on the day before."""
    held: list[InForce] = [scheme.in_force]
    held += [rule.in_force for rule in scheme.rules.values()]
    for eligibility in scheme.eligibilities.values():
        held += [eligibility.in_force, *(line.in_force for line in eligibility.lines)]
    for benefit in scheme.benefits.values():
        held += [benefit.in_force, *(line.in_force for line in benefit.lines)]
        held += [stage.in_force for stage in benefit.stages]
    for one in held:
        if one.start is not None:
            yield one.start
        if one.end is not None and one.end < date.max:
            yield one.end + timedelta(days=1)
    for parameter in scheme.parameters.values():
        yield from (value.start for value in parameter.values)
