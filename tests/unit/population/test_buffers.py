"""Numbers straight from Arrow's buffers are those that PyArrow itself gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.population.binding import as_stored, bound_column
from schemebuilder.population.buffers import nulls, one_piece, whole_numbers, yes_or_no
from schemebuilder.population.schema import StoredField
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.values.types import Kind, Type

CUTS = st.tuples(st.integers(0, 20), st.integers(0, 20))


@settings(deadline=None)
@given(st.lists(st.none() | st.integers(-128, 127), max_size=40), CUTS)
def test_whole_numbers_and_nulls(values: list[int | None], cut: tuple[int, int]) -> None:
    array = pa.array(values, pa.int8()).slice(*cut)
    kept = array.to_pylist()
    absent = nulls(array)
    known = np.ones(len(kept), np.bool_) if absent is None else ~absent
    assert known.tolist() == [value is not None for value in kept]
    assert whole_numbers(array)[known].tolist() == [value for value in kept if value is not None]


@settings(deadline=None)
@given(st.lists(st.none() | st.booleans(), max_size=40), CUTS)
def test_yes_and_no(values: list[bool | None], cut: tuple[int, int]) -> None:
    array = pa.array(values, pa.bool_()).slice(*cut)
    absent = nulls(array)
    found = yes_or_no(array)
    assert [
        None if absent is not None and absent[row] else bool(found[row])
        for row in range(len(array))
    ] == array.to_pylist()


def test_choices_in_pieces_whose_dictionaries_differ() -> None:
    pieces = [pa.array(["no", "yes"]), pa.array([]).cast(pa.string()), pa.array(["yes", "maybe"])]
    column = pa.chunked_array([piece.dictionary_encode() for piece in pieces])
    assert one_piece(column).to_pylist() == ["no", "yes", "yes", "maybe"]
    assert one_piece(pa.chunked_array([], pa.int32())).to_pylist() == []


def test_without_ids_a_population_is_read_without_pandas(tmp_path: Path) -> None:
    make_population(32, 1, tmp_path / "p")
    program = (
        "import sys; from pathlib import Path;"
        "from schemebuilder.population.read import Wanted, open_population;"
        "population, _ = open_population(Path(sys.argv[1]));"
        "frame = population.frame(Wanted(population.info.fields));"
        "assert frame.person_count > 32;"
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "p")], check=True)


def test_texts_that_end_in_a_null_character_stay_apart() -> None:
    note = as_stored(StoredField("note", "person", Type(Kind.TEXT)))
    column = bound_column(note, pa.table({"note": ["\0", "a", ""]}))
    assert [column.type.choices[place] for place in column.data] == ["\0", "a", ""]
