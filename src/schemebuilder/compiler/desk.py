"""The desk that the passes share: the text's names and header, and the two ways to compile a part.

`express` compiles an expression, `define` finds the value of a rule on demand, `enact` compiles a
parameter; they stand here as attributes, filled by the pipeline, because expressions lead to rules
and rules to expressions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from schemebuilder.compiler.header import Header
from schemebuilder.compiler.names import Names, ParameterName, RuleName
from schemebuilder.compiler.others import Other
from schemebuilder.compiler.report import Report
from schemebuilder.compiler.typed import Typed
from schemebuilder.diagnostics.finding import Finding, Span
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import Hit
from schemebuilder.ir.scheme import Parameter, Rule
from schemebuilder.language.syntax import Cell, Expr
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class Given:
    """What a formula is used with under a name: the value, and the entity that it is of."""

    name: str
    value: Typed
    entity: str


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: about whom it speaks, and in which definition.

    `inside` is the group whose members are being looked at (in `where` and in `total of`). `items`
    is the list one of whose entries is looked at; then `entity` is whose list it is. In a formula,
    `given` is what it is used with; `away` are the turns from the one for whom it is used to
    another subject, by the group that was turned to or through. `decided` is set where a decided
    case is spoken of, in `always` and `never`. In a definition of a `unit`, the members and
    roles of its group are those who belong to it.
    """

    entity: str
    role: str | None = None
    owner: str = ""
    inside: str | None = None
    items: str | None = None
    given: tuple[Given, ...] = ()
    away: tuple[str, ...] = ()
    decided: bool = False
    unit: str | None = None

    def entry(self, of_list: str) -> Scope:
        """Return the scope of one entry of a list of this subject."""
        return replace(self, items=of_list, away=(*self.away, of_list))

    def member(self, person: str, group: str, role: str | None = None) -> Scope:
        """Return the scope of one member of a group."""
        away = (*self.away, group)
        return replace(self, entity=person, role=role, inside=group, items=None, away=away)

    def about(self, entity: str, role: str | None = None) -> Scope:
        """Return the scope of another subject in the same definition."""
        away = self.away if entity == self.entity else (*self.away, entity)
        return replace(self, entity=entity, role=role, inside=None, items=None, away=away)


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of a table for the checks: when it fits, and where it stands; `-` rows too."""

    when: Meant
    span: Span


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """A table for the checks: its rows in order, and whether an `otherwise` row takes the rest."""

    name: str
    hit: Hit
    rows: tuple[CheckedRow, ...]
    otherwise: bool
    span: Span


@dataclass(frozen=True, slots=True)
class BandsFrom:
    """The bands of a key as they are drawn from a day on: each one's words and cell."""

    start: date
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class KeyBands:
    """The bands of a parameter's key: the kind of the number, and the bands, as drawn over time.

    `choice` is the choice among all the bands, by their words.
    """

    type: Type
    drawn: tuple[BandsFrom, ...]
    choice: Type


@dataclass(frozen=True, slots=True)
class AsOf:
    """A definition or derived fact that is wanted as of a day; `said` is the day in words."""

    name: str
    day: Meant
    said: str
    span: Span


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of an index by month (12 a year, from 0) or year, with their status.

    A figure is published `lag` months after the end of its month or year.
    """

    monthly: bool
    lag: int
    figures: Mapping[int, tuple[Fraction, str]]


@dataclass(slots=True)
class Desk:
    """What one compilation works on."""

    header: Header
    names: Names
    report: Report
    express: Callable[[Desk, Scope, Expr, Type | None], Typed | None]
    define: Callable[[Desk, RuleName], Typed | None]
    enact: Callable[[Desk, ParameterName], Parameter | None]
    enacted: dict[str, Parameter | None] = field(default_factory=dict)
    enacting: set[str] = field(default_factory=set)
    bands: dict[tuple[str, str], KeyBands] = field(default_factory=dict)
    defined: dict[str, Typed | None] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)
    looked_up: set[str] = field(default_factory=set)
    tables: list[CheckedTable] = field(default_factory=list)
    others: Mapping[str, Other] = field(default_factory=dict)
    """The other schemes whose awards can be read, by name."""
    unreadable: tuple[Finding, ...] = ()
    excused: frozenset[str] = frozenset()
    """Names whose definition could not be read; that is said there, and not again at each use."""
    made: dict[str, Rule] = field(default_factory=dict)
    """Definitions that no statement writes: each use of a formula, each band of a scale."""
    uses: dict[tuple[object, ...], Typed] = field(default_factory=dict)
    """Uses of formulas already made, by definition, formula and what they are used with."""
    used: set[str] = field(default_factory=set)
    load: Callable[[str, str], str | None] | None = None
    """Gives the text of a file of the library: `("index", "ke/cpi")`."""
    series: dict[str, Series] = field(default_factory=dict)
    """The figures of each index, when it is compiled."""
    calendars: dict[str, Parameter] = field(default_factory=dict)
    """Counts of public holidays, made when working days are first spoken of."""
    parts_of_law: set[str] = field(default_factory=set)
    """Parameters from which the values of others are made."""
    expanding: list[str] = field(default_factory=list)
    dated: dict[str, AsOf] = field(default_factory=dict)
    """What is read as of another day than the governing one, by the name that it will have."""
    governed: dict[tuple[str, str], AsOf] = field(default_factory=dict)
    """Definitions that name the day which governs them, by kind and name."""

    def compile(self, scope: Scope, expr: Expr, expected: Type | None = None) -> Typed | None:
        """Compile an expression; None when something in it is wrong (and already reported).

        `expected` types what has no unit of its own: money without a period, a bare choice value.
        """
        return self.express(self, scope, expr, expected)

    def parameter(self, name: ParameterName) -> Parameter | None:
        """Return a parameter, compiled when it is first asked for; None after a finding."""
        if name.name in self.enacting:
            self.report.error(
                "SB-N004",
                f"{name.name} has a key or a value that needs {name.name} itself.",
                name.span,
                hint="Key it by something that does without it, or write the value out.",
            )
            return None
        if name.name not in self.enacted:
            self.enacting.add(name.name)
            self.enacted[name.name] = self.enact(self, name)
            self.enacting.discard(name.name)
        return self.enacted[name.name]

    @property
    def parameters(self) -> dict[str, Parameter]:
        """The parameters that could be compiled, in the order of the text."""
        found = (self.enacted.get(name) for name in self.names.meanings)
        return {one.name: one for one in found if one is not None} | self.calendars
