"""The studio serves the interface for other programs too, without a session or a cookie."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import httpx
import pytest

from schemebuilder.services import keys
from schemebuilder.services.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

SERVE: Final = "from schemebuilder_ui.serve import main; main()"


@pytest.mark.slow
def test_programs_and_people_are_served_at_one_address(tmp_path: Path) -> None:
    work, _ = open_workspace(tmp_path)
    assert work is not None
    _, secret, _ = keys.new_key(work, "payment system")
    work.close()
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-c", SERVE, "--port", "0", "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
            assert found is not None
            with httpx.Client(base_url=found[0]) as client:
                assert "set-cookie" in client.get("/").headers
                client.cookies.clear()
                assert client.get("/api/v1/schemes").status_code == 401
                sent = {"Authorization": f"Bearer {secret}"}
                listed = client.get("/api/v1/schemes", headers=sent)
                assert listed.status_code == 200
                assert "set-cookie" not in listed.headers
                lost = client.get("/api/v1/nothing")
                assert lost.headers["content-type"] == "application/problem+json"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
