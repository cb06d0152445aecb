"""Everybody is under one law: two transitional rules never hold for the same person."""

from __future__ import annotations

from itertools import combinations

from schemebuilder.compiler.checks.described import example_of, in_words
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.names import RuleName
from schemebuilder.compiler.situations import Situations, days_that_matter
from schemebuilder.ir.scheme import Rule
from schemebuilder.language.syntax import TransitionalStatement


def check_regimes(checked: Checked) -> None:
    """Find two transitional rules of the same people that can hold together, and idle ones."""
    regimes = [
        checked.parts.rules[meaning.name]
        for meaning in checked.desk.names.meanings.values()
        if isinstance(meaning, RuleName)
        and isinstance(meaning.statement, TransitionalStatement)
        and meaning.name in checked.parts.rules
    ]
    for regime in regimes:
        _never(checked, regime)
    for one, two in combinations(regimes, 2):
        if one.entity == two.entity:
            _together(checked, one, two)


def _together(checked: Checked, one: Rule, two: Rule) -> None:
    conditions = (one.body, two.body)
    for day in days_that_matter(conditions, checked.scheme.parameters, checked.scheme):
        situations = Situations(checked.scheme, day)
        first, second = situations.test(one.body), situations.test(two.body)
        space = situations.space()
        sample = None if space is None else space.first(first(space) & second(space))
        if sample is None:
            continue
        report = checked.desk.report
        find = report.error if situations.certain else report.warning
        doubt = "" if situations.certain else ", if that can happen"
        find(
            "SB-C008",
            f"Both {one.name} and {two.name} apply when {in_words(checked.desk, sample)}{doubt}; "
            "everybody must be under one law.",
            one.span,
            two.span,
            hint="Narrow one of them, for example with a second line: `applies when not …`.",
            example=example_of(checked.desk, sample, day),
        )
        return


def _never(checked: Checked, regime: Rule) -> None:
    for day in days_that_matter((regime.body,), checked.scheme.parameters, checked.scheme):
        situations = Situations(checked.scheme, day)
        test = situations.test(regime.body)
        space = situations.space()
        if space is None or test(space):
            return
    checked.desk.report.warning(
        "SB-C005",
        f"{regime.name} applies to nobody: its conditions cannot hold together.",
        regime.span,
        hint="Remove it, or correct its conditions.",
    )
