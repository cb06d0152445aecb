"""Where a person's work is kept: the database, and the folder of files beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.services.places import FILE, VARIABLE
from schemebuilder.store.opening import Store, open_store, sqlite_url
from schemebuilder.store.refusals import refusal

__all__ = ["Workspace", "answers", "open_workspace", "refusal"]


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open database, its URL for processes of ours that open it too, and the folder of files."""

    store: Store
    url: str = field(repr=False)  # it may hold a password
    data: Path

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def open_workspace(
    data: Path, url: str | None = None
) -> tuple[Workspace | None, tuple[Finding, ...]]:
    """Open the work kept in a folder, or the database of a URL; made on first use."""
    folder = data.resolve()
    address = url or os.environ.get(VARIABLE) or sqlite_url(folder / FILE)
    store, findings = open_store(address)
    return None if store is None else Workspace(store, address, folder), findings


def answers(work: Workspace) -> bool:
    """Say whether the database answers."""
    return work.store.answers()
