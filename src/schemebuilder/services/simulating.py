"""What an analyst does: cost and reach of schemes on a population, live while typing too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.ir.scheme import Scheme
from schemebuilder.population.check import check_for_scheme
from schemebuilder.population.keeping import FOLDER
from schemebuilder.population.read import Population, open_population
from schemebuilder.population.synthetic.bundled import bundled_population as made_up_population
from schemebuilder.services import authoring, costing_together
from schemebuilder.services.costing import ENGINES, WALKERS, simulate
from schemebuilder.services.effects import compare_schemes
from schemebuilder.services.files import folder_fits, write_folder
from schemebuilder.services.observing import observed
from schemebuilder.simulation.card import card
from schemebuilder.simulation.change import changes
from schemebuilder.simulation.effect_words import effects_words
from schemebuilder.simulation.grouping import Grouping, grouping
from schemebuilder.simulation.held import Held
from schemebuilder.simulation.poverty_line import read_line
from schemebuilder.simulation.run import Progressed
from schemebuilder.simulation.source import BLOCK
from schemebuilder.simulation.tables import report_tables
from schemebuilder.simulation.words import report_words
from schemebuilder.values.canonical import canonical


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulation's report (sb-simulation/1) and words; no report where it could not run.

    `findings` are about what was asked; `notes` come from the engine, and another engine has other
    ones: in the report they stand under `run`.
    """

    report: dict[str, Any] | None
    words: str
    findings: tuple[Finding, ...]
    texts: Mapping[str, str]
    notes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample population in memory, with its households already grouped."""

    held: Held
    groups: Grouping


def simulate_sources(
    names: Sequence[str],
    folder: str,
    *,
    on: date | None = None,
    engine: str = "columnar",
    out: str | None = None,
    progress: Progressed | None = None,
    series: Sequence[str] = (),
) -> Simulated:
    """Simulate schemes by path or library name on a population folder; `out` keeps the report."""
    checked = [authoring.check_source(name, portfolio=len(names) == 1) for name in names]
    texts = {source: text for one in checked for source, text in one.texts.items()}
    findings = [finding for one in checked for finding in one.findings]
    population, about_folder = open_population(Path(folder))
    findings += about_folder
    if checked and checked[0].portfolio is not None and population is not None:
        asked = _Asked(on, engine, out, progress)
        return _portfolio(checked[0].portfolio, population, asked, (findings, texts))
    pairs = _bases(checked)
    schemes = [one.scheme for one in checked if one.scheme is not None]
    if population is None or len(schemes) < len(checked):
        return Simulated(None, "", tuple(findings), texts)
    for place, scheme in enumerate(schemes):
        mine = [one for one in series if one.partition("=")[0].strip() in scheme.series]
        schemes[place], wrong = observed(scheme, mine or (series if len(schemes) == 1 else ()))
        findings += wrong
    for scheme in schemes:
        findings += check_for_scheme(population, scheme)
    if out is not None:
        findings += folder_fits(Path(out))
    if has_errors(findings):
        return Simulated(None, "", tuple(findings), texts)
    report, notes = simulate(schemes, population, on=on, engine=engine, progress=progress)
    if pairs:
        report["changes"] = changes(report["schemes"], pairs)
    if out is not None:
        findings += write_report(report, Path(out))
    return Simulated(report, report_words(report), tuple(findings), texts, notes)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How a simulation is to run."""

    on: date | None
    engine: str
    out: str | None
    progress: Progressed | None
    line: str | None = None


def _portfolio(
    portfolio: Portfolio,
    population: Population,
    asked: _Asked,
    known: tuple[list[Finding], Mapping[str, str]],
) -> Simulated:
    """Simulate all schemes of a portfolio together."""
    findings, texts = known
    for scheme in portfolio.schemes.values():
        findings += check_for_scheme(
            population, costing_together.without_worked_out(portfolio, scheme)
        )
    if asked.out is not None:
        findings += folder_fits(Path(asked.out))
    if has_errors(findings):
        return Simulated(None, "", tuple(findings), texts)
    report, notes = costing_together.simulate(
        portfolio,
        population,
        (ENGINES[asked.engine], WALKERS[asked.engine]),
        on=asked.on,
        engine=asked.engine,
        progress=asked.progress,
    )
    if asked.out is not None:
        findings += write_report(report, Path(asked.out))
    return Simulated(report, report_words(report), tuple(findings), texts, notes)


def _bases(checked: list[authoring.Checked]) -> list[tuple[int, int]]:
    """Put the base of each reform among the schemes; return where each reform and its base are."""
    pairs: list[tuple[int, int]] = []
    for place, one in enumerate(tuple(checked)):
        if one.base is None or one.scheme is None:
            continue
        base = authoring.check_text(one.base, one.scheme.id)
        known = [n for n, other in enumerate(checked) if other.meaning_hash == base.meaning_hash]
        if not known and base.scheme is not None:
            known = [len(checked)]
            checked.append(base)
        pairs += [(place, number) for number in known[:1]]
    return pairs


def simulate_texts(
    after: str,
    folder: Path,
    *,
    before: str | None = None,
    on: date | None = None,
    line: str | None = None,
    engine: str = "columnar",
    progress: Progressed | None = None,
) -> Simulated:
    """Simulate a scheme's text on a population folder, beside an earlier text where one is given.

    A reform without an earlier text is compared with its base. Its report (sb-simulation/1) has the
    schemes in that order, and under `effects` what the scheme does to people: see `effects_part`.
    `line` is a poverty line, such as "60% of median" or "USD 65 per month per person"; without one
    the poorest fifth are the poor. `progress` may raise to stop the run.
    """
    checked = [authoring.check_text(after, "after")]
    earlier = checked[0].base if before is None else before
    checked += [] if earlier is None else [authoring.check_text(earlier, "before")]
    return _beside(checked, folder, _Asked(on, engine, None, progress, line))


def simulate_against(  # noqa: PLR0913 settings of a run, each with a default
    name: str,
    baseline: str | None,
    folder: str,
    *,
    on: date | None = None,
    line: str | None = None,
    engine: str = "columnar",
    out: str | None = None,
    progress: Progressed | None = None,
) -> Simulated:
    """Simulate a scheme by path or library name beside another one, as `simulate_texts` does.

    Without a baseline a reform is beside its base, and a scheme alone. `out` keeps the report.
    """
    checked = [authoring.check_source(name)]
    if baseline is not None:
        checked.append(authoring.check_source(baseline))
    elif checked[0].base is not None:
        checked.append(authoring.check_text(checked[0].base, "base"))
    return _beside(checked, Path(folder), _Asked(on, engine, out, progress, line))


def who_changes(done: Simulated) -> str:
    """Return the effects of a simulation in words, without the figures of each scheme."""
    effects = None if done.report is None else done.report.get("effects")
    return "" if effects is None else "\n".join(effects_words(effects))


def _beside(checked: Sequence[authoring.Checked], folder: Path, asked: _Asked) -> Simulated:
    """Simulate one scheme, and the one that it is beside if there is a second."""
    texts = {source: text for one in checked for source, text in one.texts.items()}
    findings = [finding for one in checked for finding in (*one.findings, *_one_scheme(one))]
    population, about_folder = open_population(folder)
    findings += about_folder
    schemes = [one.scheme for one in checked if one.scheme is not None]
    if population is None or len(schemes) < len(checked) or has_errors(findings):
        return Simulated(None, "", tuple(findings), texts)
    line, wrong = read_line(asked.line, schemes[0])
    findings += [*wrong, *_one_currency(schemes)]
    for scheme in schemes:
        findings += check_for_scheme(population, scheme)
    if asked.out is not None:
        findings += folder_fits(Path(asked.out))
    findings = list(dict.fromkeys(findings))
    if has_errors(findings):
        return Simulated(None, "", tuple(findings), texts)
    source = Held(population) if population.info.households <= BLOCK else population
    written = [authoring.format_text(one.text) for one in checked if one.text is not None]
    report, notes = compare_schemes(
        schemes,
        source,
        line=line,
        on=asked.on,
        engine=asked.engine,
        progress=asked.progress,
        texts=(written[0], written[1]) if len(written) > 1 else None,
        beside=checked[0].source,
    )
    if asked.out is not None:
        findings += write_report(report, Path(asked.out))
    return Simulated(report, report_words(report), tuple(findings), texts, notes)


def _one_scheme(checked: authoring.Checked) -> tuple[Finding, ...]:
    if checked.portfolio is None:
        return ()
    message = f"The text {checked.source} is a portfolio; here one scheme is taken."
    return (Finding("SB-U001", Severity.ERROR, message, place=checked.source),)


def _one_currency(schemes: Sequence[Scheme]) -> tuple[Finding, ...]:
    currencies = list(dict.fromkeys(scheme.currency for scheme in schemes))
    if len(currencies) < 2:
        return ()
    message = f"One scheme pays in {currencies[0]}, the other in {currencies[1]}."
    hint = "Nothing says what one is worth in the other: compare schemes of one currency."
    return (Finding("SB-T003", Severity.ERROR, message, hint=hint, place=schemes[0].id),)


def bundled_population(data: Path, progress: Progressed | None = None) -> Sample:
    """Return the sample population that comes with the program, made on first use in `data`."""
    tell = _quiet if progress is None else progress
    population = made_up_population(data / FOLDER, lambda words, share: tell(share, words))
    held = Held(population)
    return Sample(held, grouping(held))


def national_cost(text: str, sample: Sample, *, on: date | None = None) -> dict[str, Any]:
    """Return the first figures for a scheme's text on the sample, for a page that shows them live.

    `cost` is for a year. The date is today's law: the later of the sample's own date and the first
    day of the scheme. Empty where the text has errors.
    """
    scheme = authoring.check_text(text).scheme
    if scheme is None or not scheme.benefits:
        return {}
    day = on or max(sample.held.info.reference_date, scheme.in_force.start or date.min)
    if scheme.in_force.end is not None:
        day = min(day, scheme.in_force.end)
    report, _ = simulate([scheme], sample.held, on=day, groups=sample.groups)
    return card(report)


def write_report(report: Mapping[str, Any], out: Path) -> tuple[Finding, ...]:
    """Write a report and its tables (CSV) into a folder."""
    files = {"report.json": canonical(report) + "\n"} | report_tables(report)
    return write_folder(out, {name: content.encode() for name, content in files.items()})


def _quiet(_share: float, _words: str) -> None:
    """Tell nobody."""
