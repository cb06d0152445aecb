"""The clauses of a step or an appeal, from the grammar's tree of a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lark import Token, Tree

from schemebuilder.language import literals
from schemebuilder.language.expectations import OUTCOME
from schemebuilder.language.syntax import (
    AppealPart,
    CheckPart,
    Citation,
    CollectPart,
    DeadlinePart,
    DecidePart,
    EndsPart,
    LookedUpWritten,
    Name,
    NamesPart,
    NotifyPart,
    OtherwiseWritten,
    OutcomeWritten,
    PaperWritten,
    PendingPart,
    RerunPart,
    SentenceWritten,
    StepPart,
    TimeWritten,
    WhenPart,
    WindowPart,
    WithoutPart,
)
from schemebuilder.language.twig import At, Children, Node, after, branch, leaf, subtree, tokens


def step_part(node: Tree[Token], at: At, citation: Citation | None) -> StepPart:
    """Return the clause of a step that a node stands for."""
    return _STEP[node.data](node.children, at, node, citation)


def appeal_part(node: Tree[Token], at: At, citation: Citation | None) -> AppealPart:
    """Return the clause of an appeal that a node stands for."""
    return _APPEAL[node.data](node.children, at, node, citation)


def time_written(node: Node, at: At, since: Tree[Token] | None = None) -> TimeWritten:
    """Return a length of time; `since` is the node of `of claim_date`."""
    first = node.children[0] if isinstance(node, Tree) else node
    after_of = None if since is None else at.name(since.children[1])
    kind, span = leaf(first).type, at.span(node)
    if kind == "SAME_DAY":
        return TimeWritten(literals.number("0", span).value, "day", span, after_of)
    if kind == "NUMBER":
        return TimeWritten(literals.number(at.said(first), span).value, "hour", span, after_of)
    found = literals.duration(at.said(first), span, at.sheet.words)
    return TimeWritten(found.value, found.unit, span, after_of)


def sentences(children: Children, at: At) -> tuple[SentenceWritten, ...]:
    """Return the texts among the nodes, each with its language."""
    return tuple(
        _sentence(child, at)
        for child in children
        if isinstance(child, Tree) and child.data == "sentence"
    )


def _sentence(node: Tree[Token], at: At) -> SentenceWritten:
    *language, said = node.children
    text = literals.text(at.said(said), at.span(said))
    return SentenceWritten(text, at.name(language[0]) if language else None)


def _because(children: Children, at: At) -> str:
    node = subtree(children, "because")
    return "" if node is None else literals.text(at.said(node.children[1]), at.span(node)).text


def _listed(children: Children, at: At) -> tuple[Name, ...]:
    """Return the names of the clause, in the list that it holds."""
    listed = subtree(children, "listed_names") or subtree(children, "other_names")
    names = tokens(children if listed is None else listed.children, "NAME")
    return tuple(at.name(name) for name in names)


def _names(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> NamesPart:
    return NamesPart(
        keyword=node.data.removeprefix("part_"),
        names=_listed(children, at),
        span=at.span(node),
        every=bool(tokens(children, "EVERY_QUESTION")),
        because=_because(children, at),
        citation=citation,
    )


def _deadline(
    children: Children, at: At, node: Tree[Token], citation: Citation | None
) -> DeadlinePart:
    time = time_written(children[1], at, subtree(children, "of_name"))
    return DeadlinePart(time, at.span(node), _otherwise(children, at), citation)


def _otherwise(children: Children, at: At) -> OtherwiseWritten | None:
    said = after(children, "ELSE")
    if said is None:
        return None
    node = branch(said)
    kind = node.data.removeprefix("expiry_").replace("_", " ")
    if kind == "deemed":
        outcome = outcome_written(branch(node.children[1]), at)
        return OtherwiseWritten(kind, outcome.span, outcome=outcome.id)
    names = tokens(node.children, "NAME")
    return OtherwiseWritten(kind, at.span(node), at.name(names[-1]) if names else None)


def outcome_written(node: Tree[Token], at: At) -> OutcomeWritten:
    """Return an outcome by its id; words that the language has no outcome for are their own id."""
    for answer in ("YES", "NO"):
        if tokens(node.children, answer):
            return OutcomeWritten(answer.lower(), at.span(node))
    words = " ".join(at.said(node).split())
    if words in at.sheet.words.outcomes:
        at.sheet.heard(*at.ends(node), OUTCOME)
    return OutcomeWritten(at.sheet.words.outcomes.get(words, words), at.span(node))


def _collect(
    children: Children, at: At, node: Tree[Token], citation: Citation | None
) -> CollectPart:
    papers = tuple(
        PaperWritten(
            tuple(at.name(name) for name in tokens(child.children, "NAME")),
            at.span(child),
            _text_in(child.children, at),
        )
        for child in children
        if isinstance(child, Tree) and child.data == "papers"
    )
    return CollectPart(papers, at.span(node), _because(children, at), citation)


def _text_in(children: Children, at: At) -> str:
    said = tokens(children, "STRING")
    return literals.text(at.said(said[0]), at.span(said[0])).text if said else ""


def _check(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> CheckPart:
    facts = tuple(
        LookedUpWritten(
            at.name(child.children[0]),
            at.name(child.children[2]) if len(child.children) > 2 else None,
            at.span(child),
        )
        for child in children
        if isinstance(child, Tree) and child.data == "looked_up"
    )
    return CheckPart(
        facts, at.span(node), _because(children, at), _otherwise(children, at), citation
    )


def _decide(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> DecidePart:
    listed = subtree(children, "listed_names")
    outcomes = () if listed is None else tuple(at.name(n) for n in tokens(listed.children, "NAME"))
    return DecidePart(at.name(children[1]), outcomes, at.span(node), citation)


def _notify(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> NotifyPart:
    letter = after(children, "P_LETTER")
    return NotifyPart(
        at.name(children[1]),
        None if letter is None else at.name(letter),
        sentences(children, at),
        at.span(node),
        citation,
    )


def _when(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> WhenPart:
    named = [c for c in branch(children[1]).children if isinstance(c, Tree)]
    outcomes = tuple(outcome_written(one, at) for one in named)
    target = after(children, "P_THEN")
    return WhenPart(outcomes, None if target is None else at.name(target), at.span(node), citation)


def _without(
    children: Children, at: At, node: Tree[Token], citation: Citation | None
) -> WithoutPart:
    target = after(children, "P_THEN")
    said = tokens(children, "STRING")
    return WithoutPart(
        at.name(children[1]),
        None if target is None else at.name(target),
        literals.text(at.said(said[0]), at.span(said[0])) if said else None,
        at.span(node),
        citation,
    )


def _ends(_children: Children, at: At, node: Tree[Token], citation: Citation | None) -> EndsPart:
    return EndsPart(at.span(node), citation)


def _window(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> WindowPart:
    body, decided = after(children, "TO"), after(children, "DECIDED_WITHIN")
    return WindowPart(
        time_written(children[1], at),
        None if body is None else at.name(body),
        None if decided is None else time_written(decided, at),
        at.span(node),
        citation,
    )


def _rerun(children: Children, at: At, node: Tree[Token], citation: Citation | None) -> RerunPart:
    return RerunPart(at.name(children[1]), at.span(node), citation)


def _pending(
    _children: Children, at: At, node: Tree[Token], citation: Citation | None
) -> PendingPart:
    return PendingPart(node.data == "part_continues", at.span(node), citation)


_STEP: Final[dict[str, Callable[[Children, At, Tree[Token], Citation | None], StepPart]]] = {
    "part_by": _names,
    "part_through": _names,
    "part_within": _deadline,
    "part_collect": _collect,
    "part_ask": _names,
    "part_check": _check,
    "part_assess": _names,
    "part_decide": _decide,
    "part_pay": _names,
    "part_record": _names,
    "part_notify": _notify,
    "part_when": _when,
    "part_without": _without,
    "part_then": _names,
    "part_apart": _names,
    "part_start": _names,
    "part_ends": _ends,
}
_APPEAL: Final[dict[str, Callable[[Children, At, Tree[Token], Citation | None], AppealPart]]] = {
    "part_window": _window,
    "part_rerun": _rerun,
    "part_continues": _pending,
    "part_stops": _pending,
    "part_notify": _notify,
    "part_when": _when,
}
