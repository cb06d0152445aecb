"""Quantifiers over the entries of a list: which count, in which order, and in which time."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.constants import quantity
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition, fit
from schemebuilder.compiler.names import ListName
from schemebuilder.compiler.references import whose
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Edit
from schemebuilder.ir.expressions import (
    Apply,
    ListAggregate,
    Literal,
    Order,
    Pick,
    Quantifier,
)
from schemebuilder.ir.expressions import (
    Expr as Meant,
)
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import (
    Binary,
    Expr,
    Logical,
    Name,
    NameRef,
    PickWritten,
    Quantified,
    WindowWritten,
)
from schemebuilder.values.types import WHOLE, YES_NO, Kind

_VALUES = {
    "total": Quantifier.TOTAL,
    "highest": Quantifier.HIGHEST,
    "lowest": Quantifier.LOWEST,
    "average": Quantifier.AVERAGE,
    "latest": Quantifier.HIGHEST,
    "earliest": Quantifier.HIGHEST,
}
_COUNTS = {"at least": Op.GE, "at most": Op.LE, "exactly": Op.EQ}
_ORDERS = {
    "highest": Order.HIGHEST,
    "latest": Order.HIGHEST,
    "lowest": Order.LOWEST,
    "earliest": Order.LOWEST,
}


def quantified(desk: Desk, scope: Scope, expr: Quantified, of_list: ListName) -> Typed | None:
    """Compile a quantifier over the entries of a list, seen from the scope."""
    desk.looked_up.add(of_list.name)
    own = scope.about(of_list.entity)
    inner = own.entry(of_list.name)
    where: Meant | None = None
    clear, written = _within(desk, of_list, expr)
    if not clear:
        return None
    if written is not None:
        test = condition(desk, desk.compile(inner, written, YES_NO), written.span)
        if test is None:
            return None
        where = test.expr
    if expr.quantifier in _VALUES:
        found = _of_values(desk, own, inner, expr, (of_list, where))
    else:
        found = _of_entries(desk, own, expr, (of_list, where))
    if found is None:
        return None
    said = desk.report.written(expr.span)
    return whose(desk, scope, of_list.entity, found, f"({said})", expr.span)


def only_of_lists(desk: Desk, expr: Quantified) -> None:
    """Report words that only lists have, said of people."""
    part = expr.pick or expr.by or expr.window
    desk.report.error(
        "SB-T001",
        "Only the entries of a list can be put in order or taken from a time; "
        f"{expr.members.text} are people.",
        part.span if part is not None else expr.span,
        hint="Take it out, or declare a list with `list … of person : …`.",
    )


def _of_entries(
    desk: Desk, own: Scope, expr: Quantified, over: tuple[ListName, Meant | None]
) -> Typed | None:
    of_list, where = over
    name = of_list.name
    number = ListAggregate(Quantifier.NUMBER, name, where, None, None, WHOLE, None, expr.span)
    match expr.quantifier:
        case "number":
            return Typed(number)
        case "at least" | "at most" | "exactly" if expr.count is not None:
            count = desk.compile(own, expr.count, WHOLE)
            what = f"The number after `{expr.quantifier}`"
            fitted = None if count is None else fit(desk, count, WHOLE, expr.count.span, what)
            if fitted is None:
                return None
            op = _COUNTS[expr.quantifier]
            return Typed(Apply(op, (number, fitted.expr), YES_NO, expr.span))
        case "any" | "no":
            test = where or Literal(True, YES_NO, None)
            some = ListAggregate(Quantifier.ANY, name, test, None, None, YES_NO, None, expr.span)
            if expr.quantifier == "any":
                return Typed(some)
            return Typed(Apply(Op.NOT, (some,), YES_NO, expr.span))
        case _:
            return _every(desk, own, expr, of_list)


def _every(desk: Desk, own: Scope, expr: Quantified, of_list: ListName) -> Typed | None:
    """Compile `every`: the window says which entries are meant, `where` what holds for each."""
    if expr.where is None:
        desk.report.error(
            "SB-T001",
            f"`every {expr.members.text}` needs to say what holds for each of them.",
            expr.span,
            hint=f"Write `every {expr.members.text} where (…)`.",
        )
        return None
    if not expr.or_nobody:
        said = desk.report.text[expr.span.start : expr.span.end]
        desk.report.error(
            "SB-T010",
            f"{of_list.name} may have no entries; then this does not say what holds.",
            expr.span,
            hint="Write `or nobody` after it if it holds then, or require that there is one.",
            edits=(Edit("Write or nobody", expr.span, f"{said} or nobody"),),
        )
        return None
    inner = own.entry(of_list.name)
    test = condition(desk, desk.compile(inner, expr.where, YES_NO), expr.where.span)
    if test is None:
        return None
    holds = test.expr
    if expr.window is not None:
        meant = _in_time(desk, of_list, expr, expr.window)
        inside = None if meant is None else desk.compile(inner, meant, YES_NO)
        if inside is None:
            return None
        outside = Apply(Op.NOT, (inside.expr,), YES_NO, expr.span)
        holds = Apply(Op.OR, (outside, holds), YES_NO, expr.span)
    empty = Literal(True, YES_NO, None)
    return Typed(
        ListAggregate(Quantifier.EVERY, of_list.name, holds, None, empty, YES_NO, None, expr.span)
    )


def _of_values(
    desk: Desk,
    own: Scope,
    inner: Scope,
    expr: Quantified,
    over: tuple[ListName, Meant | None],
) -> Typed | None:
    of_list, where = over
    quantifier = _VALUES[expr.quantifier]
    value = None if expr.value is None else desk.compile(inner, expr.value, None)
    if value is None or expr.value is None:
        return None
    kind = value.type
    dates = kind.kind is Kind.DATE and quantifier in {Quantifier.HIGHEST, Quantifier.LOWEST}
    if not kind.is_quantity and not dates:
        desk.report.error(
            "SB-T001",
            f"There is no {expr.quantifier} of values of the kind {kind.words()}.",
            expr.value.span,
            hint=f"Use `number of {of_list.name} where (…)`.",
        )
        return None
    pick: Pick | None = None
    if expr.pick is not None:
        pick = _pick(desk, own, inner, expr, expr.pick, of_list)
        if pick is None:
            return None
    elif expr.by is not None and expr.window is None:
        desk.report.error(
            "SB-T001",
            "Nothing here depends on the order of the entries, so `by` has no meaning.",
            expr.by.span,
            hint="Take it out, or say how many count: `total of latest 6 of …`.",
        )
        return None
    if quantifier is Quantifier.TOTAL:
        kind = kind.with_whom(None)
    elif quantifier is Quantifier.AVERAGE:
        kind = replace(kind, whole=False)
    empty: Meant | None = None
    if expr.if_none is not None:
        none = desk.compile(own, expr.if_none, kind)
        what = "The value if there is none"
        fitted = None if none is None else fit(desk, none, kind, expr.if_none.span, what)
        if fitted is None:
            return None
        empty = fitted.expr
    counts = value.counts if quantifier is not Quantifier.AVERAGE else None
    name = of_list.name
    node = ListAggregate(quantifier, name, where, value.expr, empty, kind, pick, expr.span)
    return Typed(node, counts)


def _pick(
    desk: Desk,
    own: Scope,
    inner: Scope,
    expr: Quantified,
    written: PickWritten,
    of_list: ListName,
) -> Pick | None:
    """Compile `highest 10 of`, `latest 6 of … by month`."""
    count = desk.compile(own, written.count, WHOLE)
    what = f"The number after `{written.word}`"
    number = None if count is None else fit(desk, count, WHOLE, written.count.span, what)
    if number is None:
        return None
    least = quantity(number.expr)
    if least is not None and least < 1:
        desk.report.error(
            "SB-T004",
            f"{what} is at least 1.",
            written.count.span,
            hint="Say how many entries count: `highest 10 of`.",
        )
        return None
    ties = _ORDERS[written.ties] if written.ties else None
    by: Meant | None = None
    if written.word in {"latest", "earliest"}:
        key = _key(desk, inner, expr, of_list)
        if key is None:
            return None
        by = key.expr
    elif expr.by is not None or ties is not None:
        desk.report.error(
            "SB-T001",
            f"`{written.word} … of` takes the entries by the value itself, so neither `by` nor "
            "`ties` has a meaning.",
            expr.by.span if expr.by is not None else written.span,
            hint="Take it out, or write `latest … of … by …`.",
        )
        return None
    return Pick(number.expr, _ORDERS[written.word], by, written.fewer, ties)


def _key(desk: Desk, inner: Scope, expr: Quantified, of_list: ListName) -> Typed | None:
    """Return by what the entries are in order: as written, else their only date, else the year."""
    written = expr.by or _only(expr, _dates(of_list))
    written = written or _only(expr, _years(of_list))
    if written is None:
        desk.report.error(
            "SB-T001",
            f"It is not clear by what the entries of {of_list.name} are in order.",
            expr.members.span,
            hint=f"Write it behind the list: `over {of_list.name} by …`.",
        )
        return None
    key = desk.compile(inner, written, None)
    if key is not None and not (key.type.is_quantity or key.type.kind is Kind.DATE):
        desk.report.error(
            "SB-T001",
            f"Entries cannot be put in order by a {key.type.words()}.",
            written.span,
            hint="Use a date or a number of the entry.",
        )
        return None
    return key


def _dates(of_list: ListName) -> list[str]:
    return [name for name, kind in of_list.items.items() if kind.kind is Kind.DATE]


def _years(of_list: ListName) -> list[str]:
    items = of_list.statement.items
    return [item.name.text for item in items if item.type.base == "calendar year"]


def _only(expr: Quantified, names: list[str]) -> Expr | None:
    span = expr.members.span
    return NameRef(Name(names[0], span), span) if len(names) == 1 else None


def _within(desk: Desk, of_list: ListName, expr: Quantified) -> tuple[bool, Expr | None]:
    """Return whether it is clear which entries are meant, and the condition that says so, if any.

    `every` has its condition apart, since that says what must hold for those that are meant.
    """
    if expr.quantifier == "every":
        return True, None
    if expr.window is None:
        return True, expr.where
    inside = _in_time(desk, of_list, expr, expr.window)
    if inside is None or expr.where is None:
        return inside is not None, inside
    return True, Logical("and", (*inside.args, expr.where), expr.window.span)


def _in_time(
    desk: Desk, of_list: ListName, expr: Quantified, window: WindowWritten
) -> Logical | None:
    """Return that the entry's date is not before the time begins, and is before its end."""
    by = expr.by if isinstance(expr.by, NameRef) else None
    named = by.name.text if by is not None else ""
    day: Expr | None = by if named in _dates(of_list) else _only(expr, _dates(of_list))
    if day is None:
        dates = _dates(of_list)
        about = f"has {len(dates)} dates ({', '.join(dates)})" if dates else "has no date"
        desk.report.error(
            "SB-T001",
            f"An entry of {of_list.name} {about}, so it is not clear when it is.",
            window.span,
            hint=f"Write which date is meant: `over {of_list.name} by … over the …`."
            if dates
            else f"Give the entries a date, or compare what they have: `{of_list.name} where (…)`.",
        )
        return None
    start = Binary("-", window.before, window.length, window.span)
    after = Binary(">=", day, start, window.span)
    ahead = Binary("<", day, window.before, window.span)
    return Logical("and", (after, ahead), window.span)
