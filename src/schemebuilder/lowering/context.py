"""What lowering carries along: the graph, the scheme and its date, and what is lowered already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemebuilder.lowering.program import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from fractions import Fraction

    from schemebuilder.diagnostics.finding import Span
    from schemebuilder.ir.expressions import Expr
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.graph import Graph
    from schemebuilder.lowering.program import Input
    from schemebuilder.lowering.statuses import Lowered


@dataclass(slots=True)
class Context:
    """The working state of one lowering; it is dropped after it.

    `rules`, `fields` and `parts` remember what is lowered: once per definition, then shared; parts
    are keyed by benefit or eligibility and what `BenefitRef` names. `withheld` are, by benefit, the
    masks where a `pay nothing below` takes effect. `place` and `citation` say
    where in the scheme a fault would arise. `value` lowers an expression, `rule` a rule and `part`
    a part of a benefit; they are here because definitions need each other. `moving` says that the
    program reads the governing date as a fact, and is for all days with the same law.
    """

    graph: Graph
    scheme: Scheme
    on: date
    person: str
    group: str
    units: Mapping[tuple[str, str], Fraction]
    value: Callable[[Context, Expr], Lowered]
    rule: Callable[[Context, str], Lowered]
    part: Callable[[Context, str, str], Lowered]
    moving: bool = False
    rules: dict[str, Lowered] = field(default_factory=dict)
    fields: dict[str, Lowered] = field(default_factory=dict)
    parts: dict[tuple[str, str], Lowered] = field(default_factory=dict)
    withheld: dict[str, list[int]] = field(default_factory=dict)
    inputs: dict[tuple[str, str], Input] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    place: str = ""
    citation: str = ""

    def over(self, group: str) -> str | None:
        """Return what a step across members carries: the name of a group, None for the main one."""
        return None if group == self.group else group

    def of_role(self, role: str) -> str:
        """Return the entity of those who can hold a role."""
        for entity in self.scheme.entities.values():
            if entity.of is not None and any(each.name == role for each in entity.roles):
                return entity.of
        return self.person

    def at(self, place: str, citation: str) -> tuple[str, str]:
        """Move to a definition, and return where we were, for `back`."""
        before = (self.place, self.citation)
        self.place, self.citation = place, citation or self.citation
        self.graph.place = place
        return before

    def back(self, before: tuple[str, str]) -> None:
        """Return to the definition that we came from."""
        self.place, self.citation = before
        self.graph.place = self.place

    def site(self, code: str, message: str, span: Span | None = None) -> Site:
        """Return this place of the scheme as one where a fault can arise."""
        return Site(code, self.place, self.citation, message, span)

    def misused(self, span: Span | None) -> Site:
        """Return this place as one where something that does not apply would be used."""
        return self.site("SB-E010", "something that does not apply is used as a value", span)

    def text(self, value: str) -> int:
        """Return the code of a text."""
        if value not in self.texts:
            self.texts.append(value)
        return self.texts.index(value)
