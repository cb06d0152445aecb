"""A program compiled and run on cases; what is alike about cases decides which text is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from schemebuilder.engines.generated.binding import (
    facts_of,
    limits_of,
    masks_of,
    pattern,
    single_lanes,
)
from schemebuilder.engines.generated.printer import FUNCTION, printed
from schemebuilder.engines.generated.steps import CALLED
from schemebuilder.lowering.pruned import specialised

if TYPE_CHECKING:
    from fractions import Fraction

    from schemebuilder.engines.generated.binding import Bound, Key, Limits
    from schemebuilder.engines.generated.printer import Printed, Taken
    from schemebuilder.engines.generated.writing import Argument
    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.lowering.program import Program, Slot

_BUILTINS: Final = {"abs": abs, "range": range, "zip": zip}
_KEPT: Final = 16
"""So many texts fitted to what cases have alike are kept of a program; then one does for all."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A text that was compiled, and the program that it is of."""

    program: Program
    printed: Printed
    function: Callable[..., tuple[Any, ...]]


@dataclass(slots=True)
class Plan:
    """A program with the texts compiled of it so far; `general` are those for any case at all."""

    program: Program
    limits: dict[Key, Limits]
    masks: tuple[Argument, ...]
    fitted: dict[tuple[tuple[int, ...], frozenset[str]], Compiled] = field(default_factory=dict)
    general: dict[frozenset[str], Compiled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a compiled program came to for a case."""

    compiled: Compiled
    found: tuple[Any, ...]

    def at(self, position: int, entry: int) -> Any:
        """Return the value of a step for an entry of its lane."""
        place, many = self.compiled.printed.returned[position]
        return self.found[place][entry] if many else self.found[place]

    def exactly(self, slot: Slot, entry: int) -> Fraction:
        """Return a quantity's value for an entry, in the type's unit."""
        n: Fraction = slot.unit * self.at(slot.n, entry)
        return n if slot.d is None else n / int(self.at(slot.d, entry))


def planned(program: Program, scheme: Scheme) -> Plan:
    """Return a program ready to be compiled for the cases that come."""
    return Plan(program, limits_of(program, scheme), masks_of(program))


def ran(plan: Plan, bound: Bound, *, fitted: bool = True) -> Ran:
    """Run a program on a case; not `fitted`: by the text that does for any case at all."""
    single = single_lanes(plan.program, bound)
    compiled = _fitted(plan, bound, single) if fitted and not bound.outside else None
    if compiled is None:
        compiled = plan.general.get(single)
    if compiled is None:
        compiled = compiled_from(plan.program, printed(plan.program, single))
        plan.general[single] = compiled
    return run(compiled, bound)


def run(compiled: Compiled, bound: Bound) -> Ran:
    """Run a compiled text on a case."""
    arguments = [_argument(taken, bound) for taken in compiled.printed.arguments]
    return Ran(compiled, compiled.function(*arguments))


def _argument(taken: Taken, bound: Bound) -> Any:
    """Return what a function takes; a mask that is not given holds nowhere."""
    if taken.lane is None:
        kind, const = taken.key
        return bound.counts[str(const)] if kind == "count" else bound.owners[str(const)]
    entries = bound.given.get(taken.key)
    if taken.many:
        return [False] * bound.counts[taken.lane] if entries is None else entries
    return entries is not None and entries[0]


def _fitted(plan: Plan, bound: Bound, single: frozenset[str]) -> Compiled | None:
    """Return the text for cases alike in what is missing, if there are not too many such yet."""
    key = (pattern(plan.masks, bound), single)
    found = plan.fitted.get(key)
    if found is None and len(plan.fitted) < _KEPT:
        facts = facts_of(plan.program, plan.limits, plan.masks, key[0])
        program, bounds = specialised(plan.program, facts)
        found = plan.fitted[key] = compiled_from(program, printed(program, single, bounds))
    return found


def compiled_from(program: Program, text: Printed) -> Compiled:
    """Return a printed text as a function; it can name nothing but its own steps."""
    names: dict[str, Any] = {"__builtins__": _BUILTINS, **CALLED}
    code = compile(text.source, f"<{program.scheme!a} on {program.on}>", "exec")
    exec(code, names)  # noqa: S102 the text is ours: it holds numbers, and no word of a scheme
    return Compiled(program, text, names[FUNCTION])
