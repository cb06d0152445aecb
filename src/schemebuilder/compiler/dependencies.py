"""What needs what: the graph of a scheme's definitions, its order and its circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from schemebuilder.ir.expressions import (
    BenefitRef,
    Expr,
    FieldRef,
    ListAggregate,
    OfLinked,
    ParameterRef,
    RuleRef,
)
from schemebuilder.ir.scheme import Benefit, Eligibility, Rule
from schemebuilder.ir.vocabulary import Field, ListField, Use
from schemebuilder.ir.walk import (
    benefit_roots,
    eligibility_roots,
    line_roots,
    modality_roots,
    nodes,
    payment_roots,
    recovery_roots,
)

Node: TypeAlias = tuple[str, str]
"""A definition: its kind (`field`, `list`, `parameter`, `rule`, `eligible`, `stage`, `amount`) and
name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The compiled definitions of a scheme, by name, and what it claims of every case."""

    fields: Mapping[str, Field]
    rules: Mapping[str, Rule]
    eligibilities: Mapping[str, Eligibility]
    benefits: Mapping[str, Benefit]
    lists: Mapping[str, ListField]
    claims: tuple[Rule, ...] = ()


def needs(expressions: Iterable[Expr], benefits: Mapping[str, Benefit]) -> Iterator[Node]:
    """Yield the definitions that expressions refer to."""
    for node in nodes(expressions):
        match node:
            case FieldRef():
                yield "field", node.name
            case OfLinked():
                yield "field", node.link
            case ListAggregate():
                yield "list", node.list_name
            case RuleRef():
                yield "rule", node.rule
            case ParameterRef():
                yield "parameter", node.parameter
            case BenefitRef(benefit=name, part="eligible"):
                yield "eligible", name
            case BenefitRef(benefit=name, part="amount"):
                yield "amount", name
            case BenefitRef(benefit=name, part=part) if name in benefits:
                yield "stage", f"{name}/{part}"
            case _:
                pass


def graph(parts: Parts) -> dict[Node, tuple[Node, ...]]:
    """Return every definition with those it needs.

    A stage needs what is written up to it; an amount needs the last stage and the conditions.
    So conditions may read `base of` a benefit that they decide.
    """
    found: dict[Node, tuple[Node, ...]] = {}
    for field in parts.fields.values():
        derived = [field.missing.expression] if isinstance(field.missing, Use) else []
        found["field", field.name] = _once(needs(derived, parts.benefits))
    for rule in parts.rules.values():
        found["rule", rule.name] = _once(needs((rule.body,), parts.benefits))
    for eligibility in parts.eligibilities.values():
        roots = tuple(root for _, root in eligibility_roots(eligibility))
        found["eligible", eligibility.name] = _once(needs(roots, parts.benefits))
    for benefit in parts.benefits.values():
        _benefit(benefit, parts, found)
    return found


def _benefit(benefit: Benefit, parts: Parts, found: dict[Node, tuple[Node, ...]]) -> None:
    before: tuple[Node, ...] = ()
    for stage in benefit.stages:
        roots = tuple(one for one in (stage.when, stage.value) if one is not None)
        node = ("stage", f"{benefit.name}/{stage.name}")
        found[node] = _once((*before, *needs(roots, parts.benefits)))
        before = (node,)
    roots = tuple(root for line in benefit.lines for _, root in line_roots(line))
    required = tuple(("eligible", name) for name in benefit.requires)
    if benefit.name not in parts.eligibilities:
        found["eligible", benefit.name] = _once((*required, *needs(roots, parts.benefits)))
    found["amount", benefit.name] = _once((*before, ("eligible", benefit.name)))
    of_payment = (root for _, root in payment_roots(benefit.payment))
    of_giving = (root for _, root in modality_roots(benefit.modality))
    roots_paid = (*of_payment, *recovery_roots(benefit.recovery), *of_giving)
    rest = needs(roots_paid, parts.benefits)
    found["payment", benefit.name] = _once((("amount", benefit.name), *rest))


def _once(found: Iterable[Node]) -> tuple[Node, ...]:
    return tuple(dict.fromkeys(found))


def in_order(wanted: Mapping[Node, tuple[Node, ...]]) -> tuple[list[Node], list[list[Node]]]:
    """Return the definitions, each after those it needs, and the circles among them."""
    ordered: list[Node] = []
    circles: list[list[Node]] = []
    state: dict[Node, int] = {}
    for start in wanted:
        if start in state:
            continue
        way: list[tuple[Node, Iterator[Node]]] = [(start, iter(wanted[start]))]
        state[start] = 1
        while way:
            node, rest = way[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                ordered.append(node)
                way.pop()
            elif following not in wanted:
                continue
            elif following not in state:
                state[following] = 1
                way.append((following, iter(wanted[following])))
            elif state[following] == 1:
                path = [one for one, _ in way]
                circles.append([*path[path.index(following) :], following])
    return ordered, circles


def reached(wanted: Mapping[Node, tuple[Node, ...]], roots: Iterable[Node]) -> set[Node]:
    """Return every definition that the roots need, themselves included."""
    found: set[Node] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(wanted.get(node, ()))
    return found


def benefit_expressions(benefit: Benefit) -> tuple[Expr, ...]:
    """Return every expression of a benefit."""
    return tuple(root for _, root in benefit_roots(benefit))
