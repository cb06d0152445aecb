"""Whether an amount is whole in the smallest coin: else the scheme must say how it is rounded."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    Expr,
    FieldRef,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Quantifier,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import WITHHOLDING, Benefit, Stage, StageKind
from schemebuilder.values.money import minor_unit, number_words
from schemebuilder.values.types import Kind

_ANY = Fraction(0)
"""The grain of zero: a multiple of everything."""


def check_coins(checked: Checked) -> None:
    """Warn of a benefit that may come to a fraction of the smallest coin."""
    grains = Grains(checked)
    for benefit in checked.parts.benefits.values():
        if benefit.type.kind is not Kind.MONEY or not benefit.type.currency:
            continue
        if any(one.kind is StageKind.ROUND and one.step is None for one in benefit.stages):
            continue
        coin = minor_unit(benefit.type.currency)
        grain = grains.of_benefit(benefit, None)
        if grain is not None and (grain / coin).denominator == 1:
            continue
        checked.desk.report.warning(
            "SB-T008",
            f"{benefit.name} may come to a fraction of the smallest coin, and nothing rounds it; "
            "a case is decided exactly, and totals are kept to a millionth.",
            benefit.stages[-1].span if benefit.stages else benefit.span,
            hint=f"Add a last stage as the law has it, for example `round down to "
            f"{benefit.type.currency} {number_words(coin)}`, or `round none`.",
        )


class Grains:
    """The grain of an expression: the amount of which its value is always a whole multiple.

    None where there is no such amount.
    """

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._rules: dict[str, Fraction | None] = {}

    def of(self, expr: Expr) -> Fraction | None:  # noqa: C901, PLR0911, PLR0912 - one case a node
        """Return the grain of an expression."""
        match expr:
            case Literal(value=Fraction() as value):
                return abs(value)
            case FieldRef():
                field = self._checked.scheme.fields.get(expr.name)
                return None if field is None else Fraction(1, 10**field.decimals)
            case ItemFact():
                of_list = self._checked.scheme.lists.get(expr.list_name)
                item = None if of_list is None else of_list.fact(expr.name)
                return None if item is None else Fraction(1, 10**item.decimals)
            case RuleRef():
                return self._rule(expr.rule)
            case ParameterRef():
                return self._parameter(expr.parameter)
            case BenefitRef():
                benefit = self._checked.parts.benefits.get(expr.benefit)
                part = None if expr.part == "amount" else expr.part
                return None if benefit is None else self.of_benefit(benefit, part)
            case Scaled():
                inner = self.of(expr.arg)
                return None if inner is None else inner * abs(expr.factor)
            case Round():
                return expr.step
            case OfGroup() | OfOwner():
                return self.of(expr.arg)
            case Place():
                return Fraction(1)
            case OfRole() | OfLinked() | OfOther():
                return _common(
                    [self.of(expr.arg), _ANY if expr.empty is None else self.of(expr.empty)]
                )
            case Choose():
                parts = [branch.then for branch in expr.branches]
                if expr.otherwise is not None:
                    parts.append(expr.otherwise)
                return _common([self.of(part) for part in parts])
            case Aggregate() | ListAggregate():
                return self._aggregate(expr)
            case Apply():
                return self._apply(expr)
            case Escalate():
                return _ANY
            case _:
                return None

    def of_benefit(self, benefit: Benefit, until: str | None) -> Fraction | None:
        """Return the grain of a benefit after the stage `until`, or at its end."""
        key = f"{benefit.name}/{until}"
        if key in self._rules:
            return self._rules[key]
        self._rules[key] = None
        grain: Fraction | None = _ANY
        for stage in benefit.stages:
            grain = self._stage(stage, grain)
            if stage.name == until:
                break
        self._rules[key] = grain
        return grain

    def _stage(self, stage: Stage, grain: Fraction | None) -> Fraction | None:
        if stage.kind in {StageKind.NOTHING_BELOW, StageKind.WARN, *WITHHOLDING}:
            return grain
        if stage.kind is StageKind.ROUND:
            after = grain if stage.step is None else stage.step
        elif stage.value is None:
            after = grain
        elif stage.kind in {StageKind.BASE, StageKind.REPLACE}:
            after = self.of(stage.value)
        else:
            return _common([grain, self.of(stage.value)])
        always = stage.when is None and stage.in_force.start is None and stage.in_force.end is None
        return after if always else _common([grain, after])

    def _rule(self, name: str) -> Fraction | None:
        if name not in self._rules:
            self._rules[name] = None
            rule = self._checked.parts.rules.get(name)
            if rule is not None:
                self._rules[name] = self.of(rule.body)
        return self._rules[name]

    def _parameter(self, name: str) -> Fraction | None:
        parameter = self._checked.scheme.parameters.get(name)
        if parameter is None:
            return None
        values = [value for entry in parameter.values for value in entry.cells.values()]
        return _common([abs(value) if isinstance(value, Fraction) else None for value in values])

    def _aggregate(self, expr: Aggregate | ListAggregate) -> Fraction | None:
        if expr.quantifier is Quantifier.NUMBER:
            return Fraction(1)
        if expr.value is None or expr.quantifier is Quantifier.AVERAGE:
            return None
        return _common([self.of(expr.value), _ANY if expr.empty is None else self.of(expr.empty)])

    def _apply(self, expr: Apply) -> Fraction | None:
        match expr.op:
            case Op.ADD | Op.SUB | Op.MIN | Op.MAX | Op.NEG:
                return _common([self.of(arg) for arg in expr.args])
            case Op.MUL:
                one, two = self.of(expr.args[0]), self.of(expr.args[1])
                return None if one is None or two is None else one * two
            case Op.DIV:
                grain = self.of(expr.args[0])
                divisor = expr.args[1]
                if grain is None or not isinstance(divisor, Literal):
                    return None
                value = divisor.value
                return grain / abs(value) if isinstance(value, Fraction) and value else None
            case (
                Op.DAYS_BETWEEN
                | Op.MONTHS_BETWEEN
                | Op.YEARS_BETWEEN
                | Op.YEAR_OF
                | Op.MONTH_OF
                | Op.DAY_OF
            ):
                return Fraction(1)
            case _:
                return None


def _common(grains: list[Fraction | None]) -> Fraction | None:
    """Return the greatest common grain: the gcd of fractions."""
    found = _ANY
    for grain in grains:
        if grain is None:
            return None
        if grain == 0:
            continue
        if found == 0:
            found = grain
            continue
        below = lcm(found.denominator, grain.denominator)
        found = Fraction(
            gcd(int(found * below), int(grain * below)),
            below,
        )
    return found
