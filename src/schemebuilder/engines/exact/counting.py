"""Comparisons with how many there are or with a place: decided as soon as it is settled.

`number of … >= n` is `at least n`, and `place of … <= n` is `among the first n`. Between what is
known for certain and what may be, every possible number is tried at its ends: where the answer is
one and the same, that is the answer, also beside a fault. How many entries a list has that is not
given is unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias, TypeGuard

from schemebuilder.engines.exact.listed import select_entries
from schemebuilder.engines.exact.members import select_members
from schemebuilder.engines.exact.operate import COMPARISONS, ROWS
from schemebuilder.engines.exact.order import outside, standing
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run, usable
from schemebuilder.engines.exact.selected import Selected
from schemebuilder.ir.expressions import Aggregate, Apply, Expr, ListAggregate, Place, Quantifier
from schemebuilder.ir.operators import Op
from schemebuilder.values.evidence import (
    NO,
    YES,
    Evidence,
    Fault,
    Known,
    NotApplicable,
    Plain,
    Unknown,
    highest,
)

_Counted: TypeAlias = Aggregate | ListAggregate | Place

_MIRRORED: Final = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
"""The comparison that says the same with its operands exchanged."""


@dataclass(frozen=True, slots=True)
class _Range:
    """The least and the greatest number that is possible, and the statuses of what is open.

    `boundless` says that nobody knows how many there are at all: a list that is not given.
    """

    least: int
    most: int
    open: tuple[Unknown | Fault, ...]
    boundless: bool = False


def counts_members(node: Apply) -> bool:
    """Say whether the node compares how many there are, or a place, with something else.

    That is so where exactly one operand is itself one; through a `let` it is a value like any
    other.
    """
    return node.op in COMPARISONS and _is_counted(node.args[0]) != _is_counted(node.args[1])


def compare_count(run: Run, node: Apply, subject: Subject) -> Known | Unknown | Fault:
    """Decide a comparison with a number of members or entries, or with a place."""
    counted, compared, op = _count_first(node)
    found = _possible(run, counted, subject)
    if isinstance(found, NotApplicable):
        possible = _Range(0, 0, ())
        broken = usable(run, found, subject, node.span)
    else:
        possible, broken = found, YES
    undecided = highest(possible.open)
    if run.seen is not None:
        seen: Evidence = found if isinstance(found, NotApplicable) else Known(Fraction(found.least))
        run.seen[id(counted), subject] = undecided or seen
    other = usable(run, run.evaluate(run, compared, subject), subject, node.span)
    if type(other) is not Known or type(broken) is not Known or possible.boundless:
        return highest((other, broken, *possible.open)) or NO
    numbers = _telling_numbers(possible.least, possible.most, other.value)
    answers = {bool(ROWS[op](Fraction(number), other.value)) for number in numbers}
    if undecided is not None and len(answers) > 1:
        return undecided
    return YES if True in answers else NO


def _possible(run: Run, node: _Counted, subject: Subject) -> _Range | NotApplicable:
    if not isinstance(node, Place):
        there = _select(run, node, subject)
        least = len(there.sure)
        return _Range(least, least + len(there.open), there.open, there.boundless)
    found = standing(run, node, subject)
    if found.among == NO:
        return NotApplicable(outside(subject))
    place = found.ahead + 1
    open_ = found.open
    if isinstance(found.among, Unknown | Fault):
        open_ = (found.among, *open_)
    return _Range(place, place + len(found.open), open_)


def _count_first(node: Apply) -> tuple[_Counted, Expr, Op]:
    """Return what is counted, what it is compared with, and the comparison in that order."""
    first, second = node.args
    if _is_counted(first):
        return first, second, node.op
    if _is_counted(second):
        return second, first, _MIRRORED.get(node.op, node.op)
    raise ValueError(f"{node.op.value} compares nothing that is counted")


def _telling_numbers(least: int, most: int, compared: Plain) -> set[int]:
    """Return the numbers that can give different answers: both ends, and the compared one."""
    numbers = {least, most}
    if isinstance(compared, Fraction) and compared.denominator == 1 and least < compared < most:
        numbers.add(compared.numerator)
    return numbers


def _is_counted(node: Expr) -> TypeGuard[_Counted]:
    return isinstance(node, Place) or (
        isinstance(node, Aggregate | ListAggregate) and node.quantifier is Quantifier.NUMBER
    )


def _select(run: Run, node: Aggregate | ListAggregate, subject: Subject) -> Selected:
    if isinstance(node, Aggregate):
        return select_members(run, node, subject)
    return select_entries(run, node, subject)
