"""The integer program: a scheme as a list of whole-number steps that every fast engine prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from schemebuilder.diagnostics.finding import Span
    from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class Rounding:
    """What a ROUND step carries: the ratio p/q of unit and step, and where it goes."""

    p: int
    q: int
    direction: str


Const: TypeAlias = (
    int | bool | str | tuple[int, ...] | tuple[str, str] | tuple[str, int] | Rounding | None
)
"""What a step carries besides its operands; see `Prim`."""


class Prim(Enum):
    """A step. Operands in brackets; `c` is what the step carries. Whole numbers have no size limit.

    Yes/no steps give masks. Steps work entry by entry within one lane (persons or groups), except
    those of the last group, which cross from one to the other: from members to their group (the
    main one, or that which `c` names), or, where `c` names a list, from its entries to whose list
    it is.
    """

    CONST = "const"  # (), c: the whole number, or yes/no
    FIELD = "field"  # (), c: (entity, name); some valid value where the fact is missing
    FIELD_UNKNOWN = "field unknown"  # (), c: (entity, name)
    FIELD_NA = "field not applicable"  # (), c: (entity, name)
    ROLE_IS = "role is"  # (), c: role name
    ROLE_UNKNOWN = "role unknown"  # (), c: role name; where it is not known whether it is held
    LIST_UNKNOWN = "list unknown"  # (), c: list; where the list is not given

    ADD = "add"  # (a, b)
    SUB = "sub"  # (a, b)
    MUL = "mul"  # (a, b)
    FLOOR_DIV = "floor div"  # (a, b), b > 0
    MOD = "mod"  # (a, b), b > 0; 0 <= result < b
    ABS = "abs"  # (a)
    SIGN = "sign"  # (a): -1, 0, 1
    MIN = "min"  # (a, b)
    MAX = "max"  # (a, b)
    SELECT = "select"  # (mask, a, b): a where mask, else b; numbers or masks
    ROUND = "round"  # (n, d), c: Rounding; n*p / (d*q) to a whole number, d > 0
    LOOKUP = "lookup"  # (index), c: the table's entries
    COUNT_FROM = "count from"  # (x), c: ascending starts; how many of them are <= x
    YMD = "yyyymmdd"  # (days since 1970)
    ADD_MONTHS = "add months"  # (days, months): days; the day of month is clamped

    EQ = "eq"  # (a, b): numbers or masks
    LT = "lt"  # (a, b)
    LE = "le"  # (a, b)
    RATIO_EQ = "ratio eq"  # (na, da, nb, db): na/da = nb/db, denominators > 0
    RATIO_LT = "ratio lt"  # (na, da, nb, db)
    RATIO_LE = "ratio le"  # (na, da, nb, db)
    AND = "and"  # (a, b)
    OR = "or"  # (a, b)
    NOT = "not"  # (a)
    MARK = "mark"  # (mask), c: position in `Program.sites`; the mask itself

    SPREAD = "spread"  # (x of the group): of its members; c: a list, of its entries, or a group
    COUNT = "count"  # (mask of members): of the group
    TOTAL = "total"  # (n of members): of the group
    HIGHEST = "highest"  # (n of members, mask): of the group; some value in range over nobody
    LOWEST = "lowest"  # (n of members, mask): likewise
    ANY = "any"  # (mask of members): of the group
    FIRST = "first"  # (mask of members): of the group, the place of the first, or -1
    TAKE = "take"  # (x of members, place), c: what to take where the place is -1
    RANK = "rank"  # (a, b of entries, mask), c: list; how many of the owner's where the mask holds
    # come before, highest a first, and of equals highest b first; any number outside the mask
    OTHER = "other"  # (x, mask of none or two members), c: of these the other's x, else c; or c:
    # the name of a group and that number
    LINKED = "linked"  # (x, offset, mask of members), c: in the mask x of the member who stands
    # `offset` further on, else c
    RANK_KEY = "rank key"  # (n, d > 0): whole numbers in the order of n/d, with the same ties
    AHEAD = "ahead"  # (sure, open, open fault, then n, open, fault of each key): see `ORDER`
    AHEAD_OPEN = "ahead open"  # likewise
    AHEAD_FAULT = "ahead fault"  # likewise
    COMMON = "common"  # (d > 0): one number for the block, a multiple of all its entries


ORDER = (Prim.AHEAD, Prim.AHEAD_OPEN, Prim.AHEAD_FAULT)
"""Three numbers of other members for each member in an order, from the same operands.

In the order are those with the mask `sure`, and perhaps those with the mask `open`. Two of them are
compared key by key: the least n stands ahead, and a key that is open for one of the two before they
differ leaves it open. AHEAD: how many `sure` ones stand ahead. AHEAD_OPEN: how many others may.
AHEAD_FAULT: how many of these because of a fault, their own or of the key that leaves it open.
"""

FLAGS = frozenset(
    {
        Prim.FIELD_UNKNOWN,
        Prim.FIELD_NA,
        Prim.ROLE_IS,
        Prim.ROLE_UNKNOWN,
        Prim.LIST_UNKNOWN,
        Prim.EQ,
        Prim.LT,
        Prim.LE,
        Prim.RATIO_EQ,
        Prim.RATIO_LT,
        Prim.RATIO_LE,
        Prim.AND,
        Prim.OR,
        Prim.NOT,
        Prim.MARK,
        Prim.ANY,
    },
)
"""Steps that always give masks."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step.

    `args` are positions of earlier steps. `lane` is empty for what is the same for everyone, else
    the entity whose entries it has. `flag` says that its values are yes/no.
    """

    prim: Prim
    args: tuple[int, ...]
    const: Const
    lane: str
    flag: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the scheme where a fault can arise: what it is (a finding code), and where."""

    code: str
    place: str
    citation: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value and its status stand.

    A quantity is `n`·`unit`/`d` (`d` None: 1). A date is days since 1970, a choice its position in
    the type's choices, a yes/no a mask; then `unit` is 1. `unknown`, `fault` and `not_applicable`
    are masks; what `n` and `d` hold under them means nothing.
    """

    type: Type
    entity: str
    n: int
    d: int | None
    unit: Fraction
    unknown: int
    fault: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class StageSlots:
    """How a stage went: whether it applied, its own value (None: it has none), the amount after."""

    applied: Slot
    value: Slot | None
    after: Slot


@dataclass(frozen=True, slots=True)
class ConditionSlot:
    """A condition of a benefit or eligibility: a line of one by its number, or a role (-1).

    `met` is of the entity whose condition it is: that of the definition.
    """

    definition: str
    number: int
    role: str
    met: Slot


@dataclass(frozen=True, slots=True)
class Result:
    """What a benefit or an eligibility comes to: an outcome for each subject, and the amount.

    `outcome` holds positions in `OUTCOMES`; `fault` is the mask where it is "failed". `amount` is
    None for an eligibility. `cost` is the amount in a unit that sums exactly, 0 where it is not
    known: the amount itself where it has no denominator, else to 10^-6, half even. `stages` are
    those of a benefit, `conditions` all that must be met, in the order in which they are told:
    where they were asked for. `conditions` None: which of them are told hangs on the case.
    """

    name: str
    entity: str
    outcome: int
    fault: int
    amount: Slot | None = None
    cost: int | None = None
    cost_unit: Fraction = Fraction(1)
    stages: tuple[StageSlots, ...] = ()
    conditions: tuple[ConditionSlot, ...] | None = None


GOVERNING: Final = ("", "on")
"""The governing date as a FIELD of no lane, in a program that is for many days."""

OUTCOMES = (
    "eligible",
    "not_eligible",
    "not_payable",
    "not_selected",
    "undecided",
    "failed",
    "not_in_force",
)
"""The outcome words by their code."""


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that the program reads: a column of `entity`, in whole numbers of `unit`.

    `values` are a choice's words in the order of their positions.
    """

    entity: str
    name: str
    type: Type
    unit: Fraction
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class ListInput:
    """A list whose entries are a lane of their own, and whose it is.

    `assumed` says that where it is not given, it is taken to have no entries.
    """

    name: str
    owner: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A scheme on one date as whole-number steps.

    `places` names, for each step, the definition that first needed it. `group` is the name of the
    group entity, `person` of its members. `texts` are the texts that text values are compared
    with, by their code. `groups` are all group entities, each with that of its members.
    """

    scheme: str
    on: date
    person: str
    group: str
    nodes: tuple[Node, ...]
    inputs: tuple[Input, ...]
    results: tuple[Result, ...]
    values: tuple[tuple[str, Slot], ...]
    sites: tuple[Site, ...]
    places: tuple[str, ...]
    texts: tuple[str, ...] = ()
    lists: tuple[ListInput, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()

    def text(self) -> str:
        """Return the program as lines, one a step, for reading and for comparing."""
        lines = []
        for position, node in enumerate(self.nodes):
            args = " ".join(f"%{arg}" for arg in node.args)
            carried = "" if node.const is None else f" {node.const!r}"
            lane = node.lane or "all"
            lines.append(
                f"%{position} = {node.prim.value}{carried} {args}".rstrip() + f"  [{lane}]"
            )
        lines.extend(
            f"{result.name}: outcome %{result.outcome}"
            + (f", amount {slot_text(result.amount)}" if result.amount else "")
            for result in self.results
        )
        lines.extend(f"{name}: {slot_text(slot)}" for name, slot in self.values)
        return "\n".join(lines)


def slot_text(slot: Slot) -> str:
    """Return a slot as text: `%7·1/100/%9`."""
    return f"%{slot.n}·{slot.unit}" + ("" if slot.d is None else f"/%{slot.d}")


def roots(program: Program) -> tuple[int, ...]:
    """Return the steps that someone reads: results, amounts, costs, values and their statuses."""
    found = [position for result in program.results for position in roots_of(result)]
    found += [position for _, slot in program.values for position in positions_of(slot)]
    return tuple(dict.fromkeys(found))


def roots_of(result: Result) -> tuple[int, ...]:
    """Return the steps of a result that someone reads."""
    found = [result.outcome, result.fault]
    slots = [] if result.amount is None else [result.amount]
    if result.cost is not None:
        found.append(result.cost)
    for stage in result.stages:
        slots.extend(slot for slot in (stage.applied, stage.value, stage.after) if slot)
    slots.extend(condition.met for condition in result.conditions or ())
    return (*found, *(position for slot in slots for position in positions_of(slot)))


def positions_of(slot: Slot) -> tuple[int, ...]:
    """Return the steps in which a value and its status stand."""
    d = () if slot.d is None else (slot.d,)
    return (slot.n, slot.unknown, slot.fault, slot.not_applicable, *d)
