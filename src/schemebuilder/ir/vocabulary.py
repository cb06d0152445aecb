"""The people and groups that a scheme speaks of, and the facts that are kept about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr, Value
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class Role:
    """A place that members take in a group: at least `least` and at most `most` (None: any number).

    `plural` is the word for all who hold it: `children`.
    """

    name: str
    plural: str
    least: int
    most: int | None
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """`person`, or a group of persons with roles; `plural` names all members or all groups."""

    name: str
    plural: str
    of: str | None = None
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A missing fact leaves what needs it undecided, and is asked for."""


@dataclass(frozen=True, slots=True)
class AskOfficer:
    """A missing fact leaves what needs it undecided, for an officer (`escalate`, `refer`)."""


@dataclass(frozen=True, slots=True)
class Assume:
    """A missing fact takes a written value, marked as assumed wherever it is used."""

    value: Value
    because: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """A missing fact is derived from others; that is not an assumption."""

    expression: Expr


MissingPolicy = Ask | AskOfficer | Assume | Use


@dataclass(frozen=True, slots=True)
class Field:
    """A fact about a person or a group: an `input` of the scheme, or a field of the vocabulary.

    `lowest` and `highest` bound it (inclusive, in the type's unit; also the unit that lowering
    may rely on). `decimals` is how many decimals a value may have: money has its currency's minor
    unit,
    whole numbers 0. A birth date given beside an age must agree with it (`must_agree`).
    """

    name: str
    entity: str
    type: Type
    missing: MissingPolicy
    decimals: int = 0
    lowest: Value | None = None
    highest: Value | None = None
    must_agree: bool = False
    ask: str = ""
    proof: tuple[str, ...] = ()
    source: str = ""
    dci: str = ""
    purpose: str = ""
    special: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None

    def papers(self) -> tuple[tuple[str, ...], ...]:
        """Return the documents that prove it: one of each group, any of the group is as good."""
        return tuple(tuple(one.split(" or ")) for one in self.proof)


@dataclass(frozen=True, slots=True)
class ListField:
    """A record with many entries of a person or group: salaries by year, months of contribution.

    `fields` are the facts of each entry; their `entity` is the name of the list. What is missing of
    a single entry is asked for. A list that is not given at all: `missing` is `Ask`, `AskOfficer`,
    or an `Assume` of the value `none`, a list without entries.
    """

    name: str
    entity: str
    fields: tuple[Field, ...]
    missing: Ask | AskOfficer | Assume
    ask: str = ""
    proof: tuple[str, ...] = ()
    source: str = ""
    dci: str = ""
    purpose: str = ""
    special: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None

    def fact(self, name: str) -> Field | None:
        """Return the fact of that name which each entry has, or None."""
        return next((one for one in self.fields if one.name == name), None)


NO_ENTRIES: Final = "none"
"""The value of a list without entries, where one is assumed."""
