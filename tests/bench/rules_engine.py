"""A rules engine's side of one case, run in the peer's environment: zen-engine decides the grant.

The rules are those of household_grant.scheme, written for this comparison as a JDM decision. It
says all of the grant: ages, sums over persons, the taper, the floor, and rounding of decimals.
"""
# mypy: disable-error-code="import-not-found, import-untyped"

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import zen

from tests.bench.answering import answer_jobs

_INCOME: Final = "#.earnings + #.self_employment_income + #.pension_income"
_REDUCED: Final = "60 * min([$.children, 4]) + $.supplement - $.taper"
EXPRESSIONS: Final = {
    "children": "count(persons, d(on).diff(d(#.birth_date), 'year') < 18)",
    "per_head": f"sum(map(persons, {_INCOME})) / len(persons)",
    "supplement": (
        "sum(map(persons, #.disability == 'severe' ? 90 : #.disability == 'mild' ? 30 : 0))"
    ),
    "taper": "max([$.per_head - 150, 0]) / 2",
    "outcome": "$.per_head <= 400 ? 'eligible' : 'not_eligible'",
    "amount": f"$.per_head <= 400 ? round(max([{_REDUCED}, 25]), 2) : 0",
}


def decision() -> dict[str, Any]:
    """Return the rules as a JDM graph: input, expressions, output."""
    expressions = [{"id": key, "key": key, "value": value} for key, value in EXPRESSIONS.items()]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "name": "case", "type": "inputNode"},
        {
            "id": "rules",
            "name": "rules",
            "type": "expressionNode",
            "content": {"expressions": expressions, "passThrough": False},
        },
        {"id": "out", "name": "result", "type": "outputNode"},
    ]
    for place, node in enumerate(nodes):
        node["position"] = {"x": place * 200, "y": 0}
    edges = [
        {"id": f"{a} to {b}", "type": "edge", "sourceId": a, "targetId": b}
        for a, b in (("in", "rules"), ("rules", "out"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def main(file: Path) -> None:
    """Answer jobs on a file of cases: each case by itself, and the file as a batch."""
    made = zen.ZenEngine().create_decision(json.dumps(decision()))
    cases = json.loads(file.read_text(encoding="utf-8"))

    def one_by_one() -> dict[str, Any]:
        seconds = []
        for case in cases:
            began = time.perf_counter()
            made.evaluate(case)
            seconds.append(time.perf_counter() - began)
        return {"seconds": seconds}

    def results() -> dict[str, Any]:
        found = [made.evaluate(case)["result"] for case in cases]
        return {"results": [[one["outcome"], str(one["amount"])] for one in found]}

    def batch() -> dict[str, Any]:
        began = time.perf_counter()
        for case in json.loads(file.read_text(encoding="utf-8")):
            made.evaluate(case)
        return {"seconds": time.perf_counter() - began}

    answer_jobs(
        {"one by one": one_by_one, "results": results, "batch": batch},
        {"zen-engine": version("zen-engine")},
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
