"""How a benefit is paid, as written: `pay`, `starts`, `ends`, `lasts` and `keep back`."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.expressions import Expr
from schemebuilder.language.syntax.leaves import DurationLiteral
from schemebuilder.language.syntax.said import Citation, Name


@dataclass(frozen=True, slots=True)
class PayWritten:
    """`monthly in arrears to caregiver, otherwise to guardian in May and once more in June, …`.

    `cycle` is the table's word (`monthly`), or empty; `every` is written instead of it. `months`
    and `again` are numbers of months. `remainder` is `last`, `first`, or empty.
    """

    cycle: str = ""
    every: DurationLiteral | None = None
    in_arrears: bool = False
    to: Name | None = None
    otherwise: Name | None = None
    months: tuple[int, ...] = ()
    again: tuple[int, ...] = ()
    remainder: str = ""


@dataclass(frozen=True, slots=True)
class MomentWritten:
    """`month after claim_date`, `month of 18th birthday`, `claim_date + 7 days`.

    `shift` is `month of`, `month after`, `month before`, `day after`, `day before`, or empty.
    Instead of a `day` it has the `birthday` that is meant.
    """

    shift: str
    day: Expr | None
    birthday: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class PaymentClause:
    """One line about payment; `words` are its words after the keyword.

    `pay` has a `pay`, `starts` and `ends` have a `moment`, `lasts` has a `value`; `keep back` has a
    `value`, its share, and a `moment`, or none where it is kept until the last payment.
    """

    keyword: str
    words: str
    span: Span
    value: Expr | None = None
    pay: PayWritten | None = None
    moment: MomentWritten | None = None
    citation: Citation | None = None
