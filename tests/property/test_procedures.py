"""Procedures of any shape: the checks find the steps that a plain walk finds, and never fail."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.language.formatter import format_text
from schemebuilder.services.authoring import Checked, check_text
from schemebuilder.services.browsing import procedure_flow

HEADER = """\
scheme trial "Trial"
    country     KE
    currency    KES
    in force    from 2024-01-01
    assesses    person
    governed by claim_date

use population core

eligibility of person
    require age >= 18

benefit grant of person : money per month
    base = KES 100

procedure claim "Claim"
"""
OUTCOMES = ("eligible", "not eligible", "undecided")


@st.composite
def shapes(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Steps by number: where each leads ("" the end); one place, or one for every outcome."""
    count = draw(st.integers(1, 7))
    places = st.sampled_from(["", *(f"s{number}" for number in range(count))])
    one = st.tuples(places)
    three = st.tuples(places, places, places)
    return draw(st.lists(st.one_of(one, three), min_size=count, max_size=count))


def written(shape: list[tuple[str, ...]]) -> str:
    lines: list[str] = []
    for number, targets in enumerate(shape):
        lines.append(f"    step s{number} by clerk within {number + 1} days")
        if len(targets) == 1:
            lines.append(f"        then {targets[0]}" if targets[0] else "        ends")
            continue
        lines.append("        decide eligibility")
        for outcome, target in zip(OUTCOMES, targets, strict=True):
            lines.append(f"        when {outcome} " + (f"then {target}" if target else "ends"))
    return HEADER + "\n".join(lines) + "\n"


def walked(start: str, onward: dict[str, set[str]]) -> set[str]:
    found = {start}
    while more := {end for place in found for end in onward.get(place, ())} - found:
        found |= more
    return found


def named(checked: Checked, severity: Severity) -> set[str]:
    """The steps that findings about ways name."""
    text = checked.text or ""
    return {
        name
        for finding in checked.findings
        if finding.code == "SB-R001" and finding.severity is severity
        for label in finding.labels
        for name in re.findall(r"s\d+", text[label.span.start : label.span.end])
    }


@given(shapes())
@settings(max_examples=100, deadline=None)
def test_ways_are_checked_as_a_plain_walk_finds_them(shape: list[tuple[str, ...]]) -> None:
    onward = {f"s{number}": set(targets) for number, targets in enumerate(shape)}
    there = walked("s0", onward)
    endless = {step for step in there - {""} if "" not in walked(step, onward)}
    checked = check_text(written(shape))
    assert named(checked, Severity.WARNING) == onward.keys() - there
    assert named(checked, Severity.ERROR) == endless


@given(shapes())
@settings(max_examples=40, deadline=None)
def test_what_is_right_is_drawn_with_every_step(shape: list[tuple[str, ...]]) -> None:
    text = written(shape)
    flows = procedure_flow(text)
    assert bool(flows) == (check_text(text).scheme is not None)
    for flow in flows:
        assert len(flow.steps) == len(shape)
        assert all(f" {step.node}[" in flow.mermaid for step in flow.steps)
    once = format_text(text)
    assert format_text(once) == once
    assert procedure_flow(once) == [] or procedure_flow(once)[0].mermaid == flows[0].mermaid


CLAUSES = [
    "by clerk or officer", "through phone", "within 3 days", "within same day of s0",
    "within 72 hours, otherwise then s1", "within 5 days, otherwise deemed not eligible",
    "collect a or b, c", "ask age, birth_date", "ask every question", "assess age",
    "check age with register, otherwise ask", "decide eligibility", "decide grant",
    "decide matter as s0, s1", "pay grant", "record it", "notify them letter refusal",
    'notify them "{age} {reasons}"', "when eligible then s1", "when not eligible or undecided ends",
    "when anything else then s0", "without it then s0", 'without it "so"', "then s1", "then s9",
    "not the same person as s0", "start procedure claim", "ends", "appeal against s0, silence",
    "within 60 days to clerk, decided within 90 days", "re-run with law as of birth_date",
    "payment stops", "step s0", 'step s1 "One"', 'label fr "Un"', "answer within 2 days",
]  # fmt: skip


@given(st.lists(st.sampled_from(CLAUSES), max_size=14))
@settings(max_examples=150, deadline=None)
def test_whatever_clauses_stand_together_are_answered_with_findings(clauses: list[str]) -> None:
    text = HEADER + "".join(f"        {clause}\n" for clause in ["step s0", *clauses])
    checked = check_text(text)
    assert all(finding.hint or finding.edits for finding in checked.findings)
    once = format_text(text)
    assert format_text(once) == once
    assert check_text(once).meaning_hash == checked.meaning_hash
    procedure_flow(text)
