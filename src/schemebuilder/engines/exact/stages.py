"""The stages of a benefit: what each makes of the amount so far.

The amount starts at 0. A stage outside its dates, or whose condition is known not to hold, changes
nothing; a condition that is not known makes the amount so. `base` and `replace` put their own value
in the amount's place, so that what was unknown before them no longer matters. Whoever is beyond a
`limit` gets nothing, whatever stages follow; where that is not known, nothing that follows is.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.quantity import quantity, rounded
from schemebuilder.engines.exact.run import Problem, Run, Step, fault, strict, usable
from schemebuilder.ir.scheme import WITHHOLDING, Stage, StageKind
from schemebuilder.values.evidence import NO, YES, Evidence, Known, Unknown
from schemebuilder.values.evidence import Fault as FaultEvidence


def after_stage(
    run: Run, stage: Stage, so_far: Evidence, subject: Subject, limits: Iterable[Step] = ()
) -> Step:
    """Return how the stage went and the amount after it; `limits` are those before it."""
    for limit in limits:
        if beyond(limit):
            return Step(applied=False, value=None, after=so_far)
        if type(limit.after) is not Known and limit.value != YES and limit.applied is not False:
            return Step(applied=None, value=None, after=limit.after)
    skipped = _skipped(run, stage, so_far, subject)
    if skipped is not None:
        return skipped
    value = None if stage.value is None else run.evaluate(run, stage.value, subject)
    if stage.kind is StageKind.WARN:
        applied = value == YES if type(value) is Known else None
        return Step(applied, value, so_far)
    return Step(applied=True, value=value, after=_apply(run, stage, so_far, value, subject))


def _skipped(run: Run, stage: Stage, so_far: Evidence, subject: Subject) -> Step | None:
    """Return how a stage went that does not apply, or of which that is not known.

    A warning changes nothing, known or not.
    """
    if not stage.in_force.holds(run.on):
        return Step(applied=False, value=None, after=so_far)
    if stage.when is None:
        return None
    when = usable(run, run.evaluate(run, stage.when, subject), subject, stage.span)
    if type(when) is not Known:
        after = so_far if stage.kind is StageKind.WARN else when
        return Step(applied=None, value=None, after=after)
    return None if when == YES else Step(applied=False, value=None, after=so_far)


def beyond(step: Step) -> bool:
    """Say whether a `limit` or `suspend` is known to leave the subject out."""
    return step.value == NO


def _apply(
    run: Run, stage: Stage, so_far: Evidence, value: Evidence | None, subject: Subject
) -> Evidence:
    if stage.kind is StageKind.ROUND:
        return _round(run, stage, so_far, subject)
    if value is None:
        raise ValueError(f"the stage {stage.name} has no value")
    if stage.kind in WITHHOLDING:
        within = usable(run, value, subject, stage.span)
        return Known(Fraction(0)) if within == NO else so_far if within == YES else within
    if stage.kind in (StageKind.BASE, StageKind.REPLACE):
        return usable(run, value, subject, stage.span)
    if stage.kind is StageKind.REDUCE and type(value) is Known and quantity(value) < 0:
        negative = fault(
            run,
            Problem(
                "SB-E017",
                f"The reduction {stage.name} is negative, and would raise the amount.",
                "Check the facts it is made of, or limit the reduction with `but not below`.",
            ),
            subject,
            stage.span,
        )
        return strict(run, (so_far, negative), subject, stage.span) or negative
    status = strict(run, (so_far, value), subject, stage.span)
    if status is not None:
        return status
    return Known(_changed(stage.kind, quantity(so_far), quantity(value)))


def _changed(kind: StageKind, so_far: Fraction, value: Fraction) -> Fraction:
    match kind:
        case StageKind.ADD:
            amount = so_far + value
        case StageKind.REDUCE:
            amount = so_far - value
        case StageKind.FLOOR:
            amount = max(so_far, value)
        case StageKind.CAP:
            amount = min(so_far, value)
        case StageKind.NOTHING_BELOW:
            amount = Fraction(0) if so_far < value else so_far
        case StageKind.BASE | StageKind.REPLACE:
            amount = value
        case StageKind.ROUND | StageKind.LIMIT | StageKind.SUSPEND | StageKind.WARN:
            amount = so_far
    return amount


def _round(run: Run, stage: Stage, so_far: Evidence, subject: Subject) -> Evidence:
    status: Unknown | FaultEvidence | None = strict(run, (so_far,), subject, stage.span)
    if status is not None or stage.step is None or stage.direction is None:
        return status or so_far
    return rounded(so_far, stage.step, stage.direction)
