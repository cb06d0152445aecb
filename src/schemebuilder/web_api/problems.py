"""What goes wrong, as problem documents (RFC 9457): each kind has a name, a title and advice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.responses import Response

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.web_api.answers import sent

PREFIX: Final = "/api/v1"
MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its status, what it is called, and what to do about it."""

    status: int
    title: str
    advice: str


KINDS: Final[Mapping[str, Kind]] = {
    "unreadable-body": Kind(
        400,
        "The body cannot be read",
        "Send one JSON document in UTF-8, in which no key stands twice and every number is one.",
    ),
    "unauthorized": Kind(
        401,
        "There is no valid API key",
        "Send `Authorization: Bearer sbk_…`. `schemebuilder keys new NAME` makes a key.",
    ),
    "not-found": Kind(404, "There is nothing here", "Check the address, and the key or id in it."),
    "method-not-allowed": Kind(
        405, "This cannot be done here", "The header `Allow` names what can be done."
    ),
    "request-timeout": Kind(
        408, "The body took too long to arrive", "Send it again, in smaller parts if it is large."
    ),
    "key-taken": Kind(
        409,
        "There is a scheme with this key already",
        "Choose another key, or save a version of that scheme.",
    ),
    "under-way": Kind(
        409,
        "A request with this idempotency key is being worked on",
        "Wait a moment and send the same request again.",
    ),
    "not-done": Kind(
        409,
        "The simulation has no report yet",
        "Ask for the simulation itself until its `state` is `done`.",
    ),
    "body-too-large": Kind(413, "The body is too large", "Send at most 5 MB; split long batches."),
    "unsupported-media-type": Kind(
        415, "The body is not JSON", "Send `Content-Type: application/json`."
    ),
    "invalid-request": Kind(
        422,
        "The request is not as described",
        "`errors` says where. The description of the interface is openapi.json.",
    ),
    "unknown-scheme": Kind(
        422,
        "There is no such scheme, or no such version",
        "GET /schemes lists what there is.",
    ),
    "invalid-scheme": Kind(
        422, "The text of the scheme has errors", "`findings` says where and what to do."
    ),
    "invalid-case": Kind(
        422, "The case cannot be read", "`findings` says what is wrong with which fact."
    ),
    "invalid-simulation": Kind(
        422, "The simulation cannot be made", "`findings` says what to ask for instead."
    ),
    "idempotency-key-reused": Kind(
        422,
        "The idempotency key was used for another request",
        "Use a new key for each request, and the same key only to send the same request again.",
    ),
    "fault": Kind(
        500,
        "Something went wrong on our side",
        "Send it again. If it happens once more, report `id`: it stands in the log.",
    ),
    "unavailable": Kind(503, "The database does not answer", "Try again later."),
}
"""All problems by name; a name never changes its meaning."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its kind, what is wrong this time, and what a program may read of it."""

    kind: str
    detail: str
    findings: tuple[Finding, ...] = ()
    errors: tuple[Mapping[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    id: str = ""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return KINDS[self.kind].status

    @property
    def document(self) -> dict[str, Any]:
        """The problem as plain data."""
        kind = KINDS[self.kind]
        plain: dict[str, Any] = {
            "type": f"{PREFIX}/problems/{self.kind}",
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
            "advice": kind.advice,
        }
        if self.findings:
            plain["findings"] = findings(self.findings)
        if self.errors:
            plain["errors"] = [dict(error) for error in self.errors]
        if self.id:
            plain["id"] = self.id
        return plain

    def answer(self) -> Response:
        """Return the problem as an answer."""
        return Response(sent(self.document), self.status, dict(self.headers), media_type=MEDIA_TYPE)


class Refused(Exception):  # noqa: N818 - no error of ours: the one way out of what FastAPI calls first
    """A request that is refused before its operation is reached."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem


def findings(many: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain data."""
    return [finding_json(each) for each in many]
