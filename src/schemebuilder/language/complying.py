"""`comply with … else warn, reduce by 20%, suspend`, from the grammar's tree to syntax."""

from __future__ import annotations

from typing import Final

from lark import Token, Tree

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import force_of, span_of
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import ComplyStep, LineWritten
from schemebuilder.language.twig import At, after, leaf, subtree

_STEPS: Final = {
    "STEP_WARN": "warn",
    "STEP_REDUCE": "reduce by",
    "STEP_SUSPEND": "suspend",
    "STEP_END": "end",
}


def compliance(sheet: Sheet, line: Line, tree: Tree[Token], at: At) -> LineWritten:
    """Return the line: the condition, how often it was not met, and what happens each time."""
    counted = after(tree.children, "COUNTED_BY")
    steps = [
        child for child in tree.children if isinstance(child, Tree) and child.data == "comply_step"
    ]
    return LineWritten(
        "comply with",
        at.expression(tree.children[0]),
        span_of(sheet, line),
        citation=line.citation,
        force=force_of(subtree(tree.children, "force"), at),
        steps=tuple(_step(child, at) for child in steps),
        counted=None if counted is None else at.expression(counted),
    )


def _step(tree: Tree[Token], at: At) -> ComplyStep:
    share = at.expression(tree.children[1]) if len(tree.children) > 1 else None
    return ComplyStep(_STEPS[leaf(tree.children[0]).type], at.span(tree), share)
