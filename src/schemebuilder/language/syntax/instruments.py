"""A scored questionnaire: its questions, what each answer counts, how long it holds."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.syntax.declarations import (
    FieldStatement,
)
from schemebuilder.language.syntax.expressions import (
    Expr,
)
from schemebuilder.language.syntax.lookups import (
    TableRow,
)
from schemebuilder.language.syntax.said import (
    NO_LABELS,
    Citation,
    Labels,
    Name,
    Text,
)


@dataclass(frozen=True, slots=True)
class QuestionWritten:
    """`question roof : thatch, iron "What is the roof made of?"`, with rows of points or a weight.

    `about` declares the fact that the answer is. `weight` are the points for each unit of a number,
    or for a yes.
    """

    about: FieldStatement
    rows: tuple[TableRow, ...]
    weight: Expr | None
    span: Span

    @property
    def name(self) -> Name:
        """The name of the fact."""
        return self.about.names[0]


@dataclass(frozen=True, slots=True)
class InstrumentStatement:
    """`instrument means_test of household "Proxy means test"` and its lines.

    The score is `score`, if it is written, else `constant` and the points of all answers together.
    `assessed_by` and `contest` are as written.
    """

    name: Name
    entity: Name
    title: Text | None
    version: str
    questions: tuple[QuestionWritten, ...]
    span: Span
    constant: Expr | None = None
    score: Expr | None = None
    valid: Expr | None = None
    assessed_by: str = ""
    reassess: str = ""
    contest: str = ""
    labels: Labels = NO_LABELS
    citation: Citation | None = None
