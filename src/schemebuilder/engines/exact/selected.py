"""Members of a group or entries of a list that are selected, and what their values come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.quantity import quantity
from schemebuilder.ir.expressions import Quantifier
from schemebuilder.values.evidence import Evidence, Fault, Known, Unknown


@dataclass(frozen=True, slots=True)
class Selected:
    """Those who are selected, and the statuses of those who may be (in their order).

    `boundless` says that nobody knows how many there are at all: a list that is not given.
    """

    sure: tuple[Subject, ...]
    open: tuple[Unknown | Fault, ...]
    boundless: bool = False


def settled(quantifier: Quantifier, values: Sequence[Evidence]) -> Known | None:
    """Return what known values come to; None where there are none and that has no value."""
    if quantifier is Quantifier.TOTAL:
        return Known(sum(map(quantity, values), Fraction(0)))
    if not values:
        return None
    if quantifier is Quantifier.AVERAGE:
        return Known(sum(map(quantity, values), Fraction(0)) / len(values))
    known: list[Any] = [value.value for value in values if type(value) is Known]
    return Known(max(known) if quantifier is Quantifier.HIGHEST else min(known))
