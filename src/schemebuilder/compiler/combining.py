"""`combines`: what it makes of conditions and amounts, and what of it is left to a portfolio.

`cannot be held with` becomes a condition of the benefit, `tops up` two stages behind its last one;
they are written as the officer could have written them, and stand at the line that says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from schemebuilder.compiler.awards import add_fact
from schemebuilder.compiler.declarations import stage_names
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import condition
from schemebuilder.compiler.names import BenefitName, Names
from schemebuilder.compiler.others import Other
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.combining import Award, Combine, Combining, Kept
from schemebuilder.language.syntax import (
    AwardWritten,
    CombinesStatement,
    CombineWritten,
    LineWritten,
    Name,
    NameRef,
    OfName,
    StageWritten,
    Statement,
    Text,
    Tree,
)
from schemebuilder.language.written_for import expression_at
from schemebuilder.values.types import YES_NO

_KINDS: Final[dict[str, Combining]] = {
    "cannot_be_held": Combining.CANNOT_BE_HELD,
    "better_of": Combining.CANNOT_BE_HELD,
    "may_be_held": Combining.MAY_BE_HELD,
    "counts_as_income": Combining.COUNTS_AS_INCOME,
    "tops_up": Combining.TOPS_UP,
    "paid_first": Combining.PAID_FIRST,
    "paid_before": Combining.PAID_BEFORE,
    "on_exit": Combining.ON_EXIT,
}


@dataclass(slots=True)
class Combined:
    """What the lines of `combines` say, as they are found; `others` are the schemes they name."""

    tree: Tree
    own: str
    names: Names
    report: Report
    others: dict[str, Other]
    found: list[tuple[Combine, CombineWritten]] = field(default_factory=list)


def combined(
    tree: Tree, own: str, names: Names, report: Report, others: dict[str, Other]
) -> Combined:
    """Write the conditions and stages of `combines` into the benefits that it speaks of."""
    work = Combined(tree, own, names, report, others)
    for statement in tree.statements:
        if isinstance(statement, CombinesStatement):
            for benefit in _benefits(work, statement):
                for clause in statement.clauses:
                    _clause(work, benefit, clause)
    return work


def combines(desk: Desk, work: Combined) -> tuple[Combine, ...]:
    """Return the meaning of `combines`, with the conditions under which one is referred."""
    done: list[Combine] = []
    for combine, clause in work.found:
        benefit = desk.names.meanings.get(combine.own)
        other = work.others.get(combine.scheme)
        award = None if other is None else other.awards.get(combine.award)
        if not clause.when_eligible or award is None or not isinstance(benefit, BenefitName):
            done.append(combine)
            continue
        scope = Scope(benefit.entity, benefit.role, owner=benefit.name)
        said = _brought(work, benefit, award, award.eligible, clause.span)
        test = expression_at(said, clause.span)
        found = condition(desk, desk.compile(scope, test, YES_NO), clause.span)
        done.append(combine if found is None else replace(combine, when=found.expr))
    return tuple(done)


def _benefits(work: Combined, statement: CombinesStatement) -> Iterator[str]:
    """Yield the names of the benefits that a statement speaks of."""
    meanings = work.names.meanings
    benefits = [one for one in meanings.values() if isinstance(one, BenefitName)]
    if statement.benefit is not None:
        name = statement.benefit
        if any(one.name == name.text for one in benefits):
            yield name.text
            return
        near = nearest(name.text, [one.name for one in benefits])
        work.report.error(
            "SB-N001",
            f"No benefit is called {name.text}.",
            name.span,
            hint=f"Did you mean {near}?" if near else "Name a benefit of this scheme, or none.",
            edits=(replaced(name.span, near),) if near else (),
        )
        return
    paid = [one.name for one in benefits if one.statement.keyword != "charge"]
    if not paid:
        work.report.error(
            "SB-N001",
            "Nothing that could go together with another scheme is paid here.",
            statement.span,
            hint="`combines` speaks of a benefit; conditions alone can `require` or `exclude`.",
        )
    yield from paid


def _clause(work: Combined, own: str, clause: CombineWritten) -> None:
    kind = _KINDS[clause.kind]
    cited = clause.citation.text if clause.citation else ""
    if kind is Combining.PAID_FIRST:
        work.found.append((Combine(kind, own, citation=cited, span=clause.span), clause))
        return
    for written in clause.awards:
        award = _award(work, written)
        kept = None if award is None else _kept(work, clause, award)
        if award is None or kept is None:
            continue
        if kind is Combining.CANNOT_BE_HELD:
            _not_with(work, own, (clause, award), kept)
        elif kind is Combining.TOPS_UP:
            _top_up(work, own, clause, award)
        combine = Combine(
            kind, own, award.name, award.scheme, award.benefit, kept,
            citation=cited, span=clause.span,
        )  # fmt: skip
        work.found.append((combine, clause))


def _award(work: Combined, written: AwardWritten) -> Award | None:
    scheme = written.scheme
    other = work.others.get(scheme.text)
    if scheme.text == work.own:
        work.report.error(
            "SB-N001",
            "This is the scheme itself.",
            scheme.span,
            hint="Name another scheme; two benefits of one scheme are told apart by `require`.",
        )
        return None
    if other is None:
        return None  # said where it is used
    used = [name for name, one in work.others.items() if one.used]
    near = None if other.used else nearest(scheme.text, used)
    if near is not None:
        work.report.error(
            "SB-N001",
            f"No scheme that is used here is called {scheme.text}.",
            scheme.span,
            hint=f"Did you mean {near}?",
            edits=(replaced(scheme.span, near),),
        )
        return None
    benefit = None if written.benefit is None else written.benefit.text
    award = other.awards.get(scheme.text) if benefit is None else other.award(benefit)
    award = award or (other.award(None) if benefit is None else None)
    if award is None:
        said = ", ".join(f"`{one.name}`" for one in other.awards.values())
        work.report.error(
            "SB-N001",
            f"{scheme.text} pays several benefits, or none of this name.",
            written.span,
            hint=f"Write one of: {said}.",
        )
    return award


def _kept(work: Combined, clause: CombineWritten, award: Award) -> Kept | None:
    higher = clause.kind == "better_of" or clause.kept == "higher"
    if higher or clause.kind == "tops_up":
        return _with_amount(work, clause, award, Kept.HIGHER if higher else Kept.UNSAID)
    if clause.first is None:
        return Kept.CHOSEN if clause.kept == "chooses" else Kept.UNSAID
    if clause.first.text == award.scheme:
        return Kept.OTHER
    if clause.first.text == work.own:
        return Kept.THIS
    near = nearest(clause.first.text, (award.scheme, work.own))
    work.report.error(
        "SB-N001",
        f"{clause.first.text} is neither of the two schemes.",
        clause.first.span,
        hint=f"Write `{award.scheme} goes first` or `{work.own} goes first`.",
        edits=(replaced(clause.first.span, near),) if near else (),
    )
    return None


def _with_amount(work: Combined, clause: CombineWritten, award: Award, kept: Kept) -> Kept | None:
    if award.amount:
        return kept
    work.report.error(
        "SB-N001",
        f"How much {award.scheme} pays is not known here.",
        clause.span,
        hint=f"Write `use scheme {award.scheme}` below the header.",
    )
    return None


def _not_with(work: Combined, own: str, said: tuple[CombineWritten, Award], kept: Kept) -> None:
    """Write `exclude when` the other is held, and kept."""
    clause, award = said
    benefit = work.names.meanings[own]
    if kept is Kept.THIS or not isinstance(benefit, BenefitName):
        return  # the other scheme gives way
    held = _brought(work, benefit, award, award.held, clause.span)
    reason = "which is received"
    if kept is Kept.CHOSEN:
        chosen = f"chooses_{award.name.replace(' of ', '_of_')}"
        whom = f"{{{benefit.entity}}}"
        words = (
            f"chooses {award.title} instead",
            f"Does {whom} choose {award.title}, and give this up? Both cannot be held.",
        )
        add_fact(work.names, (chosen, benefit.entity, YES_NO), words, clause.span)
        other = work.others[award.scheme]
        awards = {**other.awards, award.name: replace(award, chosen=chosen)}
        work.others[award.scheme] = replace(other, awards=awards)
        held, reason = f"({held}) and {chosen}", "which is chosen"
    elif kept is Kept.HIGHER:
        amount = _amount(work, benefit, award, clause.span)
        last = f"{benefit.stages[-1]} of {benefit.name}"
        held, reason = f"({held}) and {amount} >= {last}", "which is not lower"
    sentence = f"It cannot be held together with {award.title}, {reason}."
    text = clause.refuse or Text(sentence.translate({123: "(", 125: ")"}), clause.span)
    line = LineWritten(
        "exclude", expression_at(held, clause.span), clause.span,
        refuse=text, citation=clause.citation,
    )  # fmt: skip
    statement = replace(benefit.statement, lines=(*benefit.statement.lines, line))
    work.names.meanings[own] = replace(benefit, statement=statement)


def _top_up(work: Combined, own: str, clause: CombineWritten, award: Award) -> None:
    """Write the stages that leave the difference, unless the scheme works it out itself."""
    benefit = work.names.meanings[own]
    if not isinstance(benefit, BenefitName) or _reads(work.tree, award):
        return
    amount = _amount(work, benefit, award, clause.span)
    less = StageWritten(
        "reduce", expression_at(amount, clause.span), clause.span,
        name=Name("top_up", clause.span), citation=clause.citation,
    )  # fmt: skip
    nothing = f"{benefit.type.currency} 0"
    floor = StageWritten(
        "floor", expression_at(nothing, clause.span), clause.span,
        name=Name("no_less_than_nothing", clause.span), citation=clause.citation,
    )  # fmt: skip
    stages = (*benefit.statement.stages, less, floor)
    statement = replace(benefit.statement, stages=stages)
    named = stage_names(stages)
    work.names.meanings[own] = replace(benefit, statement=statement, stages=named)


def _reads(tree: Tree, award: Award) -> bool:
    """Whether the text reads the amount of an award anywhere."""
    return any(_says(statement, award) for statement in tree.statements)


def _says(statement: Statement, award: Award) -> bool:
    def found(node: object) -> bool:
        match node:
            case OfName():
                of_it = node.of.text == award.scheme
                return of_it and node.part.text in {"amount", award.benefit}
            case NameRef():
                return node.name.text == award.amount
            case tuple():
                return any(found(each) for each in node)
            case _ if hasattr(node, "__dataclass_fields__"):
                return any(found(getattr(node, name)) for name in node.__dataclass_fields__)
            case _:
                return False

    return found(statement)


def _amount(work: Combined, benefit: BenefitName, award: Award, span: Span) -> str:
    """Return the words for another award's amount, in the period of a benefit of this scheme."""
    said = _brought(work, benefit, award, award.amount, span)
    kind = work.others[award.scheme].types[award.name]
    if kind.period is not None and kind.period is not benefit.type.period:
        period = benefit.type.period
        return said if period is None else f"({said} per {period.value})"
    return said


def _brought(work: Combined, benefit: BenefitName, award: Award, fact: str, span: Span) -> str:
    """Return the words for a fact of an award, as the one assessed here speaks of it."""
    del span
    persons_award = not work.names.is_group(award.entity)
    if not (persons_award and work.names.is_group(benefit.entity)):
        return fact
    if fact == award.amount:
        return f"(total of {fact} over members)"
    return f"any member where ({fact})"
