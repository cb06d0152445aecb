"""From a syntax tree to the checked meaning: the passes, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from schemebuilder.compiler.as_of import redate
from schemebuilder.compiler.assembly import Outside, assemble
from schemebuilder.compiler.awards import held_from_amount, other_schemes
from schemebuilder.compiler.benefits import compile_benefit
from schemebuilder.compiler.checks.order import EVERY, WHOLE
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.claims import compile_claims
from schemebuilder.compiler.combining import Combined, combined, combines
from schemebuilder.compiler.complying import check_complied
from schemebuilder.compiler.declarations import declare
from schemebuilder.compiler.dependencies import Parts, graph
from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.eligibilities import compile_eligibility
from schemebuilder.compiler.examples import compile_example, compile_example_table
from schemebuilder.compiler.expressions import express
from schemebuilder.compiler.fields import compile_field
from schemebuilder.compiler.formed_units import declare_units
from schemebuilder.compiler.formulas import check_unused_formula
from schemebuilder.compiler.header import Header, read_header
from schemebuilder.compiler.instruments import compile_instruments, with_instruments
from schemebuilder.compiler.list_fields import compile_list
from schemebuilder.compiler.named_values import check_values
from schemebuilder.compiler.names import (
    BenefitName,
    EligibilityName,
    FieldName,
    FormulaName,
    ListName,
    Names,
    ParameterName,
    RuleName,
)
from schemebuilder.compiler.observed import compile_series, compile_triggers
from schemebuilder.compiler.parameters import compile_parameter
from schemebuilder.compiler.payments import check_payments
from schemebuilder.compiler.portfolio.compiled import compile_portfolio, is_portfolio
from schemebuilder.compiler.procedures import compile_procedures
from schemebuilder.compiler.reforming.compiled import expanded, pointed_back
from schemebuilder.compiler.regimes import keep_old_law
from schemebuilder.compiler.report import Report
from schemebuilder.compiler.rules import compile_rule, define
from schemebuilder.compiler.scales import check_unused_scale
from schemebuilder.compiler.selections import compile_selections
from schemebuilder.compiler.symbols import Symbol, symbols_of
from schemebuilder.compiler.triggers import with_triggers
from schemebuilder.compiler.unread import excused_names
from schemebuilder.compiler.uses import used_statements
from schemebuilder.compiler.vocabulary import declare_entities
from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.ir.scheme import Benefit, Eligibility, Example, Rule, Scheme
from schemebuilder.ir.vocabulary import Field, ListField
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    BrokenStatement,
    ExampleStatement,
    ExampleTableStatement,
    SchemeStatement,
    Tree,
)
from schemebuilder.values.types import Type

Part = TypeVar("Part", Rule, Eligibility, Benefit)

Load = Callable[[str, str], "str | None"]
"""Gives the text behind `use population core` (`"population", "core"`), or None."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A scheme's meaning, with all that was found on the way.

    `scheme` is None when a finding is an error. `tree` is the text as read, `symbols` its names.
    `text` is the scheme's own text: of a reform, what it makes of its base. `bases` is then the
    base's text, by its name; findings can point into it.
    """

    scheme: Scheme | None
    findings: tuple[Finding, ...]
    tree: Tree
    symbols: tuple[Symbol, ...]
    text: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    portfolio: Portfolio | None = None


def compile_scheme(text: str, source: str = "", *, load: Load) -> Compiled:
    """Read and check a scheme, or a reform of one; never raises for what a person wrote.

    `source` names the text in findings. `load(kind, name)` gives the text of what the scheme uses.
    """
    tree = parse(text, source)
    if is_portfolio(tree):
        return _portfolio(tree, load)
    whole = expanded(tree, load)
    if whole.reform is None:
        return replace(compile_tree(tree, load=load), text=text)
    if has_errors(whole.findings):
        return Compiled(None, _in_text_order(whole.findings), tree, (), whole.text, whole.texts)
    made = compile_tree(parse(whole.text, source), load=load)

    def of_base(base: str) -> tuple[Finding, ...]:
        return compile_tree(parse(base, whole.base_name), load=load).findings

    findings = _in_text_order((*whole.findings, *pointed_back(whole, made.findings, of_base)))
    scheme = None if has_errors(findings) else made.scheme
    return Compiled(scheme, findings, tree, made.symbols, whole.text, whole.texts)


def _portfolio(tree: Tree, load: Load) -> Compiled:
    def one(scheme: Tree, found: Load) -> tuple[Scheme | None, tuple[Finding, ...]]:
        compiled = compile_tree(scheme, load=found)
        return compiled.scheme, compiled.findings

    done = compile_portfolio(tree, load, one)
    findings = _in_text_order(done.findings)
    return Compiled(None, findings, tree, (), tree.text, done.texts, done.portfolio)


def compile_tree(tree: Tree, *, load: Load) -> Compiled:
    """Check a text that is already read; see `compile_scheme`."""
    report = Report(tree.text, tree.source)
    broken = (one for one in tree.statements if isinstance(one, BrokenStatement))
    unread = any(one.keyword == "scheme" for one in broken)
    header = read_header(_scheme_statement(tree), report, unread=unread)
    written, tree = tree, with_instruments(tree, header.governed_by)
    tree = with_triggers(tree, header.governed_by)
    names = Names()
    desk = Desk(
        header,
        names,
        report,
        express,
        define,
        compile_parameter,
        unreadable=tree.findings,
        excused=excused_names(tree),
        load=load,
    )
    shared, work = _declare(desk, tree, load)
    parts, outside = _compile(desk, tree, shared, work)
    wanted = graph(parts)
    draft = assemble(desk, parts, wanted, outside, shared)
    checked = Checked(desk, tree, draft, parts, wanted)
    for check in EVERY:
        check(checked)
    if not has_errors((*tree.findings, *report.findings)):
        for check in WHOLE:
            check(checked)
    findings = _in_text_order((*tree.findings, *report.findings))
    scheme = None if has_errors(findings) else draft
    return Compiled(
        scheme, findings, written, symbols_of(names, _types(desk), desk.parameters, tree)
    )


def _scheme_statement(tree: Tree) -> SchemeStatement | None:
    return next((one for one in tree.statements if isinstance(one, SchemeStatement)), None)


def _declare(
    desk: Desk, tree: Tree, load: Load
) -> tuple[dict[str, FieldName | ListName], Combined]:
    """Enter every name: of the vocabularies used, of the scheme, of other schemes' awards.

    Returns the shared facts, and how the scheme goes together with others.
    """
    header: Header = desk.header
    names, report = desk.names, desk.report
    for statements in used_statements(tree, load, report):
        declare_entities(statements, names, report)
        declare_units(statements, names, report)
        declare(statements, names, report, header.currency, shared=True)
    shared = {
        name: meaning
        for name, meaning in names.meanings.items()
        if isinstance(meaning, FieldName | ListName)
    }
    declare_entities(tree.statements, names, report)
    declare_units(tree.statements, names, report)
    declare(tree.statements, names, report, header.currency, shared=False)
    own = set(names.meanings)
    others = other_schemes(tree, names, report, load)
    work = combined(tree, header.id, names, report, others)
    desk.others = work.others
    added = {name: one for name, one in names.meanings.items() if name not in own}
    shared |= {name: one for name, one in added.items() if isinstance(one, FieldName)}
    return shared, work


def _compile(
    desk: Desk, tree: Tree, shared: dict[str, FieldName | ListName], work: Combined
) -> tuple[Parts, Outside]:
    """Compile the scheme's own definitions and procedures, then the facts that they use."""
    meanings = tuple(desk.names.meanings.values())
    for meaning in meanings:
        if isinstance(meaning, ParameterName):
            desk.parameter(meaning)
    series = compile_series(desk, tree)
    rules: dict[str, Rule] = {}
    eligibilities: dict[str, Eligibility] = {}
    benefits: dict[str, Benefit] = {}
    conditions = [one for one in meanings if isinstance(one, EligibilityName)]
    for meaning in meanings:
        match meaning:
            case RuleName():
                rules |= _named(compile_rule(desk, meaning))
            case EligibilityName():
                eligibilities |= _named(compile_eligibility(desk, meaning))
            case BenefitName():
                benefits |= _named(compile_benefit(desk, meaning, conditions))
            case FieldName() | ListName() | ParameterName() | FormulaName():
                pass
    check_payments(desk, benefits.values())
    check_complied(desk, tuple(benefits.values()), conditions)
    claims = compile_claims(desk, tree)
    for meaning in meanings:
        if isinstance(meaning, FormulaName) and meaning.name not in desk.used:
            check_unused_formula(desk, meaning)
            check_unused_scale(desk, meaning)
    procedures = compile_procedures(desk, tree)
    selections = compile_selections(desk, tree)
    instruments = compile_instruments(desk, tree)
    triggers = compile_triggers(desk, tree)
    check_values(desk)
    together = combines(desk, work)
    held_from_amount(desk.names, work.others, desk.looked_up)
    fields = _fields(desk, shared)
    lists = _lists(desk)
    _none_lost(desk, {*rules, *eligibilities, *benefits, *fields, *lists, *desk.parameters})
    rules |= desk.made
    keep_old_law(desk, rules, eligibilities, benefits, fields)
    redate(desk, rules, eligibilities, benefits, fields)
    parts = Parts(fields, rules, eligibilities, benefits, lists, claims)
    awards = {name: one for other in work.others.values() for name, one in other.awards.items()}
    examples = _examples(desk, tree)
    return parts, Outside(
        examples, procedures, selections, instruments, series, triggers, awards, together
    )


def _none_lost(desk: Desk, compiled: set[str]) -> None:
    """Never let a scheme pass with a definition missing that no finding speaks of."""
    if has_errors((*desk.report.findings, *desk.unreadable)):
        return
    for meaning in desk.names.meanings.values():
        shared = isinstance(meaning, FieldName | ListName) and meaning.shared
        used_only = isinstance(meaning, FormulaName)
        if not shared and not used_only and meaning.name not in compiled:
            desk.report.error(
                "SB-P001",
                f"{meaning.name} cannot be worked out.",
                meaning.span,
                hint="Say it in another way, or in smaller steps.",
            )


def _named(part: Part | None) -> dict[str, Part]:
    return {} if part is None else {part.name: part}


def _lists(desk: Desk) -> dict[str, ListField]:
    """Compile the scheme's own lists, and of the vocabulary those that something refers to."""
    return {
        one.name: compile_list(desk, one)
        for one in desk.names.lists()
        if not one.shared or one.name in desk.looked_up
    }


def _fields(desk: Desk, shared: dict[str, FieldName | ListName]) -> dict[str, Field]:
    """Compile the scheme's own facts, and of the vocabulary those that something refers to."""
    found: dict[str, Field] = {}
    tried: set[str] = set()
    facts = {name: one for name, one in desk.names.meanings.items() if isinstance(one, FieldName)}
    wanted = [name for name, one in facts.items() if not one.shared or name in desk.looked_up]
    while wanted:
        for name in wanted:
            own = facts[name]
            found_shared = None if own.shared else shared.get(name)
            known = found_shared if isinstance(found_shared, FieldName) else None
            field = compile_field(desk, own, known)
            if field is not None:
                found[name] = field
        tried.update(wanted)
        wanted = [name for name in facts if name in desk.looked_up and name not in tried]
    return found


def _examples(desk: Desk, tree: Tree) -> tuple[Example, ...]:
    found: list[Example] = []
    for statement in tree.statements:
        match statement:
            case ExampleStatement():
                example = compile_example(desk, statement)
                if example is not None:
                    found.append(example)
            case ExampleTableStatement():
                found += compile_example_table(desk, statement)
            case _:
                pass
    return tuple(found)


def _types(desk: Desk) -> dict[str, Type]:
    return {name: value.type for name, value in desk.defined.items() if value is not None}


def _in_text_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    def place(finding: Finding) -> int:
        return -1 if finding.span is None else finding.span.start

    return tuple(sorted(findings, key=place))
