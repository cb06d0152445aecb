"""A procedure as the text of a Mermaid flow chart: a lane a post, always the same bytes.

The language of the chart: https://mermaid.js.org/syntax/flowchart.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from schemebuilder.exports.flow.told import deadline_words, name_words, outcome_words, trigger_words
from schemebuilder.ir.procedure import SILENCE, Appeal, Deciding, Expiry, Procedure, Step
from schemebuilder.ir.ways import END, Way, Why, target_of, ways_from

_INDENT: Final = "    "
_SPECIAL: Final = re.compile(r'[&"<>#`\\{}|]')


def flow_chart(procedure: Procedure) -> str:
    """Return the chart: steps in the lane of their post, diamonds decide, time-outs are dotted."""
    return "\n".join([*_head(procedure), *_lanes(procedure), *_edges(procedure)]) + "\n"


def node_of(procedure: Procedure, step: str) -> str:
    """Return the id of a step's node; names of any script have plain ids."""
    for number, one in enumerate(procedure.steps, start=1):
        if one.name == step:
            return f"s{number}"
    return ""


def _head(procedure: Procedure) -> Iterator[str]:
    title = " ".join((procedure.title or name_words(procedure.name)).split())
    yield "flowchart TB"
    yield f"{_INDENT}accTitle: {title}"
    yield f"{_INDENT}accDescr: {len(procedure.steps)} steps in the lanes of those who do them"


def _lanes(procedure: Procedure) -> Iterator[str]:
    """Yield the lanes in the order in which their posts appear, each with its nodes."""
    lanes: dict[str, list[str]] = {}
    first = procedure.steps[0]
    lanes[_post(first)] = ['begin(("Start"))']
    for step in procedure.steps:
        lanes.setdefault(_post(step), []).extend(_nodes(procedure, step))
    for step in procedure.steps:
        for node, otherwise in _escalations(procedure, step):
            said = _quoted(f"Takes over: {_title(step)}")
            lanes.setdefault(otherwise, []).append(f"{node}([{said}])")
    for number, appeal in enumerate(procedure.appeals, start=1):
        decided = f"decided {deadline_words(appeal.decided)}" if appeal.decided else ""
        words = _quoted("Appeal", deadline_words(appeal.window), decided)
        lanes.setdefault(appeal.body, []).append(f"a{number}[{words}]")
    for number, (post, nodes) in enumerate(lanes.items(), start=1):
        yield f"{_INDENT}subgraph lane{number}[{_quoted(name_words(post) or 'Nobody is named')}]"
        yield from (f"{_INDENT * 2}{node}" for node in nodes)
        yield f"{_INDENT}end"


def _nodes(procedure: Procedure, step: Step) -> Iterator[str]:
    node = node_of(procedure, step.name)
    when = deadline_words(step.deadline)
    yield f"{node}[{_quoted(_title(step), when)}]"
    if step.decision is not None:
        about = step.decision.of
        judged = step.decision.kind is Deciding.JUDGEMENT
        question = name_words(about) if judged else f"{name_words(about)}?"
        yield f"d{node[1:]}{{{_quoted(question)}}}"
    if step.ends or any(way.end == END for way in ways_from(step)):
        yield f'z{node[1:]}((("End")))'


def _post(step: Step) -> str:
    return step.by[0] if step.by else ""


def _title(step: Step) -> str:
    return step.title or name_words(step.name)


def _escalations(procedure: Procedure, step: Step) -> Iterator[tuple[str, str]]:
    """Yield a node and a post for each escalation of a step."""
    number = node_of(procedure, step.name)[1:]
    late = step.deadline.otherwise if step.deadline else None
    if late is not None and late.kind is Expiry.ESCALATE:
        yield f"e{number}", late.to
    letter = "f"
    for otherwise in step.no_answers:
        if otherwise.kind is Expiry.ESCALATE:
            yield f"{letter}{number}", otherwise.to
            letter += "f"


# --- what leads where ----------------------------------------------------------------------------


def _edges(procedure: Procedure) -> Iterator[str]:
    first = node_of(procedure, procedure.steps[0].name)
    yield _edge("begin", first, ", ".join(trigger_words(one) for one in procedure.triggers))
    for step in procedure.steps:
        node = node_of(procedure, step.name)
        gate = _gate(procedure, step)
        if gate != node:
            yield _edge(node, gate)
        for way in ways_from(step):
            yield _way(procedure, step, way)
        for escalated, _ in _escalations(procedure, step):
            late = escalated[0] == "e"
            yield _edge(node, escalated, _late(step) if late else "no answer", dotted=True)
            onward = gate if gate != node else node_of(procedure, step.then) or f"z{node[1:]}"
            yield _edge(escalated, onward, dotted=True)
    for number, appeal in enumerate(procedure.appeals, start=1):
        yield from _appeal(procedure, appeal, f"a{number}")


def _gate(procedure: Procedure, step: Step) -> str:
    """Return the node from which a step's ways start: the diamond where it decides."""
    node = node_of(procedure, step.name)
    return node if step.decision is None else f"d{node[1:]}"


def _way(procedure: Procedure, step: Step, way: Way) -> str:
    node = node_of(procedure, step.name)
    end = node_of(procedure, way.end) or f"z{node[1:]}"
    match way.why:
        case Why.DONE | Why.APPEAL:
            return _edge(_gate(procedure, step), end)
        case Why.OUTCOME:
            said = " or ".join(outcome_words(one) for one in way.outcomes)
            return _edge(_gate(procedure, step), end, said)
        case Why.LACKING:
            return _edge(node, end, f"without {name_words(way.lacking, capital=False)}")
        case Why.TIME_OUT:
            deemed = f": {outcome_words(way.outcomes[0])}" if way.outcomes else ""
            known = step.deadline is not None and step.deadline.otherwise is not None
            as_known = known and _kind(step) is Expiry.AS_KNOWN
            return _edge(
                node,
                end,
                _late(step) + (", with what is known" if as_known else deemed),
                dotted=True,
            )
        case Why.NO_ANSWER:
            return _edge(node, end, "no answer", dotted=True)


def _kind(step: Step) -> Expiry | None:
    otherwise = step.deadline.otherwise if step.deadline else None
    return None if otherwise is None else otherwise.kind


def _late(step: Step) -> str:
    return f"after {step.deadline.words()}" if step.deadline else "too late"


def _appeal(procedure: Procedure, appeal: Appeal, node: str) -> Iterator[str]:
    """Yield the ways to an appeal, and from it: as written, else back to what it decides again."""
    against = [step for step in procedure.steps if step.name in appeal.against]
    deciding = [step for step in procedure.steps if step.decision is not None]
    for step in against:
        yield _edge(_gate(procedure, step), node, "appeal", dotted=True)
    if SILENCE in appeal.against:
        for step in deciding:
            yield _edge(node_of(procedure, step.name), node, "no decision in time", dotted=True)
    for route in appeal.routes:
        said = " or ".join(route.outcomes) or "otherwise"
        end = node_of(procedure, route.to)
        if end:
            yield _edge(node, end, said)
    if not appeal.routes:
        for step in _decided_again(against, deciding):
            yield _edge(node, _gate(procedure, step), "decided again", dotted=True)


def _decided_again(against: list[Step], deciding: list[Step]) -> list[Step]:
    """Return the decisions behind what the appeal is against."""
    names = {step.name for step in against}
    behind = [
        step
        for step in deciding
        if step.name in names
        or (
            step.decision is not None
            and names & {target_of(step, outcome) for outcome in step.decision.outcomes}
        )
    ]
    return behind or deciding[:1]


def _edge(start: str, end: str, label: str = "", *, dotted: bool = False) -> str:
    if not label:
        return f"{_INDENT}{start} {'-.->' if dotted else '-->'} {end}"
    said = _quoted(label)
    return f"{_INDENT}{start} {'-.' if dotted else '--'} {said} {'.->' if dotted else '-->'} {end}"


def _quoted(*lines: str) -> str:
    """Return lines of a label in quotation marks; what Mermaid would read is written as a code."""
    said = [
        _SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", " ".join(line.split())) for line in lines
    ]
    return '"' + "<br/>".join(line for line in said if line) + '"'
