"""A database that is away for a while: what must be written to it is tried until it is back."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy.exc import DBAPIError

from schemebuilder.store.refusals import reason

PATIENCE: Final = 60
_PAUSE: Final = 0.5

Answer = TypeVar("Answer")


def patiently(act: Callable[[], Answer]) -> Answer:
    """Return what `act` does, tried for a minute where the database is away.

    It may have been done although the answer was lost: doing it twice must do no harm.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return act()
        except DBAPIError as error:
            if reason(error) is None or time.monotonic() >= end:
                raise
        time.sleep(_PAUSE)


def if_there(act: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return what `act` does, or something else where the database is away."""
    try:
        return act()
    except DBAPIError as error:
        if reason(error) is None:
            raise
        return otherwise
