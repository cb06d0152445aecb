"""What was measured in this run: kept part by part, written when all is done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from schemebuilder.population.synthetic.make import make_population
from tests.bench.report import PARTS, renew_section, write_document, write_figures
from tests.bench.workers import ROOT

BUILD: Final = ROOT / "build"
PERSONS_IN_A_HOUSEHOLD: Final = 3.8
SEED: Final = 1


@pytest.fixture(scope="session")
def measured() -> Iterator[dict[str, Any]]:
    """What each test measured, by part; build/bench.json and, if whole, docs/benchmarks.md.

    One case at a time says its own load, and may be measured and put in the document alone.
    """
    parts: dict[str, Any] = {}
    busy = round(os.getloadavg()[0], 1)
    yield parts
    if parts:
        figures = write_figures({"load_before": busy, **parts}, BUILD / "bench.json")
        document = ROOT / "docs" / "benchmarks.md"
        if set(PARTS) <= set(parts):
            write_document(figures, document)
        elif set(parts) == {"one by one"}:
            renew_section(figures, document)


@pytest.fixture(scope="session")
def peer_python() -> str:
    """The Python of the peer's environment."""
    python = os.environ.get("BENCH_PEER_PYTHON", "")
    if not python:
        pytest.skip("BENCH_PEER_PYTHON does not say where OpenFisca-Core is: run `make bench`")
    return python


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up population of a million persons, or of as many as BENCH_PERSONS says."""
    persons = int(os.environ.get("BENCH_PERSONS", "1000000"))
    return _made(tmp_path_factory, int(persons / PERSONS_IN_A_HOUSEHOLD) + 1)


@pytest.fixture(scope="session")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up population of 50,000 households."""
    return _made(tmp_path_factory, 50_000)


def _made(tmp_path_factory: pytest.TempPathFactory, households: int) -> Path:
    folder = tmp_path_factory.mktemp("population") / f"households_{households}"
    _, findings = make_population(households, SEED, folder)
    assert findings == ()
    return folder
