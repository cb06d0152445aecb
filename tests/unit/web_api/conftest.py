"""A program with a key that asks the interface in this process, on each database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from schemebuilder.services import authoring, keys
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api.application import alone

TEXT: Final = authoring.new_scheme("child_grant")
CASE: Final[dict[str, Any]] = {
    "id": "2026/117",
    "date": "2026-03-01",
    "persons": [
        {"id": "ana", "role": "head", "age": 34},
        {"id": "cleo", "role": "child", "age": 9},
    ],
    "households": [{"id": "home", "members": ["ana", "cleo"], "income": "95.50"}],
}
HOST: Final = "http://here/api/v1"


@pytest.fixture
def application(work: Workspace) -> FastAPI:
    """The application over an empty workspace."""
    return alone(work)


@pytest.fixture
async def stranger(application: FastAPI) -> AsyncIterator[AsyncClient]:
    """A program without a key."""
    async with AsyncClient(transport=ASGITransport(application), base_url=HOST) as client:
        yield client


@pytest.fixture
async def program(application: FastAPI, work: Workspace) -> AsyncIterator[AsyncClient]:
    """A program with a key of its own."""
    _, secret, _ = keys.new_key(work, "payment system")
    headers = {"Authorization": f"Bearer {secret}"}
    transport = ASGITransport(application)
    async with AsyncClient(transport=transport, base_url=HOST, headers=headers) as client:
        yield client


@pytest.fixture
async def grant(program: AsyncClient) -> AsyncClient:
    """The program, after it has kept a scheme as `child_grant`."""
    made = await program.post("/schemes", json={"key": "child_grant", "text": TEXT})
    assert made.status_code == 201, made.text
    return program
