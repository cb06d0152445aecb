"""What answers look like, for the description of the interface and for those who read it."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A record of an answer; it has no other names than these."""

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=False)


class Edit(Shape):
    """A change that mends the text: what stands from `start` to `end` is replaced."""

    title: str
    start: int
    end: int
    replacement: str


class Label(Shape):
    """A remark on one place of the text; offsets count code points, lines and columns from 1."""

    source: str
    line: int
    column: int
    start: int
    end: int
    label: str


class Finding(Shape):
    """One thing found in a scheme or a case; the code is stable, the words may improve."""

    code: str = Field(pattern=r"^SB-[A-Z][0-9]{3}$")
    severity: Literal["error", "warning", "note"]
    message: str
    hint: str = ""
    citation: str = ""
    place: str = ""
    example: dict[str, Any] = {}
    labels: list[Label] = []
    source: str = ""
    line: int = 1
    column: int = 1
    start: int = 0
    end: int = 0
    edits: list[Edit] = []


class Wrong(Shape):
    """One place of a request that is not as described: a JSON pointer, or a parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""


class Problem(Shape):
    """A problem document (RFC 9457)."""

    type: str = Field(description="Names the kind of problem for good; it can be opened.")
    title: str
    status: int
    detail: str = Field(description="What is wrong this time, in words for a person.")
    advice: str
    findings: list[Finding] = []
    errors: list[Wrong] = []
    id: str = Field("", description="Of a fault on our side: stands in the log of the server.")


class Kind(Shape):
    """A kind of problem."""

    type: str
    status: int
    title: str
    advice: str


class Health(Shape):
    """Whether the server can work."""

    version: str
    database: Literal["answers"]
