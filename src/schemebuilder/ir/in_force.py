"""What of a scheme is in force on a day: benefits, eligibilities, and the value of a parameter.

Every engine asks here, so that none can answer differently.
"""

from __future__ import annotations

from datetime import date

from schemebuilder.ir.scheme import Benefit, Eligibility, Parameter, ParameterValue, Scheme


def benefit_in_force(scheme: Scheme, benefit: Benefit, on: date) -> bool:
    """Say whether the benefit can be awarded on the day.

    The scheme and the benefit must be in force, and every eligibility that the benefit requires:
    conditions that do not yet exist, or no longer do, can be met by nobody.
    """
    return (
        scheme.in_force.holds(on)
        and benefit.in_force.holds(on)
        and all(scheme.eligibilities[name].in_force.holds(on) for name in benefit.requires)
    )


def eligibility_in_force(scheme: Scheme, eligibility: Eligibility, on: date) -> bool:
    """Say whether the eligibility can be decided on the day."""
    return scheme.in_force.holds(on) and eligibility.in_force.holds(on)


def value_on(parameter: Parameter, on: date) -> ParameterValue | None:
    """Return the entry that holds on the day (it may be `ended`), or None before the first.

    It is the latest that has begun. Of two that begin on one day the enacted one holds: a
    projected value never overrides an enacted one. Of two enacted ones that which became known
    later holds: it was made to take the place of the other.
    """
    begun = [value for value in parameter.values if value.start <= on]
    return max(begun, key=_rank, default=None)


def _rank(value: ParameterValue) -> tuple[date, bool, date]:
    return value.start, value.status == "enacted", value.known or date.min
