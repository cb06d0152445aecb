"""What the suite exercises: meanings that its texts come to, findings, and words that they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from schemebuilder.ir.expressions import (
    Aggregate,
    Apply,
    Choose,
    Expr,
    ListAggregate,
    Round,
)
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.walk import scheme_nodes
from schemebuilder.language.words import Word, words_of
from tests.conformance.suite import CASES, DECIDED, checked, facts


def meanings() -> frozenset[type | Enum]:
    """Return the kinds of nodes, operators, stages, policies … of texts that cases decide."""
    found: set[type | Enum] = set()
    for case in DECIDED:
        scheme = checked(case).scheme
        if scheme is not None:
            found.update(of_scheme(scheme))
    return frozenset(found)


def finding_codes() -> frozenset[str]:
    """Return the codes that a case of the suite expects, of a text or of a case of people."""
    found = {line.split(" ")[0] for case in CASES for line in case.findings or ()}
    for case in DECIDED:
        for data in facts(case):
            found.update(data["expect"].get("findings") or ())
    return frozenset(found)


def outcomes() -> frozenset[str]:
    """Return the words for outcomes that stand among what is expected."""
    said = " ".join(block for case in DECIDED for block in (*case.cases, *case.lists))
    return frozenset(word.replace(" ", "_") for word in re.findall(r'"(\w[\w ]*)"', said))


def words_not_used() -> list[str]:
    """Return the words of the language that no text without errors uses in any spelling."""
    words = words_of()
    right = (one for one in CASES if checked(one).scheme or checked(one).portfolio)
    texts = [case.text for case in right]
    text = re.sub(r"\s+", " ", re.sub(r'"[^"\n]*"|\[[^\]\n]*\]|#.*', "", "\n".join(texts)))
    found: dict[str, Word] = {f"{kind} …": word for kind, word in words.statements.items()}
    for kind, clauses in words.clauses.items():
        found |= {f"{kind}: {name}": word for name, word in clauses.items()}
    found |= words.words
    return sorted(
        name
        for name, word in found.items()
        if not word.later and not any(_stands(said, text) for said in word.spellings)
    )


def _stands(said: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text) is not None


def of_scheme(scheme: Scheme) -> Iterator[type | Enum]:
    """Yield the kinds of nodes, operators, stages and policies of a scheme."""
    for node in scheme_nodes(scheme):
        yield type(node)
        yield node.type.kind
        yield from _of_node(node)
    for field in scheme.fields.values():
        yield type(field.missing)
        yield field.type.kind
    for selection in scheme.selections.values():
        yield selection.ties
        yield from () if selection.budget is None else (selection.budget.crossing,)
    for benefit in scheme.benefits.values():
        yield benefit.undecided
        payment = benefit.payment
        yield payment.remainder
        yield benefit.modality.how
        held = None if payment.held is None else payment.held.until
        moments = (payment.starts, payment.ends, held)
        yield from (moment.shift for moment in moments if moment is not None)
        yield from (line.kind for line in benefit.lines)
        yield from (stage.kind for stage in benefit.stages)
        yield from (stage.direction for stage in benefit.stages if stage.direction)
    for eligibility in scheme.eligibilities.values():
        yield eligibility.undecided
        yield from (line.kind for line in eligibility.lines)


def _of_node(node: Expr) -> Iterator[Enum]:
    match node:
        case Apply():
            yield node.op
        case Choose():
            yield node.hit
        case Aggregate():
            yield node.quantifier
        case ListAggregate():
            yield node.quantifier
            if node.pick is not None:
                yield node.pick.order
                yield from () if node.pick.ties is None else (node.pick.ties,)
        case Round():
            yield node.direction
        case _:
            pass
