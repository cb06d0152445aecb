"""Every library scheme as a pack, played by the bare runtime: Python alone, nothing installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.result import result_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services.authoring import check_source
from schemebuilder.services.publishing import export_pack, export_player
from schemebuilder.services.sources import library_paths
from schemebuilder.values.canonical import canonical

LIBRARY = library_paths()
PLAYED = 40
"""How many examples are played besides the pack's own cases, which it decides when it is opened."""


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    player = tmp_path_factory.mktemp("player") / "runtime.py"
    assert export_player(str(player)) == ()
    return player


def played(runtime: Path, pack: Path, cases: Path) -> Any:
    """Play a pack with no site packages, no environment and no folder of ours on the path."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(runtime), str(pack), str(cases)],
        capture_output=True,
        text=True,
        check=False,
        cwd=runtime.parent,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def decided(scheme: Scheme, data: dict[str, object]) -> Any:
    case, findings = read_case(scheme, data)
    assert case is not None, findings
    return json.loads(canonical(result_json(decide(scheme, case))))


@pytest.mark.slow
@pytest.mark.parametrize("name", LIBRARY)
def test_the_bare_runtime_decides_as_the_evaluator(
    name: str, runtime: Path, tmp_path: Path
) -> None:
    scheme = check_source(name).scheme
    assert scheme is not None
    pack, cases = tmp_path / "scheme.rulepack", tmp_path / "cases.json"
    exported = export_pack(name, str(pack))
    assert exported.hash
    assert exported.cases >= len(scheme.examples)
    examples = [example.case for example in scheme.examples[:PLAYED]]
    cases.write_text(canonical(examples), encoding="utf-8")
    document = played(runtime, pack, cases)
    assert f"{exported.cases} cases of the pack" in document["checked"]
    assert document["results"] == [decided(scheme, example) for example in examples]
