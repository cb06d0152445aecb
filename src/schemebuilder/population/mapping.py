"""How the columns of somebody's files become facts: a mapping, written in TOML by an analyst.

    title          = "Household survey 2023"
    reference_date = 2023-12-31
    currency       = "KES"                  # "XXX": no country's currency
    sources        = ["National Bureau of Statistics, ..."]
    licence        = "CC BY 4.0"
    imputed        = ["no birth dates: ages are completed years"]     # about the whole
    unknown        = ["pregnancy"]          # what the source does not hold

    [files.persons]
    name      = "persons.csv"               # or a pattern: "*_ind.parquet"
    household = "hid"                       # the column that says which household it is
    id        = ["hid", "idno"]             # what makes a person unique; left out: numbered
    delimiter = ";"                         # CSV only; so are encoding and decimal_comma
    [files.households]                      # left out where the persons' file holds everything
    name      = "households.csv"
    id        = "hid"
    without_persons = "leave out"           # else a household without persons is an error

    [design]
    weight = "hhweight"                     # left out: every household counts once
    strata = ["region", "urban"]
    cluster = "ea"

    [roles]                                 # the place in the household
    column = "relation"
    recode = { Head = "head", "Spouse/partner" = "spouse" }
    otherwise = "other"

    [persons.in_education]
    type = "yes/no"
    column = "school_attend"
    yes = ["Yes"]                           # codes, as text
    otherwise = "no"                        # any other code; or "unknown"
    unknown = ["9"]                         # missing codes
    not_applicable = ["NIU"]

    [households.income]
    type = "money per month"                # types as the language writes them
    column = "tot_exp"
    per = "year"                            # the period of the file
    multiply_by = "1/100"                   # the unit of the file
    range = [0, 10000000]
    imputed = "consumption stands in for income"

    [lists.salaries]                        # many entries of a person, in a file of their own
    of = "person"
    others = "unknown"                      # who has no row; else they have no entries
    [lists.salaries.file]
    name = "salaries.csv"
    id = ["hid", "line"]                    # the owner's id
    [lists.salaries.fields.year]
    type = "whole number"
    column = "yr"

A field may have a `constant` in place of a column. Amounts are converted exactly and rounded once,
half even, to the field's `decimals`; how many were rounded is reported. `own = true` says that a
field is meant though the core vocabulary does not have it.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemebuilder.diagnostics.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

Code = str | int | bool


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SourceFile(_Part):
    """One of the analyst's files: its name or pattern, and how it is read."""

    name: str
    id: list[str] | str | None = None
    household: str | None = None
    without_persons: Literal["leave out", "error"] = "error"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    encoding: str = "utf-8"
    decimal_comma: bool = False

    @property
    def id_columns(self) -> tuple[str, ...]:
        """The columns that together are unique."""
        if self.id is None:
            return ()
        return (self.id,) if isinstance(self.id, str) else tuple(self.id)


class Files(_Part):
    """The files: persons, and households where they are apart."""

    persons: SourceFile
    households: SourceFile | None = None


class DesignMapping(_Part):
    """Which columns hold the weight, the strata and the cluster."""

    weight: str | None = None
    strata: list[str] | str = []
    cluster: str | None = None

    @property
    def strata_columns(self) -> tuple[str, ...]:
        """The columns that together name the stratum."""
        return (self.strata,) if isinstance(self.strata, str) else tuple(self.strata)


class FieldMapping(_Part):
    """How one fact comes from one column; see the module for each key."""

    type: str = "choice"
    column: str | None = None
    constant: str | int | bool | date | Decimal | None = None
    decimals: int | None = Field(default=None, ge=0, le=9)
    choices: list[str] = []
    recode: dict[str, str] = {}
    yes: list[Code] = []
    no: list[Code] = []
    otherwise: str | None = None
    unknown: list[Code] = []
    not_applicable: list[Code] = []
    per: (
        Literal["day", "week", "fortnight", "four weeks", "month", "quarter", "half-year", "year"]
        | None
    ) = None
    multiply_by: str | int | Decimal = 1
    range: tuple[int | str | Decimal, int | str | Decimal] | None = None
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    imputed: str = ""
    own: bool = False


class ListMapping(_Part):
    """A list: whose it is, its file (`id`: the columns of the owner's id), the facts of an entry.

    `others` says what holds of those without a row: they have no entries, or nobody knows.
    """

    of: Literal["person", "household"] = "person"
    file: SourceFile
    fields: dict[str, FieldMapping] = {}
    others: Literal["none", "unknown"] = "none"


class PopulationMapping(_Part):
    """A whole mapping, as written."""

    title: str
    reference_date: date
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    decimals: int | None = Field(default=None, ge=0, le=6)
    sources: list[str] = []
    licence: str = ""
    imputed: list[str] = []
    unknown: list[str] = []
    files: Files
    design: DesignMapping = DesignMapping()
    roles: FieldMapping | None = None
    persons: dict[str, FieldMapping] = {}
    households: dict[str, FieldMapping] = {}
    lists: dict[str, ListMapping] = {}

    def of(self, entity: str) -> dict[str, FieldMapping]:
        """Return the fields of an entity, in the order written."""
        return self.persons if entity == "person" else self.households


def read_mapping(
    text: str, place: str = "mapping"
) -> tuple[PopulationMapping | None, tuple[Finding, ...]]:
    """Read a mapping from its TOML text; everything that is wrong with it comes at once."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        message = f"The mapping is not TOML: {error}."
        return None, (
            _finding(
                message,
                place,
                "Correct that line; the form is in dsl/mappings/README.md.",
                "SB-W017",
            ),
        )
    try:
        return PopulationMapping.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(_explained(item, place) for item in error.errors())


def mapping_hash(text: str) -> str:
    """Return the SHA-256 of a mapping's text, line ends made equal."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()


def meant(name: str, known: Iterable[str]) -> str:
    """Return the hint that offers the nearest known names."""
    near = difflib.get_close_matches(name, list(known), n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else ""


_MODELS: Mapping[str, type[BaseModel]] = {
    "files": Files,
    "design": DesignMapping,
    "roles": FieldMapping,
    "persons": FieldMapping,
    "households": FieldMapping,
}


def _known_keys(path: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that may stand in the table at `path`."""
    if not path:
        return tuple(PopulationMapping.model_fields)
    if path[0] == "lists":
        inner: type[BaseModel] = FieldMapping if "fields" in path else ListMapping
        return tuple((SourceFile if path[-1] == "file" else inner).model_fields)
    if path[0] == "files" and len(path) > 1:
        return tuple(SourceFile.model_fields)
    return tuple(_MODELS[path[0]].model_fields) if path[0] in _MODELS else ()


_PLAIN_WORDS = {
    "missing": "is needed and is not there",
    "date_type": "must be a date such as 2023-12-31",
    "date_from_datetime_inexact": "must be a date such as 2023-12-31",
    "date_from_datetime_parsing": "must be a date such as 2023-12-31",
    "string_type": "must be text in quotation marks",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "list_type": 'must be a list such as ["Yes", "1"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "string_too_long": "must be a single character",
    "string_too_short": "must be a single character",
}


def _explained(error: ErrorDetails, place: str) -> Finding:
    path = tuple(str(part) for part in error["loc"])
    where = ".".join(path)
    if error["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        table = f"[{'.'.join(path[:-1])}]" if path[:-1] else "the mapping"
        hint = meant(path[-1], known) or f"It may have: {', '.join(known)}."
        return _finding(f"{path[-1]!r} in {table} is not known.", place, hint)
    if where == "currency":
        return _finding(
            "The currency must be three capital letters, such as KES.", place, "", "SB-W017"
        )
    words = _PLAIN_WORDS.get(error["type"])
    if words is None:
        words = f"cannot be used so ({error['msg'][0].lower()}{error['msg'][1:]})"
    return _finding(f"{where} {words}.", place, "The form is in dsl/mappings/README.md.", "SB-W017")


def _finding(message: str, place: str, hint: str, code: str = "SB-W001") -> Finding:
    return Finding(code, Severity.ERROR, message, hint=hint, place=place)
