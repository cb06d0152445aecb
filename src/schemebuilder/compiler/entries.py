"""One entry of a list as the scope: its facts by name, and whose list it is."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.names import ListName
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import ItemFact, OfOwner
from schemebuilder.language.syntax import Name


def item_fact(desk: Desk, scope: Scope, name: Name) -> Typed | None:
    """Return the fact of that name of the entry that is looked at; None if there is none."""
    found = None if scope.items is None else desk.names.meanings.get(scope.items)
    if not isinstance(found, ListName) or name.text not in found.items:
        return None
    return Typed(ItemFact(found.name, name.text, found.items[name.text], name.span))


def seen_from_entry(scope: Scope, value: Typed, span: Span) -> Typed:
    """Return the value as an entry of a list reads it, if the scope looks at entries."""
    if scope.items is None:
        return value
    return replace(value, expr=OfOwner(scope.items, value.expr, value.type, span))
