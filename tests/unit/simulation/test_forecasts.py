"""What a simulation says of values that are no law on its day."""

from __future__ import annotations

from datetime import date

from schemebuilder.simulation.forecasts import not_enacted
from tests.unit.compiler.texts import scheme

TEXT = """
parameter grant : money per month
    from 2024-01-01 : KES 500
    from 2026-01-01 : KES 560 projected
parameter limit : money per month
    from 2024-01-01 : 10 * grant
parameter unread : money per month
    from 2024-01-01 : KES 1 planned
benefit of person : money per month
    require earnings <= limit
    base = grant
"""


def test_forecasts_that_are_read_are_named_with_what_is_made_from_them() -> None:
    trial = scheme(TEXT)
    assert not_enacted(trial, date(2025, 12, 31)) == ()
    assert [(one["parameter"], one["status"]) for one in not_enacted(trial, date(2026, 1, 1))] == [
        ("grant", "projected"),
        ("limit", "projected"),
    ]
