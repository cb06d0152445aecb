"""What an example expects: outcomes, values, and the citations of a refusal."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from schemebuilder.diagnostics.finding import Edit
from schemebuilder.language.facts import Negation, Piece, segments_of
from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.suggest import nearest
from schemebuilder.language.syntax import (
    DateLiteral,
    ExpectWritten,
    Expr,
    Name,
    NameRef,
    PaidWritten,
    YesNoLiteral,
)
from schemebuilder.language.words import pattern

OUTCOME: Final = "OUTCOME"
"""What the places of outcomes are remembered under: they are several words of the grammar."""

# A sentence in quotation marks, or a citation up to the next comma that a space follows.
_REASON: Final = re.compile(
    r'"([^"]*)"|\u201c([^\u201d]*)\u201d|([^\s,;"\u201c](?:[^,;"\u201c]|[,;](?!\s))*)'
)


def expectation(sheet: Sheet, line: Line) -> ExpectWritten | None:
    """Read `expect ben eligible, amount KES 2,200`, or return None after adding a finding."""
    because = re.compile(r"\b" + pattern(sheet.words.words["BECAUSE"].spellings))
    found = because.search(sheet.code, line.body, line.end)
    end, reasons = line.end, tuple[str, ...]()
    if found is not None:
        end = found.start()
        sheet.heard(*found.span(), "BECAUSE")
        if _astray(sheet, line, end):
            return None
        said = " ".join(sheet.said(found.end(), line.end).split())
        reasons = tuple("".join(part).strip() for part in _REASON.findall(said))
    if line.citation is not None and not reasons:
        reasons = tuple(re.split(r"[,;]\s+", line.citation.text))
    segments = segments_of(sheet, line, end)
    if segments is None:
        return None
    subject: Name | None = None
    items: list[tuple[Name, Expr | None]] = []
    payments: list[PaidWritten] = []
    for index, segment in enumerate(segments):
        lead, payment = _paid(sheet, segment)
        if payment is not None:
            subject = lead or subject
            payments.append(payment)
            continue
        _misspelt_outcome(sheet, segment)
        who, item = _item(sheet, segment, first=index == 0)
        if item is None:
            _unclear_expectation(sheet, line)
            return None
        subject = who or subject
        items.append(item)
    if not items and not payments:
        _unclear_expectation(sheet, line)
        return None
    return ExpectWritten(subject, tuple(items), reasons, span_of(sheet, line), tuple(payments))


def _astray(sheet: Sheet, line: Line, because: int) -> bool:
    """Find a line at the margin that would go on with a reason: nothing says that it belongs to it.

    A reason is free text, so anything could be taken for its next words.
    """
    for place in line.breaks:
        if place > because and place in sheet.starts:
            word = sheet.code[place : line.end].split(None, 1)[0]
            sheet.note(
                "SB-P002",
                f"A line of this statement cannot begin with `{word}`.",
                sheet.span(place, place + len(word)),
                hint="Begin a statement or a line of the example with its keyword; "
                "where the line goes on with the reason above, put spaces before it.",
            )
            return True
    return False


def _paid(sheet: Sheet, segment: list[Piece]) -> tuple[Name | None, PaidWritten | None]:
    """`ann child_grant paid KES 2,000 on 2026-03-01`: of whom, and the payment; None if another."""
    words = sheet.words
    paid, on = words.words["PAID"].spellings, words.clauses["example"]["on"].spellings
    match segment[-4:]:
        case [Name(text=said) as word, amount, Name(text=at), DateLiteral(value=day, span=end)]:
            if said not in paid or at not in on or isinstance(amount, Name | Negation):
                return None, None
        case _:
            return None, None
    names = [piece for piece in segment[:-4] if isinstance(piece, Name)]
    if len(names) != len(segment) - 4 or len(names) > 2:
        return None, None
    span = sheet.span(word.span.start, end.end)
    benefit = names[1] if len(names) == 2 else None
    return (names[0] if names else None), PaidWritten(benefit, amount, day, span)


def _misspelt_outcome(sheet: Sheet, segment: list[Piece]) -> None:
    """`ben eligble`: a person and a word that is nearly an outcome."""
    last = segment[-1]
    if len(segment) > 3 or not isinstance(last, Name) or last.text in sheet.words.outcomes:
        return
    near = nearest(last.text, [word for word in sheet.words.outcomes if " " not in word])
    if near is not None:
        sheet.note(
            "SB-P002",
            f"`{last.text}` is not an outcome.",
            last.span,
            hint=f"Did you mean `{near}`?",
            edits=(Edit(f"Write {near}", last.span, near),),
        )


_Item: TypeAlias = "tuple[Name, Expr | None]"


def _item(sheet: Sheet, segment: list[Piece], *, first: bool) -> tuple[Name | None, _Item | None]:
    """The person spoken of, if one is named, and what is expected."""
    no = sheet.words.words["NOT"].spelling
    said = [
        no if isinstance(piece, Negation) else piece.text if isinstance(piece, Name) else ""
        for piece in segment
    ]
    lead = segment[0]
    for skip in (0, 1) if first else (0,):
        outcome = sheet.words.outcomes.get(_spoken(said[skip:]))
        if outcome is not None and (skip == 0 or isinstance(lead, Name)):
            who = lead if skip and isinstance(lead, Name) else None
            return who, _outcome(sheet, outcome, segment[skip:])
    name = segment[1] if len(segment) > 2 else None
    outcome = sheet.words.outcomes.get(_spoken(said[2:]))
    if first and isinstance(lead, Name) and isinstance(name, Name) and outcome is not None:
        return lead, (name, _outcome_of(sheet, outcome, segment[2:]))
    if first and len(segment) > 1 and isinstance(segment[0], Name):
        item = _named(sheet, segment[1:])
        if item is not None and (len(segment) > 2 or isinstance(segment[1], Negation)):
            return segment[0], item
    outcome = sheet.words.outcomes.get(_spoken(said[1:]))
    if outcome is not None and isinstance(lead, Name):
        return None, (lead, _outcome_of(sheet, outcome, segment[1:]))
    return None, _named(sheet, segment)


def _spoken(words: list[str]) -> str:
    """An outcome may be written in one word, as in case files: `not_eligible`."""
    return " ".join(words).replace("_", " ")


def _named(sheet: Sheet, segment: list[Piece]) -> _Item | None:
    """What is expected of a name: a value, yes, or no."""
    match segment:
        case [Negation(offset=offset), Name() as name]:
            return name, YesNoLiteral(value=False, span=sheet.span(offset, name.span.end))
        case [Name() as name]:
            return name, YesNoLiteral(value=True, span=name.span)
        case [Name() as name, value] if not isinstance(value, Negation):
            return name, _expected(value)
        case _:
            return None


def _expected(value: Name | Expr) -> Expr:
    return NameRef(value, value.span) if isinstance(value, Name) else value


def _outcome(sheet: Sheet, outcome: str, pieces: list[Piece]) -> _Item:
    starts = [p.offset if isinstance(p, Negation) else p.span.start for p in pieces]
    ends = [p.span.end for p in pieces if not isinstance(p, Negation)]
    span = sheet.span(starts[0], ends[-1])
    sheet.heard(span.start, span.end, OUTCOME)
    if outcome in {"eligible", "not_eligible"}:
        return Name("eligible", span), YesNoLiteral(outcome == "eligible", span)
    return Name(outcome, span), None


def _outcome_of(sheet: Sheet, outcome: str, pieces: list[Piece]) -> Expr:
    """The outcome of one benefit among others, as its value."""
    span = _outcome(sheet, outcome, pieces)[0].span
    return NameRef(Name(outcome, span), span)


def _unclear_expectation(sheet: Sheet, line: Line) -> None:
    sheet.note(
        "SB-P001",
        "It is not clear what is expected.",
        span_of(sheet, line),
        hint="Write for example `expect ben eligible, amount KES 2,200` or "
        "`expect ana not eligible because act 5(1)(a)`.",
    )
