"""The conformance suite as read from dsl/conformance/, each text checked once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from schemebuilder import bundled
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.services.authoring import Checked, check_text
from schemebuilder.values.numbers import loads
from tests.conformance.markdown import ConformanceCase, read_file

FILES: Final = sorted((bundled.dsl() / "conformance").glob("*/*/*.md"))
CASES: Final = [case for path in FILES for case in read_file(path)]
PORTFOLIOS: Final = [case for case in CASES if case.text.lstrip().startswith("portfolio ")]
"""Those whose text is a portfolio."""

DECIDED: Final = [
    case
    for case in CASES
    if case not in PORTFOLIOS
    and (case.cases or case.lists or (not case.findings and "example" in case.text))
]
"""Those that stand with cases of people, or have examples."""


@cache
def checked(case: ConformanceCase) -> Checked:
    """Return the text of a case, checked."""
    return check_text(case.text, case.id, dict(case.files))


def lists(case: ConformanceCase) -> list[Mapping[str, Any]]:
    """Return the lists of cases that stand under a text."""
    found: list[Any] = [loads(block) for block in case.lists]
    return found


def facts(case: ConformanceCase) -> list[Mapping[str, Any]]:
    """Return the cases of people that stand under a text."""
    found: list[Mapping[str, Any]] = []
    for block in case.cases:
        cases, findings = read_cases(block, case.id)
        assert not findings
        assert cases
        found += cases
    return found
