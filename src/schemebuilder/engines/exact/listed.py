"""Quantifiers over the entries of a list: counted, totalled, the first so many taken, in order.

As for members of a group, an entry is selected where the condition is known to hold, and is open
where that is not known. A list that is not given is unknown, whatever is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Problem, Run, fault, usable
from schemebuilder.engines.exact.selected import Selected, settled
from schemebuilder.ir.expressions import ListAggregate, Order, Pick, Quantifier
from schemebuilder.ir.vocabulary import Assume
from schemebuilder.values.evidence import (
    YES,
    Evidence,
    Fault,
    Known,
    Need,
    NotApplicable,
    Unknown,
    conjunction,
    disjunction,
    highest,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that counts, with its value and the key by which the entries are in order."""

    subject: Subject
    value: Evidence
    key: Evidence


def list_aggregate(run: Run, node: ListAggregate, subject: Subject) -> Evidence:
    """Return what the quantifier makes of the entries of a list of the subject."""
    match node.quantifier:
        case Quantifier.ANY:
            entries, missing = entries_of(run, node.list_name, subject)
            return disjunction((*missing, *(_where(run, node, entry) for entry in entries)))
        case Quantifier.EVERY:
            return _every(run, node, subject)
        case Quantifier.NUMBER:
            selected = select_entries(run, node, subject)
            _note(run, node, subject, selected.sure)
            return highest(selected.open) or Known(Fraction(len(selected.sure)))
        case Quantifier.TOTAL | Quantifier.HIGHEST | Quantifier.LOWEST | Quantifier.AVERAGE:
            return _over_values(run, node, subject)


def entries_of(
    run: Run, name: str, owner: Subject
) -> tuple[tuple[Subject, ...], tuple[Unknown, ...]]:
    """Return the entries of a list, and that the list is missing where it is not given."""
    given = run.case.lists.get(owner, {}).get(name)
    if given is not None:
        return given.entries, ()
    need = Need(owner.entity, owner.id, name)
    if isinstance(run.scheme.lists[name].missing, Assume):
        run.assumed.add(need)
        return (), ()
    return (), (Unknown(frozenset((need,))),)


def select_entries(run: Run, node: ListAggregate, owner: Subject) -> Selected:
    """Return the entries that meet the condition, and those that may."""
    entries, missing = entries_of(run, node.list_name, owner)
    sure: list[Subject] = []
    unsettled: list[Unknown | Fault] = [*missing]
    for entry in entries:
        chosen = _where(run, node, entry)
        if isinstance(chosen, Unknown | Fault):
            unsettled.append(chosen)
        elif chosen.value:
            sure.append(entry)
    return Selected(tuple(sure), tuple(unsettled), boundless=bool(missing))


def _where(run: Run, node: ListAggregate, entry: Subject) -> Known | Unknown | Fault:
    if node.where is None:
        return YES
    return usable(run, run.evaluate(run, node.where, entry), entry, node.span)


def _every(run: Run, node: ListAggregate, owner: Subject) -> Evidence:
    """Every entry meets the condition; over no entries it is what `empty` says."""
    entries, missing = entries_of(run, node.list_name, owner)
    if not entries and not missing and node.empty is not None:
        return run.evaluate(run, node.empty, owner)
    return conjunction((*missing, *(_where(run, node, entry) for entry in entries)))


def _over_values(run: Run, node: ListAggregate, owner: Subject) -> Evidence:
    """Total, highest, lowest, average of the values of the selected; those without are skipped."""
    selected = select_entries(run, node, owner)
    counting = [_entry(run, node, entry) for entry in selected.sure]
    applying = [entry for entry in counting if _applies(entry)]
    values = [entry.value for entry in applying]
    statuses = [*values, *(entry.key for entry in applying), *selected.open]
    pick, count = node.pick, Fraction(0)
    if pick is not None:
        number = usable(run, run.evaluate(run, pick.count, owner), owner, node.span)
        statuses.append(number)
        if type(number) is Known and isinstance(number.value, Fraction):
            count = number.value
    status = highest(statuses)
    if status is not None:
        return status
    if pick is None:
        _note(run, node, owner, [entry.subject for entry in applying])
        return settled(node.quantifier, values) or _over_nothing(run, node, owner)
    if len(applying) < count and not pick.fewer:
        return _over_nothing(run, node, owner)
    return _of_first(run, node, owner, (pick, count, applying))


def _entry(run: Run, node: ListAggregate, entry: Subject) -> Entry:
    if node.value is None:
        raise ValueError(f"{node.quantifier.value} needs a value")
    value = run.evaluate(run, node.value, entry)
    by = None if node.pick is None else node.pick.by
    return Entry(entry, value, value if by is None else run.evaluate(run, by, entry))


def _applies(entry: Entry) -> bool:
    return type(entry.value) is not NotApplicable and type(entry.key) is not NotApplicable


def _of_first(
    run: Run,
    node: ListAggregate,
    owner: Subject,
    over: tuple[Pick, Fraction, Sequence[Entry]],
) -> Evidence:
    """Return what the first `count` entries come to; that it hangs on a tie is a fault."""
    pick, count, entries = over
    ways = (pick.ties,) if pick.ties is not None else (Order.HIGHEST, Order.LOWEST)
    found: list[Known | None] = []
    for ties in ways:
        ordered = sorted(entries, key=_places(pick.order, ties))
        first = [entry for place, entry in enumerate(ordered) if place < count]
        if not found:
            _note(run, node, owner, [entry.subject for entry in first])
        found.append(settled(node.quantifier, [entry.value for entry in first]))
    if any(other != found[0] for other in found):
        return _tied(run, node, owner)
    return found[0] or _over_nothing(run, node, owner)


def _places(order: Order, ties: Order) -> Any:
    """Return the sorting key of an entry: by its key, and by its value among those alike."""
    by_key = -1 if order is Order.HIGHEST else 1
    by_value = -1 if ties is Order.HIGHEST else 1
    return lambda entry: (by_key * _number(entry.key), by_value * _number(entry.value))


def _number(evidence: Evidence) -> Fraction:
    if type(evidence) is not Known or isinstance(evidence.value, bool | str):
        raise TypeError(f"entries cannot be put in order by {evidence}")
    value = evidence.value
    return value if isinstance(value, Fraction) else Fraction(value.toordinal())


def _tied(run: Run, node: ListAggregate, owner: Subject) -> Fault:
    message = (
        f"Entries of {node.list_name} have the same place in the order, and the result hangs on "
        "which of them count."
    )
    hint = "Check these entries, or say in the scheme which come first: `ties highest first`."
    return fault(run, Problem("SB-E018", message, hint), owner, node.span)


def _over_nothing(run: Run, node: ListAggregate, owner: Subject) -> Evidence:
    if node.empty is not None:
        return run.evaluate(run, node.empty, owner)
    few = "too few" if node.pick is not None and not node.pick.fewer else "no"
    among = f"{few} entries of {node.list_name} are selected for {owner.words}"
    return NotApplicable(f"The {node.quantifier.value} over nothing ({among})")


def _note(run: Run, node: ListAggregate, owner: Subject, counted: Sequence[Subject]) -> None:
    """Keep for the trace which entries count."""
    if run.seen is not None:
        run.counted[id(node), owner] = tuple(counted)
