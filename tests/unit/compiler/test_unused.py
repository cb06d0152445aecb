"""What is declared and not used."""

from __future__ import annotations

from tests.unit.compiler.texts import compiled

BODY = """
input secret of person : text
input shed of household : yes/no
parameter spare : money per month
    from 2024-01-01 : KES 5
let idle of person = age + 1
let busy of person = age + 2
eligibility of person
    require busy > 20
"""


def test_what_no_decision_needs() -> None:
    found = [(one.code, one.message) for one in compiled(BODY).findings]
    assert [code for code, _ in found] == ["SB-S001", "SB-N005", "SB-N005", "SB-N005"]
    assert "secret" in found[0][1]
    assert "shed" in found[1][1]
    assert "spare" in found[2][1]
    assert "idle" in found[3][1]


def test_an_example_uses_what_it_expects() -> None:
    example = """
    example "one"
        on 2024-05-05
        person age 30
        expect idle 31
    """
    assert all("idle" not in one.message for one in compiled(BODY + example).findings)


def test_a_scheme_of_definitions_alone_has_none_in_vain() -> None:
    assert not compiled("let x of person = age").findings


def test_with_errors_nothing_is_said_of_use() -> None:
    found = compiled(BODY.replace("busy > 20", "buzy > 20"))
    assert [one.code for one in found.findings] == ["SB-N001"]
