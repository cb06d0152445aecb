"""What is wrong with a population, and what a scheme would find unknown in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

import numpy as np

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.expressions import Expr, FieldRef
from schemebuilder.ir.vocabulary import Ask, AskOfficer, Assume, Field, ListField, Use
from schemebuilder.ir.walk import nodes, scheme_nodes
from schemebuilder.population.binding import Binding, bind
from schemebuilder.population.consistency import consistent
from schemebuilder.population.integers import scaled
from schemebuilder.population.read import Population, Wanted, open_population
from schemebuilder.population.rows import Place, rows_finding, softened
from schemebuilder.population.schema import (
    HOUSEHOLDS,
    NO_CURRENCY,
    PERSONS,
    PopulationInfo,
    imputations,
)
from schemebuilder.values.types import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from schemebuilder.ir.scheme import Scheme
    from schemebuilder.population.frame import Array, Column, Mask


def check_folder(folder: Path) -> tuple[Finding, ...]:
    """Check a population folder row by row; what was imputed in it comes as notes."""
    population, findings = open_population(folder)
    if population is None:
        return findings
    # A changed folder has been checked by opening it.
    rows = () if findings else consistent(folder, population.info)
    return (
        *findings,
        *rows,
        *(_imputed(words, folder.name) for words in imputations(population.info)),
    )


def check_for_scheme(population: Population, scheme: Scheme) -> tuple[Finding, ...]:
    """Say what the scheme needs and the population lacks, or has otherwise than wanted."""
    fields = [f for f in scheme.fields.values() if f.entity in ("person", "household")]
    findings: list[Finding] = []
    bound: list[tuple[Field, Binding]] = []
    spared = stand_ins(population.info, scheme)
    for field in fields:
        binding, wrong = bind(field, population.info, scheme.calendar)
        findings += wrong
        if binding is not None:
            bound.append((field, binding))
        elif not wrong and field.name not in spared:
            findings.append(_lacking(field))
    for of_list in scheme.lists.values():
        findings += _of_list(population.info, of_list, scheme)
    findings += _roles(population, scheme)
    findings += _of_others(scheme)
    findings += _currency(scheme, bound)
    findings += _values(population, bound)
    used = [(field.entity, field.name) for field, _ in bound]
    findings += [_imputed(w, population.folder.name) for w in imputations(population.info, used)]
    return tuple(findings)


def _of_others(scheme: Scheme) -> list[Finding]:
    """Find what a scheme says of people or groups that no population holds."""
    entities = [field.entity for field in scheme.fields.values()]
    entities += [rule.entity for rule in scheme.rules.values()]
    entities += [eligibility.entity for eligibility in scheme.eligibilities.values()]
    entities += [benefit.entity for benefit in scheme.benefits.values()]
    held = {"person", "household", *scheme.lists}
    return [
        Finding(
            "SB-W021",
            Severity.ERROR,
            f"The scheme is about each {entity}, and a population holds persons and households.",
            hint="Decide cases one by one (`decide`), or assess the household.",
        )
        for entity in dict.fromkeys(entities)
        if entity not in held
    ]


def stand_ins(info: PopulationInfo, scheme: Scheme) -> frozenset[str]:
    """Return facts that only stand in for others which are there: a birth date beside an age."""

    def read_by(nodes_of: Iterable[Expr]) -> set[str]:
        return {node.name for node in nodes_of if isinstance(node, FieldRef)}

    waiting = read_by(scheme_nodes(replace(scheme, fields={})))
    needed: set[str] = set()
    stand_in: set[str] = set()
    for name, field in scheme.fields.items():
        if not isinstance(field.missing, Use):
            continue
        sources = read_by(nodes((field.missing.expression,)))
        if info.field(field.entity, name) is not None:
            stand_in |= sources
    while waiting:
        name = waiting.pop()
        needed.add(name)
        wanted = scheme.fields.get(name)
        if wanted is None or info.field(wanted.entity, name) is not None:
            continue
        if isinstance(wanted.missing, Use):
            waiting |= read_by(nodes((wanted.missing.expression,))) - needed
    return frozenset(stand_in - needed)


def _lacking(field: Field) -> Finding:
    what = f"{field.name} of {field.entity}"
    match field.missing:
        case Ask() | AskOfficer():
            severity = Severity.WARNING
            follows = "it is unknown for everyone, and what needs it stays undecided"
            hint = "Map a column to it, or give the scheme an assumption with `missing assume`."
        case Assume(value=value):
            severity = Severity.NOTE
            follows = f"it is assumed to be {_value_words(value)} for everyone, as the scheme says"
            hint = ""
        case Use():
            severity = Severity.NOTE
            follows = "it is derived from other facts, as the scheme says"
            hint = ""
        case _ as never:
            assert_never(never)
    message = f"The population has no {what}: {follows}."
    return Finding("SB-W011", severity, message, hint=hint, place=what)


def _of_list(info: PopulationInfo, of_list: ListField, scheme: Scheme) -> list[Finding]:
    """Say that a list is lacking, or which facts of its entries are, or are of another kind."""
    stored = info.a_list(of_list.name, of_list.entity)
    if stored is None:
        return [_no_list(of_list)]
    findings: list[Finding] = []
    for fact in of_list.fields:
        binding, wrong = bind(fact, info, scheme.calendar)
        findings += wrong or (() if binding is not None else (_lacking(fact),))
    return findings


def _no_list(of_list: ListField) -> Finding:
    what = f"{of_list.name} of {of_list.entity}"
    about = f"The population has no {what}, which is a list"
    if isinstance(of_list.missing, Assume):
        message = f"{about}. It is taken to have no entries for everyone, as the scheme says."
        return Finding("SB-W011", Severity.NOTE, message, place=what)
    return Finding(
        "SB-W011",
        Severity.WARNING,
        f"{about}. It is unknown for everyone, and what needs it stays undecided.",
        hint="Map a file with its entries under [lists], or write a scheme that reads the result "
        "of the list as one fact, such as the average salary.",
        place=what,
    )


def _value_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _roles(population: Population, scheme: Scheme) -> list[Finding]:
    household = scheme.entities.get("household")
    if household is None or not household.roles or not population.info.roles:
        return []
    wanted = [role.name for role in household.roles]
    lost = [name for name in population.info.roles if name not in wanted]
    if not lost:
        return []
    message = (
        f"The population has the roles {', '.join(lost)}, which the scheme does not have; "
        "the role of these persons is unknown."
    )
    hint = (
        f"The scheme's roles are {', '.join(wanted)}; recode to them under [roles] in the mapping."
    )
    return [Finding("SB-W011", Severity.WARNING, message, hint=hint, place="role")]


def _currency(scheme: Scheme, bound: Sequence[tuple[Field, Binding]]) -> list[Finding]:
    amounts = [
        f.name
        for f, b in bound
        if b.stored.type.currency == NO_CURRENCY and f.type.kind is Kind.MONEY
    ]
    if not amounts:
        return []
    message = (
        f"The population's amounts are in no country's currency; they are read one to one as "
        f"{scheme.currency} ({', '.join(amounts)})."
    )
    hint = "Compare the scheme's amounts with the population's before relying on a cost."
    return [Finding("SB-W016", Severity.WARNING, message, hint=hint, place=scheme.id)]


def _values(population: Population, bound: Sequence[tuple[Field, Binding]]) -> list[Finding]:
    """What happens to values when they are read: rounded, out of range, not among the choices."""
    doubtful = [(f, b) for f, b in bound if _may_differ(population, f, b)]
    if not doubtful:
        return []
    counts = {f.name + f.entity: [0, 0] for f, _ in doubtful}
    outside: dict[str, list[Mask]] = {key: [] for key in counts}
    stored = [b.stored for _, b in doubtful]
    for frame in population.frames(Wanted(tuple(stored))):
        for field, binding in doubtful:
            columns = frame.households if field.entity == "household" else frame.persons
            column = columns[field.name]
            key = field.name + field.entity
            known = _known(column)
            counts[key][0] += int(np.count_nonzero(known))
            counts[key][1] += int(np.count_nonzero(known & _changed(binding, column.data)))
            outside[key].append(known & _outside(field, binding, column.data))
    findings: list[Finding] = []
    for field, binding in doubtful:
        key = field.name + field.entity
        file = HOUSEHOLDS if field.entity == "household" else PERSONS
        findings += _changed_finding(field, binding, *counts[key])
        findings += softened(
            rows_finding(
                "SB-W003",
                Place(f"{field.name} of {field.entity}", field.name, file),
                np.concatenate(outside[key]),
                ("is outside the scheme's range", "are outside the scheme's range"),
                hint="Correct them, or widen the range in the scheme; what reads one fails.",
            )
        )
    return findings


def _may_differ(population: Population, field: Field, binding: Binding) -> bool:
    if binding.rescale is not None or (binding.recode is not None and -1 in binding.recode):
        return True
    bounds = population.bounds(field)
    if bounds is None or (field.lowest is None and field.highest is None):
        return False
    return bool(_outside(field, binding, np.array(bounds), as_read=True).any())


def _known(column: Column) -> Mask:
    known = np.ones(len(column.data), np.bool_)
    for mask in (column.unknown, column.not_applicable):
        if mask is not None:
            known &= ~mask
    return known


def _changed(binding: Binding, data: Array) -> Mask:
    if binding.rescale is not None:
        return scaled(data.astype(np.int64), binding.rescale)[1]
    if binding.recode is not None:
        lost: Mask = np.array(binding.recode)[data] < 0
        return lost
    return np.zeros(len(data), np.bool_)


def _outside(field: Field, binding: Binding, data: Array, *, as_read: bool = False) -> Mask:
    """Where a number is outside the field's range; `as_read`: data are in the binding's unit."""
    outside = np.zeros(len(data), np.bool_)
    if not binding.stored.type.is_quantity:
        return outside
    whole = data.astype(np.int64)
    if binding.rescale is not None and not as_read:
        whole, _ = scaled(whole, binding.rescale)
    if isinstance(field.lowest, Fraction):
        low = field.lowest / binding.unit
        outside |= whole < -(-low.numerator // low.denominator)
    if isinstance(field.highest, Fraction):
        high = field.highest / binding.unit
        outside |= whole > high.numerator // high.denominator
    return outside


def _changed_finding(field: Field, binding: Binding, known: int, changed: int) -> list[Finding]:
    what = f"{field.name} of {field.entity}"
    if not changed:
        return []
    if binding.rescale is not None:
        message = (
            f"{what}: {changed:,} of {known:,} values are rounded half even to the scheme's "
            f"{field.decimals} decimals {field.type.words()}."
        )
        return [Finding("SB-W008", Severity.WARNING, message, place=what)]
    lost = [
        value
        for value, to in zip(binding.stored.type.choices, binding.recode or (), strict=True)
        if to < 0
    ]
    message = (
        f"{what}: {changed:,} of {known:,} values are unknown to the scheme, which does not "
        f"have the choices {', '.join(lost)}."
    )
    hint = (
        f"The scheme's choices are {', '.join(field.type.choices)}; recode to them in the mapping."
    )
    return [Finding("SB-W004", Severity.WARNING, message, hint=hint, place=what)]


def _imputed(words: str, place: str) -> Finding:
    return Finding("SB-W009", Severity.NOTE, f"Imputed: {words}.", place=place)
