"""The engines that every case of the suite runs on, and what each leaves out, with the reason."""

from __future__ import annotations

from typing import Final

from schemebuilder.engines.exact.expect import Decider, decided_exactly
from schemebuilder.ir.json import from_json, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.testing import DECIDERS
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads


def through_the_pack(scheme: Scheme) -> Scheme:
    """Return the scheme as a player of packs reads it."""
    return from_json(loads(canonical(to_json(scheme))))


ENGINES: Final[dict[str, Decider]] = {
    **DECIDERS,
    "pack player": lambda scheme, case, values: decided_exactly(
        through_the_pack(scheme), case, values
    ),
}

LEFT_OUT: Final[dict[str, dict[str, str]]] = {
    "exact": {},
    "columnar": {
        "why: reasons, missing facts, the trace": (
            "it gives outcomes, amounts and values of millions; whoever asks why about one of them "
            "is answered by the exact engine"
        ),
        "days of payment (`pay`, `starts`, `ends`, `lasts`, `keep back`)": (
            "a population is costed by the period of the amount; on which day each one is paid "
            "hangs on their own claim, and is listed case by case"
        ),
        "warnings (`comply with … else warn`)": "they change no amount, and are told case by case",
        "places on a waiting list": "counted over a population, not told one by one",
    },
    "generated": {},
    "pack player": {},
}
"""What an engine does not give, with the reason."""

REFUSED: Final[dict[str, dict[str, str]]] = {
    "exact": {},
    "columnar": {},
    "generated": {},
    "pack player": {},
}
"""Constructs, by name, that an engine refuses as a whole, with the reason."""
