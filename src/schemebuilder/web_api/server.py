"""`/health` and `/problems`: whether the server works, and what can go wrong; without a key."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import Response

from schemebuilder.services.workspace import answers as database_answers
from schemebuilder.web_api import shapes
from schemebuilder.web_api.answers import answer
from schemebuilder.web_api.callers import Work
from schemebuilder.web_api.describing import answers
from schemebuilder.web_api.problems import KINDS, PREFIX, Problem

router: Final = APIRouter(tags=["server"])


class KindList(shapes.Shape):
    """All kinds of problems."""

    items: list[shapes.Kind]


@router.get(
    "/health",
    summary="Whether the server works",
    responses=answers({200: shapes.Health}, "unavailable", key=False),
)
def health(work: Work) -> Response:
    """For a monitor: the version of the program, and whether the database answers."""
    if not database_answers(work):
        return Problem("unavailable", "A question to the database failed.").answer()
    return answer({"version": version("schemebuilder"), "database": "answers"})


@router.get(
    "/problems",
    summary="What can go wrong",
    responses=answers({200: KindList}, key=False),
)
def list_problems() -> Response:
    """Every kind of problem that an answer can be, with advice."""
    return answer({"items": [_kind(name) for name in KINDS]})


@router.get(
    "/problems/{name}",
    summary="One kind of problem",
    responses=answers({200: shapes.Kind}, "not-found", key=False),
)
def one_problem(name: str) -> Response:
    """What the `type` of a problem document leads to."""
    if name not in KINDS:
        return Problem("not-found", f"No problem is called {name}.").answer()
    return answer(_kind(name))


def _kind(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    return {
        "type": f"{PREFIX}/problems/{name}",
        "status": kind.status,
        "title": kind.title,
        "advice": kind.advice,
    }
