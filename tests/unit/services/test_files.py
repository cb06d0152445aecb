"""Files that are written whole or not at all, and what is said where they cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemebuilder.services.files import (
    folder_fits,
    is_file,
    is_folder,
    read_bytes,
    write_folder,
    write_new,
    write_whole,
)


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "a" / "b" / "c.json", b"{}") == ()
    assert names(tmp_path) == ["a", "a/b", "a/b/c.json"]
    assert (tmp_path / "a" / "b" / "c.json").stat().st_mode & 0o777 == 0o644


def test_a_file_that_was_there_is_replaced_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert write_whole(path, b"new") == ()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)


def test_where_writing_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (finding,) = write_whole(path, b"new")
    assert finding.message == f"{path} cannot be written: No space left on device."
    (finding,) = write_new(tmp_path / "other", b"new")
    (finding,) = write_folder(tmp_path / "report", {"a.csv": b"1", "b.csv": b"2"})
    assert finding.code == "SB-U002"
    assert names(tmp_path) == ["kept", "report"]
    assert path.read_bytes() == b"old"


def test_a_folder_gets_all_its_files_or_keeps_what_it_had(tmp_path: Path) -> None:
    folder = tmp_path / "report"
    assert write_folder(folder, {"a.csv": b"1", "b.csv": b"2"}) == ()
    (folder / "mine").write_bytes(b"")
    (folder / "b.csv").unlink()
    (folder / "b.csv").mkdir()
    (finding,) = write_folder(folder, {"b.csv": b"3", "a.csv": b"3"})
    assert finding.place == str(folder)
    assert (folder / "a.csv").read_bytes() == b"1"
    assert names(tmp_path) == ["report", "report/a.csv", "report/b.csv", "report/mine"]


def test_a_new_file_takes_no_place_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    assert write_new(path, b"1") == ()
    (finding,) = write_new(path, b"2")
    assert (finding.code, path.read_bytes()) == ("SB-U004", b"1")
    (finding,) = write_new(tmp_path / "none" / "mine", b"2")
    assert finding.code == "SB-U002"
    assert names(tmp_path) == ["mine"]


@pytest.mark.parametrize("name", ["none", "none/below", ".", "file", "file/below"])
def test_whether_a_folder_could_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert bool(folder_fits(tmp_path / name)) is name.startswith("file")
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("name", ["none", "x" * 400, "nul\x00byte", "file/below"])
def test_what_can_be_no_path_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / name
    assert not is_file(path)
    assert not is_folder(path)
    content, (finding,) = read_bytes(path, "the case file")
    assert content is None
    assert finding.message.startswith("The case file cannot be read: ")
    assert finding.hint
    if name != "none":
        assert write_whole(path, b"")
