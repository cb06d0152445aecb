"""What a selection rations: the benefits named, or all that its people and their members get."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import BenefitName, EligibilityName, Who
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Aggregate, Apply, BenefitRef, Literal, Quantifier
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.language.syntax import Name, SelectionStatement
from schemebuilder.values.types import YES_NO


@dataclass(frozen=True, slots=True)
class Rationed:
    """What is rationed among whom: benefits, or the one eligibility of a scheme without any."""

    entity: str
    benefits: tuple[BenefitName, ...]
    eligibility: EligibilityName | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what is rationed."""
        if self.eligibility is not None:
            return (self.eligibility.name,)
        return tuple(benefit.name for benefit in self.benefits)


def served(desk: Desk, statement: SelectionStatement, who: Who) -> Rationed | None:
    """Return what a selection rations, or None after a finding."""
    fitting = [
        one
        for one in desk.names.meanings.values()
        if isinstance(one, BenefitName)
        and one.statement.keyword == "benefit"
        and _fits(desk, one, who)
    ]
    if statement.serves:
        named = [_named(desk, name, fitting, who) for name in statement.serves]
        found = tuple(one for one in named if one is not None)
        return Rationed(who.entity, found) if len(found) == len(named) else None
    if fitting:
        return Rationed(who.entity, tuple(fitting))
    conditions = [
        one
        for one in desk.names.meanings.values()
        if isinstance(one, EligibilityName) and one.entity == who.entity
    ]
    paid = any(isinstance(one, BenefitName) for one in desk.names.meanings.values())
    if len(conditions) == 1 and not paid:
        desk.looked_up.add(conditions[0].name)
        return Rationed(who.entity, (), conditions[0])
    desk.report.error(
        "SB-N001",
        f"There is no benefit of {who.role or who.entity} to ration.",
        statement.entity.span,
        hint=f"Write `selection of` whom the benefit is of; or a benefit `of {who.entity}`.",
    )
    return None


def _fits(desk: Desk, benefit: BenefitName, who: Who) -> bool:
    if benefit.entity == who.entity:
        return who.role in {None, benefit.role}
    return desk.names.is_group(who.entity) and benefit.entity == desk.names.person()


def _named(desk: Desk, name: Name, fitting: list[BenefitName], who: Who) -> BenefitName | None:
    found = next((one for one in fitting if one.name == name.text), None)
    if found is not None:
        return found
    near = nearest(name.text, [one.name for one in fitting])
    known = ", ".join(one.name for one in fitting) or "none"
    desk.report.error(
        "SB-N001",
        f"{name.text} is no benefit that {who.role or who.entity} gets.",
        name.span,
        hint=f"Did you mean {near}?" if near else f"The benefits are: {known}.",
        edits=(replaced(name.span, near),) if near else (),
    )
    return None


def amount_of(benefit: BenefitName) -> Meant:
    """Return the amount of a benefit, for whom it is of."""
    return BenefitRef(benefit.name, "amount", benefit.type, benefit.span)


def candidate_of(rationed: Rationed, span: Span) -> Meant:
    """Return whether somebody is on the list: something that is rationed would be paid."""
    if rationed.eligibility is not None:
        return BenefitRef(rationed.eligibility.name, "eligible", YES_NO, span)
    tests: list[Meant] = []
    for benefit in rationed.benefits:
        eligible = BenefitRef(benefit.name, "eligible", YES_NO, span)
        paid = Apply(
            Op.GT, (amount_of(benefit), Literal(Fraction(0), benefit.type, span)), YES_NO, span
        )
        test: Meant = Apply(Op.AND, (eligible, paid), YES_NO, span)
        if benefit.entity != rationed.entity:
            test = Aggregate(Quantifier.ANY, rationed.entity, None, test, None, None, YES_NO, span)
        tests.append(test)
    return tests[0] if len(tests) == 1 else Apply(Op.OR, tuple(tests), YES_NO, span)
