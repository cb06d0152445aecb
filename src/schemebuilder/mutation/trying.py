"""Mutants tried: each by the cases that reach its place, until one of them notices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.decision import Decision
from schemebuilder.engines.exact.expect import Ready, tried
from schemebuilder.engines.exact.people import Case
from schemebuilder.ir.claims import with_claims
from schemebuilder.ir.expressions import FieldRef, ParameterRef
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.walk import scheme_nodes
from schemebuilder.mutation.mutants import Mutant, mutants
from schemebuilder.mutation.places import Path
from schemebuilder.mutation.same import why_the_same

_KINDS = {
    "rule": "rules",
    "fact": "fields",
    "eligibility": "eligibilities",
    "eligible": "benefits",
    "stage": "benefits",
    "amount": "benefits",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant: the case that noticed it, or why none can; neither: it survived."""

    mutant: Mutant
    noticed_by: str = ""
    same: str = ""
    reached: bool = True

    @property
    def survived(self) -> bool:
        """Whether no case noticed it, though one could."""
        return not self.noticed_by and not self.same


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a case reads of the scheme: definitions, and nodes by identity."""

    definitions: frozenset[Path]
    nodes: frozenset[int]


def try_mutants(
    scheme: Scheme,
    text: str,
    cases: Sequence[Ready],
    tell: Callable[[int, int], None] = lambda _, __: None,
) -> list[Verdict]:
    """Try every mutant of a scheme; `cases` pass with the scheme itself.

    `tell` hears how many of how many are tried.
    """
    whole = with_claims(scheme)
    reads = [_reach(whole, ready) for ready in cases]
    readers = _readers(scheme)
    made = mutants(scheme, text)
    recent: list[int] = list(range(len(cases)))
    verdicts = []
    for number, mutant in enumerate(made, 1):
        changed = mutant.applied(scheme)
        same = why_the_same(scheme, mutant, changed)
        if same:
            verdicts.append(Verdict(mutant, same=same))
        else:
            order = _in_order(mutant, recent, reads, readers)
            verdicts.append(_tried(mutant, with_claims(changed), order, cases, recent))
        tell(number, len(made))
    return verdicts


def _tried(
    mutant: Mutant,
    changed: Scheme,
    order: Sequence[int],
    cases: Sequence[Ready],
    recent: list[int],
) -> Verdict:
    for at in order:
        trial = tried(changed, cases[at])
        if not trial.passed:
            recent.remove(at)
            recent.insert(0, at)
            return Verdict(mutant, trial.id)
    return Verdict(mutant, reached=bool(order))


def _reach(scheme: Scheme, ready: Ready) -> _Reach:
    nodes: set[int] = set()
    definitions: set[Path] = set()

    def watched(scheme: Scheme, case: Case, values: Collection[str]) -> Decision:
        decision = decide(scheme, case, values=values, trace=True)
        if decision.run is not None:
            nodes.update(node for node, _ in decision.run.seen or ())
            definitions.update((_KINDS[key[0]], key[1]) for key, _ in decision.run.memo)
        return decision

    tried(scheme, ready, by=watched)
    return _Reach(frozenset(definitions), frozenset(nodes))


def _readers(scheme: Scheme) -> dict[Path, frozenset[int]]:
    """Return the nodes that read each parameter and each fact."""
    found: dict[Path, set[int]] = {}
    for node in scheme_nodes(scheme):
        if isinstance(node, ParameterRef):
            found.setdefault(("parameters", node.parameter), set()).add(id(node))
        elif isinstance(node, FieldRef):
            found.setdefault(("fields", node.name), set()).add(id(node))
    return {name: frozenset(nodes) for name, nodes in found.items()}


def _in_order(
    mutant: Mutant,
    recent: Iterable[int],
    reads: Sequence[_Reach],
    readers: dict[Path, frozenset[int]],
) -> list[int]:
    """Return the cases that can notice a mutant: those that read the very place, then the others.

    Among them, those that noticed another one a moment ago stand first.
    """
    nodes = {id(place.part) for place in mutant.places}
    nodes |= {id(node) for place in mutant.places for node in place.above[-1:]}
    kinds = {path[0] for path in mutant.definitions}
    if kinds <= {"parameters", "fields"}:
        reading = frozenset[int]().union(*(readers.get(of, ()) for of in mutant.definitions))
        return [at for at in recent if reads[at].nodes & reading]
    if "in_force" in kinds:
        return list(recent)
    able = [at for at in recent if reads[at].definitions & mutant.definitions]
    return sorted(able, key=lambda at: not reads[at].nodes & nodes)
