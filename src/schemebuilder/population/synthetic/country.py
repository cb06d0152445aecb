"""Where households live: clusters, each in one district, and the weights of the sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schemebuilder.population.synthetic.draws import ONE, Draws, Truth, Whole

if TYPE_CHECKING:
    from schemebuilder.population.synthetic.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Country:
    """Of each household: district, urban, standing (in `ONE`s), weight (10^-6), cluster."""

    district: Whole
    urban: Truth
    standing: Whole
    weight: Whole
    cluster: Whole


def make_country(
    draws: Draws, parameters: Parameters, count: int, first_cluster: int, in_sample: int
) -> Country:
    """Return where `count` households of a sample of `in_sample` live.

    Neighbours are alike: a part of a household's standing is its cluster's, so that a clustered
    sample has the design effect that a real one has.
    """
    per_cluster = parameters.households_in_cluster
    clusters = -(-count // per_cluster)
    of_household = np.arange(count, dtype=np.int64) // per_cluster
    districts = parameters.districts
    district = draws.pick(clusters, [d.sample for d in districts])
    urban_share = np.array([d.urban for d in districts], np.int64) * 1000
    urban = draws.chance(clusters, urban_share[district])
    shared = draws.normal(clusters)
    # 0.5 and 0.866 are the shares whose squares add up to 1.
    own = draws.normal(count)
    standing = (shared[of_household] * 500 + own * 866) // 1000
    standing += np.where(urban[of_household], ONE // 8, -(ONE // 8))
    return Country(
        district=district[of_household],
        urban=urban[of_household],
        standing=standing,
        weight=_weights(parameters, in_sample)[district][of_household],
        cluster=of_household + first_cluster,
    )


def _weights(parameters: Parameters, in_sample: int) -> Whole:
    """Households in the country for one in the sample, by district."""
    districts = parameters.districts
    all_country = sum(d.households for d in districts)
    all_sample = sum(d.sample for d in districts)
    return np.array(
        [
            max(
                parameters.households_in_country
                * d.households
                * all_sample
                * 1_000_000
                // (all_country * d.sample * in_sample),
                1,
            )
            for d in districts
        ],
        dtype=np.int64,
    )
