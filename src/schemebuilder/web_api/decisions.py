"""`/decisions`: cases decided by a scheme, one at a time or a thousand in one request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import Response

from schemebuilder.services import deciding, naming
from schemebuilder.services.deciding import Telling
from schemebuilder.services.naming import Named
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api import shapes
from schemebuilder.web_api.answers import answer
from schemebuilder.web_api.bodies import Body, Day, Line, Whole, fits
from schemebuilder.web_api.callers import Caller, Work
from schemebuilder.web_api.describing import answers, asks
from schemebuilder.web_api.once import CarriedOutOnce
from schemebuilder.web_api.problems import Problem, findings

router: Final = APIRouter(tags=["decisions"])
MOST: Final = 1000
Language = Literal["en", "fr", "es", "pt", "sw", "ar"]
Voice = Literal["applicant", "officer", "court"]
Case = Annotated[
    dict[str, Any],
    Field(
        description="Persons and households with their facts, and the date (`sb-case/1`). "
        "Numbers are read as the decimals that are written. A fact that is not given is unknown, "
        "never zero."
    ),
]


class Explaining(Body):
    """In which language a decision is explained, and for whom."""

    language: Language = "en"
    voice: Voice = "officer"


class _Asked(Body):
    scheme: Annotated[Line, Field(min_length=1, description="Its key, or its id in the library.")]
    version: Annotated[
        Whole | None, Field(ge=1, le=2**31 - 1, description="The newest, unless it is given.")
    ] = None
    on: Annotated[
        Day | None, Field(description="Decide as of this day instead of the case's own.")
    ] = None
    values: Annotated[
        list[Line],
        Field(
            default_factory=list, max_length=100, description="Rules and facts to report besides."
        ),
    ]
    explain: Annotated[Explaining | None, Field(description="Say why, in plain words.")] = None


class NewDecision(_Asked):
    """A case to decide by a scheme."""

    case: Case


class NewBatch(_Asked):
    """Cases to decide by a scheme, each on its own."""

    cases: Annotated[list[Case], Field(min_length=1, max_length=MOST)]


class DecidedBy(shapes.Shape):
    """The text that decided; `version` is null for a scheme of the library."""

    key: str
    version: int | None
    text_hash: str
    meaning_hash: str


class Result(shapes.Shape):
    """The result, `sb-result/1`; its whole description stands in for this one."""


class Decision(shapes.Shape):
    """A case decided. One that cannot be decided yet says so, and what to ask (`missing`)."""

    scheme: DecidedBy
    result: Result
    findings: list[shapes.Finding]
    explanation: str | None


class Decided(shapes.Shape):
    """What one case of a batch came to."""

    result: Result
    findings: list[shapes.Finding]
    explanation: str | None


class NotDecided(shapes.Shape):
    """A case of a batch that cannot be read."""

    problem: shapes.Problem


class Batch(shapes.Shape):
    """An answer for each case, in the order of the cases."""

    scheme: DecidedBy
    answers: list[Decided | NotDecided]


_CASE: Final = {
    "id": "2026/117",
    "date": "2026-03-01",
    "persons": [
        {"id": "ana", "role": "head", "age": 34},
        {"id": "cleo", "role": "child", "age": 9},
    ],
    "households": [{"id": "home", "members": ["ana", "cleo"], "income": "95.50"}],
}
_ONE: Final = asks(
    NewDecision,
    {
        "a case": {"scheme": "child_grant", "case": _CASE},
        "explained to the applicant": {
            "scheme": "child_grant",
            "version": 1,
            "case": _CASE,
            "on": "2026-04-01",
            "explain": {"language": "en", "voice": "applicant"},
        },
    },
)
_MANY: Final = asks(NewBatch, {"two cases": {"scheme": "child_grant", "cases": [_CASE, _CASE]}})
_REPLAYED: Final = {200: ("Idempotency-Replayed",)}


@router.post(
    "/decisions",
    summary="Decide a case",
    responses=answers(
        {200: Decision},
        "unknown-scheme",
        "invalid-scheme",
        "invalid-case",
        body=True,
        once=True,
        headers=_REPLAYED,
    ),
    openapi_extra=_ONE,
)
def decide(
    work: Work,
    _caller: Caller,
    asked: Annotated[NewDecision, Depends(fits(NewDecision))],
    once: CarriedOutOnce,
) -> Response:
    """Decide one case by a scheme, exactly. Amounts are decimal text (`"50"`, `"33.25"`)."""

    def carried_out() -> Response:
        found = _scheme(work, asked)
        if isinstance(found, Problem):
            return found.answer()
        made = _decided(found, asked.case, asked)
        if isinstance(made, Problem):
            return made.answer()
        return answer({"scheme": _by(found), **made})

    return once.answer(carried_out)


@router.post(
    "/decisions/batch",
    summary="Decide many cases",
    responses=answers(
        {200: Batch}, "unknown-scheme", "invalid-scheme", body=True, once=True, headers=_REPLAYED
    ),
    openapi_extra=_MANY,
)
def decide_batch(
    work: Work,
    _caller: Caller,
    asked: Annotated[NewBatch, Depends(fits(NewBatch))],
    once: CarriedOutOnce,
) -> Response:
    """Decide up to 1000 cases by a scheme.

    One that cannot be read is a problem in its place, and keeps no other from being decided.
    """

    def carried_out() -> Response:
        found = _scheme(work, asked)
        if isinstance(found, Problem):
            return found.answer()
        made = [_decided(found, case, asked) for case in asked.cases]
        said = [{"problem": one.document} if isinstance(one, Problem) else one for one in made]
        return answer({"scheme": _by(found), "answers": said})

    return once.answer(carried_out)


def _scheme(work: Workspace, asked: _Asked) -> Named | Problem:
    """Return the scheme that is asked for, one without errors."""
    found = naming.named(work, asked.scheme, asked.version)
    if found is None:
        version = f", version {asked.version}," if asked.version else ""
        return Problem("unknown-scheme", f"{asked.scheme}{version} is no scheme that decides here.")
    if found.checked.scheme is None:
        return Problem("invalid-scheme", f"{found.key} cannot decide.", found.checked.findings)
    return found


def _decided(found: Named, case: Mapping[str, object], asked: _Asked) -> dict[str, Any] | Problem:
    telling = (
        None if asked.explain is None else Telling(asked.explain.language, asked.explain.voice)
    )
    made = deciding.decide_named(found, case, on=asked.on, values=asked.values, explain=telling)
    if not made.result:
        about = next((each.message for each in made.findings), "It cannot be read.")
        return Problem("invalid-case", about, made.findings)
    return {
        "result": made.result,
        "findings": findings(made.findings),
        "explanation": made.explanations[telling.voice] if telling else None,
    }


def _by(found: Named) -> dict[str, Any]:
    return {
        "key": found.key,
        "version": found.version,
        "text_hash": found.checked.text_hash,
        "meaning_hash": found.checked.meaning_hash,
    }
