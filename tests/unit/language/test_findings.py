"""What is wrong with a text is said in an officer's words, at its place, with a fix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from schemebuilder.diagnostics.finding import Edit, Finding
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import BrokenStatement, LetStatement

GOLDEN = Path(__file__).parents[2] / "golden" / "parser_findings.txt"

MISTAKES = [
    (
        "benifit of person : money\n    base = 3",
        "SB-P002",
        "benefit of person : money\n    base = 3",
    ),
    (
        "eligibility of child\n    requier age < 18",
        "SB-P002",
        "eligibility of child\n    require age < 18",
    ),
    ('scheme x "X"\n    contry KE', "SB-P002", 'scheme x "X"\n    country KE'),
    ("let f of person : mony = KES 3", "SB-P002", "let f of person : money = KES 3"),
    (
        "benefit of child : money per mnth\n    base = 3",
        "SB-P002",
        "benefit of child : money per month\n    base = 3",
    ),
    (
        "benefit of child : money\n    base = grant\n    flor KES 5",
        "SB-P002",
        "benefit of child : money\n    base = grant\n    floor KES 5",
    ),
    (
        "benefit of child : money\n    base = grant\n    pay monthly to head\n    strats now",
        "SB-P002",
        "benefit of child : money\n    base = grant\n    pay monthly to head\n    starts now",
    ),
    ("let e of person = a == 3", "SB-P001", "let e of person = a = 3"),
    ("let e of person = a => 3", "SB-P001", "let e of person = a >= 3"),
    ("let e of person = a && b", "SB-P001", "let e of person = a and b"),
    ("let d of person = net income + 3", "SB-P001", "let d of person = net_income + 3"),
    ("let g of person = 2,000 KES", "SB-P001", "let g of person = KES 2,000"),
    ("let g of person = max(a, b)", "SB-P001", "let g of person = larger of (a, b)"),
    ("let h of person = (3 + 4", "SB-P007", "let h of person = (3 + 4)"),
    ("let h of person = 3 + 4)", "SB-P007", "let h of person = 3 + 4"),
    ('let j of person = "abc', "SB-P007", 'let j of person = "abc"'),
    ("let j of person = a   [act 5", "SB-P007", "let j of person = a   [act 5]"),
    (
        "let j of person = days from 2026-02-30 to d",
        "SB-P005",
        "let j of person = days from 2026-02-28 to d",
    ),
    (
        "let a of household = any member where age < 18 or pregnant",
        "SB-P001",
        "let a of household = any member where (age < 18 or pregnant)",
    ),
    ("let k of person = x in (1,200)", "SB-P003", "let k of person = x in (1, 200)"),
    (
        "table t of person : number\n    | age | t |\n    | any | 3",
        "SB-P007",
        "table t of person : number\n    | age | t |\n    | any | 3 |",
    ),
    (
        'example "x"\n    person ana age 5\n    expect ana eligble',
        "SB-P002",
        'example "x"\n    person ana age 5\n    expect ana eligible',
    ),
]

MEANT = [
    ("age between 6 and 17", "age from 6 to 17"),
    ("is a child", "is child"),
    ("is not the head", "is not head"),
    ("more than 2 children", "number of children > 2"),
    ("fewer than 3 children or old", "number of children < 3 or old"),
    ("at least one child where (age < 2)", "at least 1 child where (age < 2)"),
    ("household's income", "household.income"),
    ("partner's income", "the partner's income"),
    ("number of children under 6", "number of children where age < 6"),
    ("sum of pay over members", "total of pay over members"),
    ("total pay of members", "total of pay over members"),
    ("a minus b", "a - b"),
    ("2 times b", "2 * b"),
]
MISTAKES += [
    (f"let x of person = {wrong}", "SB-P001", f"let x of person = {right}")
    for wrong, right in MEANT
]
MISTAKES += [
    (
        f"table t of person : number\n    | age | t |\n    | {wrong} | 3 |",
        "SB-C004",
        f"table t of person : number\n    | age | t |\n    | {right} | 3 |",
    )
    for wrong, right in (
        ("6-17", "6 to 17"),
        ("6 \u2013 17", "6 to 17"),
        ("KES 1,000 - KES 2,000", "KES 1,000 to KES 2,000"),
        ("< 6", "under 6"),
        (">= limit", "limit or over"),
        ("<= 6", "up to 6"),
        ("> KES 5", "over KES 5"),
        ("below 6", "under 6"),
        ("18+", "18 or over"),
        ("18 and over", "18 or over"),
        ("between 6 and 17", "6 to 17"),
    )
]


@pytest.mark.parametrize(("wrong", "code", "right"), MISTAKES)
def test_one_mistake_is_one_finding_whose_first_fix_repairs_it(
    wrong: str, code: str, right: str
) -> None:
    (finding,) = parse(wrong).findings
    assert finding.code == code
    assert applied(wrong, finding.edits[0]) == right
    assert parse(right).findings == ()


def applied(text: str, edit: Edit) -> str:
    return text[: edit.span.start] + edit.replacement + text[edit.span.end :]


def test_the_other_fix_of_an_open_where_says_only_the_first_of_the_member() -> None:
    wrong = "let a of household = any member where age < 18 or pregnant"
    (finding,) = parse(wrong).findings
    right = applied(wrong, finding.edits[1])
    assert right == "let a of household = any member where (age < 18) or pregnant"
    assert parse(right).findings == ()


def test_an_error_in_one_statement_hides_none_in_the_others() -> None:
    tree = parse("let a of person = (\nlet b of person = 3 3\n\nlet c of person = 3\nlet d = ]\n")
    broken = [type(statement) is BrokenStatement for statement in tree.statements]
    assert broken == [True, True, False, True]
    assert sorted({finding.labels[0].span.line for finding in tree.findings}) == [1, 2, 5]


def test_a_broken_statement_says_what_it_would_have_defined() -> None:
    (statement,) = parse(
        "inputs of person : yes/no\n    first, second\n    missing asume no"
    ).statements
    assert isinstance(statement, BrokenStatement)
    assert [name.text for name in statement.names][:2] == ["first", "second"]


def test_spans_point_into_the_whole_text() -> None:
    text = '# a comment\n\nscheme x "X"\n\n  let b of person = bad bad\n'
    (finding,) = parse(text, "x.scheme").findings
    span = finding.labels[0].span
    assert text[span.start : span.end] == "bad bad"
    assert (span.line, span.column, span.source) == (5, 21, "x.scheme")


def test_an_unchanged_statement_keeps_its_reading_when_lines_are_added_above() -> None:
    text = "let a of person = 3\nlet b of person = 4\n"
    before = parse(text).statements
    after = parse("# one more line\n" + text).statements
    assert parse(text).statements[0] is before[0]
    for old, new in zip(before, after, strict=True):
        assert isinstance(old, LetStatement)
        assert isinstance(new, LetStatement)
        assert new.name.span.start == old.name.span.start + 16
        assert new.name.span.line == old.name.span.line + 1


def test_messages_never_show_the_insides() -> None:
    texts = [wrong for wrong, _, _ in MISTAKES] + BAD_LINES
    for finding in (finding for text in texts for finding in parse(text).findings):
        assert not re.search(r"[A-Z]{3,}_|\$END|Token|Tree|Unexpected", words_of(finding)), finding
        assert finding.message.endswith(".")


def words_of(finding: Finding) -> str:
    return f"{finding.message} {finding.hint} {' '.join(edit.title for edit in finding.edits)}"


BAD_LINES = [
    "let a of person =",
    "let a of person = 3 +",
    "let a of person = smaller of a, b",
    "let a of person = larger of (a), b",
    "let a of person = $ 500",
    "let a of person = x @ 3",
    "let a",
    "let of person = 3",
    "let a of person = the partner's x or",
    "let a of person = 3 or 0 if none",
    "eligibility",
    "eligibility of child\n    require",
    "eligibility of child\n    require age < 18 [act 5] and x",
    "eligibility of child\n    refuse too old",
    "benefit of child",
    "benefit of child : money\n    except when a then 3",
    "benefit of child : money\n    base = 3\n    except when a",
    "benefit of child : money\n    round sideways to 3",
    "benefit of child : money\n    pay",
    "input a of person",
    "input a of person : number missing assume 3",
    "inputs of person : yes/no",
    "parameter p : money",
    "parameter p : money\n    from 2025-01-01 KES 3",
    "parameter p : money\n    from soon : KES 3",
    "parameter p : money by area\n    from 2025-01-01 : KES 3",
    "parameter p : money by area\n    | a | b |\n    from 2025-01-01 | KES 3 |",
    "parameter p : money by a, b, c\n    from 2025-01-01 : 3",
    "table t of person : number",
    "table t of person : number by age\n    | size | t |\n    | 1 | 2 |",
    "table t of person : number\n    | age | t |\n    | 3 |",
    "table t of person : number\n    | age | t |\n    | | 3 |",
    "table t of person : number\n    |",
    'scheme "X"',
    'scheme x "X"\n    country',
    'scheme x "X"\n    in force whenever',
    "use people core",
    "group household",
    "example x",
    'example "x"\n    on tomorrow',
    'example "x"\n    person',
    'example "x"\n    person ana 5',
    'example "x"\n    expect',
    'example table "x"\n    person ana',
    'example table "x"\n    | a | b |\n    | 1 |',
    "somebody wrote a letter",
]


def test_what_the_messages_say() -> None:
    """The golden text holds what officers read; change it knowingly."""
    blocks = []
    for text in BAD_LINES:
        shown = "\n".join(f"    {line}" for line in text.split("\n"))
        said = [f"{f.code} {f.message} {f.hint}".strip() for f in parse(text).findings]
        assert said, text
        blocks.append(shown + "\n" + "\n".join(said))
    assert "\n\n".join(blocks) + "\n" == GOLDEN.read_text(encoding="utf-8")
