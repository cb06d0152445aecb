"""A PostgreSQL of the tests' own, or what to install; `make setup` asks this too.

It keeps its files in a temporary folder, listens on loopback alone, and ends with the process that
started it. Debian's own cluster is left alone. PostgreSQL refuses to run as root, so root runs it
as the user that Debian's package makes.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

VARIABLE: Final = "SCHEMEBUILDER_POSTGRESQL"
NONE_FOUND: Final = f"""\
No PostgreSQL for the tests of the store was found.
Debian, as an administrator: apt-get install postgresql
If there is one in an unusual place, name its folder of programs: {VARIABLE}=/path/to/bin"""
NOT_AS_ROOT: Final = """\
PostgreSQL does not run as root, and this machine has no user postgres to run it as.
Debian's package makes one: apt-get install postgresql"""
USER: Final = "postgres"
PASSWORD: Final = "a secret: with @ and / in it"  # noqa: S105 - of a database that lives for a test
_SETTINGS: Final = ("fsync=off", "shared_buffers=16MB", "max_connections=60", "log_timezone=UTC")


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`: the named one, Debian's newest, or one on the path."""
    named = os.environ.get(VARIABLE)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_release, reverse=True)
    on_path = shutil.which("postgres")
    others = [*debian, *([Path(on_path).parent] if on_path else [])]
    for folder in others if named is None else [Path(named)]:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    return None


def _release(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def obstacle() -> str | None:
    """What keeps these tests from running and what to do; nothing if they can run."""
    if programs() is None:
        return NONE_FOUND
    return NOT_AS_ROOT if os.geteuid() == 0 and _unprivileged() is None else None


class Server:
    """One PostgreSQL: `start`, `stop`, `kill` with -9, and a URL for each of its databases."""

    def __init__(self) -> None:
        found = programs()
        assert found is not None, NONE_FOUND
        self._programs = found
        self._folder = Path(tempfile.mkdtemp(prefix="schemebuilder-postgresql-"))
        self._process: subprocess.Popen[bytes] | None = None
        self.port = 0
        user = _unprivileged()
        if user is not None:
            os.chown(self._folder, user.pw_uid, user.pw_gid)
        secret = self._folder / "password"
        secret.write_text(PASSWORD + "\n")
        if user is not None:
            os.chown(secret, user.pw_uid, user.pw_gid)
        made = subprocess.run(
            [
                *_as_user(),
                str(found / "initdb"),
                f"--pgdata={self._data}",
                f"--username={USER}",
                f"--pwfile={secret}",
                "--auth=password",  # on loopback; SCRAM takes Python longer than most tests
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
        )
        assert made.returncode == 0, made.stderr

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def url(self, database: str = USER) -> str:
        """The address of a database, with its password."""
        secret = PASSWORD.replace(" ", "%20").replace(":", "%3A")
        secret = secret.replace("@", "%40").replace("/", "%2F")
        return f"postgresql://{USER}:{secret}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it and wait until it lets us in; the port stays the same from then on.

        It ends with the thread that calls this.
        """
        first = self.port == 0
        for _ in range(10):
            self.port = _free_port() if first else self.port  # another may take it meanwhile
            self._process = self._run()
            if self.answers():
                return
            self.stop()
            time.sleep(0.2)
        raise AssertionError((self._folder / "log").read_text())

    def stop(self) -> None:
        """End it in order, and whoever is connected with it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=30)
            self._process = None

    def kill(self) -> None:
        """Kill the server and every process of it with -9, as when a machine takes them away."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)  # so that it starts no other meanwhile
        own = [*self.backends(), self._process.pid]
        for pid in own:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(timeout=30)
        self._process = None
        until = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in own) and time.monotonic() < until:
            time.sleep(0.01)

    def backends(self) -> list[int]:
        """The processes of the server besides the first: one a connection, and its helpers."""
        assert self._process is not None
        pid = self._process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(each) for each in listed.split()]

    def remove(self) -> None:
        """Stop it and remove its files."""
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self) -> subprocess.Popen[bytes]:
        settings = [
            *_SETTINGS,
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self._folder}",
        ]
        options = [part for each in settings for part in ("-c", each)]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [*_as_user(), str(self._programs / "postgres"), "-D", str(self._data), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self._folder,
            )

    def answers(self) -> bool:
        """Wait until it lets us in; False where it ends instead."""
        from sqlalchemy import create_engine, text  # noqa: PLC0415 - only where there is a server
        from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - only where there is a server

        assert self._process is not None
        engine = create_engine(self.url().replace("postgresql:", "postgresql+pg8000:"))
        until = time.monotonic() + 60
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with engine.connect() as connection:
                    connection.execute(text("SELECT 1"))
            except (DBAPIError, OSError):
                time.sleep(0.02)
            else:
                engine.dispose()
                return True
        return False


def _unprivileged() -> pwd.struct_passwd | None:
    """The user to run it as; None where we are not root, so that we run it ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        return None


def _as_user() -> list[str]:
    """What stands before a command: it ends with us, whatever ends us, and is not root's."""
    user = _unprivileged()
    change = [] if user is None else [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}"]
    groups = [] if user is None else ["--clear-groups"]
    return ["setpriv", "--pdeathsig=INT", *change, *groups, "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def main() -> int:
    """Print which PostgreSQL the tests run, or what to install."""
    advice = obstacle()
    if advice is not None:
        sys.stderr.write(advice + "\n")
        return 1
    sys.stdout.write(f"The tests of the store run on SQLite and on {programs()}/postgres\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
