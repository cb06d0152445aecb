"""The lines of a benefit about how it is given, from the grammar's tree to syntax."""

from __future__ import annotations

from typing import Final

from schemebuilder.language.lines import Line
from schemebuilder.language.parts import span_of
from schemebuilder.language.reading import read, read_expression
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import GivenClause
from schemebuilder.language.twig import after, tokens

_WAYS: Final = {
    "given_as_cash": "cash",
    "given_as_voucher": "voucher",
    "given_in_kind": "in kind",
    "given_as_service": "service",
    "given_as_fee_waiver": "fee waiver",
    "given_as_contribution_subsidy": "contribution subsidy",
}
GIVEN: Final = frozenset({*_WAYS, "valued_at"})
"""The clauses that are read here."""

VALUED: Final = "valued at"


def given(sheet: Sheet, line: Line) -> GivenClause | None:
    """Read one line about how a benefit is given, or return None after adding a finding."""
    span = span_of(sheet, line)
    if line.keyword == "valued_at":
        value = read_expression(sheet, line)
        if value is None:
            return None
        return GivenClause(VALUED, span, value=value, citation=line.citation)
    how = _WAYS[line.keyword]
    if not sheet.code[line.body : line.end].strip():
        return GivenClause(how, span, citation=line.citation)
    found = read(sheet, line, "given_line")
    if found is None:
        return None
    tree, at = found
    by = after(tree.children, "BY")
    whole = tokens(tree.children, "STRING")
    what = whole[0] if whole and (by is None or whole[0] is not by) else None
    return GivenClause(
        how,
        span,
        what="" if what is None else at.said(what)[1:-1],
        by="" if by is None else at.said(by)[1:-1],
        citation=line.citation,
    )
