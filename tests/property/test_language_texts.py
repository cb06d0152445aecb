"""Whatever is typed, the parser answers with findings, and the formatter keeps the meaning."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.place import bare
from tests.unit.language.texts import SAMPLE, UNTIDY

PIECES = [
    *"()\"[]#|,-=:%*/\n\t {}'",
    *(
        "\n\n",
        "\r\n",
        "\ufeff",
        "\u2028",
        "\x00",
        "e\u0301",
        "किसान",
        "😀",
        "\u200d",
        "½",
        "٣",
        "\u2019s",
    ),
    *("of ", "when ", "where ", "and ", "or ", "no ", "any of (", "if none", "or nobody", "let "),
    *("table ", "example ", "except when ", "require ", "1,200", "2026-02-30", "KES 5", "“", "”"),
    *("from 2020-01-01", "until 2020-01-01", "half of ", "-", "the ", "per month", " as x"),
]
LINES = (SAMPLE + UNTIDY).split("\n")


@st.composite
def spoiled(draw: st.DrawFn) -> str:
    """Some lines of a right scheme, with a few things put in, taken out or moved."""
    first = draw(st.integers(0, len(LINES) - 1))
    lines = LINES[first : first + draw(st.integers(1, 40))]
    text = "\n".join(lines)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        upto = min(len(text), at + draw(st.integers(0, 12)))
        match draw(st.integers(0, 4)):
            case 0:
                text = text[:at] + text[upto:]
            case 1:
                text = text[:at] + draw(st.sampled_from(PIECES)) + text[upto:]
            case 2:
                text = text[:upto] + text[at:]
            case 3:
                words = re.findall(r"\w+", text) or [""]
                text = text[:at] + draw(st.sampled_from(words)) + text[upto:]
            case _:
                rows = text.split("\n")
                row = draw(st.integers(0, len(rows) - 1))
                rows[row] = " " * draw(st.integers(0, 9)) + rows[row].lstrip()
                text = "\n".join(rows)
    return text


def check(text: str) -> None:
    tree = parse(text)
    for finding in tree.findings:
        assert finding.labels
        spans = [label.span for label in finding.labels] + [edit.span for edit in finding.edits]
        for span in spans:
            in_place(span, text)
    once = format_text(text)
    assert format_text(once) == once
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert bare(parse(once).statements) == bare(parse(plain).statements)


def in_place(span: Span, text: str) -> None:
    assert 0 <= span.start <= span.end <= len(text)
    assert span.line == text.count("\n", 0, span.start) + 1
    assert span.column == span.start - (text.rfind("\n", 0, span.start) + 1) + 1


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*PIECES, *(" ".join(LINES).split())]), max_size=40))
def test_any_words(words: list[str]) -> None:
    check(" ".join(words))


@given(spoiled())
@settings(max_examples=400)
def test_a_spoiled_scheme(text: str) -> None:
    check(text)


@given(spoiled(), st.text(alphabet="ab \n#", max_size=12))
def test_a_text_read_after_another_is_read_as_if_alone(text: str, above: str) -> None:
    """Keeping the reading of unchanged statements never changes what is found."""
    parse(text)
    moved = parse(above + "\n" + text)
    for statement in moved.statements:
        in_place(statement.span, moved.text)
