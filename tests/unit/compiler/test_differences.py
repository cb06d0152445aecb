"""Each difference of two texts made alone, undone, and all of them together."""

from __future__ import annotations

from itertools import pairwise

import pytest

from schemebuilder.compiler.reforming.alone import spliced
from schemebuilder.compiler.reforming.differences import differences, located
from schemebuilder.services.authoring import check_text, format_text
from schemebuilder.services.sources import library_paths
from tests.unit.simulation.people import HEAD

UNLIKE = frozenset({"mu_basic_retirement_pension", "ua_wfp_top_up", "us_fl_cash_assistance"})
"""Before or after these, a parameter has other keys, or two eligibilities have no name."""

BEFORE = format_text(
    HEAD
    + """
parameter limit : money per month
    from 2020-01-01 : USD 100     [act 1]   # a comment
    from 2022-01-01 : USD 110     [act 1]
parameter rate : money per month by area_type
                    | urban | rural |
    from 2020-01-01 | USD 5 | USD 4 |    [act 2]
eligibility of household
    require income <= limit       [act 3]
        refuse "Too much."
    require rooms > 1
benefit help of household : money per month
    base = rate
"""
)


def made(*changes: tuple[str, str]) -> str:
    text = BEFORE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return format_text(text)


AFTERS = {
    "a value": made(("USD 110", "USD 120")),
    "two values": made(("USD 110", "USD 120"), ("USD 4", "USD 3")),
    "a later value": made(
        ("    from 2022-01-01", "    from 2021-01-01 : USD 90\n    from 2022-01-01")
    ),
    "a value less": made(("    from 2022-01-01 : USD 110", "    # none: USD 110")),
    "a later row of a table": made(
        ("eligibility of", "    from 2023-01-01 | USD 5 | USD 9 |\n\neligibility of")
    ),
    "a line less": made(("    require rooms > 1\n", "")),
    "a line more": made(
        ("    require rooms > 1\n", "    require rooms > 1\n    require rooms < 9\n")
    ),
    "a line before": made(("    require income", "    require rooms < 9\n    require income")),
    "another line and sentence": made(("income <= limit", "income < limit"), ("Too much", "More")),
    "another formula and statement": made(
        ("base = rate", "base = rate + extra"),
        ("benefit help", "let extra of household = USD 1 * number of members\nbenefit help"),
    ),
    "another article": made(("[act 3]", "[act 4]")),
}


@pytest.mark.parametrize("name", AFTERS)
def test_all_made_alone_make_the_other_text(name: str) -> None:
    after = AFTERS[name]
    found = located(BEFORE, after)
    assert found
    assert [each.change for each in found] == list(differences(BEFORE, after))
    whole = format_text(spliced(BEFORE, [each.alone for each in found]))
    assert differences(whole, after) == ()
    back = format_text(spliced(after, [each.undone for each in found]))
    assert differences(back, BEFORE) == ()


@pytest.mark.parametrize("name", AFTERS)
def test_each_made_alone_is_the_only_difference(name: str) -> None:
    for each in located(BEFORE, AFTERS[name]):
        alone = format_text(spliced(BEFORE, [each.alone]))
        (only,) = differences(BEFORE, alone)
        assert (only.where, only.after, only.start, only.key) == (
            each.change.where,
            each.change.after,
            each.change.start,
            each.change.key,
        )
        less = format_text(spliced(AFTERS[name], [each.undone]))
        assert len(differences(less, AFTERS[name])) == 1


def test_a_table_written_again_with_one_value_changed_compiles() -> None:
    (change,) = located(BEFORE, AFTERS["a later row of a table"])
    alone = spliced(BEFORE, [change.alone])
    assert "from 2023-01-01 | USD 5 | USD 9 |" in format_text(alone)
    assert check_text(alone).scheme is not None


@pytest.mark.parametrize(
    "pair",
    [each for each in pairwise(library_paths()) if not UNLIKE & {each[0]}],
    ids=" to ".join,
)
def test_one_scheme_of_the_library_becomes_the_next(pair: tuple[str, str]) -> None:
    texts = [format_text(library_paths()[name].read_text(encoding="utf-8")) for name in pair]
    found = located(texts[0], texts[1])
    assert differences(spliced(texts[0], [each.alone for each in found]), texts[1]) == ()
    assert differences(spliced(texts[1], [each.undone for each in found]), texts[0]) == ()
