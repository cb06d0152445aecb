"""`/decisions`: cases decided by a scheme, one at a time or a thousand in one request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import Field
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from schemebuilder.services import deciding, naming, recording
from schemebuilder.services.naming import Ready
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api import shapes
from schemebuilder.web_api.answers import answer, moment, sent, unchanging
from schemebuilder.web_api.bodies import Body, Day, Line, Whole, fits
from schemebuilder.web_api.callers import Caller, Work
from schemebuilder.web_api.describing import answers, asks
from schemebuilder.web_api.once import CarriedOutOnce
from schemebuilder.web_api.problems import Problem, findings

router: Final = APIRouter(tags=["decisions"])
MOST: Final = 1000


class _Hash(StringConvertor):
    regex = "[0-9a-f]{64}"  # so that `/decisions/batch` is no record


register_url_convertor("hash", _Hash())
Id = Annotated[str, Path(alias="id", description="The id of a record.")]
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
    engine: Annotated[
        Literal["exact", "generated"],
        Field(description="Both give the same; `generated` is the faster for many cases."),
    ] = "exact"
    record: Annotated[
        bool, Field(description="Keep a record of it, which can be decided again by its id.")
    ] = False


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


class Decided(shapes.Shape):
    """What one case of a batch came to."""

    result: Result
    findings: list[shapes.Finding]
    explanation: str | None
    record: str | None = Field(description="The id of its record, where one was asked for.")


class Decision(Decided):
    """A case decided. One that cannot be decided yet says so, and what to ask (`missing`)."""

    scheme: DecidedBy


class NotDecided(shapes.Shape):
    """A case of a batch that cannot be read."""

    problem: shapes.Problem


class Batch(shapes.Shape):
    """An answer for each case, in the order of the cases."""

    scheme: DecidedBy
    answers: list[Decided | NotDecided]


class RecordedBy(shapes.Shape):
    """The scheme that decided, by its hashes: of its text, its meaning, and its meaning as kept."""

    id: str
    version: str
    hash: str
    text_hash: str
    ir_hash: str


class RecordOfDecision(shapes.Shape):
    """A decision as it was made: its id is the SHA-256 of the rest."""

    id: str
    as_of: str
    known_on: str
    decided_by: str
    case: dict[str, Any]
    scheme: RecordedBy
    values: list[str]
    result: dict[str, Any]


class KeptRecord(shapes.Shape):
    """A record that is kept, and by which scheme here it was decided."""

    scheme: str
    version: int | None
    decided_at: str
    record: RecordOfDecision


class Replay(shapes.Shape):
    """A record decided again: whether the bytes are the same, and where they first differ."""

    id: str
    same: bool
    difference: str


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
        "kept as a record": {"scheme": "child_grant", "case": _CASE, "record": True},
    },
)
_MANY: Final = asks(NewBatch, {"two cases": {"scheme": "child_grant", "cases": [_CASE, _CASE]}})
_REPLAYED: Final = {
    200: ("Idempotency-Replayed",),
    201: ("Location", "Idempotency-Replayed"),
}


@router.post(
    "/decisions",
    summary="Decide a case",
    responses=answers(
        {200: Decision, 201: Decision},
        "unknown-scheme",
        "invalid-scheme",
        "invalid-case",
        body=True,
        once=True,
        headers=_REPLAYED,
        links=dict.fromkeys(("one_record", "replay"), ("id", "record")),
    ),
    openapi_extra=_ONE,
)
def decide(
    work: Work,
    caller: Caller,
    asked: Annotated[NewDecision, Depends(fits(NewDecision))],
    once: CarriedOutOnce,
) -> Response:
    """Decide one case by a scheme, exactly. Amounts are decimal text (`"50"`, `"33.25"`).

    With `record`, what was decided is kept, and the answer is 201 with its place.
    """

    def carried_out() -> Response:
        found = _scheme(work, asked)
        if isinstance(found, Problem):
            return found.answer()
        made = _decided(found, [asked.case], asked)[0]
        if isinstance(made, Problem):
            return made.answer()
        _recorded(work, found, asked, caller.name, [(asked.case, made)])
        return answer({"scheme": _by(found), **made}, 201 if asked.record else 200)

    return once.answer(carried_out, _place if asked.record else None)


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
    caller: Caller,
    asked: Annotated[NewBatch, Depends(fits(NewBatch))],
    once: CarriedOutOnce,
) -> Response:
    """Decide up to 1000 cases by a scheme.

    One that cannot be read is a problem in its place, and keeps no other from being decided. With
    `record`, the records of all that were decided are kept together, or none is.
    """

    def carried_out() -> Response:
        found = _scheme(work, asked)
        if isinstance(found, Problem):
            return found.answer()
        made = _decided(found, asked.cases, asked)
        decided = [
            (case, one)
            for case, one in zip(asked.cases, made, strict=True)
            if not isinstance(one, Problem)
        ]
        _recorded(work, found, asked, caller.name, decided)
        said = [{"problem": one.document} if isinstance(one, Problem) else one for one in made]
        return answer({"scheme": _by(found), "answers": said})

    return once.answer(carried_out)


@router.get(
    "/decisions/{id:hash}",
    summary="The record of a decision",
    responses=answers(
        {200: KeptRecord, 304: None}, "not-found", headers={200: ("ETag",), 304: ("ETag",)}
    ),
)
def one_record(work: Work, request: Request, _caller: Caller, id_: Id) -> Response:
    """A decision that was kept, with its case and all that it came from. It never changes."""
    found = recording.record(work, id_)
    if found is None:
        return _no_record(id_)
    kept = {
        "scheme": found.scheme,
        "version": found.version,
        "decided_at": moment(found.decided_at),
        "record": recording.whole_record(found),
    }
    return unchanging(request, sent(kept), found.id)


@router.post(
    "/decisions/{id:hash}/replay",
    summary="Decide a record again",
    responses=answers({200: Replay}, "not-found"),
)
def replay(work: Work, _caller: Caller, id_: Id) -> Response:
    """Decide the case of a record by the meaning that it was decided by, and compare the bytes."""
    found = recording.replay_kept(work, id_)
    if found is None:
        return _no_record(id_)
    return answer({"id": found.id, "same": found.same, "difference": found.difference})


def _scheme(work: Workspace, asked: _Asked) -> Ready | Problem:
    """Return the scheme that is asked for, one without errors."""
    found = naming.named(work, asked.scheme, asked.version)
    if found is None:
        version = f", version {asked.version}," if asked.version else ""
        return Problem("unknown-scheme", f"{asked.scheme}{version} is no scheme that decides here.")
    ready = found.ready
    if ready is None:
        return Problem("invalid-scheme", f"{found.key} cannot decide.", found.checked.findings)
    return ready


def _decided(
    found: Ready, cases: Sequence[Mapping[str, object]], asked: _Asked
) -> list[dict[str, Any] | Problem]:
    """Return what each case comes to."""
    voice = None if asked.explain is None else asked.explain.voice
    said: list[dict[str, Any] | Problem] = []
    for case in cases:
        made = deciding.decide_scheme(
            found.scheme,
            case,
            on=asked.on,
            values=asked.values,
            explain=voice is not None,
            language="en" if asked.explain is None else asked.explain.language,
            engine=asked.engine,
        )
        if not made.result:
            about = next((each.message for each in made.findings), "It cannot be read.")
            said.append(Problem("invalid-case", about, made.findings))
            continue
        said.append(
            {
                "result": made.result,
                "findings": findings(made.findings),
                "explanation": None if voice is None else made.explanations[voice],
                "record": None,
            }
        )
    return said


def _recorded(
    work: Workspace,
    found: Ready,
    asked: _Asked,
    by: str,
    decided: Sequence[tuple[Mapping[str, object], dict[str, Any]]],
) -> None:
    """Keep records of decisions where that was asked for; their ids come into the answers."""
    if not asked.record or not decided:
        return
    ids = recording.keep_decisions(
        work,
        found.scheme,
        [(case, one["result"]) for case, one in decided],
        found.named.key,
        found.named.version,
        text_hash=found.named.checked.text_hash,
        by=by,
        values=asked.values,
    )
    for id_, (_, one) in zip(ids, decided, strict=True):
        one["record"] = id_


def _by(found: Ready) -> dict[str, Any]:
    return {
        "key": found.named.key,
        "version": found.named.version,
        "text_hash": found.named.checked.text_hash,
        "meaning_hash": found.named.checked.meaning_hash,
    }


def _place(made: Mapping[str, Any]) -> str:
    return f"/decisions/{made['record']}"


def _no_record(id_: str) -> Response:
    return Problem("not-found", f"No decision is kept as {id_}.").answer()
