"""Conditions: lines that require or exclude, with the sentence that a letter gives for each."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.choosing import in_force
from schemebuilder.compiler.complying import ladder, reached
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.formed_units import there_must_be
from schemebuilder.compiler.keyed import govern
from schemebuilder.compiler.names import EligibilityName
from schemebuilder.compiler.phases import in_payment, only_in_payment, only_new
from schemebuilder.compiler.sentences import places_of
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Eligibility, Line, LineKind, Undecided
from schemebuilder.language.syntax import LineWritten
from schemebuilder.values.types import YES_NO

_SELF: Final = frozenset({"person", "household", "reference", "name"})
_PHASED: Final = {"require at entry": only_new, "continue while": only_in_payment}


def compile_eligibility(desk: Desk, name: EligibilityName) -> Eligibility | None:
    """Compile a set of conditions."""
    statement = name.statement
    scope = Scope(name.entity, name.role, owner=name.name, unit=name.unit)
    lines = [compile_line(desk, scope, line) for line in statement.lines if has_line(line)]
    found = (
        *there_must_be(desk, name.unit, name.span),
        *(line for line in lines if line is not None),
    )
    govern(desk, scope, ("eligibility", name.name), statement.governed)
    if None in lines:
        return None
    return Eligibility(
        name=name.name,
        entity=name.entity,
        lines=found,
        role=name.role,
        undecided=undecided(desk, statement.undecided, statement.span),
        in_force=in_force(statement.force),
        labels=dict(statement.labels.by_language),
        span=statement.span,
    )


def undecided(desk: Desk, written: str | None, span: Span) -> Undecided:
    """Return what happens when the conditions cannot be decided; unsaid, one asks."""
    if not written:
        return Undecided.ASK
    match written.split()[0].lower():
        case "ask":
            return Undecided.ASK
        case "escalate" | "refer":
            return Undecided.ESCALATE
        case "provisional":
            return Undecided.PROVISIONAL
        case "refuse":
            return Undecided.REFUSE
        case other:
            desk.report.error(
                "SB-P002",
                f"`undecided {other}` is not something that can happen.",
                span,
                hint="Write `undecided ask`, `escalate`, `provisional for …` or `refuse`.",
            )
            return Undecided.ASK


def has_line(line: LineWritten) -> bool:
    """Say whether what is written is a condition: conditions of compliance are, if they can end."""
    return line.keyword != "comply with" or any(step.keyword == "end" for step in line.steps)


def compile_line(desk: Desk, scope: Scope, line: LineWritten) -> Line | None:
    """Compile one condition; of compliance, that the award has not come to its end."""
    if line.keyword == "comply with":
        return _not_ended(desk, scope, line)
    found = condition(desk, desk.compile(scope, line.condition, YES_NO), line.condition.span)
    if found is None:
        return None
    exclude = line.keyword == "exclude"
    test: Meant = found.expr
    if line.when is not None:
        when = condition(desk, desk.compile(scope, line.when, YES_NO), line.when.span)
        if when is None:
            return None
        if exclude:
            test = Apply(Op.AND, (when.expr, test), YES_NO, line.span)
        else:
            unless = Apply(Op.NOT, (when.expr,), YES_NO, line.when.span)
            test = Apply(Op.OR, (unless, test), YES_NO, line.span)
    if line.keyword in _PHASED:
        paid = in_payment(desk, scope, line.keyword, line.span)
        if paid is None:
            return None
        test = _PHASED[line.keyword](paid, test, line.span)
    return _line(desk, scope, line, test)


def _not_ended(desk: Desk, scope: Scope, line: LineWritten) -> Line | None:
    found = ladder(desk, scope, line)
    if found is None:
        return None
    ended = reached(found, "end")
    assert ended is not None  # noqa: S101 the line has such a step
    return _line(desk, scope, line, Apply(Op.NOT, (ended,), YES_NO, line.span))


def _line(desk: Desk, scope: Scope, line: LineWritten, test: Meant) -> Line:
    return Line(
        kind=LineKind(line.keyword),
        when=test,
        text=_words(desk, line),
        sentence=line.refuse.text if line.refuse else "",
        places=places_of(desk, scope, line.refuse, _SELF) if line.refuse else {},
        in_force=in_force(line.force),
        citation=line.citation.text if line.citation else "",
        span=line.span,
    )


def _words(desk: Desk, line: LineWritten) -> str:
    said = desk.report.written(line.condition.span)
    if line.keyword == "exclude":
        said = f"when {said}"
    if line.when is not None:
        said = f"{said} when {desk.report.written(line.when.span)}"
    return f"{line.keyword} {said}"
