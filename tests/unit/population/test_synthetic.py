"""Made-up people: the same from the same seed everywhere, and like a real country's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from schemebuilder.population.check import check_folder
from schemebuilder.population.read import open_population
from schemebuilder.population.synthetic import make as making
from schemebuilder.population.synthetic.bundled import bundled_population
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.population.synthetic.parameters import Parameters, read_parameters
from schemebuilder.population.synthetic.people import completed_months, completed_years

GOLDEN = "993e1c8812b467e3b20cb3bbfdc166ddb28f611e4ab87a911abab44339c76227"
REFERENCE = int(np.datetime64("2025-01-01").astype(np.int64))


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Persons with their ages, and households, of 8,000 made-up households."""
    out = tmp_path_factory.mktemp("country") / "p"
    make_population(8_000, 7, out)
    persons = pq.read_table(out / "persons.parquet").to_pandas()
    households = pq.read_table(out / "households.parquet").to_pandas()
    births = persons["birth_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    persons["age"] = completed_years(births, REFERENCE)
    for table, names in (
        (persons, ("earnings", "self_employment_income", "pension_income")),
        (households, ("income", "consumption", "food_consumption", "rent", "household_weight")),
    ):
        for name in names:
            table[name] = table[name].astype(float)
    return persons, households


def test_a_seed_gives_the_same_people_on_every_machine(tmp_path: Path) -> None:
    info, findings = make_population(200, 1, tmp_path / "a")
    assert findings == ()
    assert info is not None
    # If the people change on purpose, raise VERSION and write the new value.
    assert making.VERSION == 1
    assert info.content_hash == GOLDEN
    again, _ = make_population(200, 1, tmp_path / "b")
    other, _ = make_population(200, 2, tmp_path / "c")
    assert again is not None
    assert other is not None
    assert again.content_hash == info.content_hash
    assert again.file_hashes == info.file_hashes
    assert other.content_hash != info.content_hash


def test_parts_do_not_depend_on_what_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "HOUSEHOLDS_IN_A_PART", 64)
    long, _ = make_population(160, 5, tmp_path / "long")
    make_population(64, 5, tmp_path / "short")
    assert long is not None
    assert long.households == 160
    first = pq.read_table(tmp_path / "short" / "persons.parquet")
    start = pq.read_table(tmp_path / "long" / "persons.parquet").slice(0, first.num_rows)
    assert start.equals(first)
    assert check_folder(tmp_path / "long")[0].code == "SB-W009"


def test_a_last_part_with_few_clusters_fits_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 128 clusters and more need two bytes each; the few of the last part are kept in the same way.
    monkeypatch.setattr(making, "HOUSEHOLDS_IN_A_PART", 130 * 16)
    info, _ = make_population(131 * 16, 5, tmp_path / "p")
    assert info is not None
    clusters = pq.read_table(tmp_path / "p" / "households.parquet").column("cluster")
    assert len(set(clusters.to_pylist())) == 131


def test_a_made_up_folder_is_sound(tmp_path: Path) -> None:
    make_population(50, 3, tmp_path / "p")
    assert {f.code for f in check_folder(tmp_path / "p")} == {"SB-W009"}
    _, findings = make_population(50, 3, tmp_path / "p")
    assert [f.code for f in findings] == ["SB-U004"]


def test_ages_make_a_pyramid(country: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    persons, _ = country
    shares = np.histogram(persons["age"], [0, 15, 30, 45, 60, 75, 120])[0] / len(persons)
    assert 0.28 < shares[0] < 0.42
    assert shares[1] > shares[2] > shares[3] > shares[4] > shares[5] > 0.004
    assert 0.05 < (persons["age"] >= 60).mean() < 0.11
    assert 0.49 < (persons["sex"] == "female").mean() < 0.54
    by_five = np.histogram(persons["age"], range(0, 105, 5))[0] / len(persons)
    assert np.abs(np.diff(by_five)).max() < 0.045


def test_households_are_like_households(country: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    persons, households = country
    sizes = households["members"]
    assert 3 <= sizes.mean() <= 5
    assert 0.03 < (sizes == 1).mean() < 0.15
    heads = persons[persons["role"] == "head"]
    assert len(heads) == len(households)
    assert heads["age"].min() >= 18
    spouses = persons[persons["role"] == "spouse"].merge(heads, on="household_id")
    assert (spouses["age_x"] - spouses["age_y"]).abs().mean() < 7
    assert (spouses["sex_x"] != spouses["sex_y"]).all()
    children = persons[persons["role"] == "child"].merge(heads, on="household_id")
    assert (children["age_y"] - children["age_x"]).min() >= 10
    grandchildren = persons[persons["relationship"] == "grandchild"]
    assert 0 < len(grandchildren) < len(persons) / 10
    assert grandchildren["age"].max() < 18


def test_schooling_work_and_health_go_by_age(country: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    persons, _ = country
    in_school = persons.groupby(persons["age"].clip(upper=40))["in_education"].mean()
    assert in_school.loc[7:11].min() > 0.8
    assert in_school.loc[27:].max() < 0.1
    assert in_school.loc[35:].max() == 0
    assert in_school.loc[0:2].max() == 0
    assert persons.loc[persons["age"] < 15, "earnings"].max() == 0
    assert persons.loc[persons["age"] < 15, "employment_status"].isna().all()
    severe = persons["disability"].isin(["mild", "severe"]).groupby(persons["age"] >= 60).mean()
    assert severe[True] > 3 * severe[False]
    pregnant = persons[persons["pregnant"]]
    assert (pregnant["sex"] == "female").all()
    assert pregnant["age"].between(15, 45).all()
    assert 0.01 < persons["pregnant"].mean() < 0.03
    assert 0.005 < persons["nursing"].mean() < 0.03


def test_poverty_is_spread_as_in_surveys(country: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    persons, households = country
    per_head = households["consumption"] / households["members"]
    weight = households["household_weight"] * households["members"]
    order = np.argsort(per_head.to_numpy())
    spent = (per_head * weight).to_numpy()[order]
    people = weight.to_numpy()[order]
    lorenz = np.concatenate([[0], np.cumsum(spent) / spent.sum()])
    heads = np.concatenate([[0], np.cumsum(people) / people.sum()])
    gini = 1 - ((lorenz[1:] + lorenz[:-1]) * np.diff(heads)).sum()
    assert 0.33 < gini < 0.48
    assert households["consumption"].min() > 0
    both = households[households["income"] > 0]
    assert np.corrcoef(np.log(both["income"]), np.log(both["consumption"]))[0, 1] > 0.6
    urban = per_head[households["area_type"] == "urban"].median()
    assert urban > 1.2 * per_head[households["area_type"] == "rural"].median()
    earned = persons.groupby("household_id", sort=False)[
        ["earnings", "self_employment_income", "pension_income"]
    ].sum()
    assert (earned.sum(axis=1).to_numpy() <= households["income"].to_numpy() + 0.001).all()


def test_weights_add_up_to_the_country(country: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    _, households = country
    total = Parameters().households_in_country
    assert abs(households["household_weight"].sum() / total - 1) < 0.03
    assert households["household_weight"].nunique() > 5
    assert households["cluster"].nunique() == 500


def test_parameters_from_toml() -> None:
    parameters, findings = read_parameters(
        'currency = "KES"\nmedian_earnings = 2500000\n', "p.toml"
    )
    assert findings == ()
    assert parameters is not None
    assert parameters.currency == "KES"
    _, findings = read_parameters('curency = "KES"\npregnant = -1\n', "p.toml")
    assert {f.code for f in findings} == {"SB-W001", "SB-W017"}
    assert any(f.hint == "Did you mean currency?" for f in findings)


def test_the_bundled_population_is_made_once(tmp_path: Path) -> None:
    first = bundled_population(tmp_path)
    written = (first.folder / "population.toml").stat().st_mtime_ns
    second = bundled_population(tmp_path)
    assert second.hash == first.hash
    assert (second.folder / "population.toml").stat().st_mtime_ns == written
    assert first.row_counts[1] == 20_000


def test_a_damaged_bundled_population_is_made_again(tmp_path: Path) -> None:
    first = bundled_population(tmp_path)
    (first.folder / "persons.parquet").write_bytes(b"PAR1")
    assert open_population(first.folder)[0] is None
    assert bundled_population(tmp_path).hash == first.hash


@pytest.mark.parametrize(
    ("born", "on", "years", "months"),
    [
        ("2004-02-29", "2022-02-28", 17, 215),
        ("2004-02-29", "2022-03-01", 18, 216),
        ("2024-01-31", "2024-02-29", 0, 0),
        ("2024-01-31", "2024-03-01", 0, 1),
        ("1969-12-31", "1970-01-01", 0, 0),
        ("1899-12-31", "2025-12-30", 125, 1511),
    ],
)
def test_completed_years_and_months(born: str, on: str, years: int, months: int) -> None:
    birth = np.array([np.datetime64(born).astype(np.int64)])
    day = int(np.datetime64(on).astype(np.int64))
    assert completed_years(birth, day).tolist() == [years]
    assert completed_months(birth, day).tolist() == [months]
