"""A decision that is kept can be run again by its id, and gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text as sql

from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring, deciding, keeping, recording
from schemebuilder.services.workspace import Workspace
from schemebuilder.values.canonical import sha256
from tests.unit.cli.commands import CASE

TEXT = authoring.new_scheme("child_grant")


@pytest.fixture
def scheme() -> Scheme:
    """The scheme that `new` gives."""
    found = authoring.check_text(TEXT).scheme
    assert found is not None
    return found


def _kept(work: Workspace, scheme: Scheme, *cases: dict[str, Any], by: str = "ana") -> list[str]:
    saved, _ = keeping.save_version(work, "grant", TEXT)
    assert saved is not None
    decided = [(case, deciding.decide_scheme(scheme, case).result) for case in cases]
    ids = recording.keep_decisions(
        work, scheme, decided, "grant", saved.number, text_hash=saved.text_hash, by=by
    )
    return list(ids)


def test_a_record_is_found_by_its_id_and_gives_the_same_bytes_again(
    work: Workspace, scheme: Scheme
) -> None:
    (id_,) = _kept(work, scheme, CASE)
    one = recording.record(work, id_)
    assert one is not None
    assert (one.scheme, one.version, one.decided_by) == ("grant", 1, "ana")
    assert sha256(one.record) == id_
    assert recording.whole_record(one)["case"]["id"] == CASE["id"]
    assert recording.replay_kept(work, id_) == recording.Replayed(id_, same=True)
    assert recording.replay_kept(work, "0" * 64) is None
    assert recording.record(work, "0" * 64) is None


def test_the_same_decision_twice_is_one_record(work: Workspace, scheme: Scheme) -> None:
    assert _kept(work, scheme, CASE) == _kept(work, scheme, CASE)
    assert len(recording.records(work, "grant")) == 1
    assert _kept(work, scheme, CASE, by="ben") != _kept(work, scheme, CASE)
    assert len(recording.records(work, "grant")) == 2


def test_the_last_records_of_a_scheme_come_first(work: Workspace, scheme: Scheme) -> None:
    ids = [_kept(work, scheme, {**CASE, "id": f"case {number}"})[0] for number in range(4)]
    assert [one.id for one in recording.records(work, "grant", 3)] == ids[:0:-1]
    assert recording.records(work, "another", 3) == ()


def test_records_of_a_batch_are_kept_together_and_a_draft_has_no_version(
    work: Workspace, scheme: Scheme
) -> None:
    result = deciding.decide_scheme(scheme, CASE).result
    id_ = recording.keep_decision(work, scheme, CASE, result, "a_draft", None, text_hash="0" * 64)
    one = recording.record(work, id_)
    assert one is not None
    assert one.version is None


def test_a_kept_record_leaves_as_a_file_that_is_run_again_anywhere(
    work: Workspace, scheme: Scheme, tmp_path: Path
) -> None:
    (id_,) = _kept(work, scheme, CASE)
    file = recording.file_of(work, id_)
    assert file is not None
    (tmp_path / "record.json").write_text(file)
    done = deciding.replay_file(str(tmp_path / "record.json"))
    assert done.lines == ({"id": id_, "same": True, "difference": ""},)
    assert recording.file_of(work, "0" * 64) is None


def test_a_record_that_the_database_was_made_to_change_is_not_the_same(
    work: Workspace, scheme: Scheme
) -> None:
    (id_,) = _kept(work, scheme, CASE)
    drops = {
        "sqlite": "DROP TRIGGER records_no_update",
        "postgresql": "DROP TRIGGER records_never_changes ON records",
    }
    with work.store.writing() as connection:
        connection.execute(sql(drops[connection.dialect.name]))
        connection.execute(sql("UPDATE records SET record = replace(record, '\"ana\"', '\"eve\"')"))
    again = recording.replay_kept(work, id_)
    assert again is not None
    assert not again.same
    assert "changed after it was made" in again.difference
