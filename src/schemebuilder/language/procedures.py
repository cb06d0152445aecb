"""`procedure` from its lines: what stands at its head, its steps, its appeals."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from lark import Token, Tree

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import check_breaks, example_of, read, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.step_parts import (
    appeal_part,
    sentences,
    step_part,
    time_written,
)
from schemebuilder.language.syntax import (
    NO_LABELS,
    AppealPart,
    AppealWritten,
    DeadlinePart,
    DecidePart,
    EndsPart,
    Labels,
    LetterWritten,
    Name,
    NamesPart,
    PendingPart,
    ProcedureStatement,
    RerunPart,
    StartsWritten,
    StepPart,
    StepWritten,
    Text,
    TimeWritten,
    WindowPart,
)
from schemebuilder.language.twig import At, subtree, tokens

_AT_THE_HEAD: Final = frozenset({"starts", "answer", "keep", "letter"})
_IN_AN_APPEAL: Final = frozenset(
    {"within", "rerun", "payment_continues", "payment_stops", "notify", "when"}
)
_OF_APPEALS_ALONE: Final = frozenset({"rerun", "payment_continues", "payment_stops"})


@dataclass(slots=True)
class _Step:
    """A step while its lines are read."""

    name: Name | None
    title: Text | None
    line: Line
    parts: list[StepPart] = field(default_factory=list)
    labels: Labels = NO_LABELS


@dataclass(slots=True)
class _Appeal:
    """An appeal while its lines are read."""

    tree: Tree[Token] | None
    at: At | None
    line: Line
    parts: list[AppealPart] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """What the lines have said so far; `block` is what the next line belongs to."""

    block: _Step | _Appeal | None = None
    steps: list[_Step] = field(default_factory=list)
    appeals: list[_Appeal] = field(default_factory=list)
    starts: list[StartsWritten] = field(default_factory=list)
    letters: list[LetterWritten] = field(default_factory=list)
    answer: DeadlinePart | None = None
    keep: TimeWritten | None = None
    labels: Labels = NO_LABELS


def procedure(sheet: Sheet, lines: list[Line]) -> ProcedureStatement | None:
    """Read `procedure claim "Claim and decision"` and its lines."""
    head = read(sheet, lines[0], "procedure_head")
    draft = _Draft()
    for line in lines[1:]:
        if line.keyword == "step":
            draft.block = _step(sheet, line, draft)
        elif line.keyword == "appeal":
            draft.block = _appeal(sheet, line, draft)
        elif line.keyword in _AT_THE_HEAD:
            _head_line(sheet, line, draft)
        elif line.keyword == "label":
            _label(sheet, line, draft)
        else:
            _part_line(sheet, line, draft)
    if head is None:
        return None
    tree, at = head
    entity = subtree(tree.children, "of_entity")
    _said_once(sheet, draft)
    return ProcedureStatement(
        name=at.name(tree.children[0]),
        entity=None if entity is None else at.name(entity.children[1]),
        title=_title(tree, at),
        steps=tuple(_finished(step) for step in draft.steps if step.name is not None),
        appeals=tuple(one for one in map(_appealed, draft.appeals) if one is not None),
        span=span_of(sheet, lines[0]),
        starts=tuple(draft.starts),
        letters=tuple(draft.letters),
        answer=draft.answer,
        keep=draft.keep,
        labels=draft.labels,
        citation=lines[0].citation,
    )


def _title(tree: Tree[Token], at: At) -> Text | None:
    said = tokens(tree.children, "STRING")
    if not said:
        return None
    start, end = at.ends(said[0])
    return Text(at.sheet.said(start + 1, end - 1), at.sheet.span(start, end))


# --- steps and appeals ---------------------------------------------------------------------------


def _step(sheet: Sheet, line: Line, draft: _Draft) -> _Step:
    found = read(sheet, line, "step_head")
    if found is None:
        return _Step(None, None, line)
    tree, at = found
    step = _Step(at.name(tree.children[0]), _title(tree, at), line)
    for index, child in enumerate(tree.children):
        if isinstance(child, Tree):
            step.parts.append(step_part(child, at, line.citation))
        if index:
            sheet.gaps.append(at.ends(child)[0])
    draft.steps.append(step)
    return step


def _appeal(sheet: Sheet, line: Line, draft: _Draft) -> _Appeal:
    found = read(sheet, line, "appeal_head")
    if found is None:
        return _Appeal(None, None, line)
    tree, at = found
    appeal = _Appeal(tree, at, line)
    for child in tree.children:
        if isinstance(child, Tree) and child.data != "against":
            sheet.gaps.append(at.ends(child)[0])
            appeal.parts.append(appeal_part(child, at, line.citation))
    draft.appeals.append(appeal)
    return appeal


def _part_line(sheet: Sheet, line: Line, draft: _Draft) -> None:
    """Read a line of a step or an appeal: one clause or several."""
    block = draft.block
    inside = isinstance(block, _Appeal)
    if block is None or (not inside and line.keyword in _OF_APPEALS_ALONE):
        _belongs_nowhere(sheet, line)
        return
    if inside and line.keyword not in _IN_AN_APPEAL:
        sheet.note(
            "SB-P002",
            f"An appeal has no line `{sheet.said(line.start, line.body).strip()}`.",
            sheet.span(line.start, line.body),
            hint="It has `within … to …, decided within …`, `re-run with law as of …`, "
            "`payment continues` or `payment stops`, `notify` and `when … then`.",
        )
        return
    start = "appeal_parts" if inside else "step_parts"
    found = read(sheet, line, start, (line.start, line.end))
    if found is None:
        return
    tree, at = found
    for index, child in enumerate(tree.children):
        if not isinstance(child, Tree):
            continue
        if index:
            sheet.gaps.append(at.ends(child)[0])
        if isinstance(block, _Appeal):
            block.parts.append(appeal_part(child, at, line.citation))
        else:
            block.parts.append(step_part(child, at, line.citation))


def _belongs_nowhere(sheet: Sheet, line: Line) -> None:
    if sheet.broken:
        return
    of_appeals = line.keyword in _OF_APPEALS_ALONE
    sheet.note(
        "SB-P001",
        "This line belongs to no appeal." if of_appeals else "This line belongs to no step.",
        span_of(sheet, line),
        hint="Put it below a line `appeal against …`."
        if of_appeals
        else 'Put it below a line such as `step receive "Receive the claim"`.',
    )


def _finished(step: _Step) -> StepWritten:
    if step.name is None:  # a head that could not be read is not kept
        raise TypeError
    line = step.line
    span = step.name.span
    return StepWritten(step.name, step.title, tuple(step.parts), span, step.labels, line.citation)


def _appealed(appeal: _Appeal) -> AppealWritten | None:
    if appeal.tree is None or appeal.at is None:
        return None
    at = appeal.at
    against = [c for c in appeal.tree.children if isinstance(c, Tree) and c.data == "against"]
    names = tuple(at.name(one) for one in against if tokens(one.children, "NAME"))
    silent = [one for one in against if tokens(one.children, "SILENCE")]
    return AppealWritten(
        against=names,
        silence=at.span(silent[0]) if silent else None,
        parts=tuple(appeal.parts),
        span=span_of(at.sheet, appeal.line),
        citation=appeal.line.citation,
    )


# --- lines at the head ---------------------------------------------------------------------------


def _head_line(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, f"{line.keyword}_line")
    if found is None:
        return
    tree, at = found
    match line.keyword:
        case "starts":
            draft.starts.append(_starts(tree, at, line))
        case "letter":
            draft.letters.append(
                LetterWritten(
                    at.name(tree.children[0]),
                    sentences(tree.children, at),
                    span_of(sheet, line),
                    line.citation,
                )
            )
        case "answer":
            _once(sheet, line, draft.answer)
            draft.answer = DeadlinePart(
                time_written(tree.children[0], at, subtree(tree.children, "of_name")),
                span_of(sheet, line),
                citation=line.citation,
            )
        case _:
            _once(sheet, line, draft.keep)
            draft.keep = time_written(tree.children[0], at)


def _once(sheet: Sheet, line: Line, before: object) -> None:
    if before is not None:
        word = sheet.words.clauses["procedure"][line.keyword].spelling
        sheet.note(
            "SB-P001",
            f"`{word}` stands twice in this procedure.",
            span_of(sheet, line),
            hint="Keep one of the two lines.",
        )


def _starts(tree: Tree[Token], at: At, line: Line) -> StartsWritten:
    span = span_of(at.sheet, line)
    match tree.data:
        case "starts_with":
            names = subtree(tree.children, "listed_names")
            events = tokens(names.children, "NAME") if names is not None else []
            return StartsWritten(
                tuple(at.name(one) for one in events), None, None, None, span, line.citation
            )
        case "starts_every":
            every = time_written(tree.children[1], at)
            return StartsWritten((), every, None, None, span, line.citation)
        case _:
            ahead = time_written(tree.children[0], at)
            day = at.name(tree.children[2])
            return StartsWritten((), None, ahead, day, span, line.citation)


def _label(sheet: Sheet, line: Line, draft: _Draft) -> None:
    if isinstance(draft.block, _Step):
        draft.block.labels = with_label(draft.block.labels, sheet, line)
    elif draft.block is None:
        draft.labels = with_label(draft.labels, sheet, line)
    elif not check_breaks(sheet, line):
        sheet.note(
            "SB-P001",
            "An appeal has no name that people read.",
            span_of(sheet, line),
            hint=f"Put `{example_of(sheet, line)}` below a step, or below the first line.",
        )


# --- what may be said once -----------------------------------------------------------------------

_ONCE: Final = {
    "by": "by",
    "through": "through",
    "then": "then",
    "apart": "not the same person as",
}
_ONCE_OF_A_KIND: Final = {
    DeadlinePart: "within",
    WindowPart: "within",
    DecidePart: "decide",
    EndsPart: "ends",
    RerunPart: "re-run",
    PendingPart: "payment",
}


def _said_once(sheet: Sheet, draft: _Draft) -> None:
    """Report clauses that stand twice where only one can hold."""
    for step in draft.steps:
        _twice(sheet, "step", [(_kind(part), part) for part in step.parts])
    for appeal in draft.appeals:
        _twice(sheet, "appeal", [(_kind(part), part) for part in appeal.parts])


def _kind(part: StepPart | AppealPart) -> str:
    """The word of a clause that a block has once, or nothing."""
    if isinstance(part, NamesPart):
        return _ONCE.get(part.keyword, "")
    return _ONCE_OF_A_KIND.get(type(part), "")


def _twice(sheet: Sheet, block: str, parts: list[tuple[str, StepPart | AppealPart]]) -> None:
    counts: Counter[str] = Counter()
    for kind, part in parts:
        counts[kind] += 1
        if kind and counts[kind] == 2:
            sheet.note(
                "SB-P001",
                f"This {block} has `{kind}` twice.",
                part.span,
                hint="Keep one of them; several names stand on one line, with commas.",
            )
