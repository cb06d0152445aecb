"""Households of the grant as cases: the same people for every engine that decides one by one."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, Final

ON: Final = "2025-06-01"
_FIRST: Final = date(1940, 1, 1)


def households(count: int, seed: int, *, eligible: bool) -> list[dict[str, Any]]:
    """Return made-up households in which every fact is known; amounts have two decimals at most."""
    chooser = random.Random(seed)  # noqa: S311 made-up people, not a secret
    return [_household(chooser, number, eligible=eligible) for number in range(count)]


def _household(chooser: random.Random, number: int, *, eligible: bool) -> dict[str, Any]:
    size = chooser.randint(1, 7)
    persons = [_person(chooser, place, eligible=eligible) for place in range(size)]
    members = [person["id"] for person in persons]
    return {
        "id": str(number),
        "on": ON,
        "persons": persons,
        "households": [{"id": "h", "members": members}],
    }


def _person(chooser: random.Random, place: int, *, eligible: bool) -> dict[str, Any]:
    """Return a person: in a household that is eligible nobody has more than the limit per head."""
    born = _FIRST + timedelta(days=chooser.randrange(31_000))
    least, most = (0, 39_999) if eligible else (40_001, 200_000)
    return {
        "id": f"p{place}",
        "birth_date": born.isoformat(),
        "disability": chooser.choice(("none", "none", "none", "mild", "severe")),
        "earnings": chooser.randint(least, most) / 100,
        "self_employment_income": 0,
        "pension_income": 0,
    }
