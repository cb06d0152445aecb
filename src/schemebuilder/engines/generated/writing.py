"""The working state of one printing: which names steps and facts have, and what a loop reads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from schemebuilder.engines.generated.sections import LEAVES, is_before_loop
from schemebuilder.lowering.program import Prim, roots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemebuilder.engines.generated.sections import Lanes, Section
    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.program import Const, Node, Program

Argument: TypeAlias = tuple[str, "Const"]
"""What a function takes: `count` of a lane, `owner` by list or group, or a fact, by the words of
its step (`field`, `role is`, …) with what that carries."""

_SHOWN: Final = 8
"""A table with more entries stands above the function."""
_FIRST_LETTER: Final = {"count": "n", "owner": "o"}


@dataclass(slots=True)
class Writing:
    """A function while it is written.

    `where` is the section of each step, `readers` who reads a step, `given_to` the lane of a fact.
    `inside` holds what is written where it is read, `read` what the present loop goes through, by
    name. Lists have the name of their entries with an `s`.
    """

    program: Program
    lanes: Lanes
    bounds: Sequence[Bounds] | None
    where: dict[int, Section]
    readers: dict[int, list[int]]
    roots: frozenset[int]
    kept: frozenset[int] = frozenset()
    lines: list[str] = field(default_factory=list)
    tables: dict[tuple[int, ...], str] = field(default_factory=dict)
    arguments: dict[Argument, str] = field(default_factory=dict)
    given_to: dict[Argument, str] = field(default_factory=dict)
    inside: dict[int, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    orders: dict[tuple[Const, tuple[int, ...]], str] = field(default_factory=dict)

    def node(self, position: int) -> Node:
        """Return a step."""
        return self.program.nodes[position]

    def is_many(self, position: int) -> bool:
        """Say whether a step has an entry for each of a lane, over which a loop runs."""
        return bool(self.lanes.printed(self.node(position).lane))

    def argument(self, kind: str, const: Const, *, many: bool = False) -> str:
        """Return the name under which something is given to the function."""
        key = (kind, const)
        if key not in self.arguments:
            letter = _FIRST_LETTER.get(kind, "a")
            self.arguments[key] = f"{letter}{len(self.arguments)}{'s' if many else ''}"
        return self.arguments[key]

    def whole(self, position: int) -> str:
        """Return the list of a step's entries; of what is the same for all, the one value."""
        if position in self.inside:
            return self.inside[position]
        node = self.node(position)
        many = self.is_many(position)
        if node.prim is Prim.CONST:
            return repr(node.const)
        if node.prim in LEAVES:
            self.given_to[node.prim.value, node.const] = node.lane
            return self.argument(node.prim.value, node.const, many=many)
        return f"v{position}s" if many else f"v{position}"

    def everyone(self, position: int, lane: str) -> str:
        """Return a list of a step's entries, also of what is the same for all of a lane."""
        if self.is_many(position):
            return self.whole(position)
        return f"[{self.whole(position)}] * {self.argument('count', lane)}"

    def entry(self, section: Section, position: int) -> str:
        """Return a step's entry as a loop calls it, which then reads it."""
        whole = self.whole(position)
        if position in self.inside or not self.is_many(position):
            return whole
        ready = position not in self.where or is_before_loop(self.node(position), self.lanes)
        if ready or self.where[position] is not section:
            self.read[whole.removesuffix("s")] = whole
        return whole.removesuffix("s")

    def owner(self, const: Const) -> str:
        """Return the place of an entry's group, or of whose list it is, as a loop calls it."""
        over = const if isinstance(const, str) else self.lanes.main
        whole = self.argument("owner", over, many=True)
        self.read[whole.removesuffix("s")] = whole
        return whole.removesuffix("s")

    def place(self, section: Section) -> str:
        """Return the place of an entry in its lane, as a loop calls it."""
        self.read["i"] = f"range({self.argument('count', section.lane)})"
        return "i"

    def table(self, entries: tuple[int, ...]) -> str:
        """Return a table as it is written: a long one stands above the function."""
        if len(entries) <= _SHOWN:
            return repr(entries)
        return self.tables.setdefault(entries, f"T{len(self.tables)}")


def writing_of(
    program: Program,
    lanes: Lanes,
    sections: Sequence[Section],
    bounds: Sequence[Bounds] | None,
) -> Writing:
    """Return the state before anything is written."""
    readers: dict[int, list[int]] = {}
    for position, node in enumerate(program.nodes):
        for arg in node.args:
            readers.setdefault(arg, []).append(position)
    where = {step: section for section in sections for step in section.steps}
    return Writing(program, lanes, bounds, where, readers, frozenset(roots(program)))


def uses(writing: Writing) -> Counter[int]:
    """Return how often each step is read by another."""
    return Counter(arg for node in writing.program.nodes for arg in node.args)
