"""The meaning of a scheme as JSON: what goes out comes back, and the hash sees meaning alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.json import UnreadableIrError, from_json, meaning_hash, to_json
from schemebuilder.ir.scheme import Example, Expectation, Scheme
from schemebuilder.values.canonical import canonical
from schemebuilder.values.numbers import loads
from tests import built

SCHEMES = [built.unemployment(), built.child_grant()]


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_a_scheme_survives_the_way_out_and_back(scheme: Scheme) -> None:
    assert from_json(loads(canonical(to_json(scheme)))) == scheme


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.id)
def test_the_order_of_the_definitions_survives(scheme: Scheme) -> None:
    back = from_json(loads(canonical(to_json(scheme))))
    assert list(back.rules) == list(scheme.rules)
    assert list(back.fields) == list(scheme.fields)


def test_an_example_keeps_its_case_as_written() -> None:
    case = {
        "on": date(2026, 3, 1),
        "persons": [{"id": "p", "is": "Literal", "pay": Fraction(1, 3), "labels": None}],
    }
    example = Example("one", case, (Expectation("p", "amount", Fraction(5)),), {"rate": True})
    scheme = replace(
        built.unemployment(), examples=(example,), labels={"is": "Atvinnuleysi", "sw": "Ajira"}
    )
    assert from_json(loads(canonical(to_json(scheme)))) == scheme


def test_wording_places_and_order_are_no_meaning() -> None:
    scheme = built.unemployment()
    rules = {name: replace(rule, span=Span(1, 2, 3, 4, "x")) for name, rule in scheme.rules.items()}
    other = replace(
        scheme,
        title="Allocation de chômage",
        labels={"fr": "Allocation"},
        rules=dict(reversed(list(rules.items()))),
    )
    assert meaning_hash(other) == meaning_hash(scheme)
    assert to_json(other) != to_json(scheme)
    assert to_json(other, spans=False)["scheme"]["rules"][0].get("span") is None


def test_every_figure_is_meaning() -> None:
    scheme = built.unemployment()
    (parameter,) = scheme.parameters.values()
    (entry,) = parameter.values
    raised = replace(parameter, values=(replace(entry, cells={(): Fraction(8099_01, 100)}),))
    changed = replace(scheme, parameters={parameter.name: raised})
    assert meaning_hash(changed) != meaning_hash(scheme)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"format": "sb-ir/2", "scheme": {}},
        {"format": "sb-ir/1", "scheme": {"is": "Scheme"}},
        {"format": "sb-ir/1", "scheme": {"is": "Shell"}},
        {"format": "sb-ir/1", "scheme": {"is": "Type", "kind": "float"}},
        {"format": "sb-ir/1", "scheme": {"#number": "x"}},
        {"format": "sb-ir/1", "scheme": {"is": "Law", "id": "act", "title": "", "more": 1}},
    ],
)
def test_what_is_no_meaning_is_refused(data: object) -> None:
    with pytest.raises(UnreadableIrError):
        from_json(data)
