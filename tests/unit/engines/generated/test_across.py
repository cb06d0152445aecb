"""Steps over members, entries and fellows, one small program each, with and without loops."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schemebuilder.engines.generated.binding import Bound
from schemebuilder.engines.generated.evaluate import compiled_from, run
from schemebuilder.engines.generated.printer import printed
from schemebuilder.lowering.graph import Graph
from schemebuilder.lowering.program import ListInput, Prim, Program, Slot
from schemebuilder.values.types import NUMBER

PAYS = [5, 7, -2, 7]
WORKS = [True, False, True, True]


@dataclass
class Small:
    """Three households (two members, none, two) and a list of two, no and one entry each."""

    graph: Graph = field(
        default_factory=lambda: Graph("person", "household", owners={"jobs": "household"})
    )

    def __post_init__(self) -> None:
        leaf = self.graph.leaf
        self.pay = leaf(Prim.FIELD, "person", ("person", "pay"))
        self.works = leaf(Prim.FIELD, "person", ("person", "works"), flag=True)
        self.link = leaf(Prim.FIELD, "person", ("person", "link"))
        self.rent = leaf(Prim.FIELD, "household", ("household", "rent"))
        self.wage = leaf(Prim.FIELD, "jobs", ("jobs", "wage"))
        self.kept = leaf(Prim.FIELD, "jobs", ("jobs", "kept"), flag=True)

    def found(self, position: int, *, alone: bool = False) -> Any:
        """Return the entries of a step; `alone`: of one household of one person."""
        graph = self.graph
        false = graph.false
        slot = Slot(NUMBER, "", position, None, Fraction(1), false, false, false)
        program = Program(
            "small", date(2024, 1, 1), "person", "household", tuple(graph.nodes), (), (),
            (("it", slot),), (), tuple(graph.places), (), (ListInput("jobs", "household"),),
            (("household", "person"),),
        )  # fmt: skip
        bound = _alone() if alone else _many()
        single = frozenset({"household", "person"}) if alone else frozenset[str]()
        compiled = compiled_from(program, printed(program, single))
        ran = run(compiled, bound)
        place, many = compiled.printed.returned[position]
        return ran.found[place] if many else [ran.found[place]]


def _many() -> Bound:
    owners = {"household": [0, 0, 2, 2], "jobs": [0, 0, 2]}
    given: dict[Any, Any] = {
        ("field", ("person", "pay")): PAYS,
        ("field", ("person", "works")): WORKS,
        ("field", ("person", "link")): [1, 0, 1, -3],
        ("field", ("household", "rent")): [10, 20, 30],
        ("field", ("jobs", "wage")): [4, 9, 1],
        ("field", ("jobs", "kept")): [True, True, True],
    }
    return Bound({"person": 4, "household": 3, "jobs": 3}, owners, given)


def _alone() -> Bound:
    given: dict[Any, Any] = {
        ("field", ("person", "pay")): [5],
        ("field", ("person", "works")): [True],
        ("field", ("person", "link")): [0],
        ("field", ("household", "rent")): [10],
        ("field", ("jobs", "wage")): [4, 9],
        ("field", ("jobs", "kept")): [True, False],
    }
    owners = {"household": [0], "jobs": [0, 0]}
    return Bound({"person": 1, "household": 1, "jobs": 2}, owners, given)


@pytest.mark.parametrize(
    ("prim", "args", "many", "alone"),
    [
        (Prim.COUNT, ("works",), [1, 0, 2], [1]),
        (Prim.TOTAL, ("pay",), [12, 0, 5], [5]),
        (Prim.ANY, ("works",), [True, False, True], [True]),
        (Prim.HIGHEST, ("pay", "works"), [5, 0, 7], [5]),
        (Prim.LOWEST, ("pay", "works"), [5, 0, -2], [5]),
        (Prim.FIRST, ("works",), [0, -1, 2], [0]),
        (Prim.SPREAD, ("rent",), [10, 10, 30, 30], [10]),
    ],
)
def test_from_members_to_their_group_and_back(
    prim: Prim, args: tuple[str, ...], many: list[int], alone: list[int]
) -> None:
    small = Small()
    position = small.graph.step(prim, *(getattr(small, name) for name in args))
    assert small.found(position) == many
    assert small.found(position, alone=True) == alone


def test_from_entries_to_whose_they_are() -> None:
    small = Small()
    total = small.graph.step(Prim.TOTAL, small.wage, const="jobs")
    assert small.found(total) == [13, 0, 1]
    assert small.found(total, alone=True) == [13]
    spread = small.graph.step(Prim.SPREAD, small.rent, const="jobs")
    assert small.found(spread) == [10, 10, 30]
    rank = small.graph.step(Prim.RANK, small.wage, small.graph.zero, small.kept, const="jobs")
    assert small.found(rank) == [1, 0, 0]


def test_what_is_taken_of_one_member() -> None:
    small = Small()
    step = small.graph.step
    place = step(Prim.FIRST, small.works)
    assert small.found(step(Prim.TAKE, small.pay, place, const=99)) == [5, 99, -2]
    assert small.found(step(Prim.TAKE, small.pay, place, const=99), alone=True) == [5]
    linked = step(Prim.LINKED, small.pay, small.link, small.works, const=99)
    assert small.found(linked) == [7, 99, 7, 5]
    assert small.found(linked, alone=True) == [5]
    other = step(Prim.OTHER, small.pay, small.works, const=99)
    assert small.found(other) == [99, 99, 7, -2]
    assert small.found(other, alone=True) == [99]


def test_denominators_of_all_entries() -> None:
    small = Small()
    d = small.graph.step(Prim.ABS, small.pay)
    assert small.found(small.graph.step(Prim.COMMON, d)) == [70]
    assert small.found(small.graph.step(Prim.COMMON, d), alone=True) == [5]
    key = small.graph.step(Prim.RANK_KEY, small.pay, d)
    assert small.found(key) == [49, 49, -49, 49]


def test_who_stands_ahead() -> None:
    small = Small()
    graph = small.graph
    order = (small.works, graph.false, graph.false, small.pay, graph.false, graph.false)
    assert small.found(graph.step(Prim.AHEAD, *order)) == [0, 0, 0, 1]
    assert small.found(graph.step(Prim.AHEAD, *order), alone=True) == [0]
    unsure = (graph.false, small.works, small.works, small.pay, graph.false, graph.false)
    assert small.found(graph.step(Prim.AHEAD, *unsure)) == [0]
    assert small.found(graph.step(Prim.AHEAD_OPEN, *unsure)) == [0, 0, 0, 1]
    assert small.found(graph.step(Prim.AHEAD_FAULT, *unsure)) == [0, 0, 0, 1]
    open_key = (graph.true, graph.false, graph.false, small.pay, small.works, graph.false)
    assert small.found(graph.step(Prim.AHEAD_OPEN, *open_key)) == [1, 1, 1, 1]
