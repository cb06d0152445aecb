"""Nobody gets in without a key, nothing gets out but what is described, and faults have an id."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from httpx import AsyncClient
from openapi_spec_validator import OpenAPIV31SpecValidator
from sqlalchemy import select, update

from schemebuilder.services import deciding, keys
from schemebuilder.services.workspace import Workspace
from schemebuilder.store.tables import API_KEYS
from schemebuilder.web_api import bodies
from schemebuilder.web_api.description import BODIES
from schemebuilder.web_api.problems import KINDS, PREFIX
from tests.unit.web_api.conftest import CASE, HOST

JSON = {"Content-Type": "application/json"}
PATHS = {
    "/schemes": {"get", "post"},
    "/schemes/{key}": {"get"},
    "/schemes/{key}/versions": {"get", "post"},
    "/schemes/{key}/versions/{version}": {"get"},
    "/decisions": {"post"},
    "/decisions/batch": {"post"},
    "/decisions/{id}": {"get"},
    "/decisions/{id}/replay": {"post"},
    "/simulations": {"get", "post"},
    "/simulations/{id}": {"get"},
    "/simulations/{id}/cancel": {"post"},
    "/simulations/{id}/report": {"get"},
    "/simulations/{id}/tables/{table}.csv": {"get"},
    "/populations": {"get"},
    "/health": {"get"},
    "/problems": {"get"},
    "/problems/{name}": {"get"},
}
OPEN = {"/health", "/problems", "/problems/{name}"}


async def test_the_description_names_every_operation(stranger: AsyncClient) -> None:
    made = (await stranger.get("/openapi.json")).json()
    assert made["openapi"].startswith("3.1")
    assert {path: set(found) for path, found in made["paths"].items()} == PATHS
    for path, operations in made["paths"].items():
        for operation in operations.values():
            assert operation["summary"]
            assert operation["description"]
            assert ("security" in operation) == (path not in OPEN)
            assert ("401" in operation["responses"]) == (path not in OPEN)
            for status, answer in operation["responses"].items():
                kind = "text/csv" if path.endswith(".csv") else "application/json"
                kind = "application/problem+json" if int(status) >= 400 else kind
                assert set(answer.get("content", {kind: None})) == {kind}


async def test_the_description_is_openapi_3_1(stranger: AsyncClient) -> None:
    made = (await stranger.get("/openapi.json")).json()
    assert list(OpenAPIV31SpecValidator(made).iter_errors()) == []


async def test_its_examples_fit(stranger: AsyncClient) -> None:
    made = (await stranger.get("/openapi.json")).json()
    shown = 0
    for operations in made["paths"].values():
        for operation in operations.values():
            content = (
                operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            )
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            for example in content.get("examples", {}).values():
                model = next(each for each in BODIES if each.__name__ == name)
                model.model_validate(example["value"])
                shown += 1
    assert shown >= 5


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer"}, {"Authorization": "Basic eDp5"}])
async def test_without_a_key_nothing_is_said(stranger: AsyncClient, sent: dict[str, str]) -> None:
    for path in set(PATHS) - OPEN:
        for method in PATHS[path]:
            place = path.replace("{id}", "0" * 64)
            made = await stranger.request(method, place, headers=sent)
            assert made.status_code == 401
            assert made.headers["www-authenticate"].startswith("Bearer")
            assert made.json()["type"] == "/api/v1/problems/unauthorized"


async def test_a_revoked_key_and_a_guess_open_nothing(
    stranger: AsyncClient, work: Workspace
) -> None:
    made, secret, _ = keys.new_key(work, "old")
    assert made is not None
    for opens in (True, False):
        sent = {"Authorization": f"Bearer {secret}"}
        assert (await stranger.get("/schemes", headers=sent)).is_success is opens
        keys.revoke(work, made.id)
    guess = {"Authorization": f"Bearer {keys.PREFIX}{'x' * 43}"}
    assert (await stranger.get("/schemes", headers=guess)).status_code == 401


async def test_the_key_itself_is_nowhere(work: Workspace) -> None:
    _, secret, _ = keys.new_key(work, "payment system")
    with work.store.reading() as connection:
        rows = [tuple(row) for row in connection.execute(select(API_KEYS))]
    assert len(secret) > 43
    assert secret.removeprefix(keys.PREFIX) not in str(rows)


async def test_the_last_use_is_kept_to_the_minute(program: AsyncClient, work: Workspace) -> None:
    await program.get("/schemes?limit=1")
    first = keys.keys(work)[0].last_used_at
    await program.get("/schemes?limit=1")
    assert keys.keys(work)[0].last_used_at == first is not None
    with work.store.writing() as connection:
        past = datetime.now(UTC) - timedelta(minutes=2)
        connection.execute(update(API_KEYS).values(last_used_at=past))
    await program.get("/schemes?limit=1")
    assert keys.keys(work)[0].last_used_at > first  # type: ignore[operator] # it was just used


async def test_health_says_whether_the_database_answers(
    stranger: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await stranger.get("/health")).json()["database"] == "answers"
    monkeypatch.setattr("schemebuilder.web_api.server.database_answers", lambda _work: False)
    ill = await stranger.get("/health")
    assert (ill.status_code, ill.json()["type"]) == (503, "/api/v1/problems/unavailable")


async def test_a_fault_has_an_id_that_is_in_the_log(
    grant: AsyncClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("secret of the machine")

    monkeypatch.setattr(deciding, "decide_scheme", broken)
    body = {"scheme": "child_grant", "case": CASE}
    key = {"Idempotency-Key": "abc"}
    with caplog.at_level(logging.ERROR):
        made = await grant.post("/decisions", json=body, headers=key)
    problem = made.json()
    assert (made.status_code, problem["type"]) == (500, "/api/v1/problems/fault")
    assert "secret" not in made.text
    assert problem["id"] in caplog.text
    assert "secret of the machine" in caplog.text
    monkeypatch.undo()
    assert (await grant.post("/decisions", json=body, headers=key)).status_code == 200


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b'{"a": NaN}', JSON, 400),
        (b'{"a": 1, "a": 2}', JSON, 400),
        (b"\xff", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b"[]", JSON, 422),
        (b"{}", {}, 415),
        (b"{}", {"Content-Type": "text/plain"}, 415),
        (b"{}", {**JSON, "Content-Encoding": "gzip"}, 415),
        (b"{}", {**JSON, "Content-Length": "5000001"}, 413),
        (b" " * (bodies.LARGEST + 1), JSON, 413),
    ],
)
async def test_bodies_that_are_not_read(
    program: AsyncClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    made = await program.post("/decisions", content=content, headers=headers)
    assert (made.status_code, made.json()["status"]) == (status, status)
    assert made.headers["content-type"] == "application/problem+json"


async def test_methods_and_addresses_that_are_not_served(stranger: AsyncClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        made = await stranger.request(method, "/schemes")
        assert (made.status_code, made.headers["allow"]) == (405, "GET, POST")
        assert made.json()["type"] == "/api/v1/problems/method-not-allowed"
    for place in ("/nothing", "/schemes/", f"{HOST[: -len(PREFIX)]}/", "/docs", "/redoc"):
        lost = await stranger.get(place)
        assert (lost.status_code, lost.json()["type"]) == (404, "/api/v1/problems/not-found")


async def test_every_answer_is_kept_from_caches_frames_and_other_sites(
    program: AsyncClient,
) -> None:
    for place in ("/health", "/schemes", "/nothing", "/openapi.json"):
        made = await program.get(place, headers={"Origin": "https://else.where"})
        assert made.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in made.headers["content-security-policy"]
        assert made.headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in made.headers
        assert "set-cookie" not in made.headers


async def test_every_kind_of_problem_can_be_looked_up(stranger: AsyncClient) -> None:
    listed = (await stranger.get("/problems")).json()["items"]
    assert len(listed) == len(KINDS)
    for one in listed:
        looked = await stranger.get(one["type"].removeprefix(PREFIX))
        assert looked.json() == one
    assert (await stranger.get("/problems/none")).status_code == 404


async def test_a_body_that_never_ends_is_not_waited_for(
    program: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(60)

    monkeypatch.setattr(bodies, "PATIENCE_S", 0.05)
    made = await program.post("/decisions", content=endless(), headers=JSON)
    assert made.status_code == 408
