"""What is written into a population is what is read from it, in blocks of any size."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.population import folder as writing
from schemebuilder.population.columns import to_arrow
from schemebuilder.population.folder import FolderWriter
from schemebuilder.population.read import Wanted, open_population
from schemebuilder.population.schema import (
    HOUSEHOLD_ID,
    MEMBERS,
    PERSON_ID,
    WEIGHT,
    PopulationInfo,
    StoredField,
    not_applicable_column,
)
from schemebuilder.values.types import DATE, NUMBER, TEXT, WHOLE, YES_NO, Kind, Type, money

FIELDS = (
    StoredField("paid", "person", money("KES"), 2),
    StoredField("count", "person", WHOLE),
    StoredField("yes", "person", YES_NO),
    StoredField("born", "person", DATE),
    StoredField("kind", "person", Type(Kind.CHOICE, choices=("a", "b", "ç d"))),
    StoredField("word", "person", TEXT),
)
PERSON = st.tuples(
    st.integers(-(10**17), 10**17),
    st.integers(-(2**15), 2**15 - 1),
    st.booleans(),
    st.integers(-50_000, 50_000),
    st.integers(0, 2),
    st.text(max_size=5),
    st.sampled_from(["known", "known", "unknown", "not applicable"]),
)
HOUSEHOLDS = st.lists(
    st.tuples(st.integers(1, 10**12), st.lists(PERSON, min_size=1, max_size=4)),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, deadline=None)
@given(HOUSEHOLDS, st.integers(1, 4), st.integers(1, 3))
def test_a_population_survives_its_folder(
    households: list[tuple[int, list[tuple[int, int, bool, int, int, str, str]]]],
    block: int,
    pieces: int,
) -> None:
    people = [person for _, members in households for person in members]
    states = np.array([person[-1] for person in people])
    unknown, outside = states == "unknown", states == "not applicable"
    dtypes = (np.int64, np.int16, np.bool_, np.int32, np.int8, object)
    data: list[np.ndarray[Any, Any]] = [
        np.array([person[i] for person in people], dtype=dtype) for i, dtype in enumerate(dtypes)
    ]
    persons: dict[str, pa.Array] = {
        PERSON_ID: pa.array([f"p{i}" for i in range(len(people))]),
        HOUSEHOLD_ID: pa.array([f"h{i}" for i, h in enumerate(households) for _ in h[1]]),
    }
    for stored, values in zip(FIELDS, data, strict=True):
        persons[stored.name] = to_arrow(stored, values, unknown | outside)
        persons[not_applicable_column(stored.name)] = pa.array(outside)
    weights = np.array([weight for weight, _ in households], np.int64)
    table = pa.table(
        {
            HOUSEHOLD_ID: pa.array([f"h{i}" for i in range(len(households))]),
            MEMBERS: pa.array([len(h[1]) for h in households], pa.int32()),
            WEIGHT: to_arrow(StoredField(WEIGHT, "household", NUMBER, 6), weights),
        }
    )
    info = PopulationInfo("t", date(2024, 1, 1), "KES", 2, FIELDS)
    kept_rows = writing.ROWS_IN_A_GROUP
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "p"
        try:
            writing.ROWS_IN_A_GROUP = pieces  # type: ignore[misc]  # a constant, for this test
            with FolderWriter(out) as writer:
                writer.append(pa.table(persons), table)
                written = writer.finish(info)
        finally:
            writing.ROWS_IN_A_GROUP = kept_rows  # type: ignore[misc]  # a constant, for this test
        population, findings = open_population(out)
        assert findings == ()
        assert population is not None
        assert population.hash == written.content_hash
        assert population.info.fields == FIELDS
        frames = list(population.frames(Wanted(FIELDS), block))
    assert np.concatenate([f.weights for f in frames]).tolist() == weights.tolist()
    row = 0
    for frame in frames:
        for i in range(frame.person_count):
            for stored, values in zip(FIELDS, data, strict=True):
                column = frame.persons[stored.name]
                is_unknown = column.unknown is not None and bool(column.unknown[i])
                is_outside = column.not_applicable is not None and bool(column.not_applicable[i])
                assert (is_unknown, is_outside) == (bool(unknown[row]), bool(outside[row]))
                if not is_unknown and not is_outside:
                    read = column.data[i]
                    if stored.type.kind is Kind.TEXT:
                        read = column.type.choices[int(read)]
                    assert read == values[row]
            row += 1
    assert row == len(people)
