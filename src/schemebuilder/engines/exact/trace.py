"""The trace of a decision, `sb-trace/1`: every value that was read, and what it was made from.

A node's id is its path, which is the way down to it in the scheme, and `@` with whose value it is;
it survives formatting. Branches that were not taken are not there. References lead straight to the
rule, benefit or fact that they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from schemebuilder.engines.exact.chain import concerned, in_entity, reference
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.definitions import group_of_role
from schemebuilder.engines.exact.identity import identity
from schemebuilder.engines.exact.members import role_status
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Key, Run
from schemebuilder.engines.exact.trace_nodes import (
    Node,
    expression_node,
    fact_node,
    law,
    line_node,
    list_node,
    said,
    stage_node,
)
from schemebuilder.ir import expressions as e
from schemebuilder.ir.scheme import Line
from schemebuilder.ir.vocabulary import Use
from schemebuilder.ir.walk import parts

FORMAT: Final = "sb-trace/1"


def trace_json(decision: Decision) -> dict[str, Any]:
    """Return the trace as JSON data.

    Raises:
        ValueError: the decision was made without keeping a trace.
    """
    if decision.run is None:
        raise ValueError("decide with trace=True to have a trace")
    builder = _Builder(decision.run)
    roots = [id_ for root in _roots(decision) for id_ in builder.definition(*root)]
    builder.build()
    return {
        "format": FORMAT,
        "scheme": identity(decision.scheme),
        "case": decision.case.id,
        "on": decision.on.isoformat(),
        "roots": list(dict.fromkeys(roots)),
        "nodes": builder.nodes,
        **({"parts": [trace_json(part) for part in decision.parts]} if decision.parts else {}),
    }


def node_id(path: str, subject: Subject) -> str:
    """Return the id of a node: `rule/insured_pay/0@person:p1`."""
    return f"{path}@{subject.entity}:{subject.id}"


def definition_path(run: Run, key: Key) -> str:
    """Return the path of a definition: `rule/insured_pay`, `benefit/amount/stage/base`."""
    kind, name, part = key
    if kind in ("rule", "eligibility"):
        return f"{kind}/{name}"
    if kind == "stage":
        return f"benefit/{name}/stage/{run.scheme.benefits[name].stages[int(part)].name}"
    return f"benefit/{name}" if kind == "amount" else f"benefit/{name}/eligible"


def _roots(decision: Decision) -> Iterator[tuple[Key, Subject]]:
    for verdict in decision.verdicts:
        kind = "eligibility" if verdict.type is None else "amount"
        yield (kind, verdict.name, ""), verdict.subject
    for named in decision.values:
        yield named.key, named.subject


@dataclass(slots=True)
class _Builder:
    """Nodes that stand, and what still waits to become one: no depth is too great."""

    run: Run
    nodes: dict[str, Node] = field(default_factory=dict)
    waiting: list[tuple[str, Key | str | e.Expr, str, Subject]] = field(default_factory=list)

    def build(self) -> None:
        while self.waiting:
            id_, what, path, subject = self.waiting.pop()
            if isinstance(what, tuple):
                node = self._definition(what, path, subject)
            elif isinstance(what, str):
                node = fact_node(self.run, what, subject)
                missing = self.run.scheme.fields[what].missing
                if isinstance(missing, Use) and node["origin"] == "derived":
                    node["inputs"] = self.expression(f"{path}/use", missing.expression, subject)
            else:
                node = expression_node(self.run, what, subject)
                node["inputs"] = [*self._list(what, subject), *self._parts(what, path, subject)]
            self._set(id_, node, subject)

    def definition(self, key: Key, subject: Subject) -> list[str]:
        """Return the id of a definition's node, or nothing where it was not evaluated."""
        if (key, subject) not in self.run.memo:
            return []
        if key[0] == "fact":
            return self._wait(f"fact/{key[1]}", key[1], subject)
        return self._wait(definition_path(self.run, key), key, subject)

    def expression(self, path: str, node: e.Expr, subject: Subject) -> list[str]:
        """Return the id of the node that an expression leads to, or nothing if it was not read."""
        if (id(node), subject) not in (self.run.seen or {}):
            return []
        if isinstance(node, e.RuleRef | e.BenefitRef):
            return self.definition(reference(self.run.scheme, node), subject)
        if isinstance(node, e.FieldRef):
            return self._wait(f"fact/{node.name}", node.name, subject)
        if isinstance(node, e.ItemFact):
            path = f"list/{node.list_name}/{node.name}"
        return self._wait(path, node, subject)

    def _list(self, node: e.Expr, subject: Subject) -> list[str]:
        """Make the node of the list that a quantifier looks at."""
        if not isinstance(node, e.ListAggregate):
            return []
        id_ = node_id(f"list/{node.list_name}", subject)
        if id_ not in self.nodes:
            self._set(id_, list_node(self.run, node.list_name, subject), subject)
        return [id_]

    def _wait(self, path: str, what: Key | str | e.Expr, subject: Subject) -> list[str]:
        id_ = node_id(path, subject)
        if id_ not in self.nodes:
            self.nodes[id_] = {}
            self.waiting.append((id_, what, path, subject))
        return [id_]

    def _set(self, id_: str, node: Node, subject: Subject) -> None:
        self.nodes[id_] = {"of": {"entity": subject.entity, "id": subject.id}, **node}

    def _definition(self, key: Key, path: str, subject: Subject) -> Node:
        node: Node = {"name": key[1], **said(self.run.memo[key, subject].evidence)}
        match key[0]:
            case "rule":
                return node | self._rule(key, path, subject)
            case "stage":
                return node | self._stage(key, path, subject)
            case "amount":
                benefit = self.run.scheme.benefits[key[1]]
                inputs = [id_ for each in self._made_of(key, subject) for id_ in each]
                law_ = law(benefit.citation, benefit.span)
                return {"kind": "benefit", **node, **law_, "inputs": inputs}
            case _:
                return node | self._conditions(key, path, subject)

    def _rule(self, key: Key, path: str, subject: Subject) -> Node:
        rule = self.run.scheme.rules[key[1]]
        given = self.run.case.facts.get(subject, {}).get(rule.name) is not None
        inputs = [] if given else self.expression(f"{path}/is", rule.body, subject)
        law_ = law(rule.citation, rule.span)
        return {"kind": rule.kind, **law_, "given": given, "inputs": inputs}

    def _stage(self, key: Key, path: str, subject: Subject) -> Node:
        stage = self.run.scheme.benefits[key[1]].stages[int(key[2])]
        inputs = self.definition(("stage", key[1], str(int(key[2]) - 1)), subject)
        for step, each in (("when", stage.when), ("value", stage.value)):
            if each is not None:
                inputs += self.expression(f"{path}/{step}", each, subject)
        node = stage_node(stage, self.run.steps.get((key, subject)))
        return node | {"benefit": key[1], "inputs": inputs}

    def _conditions(self, key: Key, path: str, subject: Subject) -> Node:
        """Return the node of an eligibility, or of all the conditions of a benefit."""
        scheme = self.run.scheme
        if key[0] == "eligibility":
            eligibility = scheme.eligibilities[key[1]]
            inputs = self._role(eligibility.role, path, subject)
            inputs += self._lines(key, path, eligibility.lines, subject)
            return {"kind": "eligibility", **law("", eligibility.span), "inputs": inputs}
        benefit = scheme.benefits[key[1]]
        inputs = []
        for name in benefit.requires:
            whose = in_entity(self.run, scheme.eligibilities[name].entity, subject)
            inputs += self.definition(("eligibility", name, ""), whose)
        inputs += self._role(benefit.role, path, subject)
        inputs += self._lines(key, path, benefit.lines, subject)
        return {"kind": "conditions", **law(benefit.citation, benefit.span), "inputs": inputs}

    def _role(self, role: str | None, path: str, subject: Subject) -> list[str]:
        """Make the node of the role that a definition is limited to."""
        if role is None:
            return []
        held = role_status(self.run, group_of_role(self.run.scheme, role), role, subject)
        id_ = node_id(f"{path}/role", subject)
        self._set(id_, {"kind": "role", "role": role, **said(held), "inputs": []}, subject)
        return [id_]

    def _made_of(self, key: Key, subject: Subject) -> Iterator[list[str]]:
        yield self.definition(("eligible", key[1], ""), subject)
        for number in range(len(self.run.scheme.benefits[key[1]].stages)):
            yield self.definition(("stage", key[1], str(number)), subject)

    def _lines(self, key: Key, path: str, lines: tuple[Line, ...], subject: Subject) -> list[str]:
        """Make the nodes of the lines that are in force, and return their ids."""
        ids = []
        tried = self.run.lines.get((key, subject), (None,) * len(lines))
        for number, (line, met) in enumerate(zip(lines, tried, strict=True)):
            if met is not None:
                below = f"{path}/line{number}"
                node = line_node(line, met)
                node["inputs"] = self.expression(f"{below}/when", line.when, subject)
                ids.append(node_id(below, subject))
                self._set(ids[-1], node, subject)
        return ids

    def _parts(self, node: e.Expr, path: str, subject: Subject) -> list[str]:
        found: list[str] = []
        for step, turn, part in parts(node):
            for each in concerned(self.run, node, turn, subject):
                found += self.expression(f"{path}/{step}", part, each)
        return list(dict.fromkeys(found))
