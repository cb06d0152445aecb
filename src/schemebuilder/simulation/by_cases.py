"""The exact evaluator as a population engine: one household, one case, slow and beyond doubt."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Outcome, Verdict
from schemebuilder.ir.claims import claims_of, with_claims
from schemebuilder.ir.lists import parts_of, with_lists
from schemebuilder.ir.scheme import Benefit, Eligibility, Scheme
from schemebuilder.population.frame import Frame
from schemebuilder.simulation.answers import MICRO, Answers, Engine, awards_of, weights_of
from schemebuilder.simulation.lists_by_cases import candidates_by_case
from schemebuilder.simulation.to_case import household_as_case
from schemebuilder.values.evidence import NO, Evidence
from schemebuilder.values.rounding import half_even

OUTCOME_NAMES: Final = tuple(outcome.value for outcome in Outcome)
_CODES: Final = {name: code for code, name in enumerate(OUTCOME_NAMES)}


def exact_engine(scheme: Scheme, on: date) -> Engine:
    """Return the engine that decides each household of a frame by the exact evaluator."""
    whole = with_lists(with_claims(scheme))

    def answer(frame: Frame) -> Answers:
        return _answer(whole, on, frame)

    return answer


def _answer(scheme: Scheme, on: date, frame: Frame) -> Answers:
    definitions: dict[str, Benefit | Eligibility] = {**scheme.benefits, **scheme.eligibilities}
    rows = {"person": frame.person_count, "household": frame.household_count}
    entities = {name: each.entity for name, each in definitions.items()}
    outcomes = {name: np.zeros(rows[entity], dtype=np.uint8) for name, entity in entities.items()}
    claims = claims_of(scheme)
    broken = {claim.name: np.zeros(rows[claim.entity], dtype=np.bool_) for claim in claims}
    amounts = {name: np.zeros(rows[entities[name]], dtype=object) for name in scheme.benefits}
    asked: dict[str, dict[int, Evidence]] = {name: {} for name in parts_of(scheme)}
    for household in range(frame.household_count):
        case = household_as_case(frame, household, on)
        first = {"person": int(frame.offsets[household]), "household": household}
        places = {
            subject: first[entity] + number
            for entity, subjects in case.subjects.items()
            for number, subject in enumerate(subjects)
        }
        decision = decide(scheme, case, values=(*broken, *asked))
        for value in decision.values:
            if value.name in broken:
                broken[value.name][places[value.subject]] = value.evidence == NO
            else:
                asked[value.name][places[value.subject]] = value.evidence
        for verdict in decision.verdicts:
            place = places[verdict.subject]
            outcomes[verdict.name][place] = _CODES[verdict.outcome.value]
            if verdict.name in amounts:
                amounts[verdict.name][place] = _micros(verdict)
    return Answers(
        {
            name: awards_of(
                frame, entities[name], outcomes[name], OUTCOME_NAMES, _narrow(amounts[name])
            )
            for name in scheme.benefits
        },
        {
            name: awards_of(
                frame, entities[name], outcomes[name], OUTCOME_NAMES, np.zeros_like(outcomes[name])
            )
            for name in scheme.eligibilities
        },
        broken,
        {
            name: candidates_by_case(selection, asked, weights_of(frame, selection.entity))
            for name, selection in scheme.selections.items()
        },
    )


def _micros(verdict: Verdict) -> int:
    """Return the amount in 10^-6, half even; 0 where nothing is paid."""
    if verdict.outcome is not Outcome.ELIGIBLE or verdict.amount is None:
        return 0
    return int(half_even(verdict.amount, MICRO) / MICRO)


def _narrow(amounts: npt.NDArray[np.object_]) -> npt.NDArray[Any]:
    """Return int64 where every amount fits it."""
    if all(-(1 << 63) <= amount < 1 << 63 for amount in amounts):
        return amounts.astype(np.int64)
    return amounts
