"""The choice of the people to simulate on, with what is known of them, and how to make some up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder.services import kept_populations, running
from schemebuilder_ui.widgets.choices import choice, number
from schemebuilder_ui.widgets.findings import show_findings
from schemebuilder_ui.widgets.window import window
from schemebuilder_ui.words import say, whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from schemebuilder.services.kept_populations import Kept
    from schemebuilder.services.workspace import Workspace

HOUSEHOLDS: Final = "50000"
SEED: Final = "1"
MADE_UP: Final = "generator"


class PopulationChoice:
    """Draws the choice into the current place; `changed` hears of another population."""

    def __init__(self, work: Workspace, changed: Callable[[], None]) -> None:
        self._work = work
        self._kept: dict[str, Kept] = {}
        self._box = choice(say("population.title"), {"": say("population.sample")}, "")
        ui.button(say("population.make"), icon="group_add", on_click=self._ask).props(
            "flat dense no-caps"
        )
        self._about = ui.label().classes("sb-quiet sb-field-hint")
        self._box.on_value_change(self._show)
        self._box.on_value_change(changed)
        self.renew()
        self._show()

    @property
    def hash(self) -> str:
        """The population chosen; nothing is the sample."""
        return str(self._box.value or "")

    @property
    def day(self) -> date:
        """What day the population is of."""
        kept = self._kept.get(self.hash)
        return kept_populations.SAMPLE_DAY if kept is None else kept.reference_date

    def renew(self, chosen: str | None = None) -> None:
        """Read again which populations are kept, and choose one of them."""
        kept = {each.hash: each for each in kept_populations.populations(self._work)}
        sample = kept.pop(kept_populations.SAMPLE, None)
        self._kept = kept if sample is None else {"": sample, **kept}
        options = {hash_: each.title for hash_, each in kept.items()}
        value = chosen if chosen in options else self.hash
        self._box.set_options({"": say("population.sample"), **options}, value=value)

    def _show(self) -> None:
        kept = self._kept.get(self.hash)
        if kept is None:
            self._about.text = say("population.sample.hint")
            return
        about = say(
            "population.about",
            persons=whole(kept.persons),
            households=whole(kept.households),
            day=kept.reference_date,
        )
        made_up = str(kept.source.get("made_from", "")).startswith(MADE_UP)
        self._about.text = " ".join([about, say("population.made_up")] if made_up else [about])

    def _ask(self) -> None:
        with window(say("population.make.title")) as shown:
            ui.label(say("population.make.hint")).classes("sb-quiet")
            with ui.row().classes("sb-field-row"):
                households = number(say("population.make.households"), HOUSEHOLDS)
                households.props(f'label="{say("population.make.households")}"')
                seed = number(say("population.make.seed"), SEED)
                seed.props(f'label="{say("population.make.seed")}"')
            wrong = ui.element("div")

            def make() -> None:
                asked = (_whole_number(households.value), _whole_number(seed.value))
                job, findings = running.submit_population(self._work, *asked)
                if job is None:
                    wrong.clear()
                    with wrong:
                        show_findings(findings)
                    return
                shown.close()

            ui.button(say("population.make.start"), on_click=make).props("unelevated no-caps")


def _whole_number(text: str | None) -> int:
    """A number as one types it, with thousands marked or not; -1 for what is none."""
    digits = (text or "").replace(",", "").replace(" ", "")
    return int(digits) if digits.isdecimal() else -1
