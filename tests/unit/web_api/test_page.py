"""Every request of docs/rest.md is answered as the page says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any, Final

from httpx import AsyncClient, Response

from tests.house.tree import ROOT
from tests.unit.web_api.conftest import HOST, TEXT
from tests.unit.web_api.test_application import PATHS

PAGE: Final = (ROOT / "docs" / "rest.md").read_text(encoding="utf-8")
_FENCE: Final = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


async def test_the_page_works_as_written(program: AsyncClient, tmp_path: Path) -> None:
    scheme = json.dumps({"key": "child_grant", "text": TEXT})
    (tmp_path / "scheme.json").write_text(scheme, encoding="utf-8")
    sent = 0
    last: Response | None = None
    for language, text in _FENCE.findall(PAGE):
        if language == "json":
            assert last is not None
            assert _holds(last.json(), json.loads(text)), last.text
            continue
        for words in _commands(text):
            last = await _send(program, words, tmp_path)
            assert last.is_success, last.text
            sent += 1
    assert sent >= 7


def test_the_page_names_paths_that_are_described() -> None:
    named = set(re.findall(r"(?:GET|POST) (/[a-z/{}]+)", PAGE))
    assert named
    assert named <= set(PATHS)


def _commands(text: str) -> list[list[str]]:
    lexer = shlex.shlex(text.replace("$API", HOST), posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    words = list(lexer)
    starts = [place for place, word in enumerate(words) if word == "curl"]
    return [words[a + 1 : b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


async def _send(program: AsyncClient, words: list[str], folder: Path) -> Response:
    """Send what a curl command would."""
    headers: dict[str, str] = {}
    body: bytes | None = None
    url = ""
    rest = iter(words)
    for word in rest:
        if word == "-H":
            name, _, value = next(rest).partition(": ")
            if name != "Authorization":  # the program has its own
                headers[name] = value
        elif word == "-d":
            given = next(rest)
            read = given.startswith("@")
            body = (folder / given[1:]).read_bytes() if read else given.encode()
        elif word != "-s":
            url = word
    method = "GET" if body is None else "POST"
    return await program.request(method, url, content=body, headers=headers)


def _holds(found: Any, said: Any) -> bool:
    """Say whether an answer holds what the page shows of it."""
    if isinstance(said, dict):
        return isinstance(found, dict) and all(
            name in found and _holds(found[name], value) for name, value in said.items()
        )
    return bool(found == said)
