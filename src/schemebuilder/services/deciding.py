"""What an officer does with a case: decide it, read why, keep the record, run it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction
from getpass import getuser
from pathlib import Path
from typing import Any, Final

from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.engines.exact.case import read_case, read_cases
from schemebuilder.engines.exact.decide import decide
from schemebuilder.engines.exact.explain import Voice
from schemebuilder.engines.exact.explain import explain as explained
from schemebuilder.engines.exact.result import result_json
from schemebuilder.engines.exact.trace import trace_json
from schemebuilder.engines.exact.words import WORDS
from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring, portfolios
from schemebuilder.services.files import read_bytes, write_whole
from schemebuilder.services.forms import (
    FormField,
    blank_case,
    case_form,
    example_cases,
    roles,
)
from schemebuilder.services.observing import observed
from schemebuilder.services.portfolios import EXACT, GENERATED
from schemebuilder.services.records import Circumstances, ir_hash, record, record_file, replay
from schemebuilder.simulation.at_once import decided_at_once
from schemebuilder.simulation.one_case import generated_decision, traced_decision
from schemebuilder.values.money import money_words
from schemebuilder.values.numbers import exact

__all__ = [
    "ENGINES",
    "EXACT",
    "GENERATED",
    "Decided",
    "FileDecided",
    "FormField",
    "Replayed",
    "blank_case",
    "case_form",
    "decide_file",
    "decide_text",
    "example_cases",
    "replay_file",
    "result_words",
    "roles",
    "verdict_words",
]

LANGUAGES: Final = tuple(WORDS)
"""Languages in which decisions are explained."""
ENGINES: Final = portfolios.ENGINES
VOICES: Final = tuple(voice.value for voice in Voice)


@dataclass(frozen=True, slots=True)
class Telling:
    """How explanations are shown: in which language, and for the applicant, officer or court."""

    language: str = "en"
    voice: str = "officer"


@dataclass(frozen=True, slots=True)
class Decided:
    """One case decided; `result` is empty where the scheme or the case has errors.

    `explanations` holds the decision in plain words by voice: applicant, officer, court.
    """

    result: dict[str, Any]
    explanations: Mapping[str, str]
    trace: dict[str, Any]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FileDecided:
    """The cases of a file decided: results, the texts to show, and all findings."""

    results: tuple[dict[str, Any], ...] = ()
    shown: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replayed:
    """Records run again, a line each (`id`, `same`, `difference`)."""

    lines: tuple[dict[str, Any], ...]
    findings: tuple[Finding, ...]


def decide_text(
    text: str,
    case: Mapping[str, object],
    *,
    on: date | None = None,
    values: Sequence[str] = (),
    explain: bool = False,
    engine: str = EXACT,
) -> Decided:
    """Decide a case by a scheme's text; what is wrong with either is among the findings."""
    checked = authoring.check_text(text)
    if checked.scheme is None:
        return Decided({}, {}, {}, checked.findings)
    return decide_scheme(checked.scheme, case, on=on, values=values, explain=explain, engine=engine)


def decide_scheme(
    scheme: Scheme,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    values: Sequence[str] = (),
    explain: bool = False,
    language: str = "en",
    engine: str = EXACT,
) -> Decided:
    """Decide a case by a checked scheme; with `explain`, with trace and words of a language.

    By the engine `generated`, the result is the same but for its `run`, which names the engine.
    """
    if engine == GENERATED and not values and not explain:
        result = decided_at_once(scheme, data, on)
        if result is not None:
            return Decided({**result, "run": {"engine": engine}}, {}, {}, ())
    case, findings = read_case(scheme, data, on=on)
    if case is None:
        return Decided({}, {}, {}, findings)
    if engine == GENERATED:
        decision = (traced_decision if explain else generated_decision)(scheme, case, values)
    else:
        decision = decide(scheme, case, values=values, trace=explain)
    result = {**result_json(decision), "run": {"engine": engine}}
    found = (*findings, *decision.findings)
    if not explain:
        return Decided(result, {}, {}, found)
    words = {each.value: explained(decision, voice=each, language=language) for each in Voice}
    return Decided(result, words, trace_json(decision), found)


def decide_file(  # noqa: PLR0913 settings of a decision, each with a default
    name: str,
    cases_path: str,
    *,
    on: date | None = None,
    known_on: date | None = None,
    values: Sequence[str] = (),
    explain: Telling | None = None,
    record_to: str | None = None,
    series: Sequence[str] = (),
    engine: str = EXACT,
) -> FileDecided:
    """Decide every case of a JSON file; cases that cannot be read are findings, the rest go on.

    `series` are files of figures, each as `name=file.csv`: see `observed`.
    """
    checked = authoring.named_by_id(authoring.check_source(name, portfolio=True))
    if checked.portfolio is not None:
        alone = record_to is not None or known_on is not None or bool(series)
        return _decide_portfolio(
            checked, cases_path, on=on, values=values, explain=explain, alone=alone, engine=engine
        )
    if checked.scheme is None:
        return FileDecided(findings=checked.findings, texts=checked.texts)
    scheme, wrong = observed(checked.scheme, series)
    content, unread = read_bytes(Path(cases_path), "the case file")
    if content is None or wrong:
        return FileDecided(findings=(*wrong, *unread))
    cases, findings = read_cases(content, cases_path)
    made = Circumstances(
        checked.text_hash, ir_hash(scheme), values, datetime.now(UTC).date(), _who()
    )
    found = list(findings)
    results: list[dict[str, Any]] = []
    shown: list[str] = []
    records: list[dict[str, Any]] = []
    for data in cases:
        if known_on is not None:
            data = {**data, "known_on": known_on.isoformat()}  # noqa: PLW2901 as the record has it
        language = explain.language if explain else "en"
        done = decide_scheme(
            scheme,
            data,
            on=on,
            values=values,
            explain=explain is not None,
            language=language,
            engine=engine,
        )
        found += done.findings
        if not done.result:
            continue
        if record_to is not None:
            records.append(record(data, done.result, made))
        extra = {"explanation": dict(done.explanations), "trace": done.trace} if explain else {}
        results.append({**done.result, **extra})
        shown.append(done.explanations[explain.voice] if explain else result_words(done.result))
    if record_to is not None and not has_errors(found):
        file = record_file(scheme, records)
        found += write_whole(Path(record_to), file.encode())
    return FileDecided(tuple(results), tuple(shown), tuple(found), checked.texts)


def _decide_portfolio(
    checked: authoring.Checked,
    cases_path: str,
    *,
    on: date | None,
    values: Sequence[str],
    explain: Telling | None,
    alone: bool,
    engine: str,
) -> FileDecided:
    """Decide the cases of a file by all schemes of a portfolio.

    `alone`: what was asked for (a record, series, what was known) is of one scheme only.
    """
    if checked.portfolio is None:
        return FileDecided(findings=checked.findings, texts=checked.texts)
    results, shown, found = portfolios.decide_file(
        checked.portfolio,
        cases_path,
        on=on,
        values=values,
        explain_in=explain.language if explain else None,
        voice=explain.voice if explain else "officer",
        engine=engine,
    )
    if alone:
        found.append(portfolios.one_scheme_wanted(checked.source))
    if explain is None:
        shown = [result_words(result) for result in results]
    return FileDecided(tuple(results), tuple(shown), tuple(found), checked.texts)


def _who() -> str:
    """Return the person at this machine; a machine need not know its people."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "unknown"


def replay_file(path: str) -> Replayed:
    """Run the records of a file again."""
    content, unread = read_bytes(Path(path), "the record file")
    if content is None:
        return Replayed((), unread)
    replayed, findings = replay(content, path)
    lines = tuple(
        {"id": one.id, "same": one.same, "difference": one.difference} for one in replayed
    )
    return Replayed(lines, findings)


def result_words(result: Mapping[str, Any], *, payments: bool = False) -> str:
    """Return a result in a line for each person and household and each benefit.

    Of a portfolio, these lines under the name of each scheme.
    """
    lines = [f"{result['case']}, on {result['on']}"]
    if "schemes" in result:
        for name, one in result["schemes"].items():
            said = result_words(one, payments=payments).split("\n")[1:]
            lines += [f"  {name}", *(f"  {line}" for line in said)]
        return "\n".join(lines)
    for subjects in result["decisions"].values():
        for subject, verdicts in subjects.items():
            for name, verdict in verdicts.items():
                lines.append(f"  {subject}, {name}: {verdict_words(verdict)}")
                lines += _payments(verdict) if payments else []
    for subjects in result["values"].values():
        for subject, values in subjects.items():
            lines += [f"  {subject}, {name} = {_value(value)}" for name, value in values.items()]
    return "\n".join(lines)


def verdict_words(verdict: Mapping[str, Any]) -> str:
    """Return the outcome of a benefit, what is owed of a charge, and what somebody is warned of."""
    said = _verdict(verdict)
    if verdict.get("charge"):
        said = said.replace("eligible, ", "owes ", 1) if said.startswith("eligible, ") else said
    warned = [f"; warned: {_reason(reason)}" for reason in verdict.get("warnings", ())]
    return "".join([said, *warned])


def _payments(verdict: Mapping[str, Any]) -> list[str]:
    """Return a line for each payment of an award, and their sum."""
    plan = verdict.get("payments", {})
    asked = _asked(plan.get("missing", []))
    wrong = [str(finding["message"]) for finding in plan.get("findings", [])]
    lines = [f"    days of payment: {'; '.join([*asked, *wrong])}"] if asked or wrong else []
    if "paid" not in plan:
        return lines
    currency = verdict.get("currency", "")
    unit = "" if currency else verdict.get("given", {}).get("what", "")

    def money(text: str) -> str:
        if unit:
            return f"{text} {unit}"
        number = exact(text)
        return text if number is None or not currency else money_words(number, currency)

    for each in plan["paid"]:
        kind = {"again": ", once more", "kept back": ", kept back until then"}
        said = money(each["amount"]) + kind.get(each.get("kind", ""), "")
        lines.append(f"    {each['on']}  {said}")
    kept = [f"{money(plan['kept_back'])} kept back"] if "kept_back" in plan else []
    until = (
        f"until {plan['until']}" if "until" in plan else "the first year of an award that goes on"
    )
    return [*lines, f"    in all {'; '.join([money(plan['total']), *kept])}, {until}"]


def _value(value: Mapping[str, Any]) -> str:
    """Return a value in words, or why there is none."""
    status, said = value["status"], value["value"]
    if status == "known":
        return {True: "yes", False: "no"}[said] if isinstance(said, bool) else str(said)
    if status == "not_applicable":
        return "does not apply"
    if status == "fault":
        return f"cannot be worked out: {'; '.join(value['findings'])}"
    return "; ".join(["not known", *_asked(value["missing"])])


def _asked(missing: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say which facts to ask for, and which the scheme leaves to an officer."""
    found: list[str] = []
    for officer, words in ((False, "ask for"), (True, "goes to an officer:")):
        needs = (need for need in missing if need.get("officer", False) is officer)
        facts = [f"{need['field']} of {need['id']}" for need in needs if "field" in need]
        found += [f"{words} {', '.join(facts)}"] if facts else []
    return found


def _reason(reason: Mapping[str, Any]) -> str:
    """Return the sentence for the letter, or the line of the scheme, with its article."""
    cited = f" ({reason['citation']})" if "citation" in reason else ""
    return f"{str(reason['sentence'] or reason['text']).removesuffix('.')}{cited}"


def _given(amount: str, period: str, given: Mapping[str, str], *, money: bool) -> str:
    """Return the amount with what it is of, or how money is given, and by whom."""
    what, by = given.get("what", ""), given.get("by", "")
    source = f", from {by}" if by else ""
    if not given or not money:
        return f"{amount}{f' {what}' if what else ''}{period}{source}"
    return f"{amount}{period} as {given['how']}{f', {what}' if what else ''}{source}"


def _verdict(verdict: Mapping[str, Any]) -> str:
    outcome = str(verdict["outcome"]).replace("_", " ")
    if verdict["outcome"] == "eligible" and verdict.get("amount") is not None:
        period = f" a {verdict['period']}" if "period" in verdict else ""
        said = Fraction(verdict["amount"])
        amount = money_words(said, verdict["currency"]) if "currency" in verdict else str(said)
        amount = _given(f"{amount}", period, verdict.get("given", {}), money="currency" in verdict)
        listed = verdict.get("selection", {}).get("standing") == "subject_to_selection"
        return f"{outcome}, {amount}" + ("; a list decides: no award yet" if listed else "")
    reasons = [_reason(reason) for reason in verdict["reasons"]]
    asked = _asked(verdict["missing"])
    referred = [f"an officer decides: {matter}" for matter in verdict["referred"]]
    told = [f"refer to {each['title']}" for each in verdict.get("refer_to", ())]
    failed = [str(finding["message"]) for finding in verdict["findings"]]
    return "; ".join([outcome, *reasons, *asked, *referred, *failed, *told])
