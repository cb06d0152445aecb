"""Schemathesis, all its checks, against a server on loopback: it finds nothing.

Twice on each database: by the description as it is, and by one narrowed to schemes and people that
are there, so that requests get past "no such scheme" and cases are decided.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final

import httpx
import pytest
import uvicorn

from schemebuilder.services import kept_populations, keys, recording
from schemebuilder.services.supervising import Supervisor
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api.application import alone
from schemebuilder.web_api.serve import listening
from tests.house.tree import BIN
from tests.unit.web_api.conftest import CASE, TEXT

SEED: Final = 20260301
LEAST: Final = 500
MOST_S: Final = 120
"""A run that hangs ends; what it usually takes is a tenth of that."""
SETTINGS: Final = """\
[checks.positive_data_acceptance]
# A description cannot say which schemes there are, nor which facts a scheme knows.
expected-statuses = ["2xx", 404, 409, 422]
"""
MOTHER: Final = {"id": "ana", "role": "head", "age": 34}
PERSONS: Final = [
    [MOTHER, {"id": "cleo", "role": "child", "age": 9}],
    [MOTHER, {"id": "cleo", "role": "child", "birth_date": "2020-02-29"}],
    [MOTHER, {"id": "cleo", "role": "child"}],
    [{"id": "ana", "role": "head", "age": None}, {"id": "cleo", "role": "child", "age": 17}],
    [MOTHER, {"id": "cleo", "role": "child", "age": 10**20}],
    [MOTHER, {"id": "cleo", "role": "king", "age": "many"}],
]
NARROW_CASE: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["date", "persons", "households"],
    "properties": {
        "id": {"enum": ["a", 7, "\u00e9\u2028"]},
        "date": {"enum": ["2026-03-01", "2026-12-31", "9999-12-31", "2026-02-30"]},
        "known_on": {"enum": ["2026-03-01", "2025-01-01"]},
        "persons": {"enum": PERSONS},
        "households": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["id", "members"],
                "properties": {
                    "id": {"enum": ["home"]},
                    "members": {"enum": [["ana", "cleo"], ["cleo", "ana"]]},
                    "income": {"anyOf": [{"enum": [0, 119.99, "95.50", None]}, {"type": "number"}]},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Served:
    """A server with a scheme in two versions, a record, and a simulation that is done."""

    url: str
    key: str
    record: str
    simulation: str
    population: str


@pytest.fixture
def served(work: Workspace) -> Iterator[Served]:
    """The interface on loopback, with something of everything; what it is asked for waits."""
    _, key, _ = keys.new_key(work, "schemathesis")
    kept, _ = kept_populations.make_up(work, 30, 1)
    assert kept is not None
    socket = listening("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(alone(work), log_level="critical"))
    thread = Thread(target=server.run, kwargs={"sockets": [socket]})
    thread.start()
    url = f"http://127.0.0.1:{socket.getsockname()[1]}/api/v1"
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}) as program:
        program.post("/schemes", json={"key": "child_grant", "text": TEXT})
        text = TEXT.replace("USD 25 ", "USD 30 ")
        program.post("/schemes/child_grant/versions", json={"text": text})
        body = {"scheme": "child_grant", "case": CASE, "record": True}
        record = program.post("/decisions", json=body).json()["record"]
        body = {"scheme": "child_grant", "population": kept.hash}
        simulation = program.post("/simulations", json=body).json()["id"]
        supervisor = Supervisor(work)
        supervisor.start()
        end = time.monotonic() + 60
        while program.get(f"/simulations/{simulation}").json()["state"] != "done":
            assert time.monotonic() < end
            time.sleep(0.05)
        supervisor.stop()
    yield Served(url, key, record, simulation, kept.hash)
    server.should_exit = True
    thread.join()


@pytest.mark.slow
def test_nothing_is_found_by_the_description_as_it_is(served: Served, tmp_path: Path) -> None:
    _nothing_is_found(served, tmp_path, f"{served.url}/openapi.json", "all", examples=20)


@pytest.mark.slow
def test_nothing_is_found_where_schemes_and_people_are_there(
    served: Served, tmp_path: Path, work: Workspace
) -> None:
    narrow = tmp_path / "narrow.json"
    narrow.write_text(json.dumps(_narrowed(served)), encoding="utf-8")
    _nothing_is_found(served, tmp_path, str(narrow), "positive", examples=40)
    kept = recording.records(work, "child_grant") + recording.records(work, "gh_leap")
    assert len(kept) > 5, "cases were decided, and not only refused"


def _narrowed(served: Served) -> dict[str, Any]:
    """Return the description with values that lead somewhere."""
    made: dict[str, Any] = deepcopy(httpx.get(f"{served.url}/openapi.json").json())
    shapes = made["components"]["schemas"]
    for name in ("NewDecision", "NewBatch", "NewSimulation", "Version"):
        shapes[name]["properties"]["scheme"] = {"enum": ["child_grant", "gh_leap"]}
        shapes[name]["properties"]["version"] = {"enum": [None, 1, 2]}
    shapes["NewSimulation"]["properties"]["population"] = {"enum": ["", served.population]}
    shapes["NewDecision"]["properties"]["case"] = NARROW_CASE
    shapes["NewDecision"]["properties"]["record"] = {"enum": [True]}
    shapes["NewDecision"]["required"].append("record")
    shapes["NewBatch"]["properties"]["cases"]["items"] = NARROW_CASE
    values = {"enum": ["income_per_person", "nothing", "age", "amount"]}
    for name in ("NewDecision", "NewBatch"):
        shapes[name]["properties"]["values"]["items"] = values
    there = {"key": "child_grant", "version": 1, "name": "fault"}
    for path, operations in made["paths"].items():
        ids = {"id": served.record if path.startswith("/decisions") else served.simulation}
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in {**there, **ids}:
                    parameter["schema"] = {"enum": [{**there, **ids}[parameter["name"]]]}
    return made


def _nothing_is_found(
    served: Served, folder: Path, description: str, mode: str, *, examples: int
) -> None:
    written = folder / "schemathesis.toml"
    written.write_text(SETTINGS, encoding="utf-8")
    command = [str(BIN / "st"), "--config-file", str(written), "run", description]
    command += ["--url", served.url, "--header", f"Authorization: Bearer {served.key}"]
    command += ["--checks", "all", "--max-examples", str(examples), "--seed", str(SEED)]
    command += ["--mode", mode, "--generation-database", "none", "--no-color"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=MOST_S
    )
    assert done.returncode == 0, done.stdout + done.stderr
    generated = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert generated is not None, done.stdout
    assert int(generated[1]) > LEAST, "a run that tries next to nothing finds nothing"
