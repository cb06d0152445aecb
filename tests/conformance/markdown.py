"""Reads conformance cases from Markdown: one case a second-level heading, its blocks fenced.

A file may open with a ```header block (the scheme header and vocabulary that its cases share).
A case has a ```scheme block (a whole text, or statements under the header), any number of
```case and ```list blocks (JSON, with `expect`), and at most one ```findings block: a line a
finding, its code and what it points to in quotes; a case without that block must have no errors.
A ```file NAME block, in a case or before all, is another scheme that the text finds by that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"^```file +(\S+)[ \t]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)
_WHOLE = ("scheme ", "reform ", "portfolio ")
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ConformanceCase:
    """One case: a text, facts with what they come to, and the findings expected of the text."""

    name: str
    path: Path
    text: str
    cases: tuple[str, ...]
    lists: tuple[str, ...]
    findings: tuple[str, ...] | None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Topic, kind and heading, for the test's name."""
        return (
            f"{self.path.parent.parent.name}/{self.path.parent.name}/{self.path.stem}: {self.name}"
        )


def read_file(path: Path) -> list[ConformanceCase]:
    """Return the cases of one file in order."""
    text = path.read_text(encoding="utf-8")
    parts = _HEADING.split(text)
    header = "".join(body for kind, body in _FENCE.findall(parts[0]) if kind == "header")
    return [
        _read_case(name, body, header, (path, dict(_FILE.findall(parts[0]))))
        for name, body in zip(parts[1::2], parts[2::2], strict=True)
    ]


def _read_case(
    name: str, body: str, header: str, where: tuple[Path, Mapping[str, str]]
) -> ConformanceCase:
    path, files = where
    blocks = _FENCE.findall(body)
    schemes = [content for kind, content in blocks if kind == "scheme"]
    findings = [content for kind, content in blocks if kind == "findings"]
    kinds = {kind for kind, _ in blocks}
    known = {"scheme", "case", "list", "findings", "file"}
    if len(schemes) != 1 or len(findings) > 1 or kinds - known:
        message = f"{path.name}, {name}: one scheme, at most one findings, else cases and lists"
        raise ValueError(message)
    written = schemes[0]
    whole = written if written.lstrip().startswith(_WHOLE) else f"{header}\n{written}"
    expected = findings[0].strip().splitlines() if findings else None
    return ConformanceCase(
        name=name.strip(),
        path=path,
        text=whole,
        cases=tuple(content for kind, content in blocks if kind == "case"),
        lists=tuple(content for kind, content in blocks if kind == "list"),
        findings=None if expected is None else tuple(line.strip() for line in expected),
        files=tuple({**files, **dict(_FILE.findall(body))}.items()),
    )
