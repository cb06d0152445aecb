"""Populations are kept once, whole, and under the hash of their content."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemebuilder.population.keeping import FOLDER, building, is_whole
from schemebuilder.population.synthetic.bundled import bundled_population
from schemebuilder.population.synthetic.make import make_population
from schemebuilder.services import kept_populations
from schemebuilder.services.kept_populations import (
    SAMPLE,
    keep_population,
    keep_sample,
    make_up,
    population_folder,
    populations,
)
from schemebuilder.services.workspace import Workspace


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A population folder somewhere else."""
    make_population(30, 3, tmp_path / "made")
    return tmp_path / "made"


def test_a_population_is_kept_under_its_hash_and_its_source_may_go(
    work: Workspace, made: Path
) -> None:
    kept, findings = keep_population(work, made, title="Thirty")
    assert kept is not None, findings
    shutil.rmtree(made)
    assert populations(work) == (kept,)
    assert (kept.title, kept.households) == ("Thirty", 30)
    folder = population_folder(work, kept.hash, fully=True)
    assert folder == work.data / FOLDER / kept.hash
    assert kept_populations.population(work, kept.hash) == kept


def test_the_same_content_is_kept_once(work: Workspace, made: Path) -> None:
    first, _ = keep_population(work, made)
    again, findings = keep_population(work, made, title="Another name")
    assert again == first
    assert [finding.code for finding in findings] == ["SB-U004"]
    made_up, _ = make_up(work, 30, 3)
    assert made_up == first
    assert [each.name for each in (work.data / FOLDER).iterdir()] == [first.hash if first else ""]


def test_a_damaged_folder_is_no_population_until_it_is_kept_again(
    work: Workspace, made: Path
) -> None:
    kept, _ = keep_population(work, made)
    assert kept is not None
    place = work.data / FOLDER / kept.hash
    whole = (place / "persons.parquet").read_bytes()
    other, _ = make_population(30, 4, made.parent / "other")
    assert other is not None
    shutil.copyfile(made.parent / "other" / "persons.parquet", place / "persons.parquet")
    assert population_folder(work, kept.hash, fully=True) is None
    (place / "persons.parquet").write_bytes(whole[: len(whole) // 2])
    assert population_folder(work, kept.hash) is None
    shutil.rmtree(place)
    assert population_folder(work, kept.hash) is None
    assert keep_population(work, made)[0] == kept
    assert population_folder(work, kept.hash, fully=True) == place


def test_what_is_no_population_is_a_finding_and_nothing_is_left(
    work: Workspace, made: Path
) -> None:
    (made / "households.parquet").unlink()
    kept, findings = keep_population(work, made)
    assert kept is None
    assert [finding.code for finding in findings] == ["SB-W012"]
    assert populations(work) == ()
    assert population_folder(work, "0" * 64) is None


def test_a_folder_changed_by_hand_is_kept_under_the_hash_of_what_it_holds(
    work: Workspace, made: Path
) -> None:
    first, _ = keep_population(work, made)
    description = (made / "population.toml").read_text()
    day = next(line for line in description.splitlines() if line.startswith("reference_date"))
    (made / "population.toml").write_text(description.replace(day, "reference_date = 2020-01-01"))
    rows = pq.read_table(made / "households.parquet")
    pq.write_table(rows, made / "households.parquet", store_decimal_as_integer=True)
    second, findings = keep_population(work, made)
    assert first is not None
    assert second is not None, findings
    assert second.hash != first.hash
    assert population_folder(work, second.hash, fully=True) is not None


def test_what_a_killed_process_left_is_removed_and_what_another_builds_is_not(
    tmp_path: Path,
) -> None:
    dead = tmp_path / ".999999999.abc.part"
    alive = tmp_path / f".{os.getppid()}.abc.part"
    for each in (dead, alive):
        (each / "population").mkdir(parents=True)
    with building(tmp_path) as folder:
        assert not dead.exists()
        assert alive.exists()
        assert not folder.exists()
    assert [each.name for each in tmp_path.iterdir()] == [alive.name]


def test_a_place_that_cannot_be_written_is_a_finding(work: Workspace, made: Path) -> None:
    (work.data / FOLDER).write_text("a file where the folder should be")
    kept, findings = keep_population(work, made)
    assert kept is None
    assert [finding.code for finding in findings] == ["SB-U002"]
    assert populations(work) == ()


def test_the_sample_is_in_the_same_list_and_made_once(work: Workspace) -> None:
    bundled_population(work.data / FOLDER)
    assert is_whole(work.data / FOLDER / SAMPLE, SAMPLE, fully=True)
    assert populations(work) == ()
    first, _ = keep_sample(work)
    assert first is not None
    assert first.hash == SAMPLE
    assert first.households == 20_000
    assert keep_sample(work) == (first, ())
    assert populations(work) == (first,)
