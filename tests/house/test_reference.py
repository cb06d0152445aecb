"""Nothing in the reference manual is only said: every scheme, mistake and command in it is run."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from schemebuilder.cli.main import main
from schemebuilder.compiler.pipeline import Load, compile_scheme
from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.diagnostics.render import finding_text
from schemebuilder.engines.exact.expect import try_example
from schemebuilder.services.sources import load_used
from tests.house.reference_blocks import REFERENCE, Block, blocks, frame, pages
from tests.house.reference_pages import PAGES

if TYPE_CHECKING:
    from pathlib import Path

UNUSED = {"SB-N005", "SB-S001"}  # a fragment need not use everything that is declared
KINDS = {"", "whole", "fragment", "bad", "frame", "file"}
ELLIPSIS = "…"


def _blocks(language: str, *kinds: str) -> list[Block]:
    return [block for block in blocks() if block.language == language and block.kind in kinds]


def _name(block: Block) -> str:
    return block.id


def test_every_block_says_what_it_is_in_words_that_are_known() -> None:
    unknown = [b.id for b in blocks() if b.kind not in KINDS or b.language not in _LANGUAGES]
    assert unknown == []


_LANGUAGES = {"scheme", "json", "toml", "console", "text"}


@pytest.mark.parametrize("block", _blocks("scheme", "whole", "frame", "file"), ids=_name)
def test_a_whole_scheme_is_right_and_passes_its_examples(block: Block) -> None:
    _holds(block.text, block, excused=UNUSED if block.kind == "frame" else set())


@pytest.mark.parametrize("block", _blocks("scheme", "fragment"), ids=_name)
def test_a_fragment_is_right_in_the_manual_s_frame(block: Block) -> None:
    _holds(f"{frame()}\n{block.text}", block, excused=UNUSED)


@pytest.mark.parametrize("block", _blocks("scheme", "bad"), ids=_name)
def test_a_mistake_is_found_as_the_manual_says(block: Block) -> None:
    text = block.text if block.is_whole else f"{frame()}\n{block.text}"
    found = {f.code for f in compile_scheme(text, block.id, load=_load(block)).findings}
    assert set(block.words[1:]) <= found
    assert len(block.words) > 1


@pytest.mark.parametrize("block", _blocks("json", "", "file"), ids=_name)
def test_json_can_be_read(block: Block) -> None:
    json.loads(block.text)


@pytest.mark.parametrize("page", [page.name for page in pages()])
def test_commands_print_what_the_manual_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [block for block in blocks() if block.page == page]
    if not any(block.language == "console" for block in here):
        pytest.skip("no commands on this page")
    monkeypatch.chdir(tmp_path)
    for block in here:
        if block.kind == "file":
            (tmp_path / block.words[1]).write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            _run(block)


@pytest.mark.parametrize("page", [page.name for page in pages()])
def test_links_lead_somewhere(page: str) -> None:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [link for link in links if not (REFERENCE / link).exists()] == []


def test_every_page_is_in_the_contents() -> None:
    contents = (REFERENCE / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"\]\(([\w-]+\.md)\)", contents))
    assert {page.name for page in pages()} - {"README.md"} == listed


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_a_table_is_fresh(name: str) -> None:
    written = (REFERENCE / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "run: python -m tests.house.reference_pages"


def _holds(text: str, block: Block, *, excused: set[str]) -> None:
    compiled = compile_scheme(text, block.id, load=_load(block))
    wrong = [f for f in compiled.findings if _matters(f, excused)]
    assert not wrong, "\n".join(finding_text(f, {block.id: text}) for f in wrong)
    if compiled.portfolio is not None:
        return
    assert compiled.scheme is not None
    failed = [
        f"{trial.id}: {finding.message}"
        for trial in (try_example(compiled.scheme, one) for one in compiled.scheme.examples)
        if not trial.passed
        for finding in trial.findings
    ]
    assert failed == []


def _load(block: Block) -> Load:
    """Files of the page are found by name, as those beside a text are."""
    there = {b.words[1]: b.text for b in blocks() if b.page == block.page and b.kind == "file"}

    def load(kind: str, name: str) -> str | None:
        return there.get(f"{name}.scheme") or load_used(kind, name)

    return load


def _matters(finding: Finding, excused: set[str]) -> bool:
    return finding.severity is not Severity.NOTE and finding.code not in excused


def _run(block: Block) -> None:
    """Run each `$ schemebuilder …` of a block; an ellipsis line skips any number of lines."""
    runs = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    assert runs, f"{block.id} shows no command"
    for run in runs:
        command, _, shown = run.partition("\n")
        words = shlex.split(command)
        assert words[0] == "schemebuilder", f"{block.id}: {command}"
        done = CliRunner().invoke(main, words[1:])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        _same(shown, done.output, f"{block.id}: {command}")


def _same(shown: str, printed: str, place: str) -> None:
    expected, got = _lines(shown), _lines(printed)
    said = f"{place}\nprinted:\n{printed}"
    if ELLIPSIS not in expected:
        assert expected == got, said
        return
    at, anywhere = 0, False
    for line in expected:
        if line == ELLIPSIS:
            anywhere = True
            continue
        found = got.index(line, at) if anywhere and line in got[at:] else at
        assert found < len(got), said
        assert got[found] == line, said
        at, anywhere = found + 1, False
    assert anywhere or at == len(got), said


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
