"""ARCHITECTURE.md names files that are there."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

_NAMED = re.compile(r"`((?:[a-z_]+/)+[a-z_]+\.(?:py|tables|md))`")


def test_every_file_it_names_is_there() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(_NAMED.findall(text))
    assert named
    places = (ROOT, ROOT / "src" / "schemebuilder")
    lost = [name for name in named if not any((place / name).is_file() for place in places)]
    assert not lost
