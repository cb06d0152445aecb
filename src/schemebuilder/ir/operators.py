"""The operator table: one row an operator; each printer has one row of its own for each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Op(Enum):
    """An operator that takes already evaluated operands of the current subject.

    Quantities are exact rationals. ADD, SUB, MUL, DIV, NEG, MIN, MAX and the comparisons take
    operands that the compiler has brought to one unit; nothing converts at run time.
    """

    ADD = "add"
    SUB = "subtract"
    MUL = "multiply"
    DIV = "divide"
    NEG = "negate"
    MIN = "smaller of"
    MAX = "larger of"
    EQ = "="
    NE = "<>"
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    NOT = "not"
    AND = "and"
    OR = "or"
    DATE_ADD_DAYS = "date plus days"
    DATE_ADD_MONTHS = "date plus months"
    DAYS_BETWEEN = "days from to"
    MONTHS_BETWEEN = "completed months from to"
    YEARS_BETWEEN = "completed years from to"
    YEAR_OF = "year of"
    MONTH_OF = "month of"
    DAY_OF = "day of"


class Family(Enum):
    """How an operator treats unknowns and faults (the status table of the engine's design)."""

    STRICT = "the highest status of the operands"
    DIVISION = "a divisor known to be zero is a fault, else the highest status of the operands"
    KLEENE = "a known no (and) or yes (or) decides, else fault over unknown over value"


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """One row: how many operands (None: two or more), and the status family."""

    op: Op
    arity: int | None
    family: Family


OPERATORS: Final[dict[Op, OperatorRow]] = {
    row.op: row
    for row in (
        OperatorRow(Op.ADD, 2, Family.STRICT),
        OperatorRow(Op.SUB, 2, Family.STRICT),
        OperatorRow(Op.MUL, 2, Family.STRICT),
        OperatorRow(Op.DIV, 2, Family.DIVISION),
        OperatorRow(Op.NEG, 1, Family.STRICT),
        OperatorRow(Op.MIN, None, Family.STRICT),
        OperatorRow(Op.MAX, None, Family.STRICT),
        OperatorRow(Op.EQ, 2, Family.STRICT),
        OperatorRow(Op.NE, 2, Family.STRICT),
        OperatorRow(Op.LT, 2, Family.STRICT),
        OperatorRow(Op.LE, 2, Family.STRICT),
        OperatorRow(Op.GT, 2, Family.STRICT),
        OperatorRow(Op.GE, 2, Family.STRICT),
        OperatorRow(Op.NOT, 1, Family.STRICT),
        OperatorRow(Op.AND, None, Family.KLEENE),
        OperatorRow(Op.OR, None, Family.KLEENE),
        OperatorRow(Op.DATE_ADD_DAYS, 2, Family.STRICT),
        OperatorRow(Op.DATE_ADD_MONTHS, 2, Family.STRICT),
        OperatorRow(Op.DAYS_BETWEEN, 2, Family.STRICT),
        OperatorRow(Op.MONTHS_BETWEEN, 2, Family.STRICT),
        OperatorRow(Op.YEARS_BETWEEN, 2, Family.STRICT),
        OperatorRow(Op.YEAR_OF, 1, Family.STRICT),
        OperatorRow(Op.MONTH_OF, 1, Family.STRICT),
        OperatorRow(Op.DAY_OF, 1, Family.STRICT),
    )
}
