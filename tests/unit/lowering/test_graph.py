"""Building programs: sharing, simplifying, and fitting to what is known of the data."""

from __future__ import annotations

from schemebuilder.lowering.facts import ColumnFacts, Facts, ListFacts
from schemebuilder.lowering.graph import Graph
from schemebuilder.lowering.program import Prim, Site
from tests.unit.lowering.by_hand import field, person_graph


def test_equal_steps_are_one_step() -> None:
    graph = person_graph()
    a, b = field(graph, "a"), field(graph, "b")
    assert graph.step(Prim.ADD, a, b) == graph.step(Prim.ADD, a, b)
    assert graph.both(a, b) == graph.both(b, a)


def test_constants_are_worked_out_at_once() -> None:
    graph = person_graph()
    assert graph.value(graph.step(Prim.MUL, graph.const(6), graph.const(7))) == 42
    assert graph.value(graph.step(Prim.YMD, graph.const(0))) == 19700101


def test_truth_values_and_numbers_are_not_mixed_up() -> None:
    graph = person_graph()
    assert graph.const(True) != graph.const(1)
    assert graph.nodes[graph.true].flag
    assert not graph.nodes[graph.one].flag


def test_masks_that_never_hold_vanish() -> None:
    graph = person_graph()
    mask = graph.leaf(Prim.FIELD_UNKNOWN, "person", ("person", "a"))
    assert graph.either(mask, graph.false) == mask
    assert graph.both(mask, graph.false) == graph.false
    assert graph.both(mask, graph.negated(mask)) == graph.false
    assert graph.negated(graph.negated(mask)) == mask
    assert graph.select(mask, graph.true, graph.false) == mask


def test_what_needs_only_the_group_is_worked_out_in_the_group() -> None:
    graph = person_graph()
    shared = graph.leaf(Prim.FIELD, "household", ("household", "rent"))
    each = graph.step(Prim.SPREAD, shared)
    doubled = graph.step(Prim.MUL, each, graph.const(2))
    assert graph.nodes[doubled].prim is Prim.SPREAD
    assert graph.nodes[graph.nodes[doubled].args[0]].lane == "household"


def test_facts_settle_comparisons_and_signs() -> None:
    facts = Facts({("person", "a"): ColumnFacts(1, 9)})
    graph = Graph("person", "household", facts)
    a = field(graph, "a")
    assert graph.step(Prim.LT, a, graph.const(10)) == graph.true
    assert graph.step(Prim.SIGN, a) == graph.one
    assert graph.step(Prim.ABS, a) == a
    assert graph.step(Prim.MAX, a, graph.one) == a
    assert graph.leaf(Prim.FIELD_UNKNOWN, "person", ("person", "a")) == graph.false
    assert graph.leaf(Prim.FIELD_UNKNOWN, "person", ("person", "absent")) == graph.true


def test_the_place_of_a_fault_outlives_simplifying() -> None:
    graph = person_graph()
    marked = graph.mark(graph.true, Site("SB-E012", "rule", "act 1", "no value"))
    assert graph.nodes[marked].prim is Prim.MARK
    assert graph.mark(graph.false, Site("SB-E003", "rule", "", "")) == graph.false


def list_graph() -> Graph:
    return Graph("person", "household", owners={"bills": "household", "spells": "person"})


def test_entries_go_to_whose_list_it_is_and_back() -> None:
    graph = list_graph()
    pay = graph.leaf(Prim.FIELD, "spells", ("spells", "pay"))
    total = graph.step(Prim.TOTAL, pay, const="spells")
    assert graph.nodes[total].lane == "person"
    assert graph.nodes[graph.step(Prim.SPREAD, total, const="spells")].lane == "spells"
    of_bills = graph.step(Prim.COUNT, graph.true, const="bills")
    assert graph.nodes[of_bills].lane == "household"
    assert graph.step(Prim.COUNT, graph.true) != of_bills


def test_what_needs_only_the_owner_s_values_is_computed_once_for_the_owner() -> None:
    graph = list_graph()
    age = graph.leaf(Prim.FIELD, "person", ("person", "age"))
    spread = graph.step(Prim.SPREAD, age, const="spells")
    more = graph.step(Prim.ADD, spread, graph.const(5))
    assert graph.nodes[more].prim is Prim.SPREAD
    assert graph.nodes[more].const == "spells"
    size = graph.leaf(Prim.FIELD, "household", ("household", "size"))
    twice = graph.step(Prim.SPREAD, graph.step(Prim.SPREAD, size), const="spells")
    both = graph.step(Prim.ADD, twice, spread)
    assert graph.nodes[both].prim is Prim.SPREAD
    assert graph.nodes[graph.nodes[both].args[0]].lane == "person"


def test_bounds_of_lists_hang_on_how_many_entries_there_are() -> None:
    facts = Facts(
        columns={("spells", "pay"): ColumnFacts(2, 5)},
        most_members=9,
        lists={"spells": ListFacts(1, 4, some_unknown=False, all_unknown=False)},
    )
    graph = Graph("person", "household", facts, {"spells": "person"})
    pay = graph.leaf(Prim.FIELD, "spells", ("spells", "pay"))
    assert graph.bounds[graph.step(Prim.TOTAL, pay, const="spells")] == (2, 20)
    assert graph.bounds[graph.step(Prim.RANK, pay, pay, graph.true, const="spells")] == (0, 3)
    assert graph.leaf(Prim.LIST_UNKNOWN, "person", "spells") == graph.false
    assert graph.step(Prim.ANY, graph.true, const="spells") == graph.true
