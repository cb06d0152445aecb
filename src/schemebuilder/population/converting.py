"""One column of somebody's file becomes one stored field, and what is wrong with it is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final, assert_never

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.population.columns import narrowest, to_arrow
from schemebuilder.population.integers import to_integers
from schemebuilder.population.mapping import Code, FieldMapping
from schemebuilder.population.rows import Place, rows_finding
from schemebuilder.population.schema import (
    RESERVED,
    StoredField,
    minor_unit,
    not_applicable_column,
    type_from_words,
)
from schemebuilder.values.periods import Calendar, rate_factor
from schemebuilder.values.types import Kind, Period

if TYPE_CHECKING:
    from schemebuilder.population.frame import Array, Mask

_YES: Final = ("yes", "true", "1", "y")
_NO: Final = ("no", "false", "0", "n")
_MOST_CHOICES: Final = 30_000
_NUMBER_DECIMALS: Final = 2
_DATE: Final = {
    "ymd": r"^\s*(?P<y>[0-9]{4})[-/.]?(?P<m>[0-9]{2})[-/.]?(?P<d>[0-9]{2})(?:[T ].*)?$",
    "dmy": r"^\s*(?P<d>[0-9]{1,2})[-/. ](?P<m>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})\s*$",
    "mdy": r"^\s*(?P<m>[0-9]{1,2})[-/. ](?P<d>[0-9]{1,2})[-/. ](?P<y>[0-9]{4})\s*$",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """A field of the mapping, understood: its stored form, and how its column is read."""

    stored: StoredField
    spec: FieldMapping
    factor: Fraction
    bounds: tuple[Fraction, Fraction] | None


@dataclass(frozen=True, slots=True)
class Converted:
    """A stored column, where it does not apply (None: nowhere), and its findings."""

    stored: StoredField
    array: pa.Array
    not_applicable: pa.Array | None
    findings: tuple[Finding, ...]


def plan_field(
    name: str, entity: str, spec: FieldMapping, currency: str, decimals: int | None
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Understand one field of the mapping before any file is read."""
    wrong: list[str] = []
    if name in RESERVED or not re.fullmatch(r"[^\W\d]\w*", name):
        wrong.append("has a name that a population cannot use; choose another")
    kept = type_from_words(spec.type, currency, tuple(spec.choices))
    if kept is None:
        wrong.append(
            f"has the type {spec.type!r}; write yes/no, whole number, number, money, "
            "money per month, date, choice or text"
        )
    if (spec.column is None) == (spec.constant is None):
        wrong.append("needs either a column or a constant")
    factor = _factor(spec, kept.period if kept else None, wrong)
    bounds = _bounds(spec, wrong)
    if wrong or kept is None:
        table = f"[{'households' if entity == 'household' else 'persons'}.{name}]"
        return None, tuple(
            Finding("SB-W017", Severity.ERROR, f"{table} {words}.", place=table) for words in wrong
        )
    places = spec.decimals
    if places is None:
        places = 0
        if kept.kind is Kind.MONEY:
            places = minor_unit(currency) if decimals is None else decimals
        elif kept.kind is Kind.NUMBER and not kept.whole:
            places = _NUMBER_DECIMALS
    if kept.whole or not kept.is_quantity:
        places = 0
    stored = StoredField(name, entity, kept, places, spec.column or "", spec.imputed)
    return Plan(stored, spec, factor, bounds), ()


def _factor(spec: FieldMapping, period: Period | None, wrong: list[str]) -> Fraction:
    factor = Fraction(1)
    try:
        factor = Fraction(str(spec.multiply_by))
    except (ValueError, ZeroDivisionError):
        wrong.append(
            f'multiplies by {spec.multiply_by!r}; write a number such as "0.01" or "1/100"'
        )
    if factor <= 0:
        wrong.append("multiplies by a number that is not above 0")
    if spec.per is None:
        return factor
    if period is None:
        wrong.append(f"is per {spec.per} in the file, but its type has no period")
        return factor
    between = rate_factor(Period(spec.per), period, Calendar())
    if between is None:
        wrong.append(
            f"is per {spec.per} in the file and per {period.value} in its type, which no "
            "calendar turns into each other; say by how much with multiply_by"
        )
        return factor
    return factor * between


def _bounds(spec: FieldMapping, wrong: list[str]) -> tuple[Fraction, Fraction] | None:
    if spec.range is None:
        return None
    try:
        return Fraction(str(spec.range[0])), Fraction(str(spec.range[1]))
    except (ValueError, ZeroDivisionError):
        wrong.append("has a range that is not two numbers")
        return None


def convert(plan: Plan, column: pa.Array, file: str, *, decimal_comma: bool = False) -> Converted:
    """Return the column as it is stored, row by row; with errors found it is unusable."""
    stored, spec = plan.stored, plan.spec
    place = Place(f"{stored.name} of {stored.entity}", spec.column or "", file, column)
    if pa.types.is_large_string(column.type):
        column = column.cast(pa.string())
    if pa.types.is_dictionary(column.type) and stored.type.kind is not Kind.CHOICE:
        column = column.cast(column.type.value_type)
    outside = _rows_with(column, spec.not_applicable)
    unknown = _rows_with(column, spec.unknown)
    unknown |= _array(pc.is_null(column)) & ~outside
    told = ~(unknown | outside)
    match stored.type.kind:
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            stored, data, findings = _numbers(
                plan, column, told, place, decimal_comma=decimal_comma
            )
        case Kind.YES_NO:
            data, unclear, findings = _yes_no(spec, column, told, place)
            unknown |= unclear
        case Kind.CHOICE:
            stored, data, unclear, findings = _choice(plan, column, told, place)
            unknown |= unclear
        case Kind.DATE:
            data, findings = _dates(spec, column, told, place)
        case Kind.TEXT:
            data = column.cast(pa.string()).fill_null("").to_numpy(zero_copy_only=False)
            findings = ()
        case Kind.PERSON:
            texts, positions = _codes(column)
            said = pa.array([*texts, ""], type=pa.string()).take(
                pa.array(np.where(positions < 0, len(texts), positions))
            )
            named = pa.array(said.to_numpy(zero_copy_only=False), mask=unknown | outside)
            return Converted(stored, named, pa.array(outside) if outside.any() else None, ())
        case _ as never:
            assert_never(never)
    array = to_arrow(stored, data, unknown | outside)
    return Converted(stored, array, pa.array(outside) if outside.any() else None, findings)


def stored_columns(converted: Converted) -> dict[str, pa.Array]:
    """Return the columns that the field takes in the file: itself, and where it does not apply."""
    columns = {converted.stored.name: converted.array}
    if converted.not_applicable is not None:
        columns[not_applicable_column(converted.stored.name)] = converted.not_applicable
    return columns


def _array(array: pa.Array) -> Mask:
    mask: Mask = np.array(array.to_numpy(zero_copy_only=False), dtype=np.bool_)
    return mask


def code_text(code: object) -> str:
    """Return a code as text: 1 and 1.0 are the same code, and so are " a" and "a"."""
    if isinstance(code, bool):
        return "true" if code else "false"
    if isinstance(code, float) and code.is_integer():
        return str(int(code))
    return str(code).strip()


def _codes(column: pa.Array) -> tuple[list[str], Array]:
    """The distinct codes of a column as text, and each row's position among them (-1: empty)."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    texts = [code_text(value) for value in encoded.dictionary.to_pylist()]
    positions: Array = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return texts, positions


def _rows_with(column: pa.Array, codes: list[Code]) -> Mask:
    """Where one of the codes stands; the code "" is an empty cell."""
    if not codes:
        return np.zeros(len(column), np.bool_)
    wanted = {code_text(code) for code in codes}
    texts, positions = _codes(column)
    return np.array([text in wanted for text in texts] + ["" in wanted], dtype=np.bool_)[positions]


def _numbers(
    plan: Plan, column: pa.Array, told: Mask, place: Place, *, decimal_comma: bool
) -> tuple[StoredField, Array, tuple[Finding, ...]]:
    stored = plan.stored
    read = to_integers(column, plan.factor, stored.decimals, decimal_comma=decimal_comma)
    findings = [
        *rows_finding(
            "SB-W002",
            place,
            told & read.bad,
            ("is not a number", "are not numbers"),
            hint="Correct them, or list the codes that mean unknown: unknown = [...].",
        ),
        *rows_finding(
            "SB-W003",
            place,
            told & read.large,
            ("is too large", "are too large"),
            hint="A population holds at most 18 digits, decimals included.",
        ),
    ]
    rounded = told & read.rounded
    if stored.type.whole:
        findings += rows_finding(
            "SB-W002",
            place,
            rounded,
            ("is not a whole number", "are not whole numbers"),
            hint='Correct them, or write type = "number" and its decimals.',
        )
    elif rounded.any():
        findings.append(
            Finding(
                "SB-W008",
                Severity.WARNING,
                f"{place.words()}: {np.count_nonzero(rounded):,} of {np.count_nonzero(told):,} "
                f"values were rounded half even to {stored.decimals} decimals.",
                hint="Write more decimals in the mapping if that matters.",
                place=f"{place.file}, column {place.column}",
            )
        )
    if plan.bounds is not None:
        lowest, highest = (bound * 10**stored.decimals for bound in plan.bounds)
        # A whole number is below a fraction just where it is below its ceiling.
        low, high = (
            -(-lowest.numerator // lowest.denominator),
            highest.numerator // highest.denominator,
        )
        outside = told & read.known & ((read.values < low) | (read.values > high))
        words = f"outside {plan.bounds[0]} to {plan.bounds[1]}"
        findings += rows_finding(
            "SB-W003",
            place,
            outside,
            (f"is {words}", f"are {words}"),
            hint="Correct them or the range, or list the codes that mean unknown: unknown = [...].",
        )
    data: Array = np.where(told, read.values, 0)
    if not stored.decimals and len(data):
        data = data.astype(narrowest(int(data.min()), int(data.max())))
    return stored, data, tuple(findings)


def _yes_no(
    spec: FieldMapping, column: pa.Array, told: Mask, place: Place
) -> tuple[Array, Mask, tuple[Finding, ...]]:
    texts, positions = _codes(column)
    yes, no = {code_text(c) for c in spec.yes}, {code_text(c) for c in spec.no}
    plain = not yes and not no
    answers = {"yes": 1, "no": 0, "unknown": 2}
    meaning: list[int] = []
    for text in texts:
        if text in yes or (plain and text.lower() in _YES):
            meaning.append(1)
        elif text in no or (plain and text.lower() in _NO):
            meaning.append(0)
        else:
            meaning.append(answers.get(spec.otherwise or "", -1))
    answered = np.array([*meaning, 2], dtype=np.int8)[positions]
    findings = rows_finding(
        "SB-W004",
        place,
        told & (answered < 0),
        ("is a code that the mapping does not know", "are codes that the mapping does not know"),
        hint='List them under yes, no or unknown, or write otherwise = "no".',
    )
    return answered == 1, told & (answered == 2), findings


def _choice(
    plan: Plan, column: pa.Array, told: Mask, place: Place
) -> tuple[StoredField, Array, Mask, tuple[Finding, ...]]:
    spec = plan.spec
    texts, positions = _codes(column)
    recode = {code.strip(): value for code, value in spec.recode.items()}
    declared = list(dict.fromkeys([*spec.choices, *recode.values()]))
    otherwise = spec.otherwise
    if otherwise not in (None, "unknown") and otherwise not in declared:
        declared.append(str(otherwise))
    there = {texts[p] for p in np.unique(positions[told])} if told.any() else set()
    choices = declared or sorted(there)[:_MOST_CHOICES] or ["none"]
    place_of = {value: position for position, value in enumerate(choices)}
    unclear_code = len(choices)
    meaning: list[int] = []
    for text in texts:
        value = recode.get(text, text)
        if value in place_of:
            meaning.append(place_of[value])
        elif otherwise == "unknown":
            meaning.append(unclear_code)
        else:
            meaning.append(place_of.get(otherwise or "", -1))
    data = np.array([*meaning, -1], dtype=np.int32)[positions]
    findings = rows_finding(
        "SB-W004",
        place,
        told & (data < 0),
        ("is a code that the mapping does not know", "are codes that the mapping does not know"),
        hint="List them under recode or unknown, or write otherwise = a choice.",
    )
    stored = replace(plan.stored, type=replace(plan.stored.type, choices=tuple(choices)))
    unclear = told & (data == unclear_code)
    usable = told & (data >= 0) & ~unclear
    return stored, np.where(usable, data, 0), unclear, findings


def _dates(
    spec: FieldMapping, column: pa.Array, told: Mask, place: Place
) -> tuple[Array, tuple[Finding, ...]]:
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        days: Array = column.cast(pa.date32(), safe=False).cast(pa.int32()).fill_null(0).to_numpy()
        return np.where(told, days, 0), ()
    if pa.types.is_floating(column.type):
        column = column.cast(pa.int64(), safe=False)
    groups = pc.extract_regex(column.cast(pa.string()).fill_null(""), _DATE[spec.date_order])
    fits = _array(pc.is_valid(groups))
    year, month, day = (
        pc.struct_field(groups, name).fill_null("1").cast(pa.int64()).to_numpy() for name in "ymd"
    )
    fits &= (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    first = ((np.where(fits, year, 1970) - 1970) * 12 + np.where(fits, month, 1) - 1).astype(
        "datetime64[M]"
    )
    length = (first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")
    fits &= day <= length.astype(np.int64)
    days = first.astype("datetime64[D]").astype(np.int64) + day - 1
    findings = rows_finding(
        "SB-W002",
        place,
        told & ~fits,
        ("is not a date", "are not dates"),
        hint='Dates are read as 2023-12-31; write date_order = "dmy" for 31/12/2023.',
    )
    return np.where(told & fits, days, 0), findings


def constant_column(value: str | int | date | Decimal, rows: int) -> pa.Array:
    """Return a column that holds one value in every row."""
    single = pa.array([value])
    return single.take(pa.array(np.zeros(rows, dtype=np.int32)))
