"""`combines`: its lines read, and laid out once."""

from __future__ import annotations

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import CombinesStatement

TEXT = """\
combines cash
  cannot be held with foster_allowance,the person chooses   [act 8]
     refuse   "One of the two."
  cannot be held with a, food of b, a goes first
  cannot be held with c the higher
  better of this and d
  paid first   # before all
  on exit refer to e   when eligible for it
"""

LAID_OUT = """\
combines cash
    cannot be held with foster_allowance, the person chooses                      [act 8]
        refuse "One of the two."
    cannot be held with a, food of b, a goes first
    cannot be held with c the higher
    better of this and d
    paid first   # before all
    on exit refer to e when eligible for it
"""


def test_the_lines_are_read() -> None:
    tree = parse(TEXT)
    assert tree.findings == ()
    (combines,) = tree.statements
    assert isinstance(combines, CombinesStatement)
    assert combines.benefit is not None
    assert combines.benefit.text == "cash"
    said = [
        (
            clause.kind,
            [(a.scheme.text, a.benefit and a.benefit.text) for a in clause.awards],
            clause.kept,
        )
        for clause in combines.clauses
    ]
    assert said == [
        ("cannot_be_held", [("foster_allowance", None)], "chooses"),
        ("cannot_be_held", [("a", None), ("b", "food")], "first"),
        ("cannot_be_held", [("c", None)], "higher"),
        ("better_of", [("d", None)], ""),
        ("paid_first", [], ""),
        ("on_exit", [("e", None)], ""),
    ]
    assert combines.clauses[0].refuse is not None
    assert combines.clauses[1].first is not None
    assert combines.clauses[1].first.text == "a"
    assert combines.clauses[-1].when_eligible


def test_they_have_one_layout() -> None:
    assert format_text(TEXT) == LAID_OUT
    assert format_text(LAID_OUT) == LAID_OUT
