"""Where pages ask for the national cost: one worker process, and stale texts are dropped."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable
    from pathlib import Path

Pipe = TypeVar("Pipe")

LONGEST_LINE: Final = 16 * 2**20
COMMAND: Final = (sys.executable, "-m", "schemebuilder_ui.country_worker")


class WorkerStoppedError(RuntimeError):
    """The worker process ended by itself."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"the worker for national costs ended with status {status}")


@dataclass(slots=True)
class _Waiting:
    """A page's newest text, and who hears of the answer."""

    text: str
    answer: asyncio.Future[dict[str, Any] | None]


@dataclass(slots=True)
class Desk:
    """Takes the requests of all pages; start and stop it with the server."""

    data: Path
    command: tuple[str, ...] = COMMAND
    _process: Process | None = None
    _loop: asyncio.Task[None] | None = None
    _waiting: OrderedDict[str, _Waiting] = field(default_factory=OrderedDict)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _ids: count[int] = field(default_factory=count)
    _progress: tuple[float, str] | None = (0.0, "")
    _listeners: dict[str, Callable[[float | None, str], None]] = field(default_factory=dict)

    def watch(self, page: str, listener: Callable[[float | None, str], None]) -> None:
        """Tell a page how far the population is made, now and later; None means it is ready."""
        self._listeners[page] = listener
        listener(*(self._progress or (None, "")))

    def leave(self, page: str) -> None:
        """Forget a page that was closed."""
        self._listeners.pop(page, None)
        self._drop(page)

    async def cost(self, page: str, text: str) -> dict[str, Any] | None:
        """Work out the national cost of a text; None when the page has asked again since.

        Raises:
            WorkerStoppedError: the worker ended; the next request starts another.
        """
        self._drop(page)
        answer: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()
        self._waiting[page] = _Waiting(text, answer)
        if self._loop is None or self._loop.done():
            self._loop = asyncio.create_task(self._serve(), name="national costs")
        self._arrived.set()
        return await answer

    async def stop(self) -> None:
        """End the worker."""
        if self._loop is not None:
            self._loop.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    def _drop(self, page: str) -> None:
        stale = self._waiting.pop(page, None)
        if stale is not None and not stale.answer.done():
            stale.answer.set_result(None)

    async def _serve(self) -> None:
        current: _Waiting | None = None
        try:
            process = await self._started()
            while True:
                await self._arrived.wait()
                if not self._waiting:
                    self._arrived.clear()
                    continue
                _, current = self._waiting.popitem(last=False)
                reply = await self._ask(process, current.text)
                if not current.answer.done():
                    current.answer.set_result(reply)
        except WorkerStoppedError as error:
            self._progress = (0.0, "")
            for waiting in (current, *self._waiting.values()):
                if waiting is not None and not waiting.answer.done():
                    waiting.answer.set_exception(error)
            self._waiting.clear()

    async def _started(self) -> Process:
        self._process = await asyncio.create_subprocess_exec(
            *self.command,
            str(self.data),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
        )
        while True:
            message = await self._read(self._process)
            self._progress = (
                None if message.get("ready") else (message["progress"], message["words"])
            )
            for listener in list(self._listeners.values()):
                listener(*(self._progress or (None, "")))
            if self._progress is None:
                return self._process

    async def _ask(self, process: Process, text: str) -> dict[str, Any]:
        number = next(self._ids)
        try:
            _pipe(process.stdin).write(json.dumps({"id": number, "text": text}).encode() + b"\n")
            await _pipe(process.stdin).drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise WorkerStoppedError(process.returncode) from error
        while True:
            message = await self._read(process)
            if message.get("id") == number:
                return message

    async def _read(self, process: Process) -> dict[str, Any]:
        line = await _pipe(process.stdout).readline()
        if not line:
            raise WorkerStoppedError(await process.wait())
        message: dict[str, Any] = json.loads(line)
        return message


def _pipe(pipe: Pipe | None) -> Pipe:
    """The pipe that the process was started with."""
    if pipe is None:
        raise WorkerStoppedError(None)
    return pipe
