"""A simulation as a table-like document (sb-simulation/1): every figure as exact decimal text.

Under `run` stands what may differ between engines and runs; nothing else differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.analytics.tally import Group
from schemebuilder.engines.exact.decision import Outcome
from schemebuilder.engines.exact.given_told import given_json
from schemebuilder.ir.json import meaning_hash
from schemebuilder.ir.scheme import Benefit, Scheme
from schemebuilder.population.schema import imputations
from schemebuilder.simulation.broken import broken_part
from schemebuilder.simulation.grouping import QUANTILES, Grouping
from schemebuilder.simulation.lists import list_part
from schemebuilder.simulation.priced import price_of
from schemebuilder.simulation.run import Failure, Simulation, Split
from schemebuilder.simulation.source import Source
from schemebuilder.values.numbers import as_text
from schemebuilder.values.periods import rate_factor
from schemebuilder.values.rounding import half_even
from schemebuilder.values.types import Kind, Period

FORMAT: Final = "sb-simulation/1"
_MICRO: Final = 10**6
_SHARE: Final = Fraction(1, 10**6)

_Prices: TypeAlias = Mapping[str, Fraction | None]


def population_part(source: Source, groups: Grouping) -> dict[str, object]:
    """Return what the figures were made on: counts unweighted and what was imputed."""
    info = source.info
    return {
        "title": info.title,
        "hash": source.hash,
        "reference_date": info.reference_date.isoformat(),
        "persons": info.persons,
        "households": info.households,
        "welfare": groups.welfare,
        "quantiles": QUANTILES if groups.welfare else 0,
        "region": groups.region_field,
        "not_in_the_data": list(info.unknown),
    }


def scheme_part(
    scheme: Scheme,
    simulation: Simulation,
    source: Source,
    groups: Grouping,
    failures: Iterable[Mapping[str, object]],
    on: date,
) -> dict[str, object]:
    """Return the figures of one scheme.

    Costs are in the scheme's currency: `per_period` as the benefit is declared, `per_year` by the
    calendar (a steady month times twelve), None where the calendar has no factor. Counts are
    weighted; `rows` are those in the data. Shares are of all persons, to six decimals. Goods and
    services cost what a unit is worth on the day; those without a value have no cost and are in no
    sum.
    """
    prices = {name: price_of(scheme, each, on) for name, each in scheme.benefits.items()}

    def yearly(place: tuple[str, int] | None) -> str | None:
        return _money(_yearly_total(scheme, simulation, prices, place))

    whole = simulation.together.whole
    return {
        "id": scheme.id,
        "title": scheme.title,
        "version": scheme.version,
        "hash": meaning_hash(scheme),
        "currency": scheme.currency,
        "persons": _count(whole.persons),
        "households": _count(whole.households),
        "cost_per_year": yearly(None),
        **_owed(scheme, simulation, prices),
        "reached": _reached(whole),
        "by_quantile": [
            {"quantile": number + 1, "reached": _reached(group)}
            | {
                "cost_per_year": _money(
                    _yearly_total(scheme, simulation, prices, ("by_quantile", number))
                )
            }
            for number, group in enumerate(simulation.together.by_quantile)
        ],
        "by_region": [
            {"region": groups.regions[number], "reached": _reached(group)}
            | {
                "cost_per_year": _money(
                    _yearly_total(scheme, simulation, prices, ("by_region", number))
                )
            }
            for number, group in enumerate(simulation.together.by_region)
        ],
        "benefits": [
            _benefit_part(scheme, scheme.benefits[name], split, groups, prices[name])
            for name, split in simulation.benefits.items()
        ],
        "eligibilities": [
            {
                "name": name,
                "entity": scheme.eligibilities[name].entity,
                "outcomes": _outcomes(split.whole),
            }
            for name, split in simulation.eligibilities.items()
        ],
        "missing": [
            {
                "field": fact.field,
                "entity": fact.entity,
                "policy": fact.policy,
                "rows": fact.rows,
                "weighted": _count(fact.weighted),
            }
            | ({"because": fact.because} if fact.because else {})
            for fact in simulation.missing.values()
        ],
        "assumed": [
            f"{fact.field} of {fact.entity}"
            for fact in simulation.missing.values()
            if fact.policy == "assumed"
        ],
        "imputed": list(
            imputations(source.info, ((f.entity, f.name) for f in scheme.fields.values()))
        ),
        "failures": list(failures),
        "triggers": [
            {
                "name": trigger.name,
                "activates": list(trigger.activates),
                "sunset": trigger.sunset,
                "financed_by": trigger.financed_by,
            }
            for trigger in scheme.triggers.values()
        ],
        "lists": [
            list_part(scheme.selections[name], listing)
            for name, listing in simulation.lists.items()
        ],
        "claims": [
            part | {"weighted": _count(part["weighted"])}
            for part in broken_part(scheme, simulation.broken)
        ],
    }


def failure_part(failure: Failure, reasons: Iterable[str]) -> dict[str, object]:
    """Return one failed decision with what went wrong in it."""
    place = {"household": failure.household} | (
        {"person": failure.person} if failure.person else {}
    )
    return {**place, "name": failure.name, "reasons": list(reasons)}


def yearly_factor(scheme: Scheme, benefit: Benefit) -> Fraction | None:
    """Return how many of the benefit's periods are in a year; 1 for a single sum."""
    if benefit.type.period is None:
        return Fraction(1)
    return rate_factor(benefit.type.period, Period.YEAR, scheme.calendar)


def _benefit_part(
    scheme: Scheme, benefit: Benefit, split: Split, groups: Grouping, price: Fraction | None
) -> dict[str, object]:
    factor = yearly_factor(scheme, benefit)
    period = benefit.type.period
    counted = benefit.type.kind is Kind.NUMBER

    def units(number: Fraction, yearly: Fraction | None) -> dict[str, object]:
        return {"units": {"per_period": _money(number), "per_year": _money(yearly)}}

    def figures(group: Group) -> dict[str, object]:
        yearly = None if factor is None else group.cost * factor
        return {
            "cost": {
                "per_period": _money(_priced(group.cost, price)),
                "per_year": _money(_priced(yearly, price)),
            },
            **(
                {"units": {"per_period": _money(group.cost), "per_year": _money(yearly)}}
                if counted
                else {}
            ),
            "paid": {"weighted": _count(group.paid), "rows": group.paid_rows},
            "reached": _reached(group),
            "outcomes": _outcomes(group),
        }

    whole = split.whole.cost
    return {
        "name": benefit.name,
        "entity": benefit.entity,
        "period": None if period is None else period.value,
        "charge": benefit.charge,
        **given_json(benefit.modality),
        **({"unit_value": None if price is None else as_text(price)} if counted else {}),
        **figures(split.whole),
        "by_quantile": [
            {"quantile": number + 1, "share_of_cost": _share(group.cost, whole), **figures(group)}
            for number, group in enumerate(split.by_quantile)
        ],
        "by_region": [
            {"region": groups.regions[number], "share_of_cost": _share(group.cost, whole)}
            | figures(group)
            for number, group in enumerate(split.by_region)
        ],
    }


def _priced(units: Fraction | None, price: Fraction | None) -> Fraction | None:
    return None if units is None or price is None else units * price


def _owed(scheme: Scheme, simulation: Simulation, prices: _Prices) -> dict[str, object]:
    """Return what people owe in a year, and the cost less that, where the scheme has charges."""
    if not any(scheme.benefits[name].charge for name in simulation.benefits):
        return {}
    paid = _yearly_total(scheme, simulation, prices, None)
    owed = _yearly_total(scheme, simulation, prices, None, charges=True)
    net = None if paid is None or owed is None else paid - owed
    return {"charges_per_year": _money(owed), "net_cost_per_year": _money(net)}


def _yearly_total(
    scheme: Scheme,
    simulation: Simulation,
    prices: _Prices,
    place: tuple[str, int] | None,
    *,
    charges: bool = False,
) -> Fraction | None:
    """Return the yearly cost of all benefits, or sum of all charges; None if one has no factor."""
    total = Fraction(0)
    for name, split in simulation.benefits.items():
        benefit = scheme.benefits[name]
        price = prices[name]
        if benefit.charge is not charges or price is None:
            continue
        factor = yearly_factor(scheme, benefit)
        if factor is None:
            return None
        if place is None:
            group = split.whole
        else:
            group = (split.by_quantile if place[0] == "by_quantile" else split.by_region)[place[1]]
        total += group.cost * factor * price
    return total


def _reached(group: Group) -> dict[str, object]:
    return {
        "persons": _count(group.reached_persons),
        "households": _count(group.reached_households),
        "share_of_persons": _share(Fraction(group.reached_persons), Fraction(group.persons)),
        "share_of_households": _share(
            Fraction(group.reached_households), Fraction(group.households)
        ),
    }


def _outcomes(group: Group) -> dict[str, object]:
    return {
        outcome.value: {"weighted": _count(weighted), "rows": rows}
        for outcome in Outcome
        if (found := group.outcomes.get(outcome.value)) is not None
        for weighted, rows in (found,)
    }


def _count(micros: int) -> str:
    return as_text(Fraction(micros, _MICRO))


def _money(cost: Fraction | None) -> str | None:
    """Return a cost that was summed with weights in 10^-6."""
    return None if cost is None else as_text(cost / _MICRO)


def _share(part: Fraction, whole: Fraction) -> str | None:
    return None if whole == 0 else as_text(half_even(part / whole, _SHARE))
