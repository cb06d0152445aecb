"""What a node of a trace says of a fact, a line, a stage, an operator or a parameter."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final, TypeAlias

from schemebuilder.diagnostics.finding import Span
from schemebuilder.engines.exact.given import fact
from schemebuilder.engines.exact.listed import entries_of
from schemebuilder.engines.exact.lookup import key_text
from schemebuilder.engines.exact.order import ordered
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run, Step
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.ir import expressions as e
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.operators import Op
from schemebuilder.ir.payment_period import last_day, parts_by_days, period_of, value_read
from schemebuilder.ir.scheme import Line, Parameter, Stage
from schemebuilder.ir.vocabulary import Assume, Use
from schemebuilder.values.evidence import Evidence, Fault, Known, Need, NotApplicable, Unknown

Node: TypeAlias = dict[str, Any]

_KINDS: Final[dict[type[e.Expr], str]] = {
    e.Literal: "written",
    e.GoverningDate: "governing date",
    e.ParameterRef: "parameter",
    e.Apply: "operation",
    e.Among: "among",
    e.Scaled: "change of unit",
    e.Round: "round",
    e.Choose: "choice",
    e.Aggregate: "members",
    e.ItemFact: "fact of an entry",
    e.ListAggregate: "entries",
    e.OfOwner: "of whose list it is",
    e.OfGroup: "of the group",
    e.OfRole: "of the holder",
    e.OfLinked: "of the linked person",
    e.HasRole: "role",
    e.Place: "place",
    e.OfOther: "of the other",
    e.Escalate: "referral",
}
"""What the trace calls each kind of expression; references are the node they lead to."""


def said(evidence: Evidence) -> Node:
    """Return the status and value of a node, what is missing, or why it cannot be computed."""
    match evidence:
        case Known():
            return {"status": "known", "value": plain_text(evidence.value)}
        case Unknown():
            needs = [need_json(need) for need in sorted(evidence.needs)]
            return {"status": "unknown", "value": None, "missing": needs}
        case Fault():
            why = sorted({f"{each.code} {each.message}" for each in evidence.findings})
            return {"status": "fault", "value": None, "findings": why}
        case NotApplicable():
            return {"status": "not_applicable", "value": None}


def need_json(need: Need) -> Node:
    """Return a missing fact, or a matter that is referred to an officer."""
    if need.referral:
        return {"referral": need.referral}
    return {"entity": need.entity, "id": need.id, "field": need.name}


def law(citation: str, span: Span | None) -> Node:
    """Return the citation and the place in the text, as far as there are any."""
    node: Node = {"citation": citation} if citation else {}
    if span is not None:
        node["span"] = span_json(span)
    return node


def span_json(span: Span) -> Node:
    """Return a place in a text."""
    place = {"start": span.start, "end": span.end, "line": span.line, "column": span.column}
    return {**place, "source": span.source} if span.source else place


def fact_node(run: Run, name: str, subject: Subject) -> Node:
    """Return a fact and its origin: given (with the source it names), assumed, derived, missing."""
    field = run.scheme.fields[name]
    node: Node = {"kind": "fact", "name": name, "type": field.type.words(), "inputs": []}
    node |= said(fact(run, name, subject)) | law(field.citation, field.span)
    given = run.case.facts.get(subject, {}).get(name)
    if given is not None:
        node["origin"] = "given"
        if given.source:
            node["source"] = given.source
        if given.known_on is not None:
            node["known_on"] = given.known_on.isoformat()
    elif isinstance(field.missing, Assume):
        node |= {"origin": "assumed", "because": field.missing.because}
        if field.missing.citation:
            node["citation"] = field.missing.citation
    else:
        node["origin"] = "derived" if isinstance(field.missing, Use) else "missing"
    return node


def list_node(run: Run, name: str, subject: Subject) -> Node:
    """Return a list with the number of its entries, and its origin: given, assumed, missing."""
    of_list = run.scheme.lists[name]
    entries, missing = entries_of(run, name, subject)
    number: Evidence = missing[0] if missing else Known(Fraction(len(entries)))
    node: Node = {"kind": "list", "name": name, "inputs": [], **said(number)}
    node |= law(of_list.citation, of_list.span)
    given = run.case.lists.get(subject, {}).get(name)
    if given is not None:
        node["origin"] = "given"
        if given.source:
            node["source"] = given.source
        if given.known_on is not None:
            node["known_on"] = given.known_on.isoformat()
    elif isinstance(of_list.missing, Assume):
        node |= {"origin": "assumed", "because": of_list.missing.because}
        if of_list.missing.citation:
            node["citation"] = of_list.missing.citation
    else:
        node["origin"] = "missing"
    return node


def _of_list(run: Run, node: e.ListAggregate, subject: Subject) -> Node:
    """Return what was asked of a list, and the numbers of the entries that count."""
    found: Node = {"quantifier": node.quantifier.value, "list": node.list_name}
    pick = node.pick
    if pick is not None:
        found["first"] = {"order": pick.order.value, "by_key": pick.by is not None}
    counted = run.counted.get((id(node), subject))
    if counted is not None:
        found["entries"] = str(len(entries_of(run, node.list_name, subject)[0]))
        found["counted"] = sorted(int(each.id.partition(" ")[0]) for each in counted)
    return found


def expression_node(run: Run, node: e.Expr, subject: Subject) -> Node:  # noqa: C901, PLR0912 one a node
    """Return what an expression is, with its value; the parts it was made from are added after."""
    evidence = (run.seen or {})[id(node), subject]
    found: Node = {"kind": _KINDS[type(node)], "type": node.type.words()}
    found |= said(evidence)
    match node:
        case e.Apply():
            found["operator"] = node.op.value
            found |= {"clamped": True} if _clamped(run, node, subject, evidence) else {}
        case e.Scaled():
            found |= {"operator": node.words, "factor": plain_text(node.factor)}
        case e.Round():
            step, direction = plain_text(node.step), node.direction.value
            found["round"] = {"step": step, "direction": direction}
        case e.Choose():
            found |= {"choice": node.hit.value} | _taken(run, node, subject)
        case e.Aggregate():
            found |= {"quantifier": node.quantifier.value, "role": node.role}
        case e.ListAggregate():
            found |= _of_list(run, node, subject)
        case e.ItemFact():
            given = run.case.facts.get(subject, {}).get(node.name)
            origin = "missing" if given is None else "given"
            found |= {"name": node.name, "list": node.list_name, "origin": origin}
        case e.OfRole() | e.HasRole() | e.OfOther():
            found["role"] = node.role
        case e.OfLinked():
            found["link"] = node.link
        case e.Place():
            keys = [key.by for key in node.keys]
            by = [each.name for each in keys if isinstance(each, e.FieldRef)]
            by += [each.rule for each in keys if isinstance(each, e.RuleRef)]
            among = len(ordered(run, node, subject))
            found |= {"role": node.role, "among": among, "by": by}
        case e.ParameterRef():
            found["parameter"] = _parameter(run, node, subject)
        case e.Among():
            found["among"] = [plain_text(value) for value in node.values]
        case e.Escalate():
            found["referral"] = node.reason
        case e.Literal() | e.GoverningDate() | e.OfGroup() | e.OfOwner():
            pass
        case e.FieldRef() | e.RuleRef() | e.BenefitRef():
            raise ValueError("a reference has no node of its own")
    return found | law("", node.span)


def _clamped(run: Run, node: e.Apply, subject: Subject, there: Evidence) -> bool:
    """Say whether a step of months ended on another day of the month, which was too short."""
    start = (run.seen or {}).get((id(node.args[0]), subject))
    if node.op is not Op.DATE_ADD_MONTHS or not isinstance(start, Known):
        return False
    if not isinstance(there, Known):
        return False
    days = [one.day for one in (start.value, there.value) if isinstance(one, date)]
    return len(set(days)) > 1


def _taken(run: Run, node: e.Choose, subject: Subject) -> Node:
    """Return the branches that were taken, by position, and their citations."""
    seen = run.seen or {}
    taken = [i for i, each in enumerate(node.branches) if (id(each.then), subject) in seen]
    citations = [node.branches[i].citation for i in taken if node.branches[i].citation]
    return {"taken": taken, **({"citation": ", ".join(citations)} if citations else {})}


def _parameter(run: Run, node: e.ParameterRef, subject: Subject) -> Node:
    """Return which entry of the parameter was read, from when it is, and the law it stands in."""
    seen = run.seen or {}
    on = run.on
    if node.on is not None:
        dated = seen.get((id(node.on), subject))
        if isinstance(dated, Known) and isinstance(dated.value, date):
            on = dated.value
    keys = [seen.get((id(key), subject)) for key in node.keys]
    found: Node = {
        "name": node.parameter,
        "on": on.isoformat(),
        "keys": [key_text(key.value) if isinstance(key, Known) else None for key in keys],
    }
    parameter = run.scheme.parameters[node.parameter]
    entry = value_on(parameter, on)
    if node.on is None and value_read(run.scheme, parameter, on) is not entry:
        found["by_days"] = _by_days(run, parameter, on, tuple(found["keys"]))
    if entry is not None:
        found |= {"from": entry.start.isoformat(), "status": entry.status}
        found |= {"ended": True} if entry.ended else {}
        found |= {"made": entry.made} if entry.made else {}
        found |= law(entry.citation, entry.span)
    value = seen.get((id(node), subject))
    found["value"] = plain_text(value.value) if isinstance(value, Known) else None
    return found


def _by_days(
    run: Run, parameter: Parameter, on: date, keys: tuple[str | None, ...]
) -> list[dict[str, Any]]:
    """Return the values that hold one after another in the payment period, with their days."""
    period = period_of(run.scheme)
    parts = [] if period is None else parts_by_days(parameter, on, last_day(on, period))
    told: list[dict[str, Any]] = []
    for part, entry in parts:
        cell = None if entry is None else entry.cells.get(keys)  # type: ignore[arg-type] # None: no cell
        node: dict[str, Any] = {"from": part.first.isoformat(), "until": part.last.isoformat()}
        node["days"] = part.days
        node["value"] = None if cell is None else plain_text(cell)
        told.append(node | ({} if entry is None else law(entry.citation, None)))
    return told


def line_node(line: Line, met: Evidence) -> Node:
    """Return a line of an eligibility, with whether it is met."""
    node: Node = {"kind": line.kind.value, "text": line.text, **said(met)}
    return node | law(line.citation, line.span)


def stage_node(stage: Stage, step: Step | None) -> Node:
    """Return a stage with whether it applied; its value is the amount after it.

    Where the benefit is not in force there is no step.
    """
    node: Node = {"kind": "stage", "stage": stage.kind.value, "name": stage.name}
    node["applied"] = step.applied if step else False
    if stage.step is not None and stage.direction is not None:
        node["round"] = {"step": plain_text(stage.step), "direction": stage.direction.value}
    return node | law(stage.citation, stage.span)
