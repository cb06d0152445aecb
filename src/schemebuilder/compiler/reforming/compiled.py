"""A reform compiled: the scheme that it makes, and every finding in the reform's own lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from schemebuilder.compiler.reforming.applied import (
    DEEPEST,
    Load,
    Reformed,
    applied,
    is_reform,
    reform_of,
)
from schemebuilder.compiler.reforming.draft import reform_span
from schemebuilder.compiler.report import Report
from schemebuilder.diagnostics.finding import Finding, Label, Severity, Span, has_errors
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    ChangedStatement,
    LineChange,
    ReformStatement,
    RemovedStatement,
    SetWritten,
    Tree,
)


@dataclass(frozen=True, slots=True)
class Expanded:
    """The text of the scheme that a text is: the text itself, or what a reform makes.

    `findings` are those of the reform; `texts` are the bases that findings can point into.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    reformed: Reformed | None = None
    reform: Tree | None = None
    base_name: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


def expanded(tree: Tree, load: Load, above: tuple[str, ...] = ()) -> Expanded:
    """Return the scheme's text; a reform is applied to its base, which may be a reform itself."""
    if not is_reform(tree):
        return Expanded(tree.text)
    report = Report(tree.text, tree.source)
    reform = reform_of(tree)
    if reform is None or has_errors(tree.findings):
        return Expanded("", tree.findings, None, tree)
    name = reform.base.text
    text = None if name in above or len(above) >= DEEPEST else load("scheme", name)
    if text is None:
        message = f"There is no scheme {name} to reform."
        if name in above:
            message = f"{name} is a reform of itself."
        report.error(
            "SB-N001",
            message,
            reform.base.span,
            hint="Give the name of a scheme of the library, or in quotation marks the path of a "
            'file: `of "../child_grant.scheme"`.',
        )
        return Expanded("", (*tree.findings, *report.findings), None, tree)
    below = expanded(parse(text, name), load, (*above, name))
    if has_errors(below.findings):
        first = next(one for one in below.findings if one.severity is Severity.ERROR)
        report.error(
            "SB-P001",
            f"The scheme {name} has errors, so that it cannot be reformed: {first.message}",
            reform.base.span,
            hint="Correct it first.",
        )
        return Expanded("", (*tree.findings, *report.findings), None, tree)
    done = applied(tree, below.text)
    findings = (*tree.findings, *done.findings)
    return Expanded(done.text, findings, done, tree, name, {name: below.text})


def pointed_back(
    whole: Expanded, findings: Iterable[Finding], of_base: Callable[[str], tuple[Finding, ...]]
) -> tuple[Finding, ...]:
    """Return findings of the reformed text where the reform says what they are about.

    What the base has without the reform is left out. `of_base` gives the findings of a text.
    """
    done, tree = whole.reformed, whole.reform
    if done is None or tree is None:
        return tuple(findings)
    known: set[tuple[str, str]] | None = None
    kept: list[Finding] = []
    for finding in findings:
        labels = tuple(_back(label, whole, done, tree) for label in finding.labels)
        own = [label for label in labels if label.span.source == tree.source]
        others = [label for label in labels if label.span.source != tree.source]
        if not own:
            if known is None:
                known = {(one.code, one.message) for one in of_base(done.base)}
            if (finding.code, finding.message) in known:
                continue
            own = [Label(_about(finding, tree), "because of this change")]
        moved = (_back(Label(edit.span), whole, done, tree).span for edit in finding.edits)
        edits = tuple(
            replace(edit, span=span)
            for edit, span in zip(finding.edits, moved, strict=True)
            if span.source == tree.source
        )
        kept.append(replace(finding, labels=(*own, *others), edits=edits))
    return tuple(kept)


def _back(label: Label, whole: Expanded, done: Reformed, tree: Tree) -> Label:
    span = label.span
    signs = done.origin[span.start : max(span.end, span.start + 1)]
    own = [-place - 1 for place in signs if place < 0]
    if own:
        ends = (min(own), max(own) + 1)
        return replace(label, span=reform_span(tree.text, *ends, tree.source))
    if not signs:
        return replace(label, span=replace(span, source=whole.base_name))
    start, end = min(signs), max(signs) + 1
    return replace(label, span=reform_span(done.base, start, end, whole.base_name))


def _about(finding: Finding, tree: Tree) -> Span:
    """Return the clause of the reform that a finding in the base's lines probably comes from."""
    said = set(re.findall(r"\w+", finding.message))
    reform = reform_of(tree)
    clauses = reform.clauses if reform is not None else ()
    for statement in (*clauses, *tree.statements):
        match statement:
            case SetWritten() if statement.name.text in said:
                return statement.span
            case LineChange() if said & set(
                re.findall(r"\w+", statement.old.words if statement.old else "")
            ) - {"require", "exclude", "when", "of", "and", "or"}:
                return statement.span
            case RemovedStatement() if statement.of.name in said:
                return statement.span
            case ChangedStatement() if (
                getattr(getattr(statement.statement, "name", None), "text", None) in said
            ):
                return statement.span
            case _:
                pass
    heads = [one for one in tree.statements if isinstance(one, ReformStatement)]
    return heads[0].span
