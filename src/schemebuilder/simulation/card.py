"""The few figures of a simulation that a page shows while someone types."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemebuilder.values.numbers import as_text, with_decimals
from schemebuilder.values.rounding import half_even

_WHOLE = Fraction(1)
_TENTH = Fraction(1, 10)
_OPEN = frozenset({"asked", "referred"})


def card(report: Mapping[str, Any]) -> dict[str, Any]:
    """Return the figures of a report's first scheme, rounded for reading.

    `cost` is text in whole units of the currency for a year, None where the calendar cannot say;
    counts are weighted and whole; `coverage` is the per cent of all persons who live with a paid
    benefit, to one decimal. `beneficiaries` counts the persons or households paid.
    """
    scheme, population = report["schemes"][0], report["population"]
    paid = [benefit for benefit in scheme["benefits"] if not benefit["charge"]]
    by_person = any(benefit["entity"] == "person" for benefit in paid)
    return {
        "currency": scheme["currency"],
        "on": report["on"],
        "cost": _whole(scheme["cost_per_year"]),
        "beneficiaries": _count(scheme["reached"]["persons"]),
        "receivers": max((_count(benefit["paid"]["weighted"]) for benefit in paid), default=0),
        "entity": "person" if by_person else "household",
        "population": _count(scheme["persons"]),
        "coverage": _percent(scheme["reached"]["share_of_persons"]),
        "undecided": _most(paid, "undecided"),
        "failed": _most(paid, "failed"),
        "assumed": _assumed(scheme),
        "by_quantile": [_row(str(part["quantile"]), part) for part in scheme["by_quantile"]],
        "by_region": [_row(part["region"], part) for part in scheme["by_region"]],
        "imputed": scheme["imputed"],
        "missing": _not_held(scheme),
        "persons": population["persons"],
        "households": population["households"],
        "weighted": _count(scheme["persons"]),
    }


def _row(label: str, part: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "label": label,
        "cost": _whole(part["cost_per_year"]),
        "beneficiaries": _count(part["reached"]["persons"]),
        "coverage": _percent(part["reached"]["share_of_persons"]),
    }


def _most(benefits: list[Mapping[str, Any]], outcome: str) -> int:
    """Return the largest number with an outcome in one benefit: people stand in several."""
    counts = (benefit["outcomes"].get(outcome, {"weighted": "0"}) for benefit in benefits)
    return max((_count(count["weighted"]) for count in counts), default=0)


def _assumed(scheme: Mapping[str, Any]) -> int:
    facts = [fact for fact in scheme["missing"] if fact["policy"] == "assumed"]
    return max((_count(fact["weighted"]) for fact in facts), default=0)


def _not_held(scheme: Mapping[str, Any]) -> list[str]:
    """Return the facts that the population lacks and the scheme has no value for."""
    asked = [fact for fact in scheme["missing"] if fact["policy"] in _OPEN]
    return [f"{fact['field']} of {fact['entity']}" for fact in asked]


def _count(text: str) -> int:
    return int(half_even(Fraction(text), _WHOLE))


def _whole(text: str | None) -> str | None:
    return None if text is None else as_text(half_even(Fraction(text), _WHOLE))


def _percent(text: str | None) -> str:
    return "0" if text is None else with_decimals(half_even(Fraction(text) * 100, _TENTH), 1)
