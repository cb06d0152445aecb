"""`schemebuilder serve` says plainly what keeps it from starting."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from click.testing import CliRunner

from schemebuilder_ui.serve import main

if TYPE_CHECKING:
    from pathlib import Path


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(main, ["--port", str(port), "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in done.output
    assert "--port" in done.output


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = CliRunner().invoke(main, ["--data", str(tmp_path / "file" / "below")])
    assert done.exit_code == 1
    assert "cannot be used" in done.output
    assert "--data" in done.output


def test_an_address_that_is_not_of_this_machine(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--host", "192.0.2.1", "--data", str(tmp_path)])
    assert done.exit_code == 1
    assert "cannot listen on 192.0.2.1" in done.output


def test_what_signs_the_cookies_is_kept_and_private(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for _ in range(2):
            CliRunner().invoke(main, ["--port", port, "--data", str(tmp_path)])
    secret = tmp_path / "browser-secret"
    assert len(secret.read_text()) > 30
    assert secret.stat().st_mode & 0o077 == 0
