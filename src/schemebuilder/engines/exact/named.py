"""What a name means outside the scheme's own text: in `--values`, in an expectation."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.engines.exact.nearest import did_you_mean
from schemebuilder.engines.exact.run import Key
from schemebuilder.ir.scheme import Benefit, Eligibility, Scheme
from schemebuilder.values.types import YES_NO, Type


@dataclass(frozen=True, slots=True)
class Named:
    """A definition, whose it is, and the type of its value."""

    key: Key
    entity: str
    type: Type


def named_definition(scheme: Scheme, name: str) -> Named | None:
    """Return what a name means: a rule, an amount, a stage, an eligibility, a fact, a parameter.

    A parameter must have no keys; it is the same of every person.
    `base of child_benefit` is a stage, `base` that of the only benefit; `amount` and `benefit` mean
    the only benefit, unless something has that name.
    """
    if name in scheme.rules:
        rule = scheme.rules[name]
        return Named(("rule", name, ""), rule.entity, rule.type)
    if name in scheme.benefits:
        return _amount(scheme.benefits[name])
    if name in scheme.eligibilities:
        return Named(("eligibility", name, ""), scheme.eligibilities[name].entity, YES_NO)
    parameter = scheme.parameters.get(name)
    if parameter is not None and not parameter.key_names:
        persons = [entity.name for entity in scheme.entities.values() if entity.of is None]
        return Named(("parameter", name, ""), persons[0], parameter.type)
    if name in scheme.fields:
        field = scheme.fields[name]
        return Named(("fact", name, ""), field.entity, field.type)
    part, of, whose = (each.strip() for each in name.partition(" of "))
    only = next(iter(scheme.benefits.values())) if len(scheme.benefits) == 1 else None
    benefit = scheme.benefits.get(whose) if of else only
    return None if benefit is None else _part(benefit, part)


def reviewed_benefit(scheme: Scheme, name: str) -> Benefit | None:
    """Return the benefit that `arrears`, `overpayment of grant` or `difference` speaks of.

    None where it is another name, or a definition of the scheme has it.
    """
    part, of, whose = (each.strip() for each in name.partition(" of "))
    if part not in {"arrears", "overpayment", "difference"} or named_definition(scheme, name):
        return None
    only = next(iter(scheme.benefits.values())) if len(scheme.benefits) == 1 else None
    return scheme.benefits.get(whose) if of else only


def default_conditions(scheme: Scheme, entity: str) -> Eligibility | Benefit | None:
    """Return what `eligible` means for an entity: its unnamed or only eligibility, or benefit."""
    eligibilities = [each for each in scheme.eligibilities.values() if each.entity == entity]
    benefits = [each for each in scheme.benefits.values() if each.entity == entity]
    for eligibility in eligibilities:
        if eligibility.name == "eligibility" or len(eligibilities) == 1:
            return eligibility
    return benefits[0] if len(benefits) == 1 else None


def default_outcome(scheme: Scheme, entity: str) -> Eligibility | Benefit | None:
    """Return what `outcome` means for an entity: its only benefit, else what `eligible` means."""
    benefits = [each for each in scheme.benefits.values() if each.entity == entity]
    return benefits[0] if len(benefits) == 1 else default_conditions(scheme, entity)


def no_such_name(scheme: Scheme, name: str, place: str) -> Finding:
    """Return the finding that a name means nothing in the scheme."""
    stages = [f"{s.name} of {b.name}" for b in scheme.benefits.values() for s in b.stages]
    known = (*scheme.rules, *scheme.benefits, *scheme.eligibilities, *scheme.fields, *stages)
    message = f'Nothing in the scheme is called "{name}".'
    return Finding("SB-E016", Severity.ERROR, message, hint=did_you_mean(name, known), place=place)


def _amount(benefit: Benefit) -> Named:
    return Named(("amount", benefit.name, ""), benefit.entity, benefit.type)


def _part(benefit: Benefit, part: str) -> Named | None:
    if part in ("amount", "benefit"):
        return _amount(benefit)
    if part == "eligible":
        return Named(("eligible", benefit.name, ""), benefit.entity, YES_NO)
    for number, stage in enumerate(benefit.stages):
        if stage.name == part:
            return Named(("stage", benefit.name, str(number)), benefit.entity, benefit.type)
    return None
