"""Steps that cross from one entry or lane to another, as Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from schemebuilder.engines.generated.sections import loop_of
from schemebuilder.lowering.program import ORDER, Prim

if TYPE_CHECKING:
    from schemebuilder.engines.generated.sections import Section
    from schemebuilder.engines.generated.writing import Writing
    from schemebuilder.lowering.program import Const

REPEATED: Final = frozenset({Prim.TAKE, Prim.HIGHEST, Prim.LOWEST})
"""Steps that write an operand twice."""

_BEGIN: Final = {
    Prim.COUNT: "0",
    Prim.TOTAL: "0",
    Prim.ANY: "False",
    Prim.FIRST: "-1",
    Prim.HIGHEST: "None",
    Prim.LOWEST: "None",
}


def begun(writing: Writing, position: int) -> str:
    """Return the line before a loop in which a step is gathered."""
    node = writing.node(position)
    begin = _BEGIN[node.prim]
    if writing.is_many(position):
        return f"v{position}s = [{begin}] * {writing.argument('count', node.lane)}"
    return f"v{position} = {begin}"


def gathered(writing: Writing, section: Section, position: int) -> str:
    """Return the line of a loop that adds an entry to what is gathered."""
    node = writing.node(position)
    own = f"v{position}"
    if writing.is_many(position):
        own = f"v{position}s[{writing.owner(node.const)}]"
    args = [writing.entry(section, arg) for arg in node.args]
    match node.prim:
        case Prim.TOTAL:
            return f"{own} += {args[0]}"
        case Prim.COUNT:
            return _where(args[0], f"{own} += 1")
        case Prim.ANY:
            return _where(args[0], f"{own} = True")
        case Prim.FIRST:
            return f"if {args[0]} and {own} < 0: {own} = {writing.place(section)}"
        case _:
            sign = ">" if node.prim is Prim.HIGHEST else "<"
            better = f"({own} is None or {args[0]} {sign} {own})"
            return f"if {args[1]} and {better}: {own} = {args[0]}"


def _where(mask: str, line: str) -> str:
    return line if mask == "True" else f"if {mask}: {line}"


def ended(writing: Writing, position: int) -> list[str]:
    """Return the line after a loop: an extreme over nobody is some number."""
    if writing.node(position).prim not in (Prim.HIGHEST, Prim.LOWEST):
        return []
    if writing.is_many(position):
        return [f"v{position}s = [0 if v is None else v for v in v{position}s]"]
    return [f"v{position} = 0 if v{position} is None else v{position}"]


def before_loop(writing: Writing, position: int) -> list[str]:
    """Return the lines that work out all entries of a step at once."""
    node = writing.node(position)
    own, everyone = f"v{position}s", [writing.everyone(arg, node.lane) for arg in node.args]
    if node.prim in ORDER:
        lines = []
        order = (node.const, node.args)
        if order not in writing.orders:
            writing.orders[order] = f"order{len(writing.orders)}"
            of_group = writing.argument("owner", node.const or writing.lanes.main, many=True)
            taken = ", ".join([of_group, *everyone])
            lines = [f"{writing.orders[order]} = standings({taken})"]
        return [*lines, f"{own} = {writing.orders[order]}[{ORDER.index(node.prim)}]"]
    if node.prim is Prim.RANK:
        of_owner = writing.argument("owner", node.const, many=True)
        return [f"{own} = ranked({', '.join([*everyone, of_owner])})"]
    if node.prim is Prim.OTHER:
        group, default = _group_and_default(writing, node.const)
        of_group = writing.argument("owner", group, many=True)
        return [f"{own} = of_other({', '.join(everyone)}, {default!r}, {of_group})"]
    return [f"{own} = rank_keys({', '.join(everyone)})"]


def _group_and_default(writing: Writing, const: Const) -> tuple[str, Const]:
    if isinstance(const, tuple):
        return str(const[0]), const[1]
    return writing.lanes.main, const


def expression(writing: Writing, section: Section, position: int) -> str:
    """Return a step that crosses, but neither gathers nor needs all entries at once, as Python."""
    node = writing.node(position)
    assert not loop_of(node, writing.lanes)  # noqa: S101 those are gathered in a loop
    return _ROWS[node.prim](writing, section, position)


def _spread(writing: Writing, section: Section, position: int) -> str:
    node = writing.node(position)
    if not writing.is_many(node.args[0]):
        return writing.entry(section, node.args[0])
    return f"{writing.whole(node.args[0])}[{writing.owner(node.const)}]"


def _taken(writing: Writing, section: Section, position: int) -> str:
    node = writing.node(position)
    place = writing.entry(section, node.args[1])
    whole = writing.whole(node.args[0])
    theirs = f"{whole}[{place}]" if writing.is_many(node.args[0]) else whole
    return f"({theirs} if {place} >= 0 else {node.const!r})"


def _linked(writing: Writing, section: Section, position: int) -> str:
    node = writing.node(position)
    x, offset, mask = node.args
    theirs = writing.whole(x)
    if writing.is_many(x):
        theirs += f"[{writing.place(section)} + {writing.entry(section, offset)}]"
    return f"({theirs} if {writing.entry(section, mask)} else {node.const!r})"


def _common(writing: Writing, _: Section, position: int) -> str:
    d = writing.node(position).args[0]
    return f"lcm(*{writing.whole(d)})" if writing.is_many(d) else writing.whole(d)


def _of_one(row: Callable[[list[str], Any], str]) -> Callable[[Writing, Section, int], str]:
    """Return the row of a step over many where there is one: the lane has no loop."""

    def written(writing: Writing, section: Section, position: int) -> str:
        node = writing.node(position)
        return row([writing.entry(section, arg) for arg in node.args], node.const)

    return written


_ROWS: Final[dict[Prim, Callable[[Writing, Section, int], str]]] = {
    Prim.SPREAD: _spread,
    Prim.TAKE: _taken,
    Prim.LINKED: _linked,
    Prim.COMMON: _common,
    Prim.COUNT: _of_one(lambda args, _: f"(1 if {args[0]} else 0)"),
    Prim.TOTAL: _of_one(lambda args, _: args[0]),
    Prim.HIGHEST: _of_one(lambda args, _: args[0]),
    Prim.LOWEST: _of_one(lambda args, _: args[0]),
    Prim.ANY: _of_one(lambda args, _: args[0]),
    Prim.FIRST: _of_one(lambda args, _: f"(0 if {args[0]} else -1)"),
    Prim.RANK: _of_one(lambda _, __: "0"),
    Prim.RANK_KEY: _of_one(lambda args, _: args[0]),
    Prim.OTHER: _of_one(lambda _, const: repr(const[1] if isinstance(const, tuple) else const)),
    Prim.AHEAD: _of_one(lambda _, __: "0"),
    Prim.AHEAD_OPEN: _of_one(lambda _, __: "0"),
    Prim.AHEAD_FAULT: _of_one(lambda _, __: "0"),
}
