"""Exceptions of one rule do not collide: two that hold together must agree, or one overrides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from itertools import combinations
from operator import or_

from schemebuilder.compiler.checks.described import example_of, in_words
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.shapes import shape
from schemebuilder.compiler.situations import Situation, Situations, days_that_matter
from schemebuilder.ir.expressions import Branch, Choose, Expr, Hit
from schemebuilder.ir.vocabulary import Use
from schemebuilder.ir.walk import benefit_roots, nodes


def check_exceptions(checked: Checked) -> None:
    """Find exceptions that can hold together with different values, and those that never hold."""
    for name, body in _bodies(checked):
        for node in nodes((body,)):
            if isinstance(node, Choose) and node.hit is Hit.EXCEPTIONS:
                _check(checked, name, node)


def _bodies(checked: Checked) -> Iterator[tuple[str, Expr]]:
    for rule in checked.parts.rules.values():
        if rule.kind != "as of":  # a copy of a definition, which speaks for it
            yield rule.name, rule.body
    for benefit in checked.parts.benefits.values():
        for _, root in benefit_roots(benefit):
            yield benefit.name, root
    for field in checked.parts.fields.values():
        if isinstance(field.missing, Use):
            yield field.name, field.missing.expression


def _check(checked: Checked, name: str, choose: Choose) -> None:
    for one, two in combinations(choose.branches, 2):
        if shape(one.then) == shape(two.then) or _ranked(one, two):
            continue
        _pair(checked, name, one, two)
    for branch in choose.branches:
        _never(checked, name, branch)
    if choose.otherwise is None:
        _nothing_else(checked, name, choose)


def _ranked(one: Branch, two: Branch) -> bool:
    return bool(
        (one.label and one.label in two.overrides) or (two.label and two.label in one.overrides)
    )


def _pair(checked: Checked, name: str, one: Branch, two: Branch) -> None:
    for day in days_that_matter((one.when, two.when), checked.scheme.parameters, checked.scheme):
        situations = Situations(checked.scheme, day)
        first, second = situations.test(one.when), situations.test(two.when)
        space = situations.space()
        sample = None if space is None else space.first(first(space) & second(space))
        if sample is None:
            continue
        _collision(checked, name, (one, two), situations, sample)
        return


def _collision(
    checked: Checked,
    name: str,
    pair: tuple[Branch, Branch],
    situations: Situations,
    sample: Situation,
) -> None:
    report = checked.desk.report
    cited = " and ".join(f"[{one.citation}]" for one in pair if one.citation)
    which = f" ({cited})" if cited else ""
    hint = (
        "Narrow one of them, or name the other and say that it gives way: "
        "`except other when … then …` and `overrides other`."
    )
    words = in_words(checked.desk, sample)
    spans = (pair[0].span, pair[1].span)
    example = example_of(checked.desk, sample, situations.on)
    if situations.certain:
        report.error(
            "SB-C003",
            f"Two exceptions of {name}{which} hold together with different values when {words}.",
            *spans,
            hint=hint,
            citation=pair[0].citation,
            example=example,
        )
        return
    report.warning(
        "SB-C003",
        f"Two exceptions of {name}{which} may hold together with different values: when {words}, "
        "if that can happen.",
        *spans,
        hint=hint,
        citation=pair[0].citation,
        example=example,
    )


def _never(checked: Checked, name: str, branch: Branch) -> None:
    for day in days_that_matter((branch.when,), checked.scheme.parameters, checked.scheme):
        situations = Situations(checked.scheme, day)
        test = situations.test(branch.when)
        space = situations.space()
        if space is None or test(space):
            return
    checked.desk.report.warning(
        "SB-C005",
        f"This exception of {name} never applies: its condition cannot hold.",
        branch.span,
        hint="Remove it, or correct its condition.",
    )


def _nothing_else(checked: Checked, name: str, choose: Choose) -> None:
    """Only `only when` lines: is there always one that holds?"""
    conditions = [branch.when for branch in choose.branches]
    for day in days_that_matter(conditions, checked.scheme.parameters, checked.scheme):
        situations = Situations(checked.scheme, day)
        tests = [situations.test(when) for when in conditions]
        space = situations.space()
        if space is None:
            continue
        taken = reduce(or_, (test(space) for test in tests))
        sample = space.first(space.everything & ~taken)
        if sample is not None:
            _without_value(checked, name, choose, situations.on, sample)
            return


def _without_value(
    checked: Checked, name: str, choose: Choose, on: date | None, sample: Situation
) -> None:
    if _is_replacement(checked, choose):
        return
    checked.desk.report.warning(
        "SB-C001",
        f"{name} has no value when {in_words(checked.desk, sample)}.",
        choose.span,
        hint="Add a base (`= …`), or another `only when`.",
        example=example_of(checked.desk, sample, on),
    )


def _is_replacement(checked: Checked, choose: Choose) -> bool:
    """Exceptions after a stage leave the amount as it is where none of them holds."""
    return any(
        stage.value is choose and stage.when is not None
        for benefit in checked.parts.benefits.values()
        for stage in benefit.stages
    )
