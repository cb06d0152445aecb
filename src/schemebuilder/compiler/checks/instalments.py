"""Whether instalments are whole in the smallest coin: else the scheme says where the rest goes.

Nothing rounds unasked: where it is not said, the instalments are exact fractions.
"""

from __future__ import annotations

from fractions import Fraction

from schemebuilder.compiler.checks.coins import Grains
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.names import BenefitName
from schemebuilder.ir.payment import Remainder, by_days, division
from schemebuilder.ir.payment_period import last_round
from schemebuilder.ir.scheme import Benefit
from schemebuilder.values.money import minor_unit
from schemebuilder.values.periods import LENGTHS
from schemebuilder.values.types import Kind


def check_instalments(checked: Checked) -> None:
    """Warn where instalments may not be whole coins and nothing says which one has the rest."""
    grains = Grains(checked)
    for benefit in checked.parts.benefits.values():
        payment, type_ = benefit.payment, benefit.type
        said = payment.once or payment.remainder is not Remainder.UNSAID
        if (
            not payment.dated
            or said
            or type_.kind is not Kind.MONEY
            or _whole(checked, benefit, grains)
        ):
            continue
        hint = "Add `, the remainder with the last instalment` (or `first`)."
        if type_.period is not None and not _divided(checked, benefit):
            hint = "Declare the amount for the time that one payment is for, with its own `round`."
        written = checked.desk.names.meanings.get(benefit.name)
        clauses = written.statement.payments if isinstance(written, BenefitName) else ()
        checked.desk.report.warning(
            "SB-Y002",
            f"{benefit.name} is divided into instalments that may not be whole in the smallest "
            "coin, and it is not said where the rest goes.",
            next((each.span for each in clauses if each.keyword == "pay"), benefit.span),
            hint=hint,
        )


def _divided(checked: Checked, benefit: Benefit) -> bool:
    period = benefit.type.period
    if period is None or by_days(benefit.payment, period):
        return False
    made = division(benefit.payment, period, checked.desk.header.calendar)
    return made is not None and made.number > 1


def _whole(checked: Checked, benefit: Benefit, grains: Grains) -> bool:
    """Say whether every payment for whole periods is a whole number of coins, or undivided."""
    payment, period = benefit.payment, benefit.type.period
    if period is None:
        return False
    if by_days(payment, period):
        return last_round(benefit) is not None or LENGTHS[period][1] == 1
    made = division(payment, period, checked.desk.header.calendar)
    if made is None or (made.number == 1 and made.of.denominator == 1):
        return True
    grain = grains.of_benefit(benefit, None)
    coin = minor_unit(benefit.type.currency or "")
    return grain is not None and (Fraction(grain) * made.of / made.number / coin).denominator == 1
