"""Settings of all tests, and the fixtures of what is kept (`tests/stores.py`)."""

from __future__ import annotations

from hypothesis import settings

from tests.stores import database, postgresql, store, work

__all__ = ["database", "postgresql", "store", "work"]

# How long one generated example takes says nothing about the program.
settings.register_profile("here", deadline=None)
settings.load_profile("here")
