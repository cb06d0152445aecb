"""Building a program: equal steps are shared, and what is known already is not computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schemebuilder.lowering.bounds import MASK, Bounds, bound
from schemebuilder.lowering.integers import EVALUATE
from schemebuilder.lowering.program import FLAGS, ORDER, Node, Prim, Rounding, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.lowering.facts import Facts
    from schemebuilder.lowering.program import Const

_TO_GROUP: Final = frozenset(
    {Prim.COUNT, Prim.TOTAL, Prim.HIGHEST, Prim.LOWEST, Prim.ANY, Prim.FIRST},
)

_TO_PERSONS: Final = frozenset({Prim.SPREAD, Prim.RANK, Prim.OTHER, *ORDER})


class Graph:
    """The steps so far. `place` is the definition that is being lowered.

    With `facts` about the data, a step whose bounds leave one value becomes that constant. `owners`
    are the lists with whose they are, `groups` the groups with that of their members.
    """

    def __init__(
        self,
        person: str,
        group: str,
        facts: Facts | None = None,
        owners: Mapping[str, str] | None = None,
        groups: Mapping[str, str] | None = None,
    ) -> None:
        self.person = person
        self.group = group
        self.owners = dict(owners or {})
        self.groups = {group: person, **(groups or {})}
        self.facts = facts
        self.place = ""
        self.nodes: list[Node] = []
        self.places: list[str] = []
        self.bounds: list[Bounds] = []
        self._known: dict[Node, int] = {}
        self._sites: dict[Site, int] = {}
        self.false = self.const(False)
        self.true = self.const(True)
        self.zero = self.const(0)
        self.one = self.const(1)

    def const(self, value: int) -> int:
        """Return the step that is this number, or this truth value."""
        return self._add(Node(Prim.CONST, (), value, "", flag=isinstance(value, bool)))

    def leaf(self, prim: Prim, lane: str, const: Const, *, flag: bool = False) -> int:
        """Return a step that reads the data of `lane`."""
        return self._settled(Node(prim, (), const, lane, flag=flag or prim in FLAGS))

    def step(self, prim: Prim, *args: int, const: Const = None) -> int:
        """Return the step for these operands, or an equal or simpler one that is there already."""
        simpler = self._simpler(prim, args, const)
        if simpler is not None:
            return simpler
        within = self._within_group(prim, args, const)
        if within is not None:
            return within
        flag = prim in FLAGS
        if prim is Prim.SELECT:
            flag = self.nodes[args[1]].flag
        elif prim in (Prim.SPREAD, Prim.TAKE, Prim.OTHER, Prim.LINKED):
            flag = self.nodes[args[0]].flag
        return self._settled(Node(prim, args, const, self._lane(prim, args, const), flag=flag))

    def value(self, position: int) -> int | None:
        """Return the number or truth value of a constant step, or None."""
        node = self.nodes[position]
        return node.const if node.prim is Prim.CONST else None  # type: ignore[return-value]  # what such a step carries

    def both(self, *masks: int) -> int:
        """Return the mask where all hold."""
        result = self.true
        for mask in masks:
            result = self.step(Prim.AND, result, mask)
        return result

    def either(self, *masks: int) -> int:
        """Return the mask where any holds."""
        result = self.false
        for mask in masks:
            result = self.step(Prim.OR, result, mask)
        return result

    def negated(self, mask: int) -> int:
        """Return the mask where it does not hold."""
        return self.step(Prim.NOT, mask)

    def select(self, mask: int, chosen: int, other: int) -> int:
        """Return `chosen` where the mask holds, else `other`."""
        return self.step(Prim.SELECT, mask, chosen, other)

    def mark(self, mask: int, site: Site) -> int:
        """Return the mask, as the faults that arise at this place of the scheme."""
        if mask == self.false:
            return mask
        place = self._sites.setdefault(site, len(self._sites))
        return self.step(Prim.MARK, mask, const=place)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The places where faults can arise; MARK steps carry their position."""
        return tuple(self._sites)

    def _within_group(self, prim: Prim, args: tuple[int, ...], const: Const) -> int | None:
        """L7: what needs only the group's values is computed once per group, then spread.

        Likewise for the entries of a list, what needs only the values of whose list it is.
        """
        spread = [self.nodes[arg].prim is Prim.SPREAD for arg in args]
        over = {self.nodes[arg].const for arg, there in zip(args, spread, strict=True) if there}
        ready = all(
            there or not self.nodes[arg].lane for arg, there in zip(args, spread, strict=True)
        )
        if prim not in EVALUATE or len(over) != 1 or not ready:
            return None
        inner = (
            self.nodes[arg].args[0] if there else arg
            for arg, there in zip(args, spread, strict=True)
        )
        return self.step(Prim.SPREAD, self.step(prim, *inner, const=const), const=over.pop())

    def _lane(self, prim: Prim, args: tuple[int, ...], const: Const) -> str:
        if prim in _TO_GROUP:
            return self.owners.get(const, const) if isinstance(const, str) else self.group
        if prim in _TO_PERSONS:
            return self._members(const)
        if prim is Prim.COMMON:
            return ""
        if prim is Prim.TAKE:
            return self.nodes[args[1]].lane or self.group
        if prim is Prim.LINKED:
            return self.nodes[args[1]].lane or self.nodes[args[2]].lane or self.person
        lanes = {self.nodes[arg].lane for arg in args} - {""}
        if len(lanes) > 1:
            raise AssertionError(f"{prim} mixes {sorted(lanes)}")
        return lanes.pop() if lanes else ""

    def _members(self, const: Const) -> str:
        """Return the lane of a list's entries or a group's members; the main group's by default."""
        over = const[0] if isinstance(const, tuple) and const else const
        if not isinstance(over, str):
            return self.person
        return over if over in self.owners else self.groups[over]

    def _add(self, node: Node, bounds: Bounds = None) -> int:
        found = self._known.get(node)
        if found is not None:
            return found
        position = len(self.nodes)
        self._known[node] = position
        self.nodes.append(node)
        self.places.append(self.place)
        if node.prim is Prim.CONST:
            bounds = bound(Prim.CONST, node.const, (), None)
        self.bounds.append(bounds)
        return position

    def _settled(self, node: Node) -> int:
        found = self._known.get(node)
        if found is not None:
            return found
        args = tuple(self.bounds[arg] for arg in node.args)
        bounds = bound(node.prim, node.const, args, self.facts)
        if bounds is None and node.flag:
            bounds = MASK
        if bounds is not None and bounds[0] == bounds[1]:
            return self.const(bool(bounds[0]) if node.flag else bounds[0])
        return self._add(node, bounds)

    def _simpler(  # noqa: C901, PLR0911, PLR0912 one a step
        self, prim: Prim, args: tuple[int, ...], const: Const
    ) -> int | None:
        values = [self.value(arg) for arg in args]
        if prim in EVALUATE and all(value is not None for value in values):
            return self.const(EVALUATE[prim](*values, const))
        match prim:
            case Prim.AND | Prim.OR | Prim.NOT:
                return self._simpler_mask(prim, args)
            case Prim.SELECT:
                return self._simpler_select(*args)
            case Prim.ADD | Prim.SUB | Prim.MUL | Prim.FLOOR_DIV:
                return self._simpler_number(prim, args, values)
            case Prim.MIN | Prim.MAX if args[0] == args[1]:
                return args[0]
            case Prim.EQ | Prim.LE if args[0] == args[1]:
                return self.true
            case Prim.EQ if self.nodes[args[0]].flag:
                return self._simpler_equal_masks(args, values)
            case Prim.LT if args[0] == args[1]:
                return self.false
            case Prim.MIN | Prim.MAX | Prim.ABS:
                return self._simpler_by_bounds(prim, args)
            case Prim.RATIO_EQ | Prim.RATIO_LT | Prim.RATIO_LE if args[1] == args[3]:
                return self.step(_WITHOUT_RATIO[prim], args[0], args[2])
            case Prim.ROUND if args[1] == self.one and isinstance(const, Rounding):
                return args[0] if const.p == const.q == 1 else None
            case Prim.RANK_KEY if values[1] is not None:
                return args[0]
            case Prim.SPREAD | Prim.COMMON if values[0] is not None:
                return args[0]
            case Prim.TAKE if values[1] == -1 and isinstance(const, int):
                return self.const(const)
            case Prim.SPREAD if self.nodes[args[0]].lane == "":
                return args[0]
            case _:
                return None

    def _simpler_mask(  # noqa: PLR0911 one a law of and, or, not
        self, prim: Prim, args: tuple[int, ...]
    ) -> int | None:
        if prim is Prim.NOT:
            inner = self.nodes[args[0]]
            return inner.args[0] if inner.prim is Prim.NOT else None
        absorbing = self.false if prim is Prim.AND else self.true
        neutral = self.true if prim is Prim.AND else self.false
        if absorbing in args:
            return absorbing
        if args[0] == neutral or args[0] == args[1]:
            return args[1]
        if args[1] == neutral:
            return args[0]
        if self._opposite(args[0], args[1]):
            return absorbing
        if args[0] > args[1]:
            return self.step(prim, args[1], args[0])
        return None

    def _opposite(self, a: int, b: int) -> bool:
        first, second = self.nodes[a], self.nodes[b]
        return (first.prim is Prim.NOT and first.args[0] == b) or (
            second.prim is Prim.NOT and second.args[0] == a
        )

    def _simpler_equal_masks(self, args: tuple[int, ...], values: list[int | None]) -> int | None:
        for value, other in ((values[0], args[1]), (values[1], args[0])):
            if value is not None:
                return other if value else self.negated(other)
        return None

    def _simpler_select(  # noqa: PLR0911 one a case
        self, mask: int, chosen: int, other: int
    ) -> int | None:
        if chosen == other:
            return chosen
        if mask in (self.true, self.false):
            return chosen if mask == self.true else other
        node = self.nodes[mask]
        if node.prim is Prim.NOT:
            return self.select(node.args[0], other, chosen)
        if not self.nodes[chosen].flag:
            return None
        if chosen in (self.true, mask):
            return self.either(mask, other)
        if chosen == self.false:
            return self.both(self.negated(mask), other)
        if other in (self.false, mask):
            return self.both(mask, chosen)
        if other == self.true:
            return self.either(self.negated(mask), chosen)
        return None

    def _simpler_number(
        self,
        prim: Prim,
        args: tuple[int, ...],
        values: list[int | None],
    ) -> int | None:
        left, right = args
        if prim is Prim.ADD:
            return right if values[0] == 0 else left if values[1] == 0 else None
        if prim is Prim.SUB:
            return left if values[1] == 0 else None
        if prim is Prim.FLOOR_DIV:
            return left if values[1] == 1 else None
        if 0 in values:
            return self.zero
        return right if values[0] == 1 else left if values[1] == 1 else None

    def _simpler_by_bounds(self, prim: Prim, args: tuple[int, ...]) -> int | None:
        known = [self.bounds[arg] for arg in args]
        first = known[0]
        if prim is Prim.ABS:
            return args[0] if first is not None and first[0] >= 0 else None
        second = known[1]
        if first is None or second is None:
            return None
        if first[1] <= second[0]:
            return args[0] if prim is Prim.MIN else args[1]
        if second[1] <= first[0]:
            return args[1] if prim is Prim.MIN else args[0]
        return None


_WITHOUT_RATIO: Final[dict[Prim, Prim]] = {
    Prim.RATIO_EQ: Prim.EQ,
    Prim.RATIO_LT: Prim.LT,
    Prim.RATIO_LE: Prim.LE,
}
