"""How many members or entries there are, compared: decided as soon as the known ones settle it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias, TypeGuard

from schemebuilder.engines.exact.listed import select_entries
from schemebuilder.engines.exact.members import select_members
from schemebuilder.engines.exact.operate import COMPARISONS, ROWS
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run, usable
from schemebuilder.engines.exact.selected import Selected
from schemebuilder.ir.expressions import Aggregate, Apply, Expr, ListAggregate, Quantifier
from schemebuilder.ir.operators import Op
from schemebuilder.values.evidence import NO, YES, Fault, Known, Plain, Unknown, highest

Counted: TypeAlias = Aggregate | ListAggregate

_MIRRORED: Final = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}
"""The comparison that says the same with its operands exchanged."""


def counts_members(node: Apply) -> bool:
    """Say whether the node compares how many there are: `number of … >= n` is `at least n`.

    That is so where exactly one operand is itself a `number of`; through a `let` it is a value like
    any other.
    """
    return node.op in COMPARISONS and _is_number(node.args[0]) != _is_number(node.args[1])


def compare_count(run: Run, node: Apply, subject: Subject) -> Known | Unknown | Fault:
    """Decide a comparison with a number of members or entries as soon as the known ones settle it.

    Between the members who are selected and those who may be, every possible number is tried at
    its ends: where the answer is one and the same, that is the answer, also beside a fault. How
    many entries a list has that is not given is unknown.
    """
    counted, compared, op = _count_first(node)
    selected = _select(run, counted, subject)
    undecided = highest(selected.open)
    least = len(selected.sure)
    if run.seen is not None:
        run.seen[id(counted), subject] = undecided or Known(Fraction(least))
    other = usable(run, run.evaluate(run, compared, subject), subject, node.span)
    if type(other) is not Known or selected.boundless:
        return highest((other, *selected.open)) or NO
    numbers = _telling_numbers(least, least + len(selected.open), other.value)
    answers = {bool(ROWS[op](Fraction(number), other.value)) for number in numbers}
    if undecided is not None and len(answers) > 1:
        return undecided
    return YES if True in answers else NO


def _count_first(node: Apply) -> tuple[Counted, Expr, Op]:
    """Return the number, what it is compared with, and the comparison in that order."""
    first, second = node.args
    if _is_number(first):
        return first, second, node.op
    if _is_number(second):
        return second, first, _MIRRORED.get(node.op, node.op)
    raise ValueError(f"{node.op.value} compares no number of anything")


def _telling_numbers(least: int, most: int, compared: Plain) -> set[int]:
    """Return the numbers that can give different answers: both ends, and the compared one."""
    numbers = {least, most}
    if isinstance(compared, Fraction) and compared.denominator == 1 and least < compared < most:
        numbers.add(compared.numerator)
    return numbers


def _is_number(node: object) -> TypeGuard[Counted]:
    return isinstance(node, Aggregate | ListAggregate) and node.quantifier is Quantifier.NUMBER


def _select(run: Run, node: Counted, subject: Subject) -> Selected:
    if isinstance(node, Aggregate):
        return select_members(run, node, subject)
    return select_entries(run, node, subject)
