"""The lists of the small world that generated schemes speak of, and what of them people have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schemebuilder.ir.expressions import FieldRef, ItemFact
from schemebuilder.ir.vocabulary import NO_ENTRIES, Ask, AskOfficer, Assume, Field, ListField
from tests.property.generators.vocabulary import SHAPES, name_of

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Expr
    from schemebuilder.values.types import Type
    from tests.property.generators.choosing import Chooser

LISTS: Final = {"spells": "person", "bills": "household"}
"""Whose each list is."""


def lists_of(entity: str) -> tuple[str, ...]:
    """Return the lists of an entity."""
    return tuple(name for name, owner in LISTS.items() if owner == entity)


def fact(entity: str, shape: str, type_: Type) -> Expr:
    """Return a fact of a person, a household or an entry of a list."""
    if entity in LISTS:
        return ItemFact(entity, shape, type_)
    return FieldRef(name_of(entity, shape), type_)


def lists(chooser: Chooser) -> dict[str, ListField]:
    """Return the lists, each with a missing policy."""
    policies: tuple[Ask | AskOfficer | Assume, ...] = (
        Ask(),
        AskOfficer(),
        Assume(NO_ENTRIES, "it is usual"),
    )
    return {
        name: ListField(
            name,
            owner,
            tuple(
                Field(shape, name, type_, Ask(), decimals=decimals)
                for shape, type_, decimals in SHAPES
            ),
            chooser.pick(policies),
        )
        for name, owner in LISTS.items()
    }
