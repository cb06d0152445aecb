"""One case at a time: generated code, the exact evaluator and a rules engine on the same people."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.people import Case
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.engines.generated.evaluate import ran
from schemebuilder.engines.generated.reading import ReadCase
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import deciding
from schemebuilder.services.authoring import check_text
from schemebuilder.services.deciding import decide_file, decide_scheme
from schemebuilder.simulation.at_once import decided_at_once, read_at_once
from schemebuilder.simulation.law import Law
from schemebuilder.simulation.one_case import traced_decision
from schemebuilder.values.numbers import loads
from tests.bench.one_by_one import households
from tests.bench.ours import SCHEME
from tests.bench.spread import Spread, spread
from tests.bench.workers import Side, worker

pytestmark = pytest.mark.bench

CASES: Final = 500
TRACED: Final = 60
BATCH: Final = 5_000
ROUNDS: Final = 5


@pytest.fixture
def scheme() -> Scheme:
    found = check_text(SCHEME.read_text(encoding="utf-8")).scheme
    assert found is not None
    return found


def each(jobs: Sequence[Callable[[], object]]) -> Spread:
    """Return how long each job took at its best of some rounds, once everything is warm."""
    for job in jobs:
        job()
    best = [min(_seconds(job) for _ in range(ROUNDS)) for job in jobs]
    return spread(best)


def _seconds(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def test_one_by_one(
    measured: dict[str, Any], peer_python: str, scheme: Scheme, tmp_path: Path
) -> None:
    load = round(os.getloadavg()[0], 1)
    awards = households(CASES, 1, eligible=True)
    refused = households(CASES, 2, eligible=False)
    file = tmp_path / "awards.json"
    file.write_text(json.dumps(awards), encoding="utf-8")
    batch = tmp_path / "batch.json"
    batch.write_text(json.dumps(households(BATCH, 3, eligible=True)), encoding="utf-8")
    cases, others = (_read(json.dumps(one)) for one in (awards, refused))
    bound = [read_at_once(scheme, case) for case in cases]
    known = [read_case(scheme, case)[0] for case in cases[:TRACED]]
    generated = {
        "whole_numbers": each([partial(_ran, one) for one in bound]),
        "read": each([partial(read_at_once, scheme, case) for case in cases]),
        "result": each([partial(decided_at_once, scheme, case, None) for case in cases]),
        "refused": each([partial(_decided, scheme, case) for case in others[:TRACED]]),
        "traced": each([partial(_traced, scheme, case) for case in known if case]),
    }
    exact = {
        "result": each([partial(decide_scheme, scheme, case) for case in cases]),
        "refused": each([partial(decide_scheme, scheme, case) for case in others[:TRACED]]),
    }
    side = Side("zen-engine", peer_python, "tests.bench.rules_engine")
    with worker(side, [str(file)]) as one, worker(side, [str(batch)]) as many:
        one.ask("one by one")
        rounds = [one.ask("one by one")["seconds"] for _ in range(ROUNDS)]
        theirs = spread([min(taken) for taken in zip(*rounds, strict=True)])
        their_batch = min(many.ask("batch")["seconds"] for _ in range(3))
        results = one.ask("results")["results"]
        peer = one.ready["zen-engine"]
    mine = [_award(decided_at_once(scheme, case, None)) for case in cases]
    same = sum(
        (outcome, Fraction(amount)) == award
        for (outcome, amount), award in zip(results, mine, strict=True)
    )
    our_batch = {
        engine: min(_seconds(partial(_file, batch, engine)) for _ in range(2))
        for engine in deciding.ENGINES
    }
    measured["one by one"] = {
        "load_before": load,
        "peer": peer,
        "cases": CASES,
        "same_awards": same,
        "generated": generated,
        "exact": exact,
        "theirs": theirs,
        "batch": {
            "cases": BATCH,
            **{engine: BATCH / taken for engine, taken in our_batch.items()},
            "theirs": BATCH / their_batch,
        },
    }
    assert same == CASES, "a difference is looked into before anything is measured"


def _read(text: str) -> list[dict[str, Any]]:
    found = loads(text)
    assert isinstance(found, list)
    return found


def _ran(ready: tuple[Law, ReadCase, date] | None) -> object:
    assert ready is not None
    return ran(ready[0].plan, ready[1].bound)


def _decided(scheme: Scheme, case: dict[str, Any]) -> object:
    return decide_scheme(scheme, case, engine=deciding.GENERATED)


def _traced(scheme: Scheme, case: Case) -> object:
    return trace_json(traced_decision(scheme, case, ()))


def _award(result: dict[str, Any] | None) -> tuple[str, Fraction]:
    assert result is not None
    verdict = result["decisions"]["households"]["h"]["grant"]
    return verdict["outcome"], Fraction(verdict["amount"])


def _file(path: Path, engine: str) -> None:
    done = decide_file(str(SCHEME), str(path), engine=engine)
    assert len(done.results) == BATCH
