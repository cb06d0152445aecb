"""Selections: who is on the list, what puts them in order, and what limits how many enter."""

from __future__ import annotations

from typing import Final

from schemebuilder.compiler.declarations import subject
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.limits_of_lists import budget_of, quota_of, same_for_all
from schemebuilder.compiler.names import Who
from schemebuilder.compiler.order import rank_key
from schemebuilder.compiler.served import candidate_of, served
from schemebuilder.diagnostics.finding import Edit
from schemebuilder.ir.expressions import Apply, GoverningDate, RankKey
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.selection import Selection, Ties
from schemebuilder.language.syntax import SelectionStatement, Tree
from schemebuilder.values.types import DATE, MONTHS, WHOLE, Family, Kind

UNNAMED: Final = "selection"
_TIES: Final = {"none": Ties.NONE, "all": Ties.ALL}


def compile_selections(desk: Desk, tree: Tree) -> dict[str, Selection]:
    """Compile every selection; no two of them may ration the same thing."""
    found: dict[str, Selection] = {}
    for statement in tree.statements:
        if not isinstance(statement, SelectionStatement):
            continue
        who = subject(statement.entity, desk.names, desk.report)
        selection = None if who is None else _compile(desk, statement, who)
        if selection is not None and _alone(desk, statement, selection, found):
            found[selection.name] = selection
    return found


def _alone(
    desk: Desk, statement: SelectionStatement, selection: Selection, found: dict[str, Selection]
) -> bool:
    """Say whether the name is free, and nothing that it rations is rationed already."""
    other = desk.names.meanings.get(selection.name)
    taken = found.get(selection.name) if other is None else other
    if taken is not None:
        desk.report.error(
            "SB-N002",
            f"{selection.name} is defined twice."
            if statement.name is not None
            else "Two selections have no name.",
            (statement.name or statement.entity).span,
            taken.span,
            hint="Give one of the two another name: `selection rural_list of household`.",
        )
        return False
    for before in found.values():
        for name in sorted({*before.serves} & {*selection.serves}):
            desk.report.error(
                "SB-N002",
                f"{name} is rationed by two selections.",
                statement.span,
                before.span,
                hint="Say for which benefits each of them is: `selection … for cash`.",
            )
            return False
    return True


def _compile(desk: Desk, statement: SelectionStatement, who: Who) -> Selection | None:
    name = statement.name.text if statement.name else UNNAMED
    scope = Scope(who.entity, who.role, owner=name, unit=who.unit)
    rationed = served(desk, statement, who)
    keys = _keys(desk, scope, statement)
    ties = _ties(desk, statement)
    quota = None if statement.quota is None else quota_of(desk, scope, statement.quota)
    budget = None
    if statement.budget is not None and rationed is not None:
        budget = budget_of(desk, scope, statement.budget, rationed)
    places = waiting = None
    if statement.places is not None:
        places = _room(desk, scope, statement)
    if statement.waiting is not None:
        waiting = _waiting(desk, scope, statement)
    complete = (
        (statement.quota is None or quota is not None)
        and (statement.budget is None or budget is not None)
        and (statement.places is None or places is not None)
        and (statement.waiting is None or waiting is not None)
    )
    if not _limited(desk, statement) or not complete:
        return None
    if rationed is None or keys is None or ties is None:
        return None
    return Selection(
        name=name,
        entity=who.entity,
        serves=rationed.names,
        candidate=candidate_of(rationed, statement.span),
        keys=keys,
        ties=ties,
        words=tuple(
            desk.report.written(key.span)
            for key in (*statement.keys, *(statement.ties.keys if statement.ties else ()))
        ),
        quota=quota,
        budget=budget,
        room=places,
        waiting=waiting,
        labels=dict(statement.labels.by_language),
        citation=statement.citation.text if statement.citation else "",
        span=statement.span,
    )


def _keys(desk: Desk, scope: Scope, statement: SelectionStatement) -> tuple[RankKey, ...] | None:
    if not statement.keys:
        desk.report.error(
            "SB-T012",
            "This selection does not say who comes first.",
            statement.span,
            hint="Write a line `rank by income_per_person lowest first`.",
        )
        return None
    ties = statement.ties.keys if statement.ties else ()
    keys: list[RankKey | None] = []
    before = ""
    for key in statement.keys:
        keys.append(rank_key(desk, scope, key, before, tie=False))
        before = key.direction
    for key in ties:
        keys.append(rank_key(desk, scope, key, before, tie=True))
        before = key.direction or before
    found = tuple(key for key in keys if key is not None)
    return found if len(found) == len(keys) else None


def _ties(desk: Desk, statement: SelectionStatement) -> Ties | None:
    written = statement.ties
    if written is not None and written.rest:
        return _TIES[written.rest]
    if written is None:
        desk.report.error(
            "SB-T014",
            "Several may be alike where the list is cut off, and it is not said who enters then.",
            statement.span,
            hint="Write `ties none of the tied`, `ties all of the tied`, or what decides between "
            "them: `ties by draw_number lowest first, then none of the tied`.",
        )
        return None
    said = desk.report.text[written.span.start : written.span.end].rstrip()
    desk.report.error(
        "SB-T014",
        "Several may be alike in this too, and it is not said who enters then.",
        written.span,
        hint="End the line with `, then none of the tied` or `, then all of the tied`.",
        edits=tuple(
            Edit(f"{each.value} enters", written.span, f"{said}, then {each.value}")
            for each in Ties
        ),
    )
    return None


def _limited(desk: Desk, statement: SelectionStatement) -> bool:
    if statement.quota or statement.budget or statement.places:
        return True
    desk.report.error(
        "SB-T014",
        "This selection has no limit, so everybody would enter.",
        statement.span,
        hint="Write how many may enter (`places 500`), a quota (`within district up to "
        "district_quota`) or a budget (`until yearly cost reaches …`); or take the selection out.",
    )
    return False


def _room(desk: Desk, scope: Scope, statement: SelectionStatement) -> Meant | None:
    assert statement.places is not None  # noqa: S101 so that mypy sees it
    written = statement.places.value
    value = desk.compile(scope, written, WHOLE)
    found = None if value is None else fit(desk, value, WHOLE, written.span, "How many may enter")
    if found is None or not same_for_all(desk, found.expr, written.span, "How many may enter"):
        return None
    return found.expr


def _waiting(desk: Desk, scope: Scope, statement: SelectionStatement) -> Meant | None:
    assert statement.waiting is not None  # noqa: S101 so that mypy sees it
    written = statement.waiting.value
    what = "How long the waiting list holds"
    value = desk.compile(scope, written, None)
    if value is None:
        return None
    if value.type.kind is not Kind.DURATION:
        fit(desk, value, MONTHS, written.span, what)
        return None
    if not same_for_all(desk, value.expr, written.span, what):
        return None
    days = value.type.family is Family.DAYS
    if value.type.family is Family.WORKING_DAYS:
        fit(desk, value, MONTHS, written.span, what)
        return None
    op = Op.DATE_ADD_DAYS if days else Op.DATE_ADD_MONTHS
    return Apply(op, (GoverningDate(DATE, written.span), value.expr), DATE, written.span)
