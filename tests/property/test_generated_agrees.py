"""Generated code decides every case as the exact evaluator does: the whole result, to the byte.

`SB_HYPOTHESIS_EXAMPLES=2000` runs longer than the default.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest

from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.written import plain_text
from schemebuilder.engines.generated import evaluate, kernels, steps
from schemebuilder.lowering import quantities
from schemebuilder.lowering.program import Prim
from schemebuilder.services.deciding import ENGINES, decide_scheme
from schemebuilder.simulation.at_once import decided_at_once
from schemebuilder.simulation.one_case import EnginesDifferError, generated_decision
from schemebuilder.values.evidence import Known
from tests.property.generators.choosing import Seeded
from tests.property.generators.populations import cases_of, people
from tests.property.generators.schemes import ON, scheme, wanted
from tests.property.test_order_agrees import of_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schemebuilder.engines.exact.people import Case, Subject
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.lowering.quantities import Quantity

EXAMPLES: Final = int(os.environ.get("SB_HYPOTHESIS_EXAMPLES", "40"))
SEEDS: Final = tuple(range(0, EXAMPLES * 2, 20))


def together(cases: Iterable[Case]) -> Case:
    """Return all households of some cases in one."""
    first, *others = cases
    for other in others:
        first = replace(
            first,
            subjects={
                name: (*many, *other.subjects[name]) for name, many in first.subjects.items()
            },
            facts={**first.facts, **other.facts},
            members={**first.members, **other.members},
            group_of=_both(first.group_of, other.group_of),
            roles=_both(first.roles, other.roles),
            lists={**first.lists, **other.lists},
            owner_of={**first.owner_of, **other.owner_of},
        )
    return first


def _both(one: Any, other: Any) -> dict[str, Any]:
    return {name: {**held, **other[name]} for name, held in one.items()}


def drawn(seed: int, *, arithmetic: bool) -> tuple[Scheme, list[Case]]:
    """Return a scheme of random rules, and households of random people, one by one and together."""
    chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
    found = scheme(chooser, depth=2, arithmetic=arithmetic)
    cases = cases_of(people(chooser, households=3, complete=arithmetic and seed % 3 > 0), ON)
    return found, [*cases, together(cases)]


def differing(seed: int, *, arithmetic: bool) -> list[str]:
    """Return the cases of a seed whose results differ."""
    return differing_of(*drawn(seed, arithmetic=arithmetic))


def differing_of(found: Scheme, cases: list[Case]) -> list[str]:
    """Return the cases whose results differ, and those over which the engines fall out."""
    names = wanted(found)
    wrong = []
    for case in cases:
        try:
            mine = result_json(generated_decision(found, case, names))
        except EnginesDifferError as error:
            wrong.append(str(error))
            continue
        exact = result_json(decide(found, case, values=names))
        if mine != exact:
            wrong.append(f"case {case.id}: {mine} is not {exact}")
    return wrong


@pytest.mark.parametrize("first", SEEDS)
@pytest.mark.parametrize("arithmetic", [False, True])
def test_results_are_the_same(first: int, *, arithmetic: bool) -> None:
    for seed in range(first, first + 20):
        assert differing(seed, arithmetic=arithmetic) == [], f"seed {seed}"


def test_orders_among_members_come_out_the_same() -> None:
    for seed in range(EXAMPLES):
        found, drawn_people = of_order(seed)
        cases = cases_of(drawn_people, ON)
        assert differing_of(found, [*cases, together(cases)]) == [], f"seed {seed}"


@pytest.mark.parametrize("arithmetic", [False, True])
def test_the_text_for_any_case_at_all_says_the_same(
    monkeypatch: pytest.MonkeyPatch, *, arithmetic: bool
) -> None:
    monkeypatch.setattr(evaluate, "_KEPT", 0)
    for seed in range(20):
        assert differing(seed, arithmetic=arithmetic) == [], f"seed {seed}"


DAYS: Final = tuple(
    date(2024, 2, 29) + timedelta(days=days)
    for days in (-400, -366, -60, -59, -1, 0, 1, 2, 20, 400)
)
"""Around the days on which the law of the random schemes changes."""


def as_data(found: Scheme, case: Case) -> dict[str, Any]:
    """Return a case as a person would write it, with what is wrong in it."""
    data: dict[str, Any] = {"id": case.id, "on": case.on.isoformat()}
    for name, entity in found.entities.items():
        records = []
        for subject in case.subjects[name]:
            record = {"id": subject.id, **written(case, subject)}
            if subject in case.members:
                record["members"] = [member.id for member in case.members[subject]]
            elif subject in case.roles["household"]:
                record["role"] = case.roles["household"][subject]
            for of_list, given in case.lists.get(subject, {}).items():
                record[of_list] = [written(case, entry) for entry in given.entries]
            records.append(record)
        data[entity.plural] = records
    return data


def written(case: Case, subject: Subject) -> dict[str, Any]:
    """Return the facts of a person, a household or an entry."""
    found: dict[str, Any] = {}
    for name, given in case.facts.get(subject, {}).items():
        evidence = given.evidence
        if isinstance(evidence, Known):
            found[name] = plain_text(evidence.value)
        else:
            found[name] = {"not_applicable": True}
    return found


@pytest.mark.parametrize("first", SEEDS)
@pytest.mark.parametrize("arithmetic", [False, True])
def test_the_data_of_a_case_comes_to_the_same(first: int, *, arithmetic: bool) -> None:
    read_at_once = 0
    for seed in range(first, first + 20):
        found, cases = drawn(seed, arithmetic=arithmetic)
        for case in cases:
            data = as_data(found, case)
            exact, fast = (decide_scheme(found, data, engine=engine) for engine in ENGINES)
            assert exact.findings == fast.findings, f"seed {seed}"
            assert {**exact.result, "run": {}} == {**fast.result, "run": {}}, f"seed {seed}"
            read_at_once += decided_at_once(found, data, None) is not None
    assert read_at_once > 10


@pytest.mark.parametrize("first", SEEDS[:2])
def test_one_program_is_for_all_days_with_the_same_law(first: int) -> None:
    for seed in range(first, first + 20):
        found, cases = drawn(seed, arithmetic=False)
        for day in DAYS:
            case = replace(cases[-1], on=day)
            mine = result_json(generated_decision(found, case, wanted(found)))
            exact = result_json(decide(found, case, values=wanted(found)))
            assert mine == exact, f"seed {seed} on {day}"


def wrong_seeds(seeds: range) -> int:
    return sum(bool(differing(seed, arithmetic=True)) for seed in seeds)


def test_dropping_the_sign_of_a_divisor_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule L2: a negative divisor must turn the sign of the numerator."""

    def unsigned(graph: Graph, _: Quantity) -> int:
        return graph.one

    monkeypatch.setattr(quantities, "divisor_sign", unsigned)
    assert wrong_seeds(range(40)) >= 3


@pytest.mark.parametrize(
    ("prim", "row"),
    [
        (Prim.SIGN, lambda _, __: "1"),
        (Prim.SELECT, lambda args, _: args[1]),
        (Prim.RATIO_LT, lambda args, _: f"({args[0]} < {args[2]})"),
        (Prim.FLOOR_DIV, lambda args, _: f"(-(-{args[0]} // {args[1]}))"),
    ],
)
def test_a_wrong_row_is_noticed(
    monkeypatch: pytest.MonkeyPatch, prim: Prim, row: kernels.Row
) -> None:
    monkeypatch.setitem(kernels.KERNELS, prim, row)
    assert wrong_seeds(range(40)) >= 1


def test_a_wrong_rounding_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(steps.CALLED, "round_half_even", steps.round_half_up)
    monkeypatch.setitem(steps.CALLED, "round_up", steps.round_down)
    assert wrong_seeds(range(40)) >= 1
