"""The word that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word that is few enough letters away from what was written, or None."""
    wanted = written.casefold()
    allowed = 1 if len(wanted) <= 4 else 2 if len(wanted) <= 8 else 3
    best: tuple[int, str] | None = None
    for word in sorted(set(known)):
        if abs(len(word) - len(wanted)) > allowed:
            continue
        away = distance(wanted, word.casefold())
        if away <= allowed and away < len(wanted) and (best is None or away < best[0]):
            best = (away, word)
    return best[1] if best else None


def distance(left: str, right: str) -> int:
    """Return how many letters must be added, dropped, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b
            row.append(min(cost, earlier[j - 2] + 1) if swapped else cost)
    return row[-1]
