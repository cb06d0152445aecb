"""Changes that no case can show, with the reason: they are counted apart."""

from __future__ import annotations

from schemebuilder.compiler.bounds import Bounds, bounds_of
from schemebuilder.ir.expressions import Apply, Choose, ParameterRef
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Parameter, ParameterValue, Scheme
from schemebuilder.ir.walk import scheme_nodes
from schemebuilder.mutation.mutants import Mutant
from schemebuilder.mutation.places import Path, at, expressions
from schemebuilder.mutation.rows import same_answers
from schemebuilder.mutation.steps import COMPARISONS

NEVER_IN_FORCE = "the value is never in force while the scheme is"
BEFORE = "the scheme begins later"
SAME_VALUE = "the values before and after are the same"
SETTLED = "the comparison comes out the same for every value that can occur"
NOT_DECIDED = "it is only said or paid by, and no example can expect it"
SAME_ROWS = "every value comes to the same row as before"
SAME = "the meaning is the same"


def why_the_same(scheme: Scheme, mutant: Mutant, changed: Scheme) -> str:
    """Return why no case can tell the mutant from the scheme; "" if one may."""
    if changed == scheme:
        return SAME
    if mutant.edits[0][0][0] == "parameters":
        name = str(mutant.edits[0][0][1])
        if not any(_reads(place.part, name) for place in expressions(scheme)):
            return NOT_DECIDED
        return _of_parameter(scheme, mutant, changed)
    if all(_settled(scheme, changed, path) for path, _ in mutant.edits):
        return SETTLED
    if all(_same_rows(scheme, changed, path) for path, _ in mutant.edits):
        return SAME_ROWS
    return ""


def _of_parameter(scheme: Scheme, mutant: Mutant, changed: Scheme) -> str:
    path, part = mutant.edits[0]
    name, number = str(path[1]), int(path[3])
    if _read_on_other_days(scheme, name) or not isinstance(part, ParameterValue):
        return ""
    before, after = scheme.parameters[name], changed.parameters[name]
    was, becomes = before.values[number], after.values[number]
    if was.start == becomes.start:
        return NEVER_IN_FORCE if _never_in_force(scheme, before, was) else ""
    first = scheme.in_force.start
    if first is not None and was.start <= first and becomes.start <= first:
        return BEFORE
    earlier = before.values[number - 1] if number else None
    if earlier is not None and earlier.cells == was.cells and earlier.ended == was.ended:
        return SAME_VALUE
    if _never_in_force(scheme, before, was) and _never_in_force(scheme, after, becomes):
        return NEVER_IN_FORCE
    return ""


def _never_in_force(scheme: Scheme, parameter: Parameter, entry: ParameterValue) -> bool:
    """Say whether it does not hold even on the first day on which it could."""
    first = max(filter(None, (entry.start, scheme.in_force.start)))
    ended = scheme.in_force.end is not None and first > scheme.in_force.end
    return ended or value_on(parameter, first) is not entry


def _reads(node: object, name: str) -> bool:
    return isinstance(node, ParameterRef) and node.parameter == name


def _read_on_other_days(scheme: Scheme, name: str) -> bool:
    """Say whether a rule reads the parameter as of another day than that of the case."""
    return any(
        isinstance(node, ParameterRef) and node.parameter == name and node.on is not None
        for node in scheme_nodes(scheme)
    )


def _settled(scheme: Scheme, changed: Scheme, path: Path) -> bool:
    """Say whether the nearest comparison has one answer, and the same after the change."""
    for end in range(len(path), 1, -1):
        node = at(scheme, path[:end])
        if isinstance(node, Apply) and node.op in COMPARISONS:
            after = at(changed, path[:end])
            answer = _answer(scheme, node)
            return answer is not None and answer == _answer(changed, after)
    return False


def _same_rows(scheme: Scheme, changed: Scheme, path: Path) -> bool:
    """Say whether the rows around a changed condition answer as before."""
    for end in range(len(path), 1, -1):
        node = at(scheme, path[:end])
        if isinstance(node, Choose):
            inside_a_condition = end == len(path) or "when" in path[end:]
            after = at(changed, path[:end])
            return inside_a_condition and same_answers(scheme, node, after)
    return False


def _answer(scheme: Scheme, node: Apply) -> bool | None:
    """Return what a comparison always comes to, by the declared ranges; None if it may be both."""
    left, right = (bounds_of(arg, scheme, {}) for arg in node.args)
    below = _less(left, right)
    above = _less(right, left)
    never_below, never_above = _at_most(right, left), _at_most(left, right)
    yes_no = {
        Op.LT: (below, never_below),
        Op.LE: (never_above, above),
        Op.GT: (above, never_above),
        Op.GE: (never_below, below),
        Op.EQ: (False, below or above),
        Op.NE: (below or above, False),
    }
    always, never = yes_no[node.op]
    return always if always or never else None


def _less(a: Bounds, b: Bounds) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def _at_most(a: Bounds, b: Bounds) -> bool:
    return a.high is not None and b.low is not None and a.high <= b.low
