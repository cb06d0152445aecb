"""The constructs of the language, from its own tables, and what the suite shows of each.

A construct is a statement, a line inside a statement, a kind of expression in the text, or a kind
of node, operator or policy in the meaning. Nothing is listed by hand: whoever adds one to the
keyword table, to the syntax tree or to the meaning adds a row.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, Final, get_args

from schemebuilder.diagnostics.finding import Severity, Span
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.expect import ready_case, ready_example, tried
from schemebuilder.engines.exact.people import Case, holds_role
from schemebuilder.engines.exact.run import Run
from schemebuilder.ir import expressions as meaning
from schemebuilder.ir.claims import with_claims
from schemebuilder.ir.expressions import Aggregate, ListAggregate
from schemebuilder.ir.operators import Op
from schemebuilder.ir.scheme import LineKind, Scheme, StageKind, Undecided
from schemebuilder.ir.vocabulary import MissingPolicy
from schemebuilder.ir.walk import scheme_nodes
from schemebuilder.language.parser import parse
from schemebuilder.language.split import UNKNOWN, split
from schemebuilder.language.syntax import expressions as syntax
from schemebuilder.language.words import ENGLISH, Word, language_of, pattern, words_of
from schemebuilder.values.evidence import YES, Fault, NotApplicable, Unknown
from schemebuilder.values.types import Kind
from tests.conformance.coverage import of_scheme
from tests.conformance.markdown import ConformanceCase
from tests.conformance.suite import CASES, checked, facts

KINDS: Final[tuple[type[Enum], ...]] = (
    Op,
    meaning.Hit,
    meaning.Quantifier,
    meaning.Order,
    meaning.Direction,
    StageKind,
    LineKind,
    Undecided,
    Kind,
)
_ASIDES: Final = re.compile(r'"[^"\n]*"|\[[^\]\n]*\]|#[^\n]*')


class Part(Enum):
    """Where a construct stands."""

    STATEMENT = "Statements"
    LINE = "Lines of a statement"
    EXPRESSION = "Expressions in the text"
    MEANING = "Nodes of the meaning"
    KIND = "Operators, policies and kinds of the meaning"


@dataclass(slots=True)
class Construct:
    """A construct, and the cases that exercise it, by their ids.

    `good` are texts without errors, `decided` those of them whose cases every engine decides, `bad`
    texts with an error that points into it. `statuses` are those that it, or something on its line,
    had in a case: `unknown`, `fault`, `nobody` (it does not apply, or is asked of nobody).
    """

    part: Part
    name: str
    says: str
    good: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)


Spans = list[tuple[int, int, str]]
"""Stretches of a text, and a status that something had there."""


@cache
def constructs() -> tuple[Construct, ...]:
    """Return every construct with what the suite shows of it."""
    found = {_key(one): one for one in (*_of_words(), *_of_syntax(), *_of_meaning())}
    for case in CASES:
        shown = checked(case)
        wrong = [
            one.span.start
            for one in shown.findings
            if one.span is not None and one.severity is Severity.ERROR
        ]
        if shown.portfolio is not None:
            _note_portfolio(found, case)
            continue
        if wrong or shown.scheme is None:
            for key, start, end in _in_text(case.text):
                if key in found and any(start <= at <= end for at in wrong):
                    found[key].bad.add(case.id)
            continue
        _note_good(found, case, shown.scheme)
    return tuple(found.values())


def _key(one: Construct) -> tuple[Part, str]:
    return one.part, one.name


def _note_portfolio(found: Mapping[tuple[Part, str], Construct], case: ConformanceCase) -> None:
    """A portfolio has no meaning of its own beside that of its schemes: only its text is shown."""
    for key, _, _ in _in_text(case.text):
        if key in found:
            found[key].good.add(case.id)
            if case.cases:
                found[key].decided.add(case.id)


def _note_good(
    found: Mapping[tuple[Part, str], Construct], case: ConformanceCase, scheme: Scheme
) -> None:
    seen, kinds = _decided(case, scheme)
    decides = bool(case.cases or case.lists or scheme.examples)
    for key, start, end in _in_text(case.text):
        if key not in found:
            continue
        one = found[key]
        one.good.add(case.id)
        if decides:
            one.decided.add(case.id)
        whole = one.part is Part.EXPRESSION
        for first, last, status in seen:
            if (first, last) == (start, end) if whole else start <= first and last <= end:
                one.statuses.add(status)
    for meant in of_scheme(scheme):
        key = (
            (Part.KIND, f"{type(meant).__name__} {meant.value}")
            if isinstance(meant, Enum)
            else (Part.MEANING, meant.__name__)
        )
        if key in found:
            found[key].good.add(case.id)
            if decides:
                found[key].decided.add(case.id)
            found[key].statuses |= kinds.get(key[1], set())


# --- what there is ------------------------------------------------------------------------------


def _of_words() -> Iterator[Construct]:
    words = words_of(ENGLISH)
    for word in words.statements.values():
        if not word.later:
            yield Construct(Part.STATEMENT, word.spelling, word.says)
    for kind, clauses in words.clauses.items():
        for word in clauses.values():
            if not word.later:
                yield Construct(Part.LINE, f"{kind}: {word.spelling}", word.says)


def _of_syntax() -> Iterator[Construct]:
    for each in get_args(syntax.Expr):
        yield Construct(Part.EXPRESSION, each.__name__, _promise(each))


def _of_meaning() -> Iterator[Construct]:
    for each in (*get_args(meaning.Expr), *get_args(MissingPolicy)):
        yield Construct(Part.MEANING, each.__name__, _promise(each))
    for kind in KINDS:
        for member in kind:
            yield Construct(Part.KIND, f"{kind.__name__} {member.value}", "")


def _promise(each: type) -> str:
    """Return the first sentence of a class, on one line."""
    text = " ".join((each.__doc__ or "").split("\n\n")[0].split())
    return text.partition(". ")[0].removesuffix(".")


# --- what a text says ---------------------------------------------------------------------------


def _in_text(text: str) -> Iterator[tuple[tuple[Part, str], int, int]]:
    """Yield what a text has of statements, lines and expressions, and from where to where."""
    words, english = words_of(language_of(text)), words_of(ENGLISH)
    plain = _ASIDES.sub(lambda found: " " * len(found[0]), text)
    for chunk in split(text, words):
        if chunk.kind == UNKNOWN:
            continue
        word = english.statements[chunk.kind]
        yield (Part.STATEMENT, word.spelling), chunk.start, chunk.end
        owner, clauses = _owner(chunk.kind), english.clauses_of(chunk.kind)
        for name, clause in words.clauses_of(chunk.kind).items():
            for start, end in _lines(plain, chunk.start + chunk.keyword, chunk.end, clause):
                yield (Part.LINE, f"{owner}: {clauses[name].spelling}"), start, end
    for node in _nodes(parse(text).statements):
        yield (Part.EXPRESSION, type(node).__name__), node.span.start, node.span.end


def _owner(kind: str) -> str:
    """Return the kind whose lines a statement of this kind has."""
    clauses = words_of(ENGLISH).clauses_of(kind)
    return next((one for one, each in words_of(ENGLISH).clauses.items() if each is clauses), kind)


def _lines(plain: str, start: int, end: int, clause: Word) -> Iterator[tuple[int, int]]:
    for found in re.finditer(rf"(?<!\w){pattern(clause.spellings)}", plain[start:end]):
        at = start + found.start()
        newline = plain.find("\n", at)
        yield plain.rfind("\n", 0, at) + 1, min(end, len(plain) if newline < 0 else newline)


def _nodes(tree: object) -> Iterator[Any]:
    if isinstance(tree, tuple):
        for each in tree:
            yield from _nodes(each)
    elif dataclasses.is_dataclass(tree) and not isinstance(tree, Span):
        if isinstance(tree, get_args(syntax.Expr)):
            yield tree
        for each in dataclasses.fields(tree):
            yield from _nodes(getattr(tree, each.name))


# --- what happens in its cases ------------------------------------------------------------------


def _decided(case: ConformanceCase, scheme: Scheme) -> tuple[Spans, dict[str, set[str]]]:
    """Return the statuses of the nodes in a text's cases, by place and by kind."""
    whole = with_claims(scheme)
    nodes = {id(node): node for node in scheme_nodes(whole)}
    spans: Spans = []
    kinds: dict[str, set[str]] = {}

    def watched(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
        decision = decide(scheme, case, values=values, trace=True)
        run = decision.run
        for at, subject in (run.seen or {}) if run is not None else ():
            node = nodes.get(at)
            if node is None or run is None:
                continue
            status = _status(run, node, subject)
            if status:
                kinds.setdefault(type(node).__name__, set()).add(status)
                for kind in (getattr(node, name, None) for name in ("op", "hit", "quantifier")):
                    if isinstance(kind, Enum):
                        words = f"{type(kind).__name__} {kind.value}"
                        kinds.setdefault(words, set()).add(status)
            if status and node.span is not None and node.span.source == _source(whole):
                spans.append((node.span.start, node.span.end, status))
        return decision

    for example in whole.examples:
        tried(whole, ready_example(whole, example), by=watched)
    for data in facts(case):
        expect = {key: each for key, each in data["expect"].items() if key != "findings"}
        tried(whole, ready_case(whole, {**data, "expect": expect}), by=watched)
    return spans, kinds


def _source(scheme: Scheme) -> str:
    return scheme.span.source if scheme.span else ""


def _status(run: Run, node: meaning.Expr, subject: Any) -> str:
    evidence = (run.seen or {})[id(node), subject]
    if isinstance(evidence, Unknown):
        return "unknown"
    if isinstance(evidence, Fault):
        return "fault"
    nobody = isinstance(evidence, NotApplicable) or _of_nobody(run, node, subject)
    return "nobody" if nobody else ""


def _of_nobody(run: Run, node: meaning.Expr, subject: Any) -> bool:
    """Say whether a quantifier selects nobody and no entry."""
    match node:
        case Aggregate():
            members = run.case.members.get(subject, ())
            role = node.role
            if role is not None:
                members = tuple(
                    one for one in members if holds_role(run.case, node.group, role, one)
                )
        case ListAggregate():
            given = run.case.lists.get(subject, {}).get(node.list_name)
            members = () if given is None else given.entries
        case _:
            return False
    seen = run.seen or {}
    return not any(node.where is None or seen.get((id(node.where), m)) == YES for m in members)
