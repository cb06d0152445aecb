"""A text of 500 lines to all findings: never seen before, and after an edit of one line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from schemebuilder.services.authoring import check_text
from tests.bench.long_text import LINES, edited, long_text
from tests.bench.spread import spread, timed_each
from tests.bench.workers import OURS, fresh

pytestmark = pytest.mark.bench

COLD: Final = 15
EDITS: Final = 30
FIRSTS: Final = 5


def test_text_to_findings(tmp_path: Path, measured: dict[str, Any]) -> None:
    text = long_text("warm")
    assert text.count("\n") == LINES
    assert [finding.message for finding in check_text(text).findings] == []
    _assert_a_slip_is_found(text)
    unseen = [long_text(f"unseen{number}") for number in range(COLD)]
    changed = [edited(text, number) for number in range(EDITS)]
    firsts = [fresh(OURS, [str(tmp_path), str(tmp_path)], "first text") for _ in range(FIRSTS)]
    assert {answer["findings"] for answer in firsts} == {0}
    measured["text"] = {
        "lines": LINES,
        "first_in_a_process": spread(answer["whole"] for answer in firsts),
        "cold": timed_each([partial(check_text, one) for one in unseen]),
        "after_an_edit": timed_each([partial(check_text, one) for one in changed]),
    }


def _assert_a_slip_is_found(text: str) -> None:
    """What is timed is checking: a misspelt name, far down, is found where it stands."""
    place = text.rindex("costs_")
    slipped = text[:place] + "cosst_" + text[place + 6 :]
    found = [f for f in check_text(slipped).findings if f.code == "SB-N001"]
    assert place in {label.span.start for finding in found for label in finding.labels}
