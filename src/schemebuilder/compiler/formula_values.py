"""What a formula is used with, read inside it: also where it speaks of another than the subject."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.desk import Desk, Given, Scope
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Literal, OfGroup, ParameterRef


def given(scope: Scope, name: str) -> Given | None:
    """Return what the formula is used with under a name, or None."""
    return next((one for one in scope.given if one.name == name), None)


def read_given(desk: Desk, scope: Scope, one: Given, span: Span) -> Typed | None:
    """Return the value, seen from the subject of the scope.

    A member reads what was given of its group; nobody else's can be reached from a member.
    """
    value = replace(one.value, expr=replace(one.value.expr, span=span))
    everywhere = isinstance(value.expr, Literal | ParameterRef)
    if not scope.away or everywhere:
        return value
    if scope.away == (one.entity,) and not desk.names.is_group(scope.entity):
        return replace(value, expr=OfGroup(one.entity, value.expr, value.type, span))
    desk.report.error(
        "SB-N007",
        f"{one.name} is given of one {one.entity}, and cannot be read where others are looked at.",
        span,
        hint=f"Use the formula of the group, or give {one.name} a definition of its own.",
    )
    return None
