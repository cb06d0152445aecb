"""What is decided on is collected before, and nothing personal is collected without a use."""

from __future__ import annotations

from collections.abc import Iterator

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.dependencies import Node, reached
from schemebuilder.compiler.names import FieldName
from schemebuilder.ir.procedure import Deciding, Procedure, Step
from schemebuilder.ir.vocabulary import Assume, Use
from schemebuilder.ir.ways import END, Why, ways

_SHOWN = 6


def check_data(checked: Checked) -> None:
    """Find facts that are missing at a decision, unproved, or collected for no rule."""
    used = reached(checked.graph, checked.graph)
    if checked.parts.benefits or checked.parts.eligibilities:
        used = reached(checked.graph, _everything_decided(checked))
    for procedure in checked.scheme.procedures.values():
        before = _known_before(checked, procedure)
        for step in procedure.steps:
            if step.decision is not None:
                known = _after(checked, step, before[step.name])
                _decision(checked, procedure, step, known)
            for learnt in step.facts:
                meaning = checked.desk.names.meanings.get(learnt.fact)
                shared = isinstance(meaning, FieldName) and meaning.shared
                if shared and ("field", learnt.fact) not in used and not learnt.because:
                    checked.desk.report.warning(
                        "SB-S001",
                        f"{learnt.fact} is collected, but no rule uses it.",
                        learnt.span,
                        hint="Do not collect personal data without a use: take it out, or say what "
                        f'it is for: `… {learnt.fact} because "…"`.',
                    )


def _everything_decided(checked: Checked) -> list[Node]:
    decided: list[Node] = [("amount", name) for name in checked.parts.benefits]
    decided += [("eligible", name) for name in checked.parts.eligibilities]
    for procedure in checked.scheme.procedures.values():
        decided += [root for step in procedure.steps for root in _roots(checked, step)]
    return decided


def _roots(checked: Checked, step: Step) -> list[Node]:
    """Return the definitions that a step's decision works out."""
    decision = step.decision
    if decision is None:
        return []
    match decision.kind:
        case Deciding.ELIGIBILITY:
            paid: list[Node] = [
                ("amount", benefit.name)
                for benefit in checked.parts.benefits.values()
                if decision.of in benefit.requires
            ]
            return [("eligible", decision.of), *paid]
        case Deciding.BENEFIT:
            return [("amount", decision.of)]
        case Deciding.RULE:
            return [("rule", decision.of)]
        case Deciding.SELECTION | Deciding.JUDGEMENT:
            return []


def _decision(checked: Checked, procedure: Procedure, step: Step, known: _Known) -> None:
    roots = _roots(checked, step)
    missing = [] if known.everything else list(_missing(checked, roots, known.facts))
    somewhere = _brought(checked, procedure)
    nowhere = [name for name in missing if name not in somewhere]
    partly = [name for name in missing if name in somewhere]
    span = step.decision.span if step.decision else step.span
    if nowhere:
        checked.desk.report.warning(
            "SB-R009",
            f"The step {step.name} decides on {_listed(nowhere)}, which no step of the procedure "
            "collects.",
            span,
            hint=f"Add `ask {nowhere[0]}`, `check {nowhere[0]} with …` or `ask every question` to "
            "an earlier step.",
        )
    if partly:
        checked.desk.report.warning(
            "SB-R009",
            f"The step {step.name} decides on {_listed(partly)}, which is not collected on every "
            "way to it.",
            span,
            *(
                learnt.span
                for other in procedure.steps
                for learnt in other.facts
                if learnt.fact in partly
            ),
            hint="Collect it in a step that every way goes through, before the decision.",
        )
    needed = {name for kind, name in reached(checked.graph, roots) if kind == "field"}
    _proofs(checked, procedure, step, needed)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _missing(checked: Checked, roots: list[Node], known: frozenset[str]) -> Iterator[str]:
    """Yield the facts that a decision needs and nothing gives: asked, assumed or worked out."""
    seen: set[Node] = set()
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        kind, name = node
        field = checked.parts.fields.get(name) if kind == "field" else None
        if field is not None:
            if name in known or isinstance(field.missing, Assume):
                continue
            if not isinstance(field.missing, Use):
                yield name
                continue
        waiting.extend(reversed(checked.graph.get(node, ())))


def _proofs(checked: Checked, procedure: Procedure, step: Step, needed: set[str]) -> None:
    papers = {name for one in procedure.steps for paper in one.papers for name in paper.names}
    looked_up = {
        learnt.fact for one in procedure.steps for learnt in one.facts if learnt.how != "ask"
    }
    for field in checked.parts.fields.values():
        if field.name not in needed or field.name in looked_up or not field.proof:
            continue
        lacking = [group for group in field.papers() if not papers & set(group)]
        if not lacking or isinstance(field.missing, Assume | Use):
            continue
        words = " or ".join(lacking[0])
        checked.desk.report.warning(
            "SB-R009",
            f"{field.name} is proved by {words}, which no step before {step.name} collects.",
            step.decision.span if step.decision else step.span,
            field.span,
            hint=f"Add `collect {words}` to an earlier step.",
        )


# --- what is known when a step begins ------------------------------------------------------------


class _Known:
    """The facts that every way to a step has brought; `everything` if all are asked."""

    def __init__(self, facts: frozenset[str], *, everything: bool) -> None:
        self.facts = facts
        self.everything = everything

    def both(self, other: _Known) -> _Known:
        """Return what two ways have in common."""
        if self.everything == other.everything:
            return _Known(self.facts & other.facts, everything=self.everything)
        return _Known(other.facts if self.everything else self.facts, everything=False)

    def same(self, other: _Known) -> bool:
        """Say whether the two hold the same."""
        return self.facts == other.facts and self.everything == other.everything


def _brought(checked: Checked, procedure: Procedure) -> set[str]:
    return {name for step in procedure.steps for name in _brings(checked, step)}


def _brings(checked: Checked, step: Step) -> set[str]:
    """Return the facts that a step brings: asked, looked up, found out, or on its papers."""
    papers = {name for paper in step.papers for name in paper.names}
    proved = {
        field.name
        for field in checked.parts.fields.values()
        if any(papers & set(group) for group in field.papers())
    }
    return {learnt.fact for learnt in step.facts} | proved


def _after(checked: Checked, step: Step, before: _Known) -> _Known:
    """Return what is known when a step has done its work."""
    everything = before.everything or step.everything
    return _Known(before.facts | _brings(checked, step), everything=everything)


def _known_before(checked: Checked, procedure: Procedure) -> dict[str, _Known]:
    """Return what is known for certain when each step begins."""
    all_facts = frozenset(checked.parts.fields)
    top = _Known(all_facts, everything=True)
    known = {step.name: top for step in procedure.steps}
    first = procedure.steps[0].name
    known[first] = _Known(frozenset(), everything=False)
    found = [way for way in ways(procedure) if way.end != END and way.why is not Why.APPEAL]
    changed = True
    while changed:
        changed = False
        for way in found:
            step = procedure.step(way.start)
            if step is None or way.end == first:
                continue
            after = _after(checked, step, known[way.start])
            together = known[way.end].both(after)
            if not together.same(known[way.end]):
                known[way.end] = together
                changed = True
    return known
