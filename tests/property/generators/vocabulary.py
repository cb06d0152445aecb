"""The small world that generated schemes speak of: persons in households, and their facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from schemebuilder.ir.expressions import Apply, FieldRef, GoverningDate, Literal
from schemebuilder.ir.operators import Op
from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Entity, Field, Role, Use
from schemebuilder.values.types import (
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    PERSON,
    WHOLE,
    YES_NO,
    Kind,
    Type,
    money,
)
from tests.property.generators.choosing import Chooser, chance

if TYPE_CHECKING:
    from schemebuilder.ir.expressions import Value
    from schemebuilder.ir.vocabulary import MissingPolicy

MONEY: Final = money("GBP")
AREA: Final = Type(Kind.CHOICE, choices=("urban", "rural", "camp"))
CLAUSE: Final = Type(Kind.CHOICE, choices=("1", "2", "3"))

ENTITIES: Final = {
    "person": Entity("person", "persons"),
    "household": Entity(
        "household",
        "households",
        of="person",
        roles=(
            Role("head", "heads", 0, 1),
            Role("child", "children", 0, None),
            Role("other", "others", 0, None),
        ),
    ),
}
LINK: Final = "kin"
"""The fact of a person that names another of the household."""

ROLES: Final = ("head", "child", "other")

SHAPES: Final[tuple[tuple[str, Type, int], ...]] = (
    ("earned", MONEY, 2),
    ("age", WHOLE, 0),
    ("share", NUMBER, 3),
    ("huge", MONEY, 0),
    ("works", YES_NO, 0),
    ("area", AREA, 0),
    ("clause", CLAUSE, 0),
    ("born", DATE, 0),
    ("wait", DAYS, 0),
    ("stay", MONTHS, 0),
)
"""The fields of each entity: the household's have `h_` before the name."""

INTERESTING: Final[dict[str, tuple[Fraction, ...]]] = {
    "earned": tuple(
        map(Fraction, ("0", "0.01", "-0.01", "100", "99.99", "100.01", "-250.5", "1234.56"))
    ),
    "age": tuple(map(Fraction, (0, 1, 5, 17, 18, 64, 65, 130))),
    "share": tuple(map(Fraction, ("0", "1", "0.5", "0.333", "-1", "-0.125", "2", "0.001"))),
    "huge": tuple(map(Fraction, (0, 1, -1, 2**31, 2**53 + 1, 2**62, 2**63 - 1, -(2**63) + 1))),
    "wait": tuple(map(Fraction, (0, 1, 30, 365, -1, -400))),
    "stay": tuple(map(Fraction, (0, 1, 11, 12, 13, -1, 300))),
}
DATES: Final = (
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2023, 2, 28),
    date(2006, 3, 1),
    date(1970, 1, 1),
    date(1969, 12, 31),
    date(2024, 1, 31),
    date(1, 1, 1),
    date(9999, 12, 31),
)


def name_of(entity: str, shape: str) -> str:
    """Return the name of a field of an entity."""
    return shape if entity == "person" else f"h_{shape}"


def fields(chooser: Chooser) -> dict[str, Field]:
    """Return the fields, each with a missing policy; a derived one may have to agree."""
    found = {LINK: Field(LINK, "person", PERSON, Ask())}
    for entity in ENTITIES:
        for shape, type_, decimals in SHAPES:
            name = name_of(entity, shape)
            missing = _policy(chooser, entity, shape, type_)
            agree = isinstance(missing, Use) and chance(chooser, 2)
            found[name] = Field(name, entity, type_, missing, decimals=decimals, must_agree=agree)
    return found


def _policy(chooser: Chooser, entity: str, shape: str, type_: Type) -> MissingPolicy:
    kind = chooser.number(0, 5)
    if kind <= 2:
        return Ask()
    if kind == 3:
        return AskOfficer()
    if kind == 5 and shape == "share":
        return Use(FieldRef(name_of(entity, "age"), WHOLE))
    if kind == 5 and shape == "age":
        born = FieldRef(name_of(entity, "born"), DATE)
        return Use(Apply(Op.YEARS_BETWEEN, (born, GoverningDate(DATE)), WHOLE))
    return Assume(some_value(chooser, shape, type_), "it is usual")


def some_value(chooser: Chooser, shape: str, type_: Type) -> Value:
    """Return a value that a field of this shape may have."""
    return chooser.pick(values_of(shape, type_))


def values_of(shape: str, type_: Type) -> tuple[Value, ...]:
    """Return the values that a field of this shape may have: boundaries, zeros, negatives."""
    match type_.kind:
        case Kind.YES_NO:
            return (False, True)
        case Kind.CHOICE:
            return type_.choices
        case Kind.DATE:
            return DATES
        case Kind.PERSON:
            return ()
        case _:
            return INTERESTING[shape]


def some_number(chooser: Chooser) -> Fraction:
    """Return a number as schemes write them."""
    plain = (
        "0",
        "1",
        "2",
        "12",
        "100",
        "0.025",
        "2/37",
        "1/3",
        "-1",
        "-7/2",
        "1250.75",
        "52",
        "1e15",
    )
    return Fraction(chooser.pick(plain))


def literal(value: Value, type_: Type) -> Literal:
    """Return a written value."""
    return Literal(value, type_)
