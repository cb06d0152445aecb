"""What a list is made of, as rules of the scheme: every engine works them out like any other."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.ir.scheme import Rule, Scheme
from schemebuilder.ir.selection import Selection, selection_roots


def part_of(selection: Selection, step: str) -> str:
    """Return the name of the rule for a part of a selection; no author can write such a name."""
    return f"{selection.name}/{step}"


def parts_of(scheme: Scheme) -> tuple[str, ...]:
    """Return the names of all such rules of a scheme."""
    return tuple(
        part_of(selection, step)
        for selection in scheme.selections.values()
        for step, _ in selection_roots(selection)
    )


def with_lists(scheme: Scheme) -> Scheme:
    """Return the scheme with the parts of its selections among the rules, after all they need."""
    made = {
        name: Rule(
            name,
            selection.entity,
            root.type,
            root,
            kind="selection",
            citation=selection.citation,
            span=selection.span,
        )
        for selection in scheme.selections.values()
        for step, root in selection_roots(selection)
        for name in (part_of(selection, step),)
    }
    return replace(scheme, rules=scheme.rules | made) if made else scheme


def selection_of(scheme: Scheme, name: str) -> Selection | None:
    """Return the selection on which it hangs whether a benefit or eligibility is given."""
    return next((each for each in scheme.selections.values() if name in each.serves), None)
