"""Awards of other schemes as a case gives them, turned into the facts that rules read.

`"awards": {"child_grant": {"held": true, "amount": 300}}` stands in the record of whoever holds
them. What follows is filled in: an award that is not held comes to nothing, one with an amount is
held, and whoever holds an award is eligible for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.records import error
from schemebuilder.ir.combining import Award
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.numbers import exact

AWARDS: Final = "awards"
_PARTS: Final = ("held", "amount", "eligible")
_AROUND: Final = ("source", "known_on")


def with_awards(
    scheme: Scheme, body: Mapping[str, object], place: str
) -> tuple[Mapping[str, object], tuple[Finding, ...]]:
    """Return the body of a case, nested or flat, with its awards as facts."""
    if not scheme.awards:
        return body, ()
    findings: list[Finding] = []
    plurals = {entity.plural for entity in scheme.entities.values()}
    if not any(key in plurals for key in body):
        return _facts(scheme, body, place, findings), tuple(findings)
    done: dict[str, object] = {}
    for key, given in body.items():
        if key in plurals and isinstance(given, list | tuple):
            done[key] = [
                _facts(scheme, each, place, findings) if isinstance(each, Mapping) else each
                for each in given
            ]
        else:
            done[key] = given
    return done, tuple(findings)


def _facts(
    scheme: Scheme, record: Mapping[str, object], place: str, findings: list[Finding]
) -> Mapping[str, object]:
    given = record.get(AWARDS)
    if given is None:
        return {key: each for key, each in record.items() if key != AWARDS}
    facts = {key: each for key, each in record.items() if key != AWARDS}
    if not isinstance(given, Mapping):
        findings.append(_unreadable(place))
        return facts
    for name, said in given.items():
        award = scheme.awards.get(str(name))
        if award is None:
            about = f'"awards" has "{name}", which this scheme does not know.'
            findings.append(error("SB-E001", about, did_you_mean(str(name), scheme.awards), place))
            continue
        parts = _parts(said)
        if parts is None:
            findings.append(_unreadable(place))
            continue
        around: dict[str, object] = {key: parts[key] for key in _AROUND if key in parts}
        for fact, value in _named(award, parts):
            if fact in scheme.fields:
                facts.setdefault(fact, {**around, "value": value} if around else value)
    return facts


def _parts(said: object) -> dict[str, object] | None:
    """Return what is said of one award: a record, its amount alone, or whether it is held."""
    if said is None:
        return {}
    if isinstance(said, bool):
        return {"held": said}
    if isinstance(said, Mapping):
        known = {str(key): each for key, each in said.items()}
        return known if set(known) <= {*_PARTS, *_AROUND} else None
    return {"amount": said}


def _named(award: Award, parts: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    held, amount = parts.get("held"), parts.get("amount")
    eligible = parts.get("eligible")
    if held is None and amount is not None:
        number = _number(amount)
        held = None if number is None else number > 0
    if held is False and amount is None:
        amount = 0
    if held is True and eligible is None:
        eligible = True
    for fact, value in (
        (award.amount, amount),
        (award.held, held),
        (award.eligible, eligible),
    ):
        if fact and value is not None:
            yield fact, value


def _number(given: object) -> Fraction | None:
    if isinstance(given, str):
        return exact(given)
    known = isinstance(given, int | Fraction) and not isinstance(given, bool)
    return Fraction(given) if known and isinstance(given, int | Fraction) else None


def _unreadable(place: str) -> Finding:
    about = '"awards" of the case cannot be read.'
    hint = 'Write {"child_grant": {"held": true, "amount": 300}}.'
    return error("SB-E002", about, hint, place)
