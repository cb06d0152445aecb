"""What does not fit in a line, said in an officer's words, with what was expected and a fix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language import literals
from schemebuilder.language.grammar import BESIDE_VALUES
from schemebuilder.language.lines import Line
from schemebuilder.language.meant import meant_in_formula
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.suggest import nearest
from schemebuilder.language.words import Word, pattern

_WORD: Final = re.compile(r"\w+")
_PIECE: Final = re.compile(r"\w+|[<>=!&|]+|\S")
_VALUE: Final = frozenset({"NAME", "NUMBER", "MONEY", "DATE", "DURATION", "STRING"})
_COMPARISON: Final = frozenset({"LESS", "MORE", "LESS_OR_EQUAL", "MORE_OR_EQUAL", "UNEQUAL"})
_SIGN: Final = frozenset({"PLUS", "MINUS", "STAR", "SLASH"})
_PLAIN: Final = {
    "EQUALS": "=",
    "COLON": ":",
    "COMMA": "a comma",
    "RPAR": ")",
    "LPAR": "(",
    "PERIOD": "a period such as month or year",
    "STRING": "a text in quotation marks",
    "NUMBER": "a number",
    "DATE": "a date",
    "DURATION": "a length of time such as 3 months",
}
_MEANT: Final = {
    "==": "=", "=>": ">=", "=<": "<=", "&&": "and", "&": "and", "||": "or", "!": "not",
    "><": "<>", "===": "=", "{": "(", "}": ")", ";": ",",
}  # fmt: skip
_CALLS: Final = {"max": "LARGER_OF", "min": "SMALLER_OF", "sum": "TOTAL_OF", "count": "NUMBER_OF"}
_MONEY_SIGNS: Final = "$€£¥₹₦₵₱₫₽₴₺₪฿"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What was being read: a stretch of a sheet, its line, and a line that is right."""

    start: int
    end: int
    line: Line
    example: str


def explain(error: UnexpectedInput, sheet: Sheet, stretch: Stretch) -> None:
    """Add the finding for a stretch that does not follow the grammar."""
    at = stretch.end
    if isinstance(error, UnexpectedCharacters):
        at = stretch.start + int(getattr(error, "pos_in_stream", 0))
    elif isinstance(error, UnexpectedToken) and error.token.type != "$END":
        at = stretch.start + (error.token.start_pos or 0)
    at = min(at, stretch.end)
    if (
        _comma_before_a_clause(sheet, at, stretch)
        or misspelt_line(sheet, stretch, at)
        or _sign_of_another_language(sheet, at, stretch)
        or _money_backwards(sheet, at, stretch)
        or meant_in_formula(sheet, stretch.start, stretch.end, at)
        or _misspelt_word(error, sheet, at)
        or _two_names(error, sheet, at, stretch)
    ):
        return
    _plain(error, sheet, at, stretch)


def _hint(stretch: Stretch) -> str:
    return f"A line that is right: `{stretch.example}`." if stretch.example else ""


def _plain(error: UnexpectedInput, sheet: Sheet, at: int, stretch: Stretch) -> None:
    expected = _in_words(_expected(error), sheet)
    wanted = f" Here could stand {expected}." if expected else ""
    found = _PIECE.match(sheet.text, at, stretch.end)
    hint = _hint_of_words(sheet, at, stretch) or _hint(stretch)
    if found is None:
        last = max(stretch.end - 1, stretch.line.start)
        span = sheet.span(last, max(stretch.end, last + 1))
        sheet.note("SB-P001", f"The line ends too early.{wanted}", span, hint=hint)
        return
    span = sheet.span(*found.span())
    word = sheet.said(*found.span())
    sheet.note("SB-P001", f"`{word}` does not fit here.{wanted}", span, hint=hint)


def _hint_of_words(sheet: Sheet, at: int, stretch: Stretch) -> str:
    """A line that shows the words right before the place, or the list that a comma belongs to."""
    before = " ".join(sheet.text[stretch.start : at].split())
    listed = ("SMALLER_OF", "LARGER_OF", "ANY_OF", "ALL_OF")
    for name, word in sheet.words.words.items():
        for spelling in word.spellings:
            right_before = " " in spelling and re.search(rf"(?:^|\W){spelling}$", before)
            comma = name in listed and sheet.text[at : at + 1] == "," and spelling in before
            if right_before or comma:
                return f"It is written like this: `{word.example}`."
    return ""


def _expected(error: UnexpectedInput) -> frozenset[str]:
    if isinstance(error, UnexpectedToken):
        return frozenset(error.accepts or error.expected)
    if isinstance(error, UnexpectedCharacters):
        # The lexer allows more here than the grammar would take; these it would take for certain.
        return frozenset(error.allowed or ()) & (_VALUE | _COMPARISON | _SIGN | {"AND", "OR"})
    return frozenset()


def _in_words(expected: frozenset[str], sheet: Sheet) -> str:
    parts: list[str] = []
    rest = set(expected) - {"$END", "WHERE_BRACKET", "FORCE_FROM", "FORCE_UNTIL", "IN_UNIT"}
    if "MONEY" in rest or {"NAME", "NUMBER"} <= rest:
        parts.append("a value")
        rest -= _VALUE | {"LPAR", "MINUS"}
        rest = {name for name in rest if name in _COMPARISON | {"THEN", "RPAR"}}
    elif "NAME" in rest:
        parts.append("a name")
        rest -= {"NAME"}
    if rest & _COMPARISON:
        parts.append("a comparison such as < or >=")
        rest -= _COMPARISON
        rest = {name for name in rest if not name.startswith("IS") and name != "EQUALS"}
    if rest & _SIGN:
        parts.append("a sign such as + or *")
        rest -= _SIGN
    first = ("THEN", "OF", "COLON", "EQUALS", "RPAR", "COMMA", "OVER", "TO", "BECAUSE", "AND", "OR")
    for name in sorted(rest, key=lambda n: (first.index(n) if n in first else len(first), n)):
        if len(parts) >= 4:
            break
        said = _PLAIN.get(name)
        if said is None:
            word = _word_of(name, sheet)
            said = f"`{word.spelling}`" if word else None
        elif len(said) == 1:
            said = f"`{said}`"
        if said:
            parts.append(said)
    return ", ".join(parts[:-1]) + (" or " if len(parts) > 1 else "") + parts[-1] if parts else ""


def _word_of(terminal: str, sheet: Sheet) -> Word | None:
    """The word of the language that a terminal of the grammar stands for."""
    if terminal == "ELSE":
        return sheet.words.words["OTHERWISE"]
    letter, _, clause = terminal.partition("_")
    if letter in BESIDE_VALUES and clause:
        return sheet.words.clauses[BESIDE_VALUES[letter]].get(clause.lower())
    return sheet.words.words.get(terminal)


def misspelt_line(sheet: Sheet, stretch: Stretch, at: int, *, certain: bool = True) -> bool:
    """Find a continuation that starts with a misspelt keyword, or (certain) is none at all.

    The last continuation that starts before `at` is looked at. Returns whether a finding was added.
    """
    begun = [place for place in stretch.line.breaks if stretch.start <= place <= at]
    if not begun:
        return False
    place = begun[-1]
    clauses = sheet.words.clauses_of(sheet.kind)
    spellings = [spelling for word in clauses.values() for spelling in word.spellings]
    line = sheet.code[place : stretch.end].split("\n")[0]
    for count in (3, 2, 1):
        written = _leading(line, count)
        near = nearest(written, [s for s in spellings if len(s.split()) == count])
        if written and near is not None:
            _no_such_line(sheet, near, place, place + len(written))
            return True
    found = _WORD.match(sheet.text, place, stretch.end)
    if not certain or at != place or found is None:
        return False
    choices = ", ".join(f"`{word.spelling}`" for word in clauses.values())
    sheet.note(
        "SB-P002",
        f"A line of this statement cannot begin with `{found[0]}`.",
        sheet.span(*found.span()),
        hint=f"It may begin with {choices}." if choices else _hint(stretch),
    )
    return True


def _leading(text: str, count: int) -> str:
    found = re.match(rf"(?:\w+\s+){{{count - 1}}}\w+", text)
    return found[0] if found else ""


def _no_such_line(sheet: Sheet, near: str, start: int, end: int) -> None:
    span = sheet.span(start, end)
    sheet.note(
        "SB-P002",
        f"There is no line `{sheet.said(start, end)}` here.",
        span,
        hint=f"Did you mean `{near}`?",
        edits=(Edit(f"Write {near}", span, near),),
    )


def _sign_of_another_language(sheet: Sheet, at: int, stretch: Stretch) -> bool:
    before = at
    while before > stretch.start and sheet.text[before - 1] in "<>=!&|":
        before -= 1
    found = _PIECE.match(sheet.text, before, stretch.end)
    if found is None:
        return False
    if sheet.text[at : at + 1] == "(":
        return _call(sheet, at, stretch)
    meant = _MEANT.get(found[0])
    if meant is None:
        return False
    span = sheet.span(*found.span())
    sheet.note(
        "SB-P001",
        f"`{found[0]}` is not a sign of this language.",
        span,
        hint=f"Write `{meant}`.",
        edits=(Edit(f"Write {meant}", span, meant),),
    )
    return True


def _comma_before_a_clause(sheet: Sheet, at: int, stretch: Stretch) -> bool:
    """Clauses that follow each other on a line have no comma between them."""
    comma = sheet.text.rfind(",", stretch.start, at + 1)
    between = sheet.text[comma + 1 : at] if comma >= 0 else "x"
    clauses = sheet.words.clauses_of(sheet.kind)
    if between.strip() or clauses not in [sheet.words.clauses[k] for k in BESIDE_VALUES.values()]:
        return False
    spellings = tuple(spelling for word in clauses.values() for spelling in word.spellings)
    found = re.compile(rf",\s*({pattern(spellings)})").match(sheet.code, comma, stretch.end)
    if found is None:
        return False
    span = sheet.span(comma, comma + 1)
    sheet.note(
        "SB-P001",
        f"Before `{sheet.said(*found.span(1))}` stands no comma.",
        span,
        hint="Clauses on one line stand side by side; a comma goes on with a list.",
        edits=(Edit("Take the comma out", span, ""),),
    )
    return True


def _call(sheet: Sheet, at: int, stretch: Stretch) -> bool:
    found = re.search(r"(\w+)\s*$", sheet.text[stretch.start : at])
    word = _CALLS.get(found[1].casefold()) if found else None
    if found is None or word is None:
        return False
    span = sheet.span(stretch.start + found.start(1), stretch.start + found.end(1))
    meant = sheet.words.words[word].spelling
    edits = (Edit(f"Write {meant}", span, f"{meant} "),) if word.endswith("R_OF") else ()
    sheet.note(
        "SB-P001",
        f"`{found[1]}` cannot be used like this; the words for it are `{meant}`.",
        span,
        hint=f"A line that is right: `{sheet.words.words[word].example}`.",
        edits=edits,
    )
    _two_readings(sheet, at, stretch.end)
    return True


def _two_readings(sheet: Sheet, at: int, end: int) -> None:
    """Warn if the brackets hold only `1,200`: one number, or two values?"""
    inside = re.compile(r"\(\s*([0-9]{1,3}(?:,[0-9]{3})+)\s*\)").match(sheet.text, at, end)
    if inside is not None:
        only = literals.number(inside[1], sheet.span(*inside.span(1)))
        literals.warn_of_thousands((only,), sheet)


def _money_backwards(sheet: Sheet, at: int, stretch: Stretch) -> bool:
    """`2,000 KES` or `$ 500`."""
    back = re.search(r"([0-9][0-9,.]*)\s*$", sheet.text[stretch.start : at])
    code = re.compile(r"[A-Z]{3}(?!\w)").match(sheet.text, at, stretch.end)
    if back and code:
        span = sheet.span(stretch.start + back.start(1), code.end())
        right = f"{code[0]} {back[1]}"
        sheet.note(
            "SB-P001",
            "The currency stands before the amount.",
            span,
            hint=f"Write `{right}`.",
            edits=(Edit(f"Write {right}", span, right),),
        )
        return True
    if sheet.text[at : at + 1] in _MONEY_SIGNS and at < stretch.end:
        sheet.note(
            "SB-P001",
            f"`{sheet.text[at]}` does not say which currency is meant.",
            sheet.span(at, at + 1),
            hint="Write the three letters of the currency: `KES 2,000`.",
        )
        return True
    return False


def _misspelt_word(error: UnexpectedInput, sheet: Sheet, at: int) -> bool:
    found = _WORD.match(sheet.text, at)
    if found is None:
        return False
    spellings = _spelled(_expected(error), sheet)
    near = nearest(found[0], spellings)
    if near is None or near == found[0]:
        return False
    span = sheet.span(*found.span())
    sheet.note(
        "SB-P002",
        f"`{found[0]}` does not fit here.",
        span,
        hint=f"Did you mean `{near}`?",
        edits=(Edit(f"Write {near}", span, near),),
    )
    return True


def _spelled(expected: Iterable[str], sheet: Sheet) -> list[str]:
    spellings: list[str] = []
    for name in expected:
        word = _word_of(name, sheet)
        if word is not None:
            spellings.extend(s for s in word.spellings if " " not in s)
        if name == "PERIOD":
            spellings.extend(sheet.words.periods)
    return spellings


def _two_names(error: UnexpectedInput, sheet: Sheet, at: int, stretch: Stretch) -> bool:
    before = re.search(r"([^\W\d]\w*)[ \t]+$", sheet.text[stretch.start : at])
    found = re.compile(r"[^\W\d]\w*").match(sheet.text, at, stretch.end)
    if before is None or found is None or "NAME" in _expected(error):
        return False
    start = stretch.start + before.start(1)
    if sheet.said(start, start + len(before[1])) in _every_word(sheet):
        return False
    if found[0] in _every_word(sheet):
        return False
    joined = f"{before[1]}_{found[0]}"
    span = sheet.span(start, found.end())
    sheet.note(
        "SB-P001",
        f"Something is missing between `{before[1]}` and `{found[0]}`.",
        span,
        hint=f"If it is one name, write it without a space: `{joined}`. {_hint(stretch)}".strip(),
        edits=(Edit(f"One name: {joined}", span, joined),),
    )
    return True


def _every_word(sheet: Sheet) -> set[str]:
    return {
        part
        for word in sheet.words.words.values()
        for spelling in word.spellings
        for part in spelling.split()
    }
