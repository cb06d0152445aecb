"""One fact as a case gives it: its value read by the field's type, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.people import Given, Version
from schemebuilder.engines.exact.records import as_id
from schemebuilder.engines.exact.written import written
from schemebuilder.ir.vocabulary import Field
from schemebuilder.values.dates import day
from schemebuilder.values.evidence import Known, NotApplicable, Plain
from schemebuilder.values.numbers import decimals_of, exact
from schemebuilder.values.types import Kind, Type

_WRAPPER = frozenset({"value", "source", "known_on", "not_applicable"})
VERSIONS = "versions"
"""The key of a fact that became known in one way and later in another."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a fact stands and what it may be, for reading it and for messages."""

    name: str
    whose: str
    place: str
    type: Type
    field: Field | None = None


def read_versions(
    slot: Slot, given: object
) -> tuple[tuple[Version, ...] | None, tuple[Finding, ...]]:
    """Return what became known of a fact one after another; None where it has one version only."""
    if not isinstance(given, Mapping) or (VERSIONS not in given and "known_on" not in given):
        return None, ()
    many = given.get(VERSIONS, [given])
    if not isinstance(many, list | tuple) or (VERSIONS in given and len(given) > 1):
        about = "has versions that are no list"
        return None, (_problem(slot, "SB-E002", about, _VERSIONS_HINT),)
    found: list[Version] = []
    findings: list[Finding] = []
    for one in many:
        if not isinstance(one, Mapping) or "known_on" not in one:
            findings.append(
                _problem(slot, "SB-E002", "has a version that says no day", _VERSIONS_HINT)
            )
            continue
        fact, wrong = read_fact(slot, one)
        findings.extend(wrong)
        found.append(Version(fact, as_day(one["known_on"])))
    return tuple(found), tuple(findings)


def read_fact(slot: Slot, given: object) -> tuple[Given | None, tuple[Finding, ...]]:
    """Return the fact; None where it is unknown (`null`) or cannot be read."""
    if not isinstance(given, Mapping):
        return _fact(slot, given, "", None)
    extra = sorted(str(key) for key in given if key not in _WRAPPER)
    if extra or not given:
        return None, (_problem(slot, "SB-E002", _about_wrapper(extra), _WRAPPER_HINT),)
    source, since = str(given.get("source") or ""), given.get("known_on")
    known_on = as_day(since)
    if since is not None and known_on is None:
        about = f"is known since {_shown(since)}, which is no date that exists"
        return None, (_problem(slot, "SB-E009", about, _DATE_HINT),)
    if given.get("not_applicable") is True:
        return Given(NotApplicable(f"{slot.name} of {slot.whose}"), source, known_on), ()
    return _fact(slot, given.get("value"), source, known_on)


def _fact(
    slot: Slot, given: object, source: str, known_on: date | None
) -> tuple[Given | None, tuple[Finding, ...]]:
    if given is None:
        return None, ()
    value = read_value(slot, given)
    wrong = value if isinstance(value, Finding) else _outside(slot, value)
    if isinstance(value, Finding) or wrong is not None:
        return None, (wrong,) if wrong else ()
    return Given(Known(value), source, known_on), ()


def as_day(given: object) -> date | None:
    """Return the day that a date or its text (`2024-03-01`) says, or None."""
    if isinstance(given, str):
        return day(given)
    return given if type(given) is date else None


def read_value(  # noqa: PLR0911 one a kind
    slot: Slot, given: object
) -> Plain | Finding:
    """Return a value of the slot's type, or what is wrong with it.

    Raises:
        TypeError: a binary float, a mistake of the caller: read JSON with `values.numbers`.
    """
    if isinstance(given, float):
        raise TypeError(f"{slot.name}: a binary float; read numbers with values.numbers.loads")
    match slot.type.kind:
        case Kind.YES_NO:
            return _yes_no(slot, given)
        case Kind.NUMBER | Kind.MONEY | Kind.DURATION:
            return _quantity(slot, given)
        case Kind.DATE:
            return _date(slot, given)
        case Kind.CHOICE:
            return _choice(slot, given)
        case Kind.TEXT:
            if isinstance(given, str):
                return given
            return _problem(slot, "SB-E002", f"is {_shown(given)}, not a text", "Write a text.")
        case Kind.PERSON:
            id_ = as_id(given)
            hint = "Write the id of a person of the case."
            return id_ or _problem(slot, "SB-E002", f"is {_shown(given)}, not a person", hint)


def _yes_no(slot: Slot, given: object) -> Plain | Finding:
    if isinstance(given, bool):
        return given
    answers = {"yes": True, "no": False}
    if isinstance(given, str) and given.strip().lower() in answers:
        return answers[given.strip().lower()]
    return _problem(slot, "SB-E002", f"is {_shown(given)}, not yes or no", "Write true or false.")


def _quantity(slot: Slot, given: object) -> Plain | Finding:
    number: Fraction | None = None
    if isinstance(given, str):
        number = exact(given)
    elif isinstance(given, int | Fraction | Decimal) and not isinstance(given, bool):
        number = Fraction(given)
    if number is None:
        about = f"is {_shown(given)}, not {_wanted(slot.type)}"
        return _problem(slot, "SB-E002", about, "Write figures only, as in 1250.75.")
    return number


def _date(slot: Slot, given: object) -> Plain | Finding:
    found = as_day(given)
    if found is not None:
        return found
    return _problem(slot, "SB-E009", f"is {_shown(given)}, no date that exists", _DATE_HINT)


def _choice(slot: Slot, given: object) -> Plain | Finding:
    text = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
    if isinstance(text, str) and text in slot.type.choices:
        return text
    shown = _shown(given)
    about = f"is {shown}, which is not one of its values"
    hint = did_you_mean(str(given), slot.type.choices)
    return _problem(slot, "SB-E002", about, hint)


def _outside(slot: Slot, value: Plain) -> Finding | None:
    """Return what is wrong with a value of the right kind: too many decimals, or out of range."""
    field = slot.field
    if field is None:
        return None
    if isinstance(value, Fraction):
        decimals = decimals_of(value)
        if decimals is None or decimals > field.decimals:
            allowed = _decimals(0 if slot.type.whole else field.decimals)
            about = f"is {written(value, slot.type)}, and may have {allowed}"
            return _problem(slot, "SB-E014", about, "Write it as it was recorded, or round it.")
    too_low = field.lowest is not None and _before(value, field.lowest)
    too_high = field.highest is not None and _before(field.highest, value)
    if too_low or too_high:
        about = f"is {written(value, slot.type)}, outside its range: {_range(field)}"
        return _problem(slot, "SB-E004", about, "Check the value, and its unit and period.")
    return None


def _before(value: Plain, other: Plain) -> bool:
    return type(value) is type(other) and value < other  # type: ignore[operator]  # of one type, so in order


def _range(field: Field) -> str:
    lowest, highest = field.lowest, field.highest
    if lowest is None:
        return "" if highest is None else f"at most {written(highest, field.type)}"
    if highest is None:
        return f"at least {written(lowest, field.type)}"
    return f"{written(lowest, field.type)} to {written(highest, field.type)}"


def _decimals(count: int) -> str:
    if count == 0:
        return "no decimals"
    return f"{count} decimal{'' if count == 1 else 's'} at most"


def _wanted(type_: Type) -> str:
    if type_.kind is Kind.MONEY:
        return "an amount"
    if type_.kind is Kind.DURATION and type_.family:
        return f"a number of {type_.family.value}"
    return "a whole number" if type_.whole else "a number"


def _shown(given: object) -> str:
    if isinstance(given, bool):
        return "yes" if given else "no"
    if isinstance(given, str):
        return f'"{given}"' if given.strip() else "empty"
    if isinstance(given, Mapping):
        return "a record"
    return "a list" if isinstance(given, list | tuple) else str(given)


_DATE_HINT = "Write year, month and day, as in 2024-03-01."
_VERSIONS_HINT = 'Write {"versions": [{"value": …, "known_on": "2024-03-01"}, …]}.'
_WRAPPER_HINT = 'Write the value, or {"value": …, "source": …, "known_on": …}.'


def _about_wrapper(extra: list[str]) -> str:
    named = ", ".join(f'"{key}"' for key in extra)
    return f"is a record with {named}, which a fact does not have" if named else "is empty"


def _problem(slot: Slot, code: str, about: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.ERROR,
        message=f"{slot.name} of {slot.whose} {about}.",
        hint=hint,
        place=slot.place,
    )
