"""The working state of one evaluation: scheme, case, date, and what is already computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

from schemebuilder.diagnostics.finding import Finding, Label, Severity, Span
from schemebuilder.engines.exact.people import Case, Subject
from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.evidence import (
    Evidence,
    Fault,
    Known,
    Need,
    NotApplicable,
    Unknown,
    highest,
)

Key: TypeAlias = tuple[str, str, str]
"""A definition: its kind, its name, and for a stage its number in the benefit.

Kinds: `rule`, `fact`, `eligibility`, and of a benefit `eligible`, `stage`, `amount`.
"""


@dataclass(frozen=True, slots=True)
class Inside:
    """The definition that is being evaluated, for messages and citations."""

    words: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """What a definition came to for a subject, and the assumed facts that were read on the way."""

    evidence: Evidence
    assumed: frozenset[Need]


@dataclass(frozen=True, slots=True)
class Step:
    """A stage as it went for a subject: its condition, its value (None: not needed), the amount.

    `applied` is None where the condition is not known.
    """

    applied: bool | None
    value: Evidence | None
    after: Evidence


@dataclass(slots=True)
class Run:
    """The one thing here that changes: it belongs to one decision and is dropped after it.

    `evaluate` is the dispatcher; it stands here so that the files of the evaluator need not import
    each other in a circle. `seen` records the value of every node for a trace, if one is wanted.
    `lines` keeps whether each line of an eligibility or benefit is met (None: not in force),
    `steps` how each stage went, `counted` (for a trace) the entries that a quantifier counts.
    """

    scheme: Scheme
    case: Case
    on: date
    evaluate: Callable[[Run, Expr, Subject], Evidence]
    memo: dict[tuple[Key, Subject], Memo] = field(default_factory=dict)
    lines: dict[tuple[Key, Subject], tuple[Evidence | None, ...]] = field(default_factory=dict)
    steps: dict[tuple[Key, Subject], Step] = field(default_factory=dict)
    assumed: set[Need] = field(default_factory=set)
    seen: dict[tuple[int, Subject], Evidence] | None = None
    counted: dict[tuple[int, Subject], tuple[Subject, ...]] = field(default_factory=dict)
    inside: Inside = field(default_factory=Inside)
    depth: int = 0


class Problem(NamedTuple):
    """What is wrong with a case: the code, a sentence, and what to do."""

    code: str
    message: str
    hint: str


def fault(run: Run, problem: Problem, subject: Subject, span: Span | None) -> Fault:
    """Return a fault: a finding about the case that cites the definition where it arose."""
    where = f" in {run.inside.words}" if run.inside.words else ""
    finding = Finding(
        code=problem.code,
        severity=Severity.ERROR,
        message=problem.message,
        labels=(Label(span),) if span else (),
        hint=problem.hint,
        citation=run.inside.citation,
        place=f"case {run.case.id}, {subject.words}{where}",
    )
    return Fault(frozenset((finding,)))


def usable(
    run: Run, evidence: Evidence, subject: Subject, span: Span | None = None
) -> Known | Unknown | Fault:
    """Return the evidence as an operand: what does not apply is a fault where a value is needed."""
    if not isinstance(evidence, NotApplicable):
        return evidence
    return fault(
        run,
        Problem(
            "SB-E010",
            f"{evidence.what} does not apply, and a value is needed here.",
            "Say in the scheme what holds then, for example with `or no if none`.",
        ),
        subject,
        span,
    )


def strict(
    run: Run, operands: Iterable[Evidence], subject: Subject, span: Span | None = None
) -> Unknown | Fault | None:
    """Return the highest status of operands whose values are all needed; None if all are known."""
    operands = tuple(operands)
    for operand in operands:
        if type(operand) is not Known:
            return highest(usable(run, each, subject, span) for each in operands)
    return None
