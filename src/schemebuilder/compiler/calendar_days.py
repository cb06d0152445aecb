"""Steps of months and completed years where the header sets the 29 February and the month's end.

The operators end a year of the 29 February on 1 March and keep a step of months inside its month;
what a header says otherwise is made of the same operators.
"""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.compiler.header import Header
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Apply, Branch, Choose, Hit, Literal
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.values.types import DATE, DAYS, WHOLE, YES_NO


def completed_years(header: Header, start: Meant, end: Meant, span: Span) -> Meant:
    """Return the completed years; for a leap birthday on 28 February that day ends one too."""
    plain = Apply(Op.YEARS_BETWEEN, (start, end), WHOLE, span)
    if not header.leap_birthday_in_february:
        return plain
    following = _day_after(end, span)
    leap_birth = _is_day(start, 2, 29, span)
    last_of_february = Apply(
        Op.AND, (_is_day(end, 2, 28, span), _is_day(following, 3, 1, span)), YES_NO, span
    )
    when = Apply(Op.AND, (leap_birth, last_of_february), YES_NO, span)
    then = Apply(Op.YEARS_BETWEEN, (start, following), WHOLE, span)
    return Choose(Hit.FIRST, (Branch(when, then, span=span),), plain, WHOLE, span)


def months_later(header: Header, start: Meant, months: Meant, span: Span) -> Meant:
    """Return the day so many months later; where months run over, a lost day becomes the next."""
    plain = Apply(Op.DATE_ADD_MONTHS, (start, months), DATE, span)
    if not header.months_run_over:
        return plain
    days = (Apply(Op.DAY_OF, (plain,), WHOLE, span), Apply(Op.DAY_OF, (start,), WHOLE, span))
    when = Apply(Op.LT, days, YES_NO, span)
    return Choose(Hit.FIRST, (Branch(when, _day_after(plain, span), span=span),), plain, DATE, span)


def day_before(day: Meant, span: Span) -> Meant:
    """Return the day before a day."""
    return Apply(Op.DATE_ADD_DAYS, (day, Literal(Fraction(-1), DAYS, span)), DATE, span)


def one_more(completed: Meant, span: Span) -> Meant:
    """Return one month or year more than are complete."""
    one = Literal(Fraction(1), completed.type, span)
    return Apply(Op.ADD, (completed, one), completed.type, span)


def _day_after(day: Meant, span: Span) -> Meant:
    return Apply(Op.DATE_ADD_DAYS, (day, Literal(Fraction(1), DAYS, span)), DATE, span)


def _is_day(day: Meant, month: int, number: int, span: Span) -> Meant:
    """Whether a date is that day of the month of any year."""
    parts = ((Op.MONTH_OF, month), (Op.DAY_OF, number))
    tests = tuple(
        Apply(
            Op.EQ,
            (Apply(op, (day,), WHOLE, span), Literal(Fraction(value), WHOLE, span)),
            YES_NO,
            span,
        )
        for op, value in parts
    )
    return Apply(Op.AND, tests, YES_NO, span)
