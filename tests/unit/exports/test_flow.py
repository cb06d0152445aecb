"""A procedure drawn and told: every step is there, the same bytes each time, no text breaks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemebuilder.services.authoring import new_scheme
from schemebuilder.services.browsing import Flow, procedure_flow

GOLDEN = Path(__file__).parents[2] / "golden" / "first_procedure.mmd"
TEXT = new_scheme("first_scheme")


def flow(text: str = TEXT) -> Flow:
    (found,) = procedure_flow(text)
    return found


def test_the_first_procedure_is_drawn_as_people_have_approved_it() -> None:
    assert flow().mermaid == GOLDEN.read_text(encoding="utf-8")


def test_every_node_of_an_edge_is_declared_once() -> None:
    chart = flow().mermaid
    declared = re.findall(r"^ {8}(\w+)[\[({]", chart, flags=re.MULTILINE)
    assert len(declared) == len(set(declared))
    edge = re.compile(r'^ {4}(\w+) (?:-->|-\.->|--|-\.) (?:"[^"]*" (?:-->|\.->) )?(\w+)$')
    edges = [edge.match(line) for line in chart.splitlines() if "->" in line]
    assert edges
    assert all(edges)
    assert {node for found in edges if found for node in found.groups()} == set(declared)


@pytest.mark.parametrize(
    "title", ["end", "a & b <b>", "50% #1; `x`", "x] --> y[", "子ども", "a|b{c}"]
)
def test_no_title_breaks_the_chart(title: str) -> None:
    chart = flow(TEXT.replace('"Receive the claim"', f'"{title}"')).mermaid
    (label,) = re.findall(r'^ {8}s1\["(.*)<br/>on the same day"\]$', chart, flags=re.MULTILINE)
    said = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), label)
    assert said == title


def test_names_of_any_script_have_plain_nodes() -> None:
    text = TEXT.replace("clerk", "लिपिक").replace("step request", "step अनुरोध")
    chart = flow(text.replace("then request", "then अनुरोध")).mermaid
    nodes = re.findall(r"^ {8}([^\[({]+)[\[({]", chart, flags=re.MULTILINE)
    assert len(nodes) == 11
    assert all(re.fullmatch(r"[a-z]+\d*", node) for node in nodes)
    assert 'subgraph lane1["लिपिक"]' in chart


def test_steps_in_words() -> None:
    steps = {step.name: step for step in flow().steps}
    assert steps["receive"].who == "clerk"
    assert steps["receive"].deadline == "on the same day"
    assert steps["receive"].does[0] == "asks every question"
    assert steps["decide"].then == (
        "eligible: Set up payment",
        "not eligible: Refuse with reasons",
        "undecided: Ask for what is missing",
        "too late: supervisor takes over",
    )
    assert steps["enrol"].does[-1] == "not the same person as in decide"
    appeal = flow().steps[-1]
    assert (appeal.who, appeal.deadline, appeal.citation) == (
        "appeals board",
        "within 60 days",
        "act 6",
    )
    receive = steps["receive"]
    assert TEXT[receive.start : receive.end] == "receive"


def test_a_scheme_with_errors_or_without_procedures_has_no_chart() -> None:
    assert procedure_flow(TEXT.replace("then decide", "then decyde")) == []
    assert procedure_flow(TEXT[: TEXT.index("procedure claim")]) == []
