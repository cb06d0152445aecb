"""All mutants of a scheme: one change each, at every place that comes from the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Branch, Literal
from schemebuilder.ir.scheme import Line, Scheme, Stage
from schemebuilder.mutation.definitions import definition_changes
from schemebuilder.mutation.places import Path, Place, at, expressions, replaced
from schemebuilder.mutation.steps import Change, What, changes


@dataclass(slots=True)
class Mutant:
    """A scheme changed at one place of its text.

    A formula that is used three times is three definitions, and the head of a grid's column stands
    in every row, so that one change of the text is several `edits` of the meaning, at as many
    `places`.
    """

    what: What
    was: str
    becomes: str
    span: Span
    citation: str
    edits: list[tuple[Path, object]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    @property
    def definitions(self) -> frozenset[Path]:
        """The definitions that are changed."""
        return frozenset(path[:2] for path, _ in self.edits)

    def applied(self, scheme: Scheme) -> Scheme:
        """Return the scheme with the change."""
        changed = scheme
        for path, part in self.edits:
            changed = replaced(changed, path, part)
        return changed


class _Made:
    """Mutants found so far, by what is changed where."""

    def __init__(self) -> None:
        self.mutants: list[Mutant] = []
        self._by_words: dict[tuple[object, ...], Mutant] = {}

    def add(self, place: Place, change: Change, span: Span, citation: str) -> None:
        """Add a change: one of the same words, in the same way or of an equal node, is the same."""
        words = (change.what, change.was, change.becomes, span.start, span.end)
        keys: list[tuple[object, ...]] = [(*words, place.within), (*words, place.part)]
        if isinstance(place.part, Literal):
            keys.append(words)
        mutant = next((self._by_words[key] for key in keys if key in self._by_words), None)
        if mutant is None:
            mutant = Mutant(change.what, change.was, change.becomes, span, citation)
            self.mutants.append(mutant)
        self._by_words.update(dict.fromkeys(keys, mutant))
        mutant.edits.append((place.path, change.part))
        mutant.places.append(place)


def mutants(scheme: Scheme, text: str) -> list[Mutant]:
    """Return the mutants of a scheme in the order of its text.

    What was written elsewhere (in a vocabulary) or by nobody (the compiler's own steps) is not
    changed.
    """
    made = _Made()
    for place in expressions(scheme):
        for change in _changes(scheme, place, text):
            span = _span(place)
            if span is not None and span.source == _source(scheme):
                made.add(place, change, span, _citation(scheme, place))
    for path, change, span, citation in definition_changes(scheme, text):
        if span is not None and span.source == _source(scheme):
            mutant = Mutant(change.what, change.was, change.becomes, span, citation)
            mutant.edits.append((path, change.part))
            mutant.places.append(Place(path, change.part))
            made.mutants.append(mutant)
    return sorted(made.mutants, key=lambda one: (one.span.start, one.span.end))


def _changes(scheme: Scheme, place: Place, text: str) -> Iterator[Change]:
    roles = {entity.name: entity.roles for entity in scheme.entities.values()}
    span = getattr(place.part, "span", None)
    said = "" if span is None else text[span.start : span.end]
    parent = place.above[-1] if place.above else None
    return changes(place.part, parent, roles, said)


def _span(place: Place) -> Span | None:
    """Return where it is written; an order has no place of its own."""
    if hasattr(place.part, "span"):
        own: Span | None = place.part.span
        return own
    above: Span | None = getattr(place.above[-1], "span", None) if place.above else None
    return above


def _source(scheme: Scheme) -> str:
    return scheme.span.source if scheme.span else ""


def _citation(scheme: Scheme, place: Place) -> str:
    """Return what the nearest row, line or definition around a place cites."""
    rows = (node.citation for node in reversed(place.above) if isinstance(node, Branch))
    cited = next((one for one in rows if one), "")
    kind, name = str(place.path[0]), str(place.path[1])
    if cited or kind == "fields":
        return cited
    if kind == "rules":
        return scheme.rules[name].citation
    part: Line | Stage = at(scheme, place.path[:4])
    return part.citation or (scheme.benefits[name].citation if kind == "benefits" else "")
