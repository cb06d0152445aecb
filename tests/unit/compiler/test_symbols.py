"""What an editor is told of the names."""

from __future__ import annotations

from tests.unit.compiler.texts import compiled

BODY = """
input colour of person : red, green     "Favourite colour"
parameter grant : money per month
    from 2024-01-01 : KES 2,000      [act 1]
    from 2025-01-01 : KES 2,200.50   [act 2]
let doubled of person = grant * 2      [act 3]
benefit cash of child : money per month
    base = doubled
"""


def test_symbols() -> None:
    found = {one.name: one for one in compiled(BODY).symbols}
    grant = found["grant"]
    assert (grant.kind, grant.type) == ("parameter", "money (KES) per month")
    assert grant.parameter is not None
    assert [value.citation for value in grant.parameter.values] == ["act 1", "act 2"]
    assert found["doubled"].type == "money (KES) per month"
    assert found["doubled"].citation == "act 3"
    assert found["colour"].label == "Favourite colour"
    assert found["cash"].entity == "child"
    assert found["red"].kind == "value"
    assert found["age"].kind == "fact"
    assert found["age"].span is None
    assert found["child"].kind == "role"
    assert found["household"].kind == "group"


def test_symbols_are_there_despite_errors() -> None:
    found = compiled(BODY.replace("grant * 2", "gant * 2"))
    assert found.scheme is None
    assert "grant" in {one.name for one in found.symbols}
