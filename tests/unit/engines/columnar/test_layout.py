"""Segments over offsets, also where households have no members."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from schemebuilder.engines.columnar.layout import counted, first, layout_of, reduced, summed

sizes = st.lists(st.integers(0, 4), min_size=1, max_size=9)


@given(sizes, st.data())
def test_sums_extremes_counts_and_firsts(found: list[int], data: st.DataObject) -> None:
    persons = sum(found)
    start = data.draw(st.integers(0, 5))
    layout = layout_of(np.cumsum([start, *found], dtype=np.int64))
    numbers = data.draw(st.lists(st.integers(-9, 9), min_size=persons, max_size=persons))
    flags = data.draw(st.lists(st.booleans(), min_size=persons, max_size=persons))
    edges = np.cumsum([0, *found])
    groups = [numbers[a:b] for a, b in itertools.pairwise(edges)]
    marked = [flags[a:b] for a, b in itertools.pairwise(edges)]
    values, mask = np.array(numbers, dtype=np.int64), np.array(flags, dtype=np.bool_)
    assert list(reduced(layout, np.add, values, 0)) == [sum(group) for group in groups]
    assert list(summed(layout, values)) == [sum(group) for group in groups]
    assert list(reduced(layout, np.maximum, values, -99)) == [
        max(group, default=-99) for group in groups
    ]
    assert list(counted(layout, mask)) == [sum(group) for group in marked]
    assert list(first(layout, mask)) == [
        int(edges[place]) + group.index(True) if any(group) else -1
        for place, group in enumerate(marked)
    ]
