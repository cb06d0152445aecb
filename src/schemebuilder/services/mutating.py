"""What an author asks of a scheme's tests: change the scheme by one step and see if they notice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from schemebuilder.diagnostics.finding import Finding
from schemebuilder.engines.exact.case import read_cases
from schemebuilder.engines.exact.expect import Ready, ready_case, ready_example, tried
from schemebuilder.ir.claims import with_claims
from schemebuilder.ir.scheme import Scheme
from schemebuilder.mutation.advice import advice
from schemebuilder.mutation.steps import What
from schemebuilder.mutation.trying import Verdict, try_mutants
from schemebuilder.services import authoring
from schemebuilder.services.files import read_bytes
from schemebuilder.services.sources import cases_beside, library_paths, load_scheme


@dataclass(frozen=True, slots=True)
class Survivor:
    """A change that no test noticed: where it stands, what it is, and what example would help."""

    line: int
    kind: str
    was: str
    becomes: str
    text: str
    citation: str
    advice: str


@dataclass(frozen=True, slots=True)
class Mutated:
    """How many changes a scheme's tests notice.

    `kinds` has for each kind how many were noticed and how many made; `same`, for each reason, how
    many cannot be noticed by any case, which are not among those made.
    """

    source: str
    cases: int = 0
    kinds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    same: Mapping[str, int] = field(default_factory=dict)
    survivors: tuple[Survivor, ...] = ()
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def noticed(self) -> int:
        """How many changes the tests noticed."""
        return sum(noticed for noticed, _ in self.kinds.values())

    @property
    def made(self) -> int:
        """How many changes were made that a case could notice."""
        return sum(made for _, made in self.kinds.values())

    @property
    def share(self) -> Fraction:
        """The share noticed; of a scheme with nothing to change, all."""
        return Fraction(self.noticed, self.made) if self.made else Fraction(1)


def library_names() -> tuple[str, ...]:
    """Return the names of the library's schemes."""
    return tuple(library_paths())


def mutate(
    name: str, cases: str | None = None, tell: Callable[[int, int], None] = lambda _, __: None
) -> Mutated:
    """Change a scheme by one step at each place, and run its tests by the exact engine.

    The tests are its examples, `cases.json` beside it, and the cases of a file. They must pass.
    """
    checked = authoring.check_source(name)
    scheme, text = checked.scheme, checked.text
    if scheme is None or text is None:
        return Mutated(checked.source, findings=checked.findings, texts=checked.texts)
    ready, findings = _tests(scheme, name, cases)
    whole = with_claims(scheme)
    failing = [trial for trial in (tried(whole, one) for one in ready) if not trial.passed]
    findings += tuple(found for trial in failing for found in trial.findings)
    if findings:
        return Mutated(checked.source, len(ready), findings=findings, texts=checked.texts)
    verdicts = try_mutants(scheme, text, ready, tell)
    return Mutated(
        source=checked.source,
        cases=len(ready),
        kinds=_kinds(verdicts),
        same=Counter(one.same for one in verdicts if one.same),
        survivors=tuple(_survivor(one, text) for one in verdicts if one.survived),
        texts=checked.texts,
    )


def mutated_words(mutated: Mutated, *, survivors: bool = True) -> str:
    """Return the result in plain words: the share, the kinds, and each change not noticed."""
    of = f"{mutated.noticed} of {mutated.made} changes ({percent(mutated.share)})"
    lines = [f"{mutated.source}: {of} noticed by {mutated.cases} examples and cases"]
    for kind, (noticed, made) in mutated.kinds.items():
        lines.append(f"  {kind:20} {noticed:4} of {made:4}")
    for reason, count in mutated.same.items():
        lines.append(f"  not counted: {count}, because {reason}")
    for one in mutated.survivors if survivors else ():
        cited = f"  [{one.citation}]" if one.citation else ""
        lines.append(f"\nLine {one.line}, {one.kind}: {one.was} could be {one.becomes}{cited}")
        lines += [f"    {one.text}", f"    {one.advice}"]
    return "\n".join(lines)


def percent(share: Fraction) -> str:
    """Return a share in per cent, rounded down: 89.9 % is not yet 90 %."""
    tenths = share * 1000 // 1
    return f"{tenths // 10}.{tenths % 10} %"


def _tests(scheme: Scheme, name: str, cases: str | None) -> tuple[list[Ready], tuple[Finding, ...]]:
    whole = with_claims(scheme)
    ready = [ready_example(whole, example) for example in scheme.examples]
    loaded = load_scheme(name)
    beside, findings = cases_beside(loaded.path) if loaded.path else ((), ())
    if cases is not None:
        content, unread = read_bytes(Path(cases), "the case file")
        listed, wrong = ((), unread) if content is None else read_cases(content, cases)
        beside, findings = (*beside, *listed), (*findings, *wrong)
    return [*ready, *(ready_case(whole, one) for one in beside)], findings


def _kinds(verdicts: list[Verdict]) -> dict[str, tuple[int, int]]:
    counted = [one for one in verdicts if not one.same]
    made = Counter(one.mutant.what for one in counted)
    noticed = Counter(one.mutant.what for one in counted if not one.survived)
    return {what.value: (noticed[what], made[what]) for what in What if made[what]}


def _survivor(verdict: Verdict, text: str) -> Survivor:
    mutant = verdict.mutant
    start = text.rfind("\n", 0, mutant.span.start) + 1
    line = text[start:].partition("\n")[0].strip()
    return Survivor(
        mutant.span.line,
        mutant.what.value,
        mutant.was,
        mutant.becomes,
        " ".join(line.split()),
        mutant.citation,
        advice(verdict, text),
    )
