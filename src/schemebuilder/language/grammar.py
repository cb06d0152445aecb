"""The grammar with the words of one language put in, made ready when a line must be read."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from lark import Lark, Token, Tree

from schemebuilder import bundled
from schemebuilder.language import prepared
from schemebuilder.language.words import ENGLISH, Words, languages, pattern, words_of

STARTS: Final = (
    "only_expression", "require_line", "exception", "only_when", "stage", "round_stage",
    "reduce_stage", "reduce_share", "limit_stage", "force", "let_head", "parameter_head",
    "parameter_value", "indexed_line", "index_head", "index_published",
    "cell", "table_head", "eligibility_head", "benefit_head", "field_head",
    "transitional_head", "keeps_line", "paid_line",
    "inputs_head", "list_head", "field_clauses", "names", "use_head", "entity_head",
    "population_head", "group_head", "roles", "roles_head", "scale_head", "scale_mode",
    "formula_head", "claim", "labels", "take_line", "add_line", "answer", "facts",
    "procedure_head", "starts_line", "answer_line", "keep_line", "letter_line", "step_head",
    "step_parts", "appeal_head", "appeal_parts",
    "series_head", "trigger_head", "instrument_head", "question_line", "score_line", "contest_line",
    "selection_head", "rank_line", "within_line", "cost_line", "ties_line",
    "comply_line", "pay_line", "keep_back_line", "moment_line", "given_line",
    "unit_head", "unit_parts",
)  # fmt: skip

_DATE: Final = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
_AFTER_A_COMMA: Final = frozenset(
    {
        *("PLURAL", "BUT_NOT_BELOW", "BUT_NOT_ABOVE", "FEWER_ALLOWED", "TIES_HIGHEST"),
        *("TIES_LOWEST", "THEN_BY", "TIES_BY", "TIES_TOGETHER", "DECIDED_WITHIN", "FLOOR", "CAP"),
        *("STOPS_LIST", "PASSED_OVER", "LAST_TO_ENTER", "RECORDED"),
        *(
            "OTHERWISE_TO",
            "AND_ONCE_MORE_IN",
            "REMAINDER_LAST",
            "REMAINDER_FIRST",
            "COUNTED_BY",
        ),
    }
)

_BEFORE_A_NUMBER: Final = ("HIGHEST", "LOWEST", "LATEST", "EARLIEST")
"""Words that are names unless a number follows: `total of highest 10 of salary`."""

BESIDE_VALUES: Final = {"F": "field", "P": "procedure"}
"""Clauses that stand one after another on a line, by the letter before their terminals."""


def read_line(text: str, start: str, language: str = ENGLISH) -> Tree[Token]:
    """Read one line (masked, without keyword, comment and citation) from a starting point.

    Raises:
        lark.exceptions.UnexpectedInput: the line does not follow the grammar.
    """
    return lark_for(language).parse(text, start=start)


@cache
def lark_for(language: str = ENGLISH) -> Lark:
    """Return the parser for a language, from its prepared tables if they fit."""
    rules = rules_of(language)
    return prepared.load(language, rules) or build(rules)


def build(rules: str) -> Lark:
    """Build the LALR parser; strict, so that no conflict is settled silently."""
    return Lark(rules, start=list(STARTS), parser="lalr", lexer="contextual", strict=True)


def rules_of(language: str) -> str:
    """The grammar with the words of one language put in."""
    rules = (bundled.dsl() / "grammar" / "scheme.lark").read_text(encoding="utf-8")
    return rules + terminals(words_of(language))


def prepare() -> None:
    """Write the tables of every language whose tables no longer fit."""
    for language in languages():
        rules = rules_of(language)
        if not prepared.fits(language, rules):
            prepared.save(language, rules, build(rules))


def terminals(words: Words) -> str:
    """Return the terminals that are made of words, as text of the grammar."""
    spelled = words.words
    defined = {
        name: (",?\\s*" if name in _AFTER_A_COMMA else "") + pattern(word.spellings)
        for name, word in spelled.items()
    }
    defined |= {
        f"{letter}_{name.upper()}": pattern(word.spellings)
        for letter, kind in BESIDE_VALUES.items()
        for name, word in words.clauses[kind].items()
        if name != "otherwise"
    }
    defined["ELSE"] = ",?\\s*" + pattern(spelled["OTHERWISE"].spellings)
    defined["WHERE_BRACKET"] = pattern(spelled["WHERE"].spellings).replace("(?!\\w)", "\\s*\\(")
    counted = r"(?=\s+(?:[0-9(]|[^\W\d]\w*\s+" + pattern(spelled["OF"].spellings) + "))"
    for name in _BEFORE_A_NUMBER:
        defined[name] += counted
    name, among = r"[^\W\d]\w*", pattern(spelled["AMONG"].spellings)
    defined["PLACE_OF"] += rf"(?=\s+{name}\s+{among})"
    defined["THE_OTHER"] += rf"(?=\s+{name}['\u2019]s(?!\w))"
    defined["PERIOD"] = pattern(tuple(words.periods))
    defined["CYCLE"] = pattern(tuple(words.cycles))
    defined["MONTH_NAME"] = pattern(tuple(words.months))
    defined["BIRTHDAY"] = rf"[0-9]+(?:st|nd|rd|th)?\s+{defined['BIRTHDAY']}"
    units = pattern(tuple(words.units))
    number = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
    defined["DURATION"] = rf"{number}\s+{units}"
    counted_months = rf"[0-9]+\s+{pattern(spelled['OF'].spellings)}\s+[0-9]+"
    months = pattern(tuple(said for said, unit in words.units.items() if unit == "month"))
    defined["FOR_MONTHS"] = rf"{pattern(spelled['FOR'].spellings)}\s+{counted_months}\s+{months}"
    defined["PERCENT_OF"] = rf"{number}\s*%\s+{pattern(spelled['OF'].spellings)}"
    into = pattern(spelled["IN"].spellings)
    defined["IN_UNIT"] = rf"{into}\s+(?:[A-Z]{{3}}(?!\w)|{units})"
    until, to = pattern(spelled["UNTIL"].spellings), pattern(spelled["TO"].spellings)
    since = pattern(spelled["FROM"].spellings)
    defined["FORCE_FROM"] = rf"{since}\s+{_DATE}(?!\s+{to})"
    defined["FORCE_UNTIL"] = rf"{until}\s+{_DATE}"
    first = {
        "FORCE_FROM": 4,
        "FORCE_UNTIL": 4,
        "IN_UNIT": 4,
        "DURATION": 3,
        "WHERE_BRACKET": 4,
        "FOR_MONTHS": 4,
    }
    lines = [
        f"{name}.{first.get(name, 3)}: /{_slashes(regexp)}/" for name, regexp in defined.items()
    ]
    return "\n" + "\n".join(lines) + "\n"


def _slashes(regexp: str) -> str:
    return re.sub(r"(?<!\\)/", r"\/", regexp)


if __name__ == "__main__":
    prepare()
