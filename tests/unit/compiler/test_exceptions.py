"""Exceptions: those that can hold together, and those that never do."""

from __future__ import annotations

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.ir.expressions import Choose, Hit
from tests.unit.compiler.texts import codes, finding, scheme


def rule(first: str, second: str, values: tuple[str, str] = ("2", "3")) -> str:
    return f"""
    input colour of person : red, green, blue
    let x of person : number
        = 1
        except when {first}
             then   {values[0]}        [act 1]
        except when {second}
             then   {values[1]}        [act 2]
    """


def test_exceptions_that_exclude_each_other() -> None:
    assert codes(rule("age < 18", "age >= 18 and pregnant")) == set()
    assert codes(rule("colour = red", "colour in (green, blue)")) == set()
    assert codes(rule("pregnant", "not pregnant and age > 3")) == set()
    found = scheme(rule("age < 18", "age >= 18")).rules["x"].body
    assert isinstance(found, Choose)
    assert found.hit is Hit.EXCEPTIONS
    assert [branch.citation for branch in found.branches] == ["act 1", "act 2"]


def test_exceptions_that_collide_cite_both_articles() -> None:
    found = finding(rule("age < 18", "pregnant"), "SB-C003")
    assert found.severity is Severity.ERROR
    assert "[act 1]" in found.message
    assert "[act 2]" in found.message
    assert found.example is not None
    assert found.example["pregnant"] is True


def test_the_same_value_does_not_collide() -> None:
    assert codes(rule("age < 18", "pregnant", ("2", "2"))) == set()


def test_what_may_not_happen_is_a_warning() -> None:
    found = finding(rule("number of children > 2", "number of members > 4"), "SB-C003")
    assert found.severity is Severity.WARNING


def test_an_exception_in_vain() -> None:
    assert codes(rule("age < 18 and age > 40", "pregnant")) == {"SB-C005"}


def test_only_when_may_leave_a_gap() -> None:
    text = """
    let x of person : number
        only when age < 18 : 1
        only when age > 18 : 2
    """
    assert "age is 18" in finding(text, "SB-C001").message
    assert codes(text.replace("age > 18", "age >= 18")) == set()
