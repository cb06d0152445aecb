"""Runs: reports with all that they depend on, written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, exists, insert, select

from schemebuilder.store.opening import Store
from schemebuilder.store.tables import JOBS, RUN_TEXTS, RUNS, TEXTS


@dataclass(frozen=True, slots=True)
class RunHead:
    """What a list of runs shows of one. `title` is that of the job that made it, or nothing."""

    id: str
    kind: str
    title: str
    inputs: Mapping[str, Any]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A run: what it depends on, its report as canonical JSON, and its texts by role."""

    id: str
    kind: str
    title: str
    inputs: Mapping[str, Any]
    report: str
    made_at: datetime
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RunText:
    """A text that a run read: its hash in `texts`, and the scheme and version that it is of.

    `scheme` is nothing for a text that is of no scheme kept here, `version` None for a draft.
    """

    text: str
    scheme: str
    version: int | None


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run that is not kept yet, with its texts by role (`after`, `before`)."""

    kind: str
    inputs: Mapping[str, Any]
    report: str
    texts: Mapping[str, RunText]


def keep_run(connection: Connection, new: NewRun) -> str:
    """Keep a run; return its id."""
    made = str(uuid4())
    fields = {"kind": new.kind, "inputs": new.inputs, "report": new.report}
    connection.execute(insert(RUNS).values(id=made, made_at=datetime.now(UTC), **fields))
    for role, one in new.texts.items():
        connection.execute(
            insert(RUN_TEXTS).values(
                run=made, role=role, text=one.text, scheme=one.scheme, version=one.version
            )
        )
    return made


def run(store: Store, id_: str) -> Run | None:
    """Return a run, or None where there is none of that id."""
    asked = select(RUNS, JOBS.c.title).outerjoin(JOBS, JOBS.c.run == RUNS.c.id)
    read = (
        select(RUN_TEXTS.c.role, TEXTS.c.text)
        .join(TEXTS, TEXTS.c.hash == RUN_TEXTS.c.text)
        .where(RUN_TEXTS.c.run == id_)
        .order_by(RUN_TEXTS.c.role)
    )
    with store.reading() as connection:
        row = connection.execute(asked.where(RUNS.c.id == id_)).first()
        if row is None:
            return None
        texts = {each.role: each.text for each in connection.execute(read)}
    title = row.title or ""
    return Run(row.id, row.kind, title, row.inputs, row.report, row.made_at, texts)


def runs(store: Store, limit: int, scheme: str | None = None) -> tuple[RunHead, ...]:
    """Return runs, the newest first; `scheme`: those that read a text of one that is kept."""
    asked = (
        select(RUNS.c.id, RUNS.c.kind, RUNS.c.inputs, RUNS.c.made_at, JOBS.c.title)
        .outerjoin(JOBS, JOBS.c.run == RUNS.c.id)
        .order_by(RUNS.c.made_at.desc(), RUNS.c.id)
        .limit(limit)
    )
    if scheme is not None:
        asked = asked.where(
            exists().where(RUN_TEXTS.c.run == RUNS.c.id, RUN_TEXTS.c.scheme == scheme)
        )
    with store.reading() as connection:
        return tuple(
            RunHead(row.id, row.kind, row.title or "", row.inputs, row.made_at)
            for row in connection.execute(asked)
        )
