"""Time between dates and parts of a date."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.calendar_days import completed_years, day_before, one_more
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.typed import YEARS, Typed
from schemebuilder.compiler.working_days import working_days_between
from schemebuilder.ir.expressions import Apply
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import DateDifference, DatePart, Expr
from schemebuilder.values.types import DATE, DAYS, MONTHS, WHOLE

_PARTS: Final = {"year": Op.YEAR_OF, "month": Op.MONTH_OF, "day": Op.DAY_OF}


def difference(  # noqa: PLR0911 one a unit
    desk: Desk, scope: Scope, expr: DateDifference
) -> Typed | None:
    """Compile `days from A to B`; months and years are completed ones, and years are a number.

    As many months are begun as are complete on the day before, and one more.
    """
    start = _date(desk, scope, expr.start)
    end = _date(desk, scope, expr.end)
    if start is None or end is None:
        return None
    args = (start.expr, end.expr)
    match expr.unit.removesuffix("s"):
        case "day":
            return Typed(Apply(Op.DAYS_BETWEEN, args, DAYS, expr.span))
        case "working_day":
            return working_days_between(desk, start.expr, end.expr, expr.span)
        case "month":
            return Typed(Apply(Op.MONTHS_BETWEEN, args, MONTHS, expr.span))
        case "begun_month":
            up_to = (start.expr, day_before(end.expr, expr.span))
            completed = Apply(Op.MONTHS_BETWEEN, up_to, MONTHS, expr.span)
            return Typed(one_more(completed, expr.span))
        case "begun_year":
            before = day_before(end.expr, expr.span)
            years = completed_years(desk.header, start.expr, before, expr.span)
            return Typed(one_more(years, expr.span), YEARS)
        case _:
            return Typed(completed_years(desk.header, *args, expr.span), YEARS)


def part(desk: Desk, scope: Scope, expr: DatePart) -> Typed | None:
    """Compile `year of D`, `month of D` and `day of D`."""
    day = _date(desk, scope, expr.arg)
    if day is None:
        return None
    return Typed(Apply(_PARTS[expr.part], (day.expr,), WHOLE, expr.span))


def _date(desk: Desk, scope: Scope, expr: Expr) -> Typed | None:
    found = desk.compile(scope, expr, DATE)
    return None if found is None else fit(desk, found, DATE, expr.span, "This place")
