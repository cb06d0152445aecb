"""The payment period, where it is what governs: its first day is that of the case, and its last."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from schemebuilder.compiler.calendar_days import months_later
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import BenefitName
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, GoverningDate, Literal
from schemebuilder.ir.operators import Op
from schemebuilder.values.periods import LENGTHS
from schemebuilder.values.types import DATE, DAYS, MONTHS, Family, Period

PERIOD_START: Final = "period_start"
PERIOD_END: Final = "period_end"


def payment_period(desk: Desk) -> Period | None:
    """Return the period for which every benefit is paid, or None where there is no such one."""
    found = {
        one.type.period
        for one in desk.names.meanings.values()
        if isinstance(one, BenefitName) and one.statement.keyword != "charge"
    }
    return found.pop() if len(found) == 1 else None


def period_end(desk: Desk, span: Span) -> Typed | None:
    """Compile `period_end`: the last day of the payment period that begins on the governing day."""
    period = payment_period(desk)
    if period is None:
        desk.report.error(
            "SB-D003",
            "The benefits of this scheme are not all paid for the same period, so its last day is "
            "not known.",
            span,
            hint=f"Write what is meant, for example `{PERIOD_START} + 1 month - 1 day`.",
        )
        return None
    start = GoverningDate(DATE, span)
    family, length = LENGTHS[period]
    if family is Family.DAYS:
        days = Literal(Fraction(length - 1), DAYS, span)
        return Typed(Apply(Op.DATE_ADD_DAYS, (start, days), DATE, span))
    following = months_later(desk.header, start, Literal(Fraction(length), MONTHS, span), span)
    back = Literal(Fraction(-1), DAYS, span)
    return Typed(Apply(Op.DATE_ADD_DAYS, (following, back), DATE, span))
