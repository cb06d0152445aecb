"""`Idempotency-Key`: a request that is sent again is answered as before, to the byte.

As the IETF draft "The Idempotency-Key HTTP Header Field" says: another request under the key is
422, one whose first sending is still being worked on is 409.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import Depends, Header
from starlette.requests import Request
from starlette.responses import Response

from schemebuilder.services.repeating import (
    AnotherRequest,
    Answered,
    Taken,
    UnderWay,
    Wanted,
)
from schemebuilder.web_api.answers import JSON
from schemebuilder.web_api.bodies import RawBody
from schemebuilder.web_api.callers import Caller, Work
from schemebuilder.web_api.problems import PREFIX, Problem

REPLAYED: Final = "Idempotency-Replayed"
_PATTERN: Final = r"""^("[!#-~]+"|[!#-~]+)$"""
ABOUT: Final = (
    "Makes it safe to send the request again: under one key it is carried out once, and for "
    "24 hours the answer is the one of the first time. Take a new UUID for each request; "
    "it may stand in quotation marks."
)


@dataclass(frozen=True, slots=True)
class Once:
    """How a request is carried out: once under its idempotency key, or simply, without one."""

    wanted: Wanted | None

    def answer(
        self, work: Callable[[], Response], place: Callable[[Any], str] | None = None
    ) -> Response:
        """Carry the request out, or answer as before.

        `place` says where what was made is found, from the answer.
        """
        if self.wanted is None:
            return _placed(work(), place)
        found = self.wanted.take()
        match found:
            case Answered():
                headers = {REPLAYED: "true"}
                again = Response(found.body, found.status, headers, media_type=JSON)
                return _placed(again, place)
            case UnderWay():
                about = "Its first sending has no answer yet."
                return Problem("under-way", about, headers={"Retry-After": "1"}).answer()
            case AnotherRequest():
                return Problem("idempotency-key-reused", "Its body or address differs.").answer()
            case Taken():
                return _placed(self._carried_out(self.wanted, found, work), place)

    def _carried_out(self, wanted: Wanted, taken: Taken, work: Callable[[], Response]) -> Response:
        try:
            made = work()
        except BaseException:
            wanted.let_go(taken)
            raise
        if made.status_code < 400:
            wanted.keep(taken, made.status_code, bytes(made.body).decode())
        else:
            wanted.let_go(taken)
        return made


def _placed(made: Response, place: Callable[[Any], str] | None) -> Response:
    """Return an answer that says where what it tells of is found; a problem tells of nothing."""
    if place is not None and made.status_code < 300:
        made.headers["Location"] = PREFIX + place(json.loads(bytes(made.body)))
    return made


async def _once(
    request: Request,
    work: Work,
    caller: Caller,
    raw: RawBody,
    sent: Annotated[
        str | None,
        Header(alias="Idempotency-Key", description=ABOUT, max_length=200, pattern=_PATTERN),
    ] = None,
) -> Once:
    if sent is None:
        return Once(None)
    asked = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + raw).hexdigest()
    return Once(Wanted(work, caller, sent.strip('"'), asked))


CarriedOutOnce = Annotated[Once, Depends(_once)]
