"""The data as the program reads it: each input's column, what is known of it, and its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from schemebuilder.lowering.bounds import fits
from schemebuilder.lowering.facts import ColumnFacts, Facts, ListFacts
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.ir.vocabulary import ListField
    from schemebuilder.lowering.program import Input, ListInput, Program
    from schemebuilder.population.frame import Column, Frame, ListColumns, Mask

Array: TypeAlias = npt.NDArray[Any]
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bound:
    """A column for an input: `factor` brings its entries to the input's unit.

    `table` gives, for a choice, the input's position for each of the column's.
    """

    data: Array
    factor: int
    flag: bool
    table: Array | None
    unknown: Mask | None
    na: Mask | None

    def missing(self, rows: slice) -> Mask | None:
        """Return where no value stands."""
        if self.unknown is None:
            return None if self.na is None else self.na[rows]
        if self.na is None:
            return self.unknown[rows]
        return np.logical_or(self.unknown[rows], self.na[rows])


@dataclass(frozen=True, slots=True)
class BoundList:
    """Whose list it is, and where each owner's entries begin (one more closes the last).

    `unknown` says whose list is not given; None: every list is.
    """

    owner: str
    offsets: npt.NDArray[np.int64]
    unknown: Mask | None


@dataclass(frozen=True, slots=True)
class Binding:
    """All columns of a program over a frame, by entity and field; a field without one is absent.

    `roles` holds positions in `role_names`, or is None when nobody's role is known. A list's name
    is the entity of its entries.
    """

    columns: dict[Key, Bound]
    offsets: npt.NDArray[np.int64]
    person: str
    group: str
    roles: Array | None
    role_names: tuple[str, ...]
    role_unknown: Mask | None
    lists: dict[str, BoundList]


def units_of(scheme: Scheme, frame: Frame) -> dict[Key, Fraction]:
    """Return the unit of each column that is not whole in the unit of its field's decimals."""
    found = {}
    for field in scheme.fields.values():
        column = _column_of(frame, scheme.entities[field.entity].of is None, field.name)
        if column is None or not field.type.is_quantity:
            continue
        unit = Fraction(1, 10**field.decimals)
        if (column.unit / unit).denominator != 1:
            found[field.entity, field.name] = column.unit
    for of_list in scheme.lists.values():
        found |= _units_of_list(of_list, frame.lists.get(of_list.name))
    return found


def _units_of_list(of_list: ListField, kept: ListColumns | None) -> dict[Key, Fraction]:
    found = {}
    for field in of_list.fields:
        column = None if kept is None else kept.columns.get(field.name)
        unit = Fraction(1, 10**field.decimals)
        if column is not None and field.type.is_quantity and (column.unit / unit).denominator != 1:
            found[of_list.name, field.name] = column.unit
    return found


def bind(program: Program, frame: Frame) -> Binding:
    """Return the frame's columns for the program's inputs."""
    columns = {}
    of_lists = {of_list.name for of_list in program.lists}
    for item in program.inputs:
        if item.entity in of_lists:
            kept = frame.lists.get(item.entity)
            column = None if kept is None else kept.columns.get(item.name)
        else:
            column = _column_of(frame, item.entity == program.person, item.name)
        if column is not None:
            columns[item.entity, item.name] = _bound(item, column, program.texts)
    roles = frame.roles
    return Binding(
        columns,
        frame.offsets,
        program.person,
        program.group,
        None if roles is None else _role_positions(roles),
        () if roles is None else roles.type.choices,
        None if roles is None else roles.unknown,
        {of_list.name: _bound_list(program, of_list, frame) for of_list in program.lists},
    )


def _bound_list(program: Program, of_list: ListInput, frame: Frame) -> BoundList:
    """Return a list of the frame; one that the frame does not have is given of nobody."""
    of_person = of_list.owner == program.person
    kept = frame.lists.get(of_list.name)
    if kept is not None:
        return BoundList(of_list.owner, kept.offsets, kept.unknown)
    owners = frame.person_count if of_person else frame.household_count
    nobody = np.ones(owners, dtype=np.bool_)
    return BoundList(of_list.owner, np.zeros(owners + 1, dtype=np.int64), nobody)


def rows_of(binding: Binding, first: int, last: int) -> dict[str, slice]:
    """Return, by entity and list, the rows of households `first` to before `last`."""
    persons = slice(int(binding.offsets[first]), int(binding.offsets[last]))
    rows = {binding.group: slice(first, last), binding.person: persons}
    for name, bound in binding.lists.items():
        own = rows[bound.owner]
        rows[name] = slice(int(bound.offsets[own.start]), int(bound.offsets[own.stop]))
    return rows


def _column_of(frame: Frame, of_person: bool, name: str) -> Column | None:  # noqa: FBT001 - two kinds of column
    columns: Mapping[str, Column] = frame.persons if of_person else frame.households
    return columns.get(name)


def _role_positions(roles: Column) -> Array:
    if roles.not_applicable is None:
        return roles.data
    return np.where(roles.not_applicable, -1, roles.data.astype(np.int64))


def _bound(item: Input, column: Column, texts: tuple[str, ...]) -> Bound:
    data, factor, table = column.data, 1, None
    if item.type.is_quantity:
        ratio = column.unit / item.unit
        if ratio.denominator != 1:
            raise ValueError(f"{item.name}: lower the program with the column's unit {column.unit}")
        factor = ratio.numerator
    elif item.type.kind is Kind.CHOICE and column.type.choices != item.type.choices:
        there = {choice: place for place, choice in enumerate(item.type.choices)}
        table = np.array([there.get(choice, -1) for choice in column.type.choices] or [-1])
    elif item.type.kind is Kind.TEXT:
        data = _text_codes(column, texts)
    flag = item.type.kind is Kind.YES_NO
    if flag and data.dtype != np.bool_:
        data = data.astype(np.bool_)
    return Bound(data, factor, flag, table, column.unknown, column.not_applicable)


def _text_codes(column: Column, texts: tuple[str, ...]) -> Array:
    """Return each text's code: those that the scheme writes first, then the column's own.

    A column of texts holds positions among those that occur (`type.choices`), or the texts.
    """
    written = {text: code for code, text in enumerate(texts)}
    if np.issubdtype(column.data.dtype, np.integer):
        own, places = np.array(column.type.choices, dtype=str), column.data
    else:
        own, places = np.unique(column.data.astype(str), return_inverse=True)
    codes = [written.get(str(text), len(texts) + place) for place, text in enumerate(own)]
    return np.array(codes or [0], dtype=np.int64)[places.reshape(column.data.shape)]


def facts_of(binding: Binding, first: int, last: int, within: Facts | None = None) -> Facts:
    """Return what is known of households `first` to before `last`, and of their members.

    `within` is what is known of the whole population: a column of which the block knows nothing
    keeps a value from there, since the program was fitted to it.
    """
    offsets = binding.offsets[first : last + 1]
    sizes = np.diff(offsets)
    rows = rows_of(binding, first, last)
    persons = rows[binding.person]
    columns = {}
    for key, bound in binding.columns.items():
        standing = 0 if within is None else within.column(key).lowest
        columns[key] = _column_facts(bound, rows[key[0]], standing)
    lists = {name: _list_facts(bound, rows) for name, bound in binding.lists.items()}
    roles, some_unknown, all_unknown = _role_facts(binding, persons)
    return Facts(
        columns,
        int(sizes.min()) if len(sizes) else 0,
        int(sizes.max()) if len(sizes) else 0,
        roles,
        some_unknown,
        all_unknown,
        persons.stop - persons.start,
        lists,
    )


def _list_facts(bound: BoundList, rows: dict[str, slice]) -> ListFacts:
    own = rows[bound.owner]
    sizes = np.diff(bound.offsets[own.start : own.stop + 1])
    least, most = (int(sizes.min()), int(sizes.max())) if len(sizes) else (0, 0)
    unknown = None if bound.unknown is None else bound.unknown[own]
    some = unknown is not None and bool(unknown.any())
    return ListFacts(least, most, some, some and unknown is not None and bool(unknown.all()))


def _column_facts(bound: Bound, rows: slice, standing: int) -> ColumnFacts:
    unknown, na = _some(bound.unknown, rows), _some(bound.na, rows)
    data = bound.data[rows]
    missing = bound.missing(rows)
    if missing is not None and missing.any():
        data = data[~missing]
    count = rows.stop - rows.start
    all_unknown = bool(unknown and bound.unknown is not None and bound.unknown[rows].all())
    all_na = bool(na and bound.na is not None and bound.na[rows].all())
    if not len(data):
        all_unknown, all_na = all_unknown and count > 0, all_na and count > 0
        return ColumnFacts(standing, standing, unknown, all_unknown, na, all_na)
    lowest, highest = int(data.min()) * bound.factor, int(data.max()) * bound.factor
    if bound.table is not None:
        used = bound.table[int(data.min()) : int(data.max()) + 1]
        lowest, highest = int(used.min()), int(used.max())
    return ColumnFacts(lowest, highest, unknown, all_unknown, na, all_na)


def _some(mask: Mask | None, rows: slice) -> bool:
    return mask is not None and bool(mask[rows].any())


def _role_facts(binding: Binding, persons: slice) -> tuple[frozenset[str], bool, bool]:
    """Return the roles that someone may hold, and whether some's or everyone's is unknown."""
    if binding.roles is None:
        return frozenset(), True, True
    codes = binding.roles[persons]
    held = np.bincount(codes[codes >= 0].astype(np.int64), minlength=1)
    names = frozenset(
        name for place, name in enumerate(binding.role_names[: len(held)]) if held[place]
    )
    mask = None if binding.role_unknown is None else binding.role_unknown[persons]
    if mask is None or not mask.any():
        return names, False, False
    return names, True, bool(mask.all())


def load(bound: Bound, rows: slice, facts: ColumnFacts) -> Array:
    """Return an input's entries as the program's whole numbers; a valid value where none stands."""
    data = bound.data[rows]
    missing = bound.missing(rows)
    fill = bool(facts.lowest) if bound.flag else facts.lowest
    if bound.flag:
        return data if missing is None else np.where(missing, fill, data)
    wide = not fits((facts.lowest, facts.highest))
    if bound.table is not None:
        safe = data if missing is None else np.where(missing, 0, data)
        values: Array = bound.table[safe].astype(np.int64)
    elif missing is None:
        values = data.astype(object) if wide else data.astype(np.int64)
        return values * bound.factor if bound.factor != 1 else values
    else:
        safe = np.where(missing, data.dtype.type(0), data)
        values = safe.astype(object) if wide else safe.astype(np.int64)
        values = values * bound.factor if bound.factor != 1 else values
    return values if missing is None else np.where(missing, fill, values)
