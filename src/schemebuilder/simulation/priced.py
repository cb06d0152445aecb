"""What one unit of each benefit costs: money is worth itself, goods and services what is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.evaluate import evaluate, start
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.ir.scheme import Benefit, Scheme
from schemebuilder.values.evidence import Known
from schemebuilder.values.types import Kind


def price_of(scheme: Scheme, benefit: Benefit, on: date) -> Fraction | None:
    """Return what one unit costs on a day; None where nothing says it.

    It is the same for everybody, so it is worked out once, by the reference evaluator.
    """
    if benefit.type.kind is Kind.MONEY:
        return Fraction(1)
    if benefit.modality.value is None:
        return None
    nobody = Case("", on, {}, {})
    found = evaluate(start(scheme, nobody, on), benefit.modality.value, Subject(benefit.entity, ""))
    if isinstance(found, Known) and isinstance(found.value, Fraction):
        return found.value
    return None


def without_cost(scheme: Scheme, on: date) -> Iterator[Finding]:
    """Yield a note for each benefit of goods or services that is counted and not costed."""
    for benefit in scheme.benefits.values():
        if price_of(scheme, benefit, on) is not None:
            continue
        unsaid = benefit.modality.value is None
        why = "nothing says" if unsaid else f"there is no value on {on} for"
        yield Finding(
            code="SB-W020",
            severity=Severity.NOTE,
            message=f"{benefit.name} is counted and has no cost: {why} what one unit is worth.",
            hint="Add a line `valued at PRICE` to the benefit, with a parameter for the price."
            if unsaid
            else "Give the parameter behind `valued at` a value for that day.",
        )
