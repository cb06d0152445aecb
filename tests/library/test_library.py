"""Every library scheme: checked, formatted, sourced, and right on its own cases and on others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemebuilder import bundled
from schemebuilder.diagnostics.finding import Severity
from schemebuilder.diagnostics.render import finding_text
from schemebuilder.engines.exact.expect import try_example
from schemebuilder.language.formatter import format_text
from schemebuilder.services import testing
from schemebuilder.services.authoring import check_source, check_text
from schemebuilder.services.sources import library_paths

LIBRARY = library_paths()
ENGINES = tuple(testing.DECIDERS)
SHARED = bundled.scheme_library().parent.parent / "shared" / "cases"
OTHERS = {
    "ca_child_benefit": ("cases", "cases_grid"),
    "ct_basic_income": ("cases", "cases_grid"),
    "es_active_insertion_income": ("cases",),
    "jp_disabled_child_allowance": ("cases",),
    "nz_supported_living_payment": ("cases",),
    "tn_contributory_pension": ("cases", "cases_grid"),
    "uk_child_benefit": ("cases", "cases_grid"),
    "uk_pension_credit": ("cases", "cases_grid"),
    "us_fl_cash_assistance": ("cases", "cases_grid"),
}


def failures(run: testing.TestRun) -> str:
    return "\n".join(testing.failure_words(trial) for trial in run.failures[:5])


@pytest.mark.parametrize("name", LIBRARY)
def test_it_has_no_errors_and_stands_in_its_one_layout(name: str) -> None:
    checked = check_source(name)
    errors = [f for f in checked.findings if f.severity is Severity.ERROR]
    assert not errors, "\n".join(finding_text(f, checked.texts) for f in errors)
    assert checked.text is not None
    assert format_text(checked.text) == checked.text


@pytest.mark.parametrize("name", LIBRARY)
def test_its_sources_stand_beside_it(name: str) -> None:
    sources = (LIBRARY[name].parent / "SOURCES.md").read_text(encoding="utf-8")
    assert "verified" in sources or "fictional" in sources


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", LIBRARY)
def test_its_examples_hold_on_every_engine(name: str, engine: str) -> None:
    run = testing.run(name, None, match={}, engine=engine)
    assert run.passed >= 5
    assert run.failed == 0, failures(run)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "path", [path.parent / "cases.json" for path in LIBRARY.values()], ids=lambda p: p.parent.name
)
def test_its_cases_hold_on_every_engine(path: Path, engine: str) -> None:
    if not path.is_file():
        assert path.parent.name in OTHERS, "a scheme without cases of its own has those of others"
        return
    run = testing.run(path.parent.name, str(path), match={}, engine=engine)
    assert run.passed >= 30
    assert run.failed == 0, failures(run)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", OTHERS)
def test_it_gives_what_other_engines_gave(name: str, engine: str) -> None:
    folder = SHARED / name.replace("_", "-")
    if not folder.is_dir():
        pytest.skip("the cases of other engines are not on this machine")
    for file in OTHERS[name]:
        run = testing.run(name, str(folder / f"{file}.json"), match={}, engine=engine)
        assert run.passed >= 19
        assert run.failed == 0, failures(run)


def test_the_schedule_of_the_unemployment_act_comes_out_to_the_cent() -> None:
    text = LIBRARY["uif_unemployment"].read_text(encoding="utf-8")
    assert sum(line.count("| 238") for line in text.splitlines()) == 15
    wrong = text.replace("99,779.68", "99,789.68")
    assert wrong != text
    scheme = check_text(wrong).scheme
    assert scheme is not None
    changed = [try_example(scheme, example).passed for example in scheme.examples]
    assert not all(changed), "the table would not notice another constant"
