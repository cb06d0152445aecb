"""One part of a made-up population as two tables, persons and households."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from schemebuilder.population.columns import to_arrow
from schemebuilder.population.schema import (
    CLUSTER,
    HOUSEHOLD_ID,
    MEMBERS,
    PERSON_ID,
    ROLE,
    STRATUM,
    WEIGHT,
    WEIGHT_DECIMALS,
    StoredField,
    not_applicable_column,
)
from schemebuilder.population.synthetic.country import Country, make_country
from schemebuilder.population.synthetic.draws import Draws, Truth, Whole
from schemebuilder.population.synthetic.dwellings import (
    FUEL,
    MATERIAL,
    TENURE,
    TOILET,
    WATER,
    make_consumption,
    make_dwellings,
    usual_income,
)
from schemebuilder.population.synthetic.families import (
    CHILDREN,
    ELDER_ALONE,
    HEAD,
    RELATIONSHIPS,
    ROLE_OF_SEAT,
    ROLES,
    SPOUSE,
    Families,
    make_families,
    relationships,
)
from schemebuilder.population.synthetic.livelihoods import (
    DISABILITY,
    EDUCATION,
    EMPLOYMENT,
    WORKING_AGE,
    Surroundings,
    make_livelihoods,
)
from schemebuilder.values.types import DATE, NUMBER, WHOLE, YES_NO, Kind, Period, Type, money

if TYPE_CHECKING:
    from schemebuilder.population.frame import Array
    from schemebuilder.population.synthetic.parameters import Parameters

SEX: Final = ("female", "male")
MARITAL: Final = ("single", "married", "partnered", "separated", "divorced", "widowed")
CITIZENSHIP: Final = ("citizen", "permanent_resident", "refugee")
ACCOUNT: Final = ("none", "bank", "mobile_money", "post")
AREA: Final = ("urban", "rural")

Data = dict[str, "Array | tuple[Array, Truth]"]
"""Columns by field; beside a column may stand where it does not apply."""


def fields(parameters: Parameters) -> tuple[StoredField, ...]:
    """Return the facts that a made-up population has."""

    def amount(name: str, entity: str) -> StoredField:
        return StoredField(name, entity, money(parameters.currency, Period.MONTH), 2)

    def choice(name: str, entity: str, choices: tuple[str, ...]) -> StoredField:
        return StoredField(name, entity, Type(Kind.CHOICE, choices=choices))

    def whole(name: str, entity: str) -> StoredField:
        return StoredField(name, entity, WHOLE)

    def yes_no(names: str, entity: str) -> list[StoredField]:
        return [StoredField(name, entity, YES_NO) for name in names.split()]

    person, household = "person", "household"
    regions = tuple(dict.fromkeys(d.region for d in parameters.districts))
    return (
        StoredField("birth_date", person, DATE),
        StoredField("age_months", person, WHOLE, source="birth_date, on the reference date"),
        choice("sex", person, SEX),
        choice("relationship", person, RELATIONSHIPS),
        choice("marital_status", person, MARITAL),
        choice("citizenship", person, CITIZENSHIP),
        choice("disability", person, DISABILITY),
        *yes_no("pregnant nursing in_education has_identity_document", person),
        StoredField("school_attendance", person, NUMBER, 2),
        choice("education_level", person, EDUCATION),
        whole("years_of_schooling", person),
        choice("employment_status", person, EMPLOYMENT),
        amount("earnings", person),
        amount("self_employment_income", person),
        amount("pension_income", person),
        choice("payment_account", person, ACCOUNT),
        choice("region", household, regions),
        choice("district", household, tuple(d.name for d in parameters.districts)),
        choice("area_type", household, AREA),
        amount("income", household),
        amount("remittances", household),
        amount("consumption", household),
        amount("food_consumption", household),
        amount("rent", household),
        choice("tenure", household, TENURE),
        whole("rooms", household),
        whole("bedrooms", household),
        choice("floor", household, MATERIAL),
        choice("walls", household, MATERIAL),
        choice("roof", household, MATERIAL),
        choice("water", household, WATER),
        choice("toilet", household, TOILET),
        choice("cooking_fuel", household, FUEL),
        *yes_no(
            "electricity landline mobile_phone car bicycle motorcycle refrigerator television "
            "radio bank_account on_registry affected_by_shock",
            household,
        ),
        StoredField("land_hectares", household, NUMBER, 2),
        StoredField("livestock_units", household, NUMBER, 2),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the whole: its number, and where its households and clusters begin."""

    number: int
    households: int
    first_household: int
    first_cluster: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """Of each person: the household's position, the seat, the relationship to the head."""

    household: Whole
    seat: Whole
    relationship: Whole


def make_part(
    parameters: Parameters, seed: int, part: Part, in_sample: int
) -> tuple[pa.Table, pa.Table]:
    """Return the persons and the households of one part."""
    draws = Draws(seed, part.number)
    country = make_country(draws, parameters, part.households, part.first_cluster, in_sample)
    families = make_families(draws, parameters, country.urban)
    seats = relationships(draws, families)
    household, seat = np.nonzero(families.seats.present)
    members = families.seats.present.sum(axis=1)
    taken = _Taken(household, seat, seats[household, seat])
    persons = _persons(draws, parameters, country, families, taken)
    own = _own_income(persons, household, part.households)
    households = _households(draws, parameters, country, members, own)
    stored = fields(parameters)
    household_ids = _numbered("h", part.first_household + np.arange(part.households))
    place = np.arange(len(household)) - np.repeat(np.cumsum(members) - members, members) + 1
    ids = pa.array(household_ids)
    of_person = ids.take(pa.array(household))
    person_table: dict[str, pa.Array] = {
        PERSON_ID: pa.compute.binary_join_element_wise(
            of_person, pa.array(place).cast(pa.string()), "-"
        ),
        HOUSEHOLD_ID: of_person,
        ROLE: to_arrow(
            StoredField(ROLE, "person", Type(Kind.CHOICE, choices=ROLES)), ROLE_OF_SEAT[seat]
        ),
    }
    household_table: dict[str, pa.Array] = {
        HOUSEHOLD_ID: ids,
        MEMBERS: pa.array(members.astype(np.int32)),
        WEIGHT: to_arrow(StoredField(WEIGHT, "household", NUMBER, WEIGHT_DECIMALS), country.weight),
        **_design(parameters, country),
    }
    _add(person_table, [f for f in stored if f.entity == "person"], persons)
    _add(household_table, [f for f in stored if f.entity == "household"], households)
    return pa.table(person_table), pa.table(household_table)


def _add(table: dict[str, pa.Array], stored: list[StoredField], data: Data) -> None:
    for field in stored:
        given = data[field.name]
        values, outside = given if isinstance(given, tuple) else (given, None)
        if field.type is WHOLE:
            values = values.astype(np.int16)
        table[field.name] = to_arrow(field, values, outside)
        if outside is not None:
            table[not_applicable_column(field.name)] = pa.array(outside)


def _design(parameters: Parameters, country: Country) -> dict[str, pa.Array]:
    names = [f"{d.name} {area}" for d in parameters.districts for area in AREA]
    stratum = StoredField(STRATUM, "household", Type(Kind.CHOICE, choices=tuple(names)))
    clusters, position = np.unique(country.cluster, return_inverse=True)
    return {
        STRATUM: to_arrow(stratum, country.district * 2 + ~country.urban),
        CLUSTER: pa.DictionaryArray.from_arrays(
            # One width for every part: a file has one, and the last part has fewer clusters.
            pa.array(position.astype(np.int32)),
            pa.array(_numbered("c", clusters)),
        ),
    }


def _numbered(letter: str, numbers: Whole) -> list[str]:
    return [f"{letter}{number + 1}" for number in numbers.tolist()]


def _persons(
    draws: Draws,
    parameters: Parameters,
    country: Country,
    families: Families,
    taken: _Taken,
) -> Data:
    household, seat = taken.household, taken.seat
    count = len(household)
    days = families.seats.days[household, seat]
    female = families.seats.female[household, seat]
    levels = np.array([d.level for d in parameters.districts], np.int64)
    around = Surroundings(
        country.standing[household], country.urban[household], levels[country.district][household]
    )
    reference = np.datetime64(parameters.reference_date, "D").astype(np.int64)
    birth = reference - days
    age = completed_years(birth, int(reference))
    life = make_livelihoods(draws, parameters, age, female, around)
    youngest = np.where(
        families.seats.present[:, CHILDREN], families.seats.days[:, CHILDREN], 1 << 30
    ).min(axis=1)[household]
    is_mother = female & (seat == families.mother[household])
    nursing = is_mother & (youngest < 213) & draws.chance(count, 860_000)
    may_expect = female & (age >= 15) & (age < 46) & ~(is_mother & (youngest < 90))
    documented = draws.chance(
        count, np.where(age < 5, 780_000, np.where(age < 18, 860_000, 965_000))
    )
    below = age < WORKING_AGE
    account = draws.pick_by(around.urban.astype(np.int64), [[52, 16, 30, 2], [25, 42, 31, 2]])
    return {
        "birth_date": birth,
        "age_months": completed_months(birth, int(reference)),
        "sex": np.where(female, 0, 1),
        "relationship": taken.relationship,
        "marital_status": _marital(draws, families, household, seat, age),
        "citizenship": draws.pick(count, (975, 15, 10)),
        "disability": life.disability,
        "pregnant": may_expect & draws.chance(count, parameters.pregnant),
        "nursing": nursing,
        "in_education": life.in_education,
        "has_identity_document": documented,
        "school_attendance": (life.attendance, ~life.in_education),
        "education_level": life.education,
        "years_of_schooling": life.years,
        "employment_status": (np.where(below, 3, life.employment), below),
        "earnings": np.where(below, 0, life.earnings),
        "self_employment_income": np.where(below, 0, life.self_employment),
        "pension_income": life.pension,
        "payment_account": np.where(age < 16, 0, account),
    }


def _marital(draws: Draws, families: Families, household: Whole, seat: Whole, age: Whole) -> Whole:
    count = len(household)
    paired = families.seats.present[household, SPOUSE] & (seat <= SPOUSE)
    # By group: pairs, the old, lone heads, everyone else.
    group = np.full(count, 3, np.int64)
    group[seat == HEAD] = 2
    group[(age >= 60) | (families.structure[household] == ELDER_ALONE)] = 1
    group[paired] = 0
    picked = draws.pick_by(
        group,
        [
            [0, 780, 220, 0, 0, 0],
            [90, 240, 0, 30, 40, 600],
            [430, 0, 0, 220, 130, 220],
            [930, 0, 0, 40, 20, 10],
        ],
    )
    return np.where(age < 16, 0, picked)


def _own_income(persons: Data, household: Whole, households: int) -> Whole:
    total = np.zeros(households, np.int64)
    for name in ("earnings", "self_employment_income", "pension_income"):
        amounts: Any = persons[name]
        np.add.at(total, household, amounts)
    return total


def _households(
    draws: Draws, parameters: Parameters, country: Country, members: Whole, own: Whole
) -> Data:
    count = len(members)
    levels = np.array([d.level for d in parameters.districts], np.int64)[country.district]
    regions = list(dict.fromkeys(d.region for d in parameters.districts))
    region = np.array([regions.index(d.region) for d in parameters.districts])
    receives = draws.chance(count, np.where(own == 0, 620_000, 130_000))
    sent = draws.between(count, 40, 600) * parameters.median_earnings // 1000 // 500 * 500
    remittances = np.where(receives, sent, 0)
    income = own + remittances
    used_to = usual_income(parameters, country.standing, levels)
    consumption, food = make_consumption(draws, income, members, country.standing, used_to)
    return {
        "region": region[country.district],
        "district": country.district,
        "area_type": np.where(country.urban, 0, 1),
        "income": income,
        "remittances": remittances,
        "consumption": consumption,
        "food_consumption": food,
        **make_dwellings(draws, country.standing, country.urban, members, consumption),
    }


def completed_years(birth: Whole, on: int) -> Whole:
    """Return ages in completed years; dates are days since 1970; 29 February counts on 1 March."""
    years: Whole = (_yyyymmdd(np.array([on])) - _yyyymmdd(birth)) // 10000
    return years


def completed_months(birth: Whole, on: int) -> Whole:
    """Return ages in completed months, by the same count of days."""
    then, now = _yyyymmdd(birth), _yyyymmdd(np.array([on]))
    months: Whole = (now // 10000 - then // 10000) * 12 + now // 100 % 100 - then // 100 % 100
    return months - (now % 100 < then % 100)


def _yyyymmdd(days: Whole) -> Whole:
    whole_days = days.astype("datetime64[D]")
    months = whole_days.astype("datetime64[M]")
    month = months.astype(np.int64)
    day = (whole_days - months.astype("datetime64[D]")).astype(np.int64) + 1
    number: Whole = (month // 12 + 1970) * 10000 + (month % 12 + 1) * 100 + day
    return number
