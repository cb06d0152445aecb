"""`schemebuilder serve`: the studio on this machine."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Final

import click

from schemebuilder.services.limits import MEGABYTE, Limits
from schemebuilder.web_api.options import serving_options

SECRET: Final = "browser-secret"  # noqa: S105 - the name of a file
PORT: Final = 8080


@click.command(name="serve")
@serving_options(PORT)
def main(
    *,
    host: str,
    port: int,
    data: Path,
    database: str | None,
    workers: int,
    memory_limit: int,
    time_limit: int,
) -> None:
    """Serve the studio until Ctrl+C; open the address that it prints in a browser."""
    data = data.resolve()
    try:
        secret = _secret(data)
        port = _free_port(host, port)
    except OSError as error:
        raise click.ClickException(_advice(error, host, port, data)) from error
    os.environ["NICEGUI_STORAGE_PATH"] = str(data / "drafts")  # read when NiceGUI is imported
    from nicegui import app, ui  # noqa: PLC0415 - slow

    from schemebuilder.services.supervising import Supervisor  # noqa: PLC0415 - slow
    from schemebuilder.services.workspace import open_workspace  # noqa: PLC0415 - slow
    from schemebuilder.web_api.application import alone  # noqa: PLC0415 - slow
    from schemebuilder_ui.app import build  # noqa: PLC0415 - slow
    from schemebuilder_ui.beside import Beside  # noqa: PLC0415 - slow
    from schemebuilder_ui.country_desk import Desk  # noqa: PLC0415 - slow
    from schemebuilder_ui.frame import LANGUAGE  # noqa: PLC0415 - slow
    from schemebuilder_ui.words import say  # noqa: PLC0415 - slow

    work, findings = open_workspace(data, database)
    if work is None:
        raise click.ClickException(" ".join(f"{each.message} {each.hint}" for each in findings))
    supervisor = Supervisor(work, workers, Limits(memory_limit * MEGABYTE, time_limit))
    app.on_startup(supervisor.start)
    app.on_shutdown(supervisor.stop)
    build(Desk(data), work)

    def beside() -> None:  # the server has begun, so nothing is put around the studio any more
        if app.middleware_stack is not None:
            app.middleware_stack = Beside(app.middleware_stack, alone(work))

    app.on_startup(beside)
    shown = f"[{host}]" if ":" in host else host
    hello = f"The studio is on http://{shown}:{port}/ - stop it with Ctrl+C. Data: {data}"
    app.on_startup(lambda: click.echo(hello))
    ui.run(
        host=host,
        port=port,
        title=say("studio"),
        language=LANGUAGE,
        favicon=Path(__file__).parent / "static" / "favicon.svg",
        storage_secret=secret,
        reconnect_timeout=30,
        show=False,
        reload=False,
        show_welcome_message=False,
        tailwind=False,
    )


def _secret(data: Path) -> str:
    """What signs the browsers' cookies: made once, readable by this person only."""
    path = data / SECRET
    if not path.is_file():
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return path.read_text(encoding="ascii")


def _free_port(host: str, port: int) -> int:
    """The port itself if it is free, any free one for 0.

    Raises:
        OSError: it is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
        free: int = probe.getsockname()[1]
    return free


def _advice(error: OSError, host: str, port: int, data: Path) -> str:
    if error.filename is not None:
        return f"The folder {data} cannot be used: {error.strerror}. Choose another with --data."
    place = f"{host}, port {port}"
    return f"The studio cannot listen on {place}: {error.strerror}. Choose another with --port."
