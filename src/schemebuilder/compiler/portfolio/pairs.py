"""Pairs of schemes that cannot be held together: which of the two gives way, over a portfolio."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemebuilder.language.syntax import (
    AwardWritten,
    BenefitStatement,
    CombinesStatement,
    CombineWritten,
    Tree,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Of two schemes, the one that `keeps` its award and the one that `gives_way` while it is held.

    `decides` says that the first weighs the other's award, as it would be without this one, to find
    out which is kept. `mirrored`: the scheme that gives way does not say so itself. `kept` is the
    benefit that is kept where the scheme has several, `own` the one that gives way ("": all).
    """

    keeps: str
    gives_way: str
    decides: bool
    mirrored: bool
    kept: str
    own: str


def pairs_of(trees: dict[str, Tree]) -> list[Pair]:
    """Return who gives way to whom; where both of two schemes weigh, the later listed decides."""
    places = {id_: place for place, id_ in enumerate(trees)}
    said = [
        (id_, benefit, clause, award)
        for id_, tree in trees.items()
        for benefit, clause, award in _clauses(tree)
        if award.scheme.text in trees and award.scheme.text != id_
    ]
    weighing = {(id_, award.scheme.text) for id_, _, clause, award in said if _weighs(clause)}
    found: list[Pair] = []
    for id_, benefit, clause, award in said:
        other = award.scheme.text
        if clause.kind not in {"cannot_be_held", "better_of"}:
            continue
        theirs = "" if award.benefit is None else award.benefit.text
        first = clause.first is not None and clause.first.text == id_
        if _weighs(clause) or first:
            if not first and (other, id_) in weighing and places[other] > places[id_]:
                continue
            found += [
                Pair(id_, other, not first, True, kept, theirs)
                for kept in _kept(benefit, trees[id_])
            ]
        else:
            found.append(Pair(other, id_, False, False, theirs, benefit))
    return found


def _weighs(clause: CombineWritten) -> bool:
    return clause.kind == "better_of" or clause.kept in {"higher", "chooses"}


def _clauses(tree: Tree) -> Iterator[tuple[str, CombineWritten, AwardWritten]]:
    for statement in tree.statements:
        if isinstance(statement, CombinesStatement):
            benefit = "" if statement.benefit is None else statement.benefit.text
            for clause in statement.clauses:
                for award in clause.awards:
                    yield benefit, clause, award


def _kept(benefit: str, tree: Tree) -> list[str]:
    """Return how others speak of an award: "" for the only benefit, else each by its name."""
    paid = [
        one
        for one in tree.statements
        if isinstance(one, BenefitStatement) and one.keyword != "charge"
    ]
    if len(paid) < 2:
        return [""]
    return [benefit] if benefit else [one.name.text for one in paid if one.name is not None]
