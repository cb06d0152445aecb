"""What keeps a database from being used is said plainly, without its password or a traceback."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from schemebuilder.services import keeping
from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.store.opening import Store, open_store, sqlite_url
from schemebuilder.store.refusals import attempt, refusal
from schemebuilder.store.schemes import Heading, draft, save_draft
from tests.stores import Databases

SECRET = "hidden-word"  # noqa: S105 - what must not be seen


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Be nobody for a while: root may write everywhere."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody reaches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


def _refused(url: str) -> str:
    store, findings = open_store(url)
    assert store is None
    (finding,) = findings
    assert finding.code == "SB-U007"
    assert finding.hint
    return finding.message


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"postgresql://ana:{SECRET}@127.0.0.1:9/work", "no server answers"),
        (f"postgresql://ana:x@{SECRET}@127.0.0.1:9/work", "no server answers"),
        (f"postgresql://ana:{SECRET}@127.0.0.1:port/work", "address"),
        (f"postgresql//ana:{SECRET}@127.0.0.1/work", "address"),
        (f"martian://ana:{SECRET}@127.0.0.1/work", "not known here"),
        (f"mysql://ana:{SECRET}@127.0.0.1/work", "not known here"),
    ],
)
def test_an_address_that_leads_nowhere_is_not_repeated(url: str, said: str) -> None:
    message = _refused(url)
    assert said in message
    assert SECRET not in message


def test_a_server_that_refuses_says_why_and_no_password(postgresql: Databases) -> None:
    port = postgresql.server.port
    wrong = _refused(f"postgresql://postgres:{SECRET}@127.0.0.1:{port}/postgres")
    assert "password authentication failed" in wrong
    assert SECRET not in wrong
    assert "does not exist" in _refused(postgresql.server.url("nowhere"))


def test_a_password_is_in_no_words_about_a_workspace(postgresql: Databases, tmp_path: Path) -> None:
    url = postgresql.database()
    work, _ = open_workspace(tmp_path, url)
    assert work is not None
    password = url.split(":")[2].split("@")[0]
    for shown in (repr(work), str(work), repr(work.store)):
        assert password not in shown
    work.close()
    postgresql.remove(url)


def test_a_new_database_is_readable_by_this_person_only(tmp_path: Path) -> None:
    work, _ = open_workspace(tmp_path / "new" / "data")
    assert work is not None
    save_draft(work.store, "a", Heading("A"), text="", good=None, case=None, base=None, revision=0)
    files = sorted((tmp_path / "new" / "data").iterdir())
    assert [file.name for file in files] == ["work.db", "work.db-shm", "work.db-wal"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "new" / "data").stat().st_mode) == 0o700
    work.close()


def test_a_folder_that_may_only_be_read(shared: Path) -> None:
    shared.chmod(0o555)
    with _unprivileged():
        for path in (shared / "work.db", shared / "new" / "work.db"):
            assert "Permission denied" in _refused(sqlite_url(path))
    shared.chmod(0o777)
    store, _ = open_store(sqlite_url(shared / "work.db"))
    assert store is not None
    store.close()
    (shared / "work.db").chmod(0o444)
    with _unprivileged():
        assert "Permission denied" in _refused(sqlite_url(shared / "work.db"))
    (shared / "work.db").chmod(0o666)
    shared.chmod(0o555)
    with _unprivileged():
        assert "Permission denied" in _refused(sqlite_url(shared / "work.db"))


def test_places_that_hold_something_else(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("this is a letter, not a database" * 40)
    assert "no database" in _refused(sqlite_url(tmp_path / "letter"))
    assert "Is a directory" in _refused(sqlite_url(tmp_path))
    assert "Not a directory" in _refused(sqlite_url(tmp_path / "letter" / "work.db"))


def test_a_database_of_another_program_is_left_alone(database: str) -> None:
    store, _ = open_store(database)
    assert store is not None
    with store.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    store.close()
    assert "other tables" in _refused(database)


def test_a_full_disk_is_a_finding_and_what_was_kept_stays(tmp_path: Path) -> None:
    work, _ = open_workspace(tmp_path)
    assert work is not None
    first, _ = keeping.save_draft(work, "mine", "first", revision=0)
    with work.store.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    kept, findings = keeping.save_draft(work, "mine", "long\n" * 100_000, revision=1)
    assert kept is None
    assert [finding.code for finding in findings] == ["SB-U007"]
    assert "the disk is full" in findings[0].message
    assert keeping.draft(work, "mine") == first
    work.close()


def test_a_server_that_is_gone_is_a_finding(postgresql: Databases, tmp_path: Path) -> None:
    url = postgresql.database()
    work, _ = open_workspace(tmp_path, url)
    assert work is not None
    postgresql.server.stop()
    kept, findings = keeping.save_draft(work, "mine", "first", revision=0)
    postgresql.server.start()
    assert kept is None
    assert "no server answers" in findings[0].message
    kept, findings = keeping.save_draft(work, "mine", "first", revision=0)
    assert kept is not None, findings
    work.close()
    postgresql.remove(url)


def test_faults_of_ours_are_not_taken_for_trouble_of_the_database(store: Store) -> None:
    def wrong(question: str) -> None:
        with store.writing() as connection:
            connection.execute(text(question))

    for question in ("SELECT nothing FROM nowhere", "SELEKT"):
        with pytest.raises(DBAPIError):
            attempt(lambda question=question: wrong(question))  # type: ignore[misc]  # a default binds it
    assert refusal(ValueError("ours")) is None
    assert refusal(IntegrityError("", None, ValueError())) is None
    assert draft(store, "mine") is None


def test_the_facts_of_people_are_not_in_errors(work: Workspace) -> None:
    keeping.save_draft(work, "mine", "text", revision=0)
    with pytest.raises(DBAPIError) as caught, work.store.writing() as connection:
        connection.execute(
            text("INSERT INTO schemes (key, title) VALUES (:key, :title)"),
            {"key": "mine", "title": SECRET},
        )
    assert SECRET not in str(caught.value).replace(str(caught.value.orig), "")
