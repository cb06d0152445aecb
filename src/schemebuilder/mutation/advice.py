"""What example would notice a change that none does, in a sentence for the scheme's author."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from schemebuilder.ir.expressions import Apply, Expr, Literal
from schemebuilder.ir.operators import Op
from schemebuilder.mutation.mutants import Mutant
from schemebuilder.mutation.steps import COMPARISONS, What
from schemebuilder.mutation.trying import Verdict

_BY_KIND: Final = {
    What.PARAMETER: "Add an example of that time whose result is made from this value.",
    What.QUANTIFIER: "Add an example with several people or entries that differ in this.",
    What.ROLE: "Add an example with people in both roles that differ in this.",
    What.ASSUMPTION: "Add an example without this fact, whose result hangs on it.",
    What.STAGE: "Add an example whose result hangs on this line.",
    What.ROW: "Add an example whose result hangs on this row.",
    What.CONDITION: "Add an example in which this alone is not met.",
    What.ROUNDING: "Add an example whose amount is not whole before it is rounded.",
    What.LOGIC: "Add an example where one part holds and the other does not.",
}


def advice(verdict: Verdict, text: str) -> str:
    """Return what to add, as far as the place of the change says it."""
    mutant = verdict.mutant
    said = _of_days(mutant) or _of_boundary(mutant, text) or _of_kind(mutant)
    return said if verdict.reached else f"No example gets here. {said}"


def _of_boundary(mutant: Mutant, text: str) -> str:
    """Say at which value of what an example is missing."""
    place = mutant.places[0]
    node = place.part if isinstance(place.part, Apply) else (place.above or (None,))[-1]
    if not isinstance(node, Apply) or node.op not in COMPARISONS:
        return ""
    left, right = node.args
    compared, bound = _said(left, text), _said(right, text)
    if not compared or not bound:
        return ""
    if isinstance(right, Literal) and place.part is right:
        up = node.op in (Op.GE, Op.LT)
        higher = _higher(right, mutant.edits[0][1])
        at = mutant.becomes if higher is not None and higher is not up else mutant.was
        return f"Add an example where {compared} is {at}."
    just = "" if isinstance(right, Literal) else "just "
    return f"Add an example where {compared} is {just}{bound}."


def _higher(before: Literal, after: object) -> bool | None:
    """Say whether a bound was raised; None if it is no quantity."""
    if not isinstance(after, Literal):
        return None
    if isinstance(before.value, Fraction) and isinstance(after.value, Fraction):
        return after.value > before.value
    return None


def _said(node: Expr, text: str) -> str:
    words = "" if node.span is None else text[node.span.start : node.span.end]
    return " ".join(words.split())


def _of_days(mutant: Mutant) -> str:
    """Say which day no example stands on; words end in days: `from 2024-01-01`."""
    if mutant.what is not What.DAY:
        return ""
    day, other = (words.rpartition(" ")[2] for words in (mutant.was, mutant.becomes))
    first = "until" not in mutant.was
    if (other > day) is first:
        return f"Add an example on {day} itself."
    missing = date.fromisoformat(day) + timedelta(days=-1 if first else 1)
    return f"Add an example on {missing}, the day {'before' if first else 'after'}."


def _of_kind(mutant: Mutant) -> str:
    return _BY_KIND.get(mutant.what, "Add an example whose result hangs on this.")
