"""A case's JSON read straight to what a program takes, where all about it is ordinary.

It accepts less than a case may say, and never more: whatever looks odd (an unknown name, a value
out of range, facts by the day they became known, …) gives nothing, and the reader of the exact
evaluator then reads the case with all its rules and says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from schemebuilder.engines.generated.binding import Bound, filler
from schemebuilder.engines.generated.placing import Groups, placed
from schemebuilder.ir.vocabulary import Assume
from schemebuilder.lowering.integers import days_of
from schemebuilder.lowering.program import Prim
from schemebuilder.values.dates import day
from schemebuilder.values.numbers import exact
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from schemebuilder.engines.generated.binding import Key, Limits
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.ir.vocabulary import Entity, Field, ListField
    from schemebuilder.lowering.program import Input, Program

ODD: Final = object()
"""What a value comes to that is for the other reader."""

Converter: TypeAlias = Callable[[Any], Any]
_ANSWERS: Final = {"yes": True, "no": False}
_BESIDE: Final = frozenset({"id", "on", "date", "period"})
"""Names that stand beside the facts of a case, and are never one of one person's facts."""
_WRAPPER: Final = frozenset({"value", "source", "not_applicable"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of an entity or of the entries of a list, and how it is read.

    `item` is None where the program does not read it; `standing` stands where it is missing.
    """

    key: Key
    convert: Converter
    standing: int
    item: Input | None
    assumed: bool
    field_key: tuple[str, Key] = field(init=False)
    unknown_key: tuple[str, Key] = field(init=False)
    na_key: tuple[str, Key] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "field_key", (Prim.FIELD.value, self.key))
        object.__setattr__(self, "unknown_key", (Prim.FIELD_UNKNOWN.value, self.key))
        object.__setattr__(self, "na_key", (Prim.FIELD_NA.value, self.key))


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of an entity, and the facts of its entries."""

    of_list: ListField
    facts: dict[str, Fact]
    read: bool


@dataclass(frozen=True, slots=True)
class Records:
    """What the records of an entity may hold; `passed_over` are names that no rule reads."""

    entity: Entity
    facts: dict[str, Fact]
    lists: dict[str, Listed]
    passed_over: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """How the cases of a scheme are read for a program, prepared once.

    `flat` gives the plural of the entity of each name in a case of one person; `around` are the
    names beside the records that say nothing of anybody.
    """

    records: dict[str, Records]
    groups: Groups
    flat: dict[str, str]
    around: frozenset[str]
    texts: tuple[str, ...]

    def is_flat(self, data: Mapping[str, Any]) -> bool:
        """Say whether a case is of one person, whose facts stand in it without a record."""
        return self.records.keys().isdisjoint(data)


@dataclass(slots=True)
class ReadCase:
    """A case as the program takes it; `ids` are those of each lane's entries, in their order.

    `absent` are facts with a written value that somebody lacks.
    """

    bound: Bound
    ids: dict[str, list[str]]
    absent: set[Key]


def reader_of(scheme: Scheme, program: Program, limits: Mapping[Key, Limits]) -> Reader:
    """Return the reader of a scheme's cases for a program."""
    items = {(item.entity, item.name): item for item in program.inputs}
    read_lists = {of_list.name for of_list in program.lists}
    records = {}
    flat: dict[str, str] = {}
    twice: set[str] = set()
    for entity in scheme.entities.values():
        fields = [one for one in scheme.fields.values() if one.entity == entity.name]
        lists = [one for one in scheme.lists.values() if one.entity == entity.name]
        mine = Records(
            entity,
            {one.name: _fact(one, items, limits) for one in fields},
            {
                one.name: Listed(
                    one,
                    {each.name: _fact(each, items, limits) for each in one.fields},
                    one.name in read_lists,
                )
                for one in lists
            },
            frozenset(scheme.unread.get(entity.name, ())),
        )
        records[entity.plural] = mine
        for name in (*mine.facts, *mine.lists, *mine.passed_over):
            twice.update({name} & flat.keys())
            flat[name] = entity.plural
        if entity.of is None:
            flat.setdefault("role", entity.plural)
    for name in twice.union(scheme.rules, _BESIDE):
        flat.pop(name, None)
    around = frozenset({"id", "name", "note", "source", "expect"})
    return Reader(
        records,
        Groups(tuple(scheme.entities.values()), _roles(program)),
        flat,
        around - {name for name in flat if name in around},
        program.texts,
    )


def _roles(program: Program) -> frozenset[str]:
    prims = (Prim.ROLE_IS, Prim.ROLE_UNKNOWN)
    return frozenset(str(node.const) for node in program.nodes if node.prim in prims)


def _fact(of: Field, items: Mapping[Key, Input], limits: Mapping[Key, Limits]) -> Fact:
    key = of.entity, of.name
    standing: int = filler(limits[key]) if key in limits else 0
    if of.type.kind is Kind.YES_NO:
        standing = False
    return Fact(key, _converter(of), standing, items.get(key), isinstance(of.missing, Assume))


def read(reader: Reader, data: Mapping[str, Any], known: frozenset[str]) -> ReadCase | None:
    """Return a case, or None where it is for the other reader; `known` are keys read already."""
    many = _by_entity(reader, data, known)
    if many is None or not all(type(each) is list for each in many.values()):
        return None
    found = placed(reader.groups, many, flat=reader.is_flat(data))
    if found is None:
        return None
    case = ReadCase(Bound(found.counts, found.owners, found.given), found.ids, set())
    for plural, records in reader.records.items():
        if not _read_records(reader, records, many.get(plural, []), case):
            return None
    return case


def _by_entity(
    reader: Reader, data: Mapping[str, Any], known: frozenset[str]
) -> dict[str, list[Any]] | None:
    """Return the records of a case by the plural of their entity; of one person, one of each."""
    flat = reader.is_flat(data)
    many: dict[str, Any] = {}
    alone: dict[str, dict[str, Any]] = {name: {} for name in reader.records} if flat else {}
    for key, given in data.items():
        if key in reader.records:
            many[key] = given
        elif flat and key in reader.flat:
            alone[reader.flat[key]][key] = given
        elif key not in known and key not in reader.around:
            return None
    return {plural: [record] for plural, record in alone.items()} if flat else many


def _read_records(reader: Reader, records: Records, given: list[Any], case: ReadCase) -> bool:
    """Read the facts of an entity's records; say whether all are in order."""
    name = records.entity.name
    count = case.bound.counts[name]
    passed = case.ids[name] if records.lists else []
    columns = _Columns(count, records.facts)
    listed: dict[str, list[Any]] = {one: [None] * len(passed) for one in records.lists}
    structural = reader.groups.structural[name]
    for place, record in enumerate(given):
        for key, value in record.items():
            fact = records.facts.get(key)
            if fact is not None:
                if not columns.put(fact, place, value):
                    return False
            elif key in listed:
                listed[key][place] = value
            elif key not in structural and key not in records.passed_over:
                return False
    return columns.handed_over(reader, case) and all(
        _read_list(reader, records.lists[one], each, case) for one, each in listed.items()
    )


class _Columns:
    """The facts of a lane while they are read."""

    def __init__(self, count: int, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.values: dict[Key, list[Any]] = {
            fact.key: [fact.standing] * count for fact in facts.values()
        }
        self.unknown: dict[Key, list[bool]] = {fact.key: [True] * count for fact in facts.values()}
        self.na: dict[Key, list[bool]] = {}
        self.count = count

    def put(self, fact: Fact, place: int, value: Any) -> bool:
        """Read a value; say whether it is in order."""
        if type(value) is dict:
            if not value or not value.keys() <= _WRAPPER:
                return False
            if value.get("not_applicable") is True:
                self.na.setdefault(fact.key, [False] * self.count)[place] = True
                self.unknown[fact.key][place] = False
                return True
            value = value.get("value")
        if value is None:
            return True
        found = fact.convert(value)
        if found is ODD:
            return False
        self.values[fact.key][place] = found
        self.unknown[fact.key][place] = False
        return True

    def handed_over(self, reader: Reader, case: ReadCase) -> bool:
        """Give the lane's facts to the case; say whether all links name somebody."""
        given = case.bound.given
        for fact in self.facts.values():
            values, unknown = self.values[fact.key], self.unknown[fact.key]
            missing = True in unknown
            if missing and fact.assumed:
                case.absent.add(fact.key)
            if fact.item is None:
                continue
            kind = fact.item.type.kind
            if kind is Kind.PERSON or kind is Kind.TEXT:
                coded = _coded(reader, fact, values, case)
                if coded is None:
                    return False
                values = coded
            given[fact.field_key] = values
            if missing:
                given[fact.unknown_key] = unknown
            if fact.key in self.na:
                given[fact.na_key] = self.na[fact.key]
        return True


def _coded(reader: Reader, fact: Fact, values: list[Any], case: ReadCase) -> list[int] | None:
    """Return texts by their codes, and links by how many entries further on the other stands."""
    if fact.item is not None and fact.item.type.kind is Kind.TEXT:
        codes = {text: code for code, text in enumerate(reader.texts)}
        return [
            codes.setdefault(each, len(codes)) if type(each) is str else each for each in values
        ]
    place = {id_: number for number, id_ in enumerate(case.ids[fact.key[0]])}
    if any(type(each) is str and each not in place for each in values):
        return None
    return [
        place[each] - number if type(each) is str else each for number, each in enumerate(values)
    ]


def _read_list(reader: Reader, listed: Listed, given: list[Any], case: ReadCase) -> bool:
    """Read a list of all its owners; say whether all its entries are in order."""
    name = listed.of_list.name
    entries: list[dict[str, Any]] = []
    owners: list[int] = []
    for number, many in enumerate(given):
        if many is None:
            continue
        if type(many) is not list or not all(type(each) is dict for each in many):
            return False
        entries += many
        owners += [number] * len(many)
    missing = [many is None for many in given]
    if True in missing:
        case.bound.given[Prim.LIST_UNKNOWN.value, name] = missing
        if isinstance(listed.of_list.missing, Assume):
            case.absent.add((listed.of_list.entity, name))
    case.bound.owners[name] = owners
    case.bound.counts[name] = len(entries)
    columns = _Columns(len(entries), listed.facts)
    for place, record in enumerate(entries):
        for key, value in record.items():
            fact = listed.facts.get(key)
            if fact is None or not columns.put(fact, place, value):
                return False
    return columns.handed_over(reader, case)


# --- one value ------------------------------------------------------------------------------------


def _converter(of: Field) -> Converter:
    """Return how a field's value is read, in whole numbers of its decimals."""
    match of.type.kind:
        case Kind.YES_NO:
            return _yes_no
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            scale = 10**of.decimals
            lowest = ceil(of.lowest * scale) if isinstance(of.lowest, Fraction) else None
            highest = floor(of.highest * scale) if isinstance(of.highest, Fraction) else None
            return partial(_quantity, scale, lowest, highest)
        case Kind.DATE:
            first = days_of(of.lowest) if isinstance(of.lowest, date) else None
            last = days_of(of.highest) if isinstance(of.highest, date) else None
            return partial(_date, first, last)
        case Kind.CHOICE:
            return partial(_choice, {word: place for place, word in enumerate(of.type.choices)})
        case Kind.TEXT:
            return _text
        case Kind.PERSON:
            return _id


def _yes_no(given: Any) -> Any:
    if given is True or given is False:
        return given
    return _ANSWERS.get(given, ODD) if type(given) is str else ODD


def _quantity(scale: int, lowest: int | None, highest: int | None, given: Any) -> Any:
    if type(given) is int:
        number = given * scale
    else:
        value = exact(given) if type(given) is str else given
        if type(value) is not Fraction:
            return ODD
        number, rest = divmod(value.numerator * scale, value.denominator)
        if rest:
            return ODD
    if (lowest is not None and number < lowest) or (highest is not None and number > highest):
        return ODD
    return number


def _date(first: int | None, last: int | None, given: Any) -> Any:
    number = _days(given) if type(given) is str else None
    if number is None or (first is not None and number < first):
        return ODD
    return ODD if last is not None and number > last else number


@lru_cache(maxsize=65_536)
def _days(text: str) -> int | None:
    found = day(text)
    return None if found is None else days_of(found)


def _choice(places: Mapping[str, int], given: Any) -> Any:
    return places.get(given, ODD) if type(given) is str else ODD


def _text(given: Any) -> Any:
    return given if type(given) is str else ODD


def _id(given: Any) -> Any:
    return given if type(given) is str and given.strip() else ODD
