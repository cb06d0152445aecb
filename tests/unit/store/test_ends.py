"""A job ends once, also where its worker did not hear that it had ended it."""

from __future__ import annotations

import pytest

from schemebuilder.store import ends, jobs, runs
from schemebuilder.store.jobs import Holding, State
from schemebuilder.store.opening import Store
from schemebuilder.store.runs import NewRun

NEW = NewRun("simulation", {"on": "2026-01-01"}, "{}", {})


@pytest.fixture
def holding(store: Store) -> Holding:
    """A job that a server has taken."""
    with store.writing() as connection:
        jobs.submit(connection, "simulation", "Child grant", {})
    taken = jobs.claim(store, "here")
    assert taken is not None
    return taken


def test_an_end_said_twice_keeps_one_run(store: Store, holding: Holding) -> None:
    assert ends.done_with_run(store, holding, NEW)
    assert ends.done_with_run(store, holding, NEW)
    (run,) = runs.runs(store, 10)
    ended = jobs.job(store, holding.job)
    assert ended is not None
    assert (ended.state, ended.run) == (State.DONE, run.id)


def test_a_failure_said_twice_stays_as_it_was_said_first(store: Store, holding: Holding) -> None:
    assert ends.failed(store, holding, {"code": "SB-U010", "message": "first"})
    assert ends.failed(store, holding, {"code": "SB-U010", "message": "second"})
    ended = jobs.job(store, holding.job)
    assert ended is not None
    assert ended.problem == {"code": "SB-U010", "message": "first"}


def test_an_end_does_not_stand_for_another(store: Store, holding: Holding) -> None:
    assert ends.failed(store, holding, {"code": "SB-U010"})
    assert not ends.done_with_run(store, holding, NEW)
    assert not ends.failed(store, Holding(holding.job, "elsewhere", 1), {})
    assert runs.runs(store, 10) == ()
