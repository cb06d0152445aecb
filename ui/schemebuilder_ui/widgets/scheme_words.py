"""The words that the editor colours, by kind, from the keyword tables of the language."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from schemebuilder import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable

ENGLISH: Final = "en"
VALUES: Final = frozenset({"YES", "NO"})
TYPES: Final = frozenset(
    {
        "YES_NO",
        "NUMBER_TYPE",
        "WHOLE_NUMBER",
        "MONEY_TYPE",
        "DATE_TYPE",
        "DURATION_TYPE",
        "DURATION_IN_DAYS",
        "TEXT_TYPE",
    }
)


@cache
def scheme_words(language: str = ENGLISH) -> dict[str, list[str]]:
    """Openings of statements and of lines in them (clauses), words inside lines, types and values.

    `inline` are the clauses that may follow on the line that declares a fact.
    """
    path = bundled.dsl() / "keywords" / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    inside = table["words"]
    plain = (entry for key, entry in inside.items() if key not in VALUES | TYPES)
    measures = chain(table["units"].values(), table["periods"].values())
    clauses = chain.from_iterable(kind.values() for kind in table["clauses"].values())
    phrases = _spellings(chain(plain, measures))
    return {
        "statements": _spellings(table["statements"].values()),
        "clauses": _spellings(clauses),
        "inline": _spellings(table["clauses"]["field"].values()),
        "words": sorted({word for phrase in phrases for word in phrase.split()}),
        "types": _spellings(inside[key] for key in TYPES),
        "values": _spellings(inside[key] for key in VALUES),
    }


def _spellings(entries: Iterable[dict[str, Any]]) -> list[str]:
    """Every spelling once, longest first: the editor takes the first that fits."""
    found = {spelling for entry in entries for spelling in entry["words"]}
    return sorted(found, key=lambda spelling: (-len(spelling), spelling))
