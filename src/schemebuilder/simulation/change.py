"""What a reform changes on a population: its figures less those of its base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from schemebuilder.values.numbers import as_text


def changes(
    schemes: Sequence[Mapping[str, Any]], pairs: Sequence[tuple[int, int]]
) -> list[dict[str, object]]:
    """Return the change of cost and reach for pairs of places: a scheme, and what it is against.

    Figures are exact decimal text; the cost is None where the calendar of one cannot say it.
    """
    return [_change(schemes[after], schemes[before]) for after, before in pairs]


def _change(after: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, object]:
    return {
        "scheme": after["id"],
        "against": before["id"],
        "currency": after["currency"],
        "cost_per_year": _less(after["cost_per_year"], before["cost_per_year"]),
        "persons_reached": _less(after["reached"]["persons"], before["reached"]["persons"]),
    }


def _less(after: str | None, before: str | None) -> str | None:
    if after is None or before is None:
        return None
    return as_text(Fraction(after) - Fraction(before))
