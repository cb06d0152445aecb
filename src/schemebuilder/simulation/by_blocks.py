"""The columnar engine as a population engine: a block of households at a time, on whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from schemebuilder.analytics.tally import Awards
from schemebuilder.engines.columnar.binding import units_of
from schemebuilder.engines.columnar.result import ColumnarResult, Columns, Values
from schemebuilder.engines.columnar.run import run
from schemebuilder.engines.columnar.selection import candidates_of
from schemebuilder.ir.claims import claims_of, with_claims
from schemebuilder.ir.lists import parts_of, with_lists
from schemebuilder.ir.scheme import Scheme
from schemebuilder.lowering.lower import lower
from schemebuilder.lowering.program import OUTCOMES, Program
from schemebuilder.population.frame import Frame
from schemebuilder.simulation.answers import Answers, Engine, awards_of, weights_of

Units = Mapping[tuple[str, str], Fraction]


def columnar_engine(scheme: Scheme, on: date) -> Engine:
    """Return the engine that runs the scheme's integer program; one program for like columns."""
    claims = [claim.name for claim in claims_of(scheme)]
    scheme = with_lists(with_claims(scheme))
    wanted = (*claims, *parts_of(scheme))
    programs: list[tuple[Units, Program]] = []

    def answer(frame: Frame) -> Answers:
        units = units_of(scheme, frame)
        program = next((made for known, made in programs if known == units), None)
        if program is None:
            program = lower(scheme, on, wanted, units)
            programs.append((units, program))
        return _answers(scheme, frame, run(program, frame, examples=0), claims)

    return answer


def _answers(scheme: Scheme, frame: Frame, result: ColumnarResult, claims: list[str]) -> Answers:
    return Answers(
        {name: _awards(frame, result.results[name]) for name in scheme.benefits},
        {name: _awards(frame, result.results[name]) for name in scheme.eligibilities},
        {name: _broken(result.values[name]) for name in claims},
        {
            name: candidates_of(selection, result, weights_of(frame, selection.entity))
            for name, selection in scheme.selections.items()
        },
        result.findings,
    )


def _broken(kept: Values) -> npt.NDArray[np.bool_]:
    """Return where a claim is known not to hold."""
    broken: npt.NDArray[np.bool_] = ~np.asarray(kept.n, dtype=np.bool_)
    for mask in (kept.unknown, kept.fault, kept.not_applicable):
        if mask is not None:
            broken &= ~mask
    return broken


def _awards(frame: Frame, columns: Columns) -> Awards:
    amounts = columns.cost
    if amounts is None:
        amounts = np.zeros(len(columns.outcome), dtype=np.int64)
    return awards_of(frame, columns.entity, columns.outcome, OUTCOMES, amounts, columns.cost_unit)
