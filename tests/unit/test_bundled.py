"""The shipped data is found in an editable install and in a wheel; its absence is said plainly."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from schemebuilder import bundled

ROOT = Path(__file__).resolve().parents[2]
PACKAGE_TREES = ("src", "ui", "dsl", "scheme_library")
PACKAGE_FILES = ("pyproject.toml", "README.md", "LICENSE")


def test_an_editable_install_finds_the_folders_of_the_source_tree() -> None:
    assert bundled.dsl() == ROOT / "dsl"
    assert bundled.scheme_library() == ROOT / "scheme_library"


def test_a_wheel_carries_the_folders_and_finds_them_in_itself(tmp_path: Path) -> None:
    wheel = _build_wheel(tmp_path)
    names = set(zipfile.ZipFile(wheel).namelist())
    source = tmp_path / "source"
    assert _files_under(source / "dsl", "schemebuilder/_bundled/dsl") <= names
    assert _files_under(source / "scheme_library", "schemebuilder/_bundled/scheme_library") <= names
    assert {"schemebuilder/py.typed", "schemebuilder_ui/py.typed"} <= names

    python = _bare_environment(tmp_path / "elsewhere")
    _run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel))
    found = _run(
        python,
        "-c",
        "from schemebuilder import bundled; print(bundled.dsl()); print(bundled.scheme_library())",
    ).splitlines()
    site = Path(
        _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    )
    in_wheel = (site / "schemebuilder" / "_bundled").resolve()
    assert [Path(line) for line in found] == [in_wheel / "dsl", in_wheel / "scheme_library"]


def test_a_missing_folder_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "site-packages" / "schemebuilder")
    with pytest.raises(
        bundled.BundledDataMissingError, match=r"dsl/ is part of .* install it again"
    ):
        bundled.dsl()


def test_a_stranger_s_folder_beside_an_installed_package_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dsl").mkdir()
    monkeypatch.setattr(bundled, "_PACKAGE", tmp_path / "site-packages" / "schemebuilder")
    with pytest.raises(bundled.BundledDataMissingError):
        bundled.dsl()


def _build_wheel(tmp_path: Path) -> Path:
    """Built from a copy that stays as it is, by the backend at hand, so without the network."""
    source = tmp_path / "source"
    ignore = shutil.ignore_patterns("__pycache__")
    for tree in PACKAGE_TREES:
        shutil.copytree(ROOT / tree, source / tree, ignore=ignore)
    for name in PACKAGE_FILES:
        shutil.copy(ROOT / name, source / name)
    out = tmp_path / "dist"
    _run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(out),
        str(source),
    )
    (wheel,) = out.glob("*.whl")
    return wheel


def _bare_environment(place: Path) -> str:
    _run(sys.executable, "-m", "venv", str(place))
    return str(place / "bin" / "python")


def _files_under(folder: Path, prefix: str) -> set[str]:
    return {
        f"{prefix}/{file.relative_to(folder).as_posix()}"
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
