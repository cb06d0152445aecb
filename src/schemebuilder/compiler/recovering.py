"""How an overpayment is taken back: a share or an amount of the payment, what stays, what goes."""

from __future__ import annotations

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import BenefitName
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.scheme import Recovery
from schemebuilder.language.syntax import RecoveryWritten
from schemebuilder.values.types import NUMBER, Kind

REVIEWED = ("arrears", "overpayment", "difference")
"""What a review of past periods comes to, as examples and cases name it."""


def compile_recovery(desk: Desk, scope: Scope, name: BenefitName) -> Recovery | None:
    """Compile `recover at most`, `leave at least` and `waive below`; None where nothing is said."""
    found: dict[str, Meant | None] = {}
    for line in name.statement.recovery:
        found[line.keyword] = _value(desk, scope, name, line)
    if not found:
        return None
    return Recovery(found.get("recover"), found.get("leave"), found.get("waive"))


def _value(desk: Desk, scope: Scope, name: BenefitName, line: RecoveryWritten) -> Meant | None:
    single = name.type.with_period(None)
    expected = single if line.keyword == "waive" else name.type
    value = desk.compile(scope, line.value, expected)
    if value is None:
        return None
    if line.keyword == "recover" and value.type.kind is Kind.NUMBER:
        expected = NUMBER
    what = {
        "recover": "How much of a payment is taken",
        "leave": "What must remain of a payment",
        "waive": "What is not taken back",
    }[line.keyword]
    fitted = fit(desk, value, expected, line.value.span, what)
    return None if fitted is None else fitted.expr
