"""What is given, in words: `25 kg of rice per month`, `a voucher of KES 500 per month for food`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from schemebuilder.engines.exact.phrases import Phrases
from schemebuilder.ir.modality import How, Modality
from schemebuilder.values.types import Kind, Type

_KEYS: Final[dict[How, str]] = {
    How.CASH: "",
    How.VOUCHER: "given_voucher",
    How.IN_KIND: "",
    How.SERVICE: "given_service",
    How.FEE_WAIVER: "given_waiver",
    How.CONTRIBUTION: "given_contribution",
}


def unit_of(modality: Modality, type_: Type) -> str:
    """Return what a number is of; empty for money."""
    return modality.what if type_.kind is Kind.NUMBER else ""


def given_told(amount: Fraction, type_: Type, modality: Modality, phrases: Phrases) -> str:
    """Return what is given and, where it is said, by whom."""
    unit = unit_of(modality, type_)
    said = phrases.amount(amount, type_, unit)
    key = "" if unit else _KEYS[modality.how]
    if key:
        said = phrases.say(f"{key}_of" if modality.what else key, amount=said, what=modality.what)
    return phrases.say("given_by", given=said, by=modality.by) if modality.by else said


def given_json(modality: Modality) -> dict[str, Any]:
    """Return how it is given for a result; nothing for cash."""
    if modality.how is How.CASH:
        return {}
    found = {"how": modality.how.value, "what": modality.what, "by": modality.by}
    return {"given": {name: said for name, said in found.items() if said}}
