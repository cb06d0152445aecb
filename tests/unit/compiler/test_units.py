"""The unit algebra: each row of its table, what it gives and what it refuses."""

from __future__ import annotations

import pytest

from schemebuilder.ir.expressions import Apply, Literal, Scaled
from schemebuilder.values.types import (
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    WHOLE,
    YES_NO,
    Period,
    Type,
    money,
)
from tests.unit.compiler.texts import HEADER, body_of, codes, let, refused, type_of

MONTHLY = money("KES", Period.MONTH)
YEARLY = money("KES", Period.YEAR)
WEEKS = HEADER + "    a year is 52 weeks\n"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("monthly + monthly", MONTHLY),
        ("monthly - KES 500", MONTHLY),
        ("KES 500 + monthly", MONTHLY),
        ("smaller of (monthly, KES 500)", MONTHLY),
        ("larger of (KES 1, KES 500, monthly)", MONTHLY),
        ("(monthly - KES 90, but not below KES 0)", MONTHLY),
        ("monthly > KES 100", YES_NO),
        ("KES 100 < monthly", YES_NO),
        ("if flag then KES 1 otherwise monthly", MONTHLY),
        ("monthly per year", YEARLY),
        ("yearly per month + monthly", MONTHLY),
        ("monthly * 2.5%", MONTHLY),
        ("half of monthly", MONTHLY),
        ("2 * monthly / 3", MONTHLY),
        ("monthly * 6 months", money("KES")),
        ("yearly * 6 months", money("KES")),
        ("weekly * 2 weeks", money("KES")),
        ("daily * 30 days", money("KES")),
        ("lump / 12 months", MONTHLY),
        ("lump / 30 days", money("KES", Period.DAY)),
        ("monthly / KES 500", NUMBER),
        ("monthly / monthly", NUMBER),
        ("count / count", NUMBER),
        ("count * count", WHOLE),
        ("count + 1", WHOLE),
        ("count * 0.5", NUMBER),
        ("days_worked * daily", MONTHLY),
        ("started - birth_date", DAYS),
        ("started + 30 days", DATE),
        ("started - 2 months", DATE),
        ("started + 16 years", DATE),
        ("days from birth_date to started", DAYS),
        ("months from birth_date to started", MONTHS),
        ("years from birth_date to started", WHOLE),
        ("year of started", WHOLE),
        ("days from birth_date to started > 30 days", YES_NO),
        ("age >= 18", YES_NO),
        ("age >= 18 years", YES_NO),
        ("18 years <= age", YES_NO),
        ("years from birth_date to started < 3 years", YES_NO),
        ("lump in KES", NUMBER),
        ("lump in KES * 2", NUMBER),
        ("(started - birth_date) in days", NUMBER),
        ("6 months in years", NUMBER),
        ("round down to KES 10 of (monthly)", MONTHLY),
        ("round up to 1 of (share)", WHOLE),
        ("KES 1 per month for each KES 500 or part of it of lump above KES 10,000", MONTHLY),
        ("colour = red", YES_NO),
        ("red = colour", YES_NO),
        ("colour in (red, blue)", YES_NO),
        ("colour >= green", YES_NO),
        ("count from 1 to 3", YES_NO),
        ("not flag", YES_NO),
        ("flag and any of (flag, count > 1)", YES_NO),
    ],
)
def test_what_goes_together_has_a_kind(expression: str, expected: Type) -> None:
    assert type_of(expression) == expected


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("monthly + yearly", "SB-T002"),
        ("monthly < yearly", "SB-T002"),
        ("monthly + lump", "SB-T002"),
        ("monthly / yearly", "SB-T002"),
        ("lump per month", "SB-T002"),
        ("weekly per month", "SB-T005"),
        ("daily per month", "SB-T005"),
        ("monthly * 30 days", "SB-T005"),
        ("monthly + USD 5", "SB-T003"),
        ("monthly + 5", "SB-T001"),
        ("monthly * monthly", "SB-T001"),
        ("days_worked * monthly", "SB-T001"),
        ("days_worked * days_worked", "SB-T001"),
        ("monthly > 5", "SB-T001"),
        ("started + 5", "SB-T001"),
        ("started + birth_date", "SB-T001"),
        ("started - birth_date > 2 months", "SB-T001"),
        ("count > 3 days", "SB-T001"),
        ("flag + flag", "SB-T001"),
        ("flag > yes", "SB-T001"),
        ("not count", "SB-T001"),
        ("count and flag", "SB-T001"),
        ("monthly + head_limit", "SB-T006"),
        ("monthly <= head_limit", "SB-T006"),
        ("head_limit * count + monthly", "SB-T006"),
        ("lump in USD", "SB-T001"),
        ("colour = purple", "SB-T007"),
        ("colour in (red, purple)", "SB-T007"),
        ("colour = disability", "SB-T001"),
        ("round down to 0 of (share)", "SB-T004"),
        ("round down to KES 10 of (share)", "SB-T004"),
    ],
)
def test_what_does_not_go_together_is_refused(expression: str, code: str) -> None:
    assert refused(expression).code == code


@pytest.mark.parametrize(
    ("expression", "kind", "code"),
    [
        ("monthly", "money per year", "SB-T002"),
        ("monthly", "number", "SB-T004"),
        ("share", "whole number", "SB-T004"),
        ("flag", "money", "SB-T004"),
        ("started - birth_date", "duration", "SB-T004"),
        ("colour", "red, green", "SB-T007"),
        ("level / number of members", "money per year per person", "SB-T002"),
        ("head_limit", "money per month", "SB-T006"),
    ],
)
def test_a_declared_kind_is_kept(expression: str, kind: str, code: str) -> None:
    of = "household" if "members" in expression else "person"
    assert refused(expression, kind, of).code == code


def test_money_without_a_period_takes_the_declared_one() -> None:
    assert body_of("KES 500", "money per month").type == MONTHLY
    assert body_of("2 * KES 500", "money per month").type == MONTHLY


def test_two_periods_offer_the_conversion() -> None:
    found = refused("monthly + yearly")
    assert found.edits[0].replacement == "yearly per month"
    declared = refused("monthly + monthly", "money per year")
    assert declared.edits[0].replacement == "(monthly + monthly) per year"


def test_weeks_become_years_only_if_the_header_says_so() -> None:
    body = let("weekly per year")
    assert codes(body) == {"SB-T005"}
    assert codes(body, WEEKS) == set()


def test_a_conversion_is_a_factor() -> None:
    found = body_of("monthly per year")
    assert isinstance(found, Scaled)
    assert found.factor == 12
    years = body_of("yearly * 6 months")
    assert isinstance(years, Scaled)
    assert years.factor * 12 == 1


def test_a_number_of_persons_cancels_per_person() -> None:
    assert type_of("head_limit * number of members", of="household") == MONTHLY
    assert type_of("head_limit * size", of="household") == MONTHLY
    assert type_of("head_limit * number of children", of="household") == MONTHLY
    counted = "let eaters of household = number of members"
    assert type_of("head_limit * eaters", of="household", more=counted) == MONTHLY
    whole = "let eaters of household : whole number = number of members"
    assert type_of("head_limit * eaters", of="household", more=whole) == MONTHLY


def test_a_rate_for_children_is_not_a_rate_for_everybody() -> None:
    per_child = "parameter p : money per month per child\n    from 2024-01-01 : KES 5"
    assert type_of("p * number of children", of="household", more=per_child) == MONTHLY
    found = type_of("p * number of members", of="household", more=per_child)
    assert found == MONTHLY.with_whom("child")


def test_a_shared_rate_fits_per_person_and_not() -> None:
    per_person = MONTHLY.with_whom("person")
    assert type_of("level / number of members", of="household") == per_person
    assert type_of("level / number of members", "money per month", "household") == MONTHLY
    kind = "money per month per person"
    assert type_of("level / number of members", kind, "household") == per_person
    assert type_of("level / number of members <= head_limit", of="household") == YES_NO
    assert type_of("level / number of members <= level", of="household") == YES_NO


def test_a_total_over_persons_drops_per_person() -> None:
    assert type_of("total of head_limit over members", of="household") == MONTHLY
    assert type_of("highest of monthly over members", of="household") == MONTHLY


def test_completed_years_compare_with_years() -> None:
    found = body_of("age >= 18 years")
    assert isinstance(found, Apply)
    assert isinstance(found.args[1], Literal)
    assert found.args[1].value == 18


def test_a_dropped_unit_draws_a_warning_only_for_a_rate() -> None:
    assert codes(let("monthly in KES")) == {"SB-T009"}
    assert codes(let("lump in KES")) == set()
