"""`/schemes`: which schemes decide here, their versions, and new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from schemebuilder.services import authoring, keeping, naming
from schemebuilder.services.naming import Listed
from schemebuilder.services.workspace import Workspace
from schemebuilder.web_api import shapes
from schemebuilder.web_api.answers import answer, moment, sent, unchanging
from schemebuilder.web_api.bodies import Body, Line, SchemeText, fits
from schemebuilder.web_api.callers import Caller, Work
from schemebuilder.web_api.describing import answers, asks
from schemebuilder.web_api.once import CarriedOutOnce
from schemebuilder.web_api.pages import After, Limit, part
from schemebuilder.web_api.problems import Problem, findings

router: Final = APIRouter(tags=["schemes"])
EXAMPLE: Final = authoring.new_scheme("child_grant")


class NewVersion(Body):
    """The text of a scheme, to be kept as a version."""

    text: SchemeText
    note: Line = ""


class NewScheme(NewVersion):
    """A scheme to be kept under a key, with the text of its first version."""

    key: Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,79}$")]


class SchemeHeading(shapes.Shape):
    """A scheme that decides here: one that is kept, or one of the library."""

    key: str
    title: str
    country: str
    branch: str
    library: bool = Field(description="It is of the library, and has no versions here.")
    origin: str = Field(description="The scheme of the library that it began as, or nothing.")
    newest: int | None = Field(description="The number of its newest version.")
    changed_at: str | None


class SchemeList(shapes.Shape):
    """A part of the list of schemes, in order of their keys."""

    items: list[SchemeHeading]
    next: str | None


class VersionHeading(shapes.Shape):
    """A version of a scheme: a text that never changes."""

    scheme: str
    version: int
    title: str
    note: str
    saved_by: str
    saved_at: str
    text_hash: str = Field(description="SHA-256 of the text in its canonical layout.")
    meaning_hash: str = Field(
        description="SHA-256 of what the text means: the same whatever its layout and language."
    )


class VersionList(shapes.Shape):
    """A part of the versions of a scheme, in order of their numbers."""

    items: list[VersionHeading]
    next: str | None


class WholeVersion(VersionHeading):
    """A version of a scheme with its text."""

    text: str


class SavedVersion(VersionHeading):
    """A version that was saved, and what was found in its text besides errors."""

    findings: list[shapes.Finding]


_NEW: Final = asks(NewScheme, {"a first scheme": {"key": "child_grant", "text": EXAMPLE}})
_NEXT: Final = asks(NewVersion, {"a version": {"text": EXAMPLE, "note": "The new limit."}})
_MADE: Final = ("Location", "Idempotency-Replayed")


@router.get(
    "/schemes", summary="List the schemes", responses=answers({200: SchemeList}, "invalid-request")
)
def list_schemes(work: Work, _caller: Caller, limit: Limit = 50, after: After = "") -> Response:
    """Schemes that are kept here and have a version, and those of the library."""
    return part(naming.listed(work), limit, after, place=lambda each: each.key, shown=_heading)


@router.post(
    "/schemes",
    summary="Keep a new scheme",
    status_code=201,
    responses=answers(
        {201: SavedVersion},
        "key-taken",
        "invalid-scheme",
        body=True,
        once=True,
        headers={201: _MADE},
        links=dict.fromkeys(("one_scheme", "list_versions", "add_version"), ("key", "scheme")),
    ),
    openapi_extra=_NEW,
)
def add_scheme(
    work: Work,
    caller: Caller,
    asked: Annotated[NewScheme, Depends(fits(NewScheme))],
    once: CarriedOutOnce,
) -> Response:
    """Check a text and keep it as version 1. A text with errors is refused, with all of them."""

    def carried_out() -> Response:
        if naming.taken(work, asked.key):
            return Problem("key-taken", f"{asked.key} is a scheme already.").answer()
        return _saved(work, asked.key, asked, caller.name)

    return once.answer(carried_out, _place)


@router.get(
    "/schemes/{key}",
    summary="One scheme",
    responses=answers({200: SchemeHeading}, "not-found"),
)
def one_scheme(work: Work, _caller: Caller, key: str) -> Response:
    """What the list says of one scheme."""
    found = naming.heading(work, key)
    return _no_scheme(key) if found is None else answer(_heading(found))


@router.get(
    "/schemes/{key}/versions",
    summary="List the versions of a scheme",
    responses=answers({200: VersionList}, "not-found", "invalid-request"),
)
def list_versions(
    work: Work, _caller: Caller, key: str, limit: Limit = 50, after: After = ""
) -> Response:
    """The versions of a scheme that is kept here."""
    found = _versions(work, key)
    if not found:
        return _no_scheme(key)
    return part(found[::-1], limit, after, place=lambda one: f"{one.number:08}", shown=_version)


@router.post(
    "/schemes/{key}/versions",
    summary="Save a version of a scheme",
    status_code=201,
    responses=answers(
        {200: SavedVersion, 201: SavedVersion},
        "not-found",
        "invalid-scheme",
        body=True,
        once=True,
        headers={200: _MADE, 201: _MADE},
    ),
    openapi_extra=_NEXT,
)
def add_version(
    work: Work,
    caller: Caller,
    key: str,
    asked: Annotated[NewVersion, Depends(fits(NewVersion))],
    once: CarriedOutOnce,
) -> Response:
    """Check a text and keep it as the next version.

    The text of the newest version makes no other: the answer is then 200 with that one.
    """

    def carried_out() -> Response:
        if not _versions(work, key):
            return _no_scheme(key)
        return _saved(work, key, asked, caller.name)

    return once.answer(carried_out, _place)


@router.get(
    "/schemes/{key}/versions/{version}",
    summary="One version with its text",
    responses=answers(
        {200: WholeVersion, 304: None},
        "not-found",
        "invalid-request",
        headers={200: ("ETag",), 304: ("ETag",)},
    ),
)
def one_version(work: Work, request: Request, _caller: Caller, key: str, version: int) -> Response:
    """A version never changes, so its ETag may be kept for good."""
    found = next((one for one in _versions(work, key) if one.number == version), None)
    text = None if found is None else keeping.version_text(work, key, version)
    if found is None or text is None:
        return Problem("not-found", f"There is no version {version} of {key} here.").answer()
    content = sent({**_version(found), "text": text})
    return unchanging(request, content, f"{found.number}-{found.text_hash}")


def _saved(work: Workspace, key: str, asked: NewVersion, by: str) -> Response:
    checked = authoring.check_text(asked.text, alone=True)
    before = {one.number for one in keeping.versions(work, key)}
    made, found = keeping.save_version(work, key, asked.text, note=asked.note, by=by, alone=True)
    if made is None:
        return Problem("invalid-scheme", found[0].message, tuple(found[1:] or found)).answer()
    said = {**_version(made), "findings": findings((*found, *checked.findings))}
    return answer(said, 200 if made.number in before else 201)


def _place(made: Mapping[str, Any]) -> str:
    return f"/schemes/{quote(made['scheme'])}/versions/{made['version']}"


def _versions(work: Workspace, key: str) -> Sequence[keeping.Version]:
    return () if "\x00" in key else keeping.versions(work, key)


def _heading(one: Listed) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "country": one.country,
        "branch": one.branch,
        "library": one.library,
        "origin": one.origin,
        "newest": one.newest,
        "changed_at": moment(one.changed_at),
    }


def _version(one: keeping.Version) -> dict[str, Any]:
    return {
        "scheme": one.scheme,
        "version": one.number,
        "title": one.title,
        "note": one.note,
        "saved_by": one.saved_by,
        "saved_at": moment(one.saved_at),
        "text_hash": one.text_hash,
        "meaning_hash": one.meaning_hash,
    }


def _no_scheme(key: str) -> Response:
    return Problem("not-found", f"There is no scheme {key} here.").answer()
