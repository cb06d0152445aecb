"""What can be said of a decided case alone: whether something is paid."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.names import BenefitName
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, BenefitRef, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.values.types import YES_NO

PAYABLE: Final = "payable"


def payable(desk: Desk, scope: Scope, span: Span) -> Typed | None:
    """Compile `payable`: a benefit of the one spoken of comes to more than nothing."""
    paid: list[Meant] = []
    for one in desk.names.meanings.values():
        if not isinstance(one, BenefitName) or one.entity != scope.entity:
            continue
        if one.statement.keyword != "charge":
            desk.looked_up.add(one.name)
            amount = BenefitRef(one.name, "amount", one.type, span)
            paid.append(Apply(Op.GT, (amount, Literal(Fraction(0), one.type)), YES_NO, span))
    if not paid:
        desk.report.error(
            "SB-N001",
            f"No benefit is paid to a {scope.entity}, so a {scope.entity} is never {PAYABLE}.",
            span,
            hint="Name the amount that is meant and compare it: `… > 0`.",
        )
        return None
    return Typed(paid[0] if len(paid) == 1 else Apply(Op.OR, tuple(paid), YES_NO, span))
