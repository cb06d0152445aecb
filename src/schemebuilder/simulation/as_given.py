"""What a case changes about its scheme before a fast engine decides it, and what is asked of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from schemebuilder.engines.exact.decision import NamedValue
from schemebuilder.engines.exact.named import named_definition
from schemebuilder.engines.exact.people import Case
from schemebuilder.ir.expressions import FieldRef
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Field, Use
from schemebuilder.values.evidence import Evidence, Fault, Known


def given_rules(scheme: Scheme, case: Case) -> frozenset[str]:
    """Return the definitions that a case gives a value for."""
    rules = scheme.rules
    return frozenset(name for facts in case.facts.values() for name in facts if name in rules)


def giving_way(scheme: Scheme, given: Collection[str]) -> Scheme:
    """Return the scheme with these definitions as derived facts, which a value given replaces."""
    if not given:
        return scheme
    fields, rules = dict(scheme.fields), dict(scheme.rules)
    for name in given:
        rule = rules[name]
        fields[name] = Field(name, rule.entity, rule.type, Use(rule.body))
        rules[name] = replace(rule, body=FieldRef(name, rule.type))
    return replace(scheme, fields=fields, rules=rules)


def wanted(scheme: Scheme, values: Collection[str]) -> dict[str, str]:
    """Return rules and stages by what they are called here: `base` is that of the only benefit."""
    found_by: dict[str, str] = {}
    for name in values:
        found = named_definition(scheme, name)
        if found is None:
            continue
        kind, of, part = found.key
        if kind == "rule":
            found_by[name] = of
        elif kind == "stage":
            found_by[name] = f"{scheme.benefits[of].stages[int(part)].name} of {of}"
    return found_by


def parameters(scheme: Scheme, case: Case, values: Collection[str]) -> Iterator[NamedValue]:
    """Yield the parameters that are asked for: the same for everybody, whichever engine looks."""
    for name in values:
        found = named_definition(scheme, name)
        if found is None or found.key[0] != "parameter":
            continue
        entry = value_on(scheme.parameters[found.key[1]], case.on)
        held: Evidence = Fault(frozenset())
        if entry is not None and not entry.ended:
            held = Known(entry.cells[()])
        for subject in case.subjects.get(found.entity, ()):
            yield NamedValue(name, found.key, subject, found.type, held, given=False)
