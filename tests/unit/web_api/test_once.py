"""A request under an idempotency key is carried out once, whatever happens to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from httpx import AsyncClient
from sqlalchemy import update

from schemebuilder.services import keeping, keys
from schemebuilder.services.workspace import Workspace
from schemebuilder.store.answers import ABANDONED_AFTER, KEPT_FOR
from schemebuilder.store.tables import ANSWERS
from tests.unit.web_api.conftest import CASE, TEXT

KEY = {"Idempotency-Key": '"7c9e6679-7425-40de-944b-e07fc1f90ae7"'}
BODY = {"scheme": "child_grant", "case": CASE}


async def test_the_second_sending_has_the_bytes_of_the_first(grant: AsyncClient) -> None:
    first = await grant.post("/decisions", json=BODY, headers=KEY)
    text = TEXT.replace("USD 25 ", "USD 30 ")
    await grant.post("/schemes/child_grant/versions", json={"text": text})
    bare = {"Idempotency-Key": KEY["Idempotency-Key"].strip('"')}
    second = await grant.post("/decisions", json=BODY, headers=bare)
    assert second.content == first.content
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    now = await grant.post("/decisions", json=BODY)
    assert now.content != first.content


async def test_what_was_made_is_made_once_and_found_at_one_place(
    program: AsyncClient, work: Workspace
) -> None:
    body = {"key": "child_grant", "text": TEXT}
    first = await program.post("/schemes", json=body, headers=KEY)
    second = await program.post("/schemes", json=body, headers=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.headers["location"] == second.headers["location"]
    assert len(keeping.versions(work, "child_grant")) == 1


async def test_another_request_under_the_key_is_refused(grant: AsyncClient) -> None:
    await grant.post("/decisions", json=BODY, headers=KEY)
    other = {**BODY, "on": "2026-04-01"}
    for place, body in (("/decisions", other), ("/schemes", {"key": "a", "text": TEXT})):
        made = await grant.post(place, json=body, headers=KEY)
        assert made.status_code == 422
        assert made.json()["type"] == "/api/v1/problems/idempotency-key-reused"


async def test_the_key_of_another_program_is_another_key(
    grant: AsyncClient, work: Workspace
) -> None:
    await grant.post("/decisions", json=BODY, headers=KEY)
    _, secret, _ = keys.new_key(work, "other")
    made = await grant.post(
        "/decisions", json=BODY, headers={**KEY, "Authorization": f"Bearer {secret}"}
    )
    assert made.status_code == 200
    assert "idempotency-replayed" not in made.headers


async def test_a_request_under_way_is_waited_for_and_one_that_died_is_taken_over(
    grant: AsyncClient, work: Workspace
) -> None:
    await grant.post("/decisions", json=BODY, headers=KEY)
    with work.store.writing() as connection:
        connection.execute(update(ANSWERS).values(status=None, body=None))
    waiting = await grant.post("/decisions", json=BODY, headers=KEY)
    assert waiting.status_code == 409
    assert waiting.headers["retry-after"] == "1"
    _age(work, ABANDONED_AFTER)
    done = await grant.post("/decisions", json=BODY, headers=KEY)
    assert (done.status_code, "idempotency-replayed" in done.headers) == (200, False)
    again = await grant.post("/decisions", json=BODY, headers=KEY)
    assert again.content == done.content


async def test_what_was_refused_can_be_mended_and_sent_again(grant: AsyncClient) -> None:
    wrong = {**BODY, "case": {"date": "never"}}
    refused = await grant.post("/decisions", json=wrong, headers=KEY)
    assert refused.status_code == 422
    mended = await grant.post("/decisions", json=BODY, headers=KEY)
    assert mended.status_code == 200


async def test_an_answer_is_kept_for_a_day(grant: AsyncClient, work: Workspace) -> None:
    await grant.post("/decisions", json=BODY, headers=KEY)
    _age(work, KEPT_FOR)
    made = await grant.post("/decisions", json={**BODY, "on": "2026-04-01"}, headers=KEY)
    assert made.status_code == 200


async def test_a_key_that_cannot_be_one(grant: AsyncClient) -> None:
    for key in (b"", b"x" * 201, b"two words", b'"', b'"half', "\u00e9".encode("latin-1")):
        made = await grant.post("/decisions", json=BODY, headers={b"Idempotency-Key": key})
        assert made.status_code == 422, key


def _age(work: Workspace, by: timedelta) -> None:
    """Let what is kept be older."""
    past = datetime.now(UTC) - by - timedelta(seconds=1)
    with work.store.writing() as connection:
        connection.execute(update(ANSWERS).values(asked_at=past))
