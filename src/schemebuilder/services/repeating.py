"""A request that is sent twice under one idempotency key is carried out once.

Kept are answers of requests that were carried out; one that was refused changed nothing, and may be
mended and sent again under the same key.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.services.keys import ApiKey
from schemebuilder.services.workspace import Workspace
from schemebuilder.store.answers import (
    KEPT_FOR,
    AnotherRequest,
    Answered,
    Found,
    Taken,
    UnderWay,
    keep_answer,
    let_go,
    take,
)

__all__ = ["KEPT_FOR", "AnotherRequest", "Answered", "Found", "Taken", "UnderWay", "Wanted"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request: whose, under which key of theirs, and the hash of what it asks."""

    work: Workspace
    caller: ApiKey
    key: str
    request: str

    def take(self) -> Found:
        """Take it to carry it out, or find what became of it."""
        return take(self.work.store, self.caller.id, self.key, self.request)

    def keep(self, taken: Taken, status: int, body: str) -> None:
        """Keep the answer."""
        keep_answer(self.work.store, self.caller.id, self.key, taken, status=status, body=body)

    def let_go(self, taken: Taken) -> None:
        """Forget it: it was refused, or failed, and changed nothing."""
        let_go(self.work.store, self.caller.id, self.key, taken)
