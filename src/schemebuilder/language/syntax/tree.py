"""A whole text: its statements in order, and what the parser found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Finding, Span
from schemebuilder.language.syntax.cases import (
    ExampleStatement,
    ExampleTableStatement,
)
from schemebuilder.language.syntax.combining import (
    CombinesStatement,
)
from schemebuilder.language.syntax.declarations import (
    EntityStatement,
    FieldStatement,
    GroupStatement,
    LanguageStatement,
    ListStatement,
    PopulationStatement,
    SchemeStatement,
    UseStatement,
    ValuesStatement,
)
from schemebuilder.language.syntax.formulas import (
    ClaimStatement,
    FormulaStatement,
    ScaleStatement,
)
from schemebuilder.language.syntax.instruments import (
    InstrumentStatement,
)
from schemebuilder.language.syntax.lookups import (
    IndexStatement,
    ParameterStatement,
    TableStatement,
)
from schemebuilder.language.syntax.portfolios import (
    PortfolioStatement,
)
from schemebuilder.language.syntax.procedures import (
    ProcedureStatement,
)
from schemebuilder.language.syntax.rationing import (
    SelectionStatement,
)
from schemebuilder.language.syntax.reforms import (
    ReformStatement,
    RemovedStatement,
)
from schemebuilder.language.syntax.rules import (
    BenefitStatement,
    EligibilityStatement,
    LetStatement,
    TransitionalStatement,
)
from schemebuilder.language.syntax.said import (
    Name,
)
from schemebuilder.language.syntax.triggers import (
    SeriesStatement,
    TriggerStatement,
)
from schemebuilder.language.syntax.units import (
    UnitStatement,
)


@dataclass(frozen=True, slots=True)
class LaterStatement:
    """A statement that is read but not yet supported, such as `portfolio`.

    `names` are what it would define.
    """

    keyword: str
    span: Span
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenStatement:
    """A statement that could not be read; its findings are with the tree.

    `names` are what it would define, so that using them is not a second error.
    """

    keyword: str
    span: Span
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """`add let …` or `replace table …`: a whole statement that comes, or stands instead.

    `kind` is the statement's, `text` where it stands, `span` where its first words stand.
    """

    change: str
    kind: str
    statement: Statement
    text: Span
    span: Span


Statement: TypeAlias = (
    LanguageStatement
    | SchemeStatement
    | PopulationStatement
    | UseStatement
    | EntityStatement
    | GroupStatement
    | FieldStatement
    | ListStatement
    | ValuesStatement
    | ParameterStatement
    | IndexStatement
    | TableStatement
    | ScaleStatement
    | LetStatement
    | FormulaStatement
    | EligibilityStatement
    | BenefitStatement
    | SelectionStatement
    | InstrumentStatement
    | TransitionalStatement
    | SeriesStatement
    | TriggerStatement
    | UnitStatement
    | ProcedureStatement
    | ExampleStatement
    | ExampleTableStatement
    | ClaimStatement
    | CombinesStatement
    | PortfolioStatement
    | ReformStatement
    | ChangedStatement
    | RemovedStatement
    | LaterStatement
    | BrokenStatement
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole text: its statements in order, and what the parser found."""

    source: str
    text: str
    language: str
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
