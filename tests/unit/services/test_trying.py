"""Cases tried: what is shown of each; one kept with its decision passes until that changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from schemebuilder.services import authoring, forms
from schemebuilder.services.keeping import Example
from schemebuilder.services.sources import library_paths, load_scheme
from schemebuilder.services.trying import (
    as_expected,
    cases_json,
    cases_of_file,
    plain,
    try_cases,
)

TEXT = authoring.new_scheme("first_scheme")
COUPLE = "A couple with two children and a low income"


def _kept(name: str, case: dict[str, Any]) -> Example:
    return Example(f"id of {name}", "first_scheme", name, case, datetime.now(UTC))


def _example(text: str = TEXT) -> dict[str, Any]:
    return plain(forms.example_cases(text)[0][1])


def test_the_examples_of_the_text_in_words() -> None:
    tried, findings = try_cases(TEXT, ())
    assert findings == ()
    first, second = tried
    assert (first.name, first.kept, first.passed, first.why) == (COUPLE, "", True, ())
    assert first.given[:2] == ("on 2026-03-01", "household: income 120")
    assert "ana (head): age 34" in first.given
    assert first.expected == ("eligible", "amount 50")
    assert first.got == ("household, amount: eligible, USD 50 a month",)
    assert second.expected == ("not eligible because act 3(2)",)


def test_one_that_fails_says_why() -> None:
    (first, _), _ = try_cases(TEXT.replace("amount USD 50", "amount USD 51"), ())
    assert not first.passed
    assert first.why == ("amount of household household is 50, expected 51.",)


def test_a_case_kept_with_its_decision_passes_until_the_decision_changes() -> None:
    case, findings = as_expected(TEXT, _example())
    assert findings == ()
    kept = _kept("Ana", case)
    tried = try_cases(TEXT, (kept,))[0][-1]
    assert (tried.name, tried.kept, tried.passed) == ("Ana", "id of Ana", True)
    assert tried.expected == ("household, amount: eligible, amount 50",)
    changed = try_cases(TEXT.replace("USD 25", "USD 26"), (kept,))[0][-1]
    assert (changed.passed, changed.why) == (
        False,
        ("amount of household household is 52, expected 50.",),
    )


@pytest.mark.parametrize("name", sorted(library_paths()))
def test_every_example_of_the_library_can_be_kept_with_its_decision(name: str) -> None:
    text = load_scheme(name).text
    assert text is not None
    kept = []
    for title, example in forms.example_cases(text):
        case, findings = as_expected(text, plain(example))
        assert findings == ()
        kept.append(_kept(title, case))
    tried = [one for one in try_cases(text, kept)[0] if one.kept]
    assert [(one.name, one.why) for one in tried if not one.passed] == []


def test_a_text_with_errors_is_not_tried() -> None:
    tried, findings = try_cases(TEXT.replace("require", "requires"), ())
    assert tried == ()
    assert findings != ()


def test_kept_cases_go_to_a_file_and_come_back() -> None:
    case, _ = as_expected(TEXT, _example())
    content = cases_json((_kept("Ana", case),)).encode()
    back, findings = cases_of_file(content, "cases.json")
    assert findings == ()
    assert [name for name, _ in back] == ["Ana"]
    again = try_cases(TEXT, [_kept(*back[0])])[0][-1]
    assert again.passed
    assert again.expected[-1] == "household, amount: eligible, amount 50"


def test_a_file_that_is_none_says_so() -> None:
    cases, findings = cases_of_file(b"not json", "cases.json")
    assert cases == ()
    assert findings != ()
