"""What a population folder holds: its facts, their types and units, and where they come from.

A folder has three files, and one for each list. `persons.parquet` and `households.parquet` hold
one column a field, in one order: household by household, its persons together, as many as the
household's `members` says. `population.toml` says the rest.

| type                     | in Parquet                                                |
|--------------------------|-----------------------------------------------------------|
| number, money, duration  | an integer, or DECIMAL(18, decimals) kept as an integer   |
| yes/no                   | boolean                                                   |
| choice                   | text in a dictionary, the values in `population.toml`     |
| text                     | text                                                      |
| date                     | date32                                                    |
| person                   | an integer: how many rows further on the one named stands |

A list has a file of its own, `list_salaries.parquet`: the id of the `owner` and the facts of each
entry, the entries owner by owner in the order of the owners' file, which says in a column
`salaries (entries)` how many each has. A null there is a list that is not given.

A null is an unknown fact. Where something does not apply, a second column of yes and no says so:
`age_months (not applicable)`; a name of the language has no brackets, so the two never collide.
Weights are DECIMAL(18, 6), one a household.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from schemebuilder.values.types import Family, Kind, Period, Type

FORMAT: Final = "sb-population/1"
PERSONS: Final = "persons.parquet"
HOUSEHOLDS: Final = "households.parquet"
POPULATION: Final = "population.toml"
MAPPING: Final = "mapping.toml"

PERSON_ID: Final = "person_id"
HOUSEHOLD_ID: Final = "household_id"
ROLE: Final = "role"
MEMBERS: Final = "members"
WEIGHT: Final = "household_weight"
STRATUM: Final = "stratum"
CLUSTER: Final = "cluster"
OWNER: Final = "owner"
RESERVED: Final = (PERSON_ID, HOUSEHOLD_ID, ROLE, MEMBERS, WEIGHT, STRATUM, CLUSTER, OWNER)

NO_CURRENCY: Final = "XXX"
"""ISO 4217's code for "no currency": amounts that are read as whatever currency a scheme has."""

WEIGHT_DECIMALS: Final = 6
GREATEST_DECIMALS: Final = 9
DIGITS: Final = 18

_MINOR_UNITS: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
}


@dataclass(frozen=True, slots=True)
class StoredField:
    """One fact of a population: `entity` is person or household, `decimals` those of its numbers.

    `source` is the column it came from. `imputed` says in words how it was made where it was not
    observed as such, and is empty otherwise.
    """

    name: str
    entity: str
    type: Type
    decimals: int = 0
    source: str = ""
    imputed: str = ""


@dataclass(frozen=True, slots=True)
class StoredList:
    """A list of a population: `entity` says whose it is; that of its facts is the list's name."""

    name: str
    entity: str
    fields: tuple[StoredField, ...]
    source: str = ""
    rows: int = 0

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"list_{self.name}.parquet"


@dataclass(frozen=True, slots=True)
class Design:
    """The survey design: the columns of the source that gave weight, stratum and cluster, or ""."""

    weight: str = ""
    strata: str = ""
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class PopulationInfo:
    """All that is known of a population besides its rows.

    `imputed` are words about the whole ("no birth dates: ages are completed years"), beside those
    of single fields. `unknown` says what the source does not hold. `content_hash` is over the facts
    and does not depend on how Parquet keeps them; `file_hashes` are SHA-256 of the two files.
    """

    title: str
    reference_date: date
    currency: str
    decimals: int
    fields: tuple[StoredField, ...]
    roles: tuple[str, ...] = ()
    design: Design = Design()
    sources: tuple[str, ...] = ()
    licence: str = ""
    imputed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    mapping_hash: str = ""
    made_from: str = ""
    persons: int = 0
    households: int = 0
    content_hash: str = ""
    file_hashes: tuple[tuple[str, str], ...] = ()
    lists: tuple[StoredList, ...] = ()

    def a_list(self, name: str, entity: str) -> StoredList | None:
        """Return the list of that name and owner, or None if the population has none."""
        found = (one for one in self.lists if (one.name, one.entity) == (name, entity))
        return next(found, None)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the files that hold rows."""
        return (PERSONS, HOUSEHOLDS, *(one.file for one in self.lists))

    def field(self, entity: str, name: str) -> StoredField | None:
        """Return the stored field, or None if the population has none of that name."""
        for stored in (*self.fields, *(each for one in self.lists for each in one.fields)):
            if stored.entity == entity and stored.name == name:
                return stored
        return None


def imputations(
    info: PopulationInfo, used: Iterable[tuple[str, str]] | None = None
) -> tuple[str, ...]:
    """Return in words what was imputed: about the whole, and in the fields `used` (all if None)."""
    wanted = None if used is None else set(used)
    of_fields = (
        f"{stored.name} of {stored.entity}: {stored.imputed}"
        for stored in info.fields
        if stored.imputed and (wanted is None or (stored.entity, stored.name) in wanted)
    )
    return (*info.imputed, *of_fields)


def not_applicable_column(name: str) -> str:
    """Return the name of the column that says where the field `name` does not apply."""
    return f"{name} (not applicable)"


def entries_column(name: str) -> str:
    """Return the name of the column that says how many entries of a list each owner has."""
    return f"{name} (entries)"


def minor_unit(currency: str) -> int:
    """Return how many decimals a currency has (ISO 4217): 2 unless it is known otherwise."""
    for decimals, codes in _MINOR_UNITS.items():
        if currency in codes.split():
            return decimals
    return 2


def type_words(kept: Type) -> str:
    """Return a type as mappings and `population.toml` write it: `money per month`, `choice`."""
    if kept.kind is Kind.CHOICE:
        return "choice"
    if kept.kind is Kind.MONEY:
        return Type(Kind.MONEY, period=kept.period, whom=kept.whom).words()
    return kept.words()


_TYPE = re.compile(
    r"(?P<base>yes/no|whole number|number|money|date|duration in (?:months|days)|choice|text"
    r"|person)"
    r"(?: per (?P<period>day|week|fortnight|four weeks|month|quarter|half-year|year))?"
    r"(?: per (?P<whom>person|household))?"
)
_BASES: Final = {
    "yes/no": Type(Kind.YES_NO),
    "number": Type(Kind.NUMBER),
    "whole number": Type(Kind.NUMBER, whole=True),
    "money": Type(Kind.MONEY),
    "date": Type(Kind.DATE),
    "duration in months": Type(Kind.DURATION, family=Family.MONTHS),
    "duration in days": Type(Kind.DURATION, family=Family.DAYS),
    "choice": Type(Kind.CHOICE),
    "text": Type(Kind.TEXT),
    "person": Type(Kind.PERSON),
}


def type_from_words(words: str, currency: str, choices: tuple[str, ...] = ()) -> Type | None:
    """Read a type as `type_words` writes it; None if the words are no type."""
    match = _TYPE.fullmatch(" ".join(words.split()))
    if match is None:
        return None
    base = _BASES[match["base"]]
    period = Period(match["period"]) if match["period"] else None
    whom = match["whom"]
    if (period or whom) and base.kind not in (Kind.NUMBER, Kind.MONEY):
        return None
    return Type(
        base.kind,
        currency=currency if base.kind is Kind.MONEY else None,
        period=period,
        whom=whom,
        whole=base.whole,
        choices=choices if base.kind is Kind.CHOICE else (),
        family=base.family,
    )
