"""The peer's jobs, run in its own environment: reads the population, calculates, writes awards."""
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import gc
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation, SimulationBuilder

from tests.bench.answering import Clock, Job, answer_jobs
from tests.bench.peer_rules import Degree, rules

MONTH: Final = "2025-01"
MONEY: Final = ("earnings", "self_employment_income", "pension_income")
People = tuple[pa.Table, pa.Table]


def main(folder: Path, out: Path) -> None:
    """Answer jobs on a population folder; awards are written to `out`."""
    held: list[People] = []

    def calculation() -> dict[str, Any]:
        if not held:
            held.append(_read(folder))
        simulation = _built(rules(), held[0])
        gc.collect()
        clock = Clock()
        awards = simulation.calculate("grant", MONTH)
        clock.stage("calculation")
        return clock.seconds | {"total": _total(awards, held[0])}

    def whole_job() -> dict[str, Any]:
        return _whole_job(folder, out, _built)

    def whole_job_unchecked() -> dict[str, Any]:
        return _whole_job(folder, out, _put_together)

    jobs: dict[str, Job] = {
        "calculation": calculation,
        "whole job": whole_job,
        "whole job, its builder left out": whole_job_unchecked,
    }
    answer_jobs(jobs, {"OpenFisca-Core": version("openfisca-core")})


def _whole_job(folder: Path, out: Path, build: Any) -> dict[str, Any]:
    clock = Clock()
    system = rules()
    clock.stage("rules")
    people = _read(folder)
    clock.stage("read")
    simulation = build(system, people)
    clock.stage("build")
    awards = simulation.calculate("grant", MONTH)
    clock.stage("calculation")
    total = _total(awards, people)
    ids = people[1].column("household_id")
    pq.write_table(pa.table({"household_id": ids, "grant": pa.array(awards)}), out)
    clock.stage("write")
    return clock.seconds | {"total": total}


def _read(folder: Path) -> People:
    persons = _columns(folder / "persons.parquet", ["birth_date", "disability", *MONEY])
    households = _columns(
        folder / "households.parquet", ["household_id", "members", "household_weight"]
    )
    return persons, households


def _columns(path: Path, names: list[str]) -> pa.Table:
    # `read_table` does the same, and first imports what only data sets of many files need.
    with pq.ParquetFile(path) as file:
        return file.read(columns=names)


def _built(system: Any, people: People) -> Simulation:
    """Build a simulation from arrays, as the peer's documentation does."""
    persons, households = people
    household = np.arange(households.num_rows)
    of_person = np.repeat(household, households.column("members").to_numpy())
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(persons.num_rows))
    declared = builder.declare_entity("household", household)
    builder.join_with_persons(declared, of_person, roles=np.zeros(len(of_person), np.int8))
    return _filled(builder.build(system), persons)


def _put_together(system: Any, people: People) -> Simulation:
    """Put the arrays where the builder would have put them: more than its users are told to do."""
    persons, households = people
    populations = system.instantiate_entities()
    person, household = populations["person"], populations["household"]
    person.ids, person.count = np.arange(persons.num_rows), persons.num_rows
    household.ids, household.count = np.arange(households.num_rows), households.num_rows
    household.members_entity_id = np.repeat(household.ids, households.column("members").to_numpy())
    return _filled(Simulation(system, populations), persons)


def _filled(simulation: Simulation, persons: pa.Table) -> Simulation:
    for name in MONEY:
        values = pc.cast(persons.column(name), pa.float32(), safe=False).to_numpy()
        simulation.set_input(name, MONTH, values)
    born = persons.column("birth_date").to_numpy().astype("datetime64[D]")
    simulation.set_input("birth_date", MONTH, born)
    degrees = persons.column("disability").combine_chunks()
    if degrees.dictionary.to_pylist() != [degree.name for degree in Degree]:
        message = "the population keeps degrees of disability in another order"
        raise ValueError(message)
    places = degrees.indices.to_numpy().astype(np.uint8)
    simulation.set_input("disability", MONTH, EnumArray(places, Degree))
    return simulation


def _total(awards: Any, people: People) -> float:
    weights = pc.cast(people[1].column("household_weight"), pa.float64(), safe=False).to_numpy()
    return float(np.dot(awards, weights))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
