"""`schemebuilder api` serves what is kept to programs whose keys `schemebuilder keys` makes."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner

from schemebuilder.cli.main import main as command_line
from schemebuilder.web_api.serve import main

SERVE = "from schemebuilder.web_api.serve import main; main()"


def test_a_key_opens_the_interface_until_it_is_revoked(tmp_path: Path, database: str) -> None:
    kept = ["--data", str(tmp_path), "--database", database]
    made = _keys("new", "payment system", *kept)
    command = [sys.executable, "-c", SERVE, "--port", "0", *kept]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/api/v1/", server.stdout.readline())
            assert found is not None
            sent = {"Authorization": f"Bearer {made['key']}"}
            with httpx.Client(base_url=found[0], headers=sent) as program:
                assert program.get("schemes").status_code == 200
                assert "server" not in program.get("health").headers
                listed = _keys("list", *kept)["keys"]
                assert [each["name"] for each in listed] == ["payment system"]
                assert listed[0]["last_used_at"] is not None
                assert made["key"] not in json.dumps(listed)
                _keys("revoke", made["id"], *kept)
                assert program.get("schemes").status_code == 401
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["--port", str(port), "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in done.output


def test_a_database_that_cannot_be_used(tmp_path: Path) -> None:
    given = ["--data", str(tmp_path), "--database", "martian://here/there"]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 1
    assert "address of the database" in done.output
    done = CliRunner().invoke(command_line, ["keys", "list", *given])
    assert done.exit_code == 1


def test_what_is_no_name_and_no_id(tmp_path: Path) -> None:
    for words in (["new", " "], ["new", "x" * 121], ["new", "a\nb"], ["revoke", "none"]):
        done = CliRunner().invoke(command_line, ["keys", *words, "--data", str(tmp_path)])
        assert done.exit_code == 1
        assert "SB-U0" in done.output


def test_keys_are_listed_with_their_standing(tmp_path: Path) -> None:
    kept = ["--data", str(tmp_path)]
    made = _keys("new", "one", *kept)
    _keys("new", "two", *kept)
    _keys("revoke", made["id"], *kept)
    done = CliRunner().invoke(command_line, ["keys", "list", *kept])
    first, second = done.output.splitlines()
    assert re.fullmatch(r"\S+  revoked \d{4}-\d\d-\d\d  one", first)
    assert re.fullmatch(r"\S+  never used  two", second)


def _keys(*words: str) -> dict[str, Any]:
    done = CliRunner().invoke(command_line, ["keys", *words, "--json"])
    assert done.exit_code == 0, done.output
    made: dict[str, Any] = json.loads(done.stdout)
    return made
