"""Cases of every shape become persons and households that a form can show and a draft can keep."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

from schemebuilder_ui.widgets.case_record import for_form


def test_a_flat_case_is_one_person_alone() -> None:
    assert for_form({"id": "row 1", "on": "2002-06-03", "out_of_work": True, "pay": 150}) == {
        "date": "2002-06-03",
        "persons": [{"id": "person", "out_of_work": True, "pay": "150"}],
        "households": [{"id": "household", "members": ["person"]}],
    }


def test_people_and_households_stay_as_they_are() -> None:
    case = {
        "date": date(2024, 2, 29),
        "persons": [{"id": "ana", "role": "head", "age": 34}, {"id": "ben", "role": None}],
        "households": [{"id": "home", "members": ["ana", "ben"], "rent": Fraction(2501, 20)}],
    }
    assert for_form(case) == {
        "date": "2024-02-29",
        "persons": [{"id": "ana", "role": "head", "age": "34"}, {"id": "ben"}],
        "households": [{"id": "home", "members": ["ana", "ben"], "rent": "125.05"}],
    }


def test_several_people_without_a_household_are_given_none() -> None:
    case = for_form({"date": "2024-01-01", "persons": [{"id": "ana"}, {"id": "ben"}]})
    assert case["households"] == []


def test_what_a_form_holds_can_be_kept() -> None:
    case = for_form({"persons": [{"id": "a", "x": Fraction(1, 3), "born": date(2000, 1, 1)}]})
    assert json.loads(json.dumps(case)) == case
