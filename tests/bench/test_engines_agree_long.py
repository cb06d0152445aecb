"""Engines compared on random schemes for as long as `SB_LONG_SECONDS` says (mark `bench`)."""

from __future__ import annotations

import os
import random
import time
from collections import Counter

import pytest

from tests.property.generators.choosing import Seeded
from tests.property.generators.comparing import differences
from tests.property.generators.populations import people
from tests.property.generators.schemes import scheme


@pytest.mark.bench
def test_random_schemes_agree_for_a_long_time() -> None:
    seconds = float(os.environ.get("SB_LONG_SECONDS", "60"))
    seed = int(os.environ.get("SB_FIRST_SEED", "1000000"))
    counts: Counter[str] = Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        chooser = Seeded(random.Random(seed))  # noqa: S311 a test, not a secret
        arithmetic, depth = seed % 2 == 0, 2 + seed % 3 // 2
        found = scheme(chooser, depth=depth, rules=5, arithmetic=arithmetic)
        population = people(chooser, households=8, complete=arithmetic and seed % 3 > 0)
        wrong = differences(found, population, block_persons=2 + seed % 9, threads=1 + seed % 2)
        assert wrong == [], f"seed {seed}: {wrong[:3]}"
        seed += 1
        counts["schemes"] += 1
        counts["rules, eligibilities and benefits"] += (
            len(found.rules) + len(found.eligibilities) + len(found.benefits)
        )
        counts["households"] += len(population.sizes)
        counts["persons"] += sum(population.sizes)
    print(f"\nengines agreed on {dict(counts)} in {seconds:.0f} s")  # noqa: T201 - shown with the figures
