"""New claims and awards in payment: which of the two a case is, and what holds for each."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Name, NameRef
from schemebuilder.values.types import YES_NO

IN_PAYMENT: Final = "in_payment"
"""The fact, or definition, that says of a case whether it is an award in payment."""


def in_payment(desk: Desk, scope: Scope, keyword: str, span: Span) -> Meant | None:
    """Return whether the case is an award in payment; a scheme that does not say it is reported."""
    if IN_PAYMENT not in desk.names.meanings:
        desk.report.error(
            "SB-Y003",
            f"`{keyword}` tells new claims from awards in payment, and nothing says which of them "
            "a case is.",
            span,
            hint=f"Declare `input {IN_PAYMENT} of {scope.entity} : yes/no   missing ask`, or "
            f"define it: `let {IN_PAYMENT} of {scope.entity} = award_date < claim_date`.",
        )
        return None
    written = NameRef(Name(IN_PAYMENT, span), span)
    found = condition(desk, desk.compile(scope, written, YES_NO), span)
    return None if found is None else found.expr


def only_new(paid: Meant, test: Meant, span: Span) -> Meant:
    """Return a condition that holds for awards in payment whatever comes."""
    return Apply(Op.OR, (paid, test), YES_NO, span)


def only_in_payment(paid: Meant, test: Meant, span: Span) -> Meant:
    """Return a condition that holds for new claims whatever comes."""
    return Apply(Op.OR, (Apply(Op.NOT, (paid,), YES_NO, span), test), YES_NO, span)
