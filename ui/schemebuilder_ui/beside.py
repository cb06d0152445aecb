"""The interface for other programs beside the pages, whose sessions and cookies never reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemebuilder.web_api.problems import PREFIX

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Beside:
    """An application that gives what is asked at `/api/v1` to one application, the rest to another.

    It stands outside of all that the studio does with a request: a program has no session.
    """

    def __init__(self, pages: ASGIApp, interface: ASGIApp) -> None:
        self.pages = pages
        self.interface = interface

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        path = scope.get("path", "") if scope["type"] == "http" else ""
        asked = path == PREFIX or path.startswith(f"{PREFIX}/")
        await (self.interface if asked else self.pages)(scope, receive, send)
