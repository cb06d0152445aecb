"""Links between persons: who is named, nobody, and an id that nobody has."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.evidence import Evidence, Known, NotApplicable, Unknown
from tests.unit.compiler.texts import scheme

TEXT = """
input mother of person : person   missing ask
let mothers_age of person = the mother's age
let with_mother of person : yes/no = there is a mother
benefit of person : money per month
    base = KES 10
"""


def trial(**mother: object) -> tuple[Scheme, dict[str, object]]:
    persons = [{"id": "a", "age": 40}, {"id": "c", "age": 4, **mother}]
    households = [{"id": "h", "members": ["a", "c"]}]
    return scheme(TEXT), {"on": "2024-06-01", "persons": persons, "households": households}


def value(name: str, **mother: object) -> Evidence:
    found, data = trial(**mother)
    case, findings = read_case(found, data)
    assert case is not None, findings
    decision = decide(found, case, values=(name,))
    return next(each.evidence for each in decision.values if each.subject.id == "c")


def test_a_definition_reads_the_one_who_is_named() -> None:
    assert value("mothers_age", mother="a") == Known(Fraction(40))


def test_nobody_and_not_known_are_two_things() -> None:
    assert isinstance(value("mothers_age", mother={"not_applicable": True}), NotApplicable)
    assert isinstance(value("mothers_age"), Unknown)
    assert value("with_mother", mother={"not_applicable": True}) == Known(value=False)


def test_an_id_that_nobody_has_is_a_finding_with_the_nearest() -> None:
    found, data = trial(mother="b")
    case, findings = read_case(found, data, on=date(2024, 6, 1))
    assert case is None
    (finding,) = findings
    assert finding.code == "SB-E008"
    assert '"b"' in finding.message


def test_what_is_no_id_is_a_finding() -> None:
    found, data = trial(mother=[1])
    _, findings = read_case(found, data)
    assert [finding.code for finding in findings] == ["SB-E002"]
