"""`let`, `eligibility`, `benefit` and `charge` from their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.language.complying import compliance
from schemebuilder.language.lines import Line
from schemebuilder.language.modalities import GIVEN, given
from schemebuilder.language.order import limit_written
from schemebuilder.language.parts import (
    exception,
    force_line,
    force_of,
    joined,
    span_of,
    trailers,
    written_type,
)
from schemebuilder.language.payments import PAYMENTS, payment
from schemebuilder.language.quantities import direction, percentage
from schemebuilder.language.reading import (
    check_breaks,
    read,
    read_expression,
    read_text,
    with_label,
    words_of_line,
)
from schemebuilder.language.recovering import RECOVERY, recovery
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.spacing import spaced
from schemebuilder.language.syntax import (
    NO_LABELS,
    BenefitStatement,
    Binary,
    Called,
    Citation,
    EligibilityStatement,
    ExceptionWritten,
    Expr,
    Extreme,
    Force,
    GivenClause,
    Labels,
    LetStatement,
    LineWritten,
    Name,
    NameRef,
    OfName,
    PaymentClause,
    RecoveryWritten,
    StageWritten,
)
from schemebuilder.language.twig import At, Node, after, leaf, subtree, the_subtree, tokens
from schemebuilder.language.words import pattern

_STAGES: Final = frozenset({"base", "add", "floor", "cap", "pay_nothing_below"})


@dataclass(slots=True)
class _Draft:
    """What the lines of a rule have said so far."""

    force: Force | None = None
    labels: Labels = NO_LABELS
    exceptions: list[ExceptionWritten] = field(default_factory=list)
    lines: list[LineWritten] = field(default_factory=list)
    stages: list[StageWritten] = field(default_factory=list)
    payments: list[PaymentClause] = field(default_factory=list)
    given: list[GivenClause] = field(default_factory=list)
    undecided: str | None = None
    citation: Citation | None = None
    governed: Expr | None = None
    recovery: list[RecoveryWritten] = field(default_factory=list)


def let(sheet: Sheet, lines: list[Line]) -> LetStatement | None:
    """Read `let x of entity : type = base` and its exceptions."""
    draft = _Draft()
    for line in lines[1:]:
        if line.keyword in {"except_when", "only_when"}:
            found = exception(sheet, line)
            if found is not None:
                draft.exceptions.append(found)
        else:
            _common(sheet, line, draft)
    head = read(sheet, lines[0], "let_head")
    if head is None:
        return None
    tree, at = head
    name = at.name(tree.children[0])
    written = subtree(tree.children, "type")
    formula = after(tree.children, "EQUALS")
    base = None if formula is None else at.expression(formula)
    if base is None and not draft.exceptions:
        sheet.note(
            "SB-P001",
            f"`{name.text}` has no formula.",
            name.span,
            hint=f"Write it after `=`: `let {name.text} of person = …`.",
        )
        return None
    return LetStatement(
        name=name,
        entity=_entity(tree, at),
        type=None if written is None else written_type(written, at),
        base=base,
        exceptions=tuple(draft.exceptions),
        span=span_of(sheet, lines[0]),
        unless_given=bool(tokens(tree.children, "UNLESS_GIVEN")),
        force=joined(draft.force, force_of(subtree(tree.children, "force"), at)),
        labels=draft.labels,
        citation=lines[0].citation,
        governed=draft.governed,
    )


def eligibility(sheet: Sheet, lines: list[Line]) -> EligibilityStatement | None:
    """Read `eligibility [name] of entity`, its conditions, and what to do if undecided."""
    draft = _Draft()
    for line in lines[1:]:
        _condition_or_common(sheet, line, draft)
    head = read(sheet, lines[0], "eligibility_head")
    if head is None:
        return None
    tree, at = head
    first = tree.children[0]
    return EligibilityStatement(
        name=at.name(first) if isinstance(first, Token) else None,
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        lines=tuple(draft.lines),
        undecided=draft.undecided,
        span=span_of(sheet, lines[0]),
        force=joined(draft.force, force_of(subtree(tree.children, "force"), at)),
        labels=draft.labels,
        citation=lines[0].citation,
        governed=draft.governed,
    )


def benefit(sheet: Sheet, lines: list[Line]) -> BenefitStatement | None:
    """Read `benefit` or `charge`: conditions, stages in the order written, and payment."""
    draft = _Draft()
    for line in lines[1:]:
        if line.keyword in _STAGES | {"round", "reduce", "limit"}:
            _stage(sheet, line, draft)
        elif line.keyword in {"except_when", "only_when"}:
            _stage_exception(sheet, line, draft)
        elif line.keyword in RECOVERY:
            draft.recovery += filter(None, [recovery(sheet, line, draft.recovery)])
        elif line.keyword in PAYMENTS:
            draft.payments += filter(None, [payment(sheet, line)])
        elif line.keyword in GIVEN:
            draft.given += filter(None, [given(sheet, line)])
        else:
            _condition_or_common(sheet, line, draft)
    head = read(sheet, lines[0], "benefit_head")
    if head is None:
        return None
    tree, at = head
    first = tree.children[0]
    general = after(tree.children, "FOR")
    if general is not None:
        named = at.name(general)
        draft.lines.insert(0, LineWritten("require", NameRef(named, named.span), named.span))
    return BenefitStatement(
        keyword=sheet.kind,
        name=at.name(first) if isinstance(first, Token) else None,
        entity=at.name(the_subtree(tree.children, "of_entity").children[1]),
        type=written_type(the_subtree(tree.children, "type"), at),
        lines=tuple(draft.lines),
        stages=tuple(draft.stages),
        payments=tuple(draft.payments),
        span=span_of(sheet, lines[0]),
        undecided=draft.undecided,
        force=joined(draft.force, force_of(subtree(tree.children, "force"), at)),
        labels=draft.labels,
        citation=lines[0].citation,
        recovery=tuple(draft.recovery),
        governed=draft.governed,
        given=tuple(draft.given),
    )


# --- conditions ----------------------------------------------------------------------------------


def _condition_or_common(sheet: Sheet, line: Line, draft: _Draft) -> None:
    if line.keyword in {"require", "exclude", "require_at_entry", "continue_while"}:
        found = read(sheet, line, "require_line")
        if found is not None:
            draft.lines.append(_condition(sheet, line, *found))
    elif line.keyword == "comply_with":
        complied = read(sheet, line, "comply_line")
        if complied is not None:
            draft.lines.append(compliance(sheet, line, *complied))
    elif line.keyword == "refuse":
        _refusal(sheet, line, draft)
    elif line.keyword == "undecided":
        draft.undecided = words_of_line(sheet, line)
        if not draft.undecided:
            sheet.note(
                "SB-P001",
                "It is not said what happens when the conditions cannot be decided.",
                span_of(sheet, line),
                hint="Write `undecided ask`, `undecided escalate` or `undecided refuse`.",
            )
    else:
        _common(sheet, line, draft)


def _condition(sheet: Sheet, line: Line, tree: Tree[Token], at: At) -> LineWritten:
    when = after(tree.children, "WHEN")
    return LineWritten(
        line.keyword.replace("_", " "),
        at.expression(tree.children[0]),
        span_of(sheet, line),
        when=None if when is None else at.expression(when),
        citation=line.citation,
        force=force_of(subtree(tree.children, "force"), at),
    )


def _refusal(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = read_text(sheet, line)
    if found is None:
        return
    if not draft.lines:
        if not sheet.broken:
            sheet.note(
                "SB-P001",
                "This sentence belongs to no condition.",
                span_of(sheet, line),
                hint="Put it below the `require` line that it explains.",
            )
        return
    language, text = found
    last = draft.lines[-1]
    if language is None:
        draft.lines[-1] = replace(last, refuse=text)
    else:
        labels = Labels({**last.refuse_labels.by_language, language.text: text.text})
        draft.lines[-1] = replace(last, refuse_labels=labels)


def _common(sheet: Sheet, line: Line, draft: _Draft) -> None:
    """Lines that every rule may have, and lines that are not yet acted on."""
    if line.keyword in {"from", "until"}:
        draft.force = joined(draft.force, force_line(sheet, line))
    elif line.keyword == "label":
        draft.labels = with_label(draft.labels, sheet, line)
    elif line.keyword == "governed_by":
        draft.governed = read_expression(sheet, line)
    else:
        later_line(sheet, line)


def later_line(sheet: Sheet, line: Line) -> None:
    """Say that a line of the language is not yet acted on."""
    check_breaks(sheet, line)
    word = sheet.words.clauses_of(sheet.kind)[line.keyword]
    needed = word.later == "needed"
    sheet.note(
        "SB-P004",
        f"Not yet supported: `{word.spelling}` lines; "
        + ("the scheme cannot be decided with it." if needed else "it is ignored in decisions."),
        span_of(sheet, line),
        severity=Severity.ERROR if needed else Severity.WARNING,
        hint="Take the line out to decide without it." if needed else "Nothing is needed now.",
    )


# --- stages --------------------------------------------------------------------------


def _stage(sheet: Sheet, line: Line, draft: _Draft) -> None:
    keyword = line.keyword.replace("_", " ")
    if line.keyword == "round":
        found = read(sheet, line, "round_stage", (line.start, line.end))
    else:
        found = read(sheet, line, _start(sheet, line))
    if found is None:
        return
    tree, at = found
    limit = limit_written(tree, at) if line.keyword == "limit" else None
    value = None if limit else _stage_value(tree, at)
    rest = trailers(tree.children, at)
    if rest.overrides:
        sheet.note(
            "SB-P001",
            "Only an exception can override something.",
            rest.overrides[0].span,
            hint="Put `overrides` on a line that begins with `except when`.",
        )
    draft.stages.append(
        StageWritten(
            keyword,
            value,
            span_of(sheet, line),
            direction=direction(tree.children[0]) if tree.data == "round_stage" else None,
            when=rest.when,
            limit=limit,
            words=spaced(words_of_line(sheet, line), sheet.words.language) if limit else "",
            name=rest.name,
            citation=line.citation,
            force=rest.force,
        )
    )


def _start(sheet: Sheet, line: Line) -> str:
    """From where a stage is read; `reduce by 50% of …` takes the share of all that follows."""
    if line.keyword != "reduce":
        return "limit_stage" if line.keyword == "limit" else "stage"
    words = sheet.words.words
    by, of = pattern(words["BY"].spellings), pattern(words["OF"].spellings)
    share = re.compile(rf"\s*(?:{by}\s+)?[0-9][0-9,.]*\s*%?\s+{of}")
    return "reduce_share" if share.match(sheet.code, line.body, line.end) else "reduce_stage"


def _stage_value(tree: Tree[Token], at: At) -> Expr | None:
    said: list[Node] = [
        child
        for child in tree.children
        if not (
            isinstance(child, Tree) and (child.data.startswith("trailing") or child.data == "force")
        )
        and not (isinstance(child, Token) and child.type in {"EQUALS", "BY", "OF", "ABOVE"})
    ]
    match tree.data:
        case "round_none":
            return None
        case "round_stage":
            return at.expression(said[1])
        case "reduce_share":
            first, *others = said
            percent = leaf(first).type == "PERCENT_OF"
            share = percentage(first, at) if percent else at.expression(first)
            amounts = [at.expression(child) for child in others]
            return _reduction(share, amounts[0], amounts[1] if len(amounts) > 1 else None)
        case "reduce_above":
            amount, above = at.expression(said[0]), at.expression(said[1])
            return _reduction(*_share_of(amount), above)
        case _:
            return at.expression(said[0])


def _share_of(amount: Expr) -> tuple[Expr | None, Expr]:
    """`taper of income above X` takes a share of income, not what a formula makes of it."""
    match amount:
        case OfName():
            share = NameRef(amount.part, amount.part.span)
            return share, NameRef(amount.of, amount.of.span)
        case Called(args=(only,)):
            return NameRef(amount.name, amount.name.span), only
        case _:
            return None, amount


def _reduction(share: Expr | None, amount: Expr, above: Expr | None) -> Expr:
    """`P of X above Y` is P times what X is more than Y: larger of (X, Y) - Y."""
    value = amount
    if above is not None:
        span = replace(amount.span, end=above.span.end)
        value = Binary("-", Extreme("larger", (amount, above), span), above, span)
    if share is None:
        return value
    return Binary("*", share, value, replace(share.span, end=value.span.end))


def _stage_exception(sheet: Sheet, line: Line, draft: _Draft) -> None:
    found = exception(sheet, line)
    if found is None:
        return
    if draft.stages:
        last = draft.stages[-1]
        draft.stages[-1] = replace(last, exceptions=(*last.exceptions, found))
    elif line.keyword == "only_when":
        draft.stages.append(StageWritten("base", None, found.span, exceptions=(found,)))
    elif not sheet.broken:
        sheet.note(
            "SB-P001",
            "This exception has no stage before it.",
            span_of(sheet, line),
            hint="Write `base = …` above it.",
        )


# --- pieces of heads -----------------------------------------------------------------------------


def _entity(tree: Tree[Token], at: At) -> Name | None:
    node = subtree(tree.children, "of_entity")
    return None if node is None else at.name(node.children[1])
