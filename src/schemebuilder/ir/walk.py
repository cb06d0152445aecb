"""The way down an expression: its parts in order, the step to each, and whose values they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from schemebuilder.ir.expressions import (
    Aggregate,
    Among,
    Apply,
    BenefitRef,
    Choose,
    Escalate,
    Expr,
    FieldRef,
    GoverningDate,
    HasRole,
    ItemFact,
    ListAggregate,
    Literal,
    OfGroup,
    OfLinked,
    OfOther,
    OfOwner,
    OfRole,
    ParameterRef,
    Place,
    Round,
    RuleRef,
    Scaled,
)
from schemebuilder.ir.modality import Modality
from schemebuilder.ir.payment import Payment
from schemebuilder.ir.procedure import Procedure
from schemebuilder.ir.scheme import Benefit, Eligibility, Line, Recovery, Scheme
from schemebuilder.ir.selection import selection_roots
from schemebuilder.ir.vocabulary import Use


class Turn(Enum):
    """Whose value a part is, seen from the subject of the whole."""

    SAME = "the same subject"
    MEMBERS = "each member of the group that the subject is"
    GROUP = "the group that the subject belongs to"
    HOLDER = "the one who holds the role in the group that the subject is"
    ENTRIES = "each entry of a list of the subject"
    OWNER = "the one whose list the subject is an entry of"
    LINKED = "the person that a fact of the subject names"
    FELLOWS = "each member, the subject too, of the group that the subject belongs to"


def parts(  # noqa: C901, PLR0912 one a node
    node: Expr,
) -> tuple[tuple[str, Turn, Expr], ...]:
    """Return the parts of a node: the step that leads there (for path ids), the turn, the part."""
    found: Iterable[tuple[str, Turn, Expr]]
    match node:
        case Literal() | FieldRef() | RuleRef() | BenefitRef() | GoverningDate():
            found = ()
        case HasRole() | Escalate() | ItemFact():
            found = ()
        case ParameterRef():
            keys = ((f"key{i}", Turn.SAME, key) for i, key in enumerate(node.keys))
            found = (*keys, *_perhaps("on", Turn.SAME, node.on))
        case Apply():
            found = ((str(i), Turn.SAME, arg) for i, arg in enumerate(node.args))
        case Among() | Scaled() | Round():
            found = (("0", Turn.SAME, node.arg),)
        case Choose():
            found = _choose(node)
        case Aggregate():
            found = (
                *_perhaps("where", Turn.MEMBERS, node.where),
                *_perhaps("value", Turn.MEMBERS, node.value),
                *_perhaps("empty", Turn.SAME, node.empty),
            )
        case ListAggregate():
            found = _of_entries(node)
        case OfOwner():
            found = (("of", Turn.OWNER, node.arg),)
        case OfGroup():
            found = (("of", Turn.GROUP, node.arg),)
        case OfRole():
            found = (("of", Turn.HOLDER, node.arg), *_perhaps("empty", Turn.SAME, node.empty))
        case OfLinked():
            found = (("of", Turn.LINKED, node.arg), *_perhaps("empty", Turn.SAME, node.empty))
        case Place():
            keys = ((f"key{i}", Turn.FELLOWS, key.by) for i, key in enumerate(node.keys))
            found = (*_perhaps("where", Turn.FELLOWS, node.where), *keys)
        case OfOther():
            found = (("of", Turn.FELLOWS, node.arg), *_perhaps("empty", Turn.SAME, node.empty))
    return tuple(found)


def _perhaps(step: str, turn: Turn, part: Expr | None) -> tuple[tuple[str, Turn, Expr], ...]:
    return () if part is None else ((step, turn, part),)


def _of_entries(node: ListAggregate) -> Iterator[tuple[str, Turn, Expr]]:
    yield from _perhaps("where", Turn.ENTRIES, node.where)
    yield from _perhaps("value", Turn.ENTRIES, node.value)
    if node.pick is not None:
        yield from _perhaps("by", Turn.ENTRIES, node.pick.by)
        yield "count", Turn.SAME, node.pick.count
    yield from _perhaps("empty", Turn.SAME, node.empty)


def _choose(node: Choose) -> Iterator[tuple[str, Turn, Expr]]:
    for i, branch in enumerate(node.branches):
        yield f"when{i}", Turn.SAME, branch.when
        yield f"then{i}", Turn.SAME, branch.then
    if node.otherwise is not None:
        yield "otherwise", Turn.SAME, node.otherwise


def nodes(roots: Iterable[Expr]) -> Iterator[Expr]:
    """Yield the roots and everything below them; references are not followed."""
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(part for _, _, part in parts(node))


def line_roots(line: Line) -> tuple[tuple[str, Expr], ...]:
    """Return the condition of a line and the expressions of its sentence's places."""
    places = ((f"place.{name}", place) for name, place in line.places.items())
    return (("when", line.when), *places)


def eligibility_roots(eligibility: Eligibility) -> tuple[tuple[str, Expr], ...]:
    """Return the expressions of an eligibility with the first steps of their paths."""
    return _lines(eligibility.lines)


def benefit_roots(benefit: Benefit) -> tuple[tuple[str, Expr], ...]:
    """Return the expressions of a benefit with the first steps of their paths."""
    found = list(_lines(benefit.lines))
    for stage in benefit.stages:
        if stage.when is not None:
            found.append((f"{stage.name}/when", stage.when))
        if stage.value is not None:
            found.append((f"{stage.name}/value", stage.value))
        found += ((f"{stage.name}/place.{name}", place) for name, place in stage.places.items())
    taken = recovery_roots(benefit.recovery)
    named = ((f"recovery/{place}", root) for place, root in enumerate(taken))
    given = modality_roots(benefit.modality)
    return (*found, *payment_roots(benefit.payment), *named, *given)


def recovery_roots(recovery: Recovery | None) -> tuple[Expr, ...]:
    """Return the expressions that say how an overpayment is taken back."""
    if recovery is None:
        return ()
    parts = (recovery.at_most, recovery.leave, recovery.waive)
    return tuple(part for part in parts if part is not None)


def payment_roots(payment: Payment) -> tuple[tuple[str, Expr], ...]:
    """Return the expressions of a payment with the first steps of their paths."""
    found: list[tuple[str, Expr]] = []
    for step, moment in (("starts", payment.starts), ("ends", payment.ends)):
        if moment is not None:
            found.append((step, moment.day))
    if payment.lasts is not None:
        found.append(("lasts", payment.lasts))
    if payment.held is not None:
        found.append(("keep back/share", payment.held.share))
        if payment.held.until is not None:
            found.append(("keep back/until", payment.held.until.day))
    return tuple(found)


def modality_roots(modality: Modality) -> tuple[tuple[str, Expr], ...]:
    """Return the expression of what a unit is worth with the first step of its path."""
    return () if modality.value is None else (("valued at", modality.value),)


def procedure_roots(procedure: Procedure) -> tuple[Expr, ...]:
    """Return the values that a procedure's letters and texts speak of."""
    notices = [notice for step in procedure.steps for notice in step.notices]
    notices += [notice for appeal in procedure.appeals for notice in appeal.notices]
    places = [notice.places for notice in notices]
    places += [letter.places for letter in procedure.letters]
    return tuple(place for each in places for place in each.values())


def scheme_nodes(scheme: Scheme) -> Iterator[Expr]:
    """Yield every node of every expression in the scheme, those of missing facts too."""
    yield from nodes(rule.body for rule in scheme.rules.values())
    for eligibility in scheme.eligibilities.values():
        yield from nodes(root for _, root in eligibility_roots(eligibility))
    for benefit in scheme.benefits.values():
        yield from nodes(root for _, root in benefit_roots(benefit))
    for selection in scheme.selections.values():
        yield from nodes(root for _, root in selection_roots(selection))
    yield from nodes(combine.when for combine in scheme.combines if combine.when is not None)
    for field in scheme.fields.values():
        if isinstance(field.missing, Use):
            yield from nodes((field.missing.expression,))


def _lines(lines: tuple[Line, ...]) -> tuple[tuple[str, Expr], ...]:
    return tuple(
        (f"line{i}/{step}", root) for i, line in enumerate(lines) for step, root in line_roots(line)
    )
