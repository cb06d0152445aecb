"""What to ask next: the missing facts, the most deciding first.

Every part that is undecided (a line, a stage) hangs on some facts. A fact on which a part hangs
alone settles that part, and a line that fails settles the case: so the order is by how many parts a
fact settles alone, then by how many it touches, then by the first part that needs it, as written.
Only facts that an undecided part needs are asked; what a known no made needless never appears.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemebuilder.values.evidence import Need


def in_asking_order(parts: Sequence[frozenset[Need]]) -> tuple[Need, ...]:
    """Return the facts that undecided parts need, in the order to ask for them."""
    needed = {need for part in parts for need in part if need.name}

    def rank(need: Need) -> tuple[int, int, int, Need]:
        touched = [number for number, part in enumerate(parts) if need in part]
        alone = sum(len(parts[number]) == 1 for number in touched)
        return (-alone, -len(touched), touched[0], need)

    return tuple(sorted(needed, key=rank))


def referred(parts: Sequence[frozenset[Need]]) -> tuple[str, ...]:
    """Return the matters that are referred to an officer, each once, in the order of the text."""
    found = (need.referral for part in parts for need in sorted(part) if need.referral)
    return tuple(dict.fromkeys(found))
