"""Writes a rule pack: text, meaning, vocabulary, findings, and cases with their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.expect import Trial, try_case, try_example
from schemebuilder.engines.exact.people import Case
from schemebuilder.engines.exact.result import result_json
from schemebuilder.exports.pack.archive import archive
from schemebuilder.exports.pack.player import CASES, MEANING, TEXT
from schemebuilder.ir.json import meaning_hash, to_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.canonical import canonical, sha256
from schemebuilder.values.numbers import plain


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of a pack, how many cases prove it, and what keeps it from being published."""

    content: bytes
    cases: int
    findings: tuple[Finding, ...] = ()


def write_pack(
    scheme: Scheme,
    text: str,
    findings: Sequence[Finding],
    cases: Sequence[Mapping[str, object]],
) -> Written:
    """Return the pack of a checked scheme; a case that does not come out as expected is an error.

    `text` is the scheme in its canonical layout, `findings` those of its check, `cases` the cases
    besides its own examples. One that expects nothing proves nothing and is left out: it may be
    the case of a person.
    """
    proving = [case for case in cases if case.get("expect") is not None]
    trials = [try_example(scheme, example) for example in scheme.examples]
    trials += [try_case(scheme, case) for case in proving]
    wrong = tuple(_not_as_expected(trial) for trial in trials if not trial.passed)
    if wrong:
        return Written(b"", 0, wrong)
    kept = [
        _proven(scheme, data, trial.decision.case)
        for data, trial in zip((*(e.case for e in scheme.examples), *proving), trials, strict=True)
        if trial.decision is not None
    ]
    files = {
        TEXT: text.encode(),
        MEANING: canonical(to_json(scheme)).encode(),
        "vocabulary.json": canonical(_vocabulary(scheme)).encode(),
        CASES: canonical(kept).encode(),
        "findings.json": canonical(_plain(findings)).encode(),
    }
    about = {
        "scheme": {
            "id": scheme.id,
            "title": scheme.title,
            "version": scheme.version,
            "country": scheme.country,
            "branch": scheme.branch,
            "in_force_from": scheme.in_force.start.isoformat() if scheme.in_force.start else None,
            "in_force_to": scheme.in_force.end.isoformat() if scheme.in_force.end else None,
        },
        "laws": [{"id": law.id, "title": law.title} for law in scheme.laws],
        "text_hash": sha256(text),
        "meaning_hash": meaning_hash(scheme),
        "signature": None,
    }
    return Written(archive(files, about), len(kept))


def _proven(scheme: Scheme, data: Mapping[str, object], case: Case) -> dict[str, Any]:
    facts = {key: value for key, value in data.items() if key not in ("expect", "tolerance")}
    return {"case": plain(facts), "result": result_json(decide(scheme, case))}


def _not_as_expected(trial: Trial) -> Finding:
    why = next((each.message for each in trial.findings if has_errors((each,))), "")
    message = f"The case {trial.id} does not come out as expected: {why}"
    hint = "Correct the rule or the expectation; `schemebuilder test` shows all of them."
    return Finding("SB-K003", Severity.ERROR, message, hint=hint, place=f"case {trial.id}")


def _vocabulary(scheme: Scheme) -> dict[str, object]:
    """Return the facts that the scheme reads, for whoever fills them in, and the documents."""
    return {
        "entities": [
            {"name": entity.name, "plural": entity.plural, "of": entity.of}
            | {"roles": [role.name for role in entity.roles]}
            for entity in scheme.entities.values()
        ],
        "fields": [
            {
                "name": field.name,
                "entity": field.entity,
                "type": field.type.words(),
                "decimals": field.decimals,
                "choices": list(field.type.choices),
                "dci": field.dci,
                "purpose": field.purpose,
                "special": field.special,
                "question": field.ask,
            }
            for field in scheme.fields.values()
        ],
        "lists": [
            {
                "name": of_list.name,
                "entity": of_list.entity,
                "facts": [
                    {"name": field.name, "type": field.type.words(), "decimals": field.decimals}
                    | {"choices": list(field.type.choices)}
                    for field in of_list.fields
                ],
                "dci": of_list.dci,
                "purpose": of_list.purpose,
                "special": of_list.special,
                "question": of_list.ask,
            }
            for of_list in scheme.lists.values()
        ],
        "documents": _documents(scheme),
    }


def _documents(scheme: Scheme) -> list[dict[str, object]]:
    """Return every document by name: the facts it proves, the steps that collect it."""
    proves: dict[str, list[str]] = {}
    for field in scheme.fields.values():
        for name in (name for group in field.papers() for name in group):
            proves.setdefault(name, []).append(field.name)
    collected: dict[str, list[dict[str, object]]] = {}
    for procedure in scheme.procedures.values():
        for step in procedure.steps:
            for paper in step.papers:
                for name in paper.names:
                    instead = [other for other in paper.names if other != name]
                    place: dict[str, object] = {
                        "procedure": procedure.name,
                        "step": step.name,
                        "instead": instead,
                    }
                    collected.setdefault(name, []).append(place)
    return [
        {"name": name, "proves": proves.get(name, []), "collected": collected.get(name, [])}
        for name in sorted({*proves, *collected})
    ]


def _plain(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [finding_json(f) for f in findings if f.severity is not Severity.NOTE]
