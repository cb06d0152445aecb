"""Values that follow an index: their days, where they stop, files, and what a person is told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.compiler.pipeline import compile_scheme
from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.explain import Voice, explain
from tests.unit.compiler.texts import HEADER, finding, load, scheme

INDEXED = """
index cpi monthly "Prices"
    source    "made up"
    published 2 months later
    | 2022-10 | 100 |
    | 2023-10 | 103 |
    | 2024-10 | 107 | projected
parameter grant : money per month
    from 2023-05-01 : KES 1,000
    indexed every January by cpi [act 7]
let x of person = grant
"""
FILE = """
title = "Prices"
source = "made up"
frequency = "yearly"
[figures]
2022 = "100"
2023 = "104"
[projected]
2024 = "110"
"""
FROM_FILE = """
index cpi from "ke/cpi"
parameter grant : money per month
    from 2023-05-01 : KES 1,000
    indexed every January by cpi
let x of person = grant
"""


def test_values_up_to_the_last_figure_then_none() -> None:
    text = INDEXED.replace("| 2022-10", "| 2021-10 | 99 |\n    | 2022-10")
    values = scheme(text).parameters["grant"].values
    assert [(one.start, one.status) for one in values] == [
        (date(2023, 5, 1), "enacted"),
        (date(2024, 1, 1), "indexed"),
        (date(2025, 1, 1), "projected"),
        (date(2026, 1, 1), "enacted"),
    ]
    assert values[1].cells[()] == 1030
    assert values[2].cells[()] == 1030 * Fraction(107, 103)
    assert values[1].made == "cpi 2023-10 over 2022-10"
    assert values[1].citation == "act 7"
    assert values[3].ended
    assert values[3].made == "cpi has no figure for 2025-10"


def _load(text: str) -> tuple[set[str], str]:
    def files(kind: str, name: str) -> str | None:
        return text if kind == "index" else load(kind, name)

    found = compile_scheme(f"{HEADER}\n{FROM_FILE}", "trial", load=files)
    parameter = found.scheme and found.scheme.parameters["grant"]
    said = "" if not parameter else parameter.values[1].made
    return {one.code for one in found.findings}, said


def test_the_figures_may_stand_in_a_file() -> None:
    found, made = _load(FILE)
    assert "SB-D004" not in found
    assert made == "cpi 2023 over 2022"


def test_a_file_that_cannot_be_used_says_why() -> None:
    for text in (
        "title =",
        FILE.replace('source = "made up"', ""),
        FILE.replace('"yearly"', '"daily"'),
        FILE.replace('"104"', '"much"'),
        FILE.replace("2023 =", "2023-05 ="),
        'source = "x"\nfrequency = "yearly"',
    ):
        assert "SB-D004" in _load(text)[0], text


def test_a_misspelt_index_is_suggested() -> None:
    assert "cpi" in finding(INDEXED.replace("by cpi", "by cip"), "SB-N001").hint


def test_a_court_is_told_what_the_value_is_made_from() -> None:
    figures = INDEXED.replace("| 2022-10", "| 2021-10 | 99 |\n    | 2022-10")
    trial = scheme(figures + "benefit of person : money per month\n    base = grant\n")
    case, _ = read_case(trial, {"on": "2025-06-01"})
    assert case is not None
    told = explain(decide(trial, case), voice=Voice.COURT)
    assert "(cpi 2024-10 over 2023-10), projected" in told
