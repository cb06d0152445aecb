"""`instrument` from its lines: questions with their points, the score, how long it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from schemebuilder.language import literals
from schemebuilder.language.fields import question_said
from schemebuilder.language.lines import ROW, Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import (
    check_breaks,
    read,
    read_expression,
    read_text,
    with_label,
    words_of_line,
)
from schemebuilder.language.rows import answer_of, cell_of, row_of, unclosed, written
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    Expr,
    InstrumentStatement,
    Labels,
    QuestionWritten,
    TableRow,
)
from schemebuilder.language.twig import the_subtree, tokens

POINTS: Final = "points"


@dataclass(slots=True)
class _Question:
    """A question's line, the rows below it, and its weight."""

    line: Line
    rows: list[Line] = field(default_factory=list)
    weight: Expr | None = None


@dataclass(slots=True)
class _Draft:
    """What the lines of an instrument have said so far."""

    questions: list[_Question] = field(default_factory=list)
    formulas: dict[str, Expr] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    labels: Labels = NO_LABELS


def instrument(sheet: Sheet, lines: list[Line]) -> InstrumentStatement | None:
    """Read `instrument x of entity "Title"` and its lines."""
    head = read(sheet, lines[0], "instrument_head")
    draft = _Draft()
    for line in lines[1:]:
        _LINES[line.keyword](sheet, line, draft)
    if head is None:
        return None
    tree, at = head
    name, entity = at.name(tree.children[0]), the_subtree(tree.children, "of_entity").children[1]
    title = tokens(tree.children, "STRING")
    found = [_question(sheet, each, draft) for each in draft.questions]
    _complete(sheet, lines[0], draft)
    return InstrumentStatement(
        name=name,
        entity=at.name(entity),
        title=literals.text(at.said(title[0]), at.span(title[0])) if title else None,
        version=draft.said.get("version", ""),
        questions=tuple(
            replace(one, about=replace(one.about, entity=at.name(entity)))
            for one in found
            if one is not None
        ),
        span=span_of(sheet, lines[0]),
        constant=draft.formulas.get("constant"),
        score=draft.formulas.get("score"),
        valid=draft.formulas.get("valid"),
        assessed_by=draft.said.get("assessed_by", ""),
        reassess=draft.said.get("reassess", ""),
        contest=draft.said.get("contest", ""),
        labels=draft.labels,
        citation=lines[0].citation,
    )


def _complete(sheet: Sheet, head: Line, draft: _Draft) -> None:
    """Find what an instrument lacks, or says twice in two ways."""
    if not draft.questions:
        sheet.note(
            "SB-P001",
            "This instrument asks nothing.",
            span_of(sheet, head),
            hint='Write its questions below: `question roof : thatch, iron "What roof?"`.',
        )
    if not draft.said.get("version"):
        sheet.note(
            "SB-P001",
            "This instrument has no version, so a score could not be told from one of another.",
            span_of(sheet, head),
            hint="Write a line such as `version 2025.1`.",
        )
    constant = draft.formulas.get("constant")
    if constant is not None and "score" in draft.formulas:
        sheet.note(
            "SB-P001",
            "The score has a formula of its own, so a constant says nothing.",
            constant.span,
            hint="Add it in the formula after `score =`.",
        )


def _question(sheet: Sheet, question: _Question, draft: _Draft) -> QuestionWritten | None:
    found = read(sheet, question.line, "question_line")
    if found is None:
        return None
    tree, at = found
    name = at.name(tree.children[0])
    about = question_said(sheet, question.line, name, found)
    rows = _rows(sheet, question.rows, name.text)
    span = span_of(sheet, question.line)
    uncounted = not rows and not question.rows and question.weight is None
    if uncounted and "score" not in draft.formulas:
        sheet.note(
            "SB-P001",
            f"It is not said what an answer to {name.text} counts.",
            span,
            hint=f"Write rows `| {name.text} | points |` below it, `weight 2` for a number or a "
            "yes, or a formula `score = …` for all questions.",
        )
    if question.weight is not None and question.rows:
        sheet.note(
            "SB-P001",
            f"Points for {name.text} are said twice.",
            question.weight.span,
            hint="Keep the rows or the weight.",
        )
    if question.weight is not None and about.type.base not in {"yes/no", "number", "whole number"}:
        sheet.note(
            "SB-P001",
            f"A weight is for a number or a yes, and {name.text} is neither.",
            question.weight.span,
            hint=f"Give each of its values points in rows: `| {name.text} | points |`.",
        )
    return QuestionWritten(about, rows, question.weight, span)


def _rows(sheet: Sheet, lines: list[Line], name: str) -> tuple[TableRow, ...]:
    """Read the rows of a question; the first names the question and `points`."""
    cut = [row_of(sheet, line, line.body) for line in lines]
    if not cut:
        return ()
    head = [written(sheet, ends) for ends in cut[0].cells]
    if head != [name, POINTS]:
        sheet.note(
            "SB-P001",
            "The columns of a question are its answer and what that counts.",
            span_of(sheet, cut[0].line),
            hint=f"Write `| {name} | {POINTS} |`.",
        )
        return ()
    found: list[TableRow] = []
    for row in cut[1:]:
        if row.behind[1] > row.behind[0]:
            unclosed(sheet, row)
        elif len(row.cells) != 2:
            sheet.note(
                "SB-P001",
                f"The cells in this row: {len(row.cells)}; in the head: 2.",
                span_of(sheet, row.line),
                hint="Write the answer and its points.",
            )
        else:
            cell = cell_of(sheet, row.line, row.cells[0])
            answer = answer_of(sheet, row.line, row.cells[1])
            if cell is not None:
                span = span_of(sheet, row.line)
                found.append(TableRow((cell,), (answer,), span, citation=row.line.citation))
    return tuple(found)


def _ask(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.questions.append(_Question(line))
    if line.breaks:
        check_breaks(sheet, line)


def _row(sheet: Sheet, line: Line, draft: _Draft) -> None:
    if draft.questions:
        draft.questions[-1].rows.append(line)
    else:
        _belongs_to_none(sheet, line)


def _weight(sheet: Sheet, line: Line, draft: _Draft) -> None:
    weight = read_expression(sheet, line)
    if not draft.questions:
        _belongs_to_none(sheet, line)
    else:
        draft.questions[-1].weight = weight


def _belongs_to_none(sheet: Sheet, line: Line) -> None:
    sheet.note(
        "SB-P001",
        "This belongs to no question.",
        span_of(sheet, line),
        hint="Put it below the `question` line whose answers it counts.",
    )


def _formula(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "score_line")
    if found is not None:
        tree, at = found
        draft.formulas[line.keyword] = at.expression(tree.children[-1])


def _words(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.said[line.keyword] = words_of_line(sheet, line)


def _contest(sheet: Sheet, line: Line, draft: _Draft) -> None:
    if read(sheet, line, "contest_line") is not None:
        draft.said["contest"] = words_of_line(sheet, line)


def _reassess(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read_text(sheet, line)
    if found is not None:
        draft.said["reassess"] = found[1].text


def _label(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.labels = with_label(draft.labels, sheet, line)


_LINES: Final[dict[str, Callable[[Sheet, Line, _Draft], None]]] = {
    ROW: _row,
    "question": _ask,
    "weight": _weight,
    "constant": _formula,
    "score": _formula,
    "valid": _formula,
    "version": _words,
    "assessed_by": _words,
    "contest": _contest,
    "reassess": _reassess,
    "label": _label,
}
