"""The lint bundle that ships is what its sources build."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from schemebuilder import bundled
from schemebuilder_ui.widgets.dsl_editor import STATIC

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ("lint.js", "package.json", "package-lock.json")


@pytest.mark.slow
def test_the_committed_bundle_is_what_its_sources_build(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so the bundle cannot be rebuilt: apt-get install npm")
    for name in SOURCES:
        shutil.copy(bundled.dsl() / "editor" / name, tmp_path)
    fetch = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    fetched = subprocess.run(fetch, cwd=tmp_path, capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        pytest.skip(
            f"npm could not fetch the sources of the bundle: {fetched.stderr.strip()[-300:]}"
        )
    build = [npm, "run", "--silent", "build", "--", "--outfile=built.js"]
    subprocess.run(build, cwd=tmp_path, capture_output=True, check=True)
    assert (tmp_path / "built.js").read_bytes() == (STATIC / "lint" / "index.js").read_bytes()


def test_the_bundle_brings_no_second_codemirror() -> None:
    bundle = (STATIC / "lint" / "index.js").read_text(encoding="utf-8")
    assert 'from"nicegui-codemirror"' in bundle
    assert len(bundle) < 20_000


def test_its_licences_stand_beside_it() -> None:
    licences = (STATIC / "lint" / "LICENSES.txt").read_text(encoding="utf-8")
    assert licences.count("Permission is hereby granted") == 2
    assert "@codemirror/lint 6.8.5" in licences
