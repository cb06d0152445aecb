"""Around every request: headers that keep browsers from harm, and no traceback ever goes out."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from typing import Any, Final
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemebuilder.web_api.problems import Problem

LOG: Final = logging.getLogger("schemebuilder.web_api")
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Answers hold people's cases: nothing keeps them, frames them or takes them for a page."""


class Guard:
    """An ASGI application around another: its faults become problems whose id is in the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer for what goes wrong."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message)
            await send(message)

        try:
            await self.app(scope, receive, guarded)
        except Exception:
            id_ = str(uuid4())
            LOG.exception("fault %s in %s %s", id_, scope["method"], scope["path"])
            if started:
                raise  # half an answer is out: the server can only end the connection
            about = "The fault is ours, and nothing of it was kept."
            await Problem("fault", about, id=id_).answer()(scope, receive, guarded)


def _add_headers(message: MutableMapping[str, Any]) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
