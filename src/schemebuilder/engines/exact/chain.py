"""Long chains of definitions, evaluated from the bottom so that none is too long to evaluate.

The references are the written ones, taken or not; what is evaluated in vain is remembered and never
read, and finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from schemebuilder.engines.exact.linked import linked
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Key, Run
from schemebuilder.ir.expressions import (
    BenefitRef,
    Expr,
    FieldRef,
    ListAggregate,
    OfGroup,
    OfLinked,
    OfOther,
    Place,
    RuleRef,
)
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Use
from schemebuilder.ir.walk import Turn, parts


def reference(scheme: Scheme, node: RuleRef | BenefitRef) -> Key:
    """Return the definition that a node refers to."""
    if isinstance(node, RuleRef):
        return ("rule", node.rule, "")
    benefit = scheme.benefits.get(node.benefit)
    if benefit is None:
        return ("eligibility", node.benefit, "")
    if node.part in ("amount", "eligible"):
        return (node.part, node.benefit, "")
    names = [stage.name for stage in benefit.stages]
    return ("stage", node.benefit, str(names.index(node.part)))


def prepare(
    run: Run, key: Key, subject: Subject, evaluate_one: Callable[[Run, Key, Subject], None]
) -> None:
    """Evaluate everything that a definition refers to, and itself, from the bottom up."""
    waiting = [(key, subject, False)]
    while waiting:
        wanted, whose, ready = waiting.pop()
        if (wanted, whose) in run.memo:
            continue
        if ready:
            evaluate_one(run, wanted, whose)
            continue
        waiting.append((wanted, whose, True))
        waiting.extend((*each, False) for each in _references(run, wanted, whose))


def in_entity(run: Run, entity: str, subject: Subject) -> Subject:
    """Return the subject, or the group of that entity which it belongs to."""
    return subject if subject.entity == entity else run.case.group_of[entity][subject]


def _references(run: Run, key: Key, subject: Subject) -> Iterator[tuple[Key, Subject]]:
    kind, name, part = key
    roots: list[Expr] = []
    scheme = run.scheme
    if kind == "rule":
        roots.append(scheme.rules[name].body)
    elif kind == "fact":
        missing = scheme.fields[name].missing
        roots.extend([missing.expression] if isinstance(missing, Use) else [])
    elif kind == "eligibility":
        roots.extend(line.when for line in scheme.eligibilities[name].lines)
    else:
        benefit = scheme.benefits[name]
        if kind == "eligible":
            for required in benefit.requires:
                entity = scheme.eligibilities[required].entity
                yield ("eligibility", required, ""), in_entity(run, entity, subject)
            roots.extend(line.when for line in benefit.lines)
        elif kind == "stage":
            stage = benefit.stages[int(part)]
            roots.extend(root for root in (stage.when, stage.value) if root is not None)
            if int(part) > 0:
                yield ("stage", name, str(int(part) - 1)), subject
        else:
            yield ("eligible", name, ""), subject
            if benefit.stages:
                yield ("stage", name, str(len(benefit.stages) - 1)), subject
    yield from _below(run, roots, subject)


def _below(run: Run, roots: list[Expr], subject: Subject) -> Iterator[tuple[Key, Subject]]:
    waiting = [(root, subject) for root in roots]
    while waiting:
        node, whose = waiting.pop()
        if isinstance(node, RuleRef | BenefitRef):
            yield reference(run.scheme, node), whose
        elif isinstance(node, FieldRef) and isinstance(run.scheme.fields[node.name].missing, Use):
            yield ("fact", node.name, ""), whose
        for _, turn, part in parts(node):
            waiting.extend((part, each) for each in concerned(run, node, turn, whose))


def concerned(  # noqa: PLR0911 one a turn
    run: Run, node: Expr, turn: Turn, subject: Subject
) -> tuple[Subject, ...]:
    """Return whose values the parts of a node are that stand at this turn."""
    match turn:
        case Turn.SAME:
            return (subject,)
        case Turn.GROUP if isinstance(node, OfGroup):
            return (in_entity(run, node.group, subject),)
        case Turn.OWNER:
            return (run.case.owner_of[subject],)
        case Turn.ENTRIES if isinstance(node, ListAggregate):
            given = run.case.lists.get(subject, {}).get(node.list_name)
            return () if given is None else given.entries
        case Turn.LINKED if isinstance(node, OfLinked):
            person = linked(run, node.link, subject)
            return () if person is None else (person,)
        case Turn.FELLOWS if isinstance(node, Place | OfOther):
            return run.case.members.get(in_entity(run, node.group, subject), ())
        case _:
            return run.case.members.get(subject, ())
