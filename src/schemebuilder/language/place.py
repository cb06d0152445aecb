"""Trees are read from the start of their statement and then put where the statement stands."""

from __future__ import annotations

import dataclasses
from typing import Any, Final, TypeVar

from schemebuilder.diagnostics import finding
from schemebuilder.diagnostics.finding import Span
from schemebuilder.language import syntax

_T = TypeVar("_T")

_NOWHERE: Final = Span(0, 0, 1, 1)
_PLAIN: Final = frozenset({"str", "bool", "int", "Fraction", "date"})


def moved(node: _T, offset: int, lines: int, source: str = "", indent: int = 0) -> _T:
    """Return the tree with every span moved on by so many characters and lines.

    `indent` is how far the statement's first line stands from the margin.
    """
    if offset == 0 and lines == 0 and not source:
        return node
    moved_tree: _T = _moved(node, offset, lines, source, indent)
    return moved_tree


def placed_at(node: _T, span: Span) -> _T:
    """Return the tree with every span as one place: what stands for a line of the text."""
    placed: _T = _placed(node, span)
    return placed


def _placed(node: Any, span: Span) -> Any:
    kind = type(node)
    if kind is Span:
        return span
    if kind is tuple:
        return tuple([_placed(item, span) for item in node])
    plan = _PLANS.get(kind)
    if plan is None:
        return node
    return kind(*[_placed(getattr(node, name), span) for name, _ in plan])


def bare(node: Any) -> Any:
    """Return the tree with all spans alike and runs of spaces as one: what layout cannot change."""
    if isinstance(node, Span):
        return _NOWHERE
    if isinstance(node, str):
        return " ".join(node.split())
    if isinstance(node, tuple):
        return tuple(bare(item) for item in node)
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        fields = {f.name: bare(getattr(node, f.name)) for f in dataclasses.fields(node)}
        return (type(node).__name__, *sorted(fields.items(), key=lambda item: item[0]))
    return node


def _moved(node: Any, offset: int, lines: int, source: str, indent: int) -> Any:
    kind = type(node)
    if kind is Span:
        column = node.column + indent if node.line == 1 else node.column
        return Span(node.start + offset, node.end + offset, node.line + lines, column, source)
    if kind is tuple:
        return tuple([_moved(item, offset, lines, source, indent) for item in node])
    plan = _PLANS.get(kind)
    if plan is None:
        return node
    return kind(
        *[
            _moved(getattr(node, name), offset, lines, source, indent)
            if moves
            else getattr(node, name)
            for name, moves in plan
        ]
    )


def _plan(kind: Any) -> tuple[tuple[str, bool], ...]:
    """The fields of a class in order, and whether each can hold a span."""
    return tuple(
        (field.name, not set(str(field.type).replace(" | None", "").split(" | ")) <= _PLAIN)
        for field in dataclasses.fields(kind)
    )


_PLANS: Final = {
    kind: _plan(kind)
    for module in (syntax, finding)
    for kind in vars(module).values()
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Span
}
