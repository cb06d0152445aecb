"""The text as written, as a tree: what the parser makes, the formatter prints and the compiler
checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from schemebuilder.diagnostics.finding import Finding, Span

# --- words and citations -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or a short phrase that acts as one."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks, without them; `{name}` places are still in it."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation at the end of a line: `[act 5(1)(a)]`, text without the brackets."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Labels:
    """What people read for a name: `label fr "…"` by language."""

    by_language: dict[str, str] = field(default_factory=dict)


# --- expressions ---


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """`3`, `1,250.75`, `2.5%` (value 0.025, percent True)."""

    value: Fraction
    span: Span
    percent: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class MoneyLiteral:
    """`KES 2,000`; `per_period`/`per_whom` when written: `KES 4,000 per month`."""

    currency: str
    value: Fraction
    span: Span
    per_period: str | None = None
    per_whom: str | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`2026-03-01`."""

    value: date
    span: Span


@dataclass(frozen=True, slots=True)
class DurationLiteral:
    """`18 years`, `6 months`, `30 days`, `2 weeks`, `10 working days`; unit in the singular."""

    value: Fraction
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class YesNoLiteral:
    """`yes` or `no`."""

    value: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """A text value in quotation marks."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class NameRef:
    """A bare name: field, let, parameter, table, choice value, role set …; the compiler resolves
    it."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Qualified:
    """`household.rent`, `person.age`."""

    qualifier: Name
    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class OfName:
    """`base of child_benefit`, `amount of cash`, `age of head`, `eligible of general`."""

    part: Name
    of: Name
    span: Span


@dataclass(frozen=True, slots=True)
class Possessive:
    """`the head's income`, `the partner's has_pension`; `if_none` after `or … if none`."""

    role: Name
    arg: Expr
    span: Span
    if_none: Expr | None = None


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x` or `not x`; op is `-` or `not`."""

    op: str
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Binary:
    """`+ - * /` or a comparison `= <> < <= > >=` (the word forms are normalised to these)."""

    op: str
    left: Expr
    right: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Logical:
    """`a and b and c`, `a or b`, `any of (a, b)`, `all of (a, b)`; op is `and` or `or`.

    `listed` is True for the bracketed list forms, which the formatter keeps.
    """

    op: str
    args: tuple[Expr, ...]
    span: Span
    listed: bool = False


@dataclass(frozen=True, slots=True)
class InList:
    """`x in (a, b)`, `x not in (a, b)` (negated)."""

    arg: Expr
    values: tuple[Expr, ...]
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """`x from a to b`, both ends included."""

    arg: Expr
    low: Expr
    high: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Extreme:
    """`smaller of (a, b)` or `larger of (a, b)`; kind is `smaller` or `larger`."""

    kind: str
    args: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Limited:
    """`(x, but not below a)`, `(x, but not above b)`, or both."""

    arg: Expr
    not_below: Expr | None
    not_above: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class Rounded:
    """`round down to NZD 1 of (x)`; direction `up`, `down`, `half up`, `half even`."""

    direction: str
    step: Expr
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class ForEach:
    """`GBP 1 per week for each GBP 500 or part of it of capital above GBP 10,000`.

    `rate` times the number of `step`s in `arg` above `above` (never below zero); `or_part` counts a
    part as a whole step, else only whole steps count.
    """

    rate: Expr
    step: Expr
    or_part: bool
    arg: Expr
    above: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class PerPeriod:
    """`x per year`: the same rate said per another period (binds tighter than `*`)."""

    arg: Expr
    period: str
    span: Span


@dataclass(frozen=True, slots=True)
class InUnit:
    """`x in ZAR`: the number of rand; also `d in days`, `d in months`."""

    arg: Expr
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class RoleTest:
    """`is child`, `is not child` (negated) of the person spoken of."""

    role: Name
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class ThereIs:
    """`there is a partner`, `no partner` (negated)."""

    role: Name
    span: Span
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantifier over the members of a group.

    `quantifier`: `any`, `every`, `no`, `at least`, `at most`, `exactly`, `number`, `total`,
    `highest`,
    `lowest`, `average`. `members` is the set as written (`member`, `members`, `children`, `adult`,
    …)
    or, for a formed unit or group, its name. `count` goes with at least, at most, exactly.
    `value` goes with total, highest, lowest, average (`total of x over members where (…)`).
    `or_nobody` is for `every … or nobody`; `if_none` for `or … if none`.
    """

    quantifier: str
    members: Name
    span: Span
    count: Expr | None = None
    value: Expr | None = None
    where: Expr | None = None
    or_nobody: bool = False
    if_none: Expr | None = None


@dataclass(frozen=True, slots=True)
class DateDifference:
    """`days from A to B`, `months from A to B`, `years from A to B` (completed)."""

    unit: str
    start: Expr
    end: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class DatePart:
    """`year of D`, `month of D`."""

    part: str
    arg: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class KeyedAt:
    """`rate for clause h, size 3`: a keyed parameter read at other keys than its own names."""

    parameter: Name
    keys: tuple[tuple[Name, Expr], ...]
    span: Span
    on: Expr | None = None


@dataclass(frozen=True, slots=True)
class IfThen:
    """`if c then a otherwise b`."""

    when: Expr
    then: Expr
    otherwise: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class EscalateExpr:
    """`escalate` or `refer` as the answer of a row."""

    word: str
    span: Span


Expr: TypeAlias = (
    NumberLiteral
    | MoneyLiteral
    | DateLiteral
    | DurationLiteral
    | YesNoLiteral
    | TextLiteral
    | NameRef
    | Qualified
    | OfName
    | Possessive
    | Unary
    | Binary
    | Logical
    | InList
    | Between
    | Extreme
    | Limited
    | Rounded
    | ForEach
    | PerPeriod
    | InUnit
    | RoleTest
    | ThereIs
    | Quantified
    | DateDifference
    | DatePart
    | KeyedAt
    | IfThen
    | EscalateExpr
)


# --- types and periods of validity ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TypeWritten:
    """A type as written: `base` is `yes/no`, `number`, `whole number`, `money`, `date`, `duration`,
    `text`, or `choice`."""

    base: str
    span: Span
    per_period: str | None = None
    per_whom: str | None = None
    choices: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Force:
    """`from D`, `until D`, `from D to D` on a statement or line; both days included."""

    start: date | None
    end: date | None
    span: Span


# --- statements ---


@dataclass(frozen=True, slots=True)
class HeaderClause:
    """One line of the header. `keyword` is its first word(s), `words` the rest in pieces.

    title: language, text · country, currency, branch, version, authority…: one word or text ·
    law: short id, text · `in force`: dates in `force` · assesses: each assessed word ("child in
    household"
    is one piece) · `governed by`: the name (and `at period start`) · `year starts`: e.g. "6",
    "April" ·
    `a year is`: number and unit.
    """

    keyword: str
    words: tuple[str, ...]
    span: Span
    force: Force | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class SchemeStatement:
    """`scheme child_grant "Child Grant"` and its clauses."""

    name: Name
    title: Text | None
    clauses: tuple[HeaderClause, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class PopulationStatement:
    """`population core`: the header of a vocabulary file."""

    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class UseStatement:
    """`use population core`, `use scheme other`; kind is `population` or `scheme`."""

    kind: str
    name: Name
    span: Span


@dataclass(frozen=True, slots=True)
class EntityStatement:
    """`entity person` (plural `people` if written)."""

    name: Name
    plural: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class RoleWritten:
    """`head exactly one`, `child any number, plural children`; bounds least, most (None: any)."""

    name: Name
    least: int
    most: int | None
    plural: Name | None
    span: Span


@dataclass(frozen=True, slots=True)
class GroupStatement:
    """`group household of person` with `roles …`; `roles of household …` in a scheme replaces them
    (of None)."""

    name: Name
    of: Name | None
    roles: tuple[RoleWritten, ...]
    span: Span
    plural: Name | None = None
    labels: Labels = Labels()


@dataclass(frozen=True, slots=True)
class MissingWritten:
    """`missing ask | escalate | refer | assume X because "…" | use <expression>`; kind is that
    word."""

    kind: str
    value: Expr | None
    because: str
    citation: Citation | None
    span: Span


@dataclass(frozen=True, slots=True)
class FieldStatement:
    """`field`, `input` or `inputs` (keyword): one or more facts declared alike.

    `missing` None in a vocabulary means ask. `derived` is `age given, otherwise from birth_date`
    written
    as a clause `otherwise <expression>`.
    """

    keyword: str
    names: tuple[Name, ...]
    entity: Name
    type: TypeWritten
    span: Span
    label: Text | None = None
    labels: Labels = Labels()
    ask: Text | None = None
    proof: tuple[tuple[Name, ...], ...] = ()
    source: Name | None = None
    missing: MissingWritten | None = None
    derived: Expr | None = None
    low: Expr | None = None
    high: Expr | None = None
    decimals: int | None = None
    dci: str = ""
    purpose: str = ""
    special: bool | None = None
    retain: str = ""
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class KeyCell:
    """A head cell of a keyed parameter or a cell that matches: see `Cell`."""

    cell: Cell
    span: Span


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """`from D : value` or, keyed, `from D [row key] | v | v |`; `until D : ended` has ended True.

    `values` has one expression per column, None for `-`. `start` is the first day of the value, or, when it
    has ended, the first day without one (the day after `until D`).
    """

    start: date
    values: tuple[Expr | None, ...]
    span: Span
    row_keys: tuple[Cell, ...] = ()
    ended: bool = False
    status: str = "enacted"
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class IndexWritten:
    """`indexed every January by cpi, floor 0%, rounded up to KES 50`, as words; compiled later."""

    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class ParameterStatement:
    """`parameter grant : money per month [by key, key]`; `columns`: values of the last key."""

    name: Name
    type: TypeWritten
    keys: tuple[Name, ...]
    columns: tuple[Cell, ...]
    rows: tuple[ParameterRow, ...]
    span: Span
    labels: Labels = Labels()
    index: IndexWritten | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class AnyCell:
    """`any`: every value fits."""

    span: Span


@dataclass(frozen=True, slots=True)
class NeverCell:
    """`-`: this combination cannot occur."""

    span: Span


@dataclass(frozen=True, slots=True)
class ValueCell:
    """A value, or a list of values: one of them fits; in an answer column, an expression."""

    values: tuple[Expr, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class RangeCell:
    """`under 6`, `6 to 17`, `over 5 up to 10`, `up to 5`, `over 50`, `18 or over`; None is open."""

    low: Expr | None
    low_included: bool
    high: Expr | None
    high_included: bool
    span: Span


@dataclass(frozen=True, slots=True)
class ConditionCell:
    """A whole condition in a `when` column."""

    when: Expr
    span: Span


Cell: TypeAlias = AnyCell | NeverCell | ValueCell | RangeCell | ConditionCell


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `otherwise` rows have no condition cells."""

    cells: tuple[Cell, ...]
    answers: tuple[Expr | None, ...]
    span: Span
    otherwise: bool = False
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class TableStatement:
    """`table supplement of person : number by disability, age` and its rows.

    `heads` are the condition columns (an expression each; None for a `when` column), `answers` the
    answer
    columns. `grid` is the form with one input down and one across: the parser turns it into plain
    rows and
    remembers it for the formatter. `hit` is `one`, `first`, `add` or `highest`.
    """

    name: Name
    entity: Name
    type: TypeWritten | None
    by: tuple[Name, ...]
    hit: str
    heads: tuple[Expr | None, ...]
    answers: tuple[Name, ...]
    rows: tuple[TableRow, ...]
    span: Span
    grid: bool = False
    labels: Labels = Labels()
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class ExceptionWritten:
    """`except when C then X`, or `only when C : X`; `overrides` names labels of others."""

    when: Expr
    then: Expr
    span: Span
    label: Name | None = None
    overrides: tuple[Name, ...] = ()
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class LetStatement:
    """`let x of entity : type = base`, with exceptions; without a base every case is an `only
    when`.

    `unless given`: `let income of household unless given = …` lets a fact of the same name win.
    """

    name: Name
    entity: Name | None
    type: TypeWritten | None
    base: Expr | None
    exceptions: tuple[ExceptionWritten, ...]
    span: Span
    unless_given: bool = False
    force: Force | None = None
    labels: Labels = Labels()
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class LineWritten:
    """`require C [when D]`, `exclude when C`; `require any of (…)` is a Logical expression."""

    keyword: str
    condition: Expr
    span: Span
    when: Expr | None = None
    refuse: Text | None = None
    refuse_labels: Labels = Labels()
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class EligibilityStatement:
    """`eligibility [name] of entity`, its lines, and `undecided …` (as written, e.g. `provisional
    for 1 month`)."""

    name: Name | None
    entity: Name
    lines: tuple[LineWritten, ...]
    undecided: str | None
    span: Span
    force: Force | None = None
    labels: Labels = Labels()
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class StageWritten:
    """One stage of a benefit, in the order written.

    keyword: `base`, `add`, `reduce`, `limit`, `floor`, `cap`, `pay nothing below`, `round`. `value`
    is the expression
    (for `round` the step; None for `round none`), `direction` goes with round. `reduce by P of X
    above Y` is
    an expression already: P * (larger of (X, Y) - Y), which is never below zero. `exceptions` follow the stage. `words`
    holds
    the rest of stages kept as written (`limit to 4 children …`). `name` when written `as name`.
    """

    keyword: str
    value: Expr | None
    span: Span
    direction: str | None = None
    when: Expr | None = None
    exceptions: tuple[ExceptionWritten, ...] = ()
    words: str = ""
    name: Name | None = None
    citation: Citation | None = None
    force: Force | None = None


@dataclass(frozen=True, slots=True)
class PaymentClause:
    """`pay monthly to caregiver`, `starts …`, `ends …`, `lasts …`: keyword and the rest."""

    keyword: str
    words: str
    value: Expr | None
    span: Span
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class BenefitStatement:
    """`benefit [name] of entity : type [for eligibility]` or `charge …` (keyword).

    `requires` lines may stand in it; a require of a bare name may mean a named eligibility.
    """

    keyword: str
    name: Name | None
    entity: Name
    type: TypeWritten
    lines: tuple[LineWritten, ...]
    stages: tuple[StageWritten, ...]
    payments: tuple[PaymentClause, ...]
    span: Span
    undecided: str | None = None
    force: Force | None = None
    labels: Labels = Labels()
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class FactWritten:
    """`earnings KES 4,000`, `in_education yes`, `born 1991-05-02` in an example."""

    name: Name
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class MemberWritten:
    """`person ana head born 1991-05-02 …`; `role` may be missing."""

    name: Name
    role: Name | None
    facts: tuple[FactWritten, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class GroupWritten:
    """`household [name] facts…` and its persons; a bare person has no group (entity `person`)."""

    entity: Name
    name: Name | None
    facts: tuple[FactWritten, ...]
    members: tuple[MemberWritten, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectWritten:
    """`expect ben eligible, amount KES 2,200`, `expect ana not eligible because act 5(1)(a)`.

    `subject` is the person or household named first, None where there is only one. Each item is a
    name and a value:
    `eligible` yes, `not eligible` is (`eligible`, no), an outcome word (`undecided`) has value
    None.
    """

    subject: Name | None
    items: tuple[tuple[Name, Expr | None], ...]
    because: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ExampleStatement:
    """`example "…"` with a date, groups or persons, and expectations."""

    title: Text
    on: date | None
    groups: tuple[GroupWritten, ...]
    given: tuple[FactWritten, ...]
    expects: tuple[ExpectWritten, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class ExampleTableStatement:
    """`example table "…"`: one case a row; columns are facts or expected names (found by the
    compiler)."""

    title: Text
    on: date | None
    given: tuple[FactWritten, ...]
    columns: tuple[Name, ...]
    rows: tuple[tuple[Expr | None, ...], ...]
    row_spans: tuple[Span, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class LaterStatement:
    """A statement that is read but not yet supported: `selection`, `procedure`, …

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


Statement: TypeAlias = (
    SchemeStatement
    | PopulationStatement
    | UseStatement
    | EntityStatement
    | GroupStatement
    | FieldStatement
    | ParameterStatement
    | TableStatement
    | LetStatement
    | EligibilityStatement
    | BenefitStatement
    | ExampleStatement
    | ExampleTableStatement
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
