"""Conditions of compliance: what happens the first time, the second, that they are not met.

They hold for awards in payment. A warning changes nothing; a share is taken off after the other
stages, before the roundings at the end; a suspension leaves nothing to pay; an end is a condition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from schemebuilder.compiler.choosing import in_force
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition, fit
from schemebuilder.compiler.names import BenefitName, EligibilityName
from schemebuilder.compiler.phases import in_payment
from schemebuilder.compiler.sentences import places_of
from schemebuilder.ir.expressions import Apply, BenefitRef, Branch, Choose, Hit, Literal, OfGroup
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Stage, StageKind
from schemebuilder.language.syntax import LineWritten
from schemebuilder.values.types import NUMBER, WHOLE, YES_NO, Type


@dataclass(frozen=True, slots=True)
class Ladder:
    """A condition of compliance: where it is not met, how often, and the share of each step."""

    line: LineWritten
    failing: Meant
    counted: Meant | None
    shares: tuple[Meant | None, ...]
    group: str | None = None
    """The group of the person paid, where the condition is the group's."""


def ladder(desk: Desk, scope: Scope, line: LineWritten) -> Ladder | None:
    """Compile what is followed up; None after a finding."""
    if not _in_order(desk, line):
        return None
    met = condition(desk, desk.compile(scope, line.condition, YES_NO), line.condition.span)
    paid = in_payment(desk, scope, line.keyword, line.span)
    counted: Meant | None = None
    if line.counted is not None:
        what = "The number of periods in which it was not met"
        value = desk.compile(scope, line.counted, WHOLE)
        found = None if value is None else fit(desk, value, WHOLE, line.counted.span, what)
        if found is None:
            return None
        counted = found.expr
    shares = tuple(_share(desk, scope, line, number) for number in range(len(line.steps)))
    lost = any(
        step.share is not None and share is None
        for step, share in zip(line.steps, shares, strict=True)
    )
    if met is None or paid is None or lost:
        return None
    unmet = Apply(Op.NOT, (met.expr,), YES_NO, line.condition.span)
    return Ladder(line, Apply(Op.AND, (paid, unmet), YES_NO, line.span), counted, shares)


def _in_order(desk: Desk, line: LineWritten) -> bool:
    """Say whether the steps can follow one another, and there is a count of them."""
    ends = [number for number, step in enumerate(line.steps) if step.keyword == "end"]
    if ends and ends[0] < len(line.steps) - 1:
        desk.report.error(
            "SB-Y004",
            "After `end` nothing more can happen to an award.",
            line.steps[ends[0] + 1].span,
            hint="Put `end` last, or take out what follows it.",
        )
        return False
    if len(line.steps) > 1 and line.counted is None:
        desk.report.error(
            "SB-Y004",
            f"There are {len(line.steps)} steps, and nothing says how often it was not met.",
            line.span,
            hint="Write it before `else`: `comply with …, counted by missed_periods else …`, with "
            "a fact or definition that counts the periods, this one included.",
        )
        return False
    return True


def _share(desk: Desk, scope: Scope, line: LineWritten, number: int) -> Meant | None:
    written = line.steps[number].share
    if written is None:
        return None
    value = desk.compile(scope, written, NUMBER)
    found = None if value is None else fit(desk, value, NUMBER, written.span, "The share taken off")
    if found is None:
        return None
    said = found.expr.value if isinstance(found.expr, Literal) else None
    if isinstance(said, Fraction) and not 0 < said <= 1:
        desk.report.error(
            "SB-Y004",
            "The share that is taken off lies between 0% and 100%.",
            written.span,
            hint="Write for example `reduce by 20%`.",
        )
        return None
    return found.expr


def reached(found: Ladder, keyword: str) -> Meant | None:
    """Return where the award has come to a step of a kind, or None where there is no such step."""
    tests = [
        _at(found, number)
        for number, step in enumerate(found.line.steps)
        if step.keyword == keyword
    ]
    if not tests:
        return None
    if len(found.line.steps) == 1:
        return found.failing
    span = found.line.span
    either = tests[0] if len(tests) == 1 else Apply(Op.OR, tuple(tests), YES_NO, span)
    return Apply(Op.AND, (found.failing, either), YES_NO, span)


def _at(found: Ladder, number: int) -> Meant:
    """Return whether it is that step's turn: the first for once, the last from its number on."""
    span = found.line.steps[number].span
    if found.counted is None:
        return Literal(True, YES_NO, span)
    last = len(found.line.steps) - 1
    op = Op.LE if number == 0 else Op.GE if number == last else Op.EQ
    return Apply(op, (found.counted, Literal(Fraction(number + 1), WHOLE, span)), YES_NO, span)


# --- in a benefit --------------------------------------------------------------------------------


def with_compliance(
    desk: Desk,
    scope: Scope,
    name: BenefitName,
    conditions: Iterable[EligibilityName],
    stages: tuple[Stage, ...],
) -> tuple[Stage, ...]:
    """Return the stages with those of its conditions of compliance, and of what it requires."""
    found = [_of(desk, scope, line, None) for line in name.statement.lines if _followed(line)]
    for one in conditions:
        theirs = Scope(one.entity, one.role, owner=one.name, unit=one.unit)
        group = one.entity if one.entity != name.entity else None
        found += [_of(desk, theirs, line, group) for line in one.statement.lines if _followed(line)]
    end = len(stages)
    while end and stages[end - 1].kind is StageKind.ROUND:
        end -= 1
    made = list(stages[:end])
    for number, each in enumerate(each for each in found if each is not None):
        made += _stages(desk, scope, name, each, (made[-1], str(number + 1) if number else ""))
    return (*made, *stages[end:])


def _followed(line: LineWritten) -> bool:
    return line.keyword == "comply with" and any(step.keyword != "end" for step in line.steps)


def _of(desk: Desk, scope: Scope, line: LineWritten, group: str | None) -> Ladder | None:
    found = ladder(desk, scope, line)
    return None if found is None else replace(found, group=group)


def _stages(
    desk: Desk, scope: Scope, name: BenefitName, found: Ladder, after: tuple[Stage, str]
) -> Iterator[Stage]:
    """Yield what one condition does to the amount after the stages before it."""
    line = found.line
    before, number = after
    told = scope if found.group is None else Scope(found.group, owner=name.name)
    places = places_of(desk, told, line.refuse, {"person", "household"}) if line.refuse else {}
    plain = Stage(
        StageKind.WARN,
        "",
        in_force=in_force(line.force),
        citation=line.citation.text if line.citation else "",
        span=line.span,
        text=f"comply with {desk.report.written(line.condition.span)}",
        sentence=line.refuse.text if line.refuse else "",
        places={place: _of_group(found, expr) for place, expr in places.items()},
    )
    warned, taken, suspended = (reached(found, each) for each in ("warn", "reduce by", "suspend"))
    if warned is not None:
        yield replace(plain, name=f"warning{number}", value=_of_group(found, warned))
    if taken is not None:
        reduced = replace(plain, kind=StageKind.REPLACE, name=f"compliance{number}")
        left = _left(found, BenefitRef(name.name, before.name, name.type, line.span), name.type)
        yield replace(reduced, value=left, when=_of_group(found, taken))
    if suspended is not None:
        paid = Apply(Op.NOT, (suspended,), YES_NO, line.span)
        held = replace(plain, kind=StageKind.SUSPEND, name=f"suspension{number}")
        yield replace(held, value=_of_group(found, paid))


def _left(found: Ladder, amount: Meant, type_: Type) -> Meant:
    """Return what is left of an amount, by the step that the award has come to."""
    branches: list[Branch] = []
    for number, share in enumerate(found.shares):
        if share is None:
            continue
        step = found.line.steps[number]
        one = Literal(Fraction(1), NUMBER, step.span)
        rest = Apply(Op.SUB, (one, _of_group(found, share)), NUMBER, step.span)
        left = Apply(Op.MUL, (amount, rest), type_, step.span)
        branches.append(Branch(_of_group(found, _at(found, number)), left, span=step.span))
    if len(branches) == 1:
        return branches[0].then
    return Choose(Hit.FIRST, tuple(branches[:-1]), branches[-1].then, type_, found.line.span)


def _of_group(found: Ladder, expr: Meant) -> Meant:
    if found.group is None or isinstance(expr, Literal):
        return expr
    return OfGroup(found.group, expr, expr.type, expr.span)


def check_complied(
    desk: Desk, benefits: Iterable[Benefit], conditions: Iterable[EligibilityName]
) -> None:
    """Report conditions of compliance that would act on a benefit, where no benefit has them."""
    kept = {name for benefit in benefits for name in benefit.requires}
    groups = {
        line.when.arg.benefit
        for benefit in benefits
        for line in benefit.lines
        if isinstance(line.when, OfGroup) and isinstance(line.when.arg, BenefitRef)
    }
    for one in conditions:
        for line in one.statement.lines:
            if not _followed(line) or one.name in kept or (not one.named and one.name in groups):
                continue
            desk.report.error(
                "SB-Y004",
                "No benefit has these conditions, so there is nothing to warn of, to reduce or to "
                "suspend.",
                line.span,
                hint="Write the line in the benefit; or let the only step be `end`.",
            )
