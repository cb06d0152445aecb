"""Places and limits come out the same in both engines, whatever is unknown, alike or broken.

`SB_HYPOTHESIS_EXAMPLES=2000` runs longer than the default.
"""

from __future__ import annotations

import os
import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from schemebuilder.engines.columnar import evaluate
from schemebuilder.engines.columnar.order import Standings, standings
from schemebuilder.ir.expressions import Apply, BenefitRef, HasRole
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import Benefit, Line, LineKind, Rule, Stage, StageKind
from schemebuilder.lowering import order
from schemebuilder.values.types import WHOLE, YES_NO
from tests.property.generators import ordering
from tests.property.generators.choosing import Seeded
from tests.property.generators.comparing import differences
from tests.property.generators.expressions import MAKERS, condition, quantity
from tests.property.generators.populations import people
from tests.property.generators.schemes import scheme
from tests.property.generators.scope import COMPARISONS, Scope
from tests.property.generators.vocabulary import MONEY, literal

if TYPE_CHECKING:
    import pytest

    from schemebuilder.engines.columnar.layout import Layout
    from schemebuilder.ir.expressions import Expr, Place
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.lowering.quantities import Quantity
    from tests.property.generators.populations import People

SEEDS: Final = int(os.environ.get("SB_HYPOTHESIS_EXAMPLES", "40")) * 2


def of_order(seed: int) -> tuple[Scheme, People]:
    """Return a scheme that is all places, comparisons with them, and a benefit with limits."""
    chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
    scope = Scope(chooser, arithmetic=seed % 2 == 1)
    found = scheme(chooser, depth=1, rules=1, arithmetic=scope.arithmetic)

    def some_place() -> Place:
        return ordering.place(scope, 1, MAKERS)

    rules: dict[str, Rule] = {}
    for number in range(3):
        node = some_place()
        few = literal(Fraction(chooser.number(0, 4)), WHOLE)
        tests: dict[str, Expr] = {
            f"place_{number}": node,
            f"test_{number}": Apply(chooser.pick(COMPARISONS), (node, few), YES_NO),
        }
        for name, body in tests.items():
            rules[name] = Rule(name, "person", body.type, body)
    limited = Benefit(
        "limited",
        "person",
        MONEY,
        (
            Stage(StageKind.BASE, "base", quantity(scope, "person", 1)),
            *(_limit(scope, some_place(), number) for number in range(chooser.number(1, 2))),
            Stage(StageKind.FLOOR, "floor", quantity(scope, "person", 0)),
        ),
        lines=tuple(
            Line(chooser.pick(tuple(LineKind)), condition(scope, "person", 1), "a condition")
            for _ in range(chooser.number(0, 1))
        ),
    )
    return (
        replace(found, rules=rules, eligibilities={}, benefits={"limited": limited}),
        people(chooser, households=6, complete=seed % 4 == 0),
    )


def _limit(scope: Scope, node: Place, number: int) -> Stage:
    """Return a limit as the compiler makes it: among the eligible in a role, the first few."""
    eligible = BenefitRef("limited", "eligible", YES_NO)
    node = replace(node, where=eligible)
    within: list[Expr] = [
        Apply(Op.NOT, (eligible,), YES_NO),
        Apply(Op.LE, (node, literal(Fraction(scope.chooser.number(1, 3)), WHOLE)), YES_NO),
    ]
    if node.role is not None:
        within.append(Apply(Op.NOT, (HasRole("household", node.role, YES_NO),), YES_NO))
    when = condition(scope, "person", 0) if number else None
    return Stage(StageKind.LIMIT, f"limit_{number}", Apply(Op.OR, tuple(within), YES_NO), when)


def test_places_and_limits_come_out_the_same() -> None:
    for seed in range(SEEDS):
        assert differences(*of_order(seed)) == [], f"seed {seed}"


def found_wrong(seeds: range) -> int:
    return sum(bool(differences(*of_order(seed))) for seed in seeds)


def test_dropping_the_denominator_of_a_rank_key_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule L10: fractions are ordered by their values, not by their numerators."""

    def numerator(_: Graph, value: Quantity, __: str | None) -> int:
        return value.n

    monkeypatch.setattr(order, "rank_key", numerator)
    assert found_wrong(range(200)) >= 2


def test_taking_an_open_key_for_known_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places that an unknown key can change are unknown."""

    def known(layout: Layout, args: tuple[Any, ...]) -> Standings:
        found = standings(layout, args)
        return Standings(found.ahead, found.open * 0, found.fault)

    monkeypatch.setattr(evaluate, "standings", known)
    assert found_wrong(range(200)) >= 2
