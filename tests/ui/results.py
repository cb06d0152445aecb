"""A small population and two versions simulated on it, as the pages of runs draw them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from schemebuilder.services import authoring, populating
from schemebuilder.services.simulating import simulate_texts
from schemebuilder_ui.widgets.run_figures import Results

BEFORE = authoring.new_scheme("first_scheme")
AFTER = BEFORE.replace(": USD 25 ", ": USD 30 ").replace(": USD 60 ", ": USD 50 ")
FIRST_DAY = date(2026, 1, 1)


@cache
def compared(*, alone: bool = False) -> Results:
    """The second version against the first, or alone."""
    with TemporaryDirectory() as folder:
        people = Path(folder) / "people"
        populating.make(600, 7, str(people), lambda _share, _words: None)
        done = simulate_texts(AFTER, people, before=None if alone else BEFORE, on=FIRST_DAY)
    assert done.report is not None
    report: dict[str, Any] = done.report
    texts = {"after": AFTER} | ({} if alone else {"before": BEFORE})
    return Results(report, "Version 2", "" if alone else "Version 1", "run-1", texts)
