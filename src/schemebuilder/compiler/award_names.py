"""Which fact `amount of child_grant` and `eligible for child_grant` mean, of another scheme."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.awards import AMOUNT
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import Meaning
from schemebuilder.compiler.report import nearest
from schemebuilder.language.syntax import Name, OfName

ELIGIBLE: Final = "eligible"


def amount_named(desk: Desk, expr: OfName) -> Meaning | None:
    """Return the fact that `amount of child_grant` or `cash of two_grants` means."""
    other = desk.others[expr.of.text]
    wanted = None if expr.part.text == AMOUNT else expr.part.text
    award = other.award(wanted) or other.award(AMOUNT)
    meaning = None if award is None else desk.names.meanings.get(award.amount)
    if meaning is not None and (wanted is None or (award is not None and award.benefit == wanted)):
        return meaning
    known = [one for one in other.awards.values() if one.amount]
    said = [f"amount of {other.id}"] if len(known) == 1 else [one.name for one in known]
    hint = f"Write {' or '.join(f'`{one}`' for one in said)}."
    if not known:
        hint = f"Write `use scheme {other.id}` below the header."
        if other.used:
            hint = f"It pays nothing; its conditions are read with `eligible for {other.id}`."
    desk.report.error(
        "SB-N001",
        f"{other.id} pays nothing called {expr.part.text} that is known here.",
        expr.part.span,
        hint=hint,
    )
    return None


def conditions_named(desk: Desk, name: Name) -> Meaning | None:
    """Return the fact that `eligible for child_grant` means."""
    other = desk.others.get(name.text)
    award = None if other is None else other.award(None)
    meaning = None if award is None else desk.names.meanings.get(award.eligible)
    if meaning is not None:
        return meaning
    if other is not None:
        said = " or ".join(f"`{one.eligible}`" for one in other.awards.values())
        message, hint = f"{name.text} pays several benefits.", f"Write {said}."
    else:
        near = nearest(name.text, desk.others)
        message = f"No scheme that is used here is called {name.text}."
        hint = f"Did you mean {near}?" if near else f"Write `use scheme {name.text}` first."
    desk.report.error("SB-N001", message, name.span, hint=hint)
    return None
