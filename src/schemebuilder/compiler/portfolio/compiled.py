"""A portfolio compiled: its schemes, what holds between them, and the steps of deciding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from schemebuilder.compiler.portfolio.checks import check_portfolio, own_lines
from schemebuilder.compiler.portfolio.members import (
    Compile,
    Load,
    Members,
    compiled,
    override,
    read_members,
    texts_of,
)
from schemebuilder.compiler.portfolio.pairs import pairs_of
from schemebuilder.compiler.portfolio.plan import plan_of
from schemebuilder.compiler.report import Report
from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.ir.combining import COUNTED, Combining
from schemebuilder.ir.portfolio import Counted, Portfolio
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    BrokenStatement,
    CycleWritten,
    Expr,
    LanguageStatement,
    MoneyLiteral,
    NumberLiteral,
    PortfolioStatement,
    SchemeStatement,
    Tree,
)
from schemebuilder.values.periods import rate_factor


@dataclass(frozen=True, slots=True)
class CompiledPortfolio:
    """A portfolio's meaning (None with errors), all that was found, and texts findings point to."""

    portfolio: Portfolio | None
    findings: tuple[Finding, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


def is_portfolio(tree: Tree) -> bool:
    """Say whether a text is a portfolio: it has no header of a scheme, and a `portfolio`."""
    heads = [
        one for one in tree.statements if isinstance(one, SchemeStatement | PortfolioStatement)
    ]
    broken = any(
        isinstance(one, BrokenStatement) and one.keyword == "portfolio" for one in tree.statements
    )
    return isinstance(heads[0], PortfolioStatement) if heads else broken


def compile_portfolio(tree: Tree, load: Load, compile_: Compile) -> CompiledPortfolio:
    """Read and check a portfolio and all its schemes."""
    report = Report(tree.text, tree.source)
    statement = _statement(tree)
    if statement is None or has_errors(tree.findings):
        return CompiledPortfolio(None, tree.findings)
    _alone(tree, statement, report)
    members = Members(tree, statement, report, load)
    above = _above(members)
    read_members(members, (*(() if above is None else above.schemes), *statement.schemes))
    for each in (*(() if above is None else above.overrides), *statement.overrides):
        override(members, each)
    if has_errors(report.findings):
        return CompiledPortfolio(None, (*tree.findings, *report.findings), texts_of(members))
    pairs = pairs_of({id_: member.tree for id_, member in members.found.items()})
    schemes = compiled(members, pairs, compile_)
    if has_errors(report.findings):
        return CompiledPortfolio(None, (*tree.findings, *report.findings), texts_of(members))
    _bounds(members, above, schemes)
    check_portfolio(members, own_lines(members, schemes))
    counted = {id_: tuple(_counted(members, schemes, id_)) for id_ in schemes}
    plan = plan_of(schemes, counted, pairs, _cycles(members, above))
    if plan.circle and not has_errors(report.findings):
        _circle(members, plan.circle)
    findings = (*tree.findings, *report.findings)
    if has_errors(findings):
        return CompiledPortfolio(None, findings, texts_of(members))
    title = statement.title.text if statement.title is not None else statement.name.text
    portfolio = Portfolio(
        statement.name.text,
        title,
        statement.country,
        statement.level,
        schemes,
        plan.steps,
        dict(plan.final),
        dict(plan.settles),
        counted,
    )
    return CompiledPortfolio(portfolio, findings, texts_of(members))


def _alone(tree: Tree, statement: PortfolioStatement, report: Report) -> None:
    for one in tree.statements:
        if one is not statement and not isinstance(one, LanguageStatement):
            report.error(
                "SB-P001",
                "Beside a portfolio nothing else stands in its text.",
                one.span,
                hint="Write schemes in texts of their own, and list them here.",
            )


def _cycles(members: Members, above: PortfolioStatement | None) -> tuple[CycleWritten, ...]:
    """Return the ways out of circles, by the ids of the schemes; the level's own come first."""
    written = (*members.statement.cycles, *(() if above is None else above.cycles))
    found: list[CycleWritten] = []
    for cycle in written:
        named = [(name, members.known(name)) for name in cycle.schemes]
        ids = tuple(replace(n, text=one.id) for n, one in named if one is not None)
        found.append(replace(cycle, schemes=ids))
    return tuple(found)


def _statement(tree: Tree) -> PortfolioStatement | None:
    return next((one for one in tree.statements if isinstance(one, PortfolioStatement)), None)


def _above(members: Members) -> PortfolioStatement | None:
    """Return the portfolio of the level above, as it is written."""
    under = members.statement.under
    if under is None:
        return None
    text = members.load("scheme", under.text)
    tree = None if text is None else parse(text, under.text)
    found = None if tree is None else _statement(tree)
    if tree is None or found is None or has_errors(tree.findings) or found.under is not None:
        reason = "There is no portfolio"
        if found is not None:
            reason = "It cannot be read, or stands under another: there is no portfolio"
        members.report.error(
            "SB-N001",
            f"{reason} {under.text} to stand under.",
            under.span,
            hint="Give the path of its text in quotation marks. It lists schemes by names that can "
            "be found from here too.",
        )
        return None
    return found


def _bounds(members: Members, above: PortfolioStatement | None, schemes: dict[str, Scheme]) -> None:
    """A level below sets only what was delegated to it, and within the bounds."""
    if above is None:
        return
    listed = {name.text for name in above.schemes}
    for each in members.statement.overrides:
        member = members.known(each.scheme)
        if member is None or not {member.id, member.name.text} & listed:
            continue
        bound = next(
            (
                one
                for one in above.delegations
                if one.scheme.text in {member.id, member.name.text}
                and one.parameter.text == each.value.name.text
            ),
            None,
        )
        name = f"{each.value.name.text} of {member.id}"
        if bound is None:
            members.report.error(
                "SB-O004",
                f"{name} is not for this level to set.",
                each.value.name.span,
                hint=f"It would have to be delegated above: `delegates {name} from … to …`.",
            )
            continue
        low, high = _number(bound.low), _number(bound.high)
        parameter = schemes[member.id].parameters[each.value.name.text]
        values = [
            value
            for row in parameter.values
            if row.start >= each.value.start
            for value in row.cells.values()
            if isinstance(value, Fraction)
        ]
        written = _number_of(each.value.value.words)
        outside = [value for value in values if value == written] if written is not None else values
        if any(value < low or value > high for value in outside):
            members.report.error(
                "SB-O004",
                f"{name} may be set from {_said(bound.low)} to {_said(bound.high)} here.",
                each.value.value.span,
                hint="Choose a value within the bounds, which belong to them.",
                citation=bound.citation.text if bound.citation else "",
            )


def _number(bound: Expr) -> Fraction:
    return bound.value if isinstance(bound, MoneyLiteral | NumberLiteral) else Fraction(0)


def _said(bound: Expr) -> str:
    if isinstance(bound, MoneyLiteral):
        return f"{bound.currency} {bound.written or bound.value}"
    return bound.written or str(bound.value) if isinstance(bound, NumberLiteral) else ""


def _number_of(words: str) -> Fraction | None:
    tree = parse(f"let it of person = {words}\n")
    base = getattr(tree.statements[0], "base", None)
    return base.value if isinstance(base, MoneyLiteral | NumberLiteral) else None


def _counted(members: Members, schemes: dict[str, Scheme], id_: str) -> Iterator[Counted]:
    """Yield the awards that a scheme counts as income, brought to its own period."""
    scheme = schemes[id_]
    field_ = scheme.fields.get(COUNTED)
    if field_ is None:
        return
    for other, theirs in schemes.items():
        for line in theirs.combines:
            if line.kind is not Combining.COUNTS_AS_INCOME or line.scheme != id_:
                continue
            benefit = theirs.benefits[line.own]
            given, wanted = benefit.type.period, field_.type.period
            factor: Fraction | None = Fraction(1)
            if given is not None and wanted is not None:
                factor = rate_factor(given, wanted, scheme.calendar)
            groups = {e.name for e in scheme.entities.values() if e.of is not None}
            fits = benefit.entity == field_.entity or field_.entity in groups
            if factor is None or not fits or benefit.type.currency != field_.type.currency:
                members.report.error(
                    "SB-O005",
                    f"The award of {other} cannot be added to what {id_} counts as income: their "
                    "periods, currencies or the people they are for differ.",
                    members.found[other].name.span,
                    hint=f"Read it in {id_} as `amount of {other}`, and say there how it counts.",
                )
                continue
            yield Counted(other, line.own, factor)


def _circle(members: Members, circle: tuple[str, ...]) -> None:
    loop = " → ".join([*circle, circle[0]])
    names = ", ".join(circle)
    members.report.error(
        "SB-O003",
        f"Each of these schemes must be decided before the next: {loop}.",
        *(members.found[id_].name.span for id_ in circle),
        hint=f"Say how: `cycle {names} : last month's award`, `award before interaction` or "
        "`bounded rounds 3`.",
    )
