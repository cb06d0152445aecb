"""Definitions worked out as of another day than the one that governs: `grant as of claim_date`.

`note_reading` keeps what a formula wants of another day; when everything is compiled, `redate`
makes it: a copy of the definition in which the day takes the place of the governing date, wherever
it is read. What does not hang on the day is not copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from schemebuilder.compiler.desk import AsOf, Desk
from schemebuilder.compiler.shapes import shape
from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    BenefitRef,
    Branch,
    Choose,
    Expr,
    FieldRef,
    GoverningDate,
    Hit,
    ListAggregate,
    Literal,
    OfGroup,
    OfOwner,
    OfRole,
    ParameterRef,
    RuleRef,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.rebuild import with_parts
from schemebuilder.ir.scheme import ALWAYS, Benefit, Eligibility, InForce, Line, Rule
from schemebuilder.ir.vocabulary import Field, Use
from schemebuilder.ir.walk import Turn, nodes
from schemebuilder.values.types import DATE, YES_NO


def note_reading(desk: Desk, wanted: AsOf) -> str:
    """Keep that a definition is wanted as of a day, and return the name it will have."""
    name, number = f"{wanted.name} as of {wanted.said}", 1
    while name in desk.dated and shape(desk.dated[name].day) != shape(wanted.day):
        number += 1
        name = f"{wanted.name} as of {wanted.said} ({number})"
    desk.dated.setdefault(name, wanted)
    return name


def carried(day: Expr, node: Expr, turn: Turn) -> Expr | None:
    """Return the day as the subject at that turn reads it, or None where it cannot."""
    if is_same_for_all(day):
        return day
    found: Expr | None = None
    match turn:
        case Turn.SAME:
            found = day
        case Turn.MEMBERS | Turn.HOLDER if isinstance(node, Aggregate | OfRole):
            found = OfGroup(node.group, day, DATE, day.span)
        case Turn.GROUP if isinstance(node, OfGroup):
            same = isinstance(day, OfGroup) and day.group == node.group
            found = day.arg if same and isinstance(day, OfGroup) else None
        case Turn.FELLOWS:
            found = day if isinstance(day, OfGroup) else None
        case Turn.ENTRIES if isinstance(node, ListAggregate):
            found = OfOwner(node.list_name, day, DATE, day.span)
        case Turn.OWNER:
            found = day.arg if isinstance(day, OfOwner) else None
        case _:
            found = None
    return found


def is_same_for_all(day: Expr) -> bool:
    """Say whether a day is nobody's own: a written day, the governing date, a parameter."""
    plain = (Literal, GoverningDate, Apply)
    return all(
        isinstance(node, plain) or (isinstance(node, ParameterRef) and not node.keys)
        for node in nodes((day,))
    )


def redate(
    desk: Desk,
    rules: dict[str, Rule],
    eligibilities: dict[str, Eligibility],
    benefits: dict[str, Benefit],
    fields: Mapping[str, Field],
) -> None:
    """Make what is wanted as of other days, and turn what is governed by a day of its own."""
    work = _Redating(desk, rules, fields)
    for (kind, name), wanted in desk.governed.items():
        if kind == "rule" and name in rules:
            rules[name] = replace(rules[name], body=work.redated(rules[name].body, wanted))
        elif kind == "eligibility" and name in eligibilities:
            of = eligibilities[name]
            eligibilities[name] = replace(of, lines=work.lines(of.lines, wanted))
        elif kind == "benefit" and name in benefits:
            benefits[name] = _benefit(work, benefits[name], wanted)
    while missing := [name for name in desk.dated if name not in work.done]:
        for name in missing:
            work.make(name)


def _benefit(work: _Redating, benefit: Benefit, wanted: AsOf) -> Benefit:
    stages = tuple(
        replace(
            stage,
            value=None if stage.value is None else work.redated(stage.value, wanted),
            when=None if stage.when is None else work.redated(stage.when, wanted),
        )
        for stage in benefit.stages
    )
    return replace(benefit, stages=stages, lines=work.lines(benefit.lines, wanted))


@dataclass(slots=True)
class _Redating:
    """The definitions on the way to other days; `done` are those made, or found impossible."""

    desk: Desk
    rules: dict[str, Rule]
    fields: Mapping[str, Field]
    done: set[str] = field(default_factory=set)
    hangs: dict[str, bool] = field(default_factory=dict)

    def make(self, name: str) -> None:
        """Make one definition as of its day."""
        if name in self.done:
            return
        self.done.add(name)
        wanted = self.desk.dated[name]
        rule = self._source(wanted)
        if rule is None:
            return
        body = self.redated(rule.body, wanted)
        if rule.in_force != ALWAYS:
            branch = Branch(_holds(rule.in_force, wanted.day), body, span=rule.span)
            body = Choose(Hit.FIRST, (branch,), None, rule.type, rule.span)
        self.rules[name] = replace(rule, name=name, body=body, in_force=ALWAYS, kind="as of")

    def _source(self, wanted: AsOf) -> Rule | None:
        """Return the definition, or the derivation of a fact, that is read as of a day."""
        if wanted.name in self.desk.dated:
            self.make(wanted.name)
        if wanted.name in self.rules:
            return self.rules[wanted.name]
        fact = self.fields.get(wanted.name)
        if fact is None:
            return None
        if isinstance(fact.missing, Use):
            body = fact.missing.expression
            return Rule(fact.name, fact.entity, fact.type, body, citation=fact.citation,
                        labels=fact.labels, span=wanted.span)  # fmt: skip
        self.desk.report.error(
            "SB-D005",
            f"{fact.name} is given by the case; it has no other value as of another day.",
            wanted.span,
            hint="Only parameters, definitions and facts that are worked out from others are read "
            "as of a day. Take `as of …` out, or declare the fact of that day with `input`.",
        )
        return None

    def redated(self, node: Expr, wanted: AsOf) -> Expr:
        """Return an expression as of a day."""
        found = node
        if self.hangs_on_day(node):
            found = with_parts(node, lambda turn, part: self._part(node, turn, part, wanted))
        match found:
            case GoverningDate():
                return wanted.day
            case RuleRef() if self._definition_hangs(found.rule):
                return replace(found, rule=self._note(found.rule, wanted))
            case FieldRef() if self._hangs(found):
                return RuleRef(self._note(found.name, wanted), found.type, found.span)
            case BenefitRef():
                self._no_benefit(found, wanted)
            case ParameterRef(on=None):
                return replace(found, on=wanted.day)
            case _:
                pass
        return found

    def _part(self, node: Expr, turn: Turn, part: Expr, wanted: AsOf) -> Expr:
        if not self.hangs_on_day(part):
            return part
        day = carried(wanted.day, node, turn)
        if day is None:
            cannot_be_carried(self.desk, wanted, turn)
            return part
        return self.redated(part, replace(wanted, day=day))

    def _note(self, name: str, wanted: AsOf) -> str:
        return note_reading(self.desk, replace(wanted, name=name))

    def lines(self, lines: tuple[Line, ...], wanted: AsOf) -> tuple[Line, ...]:
        """Return conditions as of a day, and what their sentences say."""
        return tuple(
            replace(
                line,
                when=self.redated(line.when, wanted),
                places={word: self.redated(one, wanted) for word, one in line.places.items()},
            )
            for line in lines
        )

    def hangs_on_day(self, node: Expr) -> bool:
        """Say whether a value can be another one as of another day."""
        return any(self._hangs(one) for one in nodes((node,)))

    def _hangs(self, node: Expr) -> bool:
        match node:
            case GoverningDate() | BenefitRef() | ParameterRef(on=None):
                return True
            case RuleRef():
                return self._definition_hangs(node.rule)
            case FieldRef():
                missing = self.fields[node.name].missing if node.name in self.fields else None
                return isinstance(missing, Use) and self._definition_hangs(node.name)
            case _:
                return False

    def _definition_hangs(self, name: str) -> bool:
        if name not in self.hangs:
            self.hangs[name] = False
            if name in self.desk.dated:
                self.hangs[name] = self.hangs_on_day(self.desk.dated[name].day)
            elif name in self.rules:
                rule = self.rules[name]
                self.hangs[name] = rule.in_force != ALWAYS or self.hangs_on_day(rule.body)
            elif name in self.fields:
                missing = self.fields[name].missing
                if isinstance(missing, Use):
                    self.hangs[name] = self.hangs_on_day(missing.expression)
        return self.hangs[name]

    def _no_benefit(self, node: BenefitRef, wanted: AsOf) -> None:
        self.desk.report.error(
            "SB-D005",
            f"{wanted.name} needs {node.benefit}, which is decided for the governing date only; "
            f"so it cannot be worked out as of {wanted.said}.",
            wanted.span,
            hint=f"Say what {node.benefit} comes to in a `let`, and read that as of the day.",
        )


def cannot_be_carried(desk: Desk, wanted: AsOf, turn: Turn) -> None:
    """Report a day that is somebody's own where something of others is read as of it."""
    others = {
        Turn.GROUP: "the whole group",
        Turn.OWNER: "the one whose list it is",
    }.get(turn, "other members")
    desk.report.error(
        "SB-D005",
        f"{wanted.said} is a day of one person or entry, but {wanted.name} reads what is of "
        f"{others}, for whom it is not said.",
        wanted.span,
        hint="Name a written day, or a day of the household: `input … of household : date`.",
    )


def _holds(force: InForce, day: Expr) -> Expr:
    tests = [
        _compared(op, day, bound)
        for op, bound in ((Op.GE, force.start), (Op.LE, force.end))
        if bound is not None
    ]
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tuple(tests), YES_NO, day.span)


def _compared(op: Op, day: Expr, bound: date) -> Expr:
    return Apply(op, (day, Literal(bound, DATE)), YES_NO, day.span)
