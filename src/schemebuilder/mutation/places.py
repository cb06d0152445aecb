"""Places in a meaning: the way to each part of it, and the meaning with one part replaced."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias, get_args

from schemebuilder.ir.expressions import Branch, Expr, Pick, RankKey
from schemebuilder.ir.scheme import Line, Scheme
from schemebuilder.ir.vocabulary import Use

Path: TypeAlias = tuple[str | int, ...]
"""The way from the scheme: names of fields and of definitions, and places in tuples."""

_EXPRESSIONS: Final = get_args(Expr)
_PARTS: Final = (*_EXPRESSIONS, Branch, Pick, RankKey)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A part of the meaning, the way to it, and the nodes above it, the nearest last."""

    path: Path
    part: Any
    above: tuple[Any, ...] = ()

    @property
    def definition(self) -> Path:
        """The way to the definition that it stands in: `("rules", "income_per_person")`."""
        return self.path[:2]

    @property
    def within(self) -> Path:
        """The way from its definition: the same in each use of a formula."""
        return self.path[2:]


def replaced(whole: Any, path: Path, part: Any) -> Any:
    """Return the meaning with another part at a place."""
    if not path:
        return part
    step, rest = path[0], path[1:]
    if isinstance(whole, tuple):
        at = int(step)
        return (*whole[:at], replaced(whole[at], rest, part), *whole[at + 1 :])
    if isinstance(whole, Mapping):
        return {**whole, step: replaced(whole[step], rest, part)}
    name = str(step)
    return dataclasses.replace(whole, **{name: replaced(getattr(whole, name), rest, part)})


def at(whole: Any, path: Path) -> Any:
    """Return the part at a place."""
    found = whole
    for step in path:
        if isinstance(found, tuple):
            found = found[int(step)]
        else:
            found = found[step] if isinstance(found, Mapping) else getattr(found, str(step))
    return found


def expressions(scheme: Scheme) -> Iterator[Place]:
    """Yield every node, branch and order of the expressions that decide something.

    What is only said (places of sentences) or only paid by (how long an award lasts) is left out:
    no expectation can speak of it. So are claims, which are tests themselves.
    """
    for path, root in _roots(scheme):
        yield from below(Place(path, root))


def below(place: Place) -> Iterator[Place]:
    """Yield a place and those of all parts below it."""
    yield place
    above = (*place.above, place.part)
    for field in dataclasses.fields(place.part):
        value = getattr(place.part, field.name)
        if isinstance(value, _PARTS):
            yield from below(Place((*place.path, field.name), value, above))
        elif isinstance(value, tuple):
            for number, each in enumerate(value):
                if isinstance(each, _PARTS):
                    yield from below(Place((*place.path, field.name, number), each, above))


def _roots(scheme: Scheme) -> Iterator[tuple[Path, Expr]]:
    for name, rule in scheme.rules.items():
        yield ("rules", name, "body"), rule.body
    for name, eligibility in scheme.eligibilities.items():
        yield from _of_lines(("eligibilities", name), eligibility.lines)
    for name, benefit in scheme.benefits.items():
        yield from _of_lines(("benefits", name), benefit.lines)
        for number, stage in enumerate(benefit.stages):
            for part, root in (("when", stage.when), ("value", stage.value)):
                if root is not None:
                    yield ("benefits", name, "stages", number, part), root
    for name, field in scheme.fields.items():
        if isinstance(field.missing, Use):
            yield ("fields", name, "missing", "expression"), field.missing.expression


def _of_lines(path: Path, lines: tuple[Line, ...]) -> Iterator[tuple[Path, Expr]]:
    for number, line in enumerate(lines):
        yield (*path, "lines", number, "when"), line.when
