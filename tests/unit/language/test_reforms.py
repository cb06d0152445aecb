"""`reform` and the statements that it adds, replaces or removes: read, and laid out once."""

from __future__ import annotations

from datetime import date

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    ChangedStatement,
    LineChange,
    ReformStatement,
    RemovedStatement,
    SetWritten,
)

TEXT = """\
reform bigger "Bigger grant" of child_grant
  set grant  from 2026-07-01:KES 2,400   [bill 3]
  in eligibility
    replace require age<18   # too young
     with   require age < 21 from 2026-07-01   [bill 2]
       refuse "Too old."
    add require  x>3
      after require y
remove table supplement [bill 4]
add let orphan of person = mother_dead and
    father_dead
replace benefit of person : money per month
     base = 3*x   # note
     cap KES 10
"""

LAID_OUT = """\
reform bigger "Bigger grant" of child_grant
    set grant from 2026-07-01 : KES 2,400                                         [bill 3]
    in eligibility
        replace require age < 18   # too young
            with require age < 21 from 2026-07-01                                 [bill 2]
                refuse "Too old."
        add require x > 3
            after require y

remove table supplement                                                           [bill 4]

add let orphan of person = mother_dead and
    father_dead

replace benefit of person : money per month
    base = 3 * x   # note
    cap  KES 10
"""


def test_a_reform_is_read() -> None:
    tree = parse(TEXT)
    assert tree.findings == ()
    reform, gone, come, instead = tree.statements
    assert isinstance(reform, ReformStatement)
    assert (reform.base.text, reform.title.text) == ("child_grant", "Bigger grant")
    value, line, added = reform.clauses
    assert isinstance(value, SetWritten)
    assert (value.name.text, value.start, value.value.words) == (
        "grant",
        date(2026, 7, 1),
        "KES 2,400",
    )
    assert isinstance(line, LineChange)
    assert line.old is not None
    assert line.new is not None
    assert (line.old.words, line.start) == ("require age < 18", date(2026, 7, 1))
    assert line.new.words == 'require age < 21 from 2026-07-01 refuse "Too old."'
    assert isinstance(added, LineChange)
    assert added.after is not None
    assert added.after.words == "require y"
    assert isinstance(gone, RemovedStatement)
    assert (gone.of.kind, gone.of.name) == ("table", "supplement")
    assert isinstance(come, ChangedStatement)
    assert isinstance(instead, ChangedStatement)
    assert [(one.change, one.kind) for one in (come, instead)] == [
        ("add", "let"),
        ("replace", "benefit"),
    ]


def test_a_reform_has_one_layout() -> None:
    assert format_text(TEXT) == LAID_OUT
    assert format_text(LAID_OUT) == LAID_OUT
