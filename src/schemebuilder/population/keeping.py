"""Populations kept by content: each in a folder named by its hash, whole or not there.

A folder is built inside a hidden one beside its place, whose name holds the process that builds it,
and then renamed; what a killed process left behind is removed by the next one that builds.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import uuid4

from schemebuilder.population.description import read_description, write_description
from schemebuilder.population.folder import file_hash, runs
from schemebuilder.population.integrity import whole_files
from schemebuilder.population.read import Population, content_hash_again
from schemebuilder.population.schema import MAPPING

FOLDER: Final = "populations"
"""The folder of populations in the folder of data."""
_PART: Final = ".part"


@contextmanager
def building(root: Path) -> Iterator[Path]:
    """Yield the path of a folder that is not there yet, to be built and then settled."""
    root.mkdir(parents=True, exist_ok=True)
    remove_left_behind(root)
    around = root / f".{os.getpid()}.{uuid4().hex}{_PART}"
    around.mkdir()
    try:
        yield around / "population"
    finally:
        shutil.rmtree(around, ignore_errors=True)


def copy_population(population: Population, to: Path) -> None:
    """Copy an open population, with a description that fits its rows as they are now.

    Raises:
        OSError: it cannot be read, or not be written.
    """
    to.mkdir()
    for name in population.info.files:
        shutil.copyfile(population.folder / name, to / name)
    mapping = population.folder / MAPPING
    if mapping.is_file():
        shutil.copyfile(mapping, to / MAPPING)
    hashes = tuple((name, file_hash(to / name)) for name in population.info.files)
    write_description(replace(population.info, file_hashes=hashes), to)


def settle(built: Path, root: Path, content: str) -> Path:
    """Put a built folder in its place, for good; a whole one that is there stays.

    Raises:
        OSError: the disk is full or broken.
    """
    place = root / content
    if is_whole(place, content, fully=True):
        return place
    if place.exists():  # damaged: what was just built is what it should be
        place.rename(built.parent / "damaged")
    for file in built.iterdir():
        _to_disk(file)
    _to_disk(built)
    try:
        built.rename(place)
    except OSError:
        if not is_whole(place, content, fully=True):  # else somebody else was faster
            raise
    _to_disk(root)
    return place


def is_whole(folder: Path, content: str, *, fully: bool = False) -> bool:
    """Say whether a folder is there and holds what its hash says.

    Without `fully`: the files are there and whole, with as many rows as they should have. With it,
    all rows are read and hashed.
    """
    info, _ = read_description(folder)
    if info is None or info.content_hash != content or whole_files(folder, info)[1]:
        return False
    return not fully or content_hash_again(folder, info) == content


def remove_left_behind(root: Path) -> None:
    """Remove what killed processes were building."""
    for left in root.glob(f".*{_PART}"):
        pid = left.name[1:].split(".")[0]
        if pid.isdigit() and int(pid) != os.getpid() and not runs(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Wait until a file, or the entries of a folder, would outlive a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
