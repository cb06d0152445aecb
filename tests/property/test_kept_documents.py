"""Documents that are kept come back as they were, with no float on the way."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import make_url

from schemebuilder.store.columns import Document
from schemebuilder.values.numbers import exact

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers() | TEXTS | st.fractions()
DATA = st.recursive(
    LEAVES, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
)
DIALECTS = tuple(make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+pg8000"))


def _through(data: Any) -> Any:
    written = [Document().process_bind_param(data, dialect) for dialect in DIALECTS]
    assert written[0] == written[1]
    if written[0] is not None:
        written[0].encode()
        assert "\x00" not in written[0]
    return Document().process_result_value(written[0], DIALECTS[0])


def _same(kept: Any, data: Any) -> bool:
    """Say whether data came back: numbers may be text, and are never floats."""
    assert not isinstance(kept, float)
    if isinstance(data, dict):
        return kept.keys() == data.keys() and all(_same(kept[key], data[key]) for key in data)
    if isinstance(data, list):
        return len(kept) == len(data) and all(map(_same, kept, data))
    if isinstance(data, int | Fraction) and not isinstance(data, bool):
        return exact(str(kept)) == data
    return bool(kept == data and type(kept) is type(data))


@given(DATA)
def test_a_document_comes_back_as_it_was(data: Any) -> None:
    assert _same(_through(data), data)


@given(st.floats())
def test_a_float_is_refused_at_any_depth(number: float) -> None:
    for data in (number, {"facts": [number]}):
        with pytest.raises(TypeError):
            Document().process_bind_param(data, DIALECTS[0])
