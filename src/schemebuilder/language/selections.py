"""`selection` from its lines: the order, the quotas, the budget, ties, the waiting list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lark import Token

from schemebuilder.language.lines import Line
from schemebuilder.language.order import rank_keys
from schemebuilder.language.parts import names_in, span_of
from schemebuilder.language.reading import read, read_expression, with_label
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    NO_LABELS,
    BudgetWritten,
    Citation,
    Labels,
    QuotaWritten,
    RankKeyWritten,
    RoomWritten,
    SelectionStatement,
    TiesWritten,
)
from schemebuilder.language.twig import Children, after, the_subtree, tokens

_PER: Final = {"YEARLY_COST": "year", "MONTHLY_COST": "month", "TOTAL_COST": ""}
_CROSSINGS: Final = {"STOPS_LIST": "stops", "PASSED_OVER": "passed over", "LAST_TO_ENTER": "last"}


@dataclass(slots=True)
class _Draft:
    """What the lines of a selection have said so far."""

    keys: tuple[RankKeyWritten, ...] = ()
    ranked: Citation | None = None
    ties: TiesWritten | None = None
    quota: QuotaWritten | None = None
    budget: BudgetWritten | None = None
    rooms: dict[str, RoomWritten] = field(default_factory=dict)
    labels: Labels = NO_LABELS


def selection(sheet: Sheet, lines: list[Line]) -> SelectionStatement | None:
    """Read `selection [name] of entity [for benefits]` and its lines, each at most once."""
    draft = _Draft()
    said: set[str] = set()
    for line in lines[1:]:
        if line.keyword in said and line.keyword != "label":
            sheet.note(
                "SB-P001",
                f"This selection has two lines `{sheet.said(line.start, line.body).strip()}`.",
                span_of(sheet, line),
                hint="Join them in one line, or take one out.",
            )
        said.add(line.keyword)
        _LINES[line.keyword](sheet, line, draft)
    head = read(sheet, lines[0], "selection_head")
    if head is None:
        return None
    tree, at = head
    first, serves = tree.children[0], after(tree.children, "FOR")
    return SelectionStatement(
        name=at.name(first) if isinstance(first, Token) else None,
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        serves=() if serves is None else names_in(serves, at),
        keys=draft.keys,
        span=span_of(sheet, lines[0]),
        ties=draft.ties,
        quota=draft.quota,
        budget=draft.budget,
        places=draft.rooms.get("places"),
        waiting=draft.rooms.get("waiting_list"),
        labels=draft.labels,
        citation=lines[0].citation,
        rank_citation=draft.ranked,
    )


def _rank(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "rank_line")
    if found is not None:
        tree, at = found
        draft.keys, draft.ranked = rank_keys(tree.children, at), line.citation


def _within(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "within_line")
    if found is not None:
        tree, at = found
        area, most = at.expression(tree.children[0]), at.expression(tree.children[2])
        draft.quota = QuotaWritten(area, most, span_of(sheet, line), line.citation)


def _until(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "cost_line")
    if found is not None:
        tree, at = found
        draft.budget = BudgetWritten(
            _PER[_first(tree.children, _PER)],
            at.expression(tree.children[1]),
            _CROSSINGS.get(_first(tree.children, _CROSSINGS), ""),
            span_of(sheet, line),
            line.citation,
        )


def _ties(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read(sheet, line, "ties_line")
    if found is not None:
        tree, at = found
        rest = "none" if tokens(tree.children, "TIES_NONE") else ""
        rest = "all" if tokens(tree.children, "TIES_ALL") else rest
        keys = rank_keys(tree.children, at)
        draft.ties = TiesWritten(keys, rest, span_of(sheet, line), line.citation)


def _room(sheet: Sheet, line: Line, draft: _Draft) -> None:
    value = read_expression(sheet, line)
    if value is not None:
        draft.rooms[line.keyword] = RoomWritten(value, span_of(sheet, line), line.citation)


def _label(sheet: Sheet, line: Line, draft: _Draft) -> None:
    draft.labels = with_label(draft.labels, sheet, line)


def _first(children: Children, kinds: dict[str, str]) -> str:
    """Return which of these kinds of token stands among the children."""
    found = (child.type for child in children if isinstance(child, Token) and child.type in kinds)
    return next(found, "")


_LINES: Final[dict[str, Callable[[Sheet, Line, _Draft], None]]] = {
    "rank": _rank,
    "within": _within,
    "until": _until,
    "ties": _ties,
    "places": _room,
    "waiting_list": _room,
    "label": _label,
}
