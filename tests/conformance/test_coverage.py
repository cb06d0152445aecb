"""Whatever the language can express is exercised by a conformance case, or says here why not."""

from __future__ import annotations

from enum import Enum
from typing import Final, get_args

import pytest

from schemebuilder.diagnostics.codes import CODES
from schemebuilder.engines.exact.decision import Outcome
from schemebuilder.ir.expressions import Direction, Expr, Hit, Order, Quantifier
from schemebuilder.ir.modality import How
from schemebuilder.ir.operators import Op
from schemebuilder.ir.payment import Remainder, Shift
from schemebuilder.ir.scheme import LineKind, StageKind, Undecided
from schemebuilder.ir.selection import Crossing, Ties
from schemebuilder.ir.vocabulary import MissingPolicy
from schemebuilder.values.types import Kind
from tests.conformance import coverage
from tests.conformance.constructs import constructs
from tests.conformance.engines import REFUSED
from tests.conformance.page import PAGE, page

ENUMS: Final[tuple[type[Enum], ...]] = (
    Op, Hit, Quantifier, Order, Direction, StageKind, LineKind, Undecided, Kind,
    Crossing, Ties, Shift, Remainder, How,
)  # fmt: skip

CODES_ELSEWHERE: Final[dict[str, str]] = {
    "SB-P004": "no word of the language is kept for later: its table says which are",
    "SB-P006": "a file that is not UTF-8 has no text to write here: tests of services",
    "SB-E023": "a claim that is broken is what makes a case of the suite fail",
}
LATER_OUTCOMES: Final[dict[str, str]] = {}
NOT_IN_A_SCHEME: Final[dict[str, str]] = {
    "population": "opens a file of vocabulary, not a scheme: dsl/vocabulary",
    "group: label": "in files of vocabulary",
    "transitional: label": "read as every other label is",
}
WORDS_ELSEWHERE: Final[dict[str, str]] = {}
REASONS: Final = (CODES_ELSEWHERE, LATER_OUTCOMES, WORDS_ELSEWHERE, NOT_IN_A_SCHEME)


def test_every_kind_of_meaning_is_decided() -> None:
    wanted: set[type | Enum] = {*get_args(Expr), *get_args(MissingPolicy)}
    for enum in ENUMS:
        wanted |= set(enum)
    assert wanted - coverage.meanings() == set()


def test_every_finding_about_a_text_or_a_case_is_found() -> None:
    # W, K, R, S and U are about populations, packs, procedures, data protection and commands.
    wanted = {code for code in CODES if code[3] in "PNTDCEY"}
    found = coverage.finding_codes()
    assert wanted - found == set(CODES_ELSEWHERE)
    assert found <= set(CODES)


def test_every_outcome_is_expected() -> None:
    wanted = {outcome.value for outcome in Outcome}
    assert wanted - coverage.outcomes() == set(LATER_OUTCOMES)


def test_every_word_of_the_language_is_used() -> None:
    assert coverage.words_not_used() == sorted(WORDS_ELSEWHERE)


@pytest.mark.parametrize("reasons", REASONS)
def test_what_is_left_out_says_why(reasons: dict[str, str]) -> None:
    assert all(reasons.values())


@pytest.mark.slow
def test_the_page_of_constructs_and_engines_is_fresh() -> None:
    found = constructs()
    assert PAGE.read_text(encoding="utf-8") == page(found), "run: python -m tests.conformance.page"
    shown_nowhere = {one.name for one in found if not one.good}
    assert shown_nowhere == set(NOT_IN_A_SCHEME)


@pytest.mark.slow
def test_every_construct_that_is_refused_has_a_reason() -> None:
    names = {one.name for one in constructs()}
    for refused in REFUSED.values():
        assert set(refused) <= names
        assert all(refused.values())
