"""Welfare is what the data have, or it says why it cannot stand beside the amounts of a scheme."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from schemebuilder.population.read import Population, Wanted
from schemebuilder.population.schema import StoredField
from schemebuilder.services.effects import compare_schemes
from schemebuilder.simulation.poverty_line import AskedLine
from schemebuilder.simulation.welfare import people
from schemebuilder.values.types import Kind, Period, Type, money
from tests.unit.simulation.people import HEAD, HOUSEHOLDS, WHO, made, scheme

PLAIN = scheme(WHO)


def with_welfare(*fields: StoredField) -> Population:
    """Return the population as if this were all that it has."""
    return replace(made(), info=replace(made().info, fields=fields))


def stored(name: str, type_: Type) -> StoredField:
    return StoredField(name, "household", type_, 2)


def test_consumption_comes_before_income_and_is_of_a_year() -> None:
    found = people(made(), PLAIN)
    field = made().info.field("household", "consumption")
    assert field is not None
    (frame,) = made().frames(Wanted((field,)), HOUSEHOLDS)
    assert (found.field, found.because) == ("consumption", "")
    assert found.unit == Fraction(12, 10**field.decimals)
    assert found.welfare.tolist() == frame.households["consumption"].data.tolist()
    assert found.sizes.tolist() == np.diff(frame.offsets).tolist()
    assert found.known.all()


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ((), "the population has no consumption and no income of households"),
        ((stored("income", Type(Kind.NUMBER)),), "is number, not money a period"),
        ((stored("income", money("EUR", Period.MONTH)),), "is in EUR, and the scheme in USD"),
        ((stored("income", money("USD", Period.WEEK)),), "does not say how many of them a year"),
    ],
)
def test_why_it_is_not_known(fields: tuple[StoredField, ...], because: str) -> None:
    found = people(with_welfare(*fields), PLAIN)
    assert because in found.because
    assert not found.known.any()
    assert len(found.sizes) == HOUSEHOLDS


def test_without_welfare_nothing_of_it_is_zero() -> None:
    paid = scheme(HEAD + "benefit grant of household : money per month\n    base = USD 20\n")
    report, _ = compare_schemes([paid, paid], with_welfare(), line=AskedLine())
    found = report["effects"]
    because = "the population has no consumption and no income of households"
    assert found["welfare"] == {"field": "", "because": because}
    assert found["line"]["per_person_per_year"] is None
    assert found["headline"]["coverage_of_the_poor"] == {"share": None, "because": because}
    assert found["headline"]["poverty"]["head_count"] is None
    assert found["headline"]["poverty"]["because"] == because
    assert {"by_fifth", "by_tenth"} & set(found) == set()
    assert found["winners_and_losers"]["bands"]["whole"] is None
    assert found["winners_and_losers"]["whole"]["same"]["rows"] == HOUSEHOLDS
