"""The library's schemes come out the same in both engines, for people at their boundaries."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from schemebuilder import bundled
from schemebuilder.compiler.pipeline import compile_scheme
from tests.property.generators.choosing import Seeded
from tests.property.generators.comparing import differences
from tests.property.generators.populations import kinds_of, people

if TYPE_CHECKING:
    from schemebuilder.ir.scheme import Scheme

SCHEMES = sorted(path.parent.name for path in bundled.scheme_library().glob("*/*/*.scheme"))


def text_of(kind: str, name: str) -> str | None:
    found = list(bundled.dsl().glob(f"vocabulary/{name}.*") if kind != "scheme" else ())
    found += list(bundled.scheme_library().glob(f"*/{name}/{name}.scheme"))
    return found[0].read_text(encoding="utf-8") if found else None


@cache
def scheme_named(name: str) -> Scheme:
    text = text_of("scheme", name)
    assert text is not None
    compiled = compile_scheme(text, name, load=text_of)
    assert compiled.scheme is not None
    return compiled.scheme


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("day", [date(2019, 6, 1), date(2023, 7, 1), date(2024, 6, 1)])
def test_people_at_the_boundaries_come_out_the_same(name: str, day: date) -> None:
    scheme = scheme_named(name)
    kinds = kinds_of(scheme)
    roles = tuple(role.name for entity in scheme.entities.values() for role in entity.roles)
    for seed in range(25):
        chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
        found = people(chooser, complete=seed % 2 == 0, kinds=kinds, role_names=roles)
        assert differences(scheme, found, on=day, threads=2) == [], f"seed {seed}"
