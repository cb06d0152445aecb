"""How a benefit is given, as written: `given as voucher "food shops"`, `valued at rice_price`."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import Expr
from schemebuilder.language.syntax.said import Citation


@dataclass(frozen=True, slots=True)
class GivenClause:
    """One line: `how` is a way of giving (`in kind`), or `valued at`, which has the `value`.

    `what` and `by` are the texts in quotation marks, without them.
    """

    how: str
    span: Span
    what: str = ""
    by: str = ""
    value: Expr | None = None
    citation: Citation | None = None
