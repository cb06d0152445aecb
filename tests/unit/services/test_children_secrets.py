"""A worker is given the database's address where nobody else of the machine reads it."""

from __future__ import annotations

from pathlib import Path

from schemebuilder.services import children
from schemebuilder.services.supervising import COMMAND


def test_no_password_is_on_the_command_line_of_a_worker_or_in_its_last_words(
    tmp_path: Path,
) -> None:
    orders = {
        "url": "postgresql://ana:hidden-word@127.0.0.1:9/work",
        "data": str(tmp_path),
        "job": "1",
        "holder": "here",
        "attempt": 1,
        "memory_bytes": 1 << 32,
    }
    child = children.start(COMMAND, orders)
    try:
        command = b""
        while not command and child.status is None:  # until the program has taken its place
            command = Path(f"/proc/{child.process.pid}/cmdline").read_bytes()
        child.process.wait(timeout=60)
        said = child.last_words()
    finally:
        child.end()
        child.close()
    assert b"worker" in command
    assert b"hidden-word" not in command
    assert "no server answers" in said
    assert "hidden-word" not in said
