"""The integer program printed as one straight Python function of plain ints and truth values.

The text has names of its own: of the scheme it holds whole numbers and, in comments, the quoted
names of definitions, so that nothing that a person wrote is ever run. What only one step reads is
written inside that step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemebuilder.engines.generated import across, kernels
from schemebuilder.engines.generated.sections import (
    GATHERED,
    is_before_loop,
    lanes_of,
    loop_of,
    sections_of,
)
from schemebuilder.engines.generated.writing import uses, writing_of
from schemebuilder.lowering.program import Prim, roots

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from schemebuilder.engines.generated.sections import Section
    from schemebuilder.engines.generated.writing import Argument, Writing
    from schemebuilder.lowering.bounds import Bounds
    from schemebuilder.lowering.program import Const, Node, Program

FUNCTION: Final = "decided"
_LONGEST: Final = 90
"""An expression that is longer gets a name."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a function takes: a fact of a lane, else how many there are, or whose they are (None).

    `many`: a list of all entries.
    """

    key: Argument
    lane: str | None
    many: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """The text, what its function takes, and where it returns each step that is read outside.

    `returned` says, by step, the place in the result, and whether a list of all entries stands
    there (else what is the same for all of them).
    """

    source: str
    arguments: tuple[Taken, ...]
    returned: dict[int, tuple[int, bool]]


def printed(
    program: Program, single: frozenset[str], bounds: Sequence[Bounds] | None = None
) -> Printed:
    """Return a program as Python, for cases in which these lanes have one entry each.

    `bounds` are those of the steps, if they are known: where nothing is below 0, no sign is asked.
    """
    lanes = lanes_of(program, single)
    sections = sections_of(program, lanes)
    writing = writing_of(program, lanes, sections, bounds)
    writing.kept = _kept(writing)
    counted = uses(writing)
    for section in sections:
        if section.lane:
            _print_loop(writing, section, counted)
        else:
            for position in section.steps:
                _print_step(writing, section, position, counted)
    wanted = roots(program)
    returned = [writing.whole(position) for position in wanted]
    places = {one: (place, writing.is_many(one)) for place, one in enumerate(wanted)}
    taken = (_taken(writing, key) for key in writing.arguments)
    return Printed(_text(writing, returned), tuple(taken), places)


def _taken(writing: Writing, key: Argument) -> Taken:
    lane = writing.given_to.get(key)
    return Taken(key, lane, lane is None or bool(writing.lanes.printed(lane)))


def _text(writing: Writing, returned: list[str]) -> str:
    program = writing.program
    lines = [f"# {program.scheme!a} on {program.on.isoformat()}", ""]
    lines += [f"{name} = {entries!r}" for entries, name in writing.tables.items()]
    lines += [f"def {FUNCTION}("]
    for (kind, const), name in writing.arguments.items():
        lines.append(f"    {name},  # {kind} {_words(const)!a}")
    lines += ["):", *(f"    {line}" for line in writing.lines)]
    lines += ["    return (", *(f"        {each}," for each in returned), "    )", ""]
    return "\n".join(lines)


def _words(const: Const) -> str:
    parts = const if isinstance(const, tuple) else (const,)
    return " ".join(str(each) for each in parts if each is not None)


def _kept(writing: Writing) -> frozenset[int]:
    """Return the steps whose entries are read after their loop: they are kept in a list."""
    lanes = writing.lanes
    found = set(writing.roots)
    for position, node in enumerate(writing.program.nodes):
        for arg in node.args:
            section = writing.where.get(arg)
            if section is None or not writing.is_many(arg):
                continue
            level, lane = _reads_in(writing, position, node)
            if (section.level, section.lane) != (level, lane):
                found.add(arg)
    return frozenset(
        one
        for one in found
        if one in writing.where
        and writing.is_many(one)
        and not is_before_loop(writing.node(one), lanes)
    )


def _reads_in(writing: Writing, position: int, node: Node) -> tuple[int, str]:
    """Return the level and lane of the loop in which a step reads its operands."""
    level = writing.where[position].level
    if node.prim in GATHERED:
        loop = loop_of(node, writing.lanes)
        return (level - 1, loop) if loop else (level, "")
    return level, writing.lanes.printed(node.lane)


def _print_loop(writing: Writing, section: Section, counted: Counter[int]) -> None:
    """Write a loop over a lane: what is ready before it, its steps, what is gathered in it."""
    gathered = [
        position
        for position, node in enumerate(writing.program.nodes)
        if loop_of(node, writing.lanes) == section.lane
        and writing.where[position].level == section.level + 1
    ]
    ready = [one for one in section.steps if is_before_loop(writing.node(one), writing.lanes)]
    for position in ready:
        if not loop_of(writing.node(position), writing.lanes):
            writing.lines += across.before_loop(writing, position)
    outside, writing.lines, writing.read = writing.lines, [], {}
    for position in section.steps:
        if position not in ready:
            _print_step(writing, section, position, counted)
    writing.lines += [across.gathered(writing, section, one) for one in gathered]
    body, writing.lines = writing.lines, outside
    if not body:
        return
    writing.lines += [across.begun(writing, one) for one in gathered]
    writing.lines += [f"v{one}s = []" for one in section.steps if one in writing.kept]
    writing.lines.append(_head(writing, section))
    writing.lines += [f"    {line}" for line in body]
    for position in gathered:
        writing.lines += across.ended(writing, position)


def _head(writing: Writing, section: Section) -> str:
    if not writing.read:
        return f"for _ in range({writing.argument('count', section.lane)}):"
    names, lists = ", ".join(writing.read), list(writing.read.values())
    if len(lists) == 1:
        return f"for {names} in {lists[0]}:"
    return f"for {names} in zip({', '.join(lists)}, strict=True):"


def _print_step(writing: Writing, section: Section, position: int, counted: Counter[int]) -> None:
    node = writing.node(position)
    if loop_of(node, writing.lanes):
        return
    text = _expression(writing, section, position)
    if len(text) <= _LONGEST and _is_inside(writing, section, position, counted):
        writing.inside[position] = text
        return
    place = writing.program.places[position]
    comment = f"  # {place!a}" if place else ""
    last = next((line for line in reversed(writing.lines) if "  # " in line), "")
    comment = "" if last.endswith(comment) else comment
    writing.lines.append(f"v{position} = {text}{comment}")
    if position in writing.kept:
        writing.lines.append(f"v{position}s.append(v{position})")


def _is_inside(writing: Writing, section: Section, position: int, counted: Counter[int]) -> bool:
    """Say whether a step is written where it is read: once, by a step of the same loop."""
    if counted[position] != 1 or position in writing.kept or position in writing.roots:
        return False
    reader = writing.readers[position][0]
    node = writing.node(reader)
    if node.prim in kernels.REPEATED or node.prim in across.REPEATED:
        return False
    if is_before_loop(node, writing.lanes) and node.prim not in GATHERED:
        return False
    return _reads_in(writing, reader, node) == (section.level, section.lane)


def _expression(writing: Writing, section: Section, position: int) -> str:
    """Return a step over names of the loop that it stands in."""
    node = writing.node(position)
    if node.prim not in kernels.KERNELS:
        return across.expression(writing, section, position)
    args = tuple(writing.entry(section, arg) for arg in node.args)
    if node.prim is Prim.ROUND:
        limits = None if writing.bounds is None else writing.bounds[node.args[0]]
        return kernels.rounded(args[0], args[1], node.const, limits)
    if node.prim in (Prim.LOOKUP, Prim.COUNT_FROM):
        assert isinstance(node.const, tuple)  # noqa: S101 so that mypy sees it
        table = writing.table(tuple(int(entry) for entry in node.const))
        if node.prim is Prim.COUNT_FROM:
            return f"bisect_right({table}, {args[0]})"
        return f"{table}[{args[0]}]"
    return kernels.KERNELS[node.prim](args, node.const)
