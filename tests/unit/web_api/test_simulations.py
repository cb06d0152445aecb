"""A simulation is asked for, waited for and read, exactly as its report has it."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient

from schemebuilder.services import kept_populations, running
from schemebuilder.services.supervising import Supervisor
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api.simulations import TABLES
from tests.unit.web_api.conftest import TEXT

NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
async def people(work: Workspace) -> str:
    """A small population that is kept."""
    kept, findings = await asyncio.to_thread(kept_populations.make_up, work, 60, 1)
    assert kept is not None, findings
    return kept.hash


@pytest.fixture
async def served(work: Workspace, grant: AsyncClient) -> AsyncIterator[AsyncClient]:
    """The program, at a server that works out what it is asked for."""
    supervisor = Supervisor(work)
    supervisor.start()
    yield grant
    await asyncio.to_thread(supervisor.stop)


async def _ended(program: AsyncClient, place: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while True:
            found: dict[str, Any] = (await program.get(place)).json()
            if found["state"] not in {"queued", "running"}:
                return found
            await asyncio.sleep(0.05)


def _there(location: str) -> str:
    return location.removeprefix("/api/v1")


async def test_a_simulation_has_a_report_and_tables_that_never_change(
    served: AsyncClient, people: str, work: Workspace
) -> None:
    text = TEXT.replace("USD 25 ", "USD 30 ")
    await served.post("/schemes/child_grant/versions", json={"text": text})
    body = {
        "scheme": "child_grant",
        "compare_with": {"scheme": "child_grant", "version": 1},
        "population": people,
        "on": "2026-03-01",
    }
    key = {"Idempotency-Key": "one"}
    made = await served.post("/simulations", json=body, headers=key)
    again = await served.post("/simulations", json=body, headers=key)
    assert made.status_code == again.status_code == 202
    assert made.headers["location"] == again.headers["location"]
    done = await _ended(served, _there(made.headers["location"]))
    assert (done["state"], done["percent"], done["problem"]) == ("done", 100, None)
    report = await served.get(_there(done["report"]))
    job = running.job(work, done["id"])
    assert job is not None
    assert job.run is not None
    run = running.run(work, job.run)
    assert run is not None
    assert report.text == run.report
    same = await served.get(
        _there(done["report"]), headers={"If-None-Match": report.headers["etag"]}
    )
    assert same.status_code == 304
    assert len(done["tables"]) == len(TABLES)
    for place in done["tables"]:
        table = await served.get(_there(place))
        assert table.headers["content-type"] == "text/csv; charset=utf-8"
        assert "scheme" in next(csv.reader(io.StringIO(table.text)))
    cost = next(csv.DictReader(io.StringIO((await served.get(_there(done["tables"][0]))).text)))
    first = report.json()["schemes"][0]["benefits"][0]
    assert cost["cost_per_year"] == first["cost"]["per_year"]


async def test_one_that_waits_is_cancelled_and_has_no_report(
    grant: AsyncClient, people: str
) -> None:
    body = {"scheme": "child_grant", "population": people}
    place = _there((await grant.post("/simulations", json=body)).headers["location"])
    assert (await grant.get(place)).json()["state"] == "queued"
    early = await grant.get(f"{place}/report")
    assert (early.status_code, early.json()["type"]) == (409, "/api/v1/problems/not-done")
    assert (await grant.post(f"{place}/cancel")).json()["state"] == "cancelled"
    assert (await grant.get(place)).json()["tables"] == []
    listed = (await grant.get("/simulations")).json()["items"]
    assert [one["state"] for one in listed] == ["cancelled"]


async def test_the_list_is_newest_first_and_goes_on(grant: AsyncClient) -> None:
    made = [
        (await grant.post("/simulations", json={"scheme": "child_grant"})).json()["id"]
        for _ in range(5)
    ]
    found: list[str] = []
    after: str | None = ""
    while after is not None:
        held = (await grant.get("/simulations", params={"limit": 2, "after": after})).json()
        found += [one["id"] for one in held["items"]]
        after = held["next"]
    assert found == made[::-1]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"scheme": "nothing"}, "unknown-scheme"),
        ({"compare_with": {"scheme": "child_grant", "version": 9}}, "unknown-scheme"),
        ({"population": "0" * 64}, "invalid-simulation"),
        ({"population": "sample"}, "invalid-request"),
        ({"poverty_line": "low"}, "invalid-simulation"),
        ({"engine": "steam"}, "invalid-request"),
    ],
)
async def test_what_cannot_be_simulated(
    grant: AsyncClient, change: dict[str, object], kind: str
) -> None:
    made = await grant.post("/simulations", json={"scheme": "child_grant", **change})
    assert (made.status_code, made.json()["type"]) == (422, f"/api/v1/problems/{kind}")


async def test_populations_are_listed(program: AsyncClient, people: str) -> None:
    items = (await program.get("/populations")).json()["items"]
    assert [(one["hash"], one["households"]) for one in items] == [(people, 60)]


@pytest.mark.parametrize("id_", [NOBODY, "%00", "x" * 300])
async def test_what_nobody_asked_for(program: AsyncClient, id_: str) -> None:
    place = f"/simulations/{id_}"
    for path in ("", "/report", "/tables/benefits.csv"):
        assert (await program.get(f"{place}{path}")).status_code == 404
    assert (await program.post(f"{place}/cancel")).status_code == 404
