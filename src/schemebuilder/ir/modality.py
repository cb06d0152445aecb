"""How a benefit is given: in cash, in kind, as a service, by forgoing or paying what is owed.

It changes no amount: it says what the amount is of, and what one unit of goods is worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from schemebuilder.ir.expressions import Expr


class How(Enum):
    """The ways of giving."""

    CASH = "cash"
    VOUCHER = "voucher"
    IN_KIND = "in kind"
    SERVICE = "service"
    FEE_WAIVER = "fee waiver"
    CONTRIBUTION = "contribution subsidy"


@dataclass(frozen=True, slots=True)
class Modality:
    """How it is given; `what` and `by` are the author's words, empty where not said.

    `what` is the unit of what is counted (kg of rice, antenatal visits), or for money what it is
    good for. `by` is who hands it out. `value` is what one unit is worth, for costs alone.
    """

    how: How = How.CASH
    what: str = ""
    by: str = ""
    value: Expr | None = None
    citation: str = ""


IN_CASH = Modality()
