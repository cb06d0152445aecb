"""What the documents promise is there: commands, links, and the first steps as they are written."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.house.tree import BIN, ROOT

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")
TOP = {
    *("src", "ui", "dsl", "scheme_library", "tests", "docs", ".ci"),
    *(*DOCUMENTS, "LICENSE", "Makefile", "pyproject.toml"),
    *(".editorconfig", ".gitignore", ".pre-commit-config.yaml"),
}


def test_the_readme_shows_the_two_commands_that_do_all_the_set_up() -> None:
    shown = {line.split("#")[0].strip() for line in _commands()}
    assert {"make run", "make test"} <= shown


def test_every_make_command_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), flags=re.MULTILINE))
    named = {name for doc in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)", _text(doc))}
    assert named
    assert named <= targets


def test_continuous_integration_runs_what_people_run() -> None:
    assert re.search(r"^make test\b", _text(".ci/run"), flags=re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_in_a_document_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", _text(document))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_top_of_the_tree_holds_what_the_house_has_and_nothing_else() -> None:
    git = subprocess.run(
        ["git", "ls-files"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if git.returncode != 0:
        pytest.skip("not a git clone, so there is no list of what belongs to the project")
    assert {name.partition("/")[0] for name in git.stdout.splitlines()} <= TOP


def test_the_folders_of_the_language_are_all_explained() -> None:
    explained = set(re.findall(r"^\| `(\w+)/`", _text("dsl/README.md"), flags=re.MULTILINE))
    assert explained == {folder.name for folder in (ROOT / "dsl").iterdir() if folder.is_dir()}


@pytest.mark.slow
def test_the_first_steps_in_the_readme_work_as_written(tmp_path: Path) -> None:
    (tmp_path / "scheme_library").symlink_to(ROOT / "scheme_library")
    steps = [line for line in _commands() if line.startswith("schemebuilder ")]
    assert len(steps) > 5
    for step in steps:
        words = shlex.split(step, comments=True)
        done = subprocess.run(
            [str(BIN / words[0]), *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"


def _commands() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", _text("README.md"), flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
