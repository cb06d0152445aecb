"""How a benefit is given: whether that fits its amount, and what a unit is worth."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import BenefitName
from schemebuilder.ir.expressions import (
    Apply,
    Choose,
    GoverningDate,
    Literal,
    ParameterRef,
    Round,
    Scaled,
)
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.modality import IN_CASH, How, Modality
from schemebuilder.ir.walk import nodes
from schemebuilder.language.syntax import Expr, GivenClause
from schemebuilder.values.types import Kind, Type

_ALIKE: Final = (Literal, ParameterRef, Apply, Round, Scaled, Choose, GoverningDate)
"""What a value that is the same for everybody is made of."""

_COUNTED: Final = frozenset({How.IN_KIND, How.SERVICE})
"""Ways of giving so many of something."""


def compile_modality(desk: Desk, scope: Scope, name: BenefitName) -> Modality:
    """Compile how a benefit is given; a number must say of what it is."""
    ways = [one for one in name.statement.given if one.value is None]
    values = [one for one in name.statement.given if one.value is not None]
    for again in (*ways[1:], *values[1:]):
        first = "how it is given" if again.value is None else "what a unit is worth"
        desk.report.error(
            "SB-Y005",
            f"{name.name} says twice {first}.",
            again.span,
            hint="Keep the line that holds, or make two benefits of it.",
        )
    if name.statement.keyword == "charge":
        _nothing_given(desk, name)
        return IN_CASH
    counted = name.type.kind is Kind.NUMBER
    if not ways:
        _unsaid(desk, name, counted=counted)
        found = IN_CASH
    else:
        found = _fitting(desk, name, ways[0], counted=counted)
    value = _value(desk, scope, name, values[0], counted=counted) if values else None
    return Modality(found.how, found.what, found.by, value, found.citation)


def _nothing_given(desk: Desk, name: BenefitName) -> None:
    for one in name.statement.given:
        desk.report.error(
            "SB-Y005",
            "A charge is owed, not given.",
            one.span,
            hint="Take the line out, or declare a `benefit`.",
        )


def _unsaid(desk: Desk, name: BenefitName, *, counted: bool) -> None:
    if counted:
        desk.report.warning(
            "SB-Y006",
            f"{name.name} is a number, and it is not said of what.",
            name.span,
            hint='Add `given in kind "kg of rice"` or `given as service "antenatal visits"`; or '
            "declare it as `money`.",
        )


def _fitting(desk: Desk, name: BenefitName, clause: GivenClause, *, counted: bool) -> Modality:
    """Return the way of giving, after reporting what does not fit the amount."""
    how = How(clause.how)
    if how is How.IN_KIND and not counted:
        _refuse(
            desk,
            clause,
            f"{name.name} is an amount of money, and goods are counted.",
            f"Declare it as `number{_period(name.type)}`, an amount of goods; or, where money for "
            "them is given, write `given as voucher`.",
        )
    elif counted and how not in _COUNTED:
        _refuse(
            desk,
            clause,
            f"{name.name} is a number, and this way of giving is of money.",
            f"Declare it as `money{_period(name.type)}`, or say of what it is: "
            '`given in kind "kg of rice"`.',
        )
    elif counted and not clause.what:
        desk.report.error(
            "SB-Y006",
            f"{name.name} is a number, and it is not said of what.",
            clause.span,
            hint=f"Write the unit behind it: `given {'in kind' if how is How.IN_KIND else 'as'} "
            f"{'' if how is How.IN_KIND else 'service '}"
            f'"{"kg of rice" if how is How.IN_KIND else "antenatal visits"}"`.',
        )
    elif how is How.CASH and (clause.what or clause.by):
        _refuse(
            desk,
            clause,
            "Cash is good for everything, so nothing is named behind it.",
            "Write `given as cash`; whom it is paid to stands in `pay`. For money that is good for "
            "some things alone write `given as voucher`.",
        )
    cited = clause.citation.text if clause.citation else ""
    return Modality(how, clause.what, clause.by, citation=cited)


def _refuse(desk: Desk, clause: GivenClause, message: str, hint: str) -> None:
    desk.report.error("SB-Y005", message, clause.span, hint=hint)


def _period(type_: Type) -> str:
    return "" if type_.period is None else f" per {type_.period.value}"


def _value(
    desk: Desk, scope: Scope, name: BenefitName, clause: GivenClause, *, counted: bool
) -> Meant | None:
    if clause.value is None:
        return None
    if not counted:
        desk.report.error(
            "SB-Y007",
            f"{name.name} is an amount of money: it is worth what it is.",
            clause.span,
            hint="Take the line out; or declare the benefit as a `number` of goods or services.",
        )
        return None
    return _of_one(desk, scope, clause, clause.value)


def _of_one(desk: Desk, scope: Scope, clause: GivenClause, written: Expr) -> Meant | None:
    """Return what one unit is worth: money, and the same for everybody."""
    money = Type(Kind.MONEY, currency=desk.header.currency)
    value = desk.compile(scope, written, money)
    if value is None:
        return None
    found = fit(desk, value, money, clause.span, "What one unit is worth")
    if found is None:
        return None
    if any(not isinstance(node, _ALIKE) for node in nodes((found.expr,))):
        desk.report.error(
            "SB-Y007",
            "What one unit is worth hangs on the person or household, and it is one price for all.",
            clause.span,
            hint="Name a parameter, which the law or a price list dates: `valued at rice_price`.",
        )
        return None
    return found.expr
