"""Answers: canonical JSON, in which no number is a float, with an ETag where nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import plain

JSON: Final = "application/json"


def sent(document: object) -> str:
    """Return plain data as canonical JSON; numbers that JSON readers would round stand in text."""
    return canonical(plain(document))


def answer(
    document: object, status: int = 200, *, headers: Mapping[str, str] | None = None
) -> Response:
    """Return an answer in JSON."""
    return Response(sent(document), status, dict(headers or {}), media_type=JSON)


def unchanging(request: Request, content: str, tag: str, kind: str = JSON) -> Response:
    """Return what never changes, with its ETag; 304 where the caller says that it has it."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    known = {each.strip().removeprefix("W/") for each in _if_none_match(request)}
    if known & {f'"{tag}"', "*"}:
        return Response(None, 304, headers)
    return Response(content, 200, headers, media_type=kind)


def moment(value: datetime | None) -> str | None:
    """Return a moment as RFC 3339 writes it, in UTC."""
    return (
        None if value is None else value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    )


def _if_none_match(request: Request) -> list[str]:
    return request.headers.get("if-none-match", "").split(",")
