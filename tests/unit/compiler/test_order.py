"""A scheme's rules come after those they need; texts that others wrote never raise."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemebuilder.compiler.pipeline import compile_scheme
from schemebuilder.diagnostics.codes import CODES
from tests.unit.compiler.texts import load, scheme

DESIGN = Path(__file__).resolve().parents[4] / "shared" / "design"
TEXTS = sorted(DESIGN.glob("*/*.scheme"))


def test_rules_in_order() -> None:
    found = scheme("let a of person = b + c\nlet b of person = c + 1\nlet c of person = age")
    assert list(found.rules) == ["c", "b", "a"]


@pytest.mark.skipif(not TEXTS, reason="the design's texts are not on this machine")
@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_texts_of_the_design_are_findings_at_worst(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = compile_scheme(text, path.stem, load=load)
    assert all(one.code in CODES for one in found.findings)
    for one in found.findings:
        assert one.span is None or 0 <= one.span.start <= one.span.end <= len(text)


@pytest.mark.skipif(not TEXTS, reason="the design's texts are not on this machine")
@pytest.mark.parametrize("path", TEXTS[-3:], ids=[path.stem for path in TEXTS[-3:]])
def test_half_written_texts_are_findings_at_worst(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for end in range(0, len(text), 97):
        found = compile_scheme(text[:end], path.stem, load=load)
        assert found.tree.text == text[:end]
