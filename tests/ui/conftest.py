"""A studio in this process, without a browser: its pages are opened by NiceGUI's test user."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

import pytest

from schemebuilder.services.workspace import open_workspace
from schemebuilder_ui.app import build
from schemebuilder_ui.country_desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from nicegui.testing import User

    from schemebuilder.services.workspace import Workspace

CARD: Final = {
    "currency": "USD",
    "on": "2026-01-01",
    "cost": "172965757",
    "beneficiaries": 1183018,
    "receivers": 275303,
    "entity": "household",
    "population": 9461419,
    "coverage": "12.5",
    "undecided": 17,
    "failed": 0,
    "assumed": 40211,
    "by_quantile": [
        {"label": "1", "cost": "109858504", "beneficiaries": 762582, "coverage": "40.3"}
    ],
    "by_region": [{"label": "coast", "cost": "33446591", "beneficiaries": 9, "coverage": "10.5"}],
    "imputed": ["every person is made up"],
    "missing": ["out_of_work of person"],
    "persons": 76256,
    "households": 20000,
    "weighted": 9461419,
}
WORKER: Final = f"""
import json, sys
print(json.dumps({{"ready": True}}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    card = {json.dumps(CARD)}
    print(json.dumps({{"id": request["id"], "card": card}}), flush=True)
"""


@pytest.fixture
def work(tmp_path: Path) -> Workspace:
    """An empty place for what is kept; the studio lets go of it when it stops."""
    opened, findings = open_workspace(tmp_path)
    assert opened is not None, findings
    return opened


@pytest.fixture
async def home(user: User, tmp_path: Path, work: Workspace) -> User:
    """A person who came for the first time; the country is worked out elsewhere."""
    build(Desk(tmp_path, command=(sys.executable, "-c", WORKER)), work)
    await user.open("/")
    return user


@pytest.fixture
async def studio(home: User) -> User:
    """The same person at the rules of a first scheme."""
    await home.open("/scheme/first_scheme")
    await home.should_see("No problems")
    return home
