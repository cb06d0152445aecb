"""Phrases that people write and the language says otherwise: what is meant, and how to write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language.sheet import Sheet

_NUMBER: Final = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_LITERAL: Final = rf"(?:[A-Z]{{3}}\s+)?{_NUMBER}(?:\s*%)?(?:\s+(?:years?|months?|weeks?|days?))?"
_VALUE: Final = rf"(?:{_LITERAL}|[^\W\d]\w*)"
_DASH: Final = "[-\u2010-\u2015\u2212]"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase, what to say of it, and what to write instead; `right` may be only a hint."""

    found: re.Pattern[str]
    message: str
    right: str
    edit: bool = True


def _phrase(found: str, message: str, right: str, *, edit: bool = True) -> _Phrase:
    return _Phrase(re.compile(found), message, right, edit)


_FORMULAS: Final = (
    _phrase(
        rf"\bbetween\s+({_VALUE})\s+and\s+({_VALUE})",
        "A range from one value to another, both included, is said with `from` and `to`.",
        r"from \1 to \2",
    ),
    _phrase(
        r"\b(is(?:\s+not)?)\s+(?:an?|the)\s+(\w+)",
        "A role is named without an article.",
        r"\1 \2",
    ),
    _phrase(
        r"\bmore\s+than\s+([0-9]+)\s+(\w+)",
        "How many there are is compared with a sign, or said with `at least`.",
        r"number of \2 > \1",
    ),
    _phrase(
        r"\b(?:fewer|less)\s+than\s+([0-9]+)\s+(\w+)",
        "How many there are is compared with a sign, or said with `at most`.",
        r"number of \2 < \1",
    ),
    _phrase(
        r"\b(at least|at most|exactly)\s+one\s+(\w+)",
        "A number is written in figures.",
        r"\1 1 \2",
    ),
    _phrase(
        r"\b(?:the\s+)?(household|family)['\u2019]s\s+(\w+)",
        "What a group has is read with a dot, or by its name alone.",
        r"\1.\2",
    ),
    _phrase(
        r"(?<!the )\b(\w+)['\u2019]s\s+(\w+)",
        "Someone in a role is named with `the`.",
        r"the \1's \2",
    ),
    _phrase(
        r"\b(number of \w+)\s+(?:under|below|younger than)\s+([0-9]+)",
        "Which members are counted stands after `where`.",
        r"\1 where age < \2",
    ),
    _phrase(
        r"\b(number of \w+)\s+(?:over|above|older than)\s+([0-9]+)",
        "Which members are counted stands after `where`.",
        r"\1 where age > \2",
    ),
    _phrase(
        r"\b(?:the\s+)?(?:sum\s+of|total)\s+(\w+)\s+(?:over|of)\s+(\w+)",
        "A total names what is added, and over whom.",
        r"total of \1 over \2",
    ),
    _phrase(r"\bminus\b", "`minus` is written as a sign.", "-"),
    _phrase(r"\bplus\b", "`plus` is written as a sign.", "+"),
    _phrase(r"\b(?:times|multiplied\s+by)\b", "A product is written with a sign.", "*"),
    _phrase(r"\bdivided\s+by\b", "A division is written with a sign.", "/"),
    _phrase(
        r"[-+*/]\s*if\b\s*\S*",
        "`if … then … otherwise …` inside a longer formula stands in brackets.",
        "1 + (if disabled then 1 otherwise 0)",
        edit=False,
    ),
    _phrase(
        rf"\bnumber\s+(?:from|between)\s+({_NUMBER})\s+(?:to|and)\s+({_NUMBER})",
        "The values that a number may have stand after `range`.",
        r"number   range \1 to \2",
    ),
    _phrase(
        r"\b(?:else|or\s+else)\b",
        "What holds in all other cases stands after a word of its own.",
        "otherwise",
    ),
    _phrase(
        rf"\brounded\s+(down|up|half\s+up|half\s+even)\s+to\s+({_LITERAL})",
        "Inside a formula the rounding stands before what is rounded, in brackets.",
        "round up to KES 1 of (income / 3)",
        edit=False,
    ),
    _phrase(
        r"\brounded\s+(down|up)\s+to\s+the\s+next\b",
        "Rounding names a step.",
        "round up to KES 1 of (income / 3)",
        edit=False,
    ),
    _phrase(
        rf",?\s*\bor\s+{_LITERAL}\s+(?:when|if)\b",
        "Which of two values holds is said with `if`, in brackets.",
        "(if disabled then KES 4,250 otherwise KES 2,750)",
        edit=False,
    ),
    _phrase(
        r"\b(?:total|highest|lowest|average|mean)\s+(?!of\b)(\w+)\s+(?:over|of|for|among)\s+(\w+)",
        "What is taken over people names the value, and over whom.",
        "average of earnings over adults",
        edit=False,
    ),
    _phrase(
        rf"\b(\w+)\s+aged\s+({_NUMBER})\s*(?:to|{_DASH})\s*({_NUMBER})",
        "Which members are counted stands after `where`.",
        r"\1 where (age from \2 to \3)",
    ),
    _phrase(
        rf"({_NUMBER})\s+(?:percent|per\s+cent)\b",
        "A percentage is written with its sign.",
        r"\1%",
    ),
    _phrase(
        rf"({_NUMBER}\s*%)\s+(?!of\b)([^\W\d]\w*)",
        "A percentage of something is said with `of`.",
        r"\1 of \2",
    ),
    _phrase(
        r"\bround\s*\(",
        "Rounding says which way it goes and to what step.",
        "round down to KES 1 of (income / 3)",
        edit=False,
    ),
    _phrase(r"\^", "There are no powers.", "income * income", edit=False),
    _phrase(
        r"\S+\s+if\b.*",
        "The condition stands first.",
        "(if number of children > 2 then KES 300 otherwise KES 200)",
        edit=False,
    ),
    _phrase(
        r"\b(?:min|minimum|lowest\s+of|lesser|the\s+smaller|the\s+lesser)\s*(?:of\s*)?\(",
        "The smaller of several values has words of its own.",
        "smaller of (",
    ),
    _phrase(
        r"\blowest\s+of\s*\([^()]*,[^()]*\)",
        "The smaller of several values has words of its own.",
        "smaller of (income, KES 500)",
        edit=False,
    ),
    _phrase(
        r"\bhighest\s+of\s*\([^()]*,[^()]*\)",
        "The larger of several values has words of its own.",
        "larger of (income, KES 500)",
        edit=False,
    ),
    _phrase(
        r"\b(?:max|maximum|greater|the\s+larger|the\s+greater)\s*(?:of\s*)?\(",
        "The larger of several values has words of its own.",
        "larger of (",
    ),
    _phrase(
        r"\bround\s+to\b",
        "This rounding does not say which way it goes.",
        "round down to KES 1",
        edit=False,
    ),
    _phrase(
        r"\S+\s+when\b",
        "A formula has no `when`; what holds otherwise must be said too.",
        "if disabled then grant otherwise KES 0",
        edit=False,
    ),
)

_CELLS: Final = (
    _phrase(
        rf"({_LITERAL})\s*{_DASH}\s*({_LITERAL})",
        "A range in a table is written with `to`; a hyphen would be a minus sign.",
        r"\1 to \2",
    ),
    _phrase(
        rf"(?:from|between)\s+({_VALUE})\s+(?:to|and)\s+({_VALUE})",
        "A range in a table is written with `to` alone.",
        r"\1 to \2",
    ),
    _phrase(rf"(?:<=|\u2264)\s*({_VALUE})", "A cell says its bound in words.", r"up to \1"),
    _phrase(rf"(?:>=|\u2265)\s*({_VALUE})", "A cell says its bound in words.", r"\1 or over"),
    _phrase(rf"<\s*({_VALUE})", "A cell says its bound in words.", r"under \1"),
    _phrase(rf">\s*({_VALUE})", "A cell says its bound in words.", r"over \1"),
    _phrase(rf"=\s*({_VALUE})", "A cell says its value without a sign.", r"\1"),
    _phrase(
        rf"(?:below|less\s+than|younger\s+than)\s+({_VALUE})",
        "Less than a value is said with `under`.",
        r"under \1",
    ),
    _phrase(
        rf"(?:above|more\s+than|older\s+than)\s+({_VALUE})",
        "More than a value is said with `over`.",
        r"over \1",
    ),
    _phrase(
        rf"({_LITERAL})\s*(?:\+|and\s+(?:over|above|more|older))",
        "A value or more is said with `or over`.",
        r"\1 or over",
    ),
    _phrase(
        rf"({_LITERAL})\s+and\s+(?:under|below|less|younger)",
        "A value or less is said with `or under`.",
        r"\1 or under",
    ),
)


def meant_in_formula(sheet: Sheet, start: int, end: int, at: int) -> bool:
    """Find a phrase that means something else at a place that could not be read.

    Returns whether a finding was added.
    """
    code = sheet.code[start:end]
    for phrase in _FORMULAS:
        for found in phrase.found.finditer(code):
            if found.start() <= at - start <= found.end():
                _say(sheet, phrase, found, start)
                return True
    return False


def meant_in_cell(sheet: Sheet, start: int, end: int) -> bool:
    """Find a cell that means a range and is written otherwise; return whether it was one."""
    code = sheet.code[start:end]
    for phrase in _CELLS:
        found = phrase.found.fullmatch(code)
        if found is not None:
            _say(sheet, phrase, found, start, "SB-C004")
            return True
    return False


def _say(
    sheet: Sheet, phrase: _Phrase, found: re.Match[str], start: int, code: str = "SB-P001"
) -> None:
    right = found.expand(phrase.right) if phrase.edit else phrase.right
    span = sheet.span(start + found.start(), start + found.end())
    edits = (Edit(f"Write {right}", span, right),) if phrase.edit else ()
    hint = f"Write `{right}`." if phrase.edit else f"Written for example: `{right}`."
    sheet.note(code, phrase.message, span, hint=hint, edits=edits)
