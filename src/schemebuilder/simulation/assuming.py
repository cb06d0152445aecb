"""For which facts a written value may be taken in what a definition comes to, and which those are.

It is read from the meaning as written: a branch that is never taken, or that changes nothing, may
still have been looked at, and the exact evaluator then says what it assumed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemebuilder.engines.exact.people import Case
from schemebuilder.ir.expressions import (
    BenefitRef,
    Expr,
    FieldRef,
    ListAggregate,
    OfLinked,
    RuleRef,
)
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Assume, Use
from schemebuilder.ir.walk import nodes

Fact = tuple[str, str]
"""An entity, and the name of a field or list."""


def may_be_assumed(scheme: Scheme, name: str) -> frozenset[Fact]:
    """Return the facts with a written value that a rule, benefit or eligibility may read."""
    found: set[Fact] = set()
    waiting, seen = [name], {name}
    while waiting:
        for node in nodes(_roots(scheme, waiting.pop())):
            found.update(_assumed(scheme, node))
            for other in _referred(node):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return frozenset(found)


def absent_facts(scheme: Scheme, case: Case) -> frozenset[Fact]:
    """Return the facts with a written value that some person or group of a case lacks."""
    found = {
        (field.entity, field.name)
        for field in scheme.fields.values()
        if isinstance(field.missing, Assume)
        and any(
            field.name not in case.facts.get(subject, ())
            for subject in case.subjects.get(field.entity, ())
        )
    }
    found |= {
        (of_list.entity, of_list.name)
        for of_list in scheme.lists.values()
        if isinstance(of_list.missing, Assume)
        and any(
            of_list.name not in case.lists.get(subject, ())
            for subject in case.subjects.get(of_list.entity, ())
        )
    }
    return frozenset(found)


def _roots(scheme: Scheme, name: str) -> Iterator[Expr]:
    rule, field = scheme.rules.get(name), scheme.fields.get(name)
    if rule is not None:
        yield rule.body
    if field is not None and isinstance(field.missing, Use):
        yield field.missing.expression
    benefit, eligibility = scheme.benefits.get(name), scheme.eligibilities.get(name)
    for definition in (benefit, eligibility):
        yield from () if definition is None else (line.when for line in definition.lines)
    if benefit is not None:
        for stage in benefit.stages:
            yield from (root for root in (stage.when, stage.value) if root is not None)
        for required in benefit.requires:
            yield BenefitRef(required, "eligible", benefit.type)


def _referred(node: Expr) -> Iterable[str]:
    match node:
        case RuleRef():
            return (node.rule,)
        case BenefitRef():
            return (node.benefit,)
        case FieldRef():
            return (node.name,)
        case OfLinked():
            return (node.link,)
        case _:
            return ()


def _assumed(scheme: Scheme, node: Expr) -> Iterator[Fact]:
    for name in _referred(node) if isinstance(node, FieldRef | OfLinked) else ():
        field = scheme.fields[name]
        if isinstance(field.missing, Assume):
            yield field.entity, name
    if isinstance(node, ListAggregate):
        of_list = scheme.lists[node.list_name]
        if isinstance(of_list.missing, Assume):
            yield of_list.entity, of_list.name
