"""The keyword table and the grammar: every example is right, and nothing is settled silently."""

from __future__ import annotations

import pytest

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.language import prepared
from schemebuilder.language.grammar import build, lark_for, read_line, rules_of
from schemebuilder.language.parser import parse
from schemebuilder.language.translate import translated
from schemebuilder.language.words import Word, languages, words_of

ENGLISH = words_of("en")

# What may stand around a line so that it can be read: `{}` is the line.
AROUND = {
    "scheme": ['scheme x "X"\n    {}'],
    "group": ["group g of person\n    {}"],
    "field": ["input a of person : number\n    {}"],
    "parameter": [
        "parameter p : money\n    {}",
        "parameter p : money\n    from 2015-01-01 : 1\n    {}",
    ],
    "index": [
        'index i monthly "I"\n    {}\n    | 2025-10 | 121.3 |',
        "{}\n    | 2025-10 | 121.3 |",
        "{}\n    | 2025 | 121.3 |",
    ],
    "table": ["table t of person : number\n    {}\n    | age | t |\n    | any | 1 |"],
    "let": ["let x of person = 1\n    {}", "let x of person\n    {}"],
    "scale": [
        "scale s of person : number\n    {}\n    | from | rate |\n    | 0 | 1% |",
        "scale s of person : number\n    marginal\n    {}\n    | from | rate |\n    | 0 | 1% |",
        "scale s of person : number\n    {}\n    | from | 1 |\n    | 0 | 1% |",
    ],
    "transitional": [
        "transitional t of person\n    keeps a as of 2024-12-31\n    {}",
        "transitional t of person\n    applies when a\n    {}",
        "transitional t of person\n    applies when a\n    keeps a as of 2024-12-31\n    {}",
    ],
    "rule": ["rule r given a : number = a\n    {}"],
    "eligibility": [
        "eligibility of person\n    {}",
        "eligibility of person\n    require a\n    {}",
    ],
    "benefit": [
        "benefit of person : money\n    base = 1\n    {}",
        "benefit of person : money\n    require a\n    {}",
    ],
    "series": ["series s by a\n    {}"],
    "trigger": [
        "trigger x of person when s < 1 for 1 of 1 months\n    activates y\n    {}",
        "trigger x of person when s < 1 for 1 of 1 months\n    {}",
    ],
    "instrument": [
        "instrument x of person\n    version 1\n    question a : number\n        weight 1\n    {}",
        'instrument x of person\n    {}\n    question a : number "A?"\n        weight 1',
        "instrument x of person\n    version 1\n    score = 1\n    {}",
        'instrument x of person\n    version 1\n    question a : number "A?"\n    {}',
    ],
    "selection": ["selection of person\n    {}"],
    "unit": ["unit u of household\n    is head\n    {}"],
    "example": ['example "x"\n    {}'],
    "portfolio": ['portfolio p "P"\n    {}'],
    "combines": ["combines\n    {}", "combines\n    cannot be held with a\n    {}"],
    "reform": [
        'reform "X" of y\n    {}',
        'reform "X" of y\n    in eligibility\n        {}',
        'reform "X" of y\n    in eligibility\n        add require a\n        {}',
        'reform "X" of y\n    in eligibility\n        replace require a\n        {}',
        'reform "X" of y\n    in eligibility\n        {}\n        with require a',
    ],
    "procedure": [
        'procedure p "P"\n    {}',
        'procedure p "P"\n    step a "A"\n        {}',
        'procedure p "P"\n    appeal against silence\n        {}',
    ],
}
EVERYWHERE = [
    "{}",
    "let x of person = {}",
    "table t of person : number\n    | age | t |\n    {}",
    "{}\n    | town | country |\n    from 2024-01-01 | KES 1 | KES 2 |",
    *(place for places in AROUND.values() for place in places),
]

CLAUSES = [
    pytest.param(kind, word, id=f"{kind}-{name}")
    for kind, clauses in ENGLISH.clauses.items()
    for name, word in clauses.items()
]


def is_right(text: str, *, later: bool = False) -> bool:
    return all(
        (later and finding.code == "SB-P004") or finding.severity is not Severity.ERROR
        for finding in parse(text).findings
    )


@pytest.mark.parametrize("word", [pytest.param(w, id=n) for n, w in ENGLISH.statements.items()])
def test_a_statements_example_begins_that_statement(word: Word) -> None:
    (statement,) = parse(word.example).statements[:1]
    assert statement is not None
    unfinished = {"inputs", "parameter", "index", "table", "scale", "example_table", "instrument"}
    unfinished |= {"transitional", "trigger"}
    if word.id not in unfinished:
        assert is_right(word.example, later=True), parse(word.example).findings


@pytest.mark.parametrize(("kind", "word"), CLAUSES)
def test_a_clauses_example_is_right_in_its_statement(kind: str, word: Word) -> None:
    assert any(is_right(place.format(word.example), later=True) for place in AROUND[kind])


@pytest.mark.parametrize("word", [pytest.param(w, id=n) for n, w in ENGLISH.words.items()])
def test_a_words_example_shows_the_word_and_is_right(word: Word) -> None:
    assert any(spelling in word.example for spelling in word.spellings)
    assert any(is_right(place.format(word.example)) for place in EVERYWHERE)


@pytest.mark.parametrize("language", languages())
def test_the_grammar_has_no_conflict_and_its_tables_are_fresh(language: str) -> None:
    rules = rules_of(language)
    built = build(rules)
    assert prepared.load(language, rules) is not None, (
        "run python -m schemebuilder.language.grammar"
    )
    english = "let x = any child where (age < 6 or ill) and number of adults * 2 > 3"
    line = translated(english, language).split("=", 1)[1].strip()
    assert built.parse(line, start="only_expression") == read_line(
        line, "only_expression", language
    )
    assert lark_for(language) is lark_for(language)


def test_tables_that_do_not_fit_the_grammar_are_not_used() -> None:
    assert prepared.load("en", rules_of("en") + "// changed") is None
    assert prepared.load("xx", rules_of("en")) is None


def test_every_language_has_the_same_words() -> None:
    for language in languages():
        table = words_of(language)
        assert table.statements.keys() == ENGLISH.statements.keys()
        assert table.words.keys() == ENGLISH.words.keys()
        assert {k: set(c) for k, c in table.clauses.items()} == {
            k: set(c) for k, c in ENGLISH.clauses.items()
        }
