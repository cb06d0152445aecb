"""One case through the exact evaluator: the decision alone, with its trace, and with its words."""

from __future__ import annotations

from typing import Any, Final

import pytest

from schemebuilder.engines.exact.case import read_case
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.services.authoring import check_source, check_text
from schemebuilder.services.deciding import decide_scheme, example_cases
from tests.bench.spread import timed

pytestmark = pytest.mark.bench

RUNS: Final = 300
SCHEME: Final = "bolsa_familia"


def test_one_case(measured: dict[str, Any]) -> None:
    checked = check_source(SCHEME)
    assert checked.text is not None
    scheme = check_text(checked.text).scheme
    assert scheme is not None
    _, given = example_cases(checked.text)[0]
    case, findings = read_case(scheme, given)
    assert case is not None, findings
    plain, traced = decide(scheme, case), decide(scheme, case, trace=True)
    assert [(v.name, v.amount) for v in plain.verdicts] == [
        (v.name, v.amount) for v in traced.verdicts
    ]
    assert any(verdict.amount for verdict in plain.verdicts)
    measured["one case"] = {
        "scheme": SCHEME,
        "persons": len(case.subjects["person"]),
        "benefits": len(plain.verdicts),
        "trace_nodes": len(trace_json(traced)["nodes"]),
        "read": timed(lambda: read_case(scheme, given), RUNS),
        "decided": timed(lambda: decide(scheme, case), RUNS),
        "decided_with_trace": timed(lambda: trace_json(decide(scheme, case, trace=True)), RUNS),
        "written_with_trace_and_words": timed(
            lambda: decide_scheme(scheme, given, explain=True), RUNS
        ),
    }
