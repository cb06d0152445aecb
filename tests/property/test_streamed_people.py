"""Made-up households, block by block: both engines agree on every library scheme, and on lists."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest

from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.people import Case
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.authoring import check_source, check_text
from schemebuilder.services.sources import library_paths
from tests.conformance.markdown import ConformanceCase
from tests.conformance.suite import CASES, checked
from tests.property.agreement import agreement, table
from tests.property.generators.streams import households, part_of


@pytest.mark.parametrize("name", library_paths())
def test_every_library_scheme_comes_out_the_same(name: str) -> None:
    scheme = check_source(name).scheme
    assert scheme is not None
    found = agreement(scheme, 480, 240, seed=7, block=40)
    assert found.differences == []
    assert found.sampled == 240
    assert found.compared > found.sampled


RATIONED = [
    case
    for case in CASES
    if (scheme := checked(case).scheme) is not None
    and scheme.selections
    and case.path.parent.name == "good"
]


@pytest.mark.parametrize("case", RATIONED[::3], ids=lambda case: case.name)
def test_lists_are_cut_off_the_same(case: ConformanceCase) -> None:
    scheme = checked(case).scheme
    assert scheme is not None
    found = agreement(scheme, 300, 300, seed=3, block=50)
    assert found.differences == []
    assert found.listed > 0


def test_a_seed_gives_the_same_people_in_blocks_of_whole_households() -> None:
    scheme = check_source("gh_leap").scheme
    assert scheme is not None
    first, again = (list(households(scheme, 100, seed=1, block=30)) for _ in range(2))
    assert [made.frame.household_count for made in first] == [30, 30, 30, 10]
    for one, other in zip(first, again, strict=True):
        assert one.on == other.on
        assert np.array_equal(one.frame.offsets, other.frame.offsets)
        for name, column in one.frame.persons.items():
            assert np.array_equal(column.data, other.frame.persons[name].data)
    assert part_of(first[0].frame, 5).household_count == 5


def test_an_engine_that_is_wrong_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        'scheme trial "Trial"\n    country KE\n    currency KES\n    in force from 2024-01-01\n'
        "    assesses person\n    governed by claim_date\nuse population core\n"
        "benefit of person : money\n    require age >= 18\n    base = KES 5\n"
    )
    scheme, other = check_text(text).scheme, check_text(text.replace(">= 18", "> 18")).scheme
    assert scheme is not None
    assert other is not None

    def decided_otherwise(_: Scheme, case: Case, *, values: Collection[str]) -> Decision:
        return decide(other, case, values=values)

    monkeypatch.setattr("tests.property.agreement.decide", decided_otherwise)
    found = agreement(scheme, 200, 200, seed=1, block=50)
    assert found.differences
    assert "| 200 |" in table([found])
