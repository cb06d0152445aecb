"""What an author does with a text: check, complete, look a word up, fill a form in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from schemebuilder.services.authoring import (
    check_source,
    check_text,
    core_facts,
    format_text,
    library,
    named_by_id,
    new_scheme,
)
from schemebuilder.services.completing import complete
from schemebuilder.services.deciding import blank_case, case_form, decide_text, example_cases, roles
from schemebuilder.services.looking_up import describe

TEXT = new_scheme("child_grant")


def test_the_library_by_its_headers() -> None:
    entries = {entry.id: entry for entry in library()}
    assert entries["bolsa_familia"].country == "BR"
    assert entries["uk_pension_credit"].branch == "old_age"
    assert all(entry.path.is_file() and entry.title for entry in entries.values())


def test_the_hashes_say_what_is_the_same() -> None:
    one = check_text(TEXT)
    spaced = check_text(TEXT.replace("    require", "  require"))
    other = check_text(TEXT.replace("USD 60 ", "USD 61 "))
    assert one.text_hash == spaced.text_hash != other.text_hash
    assert one.meaning_hash == spaced.meaning_hash != other.meaning_hash
    reworded = check_text(TEXT.replace("No child under 18 lives", "Nobody under 18 lives"))
    assert reworded.meaning_hash == one.meaning_hash


def test_one_text_is_checked_once_also_by_several_at_a_time() -> None:
    texts = [new_scheme(f"grant_{number}") for number in range(24)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(check_text, texts * 2))
    assert [one.scheme_id for one in found] == [f"grant_{number}" for number in range(24)] * 2
    assert check_text(texts[0]).compiled is not None
    assert check_text(texts[0]).compiled is check_text(texts[0]).compiled


def test_a_scheme_named_by_its_id() -> None:
    named = named_by_id(check_text(TEXT, "/home/somebody/x.scheme"))
    assert (named.source, named.texts) == ("child_grant", {"child_grant": TEXT})
    broken = check_source("none.scheme")
    assert named_by_id(broken) is broken


def test_the_facts_that_schemes_share() -> None:
    facts = core_facts()
    assert "age" in facts["person"]
    assert "income" in facts["household"]
    assert "income" not in facts["person"]


def test_words_that_fit_and_what_a_word_means() -> None:
    at = TEXT.index("income_per_person <=")
    assert "income_limit" in {word.label for word in complete(TEXT, at).options}
    openers = {word.label for word in complete(TEXT + "\n", len(TEXT) + 1).options}
    assert {"let", "benefit"} <= openers
    found = describe(TEXT, at + 3)
    assert found is not None
    assert (found.name, TEXT[found.start : found.end]) == ("income_per_person",) * 2
    assert describe(TEXT, TEXT.index("require") + 2) is not None
    assert describe("", 0) is None


def test_a_form_for_a_case() -> None:
    fields = {(field.entity, field.name): field for field in case_form(TEXT)}
    income = fields["household", "income"]
    assert (income.kind, income.unit) == ("money", "USD per month")
    assert income.question == "What does the household earn in a usual month?"
    assert [name for name, _ in roles(TEXT)] == ["head", "spouse", "child", "other"]
    assert case_form("scheme") == []
    assert [name for name, _ in example_cases(TEXT)] == [
        "A couple with two children and a low income",
        "Income over the limit",
    ]


def test_a_blank_case_is_undecided_not_wrong() -> None:
    done = decide_text(TEXT, blank_case(TEXT))
    assert done.findings == ()
    (verdicts,) = done.result["decisions"]["households"].values()
    assert verdicts["amount"]["outcome"] == "undecided"
    assert decide_text("scheme x\nlet y = z", {}).findings


def test_formatting_keeps_what_it_cannot_read() -> None:
    broken = TEXT + "\nlet this is no statement (\n"
    assert "let this is no statement (" in format_text(broken)
