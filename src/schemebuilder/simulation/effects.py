"""What a scheme does to people, beside another or alone: the part `effects` of a report."""

from __future__ import annotations

from typing import Any

from schemebuilder.simulation.breakdown import breakdown, cuts
from schemebuilder.simulation.compared import Comparison
from schemebuilder.simulation.grouping import Grouping
from schemebuilder.simulation.headline import headline
from schemebuilder.simulation.moves import extremes_part, moves_part
from schemebuilder.simulation.poverty_line import Line
from schemebuilder.simulation.source import Source
from schemebuilder.values.numbers import as_text


def effects_part(
    compared: Comparison, line: Line, groups: Grouping, source: Source
) -> dict[str, Any]:
    """Return the effects of the first scheme, and of the change where there is a second.

    Every figure is exact decimal text; shares have six decimals. Money is in `currency` for a
    year, by the calendar of each scheme. Counts are weighted, `rows` are those in the data. Where
    something cannot be known it is None, and `because` beside it says why. Benefits without a price
    (`not_costed`) are counted and are in no sum of money.
    """
    people = compared.people
    by = cuts(compared, groups)
    first = compared.schemes[0]
    return {
        "scheme": first.id,
        "against": compared.schemes[1].id if len(compared.schemes) > 1 else None,
        "currency": first.currency,
        "welfare": {"field": people.field, **_reason(people.because)},
        "line": {
            "words": line.words,
            "per_person_per_year": None if line.each is None else as_text(line.each),
            **_reason(line.because),
        },
        "not_costed": sorted({name for each in compared.rates for name in each.uncosted}),
        **_reason(compared.because),
        "headline": headline(compared, line),
        **{f"by_{name}": breakdown(compared, cut) for name, cut in by.items()},
        "winners_and_losers": moves_part(compared, by),
        "extremes": extremes_part(compared, by, source),
    }


def _reason(because: str) -> dict[str, str]:
    return {"because": because} if because else {}
