"""What a committee does with many cases: make the list, keep its record, tell each their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.explain import Voice
from schemebuilder.engines.exact.explain import explain as explained
from schemebuilder.engines.exact.list_record import list_json
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.together import decide_together
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes
from schemebuilder.services.observing import observed


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases decided together: the records of the lists, and each case's result after them.

    With an explanation, `letters` and `traces` have one entry a case, in the order of `results`;
    letters are by voice.
    """

    lists: tuple[dict[str, Any], ...] = ()
    results: tuple[dict[str, Any], ...] = ()
    letters: tuple[Mapping[str, str], ...] = ()
    traces: tuple[dict[str, Any], ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def select_file(
    name: str,
    cases_path: str,
    *,
    on: date | None = None,
    explain: bool = False,
    series: Sequence[str] = (),
) -> Listed:
    """Make the lists of a scheme over the cases of a JSON file; none where a case has errors."""
    checked = authoring.named_by_id(authoring.check_source(name))
    if checked.scheme is None:
        return Listed(findings=checked.findings, texts=checked.texts)
    scheme, wrong = observed(checked.scheme, series)
    content, unread = read_bytes(Path(cases_path), "the case file")
    if content is None or wrong:
        return Listed(findings=(*wrong, *unread))
    cases, findings = read_cases(content, cases_path)
    if has_errors(findings):
        return Listed(findings=findings, texts=checked.texts)
    done = select_cases(scheme, cases, on=on, explain=explain)
    return Listed(
        done.lists,
        done.results,
        done.letters,
        done.traces,
        (*findings, *done.findings),
        checked.texts,
    )


def select_text(
    text: str,
    cases: Sequence[Mapping[str, object]],
    *,
    on: date | None = None,
    explain: bool = False,
) -> Listed:
    """Make the lists of a scheme's text over cases."""
    checked = authoring.check_text(text)
    if checked.scheme is None:
        return Listed(findings=checked.findings, texts=checked.texts)
    return select_cases(checked.scheme, cases, on=on, explain=explain)


def select_cases(
    scheme: Scheme,
    data: Sequence[Mapping[str, object]],
    *,
    on: date | None = None,
    explain: bool = False,
) -> Listed:
    """Make the lists of a checked scheme over cases; see `decide_together`."""
    done = decide_together(scheme, data, on=on, trace=explain)
    letters, traces = [], []
    for decision in done.decisions if explain else ():
        letters.append({voice.value: explained(decision, voice=voice) for voice in Voice})
        traces.append(trace_json(decision))
    return Listed(
        tuple(list_json(each) for each in done.lists),
        tuple(result_json(each) for each in done.decisions),
        tuple(letters),
        tuple(traces),
        done.findings,
    )


def list_words(record: Mapping[str, Any]) -> str:
    """Return a list in lines: what was used up, then everyone in order."""
    counts = ", ".join(
        f"{word.replace('_', ' ')} {number}" for word, number in record["counts"].items() if number
    )
    lines = [f"{record['list']} of {record['of']}, on {record['on']}: {counts or 'nobody'}"]
    lines += [
        f"  {name}: {record[name]['used']} of {record[name]['limit']}"
        for name in ("budget", "places")
        if name in record
    ]
    lines += [f"  {q['area']}: {q['used']} of {q['limit']}" for q in record.get("quotas", ())]
    for tie in record["tied"]:
        who = ", ".join(each["id"] for each in tie["who"])
        said = "all of them entered" if tie["entered"] else "none of them entered"
        lines.append(f"  alike at place {tie['place']}: {who}; {said}")
    lines += [f"  {_entry_words(entry)}" for entry in record["entries"]]
    return "\n".join(lines)


def _entry_words(entry: Mapping[str, Any]) -> str:
    place = f"{entry['place']}. " if "place" in entry else "-  "
    standing = entry["standing"].replace("_", " ")
    if "waiting_place" in entry:
        standing = f"{standing}, number {entry['waiting_place']}"
    if "missing" in entry:
        asked = ", ".join(f"{n['field']} of {n['id']}" for n in entry["missing"] if "field" in n)
        standing = f"{standing}; ask for {asked}" if asked else standing
    said = [finding["message"] for finding in entry.get("findings", ())]
    return "; ".join([f"{place}{entry['case']}, {entry['id']}: {standing}", *said])
