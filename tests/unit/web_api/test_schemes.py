"""Schemes are listed, kept in versions that never change, and refused with all their findings."""

from __future__ import annotations

from pathlib import Path

import pytest
from httpx import AsyncClient

from schemebuilder.services import authoring, keeping
from schemebuilder.services.workspace import Workspace
from tests.unit.web_api.conftest import TEXT


async def test_the_list_goes_on_where_a_part_ends(grant: AsyncClient) -> None:
    whole = (await grant.get("/schemes", params={"limit": 100})).json()
    assert whole["next"] is None
    keys: list[str] = []
    after: str | None = ""
    while after is not None:
        held = (await grant.get("/schemes", params={"limit": 7, "after": after})).json()
        assert len(held["items"]) <= 7
        keys += [one["key"] for one in held["items"]]
        after = held["next"]
    assert keys == [one["key"] for one in whole["items"]]
    assert {"child_grant", "gh_leap"} <= set(keys)


async def test_a_new_scheme_has_a_version_whose_place_is_said(program: AsyncClient) -> None:
    body = {"key": "child_grant", "text": TEXT, "note": "as enacted"}
    made = await program.post("/schemes", json=body)
    assert made.status_code == 201
    assert made.headers["location"] == "/api/v1/schemes/child_grant/versions/1"
    version = (await program.get("/schemes/child_grant/versions/1")).json()
    assert version["text"] == TEXT
    assert (version["note"], version["saved_by"]) == ("as enacted", "payment system")
    one = (await program.get("/schemes/child_grant")).json()
    assert (one["title"], one["newest"], one["library"]) == ("Child grant", 1, False)


async def test_a_version_that_the_caller_has_is_not_sent_again(grant: AsyncClient) -> None:
    place = "/schemes/child_grant/versions/1"
    tag = (await grant.get(place)).headers["etag"]
    again = await grant.get(place, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = await grant.get(place, headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


async def test_the_text_of_the_newest_version_makes_no_other(grant: AsyncClient) -> None:
    place = "/schemes/child_grant/versions"
    same = await grant.post(place, json={"text": TEXT})
    assert (same.status_code, same.json()["version"]) == (200, 1)
    other = await grant.post(place, json={"text": TEXT.replace("USD 25 ", "USD 30 ")})
    assert (other.status_code, other.json()["version"]) == (201, 2)
    assert other.headers["location"] == "/api/v1/schemes/child_grant/versions/2"
    held = (await grant.get(place, params={"limit": 1})).json()
    assert [one["version"] for one in held["items"]] == [1]
    rest = (await grant.get(place, params={"after": held["next"]})).json()
    assert [one["version"] for one in rest["items"]] == [2]


async def test_a_text_with_errors_is_refused_with_all_of_them(program: AsyncClient) -> None:
    wrong = TEXT.replace("amount_per_child *", "amount *").replace("to head", "to")
    made = await program.post("/schemes", json={"key": "mine", "text": wrong})
    assert made.status_code == 422
    problem = made.json()
    assert problem["type"] == "/api/v1/problems/invalid-scheme"
    assert len({one["code"] for one in problem["findings"]}) > 1
    assert all(one["line"] > 0 for one in problem["findings"] if one["code"] != "SB-U001")
    assert (await program.get("/schemes/mine")).status_code == 404


@pytest.mark.parametrize("key", ["child_grant", "gh_leap"])
async def test_a_key_stands_for_one_scheme(grant: AsyncClient, key: str) -> None:
    made = await grant.post("/schemes", json={"key": key, "text": TEXT})
    assert (made.status_code, made.json()["type"]) == (409, "/api/v1/problems/key-taken")


async def test_a_draft_is_not_yet_a_scheme_that_decides(
    program: AsyncClient, work: Workspace
) -> None:
    keeping.save_draft(work, "mine", TEXT, revision=0)
    assert (await program.get("/schemes/mine")).status_code == 404
    taken = await program.post("/schemes", json={"key": "mine", "text": TEXT})
    assert taken.status_code == 409


async def test_a_text_reads_no_file_of_the_server(program: AsyncClient, tmp_path: Path) -> None:
    (tmp_path / "secret.scheme").write_text(TEXT, encoding="utf-8")
    reform = (
        f'reform other "Other" of "{tmp_path}/secret.scheme"\n'
        "    set amount_per_child from 2026-06-01 : USD 30\n"
    )
    assert authoring.check_text(reform).scheme is not None
    made = await program.post("/schemes", json={"key": "mine", "text": reform})
    assert (made.status_code, made.json()["findings"][0]["code"]) == (422, "SB-N001")
    assert "Child grant" not in made.text


@pytest.mark.parametrize("place", ["nothing", "gh%00leap", "%E2%82%AC", "a/b"])
async def test_what_is_not_there(program: AsyncClient, place: str) -> None:
    for address in (f"/schemes/{place}", f"/schemes/{place}/versions/1"):
        found = await program.get(address)
        assert (found.status_code, found.json()["status"]) == (404, 404)
