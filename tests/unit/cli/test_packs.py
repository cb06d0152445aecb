"""`export` and `play`, and the player that needs only Python: one decision wherever it is made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from schemebuilder import bundled
from tests.unit.cli.commands import CASE, case_file, child_grant, run

OWN_CASES = bundled.scheme_library() / "br" / "bolsa_familia" / "cases.json"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pack, a player and cases, and nothing else."""
    folder = tmp_path_factory.mktemp("published")
    pack = run("export", "bolsa_familia", "--to", "pack", "--out", folder / "bf.rulepack")
    player = run("export", "--to", "player", "--out", folder / "runtime.py")
    assert (pack.status, player.status) == (0, 0)
    (folder / "cases.json").write_bytes(OWN_CASES.read_bytes())
    return folder


def played(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Play with a bare Python: no packages, no environment, nothing but the folder."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "runtime.py", *arguments],
        cwd=folder,
        capture_output=True,
        check=False,
        env={"LC_ALL": "C"},
        timeout=60,
    )
    assert done.stderr == b""
    return done.returncode, json.loads(done.stdout)


def test_a_pack_says_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "bf.rulepack"
    document = run("export", "bolsa_familia", "--to", "pack", "--out", path, "--json").document
    assert document["path"] == str(path)
    assert document["cases"] >= 50
    assert len(document["hash"]) == 64
    again = run("export", "bolsa_familia", "--to", "pack", "--out", path, "--json").document
    assert again == document


def test_the_bare_player_decides_and_traces_as_the_command_does(published: Path) -> None:
    status, document = played(published, "bf.rulepack", "cases.json", "--explain")
    assert status == 0
    assert "the pack is not signed" in document["checked"]
    here = run("decide", "bolsa_familia", published / "cases.json", "--explain", "--json").document
    for result in here["results"]:
        del result["explanation"]
        result["run"] = {}
    assert document["results"] == here["results"]
    assert sorted(path.name for path in published.iterdir()) == [
        "bf.rulepack", "cases.json", "runtime.py",
    ]  # fmt: skip


def test_play_is_the_bare_player(published: Path) -> None:
    _, bare = played(published, "bf.rulepack", "cases.json")
    done = run("play", published / "bf.rulepack", published / "cases.json", "--json")
    assert done.status == 0
    assert done.document["results"] == bare["results"]
    lines = run("play", published / "bf.rulepack", published / "cases.json").out.splitlines()
    assert lines[0] == bare["checked"]
    assert [json.loads(line) for line in lines[1:]] == bare["results"]


def test_the_player_reports_what_it_cannot_play(published: Path) -> None:
    status, document = played(published, "bf.rulepack", "none.json")
    assert (status, document["findings"][0]["code"]) == (1, "SB-U002")
    status, document = played(published, "cases.json", "cases.json")
    assert (status, document["refused"]) == (1, True)
    assert document["findings"][0]["code"] == "SB-K004"
    status, document = played(published, "bf.rulepack", "runtime.py")
    assert (status, document["findings"][0]["code"]) == (1, "SB-E015")


@pytest.mark.parametrize("arguments", [(), ("bf.rulepack",), ("a", "b", "c"), ("a", "b", "-x")])
def test_the_player_says_how_it_is_called(published: Path, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "runtime.py", *arguments],
        cwd=published, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")


def test_a_changed_pack_is_refused(published: Path, tmp_path: Path) -> None:
    content = bytearray((published / "bf.rulepack").read_bytes())
    place = content.index(b'"#number":"218"') + len(b'"#number":"2')
    content[place] = ord("9")
    pack = tmp_path / "changed.rulepack"
    pack.write_bytes(content)
    done = run("play", pack, published / "cases.json", "--json")
    assert (done.status, done.document["results"], done.document["checked"]) == (1, [], "")
    assert set(done.codes) == {"SB-K001"}
    assert "do not use this file" in run("play", pack, published / "cases.json").err
    (published / "changed.rulepack").write_bytes(content)
    status, document = played(published, "changed.rulepack", "cases.json")
    (published / "changed.rulepack").unlink()
    assert (status, document["refused"]) == (1, True)


def test_a_scheme_with_errors_is_not_published(tmp_path: Path) -> None:
    out = tmp_path / "x.rulepack"
    path = child_grant(tmp_path, ("= income / number", "= incom / number"))
    done = run("export", path, "--to", "pack", "--out", out, "--json")
    assert done.status == 1
    assert (done.document["path"], done.document["cases"]) == ("", 0)
    assert not out.exists()


def test_a_scheme_whose_examples_fail_is_not_published(tmp_path: Path) -> None:
    out = tmp_path / "x.rulepack"
    path = child_grant(tmp_path, ("amount USD 50", "amount USD 51"))
    done = run("export", path, "--to", "pack", "--out", out, "--json")
    assert (done.status, done.codes) == (1, ["SB-K003"])
    assert not out.exists()


def test_a_persons_case_beside_the_scheme_is_not_published(tmp_path: Path) -> None:
    path, out = child_grant(tmp_path), tmp_path / "x.rulepack"
    proving = {**CASE, "id": "proving", "expect": {"amount": 50}}
    case_file(tmp_path, [{**CASE, "id": "private-case"}, proving])
    done = run("export", path, "--to", "pack", "--out", out, "--json")
    assert (done.status, done.document["cases"]) == (0, 3)
    assert b"private-case" not in out.read_bytes()
    assert b'"id":"proving"' in out.read_bytes()


def test_a_pack_does_not_say_where_it_was_made(tmp_path: Path) -> None:
    out = tmp_path / "x.rulepack"
    assert run("export", child_grant(tmp_path), "--to", "pack", "--out", out).status == 0
    assert str(tmp_path).encode() not in out.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = elsewhere / "y.rulepack"
    assert run("export", child_grant(elsewhere), "--to", "pack", "--out", again).status == 0
    assert again.read_bytes() == out.read_bytes()
