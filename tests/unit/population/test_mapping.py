"""A mapping is read with all that is wrong with it, in an analyst's words."""

from __future__ import annotations

import pytest

from schemebuilder.bundled import dsl
from schemebuilder.population.converting import plan_field
from schemebuilder.population.mapping import FieldMapping, mapping_hash, read_mapping
from tests.unit.population.survey import MAPPING


def test_a_right_mapping_has_no_findings() -> None:
    mapping, findings = read_mapping(MAPPING)
    assert findings == ()
    assert mapping is not None
    assert mapping.files.persons.id_columns == ("hid", "line")
    assert list(mapping.of("household")) == ["district", "area_type", "income"]


def test_an_unknown_key_is_named_with_what_is_meant() -> None:
    _, findings = read_mapping(MAPPING + '\n[persons.age]\ntype = "date"\ncolum = "a"\n')
    (finding,) = findings
    assert finding.code == "SB-W001"
    assert finding.message == "'colum' in [persons.age] is not known."
    assert finding.hint == "Did you mean column?"


def test_everything_wrong_is_found_at_once() -> None:
    text = MAPPING.replace('"KES"', '"Shilling"').replace("household = ", "houshold = ")
    text = text.replace("reference_date = 2023-12-31", "reference_date = 2023")
    _, findings = read_mapping(text)
    said = " ".join(f.message + f.hint for f in findings)
    assert "three capital letters" in said
    assert "Did you mean household?" in said
    assert "reference_date must be a date" in said


@pytest.mark.parametrize("text", ["title = ", "= 3", "[files", 'a = "\\q"'])
def test_what_is_not_toml_is_one_finding(text: str) -> None:
    mapping, findings = read_mapping(text)
    assert mapping is None
    assert [f.code for f in findings] == ["SB-W017"]


def test_line_ends_do_not_change_the_hash() -> None:
    assert mapping_hash(MAPPING) == mapping_hash(MAPPING.replace("\n", "\r\n"))
    assert mapping_hash(MAPPING) != mapping_hash(MAPPING + " ")


def test_the_documented_mapping_can_be_used() -> None:
    page = (dsl() / "mappings" / "README.md").read_text(encoding="utf-8")
    mapping, findings = read_mapping(page.split("```toml\n")[1].split("```")[0])
    assert findings == ()
    assert mapping is not None
    for entity in ("person", "household"):
        for name, spec in mapping.of(entity).items():
            plan, wrong = plan_field(name, entity, spec, mapping.currency, mapping.decimals)
            assert wrong == ()
            assert plan is not None
    for key in FieldMapping.model_fields:
        assert f"{key} " in page or f"`{key}`" in page
