"""Which loop each step stands in: one over the entries of a lane, between what crosses lanes.

A step that gathers (`total`, `any`, …) needs a loop of its members that has ended; what reads
another member's entry needs a lane that is complete. The number of such ends before a step is its
level. Steps of one lane and level share a loop, as late as their readers allow, so that little
has to be kept from one loop to the next. A lane with a single entry needs no loop at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemebuilder.lowering.program import ORDER, Prim, roots

if TYPE_CHECKING:
    from schemebuilder.lowering.program import Node, Program

GATHERED: Final = frozenset(
    {Prim.COUNT, Prim.TOTAL, Prim.HIGHEST, Prim.LOWEST, Prim.ANY, Prim.FIRST}
)
"""From members to their group, or from entries to whose list it is, while the loop goes on."""

WHOLE: Final = frozenset({Prim.RANK, Prim.OTHER, Prim.RANK_KEY, *ORDER})
"""Worked out for all entries of a lane at once, from lanes that are complete."""

ELSEWHERE: Final = {Prim.TAKE: (0,), Prim.LINKED: (0,), Prim.SPREAD: (0,), Prim.COMMON: (0,)}
"""The operands of which another entry is read than the step's own."""

LEAVES: Final = frozenset(
    {
        Prim.FIELD,
        Prim.FIELD_UNKNOWN,
        Prim.FIELD_NA,
        Prim.ROLE_IS,
        Prim.ROLE_UNKNOWN,
        Prim.LIST_UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of one lane and level; `lane` is empty for what is worked out once."""

    level: int
    lane: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lanes of a program: of what each group's members, and whose list each list is.

    `single` are lanes with one entry in the cases that are meant.
    """

    members: dict[str, str]
    owners: dict[str, str]
    main: str
    single: frozenset[str]

    def printed(self, lane: str) -> str:
        """Return the lane over which a loop is printed; empty for none."""
        return "" if lane in self.single else lane

    def gathered_from(self, node: Node) -> str:
        """Return the lane whose entries a gathering step gathers."""
        over = node.const if isinstance(node.const, str) else self.main
        return over if over in self.owners else self.members[over]


def lanes_of(program: Program, single: frozenset[str]) -> Lanes:
    """Return the lanes of a program."""
    owners = {of_list.name: of_list.owner for of_list in program.lists}
    members = {program.group: program.person, **dict(program.groups)}
    return Lanes(members, owners, program.group, single)


def sections_of(program: Program, lanes: Lanes) -> tuple[Section, ...]:
    """Return the sections in the order in which they run."""
    levels = _as_late_as_read(program, lanes, _as_early_as_known(program, lanes))
    found: dict[tuple[int, str], list[int]] = {}
    for position, node in enumerate(program.nodes):
        if node.prim is Prim.CONST or node.prim in LEAVES:
            continue
        level, lane = levels[position], lanes.printed(node.lane)
        found.setdefault((level, lane), []).append(position)
        if loop_of(node, lanes):
            found.setdefault((level - 1, loop_of(node, lanes)), [])
    return tuple(
        Section(level, lane, tuple(steps)) for (level, lane), steps in sorted(found.items())
    )


def is_before_loop(node: Node, lanes: Lanes) -> bool:
    """Say whether a loop over a step's entries finds them all worked out."""
    return bool(lanes.printed(node.lane)) and (node.prim in WHOLE or bool(loop_of(node, lanes)))


def loop_of(node: Node, lanes: Lanes) -> str:
    """Return the lane in whose loop, one level before, a step is gathered; empty for none."""
    return lanes.printed(lanes.gathered_from(node)) if node.prim in GATHERED else ""


def delay(node: Node, place: int, source: Node, lanes: Lanes) -> int:
    """Return how many loops of the operand must have ended before the step."""
    if node.prim in GATHERED:
        return 1 if loop_of(node, lanes) else 0
    if not lanes.printed(source.lane):
        return 0
    if node.prim in WHOLE or place in ELSEWHERE.get(node.prim, ()):
        return 1
    return 0


def _as_early_as_known(program: Program, lanes: Lanes) -> list[int]:
    levels: list[int] = []
    for node in program.nodes:
        args = enumerate(node.args)
        known = (levels[arg] + delay(node, place, program.nodes[arg], lanes) for place, arg in args)
        levels.append(max(known, default=0))
    return levels


def _as_late_as_read(program: Program, lanes: Lanes, early: list[int]) -> list[int]:
    """Move each step to the level of its first reader; what somebody outside reads stays."""
    last = max(early, default=0)
    latest = [last] * len(early)
    late = list(early)
    kept = set(roots(program))
    for position in range(len(program.nodes) - 1, -1, -1):
        node = program.nodes[position]
        if position not in kept:
            late[position] = max(latest[position], early[position])
        for place, arg in enumerate(node.args):
            before = late[position] - delay(node, place, program.nodes[arg], lanes)
            latest[arg] = min(latest[arg], before)
    return late
