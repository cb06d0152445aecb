"""How an operation describes itself: its body, its answers and its problems, for OpenAPI."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from schemebuilder.web_api.answers import JSON
from schemebuilder.web_api.bodies import Body
from schemebuilder.web_api.problems import KINDS, MEDIA_TYPE

SHAPES: Final = "#/components/schemas/"
_OF_ALL: Final = ("unauthorized", "fault")
_OF_BODIES: Final = (
    "unreadable-body",
    "request-timeout",
    "body-too-large",
    "unsupported-media-type",
    "invalid-request",
)
_OF_KEYS: Final = ("under-way", "idempotency-key-reused", "invalid-request")
_HEADERS: Final[Mapping[str, str]] = {
    "Location": "Where what was made is found.",
    "ETag": "Names this content; send it as `If-None-Match` to be told that it is the same.",
    "Idempotency-Replayed": "`true` where this is the answer that was given the first time.",
}


def asks(model: type[Body], examples: Mapping[str, Any]) -> dict[str, Any]:
    """Return what OpenAPI says of a body: its model, which `openapi` looks up, and examples."""
    shown = {name: {"summary": name, "value": value} for name, value in examples.items()}
    schema = {"$ref": f"{SHAPES}{model.__name__}"}
    content = {JSON: {"schema": schema, "examples": shown}}
    return {"requestBody": {"required": True, "content": content}}


def answers(
    made: Mapping[int, type[BaseModel] | None],
    *problems: str,
    body: bool = False,
    once: bool = False,
    key: bool = True,
    headers: Mapping[int, tuple[str, ...]] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of the answers: those that succeed, and each problem by its status.

    `body`, `once` and `key` add what goes wrong with bodies, idempotency keys and API keys. `links`
    say where to go on from what was made: the name of an operation, its parameter, and where in the
    answer its value stands.
    """
    said: dict[int | str, dict[str, Any]] = {}
    for status, model in made.items():
        said[status] = {"description": (model.__doc__ or "").split("\n")[0] if model else "Done."}
        if model is not None:
            said[status]["model"] = model
        if links and status in {201, 202}:
            said[status]["links"] = {
                operation: {
                    "operationId": operation,
                    "parameters": {parameter: f"$response.body#/{place}"},
                }
                for operation, (parameter, place) in links.items()
            }
        named = (headers or {}).get(status, ())
        if named:
            said[status]["headers"] = {name: _header(name) for name in named}
    kinds = (
        *problems,
        *(_OF_BODIES if body else ()),
        *(_OF_KEYS if once else ()),
        *(_OF_ALL if key else ("fault",)),
    )
    for status in sorted({KINDS[kind].status for kind in kinds}):
        own = [kind for kind in dict.fromkeys(kinds) if KINDS[kind].status == status]
        said[status] = {
            "description": "; ".join(f"`{kind}`: {KINDS[kind].title}" for kind in own) + ".",
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"{SHAPES}Problem"}}},
        }
        if status == 401:
            about = "How to say who asks."
            said[status]["headers"] = {
                "WWW-Authenticate": {
                    "description": about,
                    "schema": {"type": "string"},
                    "required": True,
                }
            }
    return said


def _header(name: str) -> dict[str, Any]:
    return {"description": _HEADERS[name], "schema": {"type": "string"}}
