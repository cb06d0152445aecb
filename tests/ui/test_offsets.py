"""Places in a text mean the same in Python and in the browser, after emoji too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemebuilder_ui.widgets.offsets import from_browser, to_browser

TEXTS = st.text(st.sampled_from("aß€ 👩🏽\n"), max_size=12)


def test_an_emoji_counts_twice_in_the_browser() -> None:
    units = to_browser("👩 x")
    assert [units(offset) for offset in range(4)] == [0, 2, 3, 4]


@given(TEXTS)
def test_offsets_agree_with_utf_16(text: str) -> None:
    units = to_browser(text)
    for offset in range(len(text) + 1):
        assert units(offset) == len(text[:offset].encode("utf-16-le")) // 2


@given(TEXTS)
def test_there_and_back_is_the_same_place(text: str) -> None:
    units = to_browser(text)
    assert [from_browser(text, units(n)) for n in range(len(text) + 1)] == [*range(len(text) + 1)]


def test_a_place_inside_a_character_is_its_start() -> None:
    assert from_browser("a👩b", 2) == 1


def test_places_beyond_the_text_are_its_end() -> None:
    assert to_browser("ab")(9) == 2
    assert to_browser("a👩")(9) == 3
    assert from_browser("ab", 9) == 2
