"""What the texts of a run are called, wherever they came from."""

from __future__ import annotations

from schemebuilder.values.canonical import sha256
from schemebuilder_ui.drafts import library_text
from schemebuilder_ui.kept_runs import heading_of, version_name


def _part(scheme: str, version: int | None = None, text: str = "") -> dict[str, object]:
    return {"scheme": scheme, "version": version, "text": sha256(text)}


def test_a_version_has_its_number_whatever_its_text_is() -> None:
    library = library_text("child_money") or ""
    assert version_name(_part("child_money", 3, library)) == "Version 3"


def test_the_text_of_the_library_is_known_by_what_it_says() -> None:
    library = library_text("child_money") or ""
    assert version_name(_part("my_child_money", None, library)) == "The library's text"
    assert version_name(_part("my_child_money", None, library + " ")) == "The draft"


def test_a_text_of_no_scheme_is_what_a_reform_stands_on() -> None:
    assert version_name(_part("", None, "scheme x")) == "The base of the reform"


def test_a_run_is_called_by_its_scheme_and_versions() -> None:
    assert heading_of("Grant", "Version 2", "The draft") == "Grant: version 2 against the draft"
    assert heading_of("Grant", "Version 2", "") == "Grant: version 2"
