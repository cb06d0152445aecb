"""Two texts line by line: what differs, what stands around it, and how much is left out."""

from __future__ import annotations

from schemebuilder.services.comparing import TextLine, side_by_side

OLD = "\n".join("abcdefghij")


def test_a_changed_line_stands_beside_the_other_with_lines_around() -> None:
    lines = side_by_side(OLD, OLD.replace("e", "E"), around=1)
    assert lines == (
        TextLine(skipped=3),
        TextLine((4, "d"), (4, "d")),
        TextLine((5, "e"), (5, "E")),
        TextLine((6, "f"), (6, "f")),
        TextLine(skipped=4),
    )
    assert [line.same for line in lines] == [False, True, False, True, False]


def test_an_added_and_a_removed_line_have_nothing_beside_them() -> None:
    added = side_by_side("a\nb", "a\nnew\nb", around=0)
    assert TextLine(None, (2, "new")) in added
    removed = side_by_side("a\nold\nb", "a\nb", around=0)
    assert TextLine((2, "old"), None) in removed


def test_the_same_text_has_no_difference() -> None:
    assert side_by_side(OLD, OLD) == ()
