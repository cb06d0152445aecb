"""A run is of the texts as they were when it was asked for, and says all that it depends on."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from schemebuilder.services import authoring, keeping, kept_populations, running
from schemebuilder.services.running import Asked, Job, Run, State, TextRef
from schemebuilder.services.supervising import Supervisor
from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.values.canonical import canonical

TEXT = authoring.new_scheme("child_grant")


@pytest.fixture
def population(work: Workspace) -> str:
    """A small population that is kept."""
    kept, findings = kept_populations.make_up(work, 200, 1)
    assert kept is not None, findings
    return kept.hash


@pytest.fixture
def served(work: Workspace) -> Iterator[Workspace]:
    """A workspace with a supervisor."""
    supervisor = Supervisor(work)
    supervisor.start()
    yield work
    supervisor.stop()


def ended(work: Workspace, id_: str | None) -> Job:
    assert id_ is not None
    end = time.monotonic() + 60
    while True:
        job = running.job(work, id_)
        assert job is not None
        if job.state.ended:
            return job
        assert time.monotonic() < end, job
        time.sleep(0.02)


def done(work: Workspace, id_: str | None) -> Run:
    job = ended(work, id_)
    assert job.run is not None, job.problem
    run = running.run(work, job.run)
    assert run is not None
    return run


def test_a_run_is_of_the_text_as_it_was(served: Workspace, population: str) -> None:
    work = served
    one, _ = keeping.save_version(work, "mine", TEXT)
    keeping.save_draft(work, "mine", TEXT.replace("USD 25", "USD 30"), revision=0)
    assert one is not None
    asked = Asked(TextRef("mine", None), TextRef("mine", 1), population, on=date(2026, 1, 1))
    id_, findings = running.submit_simulation(work, asked)
    keeping.save_draft(work, "mine", "scheme nothing", revision=1)
    run = done(work, id_)
    assert findings == ()
    assert run.texts == {"after": TEXT.replace("USD 25", "USD 30"), "before": TEXT}
    assert run.inputs["before"]["meaning"] == one.meaning_hash
    assert run.inputs["before"]["version"] == 1
    assert run.inputs["after"]["version"] is None
    assert run.inputs["population"] == population
    assert (run.inputs["on"], run.inputs["engine"]) == ("2026-01-01", "columnar")
    report = json.loads(run.report)
    assert [each["hash"] for each in report["schemes"]] == [
        run.inputs["after"]["meaning"],
        run.inputs["before"]["meaning"],
    ]
    assert "effects" in report
    assert running.job(work, id_ or "") in running.jobs(work, scheme="mine")
    assert [each.id for each in running.runs(work, scheme="mine")] == [run.id]
    assert running.runs(work, scheme="min") == ()
    assert running.jobs(work, scheme="min") == ()
    assert run.title.endswith("version 1")


def test_the_same_inputs_give_the_same_report(served: Workspace, population: str) -> None:
    asked = Asked(TextRef("", text=TEXT), population=population, line="60% of median")
    first, second = (done(served, running.submit_simulation(served, asked)[0]) for _ in range(2))
    assert first.id != second.id
    assert first.inputs == second.inputs
    without = [canonical({**json.loads(run.report), "run": None}) for run in (first, second)]
    assert without[0] == without[1]
    assert canonical(json.loads(first.report)) == first.report


def test_the_sample_is_the_population_where_none_is_named(
    served: Workspace,
) -> None:
    run = done(served, running.submit_simulation(served, Asked(TextRef("", text=TEXT)))[0])
    assert json.loads(run.report)["population"]["households"] == 20_000
    assert run.inputs["population"] == json.loads(run.report)["population"]["hash"]


def test_a_reform_is_compared_with_its_base_as_it_was(
    work: Workspace, population: str, tmp_path: Path
) -> None:
    base = tmp_path / "base.scheme"
    base.write_text(TEXT)
    reform = (
        f'reform higher "Higher" of "{base}"\n    set amount_per_child from 2026-07-01 : USD 30\n'
    )
    asked = Asked(TextRef("", text=reform), population=population, on=date(2026, 8, 1))
    supervisor = Supervisor(work)
    supervisor.start()
    run = done(work, running.submit_simulation(work, asked)[0])
    supervisor.stop()
    assert run.texts == {"after": reform, "before": TEXT}
    assert Fraction(json.loads(run.report)["changes"][0]["cost_per_year"]) > 0
    late, _ = running.submit_simulation(work, asked)
    base.write_text(TEXT.replace("USD 25", "USD 26"))
    supervisor.start()
    problem = ended(work, late).problem
    supervisor.stop()
    assert problem is not None
    assert "has changed since the run was asked for" in problem["message"]


def test_what_is_wrong_with_a_request_is_said_at_once(work: Workspace) -> None:
    wrong = (
        (Asked(TextRef("mine", 3)), "SB-U009", "version 3 of mine"),
        (Asked(TextRef("nowhere")), "SB-U009", "nowhere"),
        (Asked(TextRef("", text=TEXT), population="ab12"), "SB-U009", "ab12"),
        (Asked(TextRef("", text=TEXT), population="../ab"), "SB-U009", "../ab"),
        (Asked(TextRef("k" * 121, text=TEXT)), "SB-U001", "121"),
        (Asked(TextRef("", text=TEXT), engine="quick"), "SB-U001", "quick"),
        (Asked(TextRef("", text=TEXT), line="rich"), "SB-", "rich"),
        (Asked(TextRef("", text=TEXT.replace("require", "requires"))), "SB-", ""),
        (Asked(TextRef("", text=TEXT), TextRef("", text="")), "SB-", ""),
    )
    for asked, code, said in wrong:
        id_, findings = running.submit_simulation(work, asked)
        assert id_ is None, asked
        assert any(each.code.startswith(code) and said in each.message for each in findings), (
            asked,
            findings,
        )
    assert running.jobs(work) == ()
    assert running.submit_population(work, 0, 1)[0] is None
    assert running.submit_population(work, 100, -1)[0] is None
    assert running.submit_population(work, 100, running.LARGEST_SEED + 1)[0] is None


def test_a_database_that_refuses_is_a_finding(tmp_path: Path) -> None:
    work, _ = open_workspace(tmp_path)
    assert work is not None
    with work.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    asked = Asked(TextRef("", text=TEXT))
    for id_, findings in (
        running.submit_simulation(work, asked),
        running.submit_population(work, 100, 1),
    ):
        assert id_ is None
        assert [each.code for each in findings] == ["SB-U007"]
    work.close()


def test_the_text_of_a_scheme_is_its_draft_its_newest_version_or_the_library_s(
    work: Workspace, population: str
) -> None:
    def text() -> object:
        id_, findings = running.submit_simulation(work, Asked(TextRef(key), None, population))
        assert id_ is not None, findings
        job = running.job(work, id_)
        assert job is not None
        return job.request["after"]["meaning"]

    key = authoring.library()[0].id
    kept = authoring.check_source(key)
    assert text() == kept.meaning_hash
    keeping.save_version(work, key, TEXT)
    assert text() == authoring.check_text(TEXT).meaning_hash
    other = TEXT.replace("USD 25", "USD 30")
    keeping.save_draft(work, key, other, revision=0)
    assert text() == authoring.check_text(other).meaning_hash


def test_a_population_is_made_once_and_can_be_run_on(served: Workspace) -> None:
    first, second = (
        ended(served, running.submit_population(served, 150, 7, "Mine")[0]) for _ in range(2)
    )
    assert first.state is State.DONE, first.problem
    assert first.title == "Mine"
    assert first.made == second.made
    run = done(
        served,
        running.submit_simulation(
            served, Asked(TextRef("", text=TEXT), population=first.made or "")
        )[0],
    )
    assert json.loads(run.report)["population"]["households"] == 150
    assert [each.hash for each in kept_populations.populations(served)] == [first.made]


def test_a_population_that_cannot_be_read_is_said_plainly(
    served: Workspace, population: str
) -> None:
    id_, _ = running.submit_simulation(served, Asked(TextRef("", text=TEXT), population=population))
    folder: Path = served.data / "populations" / population
    (folder / "persons.parquet").write_bytes(b"no Parquet")
    job = ended(served, id_)
    if job.state is State.DONE:  # the worker was there before us
        again, _ = running.submit_simulation(
            served, Asked(TextRef("", text=TEXT), population=population)
        )
        job = ended(served, again)
    assert job.state is State.FAILED
    assert job.problem is not None
    assert f"{population[:12]} cannot be read" in job.problem["message"]
