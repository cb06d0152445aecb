"""Any number of made-up households for a scheme, block by block in bounded memory, from a seed.

They are not like any country: values stand at and beside the scheme's thresholds as often as
anywhere else, facts are missing, do not apply, or contradict each other, households are empty and
roles are held twice. What an engine makes of such people is what this is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from schemebuilder.ir.vocabulary import Use
from schemebuilder.population.frame import Column, Frame, ListColumns
from schemebuilder.values.types import Kind, Type
from tests.property.generators.populations import FactKind, kinds_of

if TYPE_CHECKING:
    from schemebuilder.ir.scheme import Scheme

_EPOCH: Final = date(1970, 1, 1)
_TEXTS: Final = ("a", "b", "c")
_GAPS: Final = (0.0, 0.0, 0.04, 0.3)
"""The share of facts that nobody knows, by block: half of all blocks are complete."""
BLOCK: Final = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """A block of households, and the day on which they are decided."""

    on: date
    frame: Frame


def households(scheme: Scheme, count: int, seed: int, block: int = BLOCK) -> Iterator[Made]:
    """Yield blocks of households until there are so many."""
    kinds = kinds_of(scheme)
    roles = tuple(role.name for entity in scheme.entities.values() for role in entity.roles)
    days = days_of(scheme)
    for number, first in enumerate(range(0, count, block)):
        rng = np.random.default_rng((seed, number))
        on = days[number % len(days)]
        gaps = _GAPS[int(rng.integers(len(_GAPS)))]
        derived = _derived(scheme) if rng.random() < 0.7 else frozenset()
        maker = _Maker(rng, gaps, on, derived)
        yield Made(on, _frame(maker, kinds, roles, min(block, count - first)))


def _derived(scheme: Scheme) -> frozenset[str]:
    """Return the facts that are worked out where nobody gives them: age from the day of birth."""
    fields = scheme.fields.values()
    return frozenset(field.name for field in fields if isinstance(field.missing, Use))


def days_of(scheme: Scheme, most: int = 6) -> tuple[date, ...]:
    """Return days on which something changes, and days just before; the last ones first."""
    starts = {value.start for one in scheme.parameters.values() for value in one.values}
    first = scheme.in_force.start
    starts |= set() if first is None else {first}
    held = sorted((day for day in starts if first is None or day >= first), reverse=True)
    found = [each for day in held for each in (day, day - timedelta(days=1))]
    return tuple(dict.fromkeys(found))[:most] or (date(2024, 6, 1),)


def part_of(frame: Frame, count: int) -> Frame:
    """Return the first households of a block."""
    count = min(count, frame.household_count)
    persons = int(frame.offsets[count])
    rows = {"person": persons, "household": count}
    return Frame(
        {name: _cut(column, persons) for name, column in frame.persons.items()},
        {name: _cut(column, count) for name, column in frame.households.items()},
        frame.offsets[: count + 1],
        frame.weights[:count],
        None if frame.roles is None else _cut(frame.roles, persons),
        lists={name: _part(kept, rows[kept.entity]) for name, kept in frame.lists.items()},
    )


def _part(kept: ListColumns, owners: int) -> ListColumns:
    offsets = kept.offsets[: owners + 1]
    entries = int(offsets[-1])
    columns = {name: _cut(column, entries) for name, column in kept.columns.items()}
    unknown = None if kept.unknown is None else kept.unknown[:owners]
    return ListColumns(kept.entity, offsets, columns, unknown)


def _cut(column: Column, rows: int) -> Column:
    unknown, outside = column.unknown, column.not_applicable
    return Column(
        column.data[:rows],
        column.type,
        column.unit,
        None if unknown is None else unknown[:rows],
        None if outside is None else outside[:rows],
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Where a block's values come from; `left_out` are facts that nobody of the block gives."""

    rng: np.random.Generator
    gaps: float
    on: date
    left_out: frozenset[str]

    def column(self, kind: FactKind, rows: int) -> Column:
        """Return a fact of so many people; what is unknown or does not apply has a wild value."""
        data, type_ = self._values(kind, rows)
        missing = self.gaps
        if kind.name in self.left_out or (self.gaps and self.rng.random() < 0.05):
            missing = 1.0
        unknown = self.rng.random(rows) < missing
        outside = (self.rng.random(rows) < self.gaps / 8) & ~unknown
        unit = Fraction(1, 10**kind.decimals) if kind.type.is_quantity else Fraction(1)
        return Column(
            data,
            type_,
            unit,
            unknown if unknown.any() else None,
            outside if outside.any() else None,
        )

    def _values(self, kind: FactKind, rows: int) -> tuple[Any, Type]:
        type_ = kind.type
        match type_.kind:
            case Kind.YES_NO:
                return self.rng.random(rows) < self.rng.choice([0.03, 0.5, 0.97]), type_
            case Kind.CHOICE:
                return self.rng.integers(0, len(type_.choices), rows), type_
            case Kind.TEXT:
                return self.rng.integers(0, len(_TEXTS), rows), Type(Kind.TEXT, choices=_TEXTS)
            case Kind.DATE:
                return self._dates(rows), type_
            case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
                return self._numbers(kind, rows), type_
            case Kind.PERSON:  # everybody names themselves: whose household is not known here
                return np.zeros(rows, dtype=np.int64), type_

    def _dates(self, rows: int) -> Any:
        """Return days of the last ninety years, many of them just so many years or months ago."""
        days = self.rng.integers(-33_000, 400, rows)
        years = self.rng.integers(0, 90, rows)
        beside = self.rng.integers(-1, 2, rows)
        month = self.on.month - 1 + 12 * (self.on.year - 1970)
        months = (month - 12 * years - self.rng.integers(0, 12, rows)).astype("datetime64[M]")
        birthdays = months.astype("datetime64[D]").astype(np.int64) + self.on.day - 1 + beside
        today = self.on.toordinal() - _EPOCH.toordinal()
        return np.where(self.rng.random(rows) < 0.5, birthdays, today + days)

    def _numbers(self, kind: FactKind, rows: int) -> Any:
        """Return values at and beside thresholds, and as many anywhere up to twice the highest."""
        unit = Fraction(1, 10**kind.decimals)
        marks = np.array([int(one / unit) for one in kind.values if type(one) is Fraction])
        low, high = int(marks.min()), int(marks.max())
        anywhere = self.rng.integers(min(low, 0), max(high, 2) + 1, rows)
        return np.where(self.rng.random(rows) < 0.5, self.rng.choice(marks, rows), anywhere)


def _frame(maker: _Maker, kinds: tuple[FactKind, ...], roles: tuple[str, ...], count: int) -> Frame:
    rng = maker.rng
    offsets = np.concatenate([[0], np.cumsum(rng.integers(0, 6, count))]).astype(np.int64)
    rows = {"person": int(offsets[-1]), "household": count}
    columns: dict[str, dict[str, Column]] = {"person": {}, "household": {}}
    lists: dict[str, ListColumns] = {}
    for name, owner in {kind.entity: kind.owner for kind in kinds if kind.owner}.items():
        sizes = rng.integers(0, 6, rows[owner])
        unknown = rng.random(rows[owner]) < maker.gaps
        sizes[unknown] = 0
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        rows[name] = int(starts[-1])
        columns[name] = {}
        lists[name] = ListColumns(owner, starts, columns[name], unknown if unknown.any() else None)
    for kind in kinds:
        columns[kind.entity][kind.name] = maker.column(kind, rows[kind.entity])
    held = None
    if roles:
        unknown = rng.random(rows["person"]) < maker.gaps / 2
        names = rng.integers(0, len(roles), rows["person"])
        type_ = Type(Kind.CHOICE, choices=roles)
        held = Column(names, type_, unknown=unknown if unknown.any() else None)
    weights = rng.integers(1, 3_000_000, count)
    return Frame(columns["person"], columns["household"], offsets, weights, held, lists=lists)
