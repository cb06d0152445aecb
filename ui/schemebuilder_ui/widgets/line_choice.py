"""The choice of a poverty line: the poorest fifth, a share of the median, or an amount."""

from __future__ import annotations

from typing import Final

from nicegui import ui

from schemebuilder_ui.widgets.choices import choice, number
from schemebuilder_ui.words import say

KINDS: Final = {"fifth": "line.fifth", "median": "line.median", "amount": "line.amount"}
PERIODS: Final = {"day": "line.day", "month": "line.month", "year": "line.year"}


class LineChoice:
    """Draws the choice into the current place; its `text` is the line as a run takes it."""

    def __init__(self, currency: str) -> None:
        self._currency = currency
        self._kind = choice(say("line.title"), {k: say(w) for k, w in KINDS.items()}, "fifth")
        with ui.row(align_items="center").classes("sb-field-row") as self._median:
            self._share = number(say("line.share"), "60", "%")
        with ui.row(align_items="center").classes("sb-field-row") as self._amount:
            self._money = number(say("line.money"), "", currency)
            self._period = choice(say("line.per"), {k: say(w) for k, w in PERIODS.items()}, "month")
        self._kind.on_value_change(self._show)
        self._show()

    @property
    def text(self) -> str | None:
        """The line in words; None for the poorest fifth."""
        match self._kind.value:
            case "median":
                return f"{self._share.value or ''}% of median"
            case "amount":
                amount = f"{self._currency} {self._money.value or ''}"
                return f"{amount} per {self._period.value} per person"
            case _:
                return None

    def _show(self) -> None:
        self._median.set_visibility(self._kind.value == "median")
        self._amount.set_visibility(self._kind.value == "amount")
