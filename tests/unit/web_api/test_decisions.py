"""Cases are decided exactly and in order, and what cannot be read keeps nothing else from it."""

from __future__ import annotations

import json

import pytest
from httpx import AsyncClient

from schemebuilder.services import deciding
from tests.unit.web_api.conftest import CASE, TEXT

JSON = {"Content-Type": "application/json"}


async def test_a_decision_is_the_one_of_the_command_line(grant: AsyncClient) -> None:
    made = await grant.post("/decisions", json={"scheme": "child_grant", "case": CASE})
    assert made.status_code == 200
    said = made.json()
    assert said["result"] == deciding.decide_text(TEXT, CASE).result
    assert said["result"]["decisions"]["households"]["home"]["amount"]["amount"] == "25"
    assert (said["scheme"]["key"], said["scheme"]["version"]) == ("child_grant", 1)
    assert said["explanation"] is None


async def test_a_number_is_the_decimal_that_is_written(grant: AsyncClient) -> None:
    body = {"scheme": "child_grant", "case": CASE, "values": ["income_per_person"]}
    content = json.dumps(body).replace('"95.50"', "119.99")  # no binary float is that
    made = await grant.post("/decisions", content=content, headers=JSON)
    value = made.json()["result"]["values"]["households"]["home"]["income_per_person"]
    assert value["value"] == "59.995"


async def test_both_engines_give_the_same(grant: AsyncClient) -> None:
    told: list[dict[str, object]] = []
    for engine in ("exact", "generated"):
        body = {"scheme": "child_grant", "case": CASE, "engine": engine, "explain": {}}
        said = (await grant.post("/decisions", json=body)).json()
        assert said["result"].pop("run") == {"engine": engine}
        told.append(said)
    assert told[0] == told[1]


async def test_what_is_missing_is_asked_for_and_is_no_error(grant: AsyncClient) -> None:
    home = {"id": "home", "members": ["ana", "cleo"]}
    case = {**CASE, "households": [home]}
    made = await grant.post("/decisions", json={"scheme": "child_grant", "case": case})
    assert made.status_code == 200
    verdict = made.json()["result"]["decisions"]["households"]["home"]["amount"]
    assert (verdict["outcome"], verdict["amount"]) == ("undecided", None)
    assert [each["field"] for each in verdict["missing"]] == ["income"]


async def test_an_older_version_decides_where_it_is_named(grant: AsyncClient) -> None:
    text = TEXT.replace("USD 25 ", "USD 30 ")
    await grant.post("/schemes/child_grant/versions", json={"text": text})
    for version, amount in ((None, "30"), (1, "25"), (2, "30")):
        body = {"scheme": "child_grant", "version": version, "case": CASE}
        made = (await grant.post("/decisions", json=body)).json()
        assert made["result"]["decisions"]["households"]["home"]["amount"]["amount"] == amount


async def test_the_reasons_are_told_in_the_language_and_voice_asked_for(
    grant: AsyncClient,
) -> None:
    for explain, words in (
        ({"language": "fr", "voice": "applicant"}, "USD 25 par mois"),
        ({"voice": "court"}, "act 4(1)"),
    ):
        body = {"scheme": "child_grant", "case": CASE, "explain": explain}
        assert words in (await grant.post("/decisions", json=body)).json()["explanation"]


async def test_a_scheme_of_the_library_decides_on_another_day(program: AsyncClient) -> None:
    body = {"scheme": "gh_leap", "case": CASE, "on": "2024-05-01"}
    said = (await program.post("/decisions", json=body)).json()
    assert said["result"]["on"] == "2024-05-01"
    assert (said["scheme"]["key"], said["scheme"]["version"]) == ("gh_leap", None)
    wrong = {**body, "case": {**CASE, "persons": [{"id": "ana", "eyes": 2}]}}
    made = await program.post("/decisions", json=wrong)
    assert (made.status_code, made.json()["type"]) == (422, "/api/v1/problems/invalid-case")
    assert "eyes" in made.text


async def test_each_case_of_a_batch_has_its_answer_in_its_place(grant: AsyncClient) -> None:
    cases = [{**CASE, "id": str(number)} for number in range(20)]
    cases[3] = {"date": "2026-03-01", "unheard_of": 1}
    made = await grant.post("/decisions/batch", json={"scheme": "child_grant", "cases": cases})
    answers = made.json()["answers"]
    assert answers[3]["problem"]["findings"]
    assert [each["result"]["case"] for each in answers if "result" in each] == [
        str(number) for number in range(20) if number != 3
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"scheme": "nothing"}, "unknown-scheme"),
        ({"scheme": "child_grant", "version": 2}, "unknown-scheme"),
        ({"scheme": "gh_leap", "version": 1}, "unknown-scheme"),
        ({"scheme": "/etc/passwd"}, "unknown-scheme"),
        ({"version": 0}, "invalid-request"),
        ({"version": True}, "invalid-request"),
        ({"on": "2026-02-30"}, "invalid-request"),
        ({"case": []}, "invalid-request"),
        ({"more": 1}, "invalid-request"),
        ({"explain": {"language": "xx"}}, "invalid-request"),
        ({"case": {"date": "never"}}, "invalid-case"),
    ],
)
async def test_what_is_refused_names_its_kind(
    grant: AsyncClient, change: dict[str, object], kind: str
) -> None:
    body = {"scheme": "child_grant", "case": CASE, **change}
    made = await grant.post("/decisions", json=body)
    assert made.headers["content-type"] == "application/problem+json"
    assert (made.status_code, made.json()["type"]) == (422, f"/api/v1/problems/{kind}")


async def test_where_a_request_does_not_fit_is_pointed_to(grant: AsyncClient) -> None:
    body = {"scheme": "child_grant", "cases": [CASE, 7], "a/b~": 1}
    errors = (await grant.post("/decisions/batch", json=body)).json()["errors"]
    assert {one["pointer"] for one in errors} == {"/cases/1", "/a~1b~0"}


async def test_a_decision_that_is_kept_decides_again_to_the_byte(grant: AsyncClient) -> None:
    body = {"scheme": "child_grant", "case": {**CASE, "note": 10**30}, "record": True}
    made = await grant.post("/decisions", json=body, headers={"Idempotency-Key": "one"})
    again = await grant.post("/decisions", json=body, headers={"Idempotency-Key": "one"})
    assert (made.status_code, again.status_code) == (201, 201)
    place = made.headers["location"].removeprefix("/api/v1")
    assert made.headers["location"] == again.headers["location"]
    kept = await grant.get(place)
    assert kept.json()["record"]["id"] == made.json()["record"]
    assert kept.json()["record"]["decided_by"] == "payment system"
    assert (kept.json()["scheme"], kept.json()["version"]) == ("child_grant", 1)
    same = await grant.get(place, headers={"If-None-Match": kept.headers["etag"]})
    assert same.status_code == 304
    replayed = (await grant.post(f"{place}/replay")).json()
    assert replayed == {"id": made.json()["record"], "same": True, "difference": ""}


async def test_the_records_of_a_batch_are_of_what_was_decided(grant: AsyncClient) -> None:
    cases = [CASE, {"date": "never"}, {**CASE, "id": "other"}]
    body = {"scheme": "child_grant", "cases": cases, "record": True}
    answers = (await grant.post("/decisions/batch", json=body)).json()["answers"]
    assert "problem" in answers[1]
    ids = [answers[place]["record"] for place in (0, 2)]
    for id_, name in zip(ids, ("2026/117", "other"), strict=True):
        kept = (await grant.get(f"/decisions/{id_}")).json()
        assert kept["record"]["case"]["id"] == name


@pytest.mark.parametrize("id_", ["0" * 64, "%00", "x" * 300])
async def test_what_was_not_kept(program: AsyncClient, id_: str) -> None:
    assert (await program.get(f"/decisions/{id_}")).status_code == 404
    assert (await program.post(f"/decisions/{id_}/replay")).status_code == 404
