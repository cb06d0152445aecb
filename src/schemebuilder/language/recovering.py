"""Lines of a benefit that say how an overpayment is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import read_expression
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import RecoveryWritten

RECOVERY: Final = frozenset({"recover", "leave", "waive"})
"""The clauses that are read here."""


def recovery(sheet: Sheet, line: Line, before: Sequence[RecoveryWritten]) -> RecoveryWritten | None:
    """Read `recover at most …`, `leave at least …` or `waive below …`."""
    value = read_expression(sheet, line)
    if value is None:
        return None
    if any(one.keyword == line.keyword for one in before):
        sheet.note(
            "SB-P001",
            f"`{sheet.said(line.start, line.body)}` stands twice.",
            span_of(sheet, line),
            hint="Keep one of the two lines.",
        )
        return None
    return RecoveryWritten(line.keyword, value, span_of(sheet, line), line.citation)
