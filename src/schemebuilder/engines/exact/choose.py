"""Branches: exceptions, tables and conditions, each by its way of choosing.

Where a condition is not known, its status is the answer; else the chosen branch's alone. That holds
even where every branch would give the same value: an unknown condition is not looked through.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.quantity import quantity
from schemebuilder.engines.exact.run import Problem, Run, fault, strict, usable
from schemebuilder.ir.expressions import Branch, Choose, Hit
from schemebuilder.values.evidence import Evidence, Fault, Known, Unknown, highest

_NONE_FITS: Final = "No row or exception fits, and nothing is said for all other cases."
_SAY_OTHERWISE: Final = (
    "Check the facts of the case; if they are right, the scheme needs a row `otherwise`."
)

_Tried: TypeAlias = list[tuple[Branch, "Known | Unknown | Fault"]]


def choose(run: Run, node: Choose, subject: Subject) -> Evidence:
    """Return the value of the branch that applies."""
    match node.hit:
        case Hit.FIRST:
            return _first(run, node, subject)
        case Hit.UNIQUE:
            return _unique(run, node, subject)
        case Hit.EXCEPTIONS:
            return _exceptions(run, node, subject)
        case Hit.SUM | Hit.HIGHEST:
            return _all_that_fit(run, node, subject)


_MORE_FIT: Final = "More than one row fits, and exactly one must:"
_CHECK: Final = "Check the facts of the case."
_OVERLAP: Final = "If they are right, the rows of the table overlap."


def _first(run: Run, node: Choose, subject: Subject) -> Evidence:
    """Row by row: the first that is not a known no answers, with its status if it is not known."""
    for branch in node.branches:
        when = usable(run, run.evaluate(run, branch.when, subject), subject, branch.span)
        if type(when) is not Known:
            return when
        if when.value:
            return run.evaluate(run, branch.then, subject)
    return _otherwise(run, node, subject)


def _unique(run: Run, node: Choose, subject: Subject) -> Evidence:
    """Rows are disjoint: one known hit decides, whatever the others are; two are a fault."""
    tried = _try_all(run, node, subject)
    held = _held(tried)
    if len(held) > 1:
        return fault(
            run,
            Problem(
                "SB-E006",
                f"{node.more_fit or _MORE_FIT} {_named(held)}.",
                _CHECK if node.more_fit else f"{_CHECK} {_OVERLAP}",
            ),
            subject,
            node.span,
        )
    if held:
        return run.evaluate(run, held[0].then, subject)
    return highest(when for _, when in tried) or _otherwise(run, node, subject)


def _exceptions(run: Run, node: Choose, subject: Subject) -> Evidence:
    """Those that hold and are not overridden must agree.

    A branch whose condition holds overrides what it names even where it is itself overridden. An
    overridden branch does not count; but where its condition is not known it still leaves all
    unknown as long as it would override a branch that stands.
    """
    tried = _try_all(run, node, subject)
    overridden = {label for branch in _held(tried) for label in branch.overrides}
    counting = [(branch, when) for branch, when in tried if branch.label not in overridden]
    standing = {branch.label for branch in _held(counting)}
    status = highest(
        when
        for branch, when in tried
        if branch.label not in overridden or not standing.isdisjoint(branch.overrides)
    )
    if status is not None:
        return status
    held = _held(counting)
    if not held:
        return _otherwise(run, node, subject)
    if len(held) == 1:
        return run.evaluate(run, held[0].then, subject)
    values = [
        usable(run, run.evaluate(run, branch.then, subject), subject, branch.span)
        for branch in held
    ]
    if len({value.value for value in values if type(value) is Known}) > 1:
        collision = fault(
            run,
            Problem(
                "SB-E005",
                f"Exceptions with different values hold together: {_named(held)}.",
                "Say in the scheme which of them overrides the other.",
            ),
            subject,
            node.span,
        )
        return highest((*values, collision)) or collision
    return highest(values) or values[0]


def _all_that_fit(run: Run, node: Choose, subject: Subject) -> Evidence:
    """Every row that fits: their sum, or the highest; every condition must be known."""
    tried = _try_all(run, node, subject)
    held = _held(tried)
    values = [run.evaluate(run, branch.then, subject) for branch in held]
    status = strict(run, [*(when for _, when in tried), *values], subject, node.span)
    if status is not None:
        return status
    if not held:
        return _otherwise(run, node, subject)
    numbers = [quantity(value) for value in values]
    return Known(sum(numbers, Fraction(0)) if node.hit is Hit.SUM else max(numbers))


def _try_all(run: Run, node: Choose, subject: Subject) -> _Tried:
    return [
        (branch, usable(run, run.evaluate(run, branch.when, subject), subject, branch.span))
        for branch in node.branches
    ]


def _held(tried: _Tried) -> list[Branch]:
    return [branch for branch, when in tried if type(when) is Known and when.value]


def _otherwise(run: Run, node: Choose, subject: Subject) -> Evidence:
    if node.otherwise is not None:
        return run.evaluate(run, node.otherwise, subject)
    return fault(
        run,
        Problem(
            "SB-E006",
            node.none_fits or _NONE_FITS,
            "Check the facts of the case." if node.none_fits else _SAY_OTHERWISE,
        ),
        subject,
        node.span,
    )


def _named(branches: list[Branch]) -> str:
    """Name branches by citation, else by label, else by line, in the order written."""
    names = []
    for branch in branches:
        line = f"line {branch.span.line}" if branch.span else "one without a citation"
        names.append(branch.citation or branch.label or line)
    return ", ".join(names)
