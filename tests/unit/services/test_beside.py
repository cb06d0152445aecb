"""Steps of two explanations side by side: the same ones meet, the others are seen."""

from __future__ import annotations

from schemebuilder.services.beside import Pair, steps_beside

BEFORE = "Why:\n- The limit.\n\nSteps:\n1. children = 3\n2. limit = USD 60\n3. met: income\n"
AFTER = (
    "Steps:\n1. children = 3\n2. limit = USD 50\n3. not met: income\n\nWhat we know:\n- age: 3\n"
)


def test_steps_that_are_the_same_stand_beside_each_other() -> None:
    first, *others = steps_beside(BEFORE, AFTER)
    assert first == Pair("children = 3", "children = 3")
    assert not first.differs
    assert others == [
        Pair("limit = USD 60", "limit = USD 50"),
        Pair("met: income", "not met: income"),
    ]
    assert all(pair.differs for pair in others)


def test_a_step_that_only_one_has_stands_alone() -> None:
    longer = AFTER.replace("2. limit", "2. age = 3\n3. limit").replace("3. not met", "4. not met")
    alone = [pair for pair in steps_beside(AFTER, longer) if pair.differs]
    assert alone == [Pair("", "age = 3")]


def test_without_a_decision_there_are_no_steps() -> None:
    assert steps_beside("", "") == ()
    assert steps_beside("", AFTER)[0] == Pair("", "children = 3")
