"""What the schemes of a portfolio say against each other, or do not say where they should."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Final

from schemebuilder.compiler.portfolio.members import Members
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.combining import COUNTED, Combine, Combining, Kept
from schemebuilder.ir.scheme import Scheme

_SETTLES: Final = frozenset(
    {
        Combining.CANNOT_BE_HELD,
        Combining.MAY_BE_HELD,
        Combining.TOPS_UP,
        Combining.COUNTS_AS_INCOME,
    }
)


def check_portfolio(members: Members, schemes: dict[str, Scheme]) -> None:
    """Report contradictions, awards for one need with nothing said, and income that is lost."""
    for one, other in combinations(schemes, 2):
        lines = [
            *_lines(schemes, one, other),
            *_lines(schemes, other, one),
        ]
        _kept(members, (one, other), lines)
        _together(members, (one, other), lines)
        _order(members, (one, other), lines)
        _one_need(members, schemes, (one, other), lines)
    for id_ in schemes:
        _income(members, schemes, id_)


def _lines(schemes: dict[str, Scheme], one: str, other: str) -> list[tuple[str, Combine]]:
    """Return what a scheme itself says of another; what the portfolio wrote for it is left out."""
    return [(one, combine) for combine in schemes[one].combines if combine.scheme == other]


def own_lines(members: Members, schemes: dict[str, Scheme]) -> dict[str, Scheme]:
    """Return the schemes with those lines of `combines` alone that stand in their own texts."""
    found: dict[str, Scheme] = {}
    for id_, scheme in schemes.items():
        length = len(members.found[id_].text)
        lines = tuple(
            combine
            for combine in scheme.combines
            if combine.span is None or combine.span.start < length
        )
        found[id_] = replace(scheme, combines=lines)
    return found


def _spans(members: Members, lines: list[tuple[str, Combine]]) -> list[Span]:
    """Return where a finding points: at the schemes in the portfolio, then at their own lines."""
    named = [members.found[id_].name.span for id_ in dict.fromkeys(id_ for id_, _ in lines)]
    return [*named, *(line.span for _, line in lines if line.span is not None)]


def _kept(members: Members, pair: tuple[str, str], lines: list[tuple[str, Combine]]) -> None:
    """Both schemes say that the two cannot be held together, but not which is kept alike."""
    first, second = pair
    said = [(id_, line) for id_, line in lines if line.kind is Combining.CANNOT_BE_HELD]
    kept: set[str] = set()
    unsaid: set[str] = set()
    for id_, line in said:
        other = second if id_ == first else first
        match line.kept:
            case Kept.THIS:
                kept.add(id_)
            case Kept.OTHER:
                kept.add(other)
            case Kept.HIGHER | Kept.CHOSEN:
                kept.add(line.kept.value)
            case Kept.UNSAID:
                unsaid.add(other)
    both_wait = len(unsaid) == 2 and not kept
    against = bool(kept & set(pair)) and bool(unsaid - kept)
    if len(kept) > 1 or both_wait or against:
        told = "each gives way to the other" if both_wait else "they differ in which is kept"
        members.report.error(
            "SB-O001",
            f"{first} and {second} cannot be held together, and {told}.",
            *_spans(members, said),
            hint=f"Say the same in both, or in one alone: `{first} goes first`, `the higher`, "
            "`the person chooses`.",
        )


def _together(members: Members, pair: tuple[str, str], lines: list[tuple[str, Combine]]) -> None:
    """One line says that both can be held, another that they cannot."""
    apart = [each for each in lines if each[1].kind is Combining.CANNOT_BE_HELD]
    both = [
        each
        for each in lines
        if each[1].kind in {Combining.MAY_BE_HELD, Combining.TOPS_UP, Combining.COUNTS_AS_INCOME}
    ]
    if apart and both:
        word = both[0][1].kind.value
        members.report.error(
            "SB-O001",
            f"{pair[0]} and {pair[1]} cannot be held together, but one says `{word}`.",
            *_spans(members, [*apart[:1], *both[:1]]),
            hint="Take one of the two lines out.",
        )


def _order(members: Members, pair: tuple[str, str], lines: list[tuple[str, Combine]]) -> None:
    """Each is to be paid before the other."""
    before: dict[str, tuple[str, Combine]] = {}
    for id_, line in lines:
        other = pair[1] if id_ == pair[0] else pair[0]
        if line.kind is Combining.PAID_BEFORE or line.kept is Kept.THIS:
            before.setdefault(id_, (id_, line))
        elif line.kept is Kept.OTHER or line.kind is Combining.TOPS_UP:
            before.setdefault(other, (id_, line))
    only_order = any(line.kind is Combining.PAID_BEFORE for _, line in before.values())
    if len(before) == 2 and only_order:
        members.report.error(
            "SB-O001",
            f"{pair[0]} is to be decided before {pair[1]}, and {pair[1]} before {pair[0]}.",
            *_spans(members, list(before.values())),
            hint="Take one of the two lines out.",
        )


def _one_need(
    members: Members,
    schemes: dict[str, Scheme],
    pair: tuple[str, str],
    lines: list[tuple[str, Combine]],
) -> None:
    """Two schemes of one branch pay the same person, and nothing is said of it."""
    one, other = (schemes[id_] for id_ in pair)
    paid = all(
        any(not benefit.charge for benefit in scheme.benefits.values()) for scheme in (one, other)
    )
    if not one.branch or one.branch != other.branch or not paid or _apart(one, other):
        return
    if any(line.kind in _SETTLES for _, line in lines):
        return
    if _reads(one, pair[1]) or _reads(other, pair[0]):
        return
    members.report.warning(
        "SB-O002",
        f"{pair[0]} and {pair[1]} are both {one.branch.replace('_', ' ')}, and one person may "
        "receive both.",
        *(members.found[id_].name.span for id_ in pair),
        hint=f"Say in one of them what holds: `combines` with `cannot be held with {pair[1]}`, or "
        f"`may be held with {pair[1]}`.",
    )


def _apart(one: Scheme, other: Scheme) -> bool:
    """Whether the two are never in force on one day."""
    first, second = one.in_force, other.in_force
    ends_before = first.end is not None and second.start is not None and first.end < second.start
    ended = second.end is not None and first.start is not None and second.end < first.start
    return ends_before or ended


def _reads(scheme: Scheme, other: str) -> bool:
    return any(
        award.scheme == other and {award.amount, award.held, award.eligible} & set(scheme.fields)
        for award in scheme.awards.values()
    )


def _income(members: Members, schemes: dict[str, Scheme], id_: str) -> None:
    """An award counts as income for a scheme that does not count it, or that counts it twice."""
    for line in _counting(schemes[id_]):
        counts = schemes.get(line.scheme)
        if counts is None:
            continue
        names = {
            award.amount for award in counts.awards.values() if award.scheme == id_ and award.amount
        }
        by_name = bool(names & set(counts.fields))
        as_one = COUNTED in counts.fields
        if by_name != as_one:
            continue
        spans = _spans(members, [(id_, line)])
        if by_name:
            message = f"{line.scheme} counts the award of {id_} as income twice."
            hint = f"Read it as `amount of {id_}` or as `{COUNTED}`, not both."
        else:
            message = f"{id_} counts as income for {line.scheme}, which does not count it."
            hint = f"Read it there: `amount of {id_}`, or `{COUNTED}`."
        members.report.warning("SB-O005", message, *spans, hint=hint)


def _counting(scheme: Scheme) -> Iterator[Combine]:
    seen: set[str] = set()
    for line in scheme.combines:
        if line.kind is Combining.COUNTS_AS_INCOME and line.scheme not in seen:
            seen.add(line.scheme)
            yield line
