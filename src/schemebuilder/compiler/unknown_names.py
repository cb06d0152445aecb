"""A name that means nothing: what was probably meant by it, and how that is written."""

from __future__ import annotations

import re
from typing import Final

from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.names import FieldName, ListName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax import Name

_AMOUNT: Final = re.compile(r"[A-Z]{3}\s*[-\u2212]\s*([0-9][0-9,]*(?:\.[0-9]+)?)")


def unknown(desk: Desk, scope: Scope, name: Name) -> None:
    """Report a name that means nothing, with the name that was probably meant."""
    word = name.text
    if word in desk.excused or _amount_below_zero(desk, name):
        return
    people = desk.names.who(word)
    if people:
        who = people[0]
        said = who.role or who.entity
        desk.report.error(
            "SB-N001",
            f"{word} is a word for people; it has no value of its own.",
            name.span,
            hint=f"Write `is {said}`, `number of {word}`, or `the {said}'s …`.",
        )
        return
    entry = None if scope.items is None else desk.names.meanings.get(scope.items)
    own = tuple(entry.items) if isinstance(entry, ListName) else ()
    near = nearest(word, (*own, *desk.names.known()))
    facts = [one for one in desk.names.meanings.values() if isinstance(one, FieldName)]
    having = sorted((one for one in facts if word in one.type.choices), key=lambda one: one.shared)
    of = [one.name for one in having]
    if near is not None:
        hint = f"Did you mean {near}?"
    elif own and not of:
        hint = f"An entry of {scope.items} has: {', '.join(own)}."
    elif of:
        hint = f"It is a value of {of[0]}: write `{of[0]} = {word}`; for one of several values, "
        hint += f"`{of[0]} in ({word}, …)`."
    elif desk.names.is_group(scope.entity):
        hint = f"Declare it: `input {word} of {scope.entity} : …` or `let {word} = …`."
    else:
        hint = f"Declare it: `input {word} of person : …` or `let {word} = …`."
    desk.report.error(
        "SB-N001",
        f"Nothing is called {word}.",
        name.span,
        hint=hint,
        edits=(replaced(name.span, near),) if near else (),
    )


def _amount_below_zero(desk: Desk, name: Name) -> bool:
    """Find `KES -100`, which would be something called KES less 100."""
    span, report = name.span, desk.report
    if span.source != report.source:
        return False
    found = _AMOUNT.match(report.text, span.start)
    if found is None:
        return False
    right = f"-{name.text} {found[1]}"
    whole = Span(span.start, found.end(), span.line, span.column, span.source)
    report.error(
        "SB-P001",
        "The sign of an amount stands before its currency.",
        whole,
        hint=f"Write `{right}`.",
        edits=(replaced(whole, right),),
    )
    return True
