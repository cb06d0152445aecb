"""What limits a list: a quota for each area, and a budget with what each on the list costs."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from functools import reduce
from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import BenefitName
from schemebuilder.compiler.served import Rationed, amount_of
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    GoverningDate,
    Literal,
    ParameterRef,
    Quantifier,
    Round,
    Scaled,
)
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.selection import Budget, Crossing, Quota
from schemebuilder.ir.walk import nodes
from schemebuilder.language.syntax import BudgetWritten, QuotaWritten
from schemebuilder.values.periods import rate_factor
from schemebuilder.values.types import NUMBER, WHOLE, Family, Kind, Period, money

_CROSSINGS: Final = {
    "stops": Crossing.STOPS,
    "passed over": Crossing.PASSED_OVER,
    "last": Crossing.LAST,
}
_PERIODS: Final = {"year": Period.YEAR, "month": Period.MONTH}
_AREAS: Final = frozenset({Kind.CHOICE, Kind.YES_NO})


def same_for_all(desk: Desk, expr: Meant, span: Span, what: str, area: Meant | None = None) -> bool:
    """Say whether a limit hangs on nobody: a value, a parameter, or one keyed by the area."""
    keys: list[Meant] = []
    for node in nodes((expr,)):
        match node:
            case ParameterRef():
                keys += node.keys
            case Literal() | Apply() | Scaled() | Round() | GoverningDate():
                pass
            case _ if any(_same(node, key) or _inside(node, key) for key in keys):
                pass
            case _:
                _differs(desk, span, what)
                return False
    hung = [key for key in keys if not isinstance(key, Literal)]
    if all(area is not None and _same(key, area) for key in hung):
        return True
    _differs(desk, span, what)
    return False


def _differs(desk: Desk, span: Span, what: str) -> None:
    desk.report.error(
        "SB-T015",
        f"{what} is one value for the whole list, but this can differ from one to the next.",
        span,
        hint="Write a value or a parameter; a quota may be a parameter by the area.",
    )


def _inside(node: Meant, whole: Meant) -> bool:
    return any(_same(node, part) for part in nodes((whole,)))


def _same(one: object, other: object) -> bool:
    """Say whether two parts of the meaning are the same, wherever they stand in the text."""
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        names = (each.name for each in dataclasses.fields(one) if each.name != "span")
        return all(_same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other


def quota_of(desk: Desk, scope: Scope, written: QuotaWritten) -> Quota | None:
    """Compile `within district up to district_quota`."""
    area = desk.compile(scope, written.area, None)
    value = desk.compile(scope, written.most, WHOLE)
    if area is None or value is None:
        return None
    if area.type.kind not in _AREAS and not (area.type.kind is Kind.NUMBER and area.type.whole):
        desk.report.error(
            "SB-T001",
            f"`{desk.report.written(written.area.span)}` is no area: it is {area.type.words()}.",
            written.area.span,
            hint="Write a fact with written values: `input district of household : north, south`.",
        )
        return None
    most = fit(desk, value, WHOLE, written.most.span, "A quota")
    if most is None:
        return None
    if not same_for_all(desk, most.expr, written.most.span, "A quota", area.expr):
        return None
    return Quota(area.expr, most.expr, written.citation.text if written.citation else "")


def budget_of(
    desk: Desk, scope: Scope, written: BudgetWritten, rationed: Rationed
) -> Budget | None:
    """Compile `until yearly cost reaches X, …` for what is rationed."""
    per = _PERIODS.get(written.per)
    cost = _cost(desk, scope, written, rationed, per)
    wanted = money(desk.header.currency, per)
    value = desk.compile(scope, written.limit, wanted)
    limit = None if value is None else fit(desk, value, wanted, written.limit.span, "The budget")
    if limit is not None and not same_for_all(desk, limit.expr, written.limit.span, "The budget"):
        return None
    if not written.crossing:
        said = desk.report.text[written.span.start : written.span.end].rstrip()
        readings = [f"the first that does not fit {each.value}" for each in Crossing]
        desk.report.error(
            "SB-T014",
            "It is not said whether the one who costs more than is left of the budget enters.",
            written.span,
            hint="End the line with " + " or ".join(f"`, {each}`" for each in readings) + ".",
            edits=tuple(
                Edit(f"{each[0].upper()}{each[1:]}", written.span, f"{said}, {each}")
                for each in readings
            ),
        )
        return None
    if cost is None or limit is None:
        return None
    words = desk.report.written(written.span)
    citation = written.citation.text if written.citation else ""
    return Budget(cost, limit.expr, _CROSSINGS[written.crossing], words, citation)


def _cost(
    desk: Desk, scope: Scope, written: BudgetWritten, rationed: Rationed, per: Period | None
) -> Meant | None:
    """Return what one on the list costs: of all benefits that are rationed, in the period."""
    if not rationed.benefits:
        desk.report.error(
            "SB-T001",
            "This scheme pays no benefit, so nobody on the list costs anything.",
            written.span,
            hint="Limit the list by `places` or by a quota.",
        )
        return None
    wanted = money(desk.header.currency, per)
    costs: list[Meant] = []
    for benefit in rationed.benefits:
        if benefit.type.kind is not Kind.MONEY:
            desk.report.error(
                "SB-T001",
                f"{benefit.name} is {benefit.type.words()}, which costs no known amount of money.",
                written.span,
                benefit.span,
                hint="Limit the list by `places` or by a quota.",
            )
            return None
        amount = amount_of(benefit)
        one = (
            _for_as_long(desk, written, benefit, amount)
            if per is None
            else _in_period(desk, written, benefit, amount, per)
        )
        if one is None:
            return None
        if benefit.entity != scope.entity:
            one = Aggregate(
                Quantifier.TOTAL, scope.entity, None, None, one, None, wanted, written.span
            )
        costs.append(one)
    return reduce(lambda a, b: Apply(Op.ADD, (a, b), wanted, written.span), costs)


def _in_period(
    desk: Desk, written: BudgetWritten, benefit: BenefitName, amount: Meant, per: Period
) -> Meant | None:
    """Return the amount in a year or month; a single sum counts once."""
    wanted = money(desk.header.currency, per)
    given = benefit.type.period
    factor = Fraction(1) if given is None else rate_factor(given, per, desk.header.calendar)
    if factor is None:
        desk.report.error(
            "SB-T005",
            f"{benefit.name} is per {given.value if given else ''}, and the header does not say "
            f"how many of them a {per.value} has.",
            written.span,
            hint="Write `a year is 52 weeks` or `a year is 365 days` in the header.",
        )
        return None
    return Scaled(amount, factor, f"per {per.value}", wanted, written.span)


def _for_as_long(
    desk: Desk, written: BudgetWritten, benefit: BenefitName, amount: Meant
) -> Meant | None:
    """Return all that is paid: the amount for as long as it lasts; a single sum is itself."""
    given = benefit.type.period
    wanted = money(desk.header.currency)
    if given is None:
        return amount
    clause = next((one for one in benefit.statement.payments if one.keyword == "lasts"), None)
    if clause is None or clause.value is None:
        desk.report.error(
            "SB-T005",
            f"{benefit.name} does not say how long it lasts, so what it costs in all is not known.",
            written.span,
            benefit.span,
            hint="Write `lasts 3 months` in the benefit; or limit the `yearly cost`.",
        )
        return None
    lasts = desk.compile(Scope(benefit.entity, benefit.role, owner=benefit.name), clause.value)
    if lasts is None:
        return None
    base = Period.DAY if lasts.type.family is Family.DAYS else Period.MONTH
    factor = rate_factor(given, base, desk.header.calendar)
    if lasts.type.family is Family.WORKING_DAYS or factor is None:
        desk.report.error(
            "SB-T005",
            f"{benefit.name} is per {given.value} and lasts {lasts.type.words()}, which do not "
            "convert.",
            written.span,
            benefit.span,
            hint="Say how long it lasts in the unit of its period.",
        )
        return None
    times = Scaled(lasts.expr, factor, "", NUMBER, clause.span)
    return Apply(Op.MUL, (amount, times), wanted, written.span)
