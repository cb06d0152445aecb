"""The application: all resources together, alone under `/api/v1` or mounted there by the studio."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import compile_path

from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api import decisions, schemes, server, simulations
from schemebuilder.web_api.answers import JSON
from schemebuilder.web_api.bodies import sentence
from schemebuilder.web_api.description import describe
from schemebuilder.web_api.guard import Guard
from schemebuilder.web_api.problems import PREFIX, Problem, Refused

DESCRIPTION: Final = "/openapi.json"
ABOUT: Final = """\
Decide cases and cost schemes of social protection from other programs.

Every figure is exact: amounts are decimal text, and numbers in a case are read as they are written.
What goes wrong is a problem document (RFC 9457), whose `type` leads to advice."""


def api(work: Workspace) -> FastAPI:
    """Return the application over a workspace, to be mounted at `/api/v1`."""
    app = FastAPI(
        title="Scheme Builder",
        version=version("schemebuilder"),
        description=ABOUT,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.work = work
    for each in (schemes, decisions, simulations, server):
        app.include_router(each.router)
    document = describe(app)
    app.state.description = document
    app.state.methods = {
        compile_path(path)[0]: [method.upper() for method in operations]
        for path, operations in {**document["paths"], DESCRIPTION: {"get": {}}}.items()
    }

    async def description(_request: Request) -> Response:
        return Response(json.dumps(document, ensure_ascii=False), media_type=JSON)

    app.add_route(DESCRIPTION, description, include_in_schema=False)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _not_as_described)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_middleware(Guard)
    return app


def alone(work: Workspace) -> FastAPI:
    """Return an application that serves nothing but this one, at its place."""
    around = FastAPI(openapi_url=None, redirect_slashes=False)
    around.state.methods = {}
    around.mount(PREFIX, api(work))
    around.add_exception_handler(HTTPException, _not_served)
    around.add_middleware(Guard)
    return around


async def _refused(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Refused):
        raise error
    return error.problem.answer()


async def _not_as_described(_request: Request, error: Exception) -> Response:
    """Answer for parameters that do not fit."""
    if not isinstance(error, RequestValidationError):
        raise error
    wrong = tuple(
        {"parameter": str(each["loc"][-1]), "detail": sentence(each)} for each in error.errors()
    )
    first = f"{wrong[0]['parameter']}: {wrong[0]['detail']}"
    return Problem("invalid-request", first, errors=wrong).answer()


async def _not_served(request: Request, error: Exception) -> Response:
    """Answer for an address or a method that is not served."""
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 405:
        about = f"{request.method} is not done at {request.url.path}."
        headers = {"Allow": ", ".join(_methods(request))}
        return Problem("method-not-allowed", about, headers=headers).answer()
    return Problem("not-found", f"Nothing is served at {request.url.path}.").answer()


def _methods(request: Request) -> list[str]:
    """Return what can be done at an address, over all operations that have it."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    served: Mapping[re.Pattern[str], list[str]] = request.app.state.methods
    found = [(at, methods) for at, methods in served.items() if at.fullmatch(path)]
    named = [methods for at, methods in found if not at.groups]  # `batch` is no id of a decision
    return sorted({one for methods in named or [each[1] for each in found] for one in methods})
