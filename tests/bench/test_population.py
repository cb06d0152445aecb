"""A million persons: calculation and whole job, the peer beside us on the same rules and data."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
import pytest

from tests.bench.awards import compared
from tests.bench.spread import spread
from tests.bench.workers import OURS, fresh, peer, worker

pytestmark = pytest.mark.bench

CALCULATIONS: Final = 15
WHOLE_JOBS: Final = 5
OURS_ONLY: Final = 5

NEARLY: Final = 1e-6
"""How far the peer's total may be from ours: its single awards are right to 2^-24 at best."""


def test_calculation(
    country: Path, tmp_path: Path, peer_python: str, measured: dict[str, Any]
) -> None:
    with (
        worker(OURS, [str(country), str(tmp_path / "ours.parquet")]) as ours,
        worker(peer(peer_python), [str(country), str(tmp_path / "theirs.parquet")]) as theirs,
    ):
        sides = (("ours", ours, "calculation"), ("theirs", theirs, "calculation"))
        answers: dict[str, list[dict[str, Any]]] = {name: [] for name, _, _ in sides}
        for pair in range(CALCULATIONS + 1):
            for name, side, job in sides if pair % 2 else reversed(sides):
                answer = side.ask(job)
                if pair:  # the first of each side is not measured
                    answers[name].append(answer)
        jobs = ("calculation on one thread", "columns summed")
        alone = {job: [ours.ask(job) for _ in range(CALCULATIONS + 1)][1:] for job in jobs}
    _assert_same_totals(answers["ours"], answers["theirs"])
    measured["calculation"] = {
        "persons": pq.read_metadata(country / "persons.parquet").num_rows,
        "households": _households(country),
        "ours": spread(a["whole"] for a in answers["ours"]),
        "ours_on_one_thread": spread(a["whole"] for a in alone["calculation on one thread"]),
        "theirs": spread(a["whole"] for a in answers["theirs"]),
        "columns_summed": spread(a["whole"] for a in alone["columns summed"]),
        "columns": alone["columns summed"][0]["columns"],
        "peer": theirs.ready["OpenFisca-Core"],
    }


def test_whole_job(
    country: Path, tmp_path: Path, peer_python: str, measured: dict[str, Any]
) -> None:
    ours_out, theirs_out = tmp_path / "ours.parquet", tmp_path / "theirs.parquet"
    their_side = peer(peer_python)
    runs = (
        ("ours", OURS, ours_out, "whole job"),
        ("theirs", their_side, theirs_out, "whole job"),
        ("theirs_unbuilt", their_side, theirs_out, "whole job, its builder left out"),
    )
    answers: dict[str, list[dict[str, Any]]] = {name: [] for name, *_ in runs}
    for pair in range(WHOLE_JOBS + 1):
        for name, side, out, job in runs if pair % 2 else reversed(runs):
            answer = fresh(side, [str(country), str(out)], job)
            if pair:
                answers[name].append(answer)
    reports = [fresh(OURS, [str(country), str(ours_out)], "report") for _ in range(OURS_ONLY)]
    difference = compared(country, ours_out, theirs_out)
    assert difference.otherwise_apart == 0
    # 32 bits seldom leave a cent in doubt: else the rules would not be the same.
    assert difference.equal_to_the_cent > 0.99 * difference.households
    for other in ("theirs", "theirs_unbuilt"):
        _assert_same_totals(answers["ours"], answers[other])
    measured["whole job"] = {
        **{name: _stages(found) for name, found in answers.items()},
        "report": _stages(reports),
        "difference": difference.facts()
        | {"national_ours": answers["ours"][0]["total"]}
        | {"national_theirs": answers["theirs"][0]["total"]},
    }


def _assert_same_totals(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    exact = {Fraction(answer["total"]) for answer in ours}
    assert len(exact) == 1, "our own total changes from run to run"
    (total,) = exact
    assert total > 0
    for answer in theirs:
        assert abs(Fraction(answer["total"]) / total - 1) < NEARLY


def _households(folder: Path) -> int:
    rows: int = pq.read_metadata(folder / "households.parquet").num_rows
    return rows


def _stages(answers: list[dict[str, Any]]) -> dict[str, Any]:
    names = [name for name, value in answers[0].items() if isinstance(value, float)]
    seconds = {
        name: spread(answer[name] for answer in answers) for name in names if name != "total"
    }
    known = [answer["memory"] for answer in answers if answer["memory"] is not None]
    return {"seconds": seconds, "memory": max(known, default=None)}
