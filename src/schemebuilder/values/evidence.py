"""What is known of a value: Known, Unknown, Fault or NotApplicable, and how they combine.

One table holds in every engine: known < unknown < fault, combining is symmetric, so that the order
of spelling never matters, and "does not apply" is neither unknown nor zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.diagnostics.finding import Finding

Plain: TypeAlias = Fraction | bool | date | str
"""A value as it is: a quantity, yes or no, a day, or the name of a choice."""


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """A missing fact, `name` of the person or group `id`, or a matter referred to an officer.

    For a person's role in a group the name is `role`. A referral has its reason, and no name.
    """

    entity: str
    id: str
    name: str
    referral: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A value that is known."""

    value: Plain


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that hangs on facts that are missing."""

    needs: frozenset[Need]


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that cannot be computed, with the reasons as findings about the case."""

    findings: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """There is no such value here, and that is known; `what` says it in words."""

    what: str


Evidence: TypeAlias = Known | Unknown | Fault | NotApplicable

YES: Final = Known(value=True)
NO: Final = Known(value=False)


def highest(operands: Iterable[Evidence]) -> Unknown | Fault | None:
    """Return the highest status among the operands, with all its reasons; None if all are known.

    Operands that do not apply must have been dealt with before: skipped, or made a fault.

    Raises:
        ValueError: an operand does not apply.
    """
    needs: frozenset[Need] = frozenset()
    findings: frozenset[Finding] = frozenset()
    unknown = fault = False
    for operand in operands:
        match operand:
            case Known():
                pass
            case Unknown():
                unknown = True
                needs |= operand.needs
            case Fault():
                fault = True
                findings |= operand.findings
            case NotApplicable():
                raise ValueError(f"{operand.what} does not apply and cannot be combined")
    if fault:
        return Fault(findings)
    return Unknown(needs) if unknown else None


def conjunction(operands: Iterable[Evidence]) -> Known | Unknown | Fault:
    """And: a known no decides, whatever else is unknown or a fault; else the highest status."""
    return _decided_by(operands, NO, YES)


def disjunction(operands: Iterable[Evidence]) -> Known | Unknown | Fault:
    """Or: a known yes decides, whatever else is unknown or a fault; else the highest status."""
    return _decided_by(operands, YES, NO)


def negation(operand: Evidence) -> Known | Unknown | Fault:
    """Not: yes for a known no and no for a known yes; anything else stays as it is.

    Raises:
        ValueError: the operand does not apply.
    """
    status = highest((operand,))
    if status is not None:
        return status
    return NO if operand == YES else YES


def _decided_by(
    operands: Iterable[Evidence], deciding: Known, otherwise: Known
) -> Known | Unknown | Fault:
    operands = tuple(operands)
    for operand in operands:
        if type(operand) is Known and operand.value is deciding.value:
            return deciding
    return highest(operands) or otherwise
