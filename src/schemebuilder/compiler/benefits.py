"""Benefits and charges: stages in the order written, conditions, and how an award is paid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from schemebuilder.compiler.arithmetic import DIRECTIONS, rounding_step
from schemebuilder.compiler.choosing import in_force, with_exceptions
from schemebuilder.compiler.complying import with_compliance
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.eligibilities import compile_line, has_line, undecided
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.formed_units import there_must_be
from schemebuilder.compiler.keyed import govern
from schemebuilder.compiler.modalities import compile_modality
from schemebuilder.compiler.names import BenefitName, EligibilityName
from schemebuilder.compiler.order import within_limit
from schemebuilder.compiler.payments import compile_payment
from schemebuilder.compiler.recovering import compile_recovery
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.ir.expressions import Apply, BenefitRef, Choose, OfGroup, RuleRef
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import (
    Benefit,
    InForce,
    Line,
    LineKind,
    Stage,
    StageKind,
    Undecided,
)
from schemebuilder.language.syntax import LineWritten, NameRef, StageWritten
from schemebuilder.values.types import YES_NO

_KINDS: Final[dict[str, StageKind]] = {
    "base": StageKind.BASE,
    "add": StageKind.ADD,
    "reduce": StageKind.REDUCE,
    "floor": StageKind.FLOOR,
    "cap": StageKind.CAP,
    "pay nothing below": StageKind.NOTHING_BELOW,
    "round": StageKind.ROUND,
    "limit": StageKind.LIMIT,
}


def compile_benefit(
    desk: Desk, name: BenefitName, eligibilities: Iterable[EligibilityName]
) -> Benefit | None:
    """Compile a benefit; the unnamed eligibility of its people applies to it unasked."""
    statement = name.statement
    scope = Scope(name.entity, name.role, owner=name.name, unit=name.unit)
    given = tuple(eligibilities)
    requires, lines, failed = _conditions(desk, scope, name, given)
    stages = _stages(desk, scope, name)
    if stages:
        theirs = (
            meaning
            for one in requires
            if isinstance(meaning := desk.names.meanings.get(one), EligibilityName)
        )
        of_groups = (
            one for one in given if not one.named and _is_of(desk, name.entity, one.entity)
        )
        stages = with_compliance(desk, scope, name, (*theirs, *of_groups), stages)
    govern(desk, scope, ("benefit", name.name), statement.governed)
    if stages is None or failed:
        return None
    said = statement.undecided or _undecided_of(desk, requires)
    return Benefit(
        name=name.name,
        entity=name.entity,
        type=name.type,
        stages=stages,
        requires=tuple(requires),
        lines=tuple(lines),
        role=name.role,
        undecided=undecided(desk, said, statement.span) if said else Undecided.ASK,
        payment=compile_payment(desk, scope, name, statement.payments),
        modality=compile_modality(desk, scope, name),
        in_force=in_force(statement.force),
        recovery=compile_recovery(desk, scope, name),
        charge=statement.keyword == "charge",
        labels=dict(statement.labels.by_language),
        citation=statement.citation.text if statement.citation else "",
        span=statement.span,
    )


def _undecided_of(desk: Desk, requires: list[str]) -> str | None:
    for one in requires:
        meaning = desk.names.meanings.get(one)
        if isinstance(meaning, EligibilityName) and meaning.statement.undecided:
            return meaning.statement.undecided
    return None


def _conditions(
    desk: Desk, scope: Scope, name: BenefitName, eligibilities: tuple[EligibilityName, ...]
) -> tuple[list[str], list[Line], bool]:
    requires: list[str] = []
    lines: list[Line] = [*there_must_be(desk, name.unit, name.span)]
    failed = False
    for one in eligibilities:
        if one.named:
            continue
        if one.entity == name.entity:
            requires.append(one.name)
        elif _is_of(desk, name.entity, one.entity):
            lines.append(_of_the_group(one))
            lines += _of_the_unit(desk, one)
        desk.looked_up.add(one.name)
    for line in name.statement.lines:
        other = _whole_eligibility(desk, line)
        if other is not None and other.entity == name.entity:
            desk.looked_up.add(other.name)
            if other.name not in requires:
                requires.append(other.name)
            continue
        if not has_line(line):
            continue
        found = compile_line(desk, scope, line)
        failed = failed or found is None
        if found is not None:
            lines.append(found)
    return requires, lines, failed


def _is_of(desk: Desk, person: str, group: str) -> bool:
    """Say whether an entity is that of a group's members; another group is not."""
    entity = desk.names.entities.get(group)
    return entity is not None and entity.of == person


def _whole_eligibility(desk: Desk, line: LineWritten) -> EligibilityName | None:
    """Return the eligibility that a plain `require general` names."""
    plain = line.keyword == "require" and line.when is None and line.force is None
    if not plain or line.refuse is not None or not isinstance(line.condition, NameRef):
        return None
    meaning = desk.names.meanings.get(line.condition.name.text)
    return meaning if isinstance(meaning, EligibilityName) else None


def _of_the_group(eligibility: EligibilityName) -> Line:
    """A person's benefit under conditions of the group: the person's group must meet them."""
    test = BenefitRef(eligibility.name, "eligible", YES_NO, eligibility.span)
    return Line(
        LineKind.REQUIRE,
        OfGroup(eligibility.entity, test, YES_NO, eligibility.span),
        f"require the {eligibility.entity} to be eligible",
        span=eligibility.span,
    )


def _of_the_unit(desk: Desk, eligibility: EligibilityName) -> tuple[Line, ...]:
    """Under conditions of a unit only who belongs to it has the benefit."""
    if eligibility.unit is None:
        return ()
    desk.looked_up.add(eligibility.unit)
    test = RuleRef(eligibility.unit, YES_NO, eligibility.span)
    said = f"require is in {eligibility.unit}"
    return (Line(LineKind.REQUIRE, test, said, span=eligibility.span),)


def _stages(desk: Desk, scope: Scope, name: BenefitName) -> tuple[Stage, ...] | None:
    written = name.statement.stages
    if not written or written[0].keyword != "base":
        desk.report.error(
            "SB-P001",
            f"{name.name} has no base to start from.",
            name.span,
            hint="Begin its stages with `base = …`.",
        )
        return None
    found: list[Stage] = []
    failed = False
    for stage, stage_name in zip(written, name.stages, strict=True):
        compiled = _stage(desk, scope, name, stage, stage_name)
        if compiled is None:
            failed = True
            continue
        found.append(compiled)
        if stage.keyword == "base" or not stage.exceptions:
            continue
        later = _replacing(desk, scope, name, stage, f"{stage_name}_exception")
        if later is None:
            failed = True
            continue
        found.append(later)
    return None if failed else tuple(found)


def _stage(
    desk: Desk, scope: Scope, name: BenefitName, written: StageWritten, stage_name: str
) -> Stage | None:
    kind = _KINDS.get(written.keyword)
    if kind is None:
        near = nearest(written.keyword, _KINDS)
        desk.report.error(
            "SB-P002",
            f"A benefit has no stage `{written.keyword}`.",
            written.span,
            hint=f"Did you mean `{near}`?" if near else "",
            edits=(replaced(written.span, near),) if near else (),
        )
        return None
    when = _when(desk, scope, written)
    if written.when is not None and when is None:
        return None
    if kind in _OF_THEIR_OWN:
        return _OF_THEIR_OWN[kind](desk, scope, name, written, stage_name, when)
    if written.value is None:
        desk.report.error(
            "SB-P001",
            f"The stage `{written.keyword}` says no amount.",
            written.span,
            hint="Write the amount after it, for example `base = grant`.",
        )
        return None
    what = f"`{written.keyword}` of {name.name}"
    exceptions = written.exceptions if kind is StageKind.BASE else ()
    value = with_exceptions(desk, scope, written.value, exceptions, name.type, what)
    if value is None:
        return None
    return Stage(
        kind,
        stage_name,
        value.expr,
        when,
        in_force=in_force(written.force),
        citation=written.citation.text if written.citation else "",
        span=written.span,
    )


def _limit(
    desk: Desk,
    scope: Scope,
    name: BenefitName,
    written: StageWritten,
    stage_name: str,
    when: Meant | None,
) -> Stage | None:
    if written.limit is None:
        return None
    if written.exceptions:
        desk.report.error(
            "SB-P001",
            "A limit pays nobody another amount, so it has no exceptions.",
            written.exceptions[0].span,
            hint="Put the exception under the stage above; or write behind the limit for whom it "
            "holds: `limit … when not orphan`.",
        )
        return None
    within = within_limit(desk, scope, name.name, written.limit)
    if within is None:
        return None
    return Stage(
        StageKind.LIMIT,
        stage_name,
        within,
        when,
        in_force=in_force(written.force),
        citation=written.citation.text if written.citation else "",
        span=written.span,
        text=f"limit {written.words}",
    )


def _when(desk: Desk, scope: Scope, written: StageWritten) -> Meant | None:
    if written.when is None:
        return None
    found = condition(desk, desk.compile(scope, written.when, YES_NO), written.when.span)
    return None if found is None else found.expr


def _round(
    desk: Desk,
    scope: Scope,
    name: BenefitName,
    written: StageWritten,
    stage_name: str,
    when: Meant | None,
) -> Stage | None:
    citation = written.citation.text if written.citation else ""
    force: InForce = in_force(written.force)
    if written.value is None:
        return Stage(
            StageKind.ROUND, stage_name, None, when, None, None, force, citation, written.span
        )
    step = rounding_step(desk, scope, written.value, name.type)
    direction = DIRECTIONS.get(written.direction or "")
    if step is None:
        return None
    if direction is None:
        desk.report.error(
            "SB-P001",
            "This rounding does not say which way it goes.",
            written.span,
            hint="Write `round up to`, `down to`, `half up to` or `half even to`.",
        )
        return None
    return Stage(
        StageKind.ROUND, stage_name, None, when, step, direction, force, citation, written.span
    )


_OF_THEIR_OWN: Final = {StageKind.LIMIT: _limit, StageKind.ROUND: _round}
"""Stages whose value is no amount."""


def _replacing(
    desk: Desk, scope: Scope, name: BenefitName, written: StageWritten, stage_name: str
) -> Stage | None:
    """After any stage but the base, an exception replaces the amount so far."""
    what = f"The exception after `{written.keyword}` of {name.name}"
    found = with_exceptions(desk, scope, None, written.exceptions, name.type, what)
    if found is None or not isinstance(found.expr, Choose):
        return None
    branches = found.expr.branches
    if len(branches) == 1:
        only = branches[0]
        return Stage(
            StageKind.REPLACE, stage_name, only.then, only.when, citation=only.citation,
            span=only.span,
        )  # fmt: skip
    when = Apply(Op.OR, tuple(branch.when for branch in branches), YES_NO, branches[0].span)
    return Stage(StageKind.REPLACE, stage_name, found.expr, when, span=branches[0].span)
