"""What one looks at in a scheme: its procedures, drawn and in words."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.exports.flow.mermaid import flow_chart, node_of
from schemebuilder.exports.flow.told import steps_told
from schemebuilder.services import authoring


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step, or an appeal, in words; `start` and `end` are its place in the text.

    `node` is its node in the chart ("" for an appeal).
    """

    name: str
    title: str
    who: str
    deadline: str
    does: tuple[str, ...]
    then: tuple[str, ...]
    citation: str
    node: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A procedure: its chart as the text of a Mermaid flow chart, and its steps in words."""

    name: str
    title: str
    mermaid: str
    steps: tuple[FlowStep, ...]


def procedure_flow(text: str) -> list[Flow]:
    """Return the procedures of a scheme in the order written; none while the text has errors."""
    return flows_of(authoring.check_text(text))


def flows_of(checked: authoring.Checked) -> list[Flow]:
    """Return the procedures of a scheme that is checked already."""
    if checked.scheme is None:
        return []
    return [
        Flow(
            procedure.name,
            procedure.title or procedure.name.replace("_", " ").capitalize(),
            flow_chart(procedure),
            tuple(
                FlowStep(
                    told.name,
                    told.title,
                    told.who,
                    told.deadline,
                    told.does,
                    told.then,
                    told.citation,
                    node_of(procedure, told.name) if told.name else "",
                    told.span.start if told.span else 0,
                    told.span.end if told.span else 0,
                )
                for told in steps_told(procedure)
            ),
        )
        for procedure in checked.scheme.procedures.values()
    ]
