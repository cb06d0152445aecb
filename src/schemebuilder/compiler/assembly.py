"""The compiled parts put together into a scheme, each definition after those it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schemebuilder.compiler.changes import changes_of
from schemebuilder.compiler.dependencies import Node, Parts, in_order
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import FieldName, ListName
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.combining import Award, Combine
from schemebuilder.ir.instrument import Instrument
from schemebuilder.ir.payment_period import BY_DAYS, SPLIT
from schemebuilder.ir.procedure import Procedure
from schemebuilder.ir.scheme import Benefit, Example, Rule, Scheme
from schemebuilder.ir.selection import Selection
from schemebuilder.ir.series import Activation, Series


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands outside the graph of definitions: nothing that is decided needs it."""

    examples: tuple[Example, ...]
    procedures: Mapping[str, Procedure]
    selections: Mapping[str, Selection]
    instruments: Mapping[str, Instrument]
    series: Mapping[str, Series]
    triggers: Mapping[str, Activation]
    awards: Mapping[str, Award]
    combines: tuple[Combine, ...]


def assemble(
    desk: Desk,
    parts: Parts,
    wanted: Mapping[Node, tuple[Node, ...]],
    outside: Outside,
    shared: Mapping[str, FieldName | ListName],
) -> Scheme:
    """Return the scheme; circles in the graph of what is `wanted` by what are reported."""
    ordered, circles = in_order(wanted)
    for circle in circles:
        _report(desk, parts, circle)
    rules: dict[str, Rule] = {}
    for kind, name in ordered:
        if kind == "rule" and name in parts.rules:
            rules[name] = parts.rules[name]
    header = desk.header
    return Scheme(
        id=header.id,
        title=header.title,
        version=header.version,
        country=header.country,
        currency=header.currency,
        branch=header.branch,
        governed_by=header.governed_by,
        calendar=header.calendar,
        in_force=header.in_force,
        entities=dict(desk.names.entities),
        fields=dict(parts.fields),
        parameters=dict(desk.parameters),
        rules=rules,
        eligibilities=dict(parts.eligibilities),
        benefits=_with_changes(desk, parts, wanted),
        examples=outside.examples,
        laws=header.laws,
        labels=dict(header.labels),
        assesses=header.assesses,
        unread=_unread(parts, shared),
        lists=dict(parts.lists),
        change=header.change if header.change in {BY_DAYS, SPLIT} else "",
        claims=parts.claims,
        selections=dict(outside.selections),
        instruments=dict(outside.instruments),
        series=dict(outside.series),
        triggers=dict(outside.triggers),
        awards=dict(outside.awards),
        combines=outside.combines,
        procedures=dict(outside.procedures),
        span=header.span,
    )


def _with_changes(
    desk: Desk, parts: Parts, wanted: Mapping[Node, tuple[Node, ...]]
) -> dict[str, Benefit]:
    """Return the benefits, each with the days on which a payment period is split, if it is."""
    if desk.header.change != SPLIT:
        return dict(parts.benefits)
    return {
        name: replace(benefit, changes=changes_of(desk, parts, wanted, benefit))
        for name, benefit in parts.benefits.items()
    }


def _unread(parts: Parts, shared: Mapping[str, FieldName | ListName]) -> dict[str, tuple[str, ...]]:
    """Return the fields and lists of the vocabulary that no rule reads, by entity."""
    taken = {*parts.fields, *parts.lists, *parts.rules, *parts.benefits, *parts.eligibilities}
    found: dict[str, list[str]] = {}
    for name, field in shared.items():
        if name not in taken:
            found.setdefault(field.entity, []).append(name)
    return {entity: tuple(names) for entity, names in found.items()}


def _report(desk: Desk, parts: Parts, circle: list[Node]) -> None:
    words = list(dict.fromkeys(_words(node) for node in circle[:-1]))
    loop = " → ".join([*words, words[0]])
    desk.report.error(
        "SB-N004",
        f"These definitions depend on each other in a circle: {loop}.",
        *(span for span in (_span(parts, node) for node in circle[:-1]) if span is not None),
        hint="One of them must be said without the others.",
    )


def _words(node: Node) -> str:
    kind, name = node
    match kind:
        case "stage":
            benefit, _, stage = name.partition("/")
            return f"{stage} of {benefit}"
        case "eligible":
            return f"eligible of {name}" if name != "eligibility" else "eligibility"
        case _:
            return name


def _span(parts: Parts, node: Node) -> Span | None:
    kind, name = node
    match kind:
        case "rule":
            return parts.rules[name].span
        case "field":
            return parts.fields[name].span
        case "eligible" if name in parts.eligibilities:
            return parts.eligibilities[name].span
        case _:
            benefit = parts.benefits.get(name.partition("/")[0])
            return None if benefit is None else benefit.span
