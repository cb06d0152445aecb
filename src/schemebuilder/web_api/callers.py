"""Who asks: the workspace that an application serves, and the API key that a request carries."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from schemebuilder.services import keys
from schemebuilder.services.keys import ApiKey
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api.problems import Problem, Refused

REALM: Final = 'Bearer realm="Scheme Builder"'
_BEARER: Final = HTTPBearer(
    auto_error=False,
    scheme_name="apiKey",
    description="A key that `schemebuilder keys new NAME` printed: `Authorization: Bearer sbk_…`.",
)


async def _work(request: Request) -> Workspace:
    work: Workspace = request.app.state.work
    return work


Work = Annotated[Workspace, Depends(_work)]


def _caller(
    work: Work, sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> ApiKey:
    if sent is None:
        about = "The request carries no API key."
        raise Refused(Problem("unauthorized", about, headers={"WWW-Authenticate": REALM}))
    found = keys.holder(work, sent.credentials)
    if found is None:
        about = "The API key is not one of ours, or it was revoked."
        headers = {"WWW-Authenticate": f'{REALM}, error="invalid_token"'}
        raise Refused(Problem("unauthorized", about, headers=headers))
    return found


Caller = Annotated[ApiKey, Depends(_caller)]
