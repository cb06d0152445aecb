"""What a scheme needs and a population lacks is said before anything is simulated."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.expressions import FieldRef
from schemebuilder.ir.scheme import ALWAYS, Rule, Scheme
from schemebuilder.ir.vocabulary import Ask, Assume, Entity, Field, Role, Use
from schemebuilder.population.check import check_folder, check_for_scheme
from schemebuilder.population.read import Population, open_population, wanted_by
from schemebuilder.values.periods import Calendar
from schemebuilder.values.types import NUMBER, YES_NO, Kind, Period, Type, money
from tests.unit.population.survey import MAPPING, import_survey

ROLES = (Role("head", "heads", 1, 1), Role("child", "children", 0, None))
HOUSEHOLD = Entity("household", "households", "person", ROLES)


def scheme(*fields: Field, currency: str = "KES") -> Scheme:
    return Scheme(
        id="grant",
        title="Grant",
        version="1",
        country="KE",
        currency=currency,
        branch="",
        governed_by="",
        calendar=Calendar(),
        in_force=ALWAYS,
        entities={"person": Entity("person", "people"), "household": HOUSEHOLD},
        fields={f.name: f for f in fields},
        parameters={},
        rules={},
        eligibilities={},
        benefits={},
    )


@pytest.fixture
def population(tmp_path: Path) -> Population:
    import_survey(tmp_path)
    population, _ = open_population(tmp_path / "out")
    assert population is not None
    return population


def said(findings: tuple[Finding, ...], code: str) -> list[tuple[Severity, str]]:
    return [(f.severity, f.message) for f in findings if f.code == code]


def test_a_sound_folder_has_only_notes_of_what_was_imputed(tmp_path: Path) -> None:
    import_survey(tmp_path)
    findings = check_folder(tmp_path / "out")
    assert {f.code for f in findings} == {"SB-W009"}
    assert findings[1].message == "Imputed: income of household: spending stands in for income."


def test_lacking_fields_say_what_follows(population: Population) -> None:
    findings = check_for_scheme(
        population,
        scheme(
            Field("pregnant", "person", YES_NO, Ask()),
            Field("orphan", "person", YES_NO, Assume(value=False, because="rare")),
        ),
    )
    (first, pregnant), (second, orphan) = said(findings, "SB-W011")[:2]
    assert (first, second) == (Severity.WARNING, Severity.NOTE)
    assert pregnant.startswith(
        "The population has no pregnant of person: it is unknown for everyone"
    )
    assert orphan.startswith("The population has no orphan of person: it is assumed to be no for ")


def test_roles_that_the_scheme_does_not_have(population: Population) -> None:
    findings = check_for_scheme(population, scheme())
    ((severity, message),) = said(findings, "SB-W011")
    assert severity is Severity.WARNING
    assert "the roles spouse, other, which the scheme does not have" in message


def test_rounding_and_ranges_are_counted(population: Population) -> None:
    weight = Field("body_weight", "person", NUMBER, Ask(), decimals=0, highest=Fraction(80))
    findings = check_for_scheme(population, scheme(weight))
    ((_, rounded),) = said(findings, "SB-W008")
    assert "body_weight of person: 3 of 5 values are rounded half even" in rounded
    ((severity, outside),) = said(findings, "SB-W003")
    assert severity is Severity.WARNING
    assert "1 value is outside the scheme's range: row 5." in outside


def test_choices_that_the_scheme_does_not_have(population: Population) -> None:
    sex = Field("sex", "person", Type(Kind.CHOICE, choices=("female", "other")), Ask())
    ((_, message),) = said(check_for_scheme(population, scheme(sex)), "SB-W004")
    assert "3 of 6 values are unknown to the scheme, which does not have the choices male." in (
        message
    )


def test_another_currency_is_an_error(population: Population) -> None:
    income = Field("income", "household", money("BRL", Period.MONTH), Ask(), decimals=2)
    ((severity, message),) = said(check_for_scheme(population, scheme(income)), "SB-W016")
    assert severity is Severity.ERROR
    assert "is in KES in the population and in BRL in the scheme" in message


def test_no_countrys_currency_is_read_one_to_one(tmp_path: Path) -> None:
    import_survey(tmp_path, mapping=MAPPING.replace('"KES"', '"XXX"'))
    population, _ = open_population(tmp_path / "out")
    assert population is not None
    income = Field("income", "household", money("BRL", Period.MONTH), Ask(), decimals=2)
    wanted = scheme(income, currency="BRL")
    ((severity, message),) = said(check_for_scheme(population, wanted), "SB-W016")
    assert severity is Severity.WARNING
    assert "read one to one as BRL (income)" in message
    frame = population.frame(wanted_by(wanted))
    assert frame.households["income"].data.tolist() == [120_000, 41_671, 0]


def test_only_what_is_used_is_listed_as_imputed(population: Population) -> None:
    sex = Field("sex", "person", Type(Kind.CHOICE, choices=("female", "male")), Ask())
    assert len(said(check_for_scheme(population, scheme(sex)), "SB-W009")) == 1
    income = Field("income", "household", money("KES", Period.MONTH), Ask(), decimals=2)
    assert len(said(check_for_scheme(population, scheme(sex, income)), "SB-W009")) == 2


def test_what_only_stands_in_for_a_known_fact_is_not_missed(population: Population) -> None:
    weight_at_birth = Field("weight_at_birth", "person", NUMBER, Ask())
    from_birth = Use(FieldRef("weight_at_birth", NUMBER))
    known = Field("body_weight", "person", NUMBER, from_birth, decimals=1)
    lacking = Field("height", "person", NUMBER, from_birth)
    told = said(check_for_scheme(population, scheme(weight_at_birth, known)), "SB-W011")
    assert not any("weight_at_birth" in message for _, message in told)
    rule = Rule("tall", "person", NUMBER, FieldRef("height", NUMBER))
    derived = replace(scheme(weight_at_birth, known, lacking), rules={"tall": rule})
    told = said(check_for_scheme(population, derived), "SB-W011")
    assert any("no weight_at_birth of person" in message for _, message in told)
    assert any("no height of person: it is derived" in message for _, message in told)


def test_a_scheme_about_another_kind_of_group_is_for_cases_alone(population: Population) -> None:
    team = Entity("team", "teams", "person")
    fee = Field("fee", "team", money("KES", Period.MONTH), Ask())
    found = replace(scheme(fee), entities={**scheme().entities, "team": team})
    ((severity, message),) = said(check_for_scheme(population, found), "SB-W021")
    assert severity is Severity.ERROR
    assert message.startswith("The scheme is about each team")
    assert said(check_for_scheme(population, scheme()), "SB-W021") == []
