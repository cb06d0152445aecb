"""What is changed of a scheme, where, and which changes no case can show."""

from __future__ import annotations

from collections.abc import Iterable

from schemebuilder.engines.exact.expect import ready_example
from schemebuilder.ir.scheme import Scheme
from schemebuilder.mutation.advice import advice
from schemebuilder.mutation.mutants import Mutant, mutants
from schemebuilder.mutation.steps import What
from schemebuilder.mutation.trying import Verdict, try_mutants
from schemebuilder.services.authoring import check_text

HEADER = """\
scheme trial "Trial"
    country     KE
    currency    KES
    law         act "Trial Act"
    in force    from 2024-01-01
    assesses    person
    governed by claim_date

use population core

"""


def scheme_of(statements: str) -> tuple[Scheme, str]:
    text = HEADER + statements
    checked = check_text(text)
    assert checked.scheme is not None, checked.findings
    return checked.scheme, text


def made(statements: str, *kinds: What) -> list[tuple[str, str]]:
    """Return what is changed to what, of some kinds."""
    return [(one.was, one.becomes) for one in mutants(*scheme_of(statements)) if one.what in kinds]


def verdicts(statements: str) -> list[Verdict]:
    scheme, text = scheme_of(statements)
    return try_mutants(scheme, text, [ready_example(scheme, one) for one in scheme.examples])


def surviving(found: Iterable[Verdict], *kinds: What) -> list[tuple[str, str]]:
    return [
        (one.mutant.was, one.mutant.becomes)
        for one in found
        if one.survived and one.mutant.what in kinds
    ]


def test_a_threshold_moves_by_one_and_its_comparison_by_equality() -> None:
    said = "let old of person = age >= 60\n"
    assert made(said, What.THRESHOLD) == [("60", "61"), ("60", "59")]
    assert made(said, What.COMPARISON) == [(">=", ">")]


def test_a_number_moves_in_its_last_written_digit() -> None:
    said = "let a of person : number = 2.5 * age\nlet b of person : number = 3% * age\n"
    assert made(said, What.NUMBER) == [("2.5", "2.6"), ("2.5", "2.4")]
    assert made(said, What.PERCENTAGE) == [("3%", "4%"), ("3%", "2%")]


def test_every_use_of_a_formula_is_changed_at_once() -> None:
    said = """\
rule taxed given amount : money = amount * 10%
let a of person : money = taxed of (KES 100)
let b of person : money = taxed of (KES 200)
"""
    found = [one for one in mutants(*scheme_of(said)) if one.what is What.PERCENTAGE]
    assert [len(one.edits) for one in found] == [2, 2]


def test_each_value_and_day_of_a_parameter_is_changed() -> None:
    said = """\
parameter grant : money
    from 2024-01-01 : KES 500                  [act 1]
    from 2025-01-01 : KES 600.50               [act 2]
benefit of person : money
    base = grant
"""
    assert [becomes for _, becomes in made(said, What.PARAMETER)] == [
        "KES 501",
        "KES 499",
        "KES 600.60",
        "KES 600.40",
    ]
    days = [becomes for was, becomes in made(said, What.DAY) if was.startswith("grant")]
    assert days == ["from 2024-01-02", "from 2023-12-31", "from 2025-01-02", "from 2024-12-31"]
    assert {one.citation for one in mutants(*scheme_of(said)) if one.what is What.PARAMETER} == {
        "act 1",
        "act 2",
    }


def test_conditions_stages_and_rows_are_left_out() -> None:
    said = """\
table rate of person : money
    | age         | rate    |
    | under 18    | KES 100 |
    | 18 or over  | KES 200 |
benefit of person : money
    require age >= 6
    base = rate
    cap  KES 150
"""
    assert made(said, What.CONDITION) == [("require age >= 6", "left out")]
    assert ("cap", "left out") in made(said, What.STAGE)
    assert ("cap", "floor") in made(said, What.STAGE)
    assert len(made(said, What.ROW)) == 2


def test_what_the_tests_notice_and_what_they_miss() -> None:
    found = verdicts("""\
benefit of person : money
    require age >= 60
    base = KES 500
example "Just old enough"
    on 2024-03-01
    given age 60
    expect amount KES 500
""")
    assert surviving(found, What.THRESHOLD) == [("60", "59")]
    assert surviving(found, What.COMPARISON, What.NUMBER, What.STAGE) == []
    missed = next(one for one in found if one.survived and one.mutant.what is What.THRESHOLD)
    assert advice(missed, "") == "Add an example whose result hangs on this."


def test_a_fact_left_out_tests_its_assumption() -> None:
    said = """\
input orphan of person : yes/no   missing assume no because "The register says who is"
benefit of person : money
    require not orphan
    base = KES 500
example "Nothing said of parents"
    on 2024-03-01
    given age 60{orphan}
    expect amount KES 500
"""
    assert surviving(verdicts(said.format(orphan="")), What.ASSUMPTION) == []
    assert surviving(verdicts(said.format(orphan=", orphan no")), What.ASSUMPTION) != []


def reasons(statements: str) -> set[str]:
    return {one.same for one in verdicts(statements) if one.same}


def test_what_no_case_can_show_is_told_apart() -> None:
    assert "the value is never in force while the scheme is" in reasons("""\
parameter grant : money
    from 2022-01-01 : KES 400
    from 2024-01-01 : KES 500
benefit of person : money
    base = grant
""")
    assert "the scheme begins later" in reasons("""\
parameter grant : money
    from 2022-01-01 : KES 400
benefit of person : money
    base = grant
""")
    assert "the comparison comes out the same for every value that can occur" in reasons("""\
benefit of household : money
    require number of members >= 0
    base = KES 1
""")
    assert "it is only said or paid by, and no example can expect it" in reasons("""\
parameter longest : duration in days
    from 2024-01-01 : 238 days
benefit of person : money
    base  = KES 1
    lasts longest
""")
    assert "every value comes to the same row as before" in reasons("""\
table rate of person : number
    take the first row that fits
    | age        | rate |
    | under 18   | 1    |
    | 10 or over | 2    |
""")


def test_changed_schemes_are_whole_schemes() -> None:
    scheme, text = scheme_of("let old of person = age >= 60\n")
    changed: list[Mutant] = mutants(scheme, text)
    assert changed
    assert all(one.applied(scheme) != scheme for one in changed)
    assert scheme == scheme_of("let old of person = age >= 60\n")[0]
