"""A pack is taken whole and as it was written, or not at all, whoever changed it and how."""

from __future__ import annotations

import random
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemebuilder.exports.pack.archive import archive, unpack
from schemebuilder.exports.pack.player import open_pack
from tests.unit.exports.sealed import about, files, forged, pack, rezipped


def refusal(content: bytes) -> set[str]:
    """Return the codes with which a pack is refused."""
    found, findings = open_pack(content)
    assert found is None
    assert all(finding.hint for finding in findings)
    return {finding.code for finding in findings}


def test_a_pack_as_it_was_written_is_taken() -> None:
    found, findings = open_pack(pack())
    assert findings == ()
    assert found is not None
    assert found.scheme.id == "child_grant"
    assert "2 cases of the pack" in found.checked


def test_the_same_contents_are_the_same_bytes() -> None:
    held = files(pack())
    assert archive(dict(reversed(held.items())), about(pack())) == pack()


def test_the_files_of_a_pack() -> None:
    assert sorted(files(pack())) == [
        "cases.json", "findings.json", "ir.json", "scheme.scheme", "vocabulary.json",
    ]  # fmt: skip


@settings(deadline=None)
@given(place=st.integers(0, len(pack()) - 1), flip=st.integers(1, 255))
def test_no_byte_can_be_changed(place: int, flip: int) -> None:
    content = bytearray(pack())
    content[place] ^= flip
    assert refusal(bytes(content)) <= {"SB-K001", "SB-K002", "SB-K004"}


def test_no_byte_outside_the_contents_can_be_changed() -> None:
    whole = pack()
    contents = [whole.index(content) for content in files(whole).values()]
    first, directory = min(contents), whole.index(b"PK\x01\x02")
    for place in (*range(min(first, 300)), *range(directory, len(whole), 3)):
        content = bytearray(whole)
        content[place] ^= 0x41
        assert unpack(bytes(content))[2], place


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.99, 0.9999])
def test_a_pack_cut_short(share: float) -> None:
    assert refusal(pack()[: int(len(pack()) * share)]) <= {"SB-K001", "SB-K004"}


@pytest.mark.parametrize("content", [pack() + b"\n", b"x" + pack(), pack() * 2, b"", b"PK\x03\x04"])
def test_a_pack_with_more_or_less_around_it(content: bytes) -> None:
    assert refusal(content) <= {"SB-K001", "SB-K004"}


def test_what_is_no_pack() -> None:
    assert refusal(b"scheme child_grant\n") == {"SB-K004"}
    assert refusal(random.Random(1).randbytes(5000)) == {"SB-K004"}  # noqa: S311 noise


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_pack_that_was_packed_again(compression: int) -> None:
    held = files(pack())
    assert refusal(rezipped(held, compression)) == {"SB-K001"}
    changed = {**held, "ir.json": held["ir.json"].replace(b'"60"', b'"61"')}
    assert changed != held
    assert refusal(rezipped(changed, compression)) == {"SB-K001"}


def test_a_file_more_or_less() -> None:
    held = files(pack())
    assert refusal(rezipped({**held, "more.txt": b""})) == {"SB-K001"}
    assert refusal(rezipped({name: held[name] for name in held if name != "cases.json"})) == {
        "SB-K001"
    }
    assert refusal(archive({"scheme.scheme": b""}, about(pack()))) == {"SB-K004"}


def test_a_format_to_come_is_refused_by_name() -> None:
    held = archive(files(pack()), {**about(pack()), "format": "sb-pack/2"})
    assert refusal(held) == {"SB-K002"}


# --- hashes made to fit --------------------------------------------------------------------------


def test_an_expected_result_that_was_changed_with_its_hashes() -> None:
    def dearer(cases: Any) -> Any:
        cases[0]["result"]["decisions"]["households"]["household"]["amount"]["amount"] = "75"
        return cases

    assert refusal(forged("cases.json", dearer)) == {"SB-K003"}


def test_a_parameter_that_was_changed_with_its_hashes() -> None:
    def stricter(meaning: Any) -> Any:
        meaning["scheme"]["parameters"][0]["values"][0]["cells"][0][1] = {"#number": "1"}
        return meaning

    assert refusal(forged("ir.json", stricter)) == {"SB-K001", "SB-K003"}


def test_a_text_that_is_not_that_of_the_meaning() -> None:
    held = files(pack())
    held["scheme.scheme"] = held["scheme.scheme"].replace(b"USD 60", b"USD 90")
    assert refusal(archive(held, about(pack()))) == {"SB-K001"}


@pytest.mark.parametrize("cases", [None, 3, {}, [3], [{}], [{"case": 3}], [[]]])
def test_cases_that_are_none(cases: Any) -> None:
    assert refusal(forged("cases.json", lambda _: cases)) == {"SB-K004"}


@pytest.mark.parametrize("case", [3, None, {"case": 3}, {"id": 3}])
def test_a_case_that_cannot_be_decided(case: Any) -> None:
    def strange(cases: Any) -> Any:
        return [{**cases[0], "case": case}]

    assert refusal(forged("cases.json", strange)) == {"SB-K003"}


@given(seed=st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_a_meaning_that_no_compiler_wrote_is_refused_without_a_crash(seed: int) -> None:
    chooser = random.Random(seed)  # noqa: S311 a test, not a secret

    def strange(data: Any) -> Any:
        """Replace one part of the meaning, anywhere, by something that does not belong there."""
        if isinstance(data, dict) and data and chooser.random() < 0.9:
            key = chooser.choice(sorted(data))
            return {**data, key: strange(data[key])}
        if isinstance(data, list) and data and chooser.random() < 0.9:
            place = chooser.randrange(len(data))
            return [*data[:place], strange(data[place]), *data[place + 1 :]]
        return chooser.choice([None, 3, "x", [], {}, {"is": "Literal"}, {"#number": "2"}, [[]]])

    opened, findings = open_pack(forged("ir.json", strange))
    if opened is None:
        assert {finding.code for finding in findings} <= {"SB-K001", "SB-K003", "SB-K004"}
    else:  # only wording was touched, which is no part of the meaning's hash
        assert findings == ()
