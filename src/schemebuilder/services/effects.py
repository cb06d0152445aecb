"""Who changes between two schemes on people: the report with its part `effects`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.clauses import Versions, clauses_part
from schemebuilder.services.costing import share_of, simulate
from schemebuilder.simulation.amounts import Gatherer, parts_in, rates_of
from schemebuilder.simulation.change import changes
from schemebuilder.simulation.compared import Comparison
from schemebuilder.simulation.effects import effects_part
from schemebuilder.simulation.grouping import grouping
from schemebuilder.simulation.poverty_line import AskedLine, line_of
from schemebuilder.simulation.run import Progressed
from schemebuilder.simulation.source import Source
from schemebuilder.simulation.welfare import people


def compare_schemes(  # noqa: PLR0913 settings of a run, each with a default
    schemes: Sequence[Scheme],
    source: Source,
    *,
    line: AskedLine,
    on: date | None = None,
    engine: str = "columnar",
    progress: Progressed | None = None,
    texts: tuple[str, str] | None = None,
    beside: str = "",
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report of a scheme, and of the one before it if there is a second, with effects.

    Both are in one currency. `texts` are the texts of both: with them each changed clause is run
    by itself too, `beside` the path of the first. The notes are those of the engine.
    """
    day = on or source.info.reference_date
    seen, groups = people(source, schemes[0]), grouping(source)
    rates = tuple(rates_of(scheme, day) for scheme in schemes)
    parts = parts_in(rates, (seen.unit,))
    gatherers = [Gatherer(scheme, rate, parts) for scheme, rate in zip(schemes, rates, strict=True)]
    phases = 1 if texts is None else 2
    report, notes = simulate(
        schemes,
        source,
        on=day,
        engine=engine,
        progress=None if progress is None else share_of(progress, 0, phases),
        groups=groups,
        keep=[gatherer.keep for gatherer in gatherers],
    )
    if len(schemes) > 1:
        report["changes"] = changes(report["schemes"], [(0, 1)])
    amounts = tuple(gatherer.gathered() for gatherer in gatherers)
    compared = Comparison(tuple(schemes), rates, amounts, parts, seen)
    report["effects"] = effects_part(compared, line_of(line, seen), groups, source)
    if texts is not None and len(schemes) > 1:
        after, before = texts
        versions = Versions(before, after, compared, groups, beside)
        move = None if progress is None else share_of(progress, 1, phases)
        report["effects"]["clauses"] = clauses_part(versions, source, day, engine, move)
        if progress is not None:
            progress(1, "Done")
    return report, notes
