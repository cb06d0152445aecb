"""Transitional law: what those keep whom it is for, in the place of the present law.

Each `transitional` is a yes/no definition. What it keeps becomes a choice: as it was on the day for
those of whom the definition holds, the present law for everybody else. Whoever is in two of them at
once is in none: that is a fault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from schemebuilder.compiler.as_of import note_reading
from schemebuilder.compiler.desk import AsOf, Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.keyed import day_in_words, the_day
from schemebuilder.compiler.names import ParameterName, RuleName
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.unknown_names import unknown
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import (
    Apply,
    Branch,
    Choose,
    Expr,
    GoverningDate,
    Hit,
    ListAggregate,
    Literal,
    OfGroup,
    OfOwner,
    ParameterRef,
    RuleRef,
)
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.rebuild import with_parts
from schemebuilder.ir.scheme import ALWAYS, Benefit, Eligibility, Line, Rule
from schemebuilder.ir.vocabulary import Field, Use
from schemebuilder.ir.walk import Turn, nodes
from schemebuilder.language.syntax import (
    AppliesWritten,
    Binary,
    Name,
    NameRef,
    TransitionalStatement,
)
from schemebuilder.language.syntax import Expr as Written
from schemebuilder.values.types import DATE, YES_NO

_DAYS = {
    "in_payment_on": ("award_date", "<="),
    "awards_before": ("award_date", "<"),
    "claims_before": ("claim_date", "<"),
    "born_before": ("birth_date", "<"),
}
"""The fact that a line speaks of, and how it stands to the day on the line."""

_SEVERAL = "More than one transitional rule applies to the same person or household:"


def compile_regime(desk: Desk, scope: Scope, statement: TransitionalStatement) -> Typed | None:
    """Compile whether somebody is under a transitional rule."""
    tests: list[Expr] = []
    for line in statement.applies:
        written = _written(line)
        found = condition(desk, desk.compile(scope, written, YES_NO), line.value.span)
        if found is None:
            return None
        tests.append(found.expr)
    if statement.until is not None:
        last = the_day(desk, scope, statement.until)
        if last is None:
            return None
        span = statement.until.span
        tests.append(Apply(Op.LE, (GoverningDate(DATE, span), last), YES_NO, span))
    if not tests:
        return None
    both = reduce(lambda a, b: Apply(Op.AND, (a, b), YES_NO, statement.span), tests)
    return Typed(both)


def _written(line: AppliesWritten) -> Written:
    if line.keyword not in _DAYS:
        return line.value
    fact, sign = _DAYS[line.keyword]
    span = line.value.span
    return Binary(sign, NameRef(Name(fact, span), span), line.value, span)


@dataclass(frozen=True, slots=True)
class _Regime:
    """A transitional rule that could be compiled: its name, whose it is, and what it keeps."""

    name: str
    entity: str
    span: Span
    kept: dict[str, AsOf]


@dataclass(frozen=True, slots=True)
class _At:
    """Whose value an expression is: of an entity, or of an entry of its list."""

    entity: str
    items: str | None = None


def keep_old_law(
    desk: Desk,
    rules: dict[str, Rule],
    eligibilities: dict[str, Eligibility],
    benefits: dict[str, Benefit],
    fields: dict[str, Field],
) -> None:
    """Let everything that a transitional rule keeps be read as it was, by those it is for."""
    regimes = [found for one in _statements(desk) if (found := _regime(desk, one)) is not None]
    if not regimes:
        return
    own = {regime.name for regime in regimes}
    work = _Keeping(desk, tuple(regimes))
    parameters = {name for regime in regimes for name in regime.kept if name not in rules}
    for name, rule in list(rules.items()):
        if name not in own:
            rules[name] = replace(rule, body=work.read(rule.body, _At(rule.entity), parameters))
    for name, one in list(eligibilities.items()):
        lines = work.lines(one.lines, one.entity, parameters)
        eligibilities[name] = replace(one, lines=lines)
    for name, benefit in list(benefits.items()):
        benefits[name] = work.benefit(benefit, parameters)
    for name, fact in list(fields.items()):
        if isinstance(fact.missing, Use):
            body = work.read(fact.missing.expression, _At(fact.entity), parameters)
            fields[name] = replace(fact, missing=Use(body))
    for name in dict.fromkeys(name for one in regimes for name in one.kept if name in rules):
        _keep_rule(desk, work, rules, name)


def _statements(desk: Desk) -> list[tuple[RuleName, TransitionalStatement]]:
    return [
        (meaning, meaning.statement)
        for meaning in desk.names.meanings.values()
        if isinstance(meaning, RuleName) and isinstance(meaning.statement, TransitionalStatement)
    ]


def _regime(desk: Desk, one: tuple[RuleName, TransitionalStatement]) -> _Regime | None:
    meaning, statement = one
    kept: dict[str, AsOf] = {}
    for line in statement.keeps:
        day = the_day(desk, Scope(meaning.entity, owner=meaning.name), line.day)
        if day is None:
            return None
        for name in line.names:
            if not _can_be_kept(desk, meaning, name):
                return None
            if name.text in kept:
                desk.report.error(
                    "SB-N002",
                    f"{meaning.name} keeps {name.text} twice.",
                    name.span,
                    hint="Keep it as of one day.",
                )
                return None
            desk.looked_up.add(name.text)
            if not _has_value(desk, name, day):
                return None
            kept[name.text] = AsOf(name.text, day, day_in_words(desk, line.day), line.span)
    if meaning.name not in desk.defined or desk.defined[meaning.name] is None:
        return None
    return _Regime(meaning.name, meaning.entity, statement.span, kept)


def _has_value(desk: Desk, name: Name, day: Expr) -> bool:
    """Find a parameter that had no value on the written day as of which it is kept."""
    meaning = desk.names.meanings.get(name.text)
    parameter = desk.parameter(meaning) if isinstance(meaning, ParameterName) else None
    if parameter is None or not isinstance(day, Literal) or not isinstance(day.value, date):
        return True
    entry = value_on(parameter, day.value)
    if entry is not None and not entry.ended:
        return True
    desk.report.error(
        "SB-D001",
        f"{name.text} has no value on {day.value}, so nobody can keep it as it was then.",
        name.span,
        hint="Correct the day, or add the value of that time.",
    )
    return False


def _can_be_kept(desk: Desk, regime: RuleName, name: Name) -> bool:
    meaning = desk.names.meanings.get(name.text)
    if meaning is None:
        unknown(desk, Scope(regime.entity), name)
        return False
    if isinstance(meaning, ParameterName):
        return True
    if not isinstance(meaning, RuleName) or isinstance(meaning.statement, TransitionalStatement):
        desk.report.error(
            "SB-D005",
            f"{name.text} cannot be kept as it was on a day.",
            name.span,
            hint="Definitions, tables and parameters are kept. What a benefit or its conditions "
            "read can be given a name with `let`, and then be kept.",
        )
        return False
    group = desk.names.is_group(regime.entity)
    if meaning.entity == regime.entity or (group and not desk.names.is_group(meaning.entity)):
        return True
    desk.report.error(
        "SB-N007",
        f"{name.text} is of the {meaning.entity}, and this applies to a {regime.entity}.",
        name.span,
        hint=f"Write `transitional {regime.name} of {meaning.entity}`, and say when it applies "
        f"to the {meaning.entity}: `applies when any member where (…)`.",
    )
    return False


def _keep_rule(desk: Desk, work: _Keeping, rules: dict[str, Rule], name: str) -> None:
    """Let a definition be what it was; its present law goes on under a name of its own."""
    rule = rules[name]
    present = f"{name} by present law"
    rules[present] = replace(rule, name=present)
    branches: list[Branch] = []
    for regime in work.rivals(name):
        when = work.under(regime, _At(rule.entity), rule.span)
        if when is None:
            continue
        then: Expr = RuleRef(present, rule.type, rule.span)
        if name in regime.kept:
            wanted = replace(regime.kept[name], name=present)
            then = RuleRef(note_reading(desk, wanted), rule.type, rule.span)
        branches.append(Branch(when, then, label=regime.name, span=regime.span))
    now = RuleRef(present, rule.type, rule.span)
    body = Choose(Hit.UNIQUE, tuple(branches), now, rule.type, rule.span, more_fit=_SEVERAL)
    rules[name] = replace(rule, body=body, in_force=ALWAYS)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """The parameters on the way to being what they were, for those under a transitional rule."""

    desk: Desk
    regimes: tuple[_Regime, ...]

    def read(self, node: Expr, at: _At, kept: set[str]) -> Expr:
        """Return an expression in which the kept parameters are chosen."""
        if not any(
            isinstance(one, ParameterRef) and one.parameter in kept for one in nodes((node,))
        ):
            return node
        found = with_parts(
            node, lambda turn, part: self.read(part, self._turned(node, turn, at), kept)
        )
        if not isinstance(found, ParameterRef) or found.on is not None:
            return found
        if found.parameter not in kept:
            return found
        branches: list[Branch] = []
        for regime in self.rivals(found.parameter):
            when = self.under(regime, at, found.span)
            wanted = regime.kept.get(found.parameter)
            if when is None:
                if wanted is not None:
                    self._not_theirs(regime, found.parameter, at)
                continue
            then = found if wanted is None else replace(found, on=wanted.day)
            branches.append(Branch(when, then, label=regime.name, span=regime.span))
        return Choose(Hit.UNIQUE, tuple(branches), found, found.type, found.span, more_fit=_SEVERAL)

    def rivals(self, name: str) -> tuple[_Regime, ...]:
        """Return the rules that keep something, and the others for the same kind of people."""
        entities = {regime.entity for regime in self.regimes if name in regime.kept}
        return tuple(regime for regime in self.regimes if regime.entity in entities)

    def under(self, regime: _Regime, at: _At, span: Span | None) -> Expr | None:
        """Return whether the one spoken of is under a transitional rule; None: it is not theirs."""
        test: Expr = RuleRef(regime.name, YES_NO, span)
        if regime.entity != at.entity:
            names = self.desk.names
            if names.is_group(at.entity) or not names.is_group(regime.entity):
                return None
            test = OfGroup(regime.entity, test, YES_NO, span)
        return test if at.items is None else OfOwner(at.items, test, YES_NO, span)

    def _turned(self, node: Expr, turn: Turn, at: _At) -> _At:
        match turn:
            case Turn.SAME:
                return at
            case Turn.MEMBERS | Turn.HOLDER | Turn.FELLOWS | Turn.LINKED:
                return _At(self.desk.names.person())
            case Turn.GROUP:
                return _At(node.group) if isinstance(node, OfGroup) else at
            case Turn.ENTRIES:
                return replace(
                    at, items=node.list_name if isinstance(node, ListAggregate) else None
                )
            case Turn.OWNER:
                return replace(at, items=None)

    def _not_theirs(self, regime: _Regime, parameter: str, at: _At) -> None:
        self.desk.report.error(
            "SB-N007",
            f"{regime.name} keeps {parameter} for a {regime.entity}, but it is read for the "
            f"{at.entity} as a whole.",
            regime.span,
            hint=f"Write `transitional {regime.name} of {at.entity}`, and say when it applies to "
            f"the {at.entity}: `applies when any member where (…)`.",
        )

    def lines(self, lines: tuple[Line, ...], entity: str, kept: set[str]) -> tuple[Line, ...]:
        """Return conditions in which the kept parameters are chosen."""
        at = _At(entity)
        return tuple(
            replace(
                line,
                when=self.read(line.when, at, kept),
                places={word: self.read(one, at, kept) for word, one in line.places.items()},
            )
            for line in lines
        )

    def benefit(self, benefit: Benefit, kept: set[str]) -> Benefit:
        """Return a benefit in which the kept parameters are chosen."""
        at = _At(benefit.entity)
        stages = tuple(
            replace(
                stage,
                value=None if stage.value is None else self.read(stage.value, at, kept),
                when=None if stage.when is None else self.read(stage.when, at, kept),
            )
            for stage in benefit.stages
        )
        lines = self.lines(benefit.lines, benefit.entity, kept)
        return replace(benefit, stages=stages, lines=lines)
