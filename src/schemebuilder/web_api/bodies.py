"""Bodies of requests: JSON of bounded size, with exact numbers, that fits its description."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Final, TypeVar

from fastapi import Depends
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema
from starlette.requests import ClientDisconnect, Request

from schemebuilder.values.dates import day
from schemebuilder.values.numbers import UnreadableJsonError, loads
from schemebuilder.web_api.answers import JSON
from schemebuilder.web_api.problems import Problem, Refused

LARGEST: Final = 5_000_000
"""Bytes of a body."""
PATIENCE_S: Final = 30


class Body(BaseModel):
    """What a body holds: nothing that is not described, and no value read as another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Model = TypeVar("Model", bound=Body)


def _whole(value: object) -> object:
    """Return 3.0 as 3: JSON has one kind of number."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def _day(value: object) -> date:
    found = day(value) if isinstance(value, str) and len(value) == len("2026-03-01") else None
    if found is None:
        raise ValueError("It is no date that exists; write it as 2026-03-01.")
    return found


Whole = Annotated[int, BeforeValidator(_whole)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
SchemeText = Annotated[str, Field(min_length=1, max_length=200_000, pattern=r"^[^\x00]*$")]


async def raw_body(request: Request) -> bytes:
    """Return the bytes of the body, whose kind, size and time are bounded."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    coded = request.headers.get("content-encoding", "identity").strip().lower()
    if kind != JSON or coded != "identity":
        found = kind or "nothing that its header says"
        about = f"The body is {found}, coded as {coded}; JSON that is not compressed is read here."
        raise Refused(Problem("unsupported-media-type", about, headers={"Accept-Post": JSON}))
    said = request.headers.get("content-length", "")
    if said.isdecimal() and len(said) < 20 and int(said) > LARGEST:
        raise _too_large()
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST:
                    raise _too_large()
    except TimeoutError as error:
        about = f"It was not all there after {PATIENCE_S} seconds."
        raise Refused(Problem("request-timeout", about)) from error
    except ClientDisconnect as error:
        raise Refused(Problem("unreadable-body", "The connection ended in the body.")) from error
    return bytes(body)


RawBody = Annotated[bytes, Depends(raw_body)]


def fits(model: type[Model]) -> Callable[[bytes], Awaitable[Model]]:
    """Return what reads a body as a model says, or refuses it with all that does not fit."""

    async def read(raw: RawBody) -> Model:
        return as_described(model, raw)

    return read


def as_described(model: type[Model], raw: bytes) -> Model:
    """Return a body as a model says.

    Raises:
        Refused: it is no JSON, or does not fit.
    """
    try:
        data = loads(raw)
    except UnreadableJsonError as error:
        raise Refused(Problem("unreadable-body", str(error))) from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        wrong = tuple(
            {"pointer": pointer(each["loc"]), "detail": sentence(each)}
            for each in error.errors(include_url=False, include_input=False)
        )
        first = f"{wrong[0]['pointer'] or 'The body'}: {wrong[0]['detail']}"
        raise Refused(Problem("invalid-request", first, errors=wrong)) from error


def pointer(place: tuple[int | str, ...]) -> str:
    """Return a place in a body as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(each).replace('~', '~0').replace('/', '~1')}" for each in place)


def sentence(error: Any) -> str:
    """Return what is wrong as one sentence."""
    said = str(error["msg"]).removeprefix("Value error, ")
    return said if said.endswith(".") else f"{said}."


def _too_large() -> Refused:
    return Refused(Problem("body-too-large", f"A body has at most {LARGEST} bytes."))
