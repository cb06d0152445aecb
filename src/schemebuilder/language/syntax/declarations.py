"""Types as written, and the statements that declare: header, people and groups, fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class TypeWritten:
    """A type as written.

    `base` is `yes/no`, `number`, `whole number`, `calendar year`, `money`, `date`, `duration`,
    `text` or `choice`.
    """

    base: str
    span: Span
    per_period: str | None = None
    per_whom: str | None = None
    choices: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Force:
    """`from D`, `until D`, `from D to D` on a statement or line; both days included."""

    start: date | None
    end: date | None
    span: Span


# --- statements ---


@dataclass(frozen=True, slots=True)
class HeaderClause:
    """One line of the header. `keyword` is its first word(s), `words` the rest in pieces.

    title: language, text · country, currency, branch, version, authority…: one word or text ·
    law: short id, text · `in force`: dates in `force` · assesses: each assessed word ("child in
    household"
    is one piece) · `governed by`: the name (and `at period start`) · `year starts`: e.g. "6",
    "April" ·
    `a year is`: number and unit · `leap birthday`: "28", "February" · `month end`: "next", "day".
    """

    keyword: str
    words: tuple[str, ...]
    span: Span
    force: Force | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class SchemeStatement:
    """`scheme child_grant "Child Grant"` and its clauses."""

    name: Name
    title: Text | None
    clauses: tuple[HeaderClause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PopulationStatement:
    """`population core`: the header of a vocabulary file."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class LanguageStatement:
    """`language fr`: the first line of a text whose words are not English."""

    code: Name
    span: Span


@dataclass(frozen=True, slots=True)
class UseStatement:
    """`use population core`, `use scheme other`; kind is `population` or `scheme`."""

    kind: str
    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class EntityStatement:
    """`entity person` (plural `people` if written)."""

    name: Name
    plural: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class RoleWritten:
    """`head exactly one`, `child any number, plural children`; bounds least, most (None: any)."""

    name: Name
    least: int
    most: int | None
    plural: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class GroupStatement:
    """`group household of person` with `roles …`.

    `roles of household …` in a scheme replaces them (of None).
    """

    name: Name
    of: Name | None
    roles: tuple[RoleWritten, ...]
    span: Span
    plural: Name | None = None
    labels: Labels = NO_LABELS


@dataclass(frozen=True, slots=True)
class MissingWritten:
    """`missing ask | escalate | refer | assume X because "…" | use X`; kind is that word."""

    kind: str
    value: Expr | None
    because: str
    citation: Citation | None
    span: Span


@dataclass(frozen=True, slots=True)
class FieldStatement:
    """`field`, `input` or `inputs` (keyword): one or more facts declared alike.

    `missing` None in a vocabulary means ask. `derived` is `age given, otherwise from birth_date`
    written
    as a clause `otherwise <expression>`.
    """

    keyword: str
    names: tuple[Name, ...]
    entity: Name
    type: TypeWritten
    span: Span
    label: Text | None = None
    labels: Labels = NO_LABELS
    ask: Text | None = None
    proof: tuple[tuple[Name, ...], ...] = ()
    source: Name | None = None
    missing: MissingWritten | None = None
    derived: Expr | None = None
    low: Expr | None = None
    high: Expr | None = None
    decimals: int | None = None
    dci: str = ""
    purpose: str = ""
    special: bool | None = None
    retain: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ItemWritten:
    """One fact that each entry of a list has: `salary money per year`."""

    name: Name
    type: TypeWritten
    span: Span


@dataclass(frozen=True, slots=True)
class ValuesStatement:
    """`list affected_districts of district is kharkiv, kherson`: values of a fact, by one name."""

    name: Name
    fact: Name
    values: tuple[Name, ...]
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ListStatement:
    """`list salaries of person : year calendar year, salary money per year` and its clauses.

    `about` holds its name and what is said of the list as of any fact; its kind is `list`.
    """

    about: FieldStatement
    items: tuple[ItemWritten, ...]
    span: Span

    @property
    def name(self) -> Name:
        """The name of the list."""
        return self.about.names[0]
