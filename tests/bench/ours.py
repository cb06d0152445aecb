"""Our jobs, run in a process of their own: reads the population, calculates, writes awards."""

from __future__ import annotations

import gc
import sys
from datetime import date
from fractions import Fraction
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow.parquet as pq

from schemebuilder.compiler.pipeline import compile_scheme
from schemebuilder.engines.columnar.run import lower_for, run
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.columns import to_arrow
from schemebuilder.population.frame import Column, Frame
from schemebuilder.population.read import Population, open_population, wanted_by
from schemebuilder.population.schema import HOUSEHOLD_ID, HOUSEHOLDS, StoredField
from schemebuilder.services.authoring import check_text
from schemebuilder.services.simulating import simulate_sources
from schemebuilder.services.sources import load_used
from schemebuilder.simulation.source import BLOCK
from tests.bench.answering import Clock, Job, answer_jobs
from tests.bench.long_text import long_text

SCHEME: Final = Path(__file__).with_name("household_grant.scheme")
ON: Final = date(2025, 1, 1)


def main(folder: Path, out: Path) -> None:
    """Answer jobs on a population folder; awards are written to `out`, reports beside it."""
    held: list[Frame] = []

    def frame() -> Frame:
        if not held:
            held.append(_opened(folder).frame(wanted_by(_scheme())))
        return held[0]

    def calculation(threads: int) -> dict[str, Any]:
        program = lower_for(_scheme(), frame(), ON)
        gc.collect()
        clock = Clock()
        result = run(program, frame(), threads=threads)
        clock.stage("calculation")
        return clock.seconds | {"total": str(result.results["grant"].total)}

    def columns_summed() -> dict[str, Any]:
        columns = _columns(frame())
        clock = Clock()
        for column in columns:
            column.data.sum(dtype=np.int64)
        clock.stage("sum")
        return clock.seconds | {"columns": len(columns)}

    jobs: dict[str, Job] = {
        "calculation": partial(calculation, 2),
        "calculation on one thread": partial(calculation, 1),
        "whole job": partial(_whole_job, folder, out),
        "report": partial(_report, folder, out),
        "first text": _first_text,
        "columns summed": columns_summed,
    }
    answer_jobs(jobs, {"Scheme Builder": version("schemebuilder")})


def _whole_job(folder: Path, out: Path) -> dict[str, Any]:
    clock = Clock()
    scheme = _scheme()
    clock.stage("rules")
    population = _opened(folder)
    frames = population.frames(wanted_by(scheme), BLOCK)
    with pq.ParquetFile(folder / HOUSEHOLDS) as file:
        ids = file.read(columns=[HOUSEHOLD_ID])
    stored = StoredField("grant", "household", scheme.benefits["grant"].type, decimals=2)
    total, done = Fraction(0), 0
    writer: pq.ParquetWriter | None = None
    clock.stage("open")
    for frame in frames:
        clock.stage("read")
        awards = run(lower_for(scheme, frame, ON), frame).results["grant"]
        total += awards.total
        clock.stage("calculation")
        here = ids.slice(done, frame.household_count)
        done += frame.household_count
        table = here.append_column("grant", to_arrow(stored, np.asarray(awards.cost)))
        writer = writer or pq.ParquetWriter(out, table.schema)
        writer.write_table(table)
        clock.stage("write")
    if writer is not None:
        writer.close()
    clock.stage("write")
    return clock.seconds | {"total": str(total)}


def _report(folder: Path, out: Path) -> dict[str, Any]:
    clock = Clock()
    made = simulate_sources([str(SCHEME)], str(folder), on=ON, out=str(out.parent / "report"))
    clock.stage("report")
    cost = "" if made.report is None else made.report["schemes"][0]["cost_per_year"]
    return clock.seconds | {"cost": cost}


def _first_text() -> dict[str, Any]:
    text = long_text("first")
    clock = Clock()
    findings = check_text(text).findings
    clock.stage("check")
    return clock.seconds | {"findings": len(findings)}


def _scheme() -> Scheme:
    compiled = compile_scheme(SCHEME.read_text(encoding="utf-8"), load=load_used)
    if compiled.scheme is None:
        raise ValueError([finding.message for finding in compiled.findings])
    return compiled.scheme


def _opened(folder: Path) -> Population:
    population, findings = open_population(folder)
    if population is None:
        raise ValueError([finding.message for finding in findings])
    return population


def _columns(frame: Frame) -> list[Column]:
    return [*frame.persons.values(), *frame.households.values()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
