"""What the exact evaluator and the columnar engine say of the same people, side by side."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.engines.exact.decide import decide
from schemebuilder.lowering.program import OUTCOMES
from schemebuilder.values.evidence import Fault, Known, NotApplicable, Unknown
from schemebuilder.values.types import Kind
from tests.property.generators.populations import cases_of, frame_of
from tests.property.generators.schemes import ON, wanted

if TYPE_CHECKING:
    from schemebuilder.engines.columnar.result import ColumnarResult, Columns, Values
    from schemebuilder.engines.exact.decision import NamedValue, Verdict
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.values.evidence import Evidence
    from tests.property.generators.populations import People


def differences(
    scheme: Scheme,
    people: People,
    *,
    on: date = ON,
    block_persons: int = 5,
    threads: int = 1,
) -> list[str]:
    """Return a line for each outcome, amount or value in which the engines differ."""
    names = wanted(scheme)
    frame = frame_of(people)
    program = lower_for(scheme, frame, on, names)
    fast = run(program, frame, block_persons=block_persons, threads=threads)
    found: list[str] = []
    totals: dict[str, Fraction] = dict.fromkeys(scheme.benefits, Fraction(0))
    for case, weight in zip(cases_of(people, on), people.weights, strict=True):
        slow = decide(scheme, case, values=names)
        for verdict in slow.verdicts:
            row = int(verdict.subject.id)
            found.extend(in_verdict(verdict, fast.results[verdict.name], row))
            if verdict.amount is not None and verdict.type is not None:
                totals[verdict.name] += _costed(verdict.amount) * weight
        for value in slow.values:
            found.extend(in_value(value, fast.values[value.name], int(value.subject.id)))
    found.extend(_in_totals(totals, fast))
    return found


def _costed(amount: Fraction) -> Fraction:
    """Return the amount as totals count it: to 10^-6, half even."""
    return Fraction(round(amount * 10**6), 10**6)


def _in_totals(totals: dict[str, Fraction], fast: ColumnarResult) -> list[str]:
    return [
        f"total of {name}: exact {total / 10**6}, columnar {fast.results[name].total}"
        for name, total in totals.items()
        if fast.results[name].total != total / 10**6
    ]


def in_verdict(verdict: Verdict, columns: Columns, row: int) -> list[str]:
    """Return in what the engines differ about an outcome and its amount."""
    outcome = OUTCOMES[columns.outcome[row]]
    where = f"{verdict.name} of {verdict.subject.words}"
    if outcome != verdict.outcome.value:
        return [f"{where}: exact {verdict.outcome.value}, columnar {outcome}"]
    if verdict.amount is None or columns.amount is None:
        return []
    amount = columns.amount.exactly(row)
    if amount != verdict.amount:
        return [f"{where}: exact {verdict.amount}, columnar {amount}"]
    return []


def in_value(value: NamedValue, values: Values, row: int) -> list[str]:
    """Return in what the engines differ about a value."""
    mine = _exact_words(value.evidence)
    theirs = _columnar_words(values, row)
    if mine == theirs:
        return []
    return [f"{value.name} of {value.subject.words}: exact {mine}, columnar {theirs}"]


def _exact_words(evidence: Evidence) -> str:
    match evidence:
        case Known():
            return str(evidence.value)
        case Unknown():
            return "unknown"
        case Fault():
            return "fault"
        case NotApplicable():
            return "not applicable"


def _columnar_words(  # noqa: PLR0911 one a status or kind
    values: Values, row: int
) -> str:
    if values.fault is not None and values.fault[row]:
        return "fault"
    if values.unknown is not None and values.unknown[row]:
        return "unknown"
    if values.not_applicable is not None and values.not_applicable[row]:
        return "not applicable"
    if values.type.is_quantity:
        return str(values.exactly(row))
    if values.type.kind is Kind.YES_NO:
        return str(bool(values.n[row]))
    if values.type.kind is Kind.DATE:
        return str(date.fromordinal(int(values.n[row]) + date(1970, 1, 1).toordinal()))
    return values.type.choices[int(values.n[row])]
