"""The bands of a scale: their bounds in order, and no rate below zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

from schemebuilder.compiler.constants import quantity
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.law import days_of_change, is_law, law_value
from schemebuilder.compiler.typed import Typed
from schemebuilder.ir.expressions import Apply, Expr
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import BandWritten, ScaleStatement
from schemebuilder.values.types import YES_NO


def order_of_bounds(desk: Desk, statement: ScaleStatement, bounds: list[Typed]) -> Expr | None:
    """Report bounds that are out of order on some day.

    Returns the condition that they are in order, for the time of a decision, where that hangs on
    the facts of a case; None where it is proven.
    """
    if all(is_law(bound.expr) for bound in bounds):
        _check_order(desk, statement, [bound.expr for bound in bounds])
        return None
    tests = tuple(
        Apply(Op.LE, (one.expr, two.expr), YES_NO, band.bound.span)
        for (one, two), band in zip(pairwise(bounds), statement.bands[1:], strict=True)
        if not (is_law(one.expr) and is_law(two.expr))
    )
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else Apply(Op.AND, tests, YES_NO, statement.span)


def check_rates(
    desk: Desk, statement: ScaleStatement, band: BandWritten, rates: Iterable[Typed | None]
) -> None:
    """Warn of a written rate below zero."""
    for rate, written in zip(rates, band.rates, strict=True):
        value = None if rate is None else quantity(rate.expr)
        if value is not None and value < 0 and written is not None:
            desk.report.warning(
                "SB-C007",
                f"A rate of {statement.name.text} is below zero, so more of it comes to less.",
                written.span,
                hint="If it is meant, define it as a scale of its own and take it off: "
                "`reduce by …`.",
            )


def _check_order(desk: Desk, statement: ScaleStatement, bounds: list[Expr]) -> None:
    for day in days_of_change(desk.parameters, bounds) or (None,):
        values = [_value(desk, bound, day) for bound in bounds]
        for place, (one, two) in enumerate(pairwise(values)):
            if one is None or two is None or one < two:
                continue
            band, before = statement.bands[place + 1], statement.bands[place]
            since = f" on {day}" if day is not None else ""
            desk.report.error(
                "SB-C006",
                f"The bounds of {statement.name.text} are not in order{since}: "
                f"`{desk.report.written(band.bound.span)}` is not above "
                f"`{desk.report.written(before.bound.span)}`.",
                band.bound.span,
                before.bound.span,
                hint="Begin with the lowest band; each band ends where the next one begins.",
            )
            return


def _value(desk: Desk, expr: Expr, day: date | None) -> Fraction | None:
    """Return the value of law on a day, None where it has none."""
    found = law_value(desk.parameters, expr, day)
    return found if isinstance(found, Fraction) else None
