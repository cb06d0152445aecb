"""The World Bank's survey, where it is at hand: imported with the mapping in this repository."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemebuilder.bundled import dsl
from schemebuilder.diagnostics.finding import Severity
from schemebuilder.population.importing import Imported, import_population
from schemebuilder.population.read import Wanted, open_population
from schemebuilder.population.schema import imputations

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
FILES = (DATA / "wb_synth_hld.parquet", DATA / "wb_synth_ind.parquet")
MAPPING = dsl() / "mappings" / "world_bank_synthetic_survey.toml"

pytestmark = pytest.mark.skipif(
    not all(file.exists() for file in FILES),
    reason=f"the World Bank survey is not in {DATA}",
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Imported, Path]:
    out = tmp_path_factory.mktemp("survey") / "population"
    return import_population(FILES, MAPPING, out), out


def test_it_is_imported_with_its_roundings_told(imported: tuple[Imported, Path]) -> None:
    done, _ = imported
    assert {f.code for f in done.findings} == {"SB-W008"}
    assert all(f.severity is not Severity.ERROR for f in done.findings)
    assert done.info is not None
    assert (done.info.persons, done.info.households) == (32_396, 8_000)


def test_what_is_imputed_and_unknown_is_listed(imported: tuple[Imported, Path]) -> None:
    info = imported[0].info
    assert info is not None
    words = " ".join(imputations(info))
    assert "consumption stands in for income" in words
    assert "no birth dates: ages are completed years" in words
    assert any("pregnancy" in lacking for lacking in info.unknown)


def test_its_facts_are_those_of_the_source(imported: tuple[Imported, Path]) -> None:
    population, findings = open_population(imported[1])
    assert findings == ()
    assert population is not None
    frame = population.frame(Wanted(population.info.fields, ids=True))
    source = pq.read_table(FILES[0]).to_pandas().set_index("hid")
    persons = pq.read_table(FILES[1]).to_pandas()
    assert frame.household_ids is not None
    source = source.loc[list(frame.household_ids)]
    assert (frame.offsets[1:] - frame.offsets[:-1]).tolist() == source["hhsize"].tolist()
    # Half even, so that twelve months differ from the year by at most six cents.
    months = frame.households["income"].data
    assert abs(months * 12 - source["tot_exp"].to_numpy() * 100).max() <= 6
    assert abs(frame.weights / 1e6 - source["hhweight"].to_numpy()).max() < 1e-6
    assert int(frame.persons["age"].data.astype(int).sum()) == int(persons["age"].sum())
    assert frame.roles is not None
    heads = frame.roles.type.choices.index("head")
    assert int((frame.roles.data == heads).sum()) == 8_000
    severity = frame.persons["disability"]
    assert severity.unknown is not None
    assert int(severity.unknown.sum()) == int((persons["disability"] == "Has disability").sum())
    assert (severity.data[~severity.unknown] == 0).all()


def test_the_design_has_its_strata_and_areas(imported: tuple[Imported, Path]) -> None:
    population, _ = open_population(imported[1])
    assert population is not None
    strata, clusters = population.design()
    assert strata is not None
    assert clusters is not None
    assert len(strata.type.choices) == 19 or len(strata.type.choices) == 20
    source = pq.read_table(FILES[0], columns=["ea"]).column("ea").to_pandas()
    assert len(clusters.type.choices) == source.nunique()
