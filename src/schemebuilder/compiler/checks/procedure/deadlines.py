"""Every step has a deadline, and together they keep what the law promises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from schemebuilder.compiler.checks.procedure.refusing import deciders
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.procedure import Deadline, Expiry, Procedure, Step
from schemebuilder.ir.ways import END, Why, onward, reached, ways


def check_deadlines(checked: Checked) -> None:
    """Find steps and appeals without a deadline, and deadlines that cannot be kept."""
    for procedure in checked.scheme.procedures.values():
        _missing(checked, procedure)
        table = onward(ways(procedure))
        for step in procedure.steps:
            _since(checked, procedure, step, table)
            _goes_ahead(checked, procedure, step)
        if procedure.answer is not None:
            _promise(checked, procedure, procedure.answer)


def _missing(checked: Checked, procedure: Procedure) -> None:
    for step in procedure.steps:
        if step.deadline is None:
            checked.desk.report.warning(
                "SB-R008",
                f"The step {step.name} has no deadline.",
                step.span,
                hint="Say by when it is done: `within 5 working days`, `within same day`.",
            )
    for appeal in procedure.appeals:
        if appeal.window is None or appeal.decided is None:
            late = "by when one may appeal" if appeal.window is None else "when it is decided"
            checked.desk.report.warning(
                "SB-R008",
                f"The appeal does not say {late}.",
                appeal.span,
                hint="Write it: `within 60 days to appeals_board, decided within 90 days`.",
            )


def _since(checked: Checked, procedure: Procedure, step: Step, table: dict[str, list[str]]) -> None:
    since = step.deadline.since if step.deadline else ""
    before = procedure.step(since)
    if before is None or step.deadline is None:
        return
    if since == step.name or step.name not in reached(table.get(since, ()), table):
        checked.desk.report.error(
            "SB-R008",
            f"The deadline of the step {step.name} runs from the step {since}, which does not "
            "come before it.",
            step.deadline.span,
            before.span,
            hint="Name a step that comes before, or a date such as `claim_date`.",
        )


def _goes_ahead(checked: Checked, procedure: Procedure, step: Step) -> None:
    """What a deadline lets go ahead when it has passed is there: a decision, or a next step."""
    otherwise = step.deadline.otherwise if step.deadline else None
    if otherwise is None or step.decision is not None:
        return
    following = procedure.step(step.then)
    if otherwise.kind is Expiry.AS_KNOWN and (following is None or following.decision is None):
        checked.desk.report.error(
            "SB-R008",
            f"When the deadline of the step {step.name} passes, a decision is to go ahead, but "
            "none follows.",
            otherwise.span,
            hint="Write `otherwise continue`, or let the step lead to the one that decides.",
        )
    elif otherwise.kind is Expiry.GO_ON and following is None:
        checked.desk.report.error(
            "SB-R008",
            f"When the deadline of the step {step.name} passes, the next step is to begin, but "
            "none follows.",
            otherwise.span,
            hint="Write `then …` with the step that follows.",
        )


def _promise(checked: Checked, procedure: Procedure, answer: Deadline) -> None:
    """Report when the steps up to the answer take longer than the law allows, at their best."""
    path = _longest(procedure)
    needed = sum(_least(step.deadline) for step in path)
    if not path or needed <= _most(answer):
        return
    parts = ", ".join(f"{step.name} {step.deadline.words()}" for step in path if step.deadline)
    checked.desk.report.error(
        "SB-R008",
        f"The law promises an answer within {answer.words()}, but the steps may take longer: "
        f"{parts}.",
        answer.span,
        *(step.deadline.span for step in path if step.deadline),
        hint="Shorten a deadline, or correct what is promised.",
        citation=answer.citation,
    )


def _longest(procedure: Procedure) -> list[Step]:
    """Return the slowest way from the start to the step that tells the person.

    A way back to an earlier step is left out: the clock stands still while the person is asked.
    """
    told = _answers(procedure)
    order, forward = _forward(procedure)
    best: dict[str, list[Step]] = {}
    for name in order:
        step = procedure.step(name)
        if step is None:
            continue
        rests = [best[end] for end in forward.get(name, ()) if best.get(end)]
        tail = max(rests, key=_time, default=[]) if name not in told else []
        best[name] = [step, *tail] if tail or name in told else []
    return best.get(procedure.steps[0].name, [])


def _forward(procedure: Procedure) -> tuple[list[str], dict[str, list[str]]]:
    """Return the steps, each after those that follow it, and the ways that lead on."""
    ahead: dict[str, list[str]] = {}
    for way in ways(procedure):
        if way.end != END and way.why in {Why.DONE, Why.OUTCOME, Why.LACKING}:
            ahead.setdefault(way.start, []).append(way.end)
    forward: dict[str, list[str]] = {}
    order: list[str] = []
    start = procedure.steps[0].name
    open_, seen = {start}, {start}
    waiting = [(start, iter(ahead.get(start, ())))]
    while waiting:
        name, rest = waiting[-1]
        end = next(rest, None)
        if end is None:
            open_.discard(name)
            order.append(name)
            waiting.pop()
            continue
        if end not in open_:
            forward.setdefault(name, []).append(end)
        if end not in seen:
            seen.add(end)
            open_.add(end)
            waiting.append((end, iter(ahead.get(end, ()))))
    return order, forward


def _answers(procedure: Procedure) -> set[str]:
    """Return the steps that bring the answer: those that tell the person, after a decision."""
    table = onward(ways(procedure))
    after = {
        name for step in deciders(procedure) for name in reached(table.get(step.name, ()), table)
    }
    deciding = {step.name for step in deciders(procedure)}
    told = {
        step.name
        for step in procedure.steps
        if step.name in after
        and any(notice.letter not in {"request", "reminder"} for notice in step.notices)
        and not deciding & reached(table.get(step.name, ()), table)
    }
    ending = {step.name for step in procedure.steps if step.ends}
    return told or deciding or ending


def _time(path: list[Step]) -> int:
    return sum(_least(step.deadline) for step in path)


def _least(deadline: Deadline | None) -> int:
    """Return the fewest days that a deadline can stand for; working weeks of six days."""
    if deadline is None or deadline.since:
        return 0
    return _LEAST[deadline.unit](deadline.amount)


def _most(deadline: Deadline) -> int:
    """Return the most days that a promise can stand for."""
    return _MOST[deadline.unit](deadline.amount)


_LEAST: Final[dict[str, Callable[[int], int]]] = {
    "hour": lambda n: n // 24,
    "day": lambda n: n,
    "working day": lambda n: n + max(n - 1, 0) // 6,
    "week": lambda n: 7 * n,
    "month": lambda n: n * 365 // 12 - 2,
    "year": lambda n: 365 * n,
}
_MOST: Final[dict[str, Callable[[int], int]]] = {
    "hour": lambda n: n // 24,
    "day": lambda n: n,
    "working day": lambda n: 2 * n + 4,
    "week": lambda n: 7 * n,
    "month": lambda n: n * 365 // 12 + 2,
    "year": lambda n: 366 * n,
}
