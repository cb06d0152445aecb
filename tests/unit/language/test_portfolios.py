"""`portfolio`: its lines read, and laid out once."""

from __future__ import annotations

from schemebuilder.language.formatter import format_text
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import MoneyLiteral, PortfolioStatement

TEXT = """\
portfolio county "County of Nakuru"
  country KE
  level county of Nakuru   # one of 47
  under nation
  schemes a,b
  scheme "x/c.scheme"
  set grant of a for urban from 2026-07-01:KES 2,400   [by-law 3]
  delegates grant of a from KES 1,000 to KES 3,000
  cycle a, b:last month's award
  cycle a, c : bounded rounds 3
"""

LAID_OUT = """\
portfolio county "County of Nakuru"
    country KE
    level county of Nakuru   # one of 47
    under nation
    schemes a, b
    scheme "x/c.scheme"
    set grant of a for urban from 2026-07-01 : KES 2,400                          [by-law 3]
    delegates grant of a from KES 1,000 to KES 3,000
    cycle a, b : last month's award
    cycle a, c : bounded rounds 3
"""


def test_the_lines_are_read() -> None:
    tree = parse(TEXT)
    assert tree.findings == ()
    (portfolio,) = tree.statements
    assert isinstance(portfolio, PortfolioStatement)
    assert (portfolio.country, portfolio.level) == ("KE", "county of Nakuru")
    assert portfolio.under is not None
    assert [name.text for name in portfolio.schemes] == ["a", "b", "x/c.scheme"]
    (override,) = portfolio.overrides
    assert (override.scheme.text, override.value.name.text) == ("a", "grant")
    assert [key.text for key in override.value.keys] == ["urban"]
    (delegation,) = portfolio.delegations
    assert isinstance(delegation.high, MoneyLiteral)
    assert delegation.high.value == 3000
    assert [(cycle.way, cycle.rounds) for cycle in portfolio.cycles] == [
        ("last month", 0),
        ("rounds", 3),
    ]


def test_they_have_one_layout() -> None:
    assert format_text(TEXT) == LAID_OUT
    assert format_text(LAID_OUT) == LAID_OUT
