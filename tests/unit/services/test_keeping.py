"""Drafts are kept with their errors, versions only without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemebuilder.services import authoring, keeping
from schemebuilder.services.workspace import Workspace, open_workspace

TEXT = authoring.new_scheme("child_grant")


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    made, findings = open_workspace(tmp_path)
    assert made is not None, findings
    yield made
    made.close()


def test_a_draft_with_errors_is_kept_and_survives_a_restart(
    work: Workspace, tmp_path: Path
) -> None:
    saved, findings = keeping.save_draft(work, "mine", "scheme x\n  what?", revision=0)
    assert saved is not None
    assert findings == ()
    work.close()
    again, _ = open_workspace(tmp_path)
    assert again is not None
    assert keeping.draft(again, "mine") == saved
    assert [each.heading.title for each in keeping.schemes(again)] == ["mine"]


def test_two_windows_do_not_overwrite_each_other(work: Workspace) -> None:
    keeping.save_draft(work, "mine", "first", revision=0)
    kept, findings = keeping.save_draft(work, "mine", "second", revision=0)
    assert kept is None
    assert [finding.code for finding in findings] == ["SB-U008"]


def test_a_version_has_no_errors_and_is_saved_once(work: Workspace) -> None:
    none, findings = keeping.save_version(work, "mine", TEXT.replace("require", "requires"))
    assert none is None
    assert findings[0].code == "SB-U001"
    first, findings = keeping.save_version(work, "mine", TEXT, note="begun", by="ana")
    assert first is not None
    assert (first.number, first.note, findings) == (1, "begun", ())
    again, findings = keeping.save_version(work, "mine", TEXT.replace("    ", "      "))
    assert again == first
    assert "nothing new" in findings[0].message
    assert keeping.version_text(work, "mine", 1) == TEXT


def test_an_example_is_kept_renamed_and_removed(work: Workspace) -> None:
    keeping.save_draft(work, "mine", TEXT, revision=0)
    one = keeping.keep_example(work, "mine", "Ana", {"household": {"income": "120"}})
    two = keeping.keep_example(work, "mine", "Ben", {"household": {}})
    assert not keeping.rename_example(work, two.id, "Ana")
    assert keeping.rename_example(work, two.id, "Cleo")
    assert keeping.keep_example(work, "mine", "Ana", {"household": {}}).id == one.id
    keeping.remove_example(work, two.id)
    assert [(each.name, each.case) for each in keeping.examples(work, "mine")] == [
        ("Ana", {"household": {}})
    ]
