"""Settings of all tests: how long one generated example takes says nothing about the program."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.load_profile("here")
