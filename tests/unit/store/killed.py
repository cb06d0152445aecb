"""A process that writes all that a store keeps until it is killed, and says so of every write.

`python -m tests.unit.store.killed DATA` waits for lines with a number and the URL of a database.
For each it forks a child, so that imports are paid once, and prints `child PID`. The child opens
the store, prints `ready`, and makes changes that the number alone decides: before each it prints
`try` with what the store holds afterwards, and `kept` when the store has said that it is kept.
`gone` follows when the child has ended. What is held is told as a list of places and values; None
means that nothing is there.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

from schemebuilder.services import kept_populations
from schemebuilder.services.workspace import Workspace, open_workspace
from schemebuilder.store import ends, examples, jobs, records, runs, schemes
from schemebuilder.values.canonical import canonical, sha256

SCHEMES: Final = ("grant", "pension")
NAMES: Final = ("Ana", "Ben", "Cleo")

Change = tuple[str, Any]
Write = tuple[list[Change], Callable[[], object]]


class Writer:
    """Makes one write after another, each chosen by chance from what the store holds now."""

    def __init__(self, work: Workspace, seed: int) -> None:
        self._work = work
        self._store = work.store
        self._chance = Random(seed)  # noqa: S311 - a number decides all, so that a failure repeats
        self._unique = (f"{seed}.{number}" for number in count())
        self._seed = seed

    def writes(self) -> Iterator[Write]:
        """Yield changes and what makes them, without end."""
        kinds = (self._draft, self._version, self._example, self._records, self._job, self._job)
        while True:
            kind = self._chance.choice((*kinds, *kinds, self._population))
            yield kind()

    def _text(self) -> str:
        """A text of some pages, whose first line is the hash of the others."""
        body = f"{next(self._unique)}\n" * self._chance.choice((1, 40, 4000))
        return f"{sha256(body)}\n{body}"

    def _draft(self) -> Write:
        key, text = self._chance.choice(SCHEMES), self._text()
        there = schemes.draft(self._store, key)
        revision = 0 if there is None else there.revision
        base = None if there is None else there.base
        heading = schemes.Heading(f"draft {next(self._unique)}")

        def save() -> object:
            return schemes.save_draft(
                self._store,
                key,
                heading,
                text=text,
                good=None,
                case={"text": sha256(text)},
                base=base,
                revision=revision,
            )

        kept = [revision + 1, sha256(text), base]
        return [(f"draft {key}", kept), (f"scheme {key}", heading.title)], save

    def _version(self) -> Write:
        key, text = self._chance.choice(SCHEMES), self._text()
        number = 1 + len(schemes.versions(self._store, key))
        heading = schemes.Heading(f"version {next(self._unique)}")
        there = schemes.draft(self._store, key)

        def save() -> object:
            return schemes.save_version(
                self._store,
                key,
                heading,
                text=text,
                text_hash=sha256(text),
                meaning_hash=sha256(text),
                note="",
                by="ana",
            )

        changes: list[Change] = [
            (f"version {key} {number}", sha256(text)),
            (f"scheme {key}", heading.title),
        ]
        if there is not None:
            changes.append((f"draft {key}", [there.revision, sha256(there.text), number]))
        return changes, save

    def _example(self) -> Write:
        key = self._chance.choice(SCHEMES)
        if all(one.key != key for one in schemes.schemes(self._store)):
            return self._draft()
        kept = {one.name: one for one in examples.examples(self._store, key)}
        name, other = self._chance.sample(NAMES, 2)
        place = f"example {key}"
        if name in kept and self._chance.random() < 0.3:
            return [(f"{place} {name}", None)], partial(self._remove, kept[name].id)
        if name in kept and other not in kept:
            moved: list[Change] = [
                (f"{place} {name}", None),
                (f"{place} {other}", dict(kept[name].case)),
            ]
            id_ = kept[name].id
            return moved, lambda: examples.rename_example(self._store, id_, other)
        case = {"number": next(self._unique)}
        changes: list[Change] = [(f"{place} {name}", case)]
        return changes, lambda: examples.keep_example(self._store, key, name, case)

    def _remove(self, example: str) -> bool:
        examples.remove_example(self._store, example)
        return True

    def _records(self) -> Write:
        by, ir = next(self._unique), canonical({"meaning": self._chance.randrange(4)})
        contents = [canonical({"by": by, "number": number}) for number in range(3)]
        made = [(sha256(one), one) for one in contents]

        def keep() -> object:
            records.keep_records(
                self._store,
                made,
                meaning=sha256(ir),
                ir=ir,
                scheme="grant",
                version=None,
                by=by,
            )
            return True

        return [(f"record {id_}", [by, sha256(ir)]) for id_, _ in made], keep

    def _population(self) -> Write:
        households, title = 3 + self._chance.randrange(20), f"population {next(self._unique)}"
        seed = int(title.rpartition(" ")[2].replace(".", "9"))

        def keep() -> object:
            return kept_populations.make_up(self._work, households, seed, title=title)[0]

        return [(f"population {title}", households)], keep

    def _job(self) -> Write:
        server = str(self._seed)
        held = jobs.running(self._store)
        for one in held:
            if one.holding.holder != server:  # its server was killed
                place = f"job {self._title(one.holding.job)}"
                return [(place, ["queued", None])], partial(jobs.lapse, self._store, one)
        if held:
            return self._end(held[0].holding)
        waiting = [one for one in jobs.jobs(self._store, 1000) if one.state is jobs.State.QUEUED]
        if waiting and self._chance.random() < 0.7:
            first = min(waiting, key=lambda one: (one.submitted_at, one.id))
            if self._chance.random() < 0.2:
                cancelled: list[Change] = [(f"job {first.title}", ["cancelled", None])]
                return cancelled, partial(jobs.cancel, self._store, first.id)
            claimed: list[Change] = [(f"job {first.title}", ["running", None])]
            return claimed, partial(jobs.claim, self._store, server)
        title = next(self._unique)

        def submit() -> object:
            with self._store.writing() as connection:
                return jobs.submit(connection, "simulation", title, {"title": title})

        return [(f"job {title}", ["queued", None])], submit

    def _end(self, holding: jobs.Holding) -> Write:
        title = self._title(holding.job)
        if self._chance.random() < 0.3:
            failed: list[Change] = [(f"job {title}", ["failed", None])]
            return failed, lambda: jobs.fail(self._store, holding, {"code": "SB-U010"})
        key = self._chance.choice(SCHEMES)
        newest = next(iter(schemes.versions(self._store, key)), None)
        texts = {}
        if newest is not None:
            text = schemes.version_text(self._store, key, newest.number) or ""
            texts = {"after": runs.RunText(sha256(text), key, newest.number)}
        report = self._text()
        new = runs.NewRun("simulation", {"title": title}, report, texts)
        read = {role: [one.text, key] for role, one in texts.items()}
        changes: list[Change] = [
            (f"job {title}", ["done", title]),
            (f"run {title}", [sha256(report), read]),
        ]
        return changes, lambda: ends.done_with_run(self._store, holding, new)

    def _title(self, id_: str) -> str:
        one = jobs.job(self._store, id_)
        assert one is not None
        return one.title


def say(word: str, told: object = "") -> None:
    """Say a line at once and whole: a pipe takes short ones in one piece."""
    os.write(1, f"{word} {json.dumps(told)}\n".encode())


def write_until_killed(data: Path, url: str, seed: int) -> None:
    """Open the store and change it without end."""
    work, findings = open_workspace(data, url)
    if work is None:
        say("refused", [finding.message for finding in findings])
        return
    say("ready")
    for changes, write in Writer(work, seed).writes():
        say("try", changes)
        if not write():
            say("lost", changes)  # nobody else writes, so each change must come about
            return
        say("kept")


def main() -> None:
    """Fork a child for each line."""
    import alembic.command  # noqa: F401, PLC0415 - else each child that makes tables imports it

    data = Path(sys.argv[1])
    for line in sys.stdin:
        number, url = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                write_until_killed(data, url, number)
            except Exception as error:  # noqa: BLE001 - the server was killed under it: that is said
                say("error", repr(error)[:900])
            finally:
                os._exit(0)
        say("child", child)
        os.waitpid(child, 0)
        say("gone")


if __name__ == "__main__":
    main()
