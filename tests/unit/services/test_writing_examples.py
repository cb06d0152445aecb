"""A kept case becomes an example of the text, and only where it then says the same."""

from __future__ import annotations

from typing import Any

import pytest

from schemebuilder.services import authoring, forms
from schemebuilder.services.sources import library_paths, load_scheme
from schemebuilder.services.trying import as_expected, plain, try_cases
from schemebuilder.services.writing_examples import with_example

TEXT = authoring.new_scheme("first_scheme")
BEFORE = TEXT[: TEXT.index('example "')]


def _case(text: str = TEXT, number: int = 0) -> dict[str, Any]:
    return as_expected(text, plain(forms.example_cases(text)[number][1]))[0]


def test_a_case_becomes_the_last_example() -> None:
    written, findings = with_example(BEFORE, 'The "couple"', _case())
    assert findings == ()
    assert written is not None
    assert written.startswith(BEFORE.rstrip())
    assert written.endswith(
        "example \"The 'couple'\"\n"
        "    on 2026-03-01\n"
        "    household household   income USD 120\n"
        "    person ana   head    age 34\n"
        "    person ben   spouse  age 36\n"
        "    person cleo  child   age 9\n"
        "    person dan   child   age 4\n"
        "    expect household eligible, amount USD 50\n"
    )
    assert [one.passed for one in try_cases(written, ())[0]] == [True]


def test_a_refusal_and_what_is_not_known_are_expected_too() -> None:
    unknown = _case()
    del unknown["households"][0]["income"]
    for case in (_case(number=1), as_expected(TEXT, unknown)[0]):
        written, findings = with_example(TEXT, "Another", case)
        assert findings == ()
        assert written is not None


def test_what_an_example_cannot_say_is_refused() -> None:
    case = _case()
    persons = [{**case["persons"][0], "id": "no name"}, *case["persons"][1:]]
    for wrong in ({**case, "persons": persons}, {**case, "paid": []}, {**case, "expect": {}}):
        written, (finding,) = with_example(TEXT, "Ana", wrong)
        assert written is None
        assert "cannot be written into the text" in finding.message


def test_what_no_longer_holds_is_refused() -> None:
    written, (finding,) = with_example(TEXT.replace("USD 25", "USD 26"), "Ana", _case())
    assert written is None
    assert "does not come to the same" in finding.message


@pytest.mark.parametrize("name", ["ke_hsnp", "za_child_support_grant", "bolsa_familia"])
def test_examples_of_the_library_can_be_written_again(name: str) -> None:
    assert name in library_paths()
    text = load_scheme(name).text
    assert text is not None
    cases = [_case(text, number) for number in range(len(forms.example_cases(text)))]
    written = [with_example(text, f"again {n}", case)[0] for n, case in enumerate(cases)]
    assert None not in written
