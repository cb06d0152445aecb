"""The specimens of the design, where they are at hand: only what is not yet supported is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.place import bare

DESIGN = Path(__file__).parents[4] / "shared" / "design"
SPECIMENS = ["child_grant", "emergency_cash", "unemployment_insurance"]


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_is_read_and_set(name: str) -> None:
    path = DESIGN / "specimens" / f"{name}.scheme"
    if not path.exists():
        pytest.skip(f"the design's specimen {name} is not beside this repository")
    text = path.read_text(encoding="utf-8")
    tree = parse(text)
    assert {finding.code for finding in tree.findings} <= {"SB-P004"}
    once = format_text(text)
    assert format_text(once) == once
    assert bare(parse(once).statements) == bare(tree.statements)
