"""A node made again is the same node, of the parts that `parts` names, in their turns."""

from __future__ import annotations

from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.rebuild import with_parts
from schemebuilder.ir.walk import Turn, parts, scheme_nodes
from tests.conformance.suite import DECIDED, checked


def test_every_node_is_made_again_of_the_same_parts() -> None:
    seen = 0
    for case in DECIDED:
        scheme = checked(case).scheme
        if scheme is None:
            continue
        for node in scheme_nodes(scheme):
            given: list[tuple[str, int]] = []

            def keep(turn: Turn, part: Expr, given: list[tuple[str, int]] = given) -> Expr:
                given.append((turn.value, id(part)))
                return part

            assert with_parts(node, keep) == node
            assert sorted(given) == sorted((turn.value, id(part)) for _, turn, part in parts(node))
            seen += 1
    assert seen > 1000
