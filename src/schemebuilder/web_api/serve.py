"""`schemebuilder api`: the interface for other programs, without the studio."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from schemebuilder.services.limits import MEGABYTE, Limits
from schemebuilder.web_api.options import serving_options

PORT: Final = 8081
IDLE_S: Final = 15


@click.command(name="api")
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
    """Serve schemes, decisions and simulations to other programs until Ctrl+C."""
    # Here, because the list of commands loads this file.
    import uvicorn  # noqa: PLC0415 - slow

    from schemebuilder.services.supervising import Supervisor  # noqa: PLC0415 - slow
    from schemebuilder.services.workspace import open_workspace  # noqa: PLC0415 - slow
    from schemebuilder.web_api.application import alone  # noqa: PLC0415 - slow
    from schemebuilder.web_api.problems import PREFIX  # noqa: PLC0415 - slow

    work, findings = open_workspace(data, database)
    if work is None:
        raise click.ClickException(" ".join(f"{one.message} {one.hint}" for one in findings))
    try:
        heard = listening(host, port)
    except OSError as error:
        work.close()
        about = f"{host}, port {port}: {error.strerror}. Choose another with --host or --port."
        raise click.ClickException(f"The interface cannot listen on {about}") from error
    shown = f"[{host}]" if ":" in host else host
    place = f"http://{shown}:{heard.getsockname()[1]}{PREFIX}/"
    click.echo(f"The interface is on {place} - stop it with Ctrl+C.")
    config = uvicorn.Config(
        alone(work), log_level="warning", server_header=False, timeout_keep_alive=IDLE_S
    )
    supervisor = Supervisor(work, workers, Limits(memory_limit * MEGABYTE, time_limit))
    supervisor.start()
    with suppress(KeyboardInterrupt):  # uvicorn has ended well when it raises this once more
        uvicorn.Server(config).run(sockets=[heard])
    supervisor.stop()
    work.close()


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens, on any free port for 0.

    Raises:
        OSError: the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=256)
