"""Eligibilities and benefits: lines, stages, exceptions, and what applies to what."""

from __future__ import annotations

from schemebuilder.ir.expressions import BenefitRef, Choose, OfGroup
from schemebuilder.ir.scheme import LineKind, StageKind, Undecided
from tests.unit.compiler.texts import codes, finding, scheme

FULL = """
parameter grant : money per month
    from 2024-01-01 : KES 2,000
eligibility of child
    require age < 18                                    [act 5]
        refuse "The child is {age}; the limit is {grant} and {household.size}."
    require in_education when age >= 6
    exclude when in_state_care
    undecided escalate
benefit of child : money per month
    base        = grant
    except when not mother_alive
         then   grant * 3/2                             [act 6]
    add         = grant * 10%
    reduce      by 50% of earnings above KES 100
    except when in_state_care
         then   KES 0
    floor       KES 500
    cap         KES 9,000
    pay nothing below KES 10
    round       down to KES 10                          [act 9]
    pay         monthly to caregiver
    lasts       6 months
"""


def test_a_whole_benefit() -> None:
    found = scheme(FULL)
    benefit = found.benefits["amount"]
    assert [stage.kind for stage in benefit.stages] == [
        StageKind.BASE,
        StageKind.ADD,
        StageKind.REDUCE,
        StageKind.REPLACE,
        StageKind.FLOOR,
        StageKind.CAP,
        StageKind.NOTHING_BELOW,
        StageKind.ROUND,
    ]
    assert benefit.role == "child"
    assert benefit.requires == ("eligibility",)
    assert benefit.undecided is Undecided.ESCALATE
    assert (benefit.payment.months, benefit.payment.days) == (1, 0)
    assert benefit.payment.to == "caregiver"
    assert benefit.payment.lasts is not None
    assert isinstance(benefit.stages[0].value, Choose)
    assert benefit.stages[-1].step == 10
    assert benefit.stages[-1].citation == "act 9"


def test_lines_and_their_sentences() -> None:
    lines = scheme(FULL).eligibilities["eligibility"].lines
    assert [line.kind for line in lines] == [LineKind.REQUIRE, LineKind.REQUIRE, LineKind.EXCLUDE]
    assert lines[0].text == "require age < 18"
    assert set(lines[0].places) == {"age", "grant", "household.size"}
    assert isinstance(lines[0].places["household.size"], OfGroup)
    assert lines[0].citation == "act 5"


def test_a_sentence_names_what_there_is() -> None:
    found = finding(FULL.replace("{age}", "{agee}"), "SB-N001")
    assert found.edits[0].replacement == "age"
    span = found.span
    assert span is not None
    assert span.end - span.start == 4


def test_stages_are_read_by_name() -> None:
    text = """
    benefit cash of person : money per month
        base = KES 5
        add = KES 1
        add = KES 2
    let x of person = base of cash + add_2 of cash + amount of cash + cash
    let y of person = eligible of cash
    """
    assert codes(text) == set()
    assert codes(text.replace("base of cash", "bse of cash")) == {"SB-N001"}
    assert codes(text.replace("of cash + cash", "of cahs + cash")) == {"SB-N001"}


def test_named_conditions() -> None:
    text = """
    eligibility general of person
        require age < 65
    benefit one of person : money per month
        require general
        require age > 3
        base = KES 5
    eligibility narrow of person
        require general
        require pregnant
    benefit two of person : money per month for narrow
        base = KES 6
    """
    found = scheme(text)
    assert found.benefits["one"].requires == ("general",)
    assert len(found.benefits["one"].lines) == 1
    assert isinstance(found.eligibilities["narrow"].lines[0].when, BenefitRef)
    assert found.benefits["two"].requires == ("narrow",)


def test_a_persons_benefit_under_the_households_conditions() -> None:
    text = """
    eligibility of household
        require income < KES 500
    benefit of person : money per month
        base = KES 5
    """
    benefit = scheme(text).benefits["amount"]
    assert benefit.requires == ()
    assert isinstance(benefit.lines[0].when, OfGroup)


def test_only_one_without_a_name() -> None:
    text = "benefit of person : money per month\n    base = KES 5\n"
    assert codes(text + text.replace("person", "household")) == {"SB-N002"}


def test_in_force() -> None:
    text = """
    benefit b of person : money per month
        from 2024-05-01
        require age > 3 until 2024-06-30
        base = KES 5
    """
    benefit = scheme(text).benefits["b"]
    assert benefit.in_force.start is not None
    assert benefit.lines[0].in_force.end is not None


def test_a_fraction_of_a_coin_wants_rounding() -> None:
    text = "benefit b of person : money per month\n    base = {}\n{}"
    assert codes(text.format("earnings * 2", "")) == set()
    assert codes(text.format("earnings / 3", "")) == {"SB-T008"}
    assert codes(text.format("earnings * 12.5%", "")) == {"SB-T008"}
    assert codes(text.format("earnings / 3", "    round down to KES 1\n")) == set()
    assert codes(text.format("earnings / 3", "    round none\n")) == set()
    assert codes(text.format("round up to KES 1 of (earnings / 3)", "")) == set()


def test_a_benefit_needs_a_base() -> None:
    assert codes("benefit b of person : money per month\n    floor KES 5") == {"SB-P001"}


def test_a_charge() -> None:
    text = "charge c of person : money per year\n    base = KES 5"
    assert scheme(text).benefits["c"].charge
