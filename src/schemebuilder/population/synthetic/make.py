"""Makes a population of any size from a seed, part by part, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.population.folder import FolderWriter, may_write
from schemebuilder.population.schema import Design, PopulationInfo, minor_unit
from schemebuilder.population.synthetic.families import ROLES
from schemebuilder.population.synthetic.parameters import Parameters, parameters_hash
from schemebuilder.population.synthetic.people import Part, fields, make_part

HOUSEHOLDS_IN_A_PART: Final = 1 << 15

VERSION: Final = 1
"""Raised whenever the same seed would give other people than before."""


def quiet(_what: str, _share: float) -> None:
    """Report no progress."""


def make_population(
    households: int,
    seed: int,
    out: Path,
    *,
    parameters: Parameters | None = None,
    progress: Callable[[str, float], None] = quiet,
) -> tuple[PopulationInfo | None, tuple[Finding, ...]]:
    """Write a made-up population to the folder `out`: the same seed gives the same people."""
    findings = may_write(out, replace_it=False)
    if has_errors(findings):
        return None, findings
    country = parameters or Parameters()
    with FolderWriter(out) as writer:
        for part in _parts(households, country.households_in_cluster):
            progress("making households", part.first_household / households)
            writer.append(*make_part(country, seed, part, households))
        info = writer.finish(_info(country, seed, households))
    progress("done", 1.0)
    return info, ()


def _parts(households: int, in_cluster: int) -> Iterator[Part]:
    """Parts of whole clusters."""
    size = max(HOUSEHOLDS_IN_A_PART // in_cluster, 1) * in_cluster
    for number, first in enumerate(range(0, households, size)):
        yield Part(number, min(size, households - first), first, first // in_cluster)


def _info(parameters: Parameters, seed: int, households: int) -> PopulationInfo:
    return PopulationInfo(
        title=f"Made-up population of {households:,} households",
        reference_date=parameters.reference_date,
        currency=parameters.currency,
        decimals=minor_unit(parameters.currency),
        fields=fields(parameters),
        roles=ROLES,
        design=Design("sample design", "district by area_type", "cluster"),
        sources=("Scheme Builder's generator; no real person is in it",),
        licence="Apache-2.0",
        imputed=("every person and household is made up from a seed",),
        made_from=f"generator {VERSION}, seed {seed}, {households} households, parameters "
        f"{parameters_hash(parameters)[:16]}",
    )
