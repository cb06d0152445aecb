"""A stored fact as a scheme wants it: the same kind, in its period, currency and choices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.vocabulary import Field
from schemebuilder.population.buffers import one_piece, yes_or_no
from schemebuilder.population.columns import from_arrow, narrowest
from schemebuilder.population.frame import Column
from schemebuilder.population.integers import scaled
from schemebuilder.population.schema import (
    NO_CURRENCY,
    PopulationInfo,
    StoredField,
    not_applicable_column,
)
from schemebuilder.values.periods import Calendar, rate_factor
from schemebuilder.values.types import Kind, Type

if TYPE_CHECKING:
    import pyarrow as pa

    from schemebuilder.population.frame import Array, Mask


@dataclass(frozen=True, slots=True)
class Binding:
    """How a stored column becomes the column of a field.

    Numbers are read as whole numbers of `unit`. `rescale` is given where the field has fewer
    decimals than what is stored: then they are multiplied by it and rounded half even, once.
    `recode` turns stored positions of choices into the field's (-1: a value that it does not have).
    """

    stored: StoredField
    name: str
    type: Type
    unit: Fraction = Fraction(1)
    rescale: Fraction | None = None
    recode: tuple[int, ...] | None = None


def as_stored(stored: StoredField) -> Binding:
    """Return the binding that changes nothing."""
    return Binding(stored, stored.name, stored.type, Fraction(1, 10**stored.decimals))


def bind(
    field: Field, info: PopulationInfo, calendar: Calendar
) -> tuple[Binding | None, tuple[Finding, ...]]:
    """Bind a field of a scheme to the population; None where it is lacking or of another kind.

    A lacking field is no finding here (see `check`), a field of another kind is an error.
    """
    stored = info.field(field.entity, field.name)
    if stored is None:
        return None, ()
    match stored.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return _bind_number(field, stored, calendar)
        case Kind.CHOICE | Kind.TEXT:
            return _bind_choice(field, stored)
        case Kind.YES_NO | Kind.DATE | Kind.PERSON:
            if field.type.kind is not stored.type.kind:
                return None, (_other_kind(field, stored),)
            return Binding(stored, field.name, field.type), ()


def _bind_number(
    field: Field, stored: StoredField, calendar: Calendar
) -> tuple[Binding | None, tuple[Finding, ...]]:
    wanted, kept = field.type, stored.type
    if wanted.kind is not kept.kind or wanted.family is not kept.family:
        return None, (_other_kind(field, stored),)
    if wanted.whom != kept.whom or (wanted.period is None) != (kept.period is None):
        return None, (_other_kind(field, stored),)
    if kept.kind is Kind.MONEY and kept.currency not in (NO_CURRENCY, wanted.currency):
        return None, (
            Finding(
                "SB-W016",
                Severity.ERROR,
                f"{field.name} of {field.entity} is in {kept.currency} in the population and in "
                f"{wanted.currency} in the scheme; nothing says what one is worth in the other.",
                hint=f'Import the population with currency = "{wanted.currency}", or as '
                f'"{NO_CURRENCY}" if its amounts may be read one to one.',
                place=f"{field.name} of {field.entity}",
            ),
        )
    factor: Fraction | None = Fraction(1)
    if wanted.period is not None and kept.period is not None:
        factor = rate_factor(kept.period, wanted.period, calendar)
    if factor is None:
        return None, (_other_kind(field, stored),)
    unit = factor / 10**stored.decimals
    finest = Fraction(1, 10**field.decimals)
    if (unit / finest).denominator == 1:
        return Binding(stored, field.name, wanted, unit), ()
    return Binding(stored, field.name, wanted, finest, rescale=unit / finest), ()


def _bind_choice(field: Field, stored: StoredField) -> tuple[Binding | None, tuple[Finding, ...]]:
    if field.type.kind is Kind.TEXT:
        return Binding(stored, field.name, replace(field.type, choices=stored.type.choices)), ()
    if field.type.kind is not Kind.CHOICE:
        return None, (_other_kind(field, stored),)
    if stored.type.kind is Kind.TEXT:
        return Binding(stored, field.name, field.type), ()
    place = {value: position for position, value in enumerate(field.type.choices)}
    recode = tuple(place.get(value, -1) for value in stored.type.choices)
    return Binding(stored, field.name, field.type, recode=recode), ()


def _other_kind(field: Field, stored: StoredField) -> Finding:
    return Finding(
        "SB-W002",
        Severity.ERROR,
        f"{field.name} of {field.entity} is {stored.type.words()} in the population and "
        f"{field.type.words()} in the scheme.",
        hint="Change the type in the mapping and import again, or rename the scheme's input.",
        place=f"{field.name} of {field.entity}",
    )


def bound_column(binding: Binding, table: pa.Table) -> Column:
    """Return the column of a piece of the population as the binding says."""
    data, unknown = from_arrow(binding.stored, table.column(binding.stored.name))
    outside = not_applicable_column(binding.stored.name)
    not_applicable: Mask | None = None
    if outside in table.column_names:
        mask = yes_or_no(one_piece(table.column(outside)))
        if mask.any():
            not_applicable = mask
            unknown = None if unknown is None else unknown & ~mask
            if unknown is not None and not unknown.any():
                unknown = None
    kept: Type = binding.type
    if binding.rescale is not None:
        data, _ = scaled(data.astype(np.int64), binding.rescale)
    elif binding.stored.type.kind is Kind.TEXT:
        data, unknown, kept = _of_text(binding, data, unknown)
    elif binding.recode is not None and binding.recode != tuple(range(len(binding.recode))):
        data, unknown = _recoded(binding.recode, data, unknown)
    return Column(data, kept, binding.unit, unknown, not_applicable)


def _recoded(
    recode: tuple[int, ...], data: Array, unknown: Mask | None
) -> tuple[Array, Mask | None]:
    lookup = np.array(recode, dtype=narrowest(-1, max(recode, default=0)))
    moved = lookup[data]
    absent = moved < 0
    if unknown is not None:
        absent |= unknown
    if not absent.any():
        return moved, None
    return np.where(absent, 0, moved).astype(lookup.dtype), absent


def _of_text(
    binding: Binding, data: Array, unknown: Mask | None
) -> tuple[Array, Mask | None, Type]:
    """Text becomes positions: of the field's choices, or of the texts that occur."""
    # As objects: in an array of NumPy text, a text that ends in "\0" would lose its end.
    texts, positions = np.unique(data.astype(object), return_inverse=True)
    found = tuple(str(text) for text in texts)
    if binding.type.kind is Kind.TEXT:
        return positions.astype(np.int32), unknown, replace(binding.type, choices=found)
    place = {value: position for position, value in enumerate(binding.type.choices)}
    moved, absent = _recoded(tuple(place.get(text, -1) for text in found), positions, unknown)
    return moved, absent, binding.type
