"""Jobs come to one end each, whatever is killed, and no worker outlives its server."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psutil
import pytest

from schemebuilder.services import running
from schemebuilder.services.running import Job, State
from schemebuilder.services.supervising import ATTEMPTS, Limits, Supervisor, done_here
from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.store import jobs as kept
from tests.postgresql import Server
from tests.unit.services.trial_server import COMMAND

SERVER: Final = str(Path(__file__).parent / "trial_server.py")
PATIENCE: Final = 60
SOON: Final = 3
"""Seconds for what the program does in less than one, on a machine that does much else."""


def submit(work: Workspace, kind: str, **request: Any) -> str:
    with work.store.writing() as connection:
        return kept.submit(connection, kind, f"a job that does {kind}", request)


def job(work: Workspace, id_: str) -> Job:
    found = running.job(work, id_)
    assert found is not None
    return found


def until(true: Callable[[], object], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


def ended(work: Workspace, id_: str) -> Job:
    until(lambda: job(work, id_).state.ended)
    return job(work, id_)


def began(work: Workspace, id_: str) -> list[psutil.Process]:
    """The workers that wait in a job, as soon as there is one."""
    until(lambda: list(work.data.glob(f"began.{id_}.*")))
    pids = (int(each.suffix[1:]) for each in work.data.glob(f"began.{id_}.*"))
    return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


def lives(process: psutil.Process) -> bool:
    """Whether it does anything; an end that its parent has not asked about yet is an end."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def seconds(job: Job) -> float:
    assert job.started_at is not None
    assert job.ended_at is not None
    return (job.ended_at - job.started_at).total_seconds()


@contextmanager
def supervised(work: Workspace, **settings: Any) -> Iterator[Supervisor]:
    supervisor = Supervisor(work, **{"command": COMMAND, "silence": 1.0, **settings})
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


@contextmanager
def server(work: Workspace) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, SERVER, str(work.data)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(work.url.encode() + b"\n")
    process.stdin.flush()
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdin.close()


def test_a_job_that_waits_is_cancelled_at_once(work: Workspace) -> None:
    mine = submit(work, "wait")
    gone = running.cancel(work, mine)
    assert gone is not None
    assert gone.state is State.CANCELLED
    assert gone.ended_at is not None
    again = running.cancel(work, mine)
    assert again == gone
    assert running.cancel(work, "no such job") is None


def test_a_job_that_runs_is_cancelled_soon_and_leaves_nothing(work: Workspace) -> None:
    mine = submit(work, "leave_parts")
    with supervised(work):
        (worker,) = began(work, mine)
        until(lambda: job(work, mine).progress)
        assert list((work.data / "populations").iterdir())
        assert not any("://" in each for each in worker.cmdline())  # it may hold a password
        running.cancel(work, mine)
        until(lambda: job(work, mine).state.ended, SOON)
        assert not worker.is_running()
    assert job(work, mine).state is State.CANCELLED
    assert running.runs(work) == ()
    assert list((work.data / "populations").iterdir()) == []


def test_a_worker_that_does_not_end_when_asked_is_ended_with_its_own_processes(
    work: Workspace,
) -> None:
    mine = submit(work, "defy")
    with supervised(work):
        (worker,) = began(work, mine)
        until(worker.children)
        family = [worker, *worker.children()]
        running.cancel(work, mine)
        until(lambda: job(work, mine).state.ended, SOON)
        until(lambda: not any(lives(each) for each in family), SOON)
    assert job(work, mine).state is State.CANCELLED


def test_progress_grows_and_is_told_no_more_than_five_times_a_second(work: Workspace) -> None:
    mine = submit(work, "count")
    seen: list[int] = []
    with supervised(work):
        while not job(work, mine).state.ended:
            seen.append(job(work, mine).progress)
            time.sleep(0.02)
        seen.append(job(work, mine).progress)
        took = seconds(job(work, mine))
    told = list(dict.fromkeys(seen))
    assert told == sorted(told)
    assert told[-1] == running.WHOLE
    assert 3 < len(told) <= 5 * took + 3


def test_a_job_that_is_done_stays_done(work: Workspace) -> None:
    (work.data / "go").touch()
    mine = submit(work, "wait")
    with supervised(work):
        assert ended(work, mine).state is State.DONE
    finished = running.cancel(work, mine)
    assert finished is not None
    assert (finished.state, finished.progress) == (State.DONE, running.WHOLE)
    assert [each.id for each in running.runs(work)] == [finished.run]


def test_the_longest_waiting_job_is_taken_first(work: Workspace) -> None:
    (work.data / "go").touch()
    asked = [submit(work, "wait") for _ in range(2)]
    with supervised(work):
        ends = [ended(work, each) for each in asked]
    assert sorted(ends, key=lambda each: each.ended_at or each.submitted_at) == ends
    assert [each.id for each in running.jobs(work)] == asked[::-1]
    assert [each.id for each in running.jobs(work, limit=1)] == asked[-1:]


def test_two_servers_never_do_one_job_twice(work: Workspace) -> None:
    (work.data / "go").touch()
    asked = [submit(work, "wait") for _ in range(3)]
    patient = {"workers": 2, "silence": 60.0}  # neither takes the other for dead
    with supervised(work, **patient), supervised(work, **patient):
        assert {ended(work, each).state for each in asked} == {State.DONE}
    assert len(list(work.data.glob("began.*"))) == len(asked)
    assert len(running.runs(work)) == len(asked)


def test_a_killed_server_leaves_no_worker_and_another_does_its_job(work: Workspace) -> None:
    mine = submit(work, "wait")
    with server(work) as first:
        (worker,) = began(work, mine)
        first.kill()
        worker.wait(timeout=SOON)
    assert job(work, mine).state is State.RUNNING
    (work.data / "go").touch()
    with supervised(work):
        assert ended(work, mine).state is State.DONE
    assert len(running.runs(work)) == 1


def test_a_job_whose_servers_always_end_is_given_up(work: Workspace) -> None:
    mine = submit(work, "wait")
    for attempt in range(ATTEMPTS):
        taken = kept.claim(work.store, f"server {attempt}")
        assert taken is not None
        (held,) = kept.running(work.store)
        if attempt < ATTEMPTS - 1:
            assert kept.lapse(work.store, held)
    with supervised(work):
        problem = ended(work, mine).problem
    assert problem is not None
    assert "three times; each time the server ended" in problem["message"]
    assert problem["hint"]


def test_a_server_that_stops_in_order_puts_its_job_back_uncounted(work: Workspace) -> None:
    mine = submit(work, "wait")
    for _ in range(ATTEMPTS + 1):
        with supervised(work):
            until(lambda: job(work, mine).state is State.RUNNING)
        assert job(work, mine).state is State.QUEUED
    taken = kept.claim(work.store, "another")
    assert taken is not None
    assert taken.attempt == 1


def test_a_server_that_hangs_loses_its_job_and_its_end_is_not_kept(work: Workspace) -> None:
    mine = submit(work, "wait")
    slow = kept.claim(work.store, "a server that hangs")
    assert slow is not None
    (work.data / "go").touch()
    with supervised(work):
        assert ended(work, mine).state is State.DONE
    assert not kept.beat(work.store, slow)
    assert not kept.tell(work.store, slow, 1, "")
    assert not kept.finish(work.store, slow, lambda _: pytest.fail("it is not its job any more"))
    assert not kept.fail(work.store, slow, {})
    assert job(work, mine).state is State.DONE


def test_a_run_that_takes_too_much_memory_is_stopped(work: Workspace) -> None:
    mine = submit(work, "grow", bytes=600_000_000)
    with supervised(work, limits=Limits(memory_bytes=500_000_000)):
        stopped = ended(work, mine)
    assert stopped.state is State.FAILED
    assert stopped.problem is not None
    assert stopped.problem["code"] == "SB-U010"
    assert "needed more than 500 MB" in stopped.problem["message"]
    assert "smaller population" in stopped.problem["hint"]


@pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limit")
def test_a_run_that_asks_for_far_too_much_at_once_is_refused_it(work: Workspace) -> None:
    mine = submit(work, "want", bytes=8_000_000_000)
    with supervised(work, limits=Limits(memory_bytes=1_000_000_000)):
        stopped = ended(work, mine)
    assert stopped.problem is not None
    assert "needed more than 1 GB" in stopped.problem["message"]


def test_a_run_that_takes_too_long_is_stopped(work: Workspace) -> None:
    mine = submit(work, "wait")
    with supervised(work, limits=Limits(seconds=1)):
        stopped = ended(work, mine)
    assert stopped.problem is not None
    assert "longer than 1 second" in stopped.problem["message"]
    assert running.runs(work) == ()


def test_a_worker_that_is_killed_or_breaks_says_so_plainly(
    work: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    asked = {kind: submit(work, kind) for kind in ("kill", "fault", "refuse", "nothing")}
    with supervised(work), caplog.at_level(logging.ERROR):
        ends = {kind: ended(work, each) for kind, each in asked.items()}
    said = {kind: each.problem["message"] for kind, each in ends.items() if each.problem}
    assert "ended from outside" in said["kill"]
    assert "a fault of the program" in said["fault"]
    assert said["refuse"] == "no good"
    assert ends["nothing"].state is State.DONE
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in str(ends["fault"].problem)


@pytest.mark.slow
def test_a_database_that_is_away_for_a_while_loses_no_job(tmp_path: Path) -> None:
    database = Server()
    database.start()
    work, findings = open_workspace(tmp_path, database.url())
    assert work is not None, findings
    try:
        mine = submit(work, "wait")
        with supervised(work, silence=30.0):
            (worker,) = began(work, mine)
            database.kill()
            (work.data / "go").touch()
            time.sleep(2)
            assert worker.is_running()
            database.start()
            assert ended(work, mine).state is State.DONE
        assert len(running.runs(work)) == 1
    finally:
        work.close()
        database.remove()


def test_an_interrupted_command_cancels_its_job(work: Workspace) -> None:
    pressed: list[float] = []

    def press(share: float, _words: str) -> None:
        pressed.append(share)
        if len(pressed) == 2:
            raise KeyboardInterrupt

    mine, _ = running.submit_population(work, running.MOST_HOUSEHOLDS, 1)
    assert mine is not None
    stopped = done_here(work, mine, Limits(), press)
    assert stopped is not None
    assert stopped.state is State.CANCELLED
