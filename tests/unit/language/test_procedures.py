"""`procedure`: every clause read, each mistake found at its place, all of it laid out."""

from __future__ import annotations

from typing import TypeVar

import pytest

from schemebuilder.language import syntax as s
from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse

CLAIM = """\
procedure claim of household "Claim and decision"
    label fr "Demande"
    starts with claim, birth
    starts every 12 months
    starts 60 days before birth_date
    answer within 3 months of claim_date                                          [act 9]
    keep documents 7 years
    letter warning "Careful, {name}." fr "Attention, {name}."
    step receive "Receive the claim"
        label fr "Recevoir"
        by clerk or agent     within same day
        through counter, phone
        collect birth_certificate or affidavit, order only because "a court" because "identity"
        ask every question
        ask earnings, rent because "means"
        without pay_slip "a neighbour confirms it"
        without phone then visit
        then verify
    step verify
        by social_worker      within 10 working days, otherwise escalate to supervisor
        check birth_date, sex with civil_registry, earnings with tax_registry, otherwise ask
        assess disability because "severity"
        then decide
    step decide "Decide"
        by district_officer   within 72 hours of receive, otherwise deemed eligible
        not the same person as verify
        decide eligibility                                                        [act 4]
        when eligible                  then enrol
        when not eligible or undecided ends
        when anything else             then visit
    step visit "Visit"   by agent     within 3 days    assess disability   then decide
    step enrol "Enrol"   by cashier   within 2 weeks   pay cash   ends
    appeal against decide, silence
        within 60 days to board, decided within 90 days                           [act 11]
        re-run with law as of claim_date
        payment continues                                                         [act 12]
        notify claimant letter receipt
        when upheld  ends
        when changed then enrol
"""

_T = TypeVar("_T", bound=s.StepPart)


def claim(text: str = CLAIM) -> s.ProcedureStatement:
    tree = parse(text)
    assert [finding.message for finding in tree.findings] == []
    (statement,) = tree.statements
    assert isinstance(statement, s.ProcedureStatement)
    return statement


def parts(step: str, kind: type[_T]) -> list[_T]:
    found = next(one for one in claim().steps if one.name.text == step)
    return [part for part in found.parts if isinstance(part, kind)]


def words(names: tuple[s.Name, ...]) -> list[str]:
    return [name.text for name in names]


def test_what_stands_at_the_head() -> None:
    head = claim()
    assert (head.name.text, head.entity and head.entity.text) == ("claim", "household")
    assert head.title is not None
    assert head.labels.by_language == {"fr": "Demande"}
    events, rhythm, ahead = head.starts
    assert words(events.events) == ["claim", "birth"]
    assert rhythm.every is not None
    assert (int(rhythm.every.amount), rhythm.every.unit) == (12, "month")
    assert ahead.ahead is not None
    assert (int(ahead.ahead.amount), ahead.day and ahead.day.text) == (60, "birth_date")
    assert head.answer is not None
    assert head.answer.time.since is not None
    assert (head.answer.time.unit, head.answer.time.since.text) == ("month", "claim_date")
    assert head.answer.citation is not None
    assert head.keep is not None
    assert head.keep.unit == "year"
    (letter,) = head.letters
    assert [one.language and one.language.text for one in letter.sentences] == [None, "fr"]


def test_steps_stand_in_order_with_their_titles() -> None:
    assert [(one.name.text, one.title and one.title.text) for one in claim().steps] == [
        ("receive", "Receive the claim"),
        ("verify", None),
        ("decide", "Decide"),
        ("visit", "Visit"),
        ("enrol", "Enrol"),
    ]
    assert claim().steps[0].labels.by_language == {"fr": "Recevoir"}


def test_lists_of_names() -> None:
    found = {part.keyword: words(part.names) for part in parts("receive", s.NamesPart)}
    assert found["by"] == ["clerk", "agent"]
    assert found["through"] == ["counter", "phone"]
    assert found["then"] == ["verify"]
    every, some = [one for one in parts("receive", s.NamesPart) if one.keyword == "ask"]
    assert (every.every, words(every.names)) == (True, [])
    assert (words(some.names), some.because) == (["earnings", "rent"], "means")
    apart = parts("decide", s.NamesPart)[1]
    assert (apart.keyword, words(apart.names)) == ("apart", ["verify"])


def test_documents_with_alternatives() -> None:
    (collect,) = parts("receive", s.CollectPart)
    either, alone = collect.papers
    assert words(either.names) == ["birth_certificate", "affidavit"]
    assert (words(alone.names), alone.only_because) == (["order"], "a court")
    assert collect.because == "identity"


def test_deadlines() -> None:
    (same_day,) = parts("receive", s.DeadlinePart)
    assert (int(same_day.time.amount), same_day.time.unit) == (0, "day")
    (working,) = parts("verify", s.DeadlinePart)
    assert (int(working.time.amount), working.time.unit) == (10, "working day")
    assert working.otherwise is not None
    assert working.otherwise.name is not None
    assert (working.otherwise.kind, working.otherwise.name.text) == ("escalate", "supervisor")
    (hours,) = parts("decide", s.DeadlinePart)
    assert (int(hours.time.amount), hours.time.unit) == (72, "hour")
    assert hours.time.since is not None
    assert hours.otherwise is not None
    assert (hours.time.since.text, hours.otherwise.outcome) == ("receive", "eligible")


def test_registers() -> None:
    (check,) = parts("verify", s.CheckPart)
    assert [(one.fact.text, one.register and one.register.text) for one in check.facts] == [
        ("birth_date", None),
        ("sex", "civil_registry"),
        ("earnings", "tax_registry"),
    ]
    assert check.otherwise is not None
    assert check.otherwise.kind == "ask"


def test_outcomes() -> None:
    first, second, rest = parts("decide", s.WhenPart)
    assert ([one.id for one in first.outcomes], first.target and first.target.text) == (
        ["eligible"],
        "enrol",
    )
    assert [one.id for one in second.outcomes] == ["not_eligible", "undecided"]
    assert second.target is None
    assert (rest.outcomes, rest.target and rest.target.text) == ((), "visit")


def test_those_who_lack_something() -> None:
    told, sent = parts("receive", s.WithoutPart)
    assert told.way is not None
    assert (told.what.text, told.way.text) == ("pay_slip", "a neighbour confirms it")
    assert (sent.what.text, sent.target and sent.target.text) == ("phone", "visit")


def test_appeals() -> None:
    (appeal,) = claim().appeals
    assert words(appeal.against) == ["decide"]
    assert appeal.silence is not None
    window, law, pending, told, upheld, changed = appeal.parts
    assert isinstance(window, s.WindowPart)
    assert window.decided is not None
    assert (window.body and window.body.text, int(window.decided.amount)) == ("board", 90)
    assert isinstance(law, s.RerunPart)
    assert isinstance(pending, s.PendingPart)
    assert pending.continues
    assert pending.citation is not None
    assert isinstance(told, s.NotifyPart)
    assert isinstance(upheld, s.WhenPart)
    assert isinstance(changed, s.WhenPart)
    assert (upheld.target, changed.target and changed.target.text) == (None, "enrol")


def test_the_layout_is_the_one_layout() -> None:
    assert format_text(CLAIM) == CLAIM


def test_whatever_was_typed_is_laid_out() -> None:
    untidy = """\
procedure claim "Claim"
  answer   within 90 days
step a "A"
  by  clerk    within same day
   then   b  # next
step b
by a_long_post within 5 days not the same person as a
  decide  eligibility  [act 1]
when eligible then a
when  not eligible   then c
step c "C" by clerk within 2 days ends
step dd "D" by officer within 2 days ends
appeal against   b,silence
within 60 days to board , decided within 90 days
re-run   with law as of claim_date
"""
    assert (
        format_text(untidy)
        == """\
procedure claim "Claim"
    answer within 90 days
    step a "A"
        by clerk         within same day
        then b   # next
    step b
        by a_long_post   within 5 days   not the same person as a
        decide eligibility                                                        [act 1]
        when eligible     then a
        when not eligible then c
    step c  "C"   by clerk     within 2 days   ends
    step dd "D"   by officer   within 2 days   ends
    appeal against b, silence
        within 60 days to board, decided within 90 days
        re-run with law as of claim_date
"""
    )


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("        collect birth", "        colect birth", "SB-P002"),
        ("    step visit", "    stepp visit", "SB-P002"),
        ("by clerk or agent  ", "by clerk or agent, ", "SB-P001"),
        ("earnings, rent because", "earnings, rent, because", "SB-P001"),
        ("without pay_slip", "without (pay_slip", "SB-P007"),
        ("when upheld  ends", "when upheld", "SB-P001"),
        ("60 days to board", "60 days at board", "SB-P001"),
        ("notify claimant letter receipt", "notify claimant leter receipt", "SB-P001"),
    ],
)
def test_a_mistake_in_one_line_is_one_finding(right: str, wrong: str, code: str) -> None:
    text = CLAIM.replace(right, wrong, 1)
    assert text != CLAIM
    (finding,) = parse(text).findings
    assert finding.code == code


def test_a_comma_before_a_clause_is_taken_out() -> None:
    text = CLAIM.replace("by clerk or agent  ", "by clerk or agent, ", 1)
    (finding,) = parse(text).findings
    (edit,) = finding.edits
    repaired = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert format_text(repaired) == CLAIM


def test_a_mistake_hides_none_in_the_other_lines() -> None:
    text = CLAIM.replace("then verify", "then verify decide").replace("then enrol", "then", 1)
    found = [finding.labels[0].span.line for finding in parse(text).findings]
    assert found == [18, 28]


def test_a_mistake_leaves_the_other_statements_alone() -> None:
    tree = parse(CLAIM.replace("then verify", "then verify decide") + "\nlet x of person = 1\n")
    kinds = [type(statement) for statement in tree.statements]
    assert kinds == [s.BrokenStatement, s.LetStatement]
