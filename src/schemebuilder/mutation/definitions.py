"""The changes of one step to lines, stages, parameters and days: all but expressions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from schemebuilder.diagnostics.finding import Span
from schemebuilder.engines.exact.written import written
from schemebuilder.ir.scheme import (
    Benefit,
    InForce,
    Line,
    Parameter,
    ParameterValue,
    Scheme,
    Stage,
    StageKind,
)
from schemebuilder.ir.series import known_name
from schemebuilder.ir.vocabulary import Assume
from schemebuilder.mutation.numbers import neighbours
from schemebuilder.mutation.places import Path
from schemebuilder.mutation.steps import Change, What, directions, skipped_when

_KINDS = {
    StageKind.FLOOR: StageKind.CAP,
    StageKind.CAP: StageKind.FLOOR,
    StageKind.ADD: StageKind.REDUCE,
    StageKind.REDUCE: StageKind.ADD,
}
_DAY = timedelta(days=1)


def definition_changes(
    scheme: Scheme, texts: str
) -> Iterator[tuple[Path, Change, Span | None, str]]:
    """Yield the place of each change, the change, where it is written, and what it cites."""
    yield from _of_days((), scheme.in_force, scheme.span, "")
    observed = {name for one in scheme.series for name in (one, known_name(one))}
    for name, parameter in scheme.parameters.items():
        if name in observed:  # figures that are observed are no rule of the scheme
            continue
        yield from _of_parameter(("parameters", name), parameter, texts)
    for name, eligibility in scheme.eligibilities.items():
        yield from _of_lines(("eligibilities", name), eligibility.lines)
        yield from _of_days(("eligibilities", name), eligibility.in_force, eligibility.span, "")
    for name, benefit in scheme.benefits.items():
        yield from _of_lines(("benefits", name), benefit.lines)
        yield from _of_stages(("benefits", name), benefit)
        yield from _of_days(("benefits", name), benefit.in_force, benefit.span, benefit.citation)
    for name, rule in scheme.rules.items():
        yield from _of_days(("rules", name), rule.in_force, rule.span, rule.citation)
    for name, field in scheme.fields.items():
        missing = field.missing
        if isinstance(missing, Assume):
            for value in neighbours(missing.value, field.type, ""):
                words = (written(missing.value, field.type), written(value, field.type))
                change = Change(What.ASSUMPTION, *words, replace(missing, value=value))
                yield ("fields", name, "missing"), change, field.span, missing.citation


def _of_parameter(
    path: Path, parameter: Parameter, text: str
) -> Iterator[tuple[Path, Change, Span | None, str]]:
    for number, entry in enumerate(parameter.values):
        here = (*path, "values", number)
        for keys, cell in entry.cells.items():
            at = f"{parameter.name} from {entry.start}" + (f" ({', '.join(keys)})" if keys else "")
            for value in neighbours(cell, parameter.type, _line(entry, text)):
                was = f"{at}: {written(cell, parameter.type)}"
                changed = replace(entry, cells={**entry.cells, keys: value})
                becomes = written(value, parameter.type)
                change = Change(What.PARAMETER, was, becomes, changed)
                yield here, change, entry.span, entry.citation
        for start in (entry.start + _DAY, entry.start - _DAY):
            was, becomes = f"{parameter.name} from {entry.start}", f"from {start}"
            change = Change(What.DAY, was, becomes, replace(entry, start=start))
            yield here, change, entry.span, entry.citation


def _line(entry: ParameterValue, text: str) -> str:
    """Return the value as written, where it is a single one."""
    if entry.span is None or len(entry.cells) != 1:
        return ""
    return text[entry.span.start : entry.span.end]


def _of_lines(
    path: Path, lines: tuple[Line, ...]
) -> Iterator[tuple[Path, Change, Span | None, str]]:
    for number, line in enumerate(lines):
        rest = (*lines[:number], *lines[number + 1 :])
        change = Change(What.CONDITION, line.text, "left out", rest)
        yield (*path, "lines"), change, line.span, line.citation
        yield from _of_days((*path, "lines", number), line.in_force, line.span, line.citation)


def _of_stages(path: Path, benefit: Benefit) -> Iterator[tuple[Path, Change, Span | None, str]]:
    for number, stage in enumerate(benefit.stages):
        here = (*path, "stages", number)
        for change in _of_stage(stage):
            yield here, change, stage.span, stage.citation or benefit.citation
        yield from _of_days(here, stage.in_force, stage.span, stage.citation)


def _of_stage(stage: Stage) -> Iterator[Change]:
    what = f"{stage.kind.value} {stage.name}" if stage.name != stage.kind.value else stage.name
    rounds_nothing = stage.kind is StageKind.ROUND and stage.step is None
    if not rounds_nothing:
        left_out = replace(stage, when=skipped_when())
        yield Change(What.STAGE, what, "left out", left_out)
    if stage.when is not None and stage.kind is not StageKind.REPLACE:
        yield Change(What.STAGE, f"{what} when …", "always", replace(stage, when=None))
    other = _KINDS.get(stage.kind)
    if other is not None:
        yield Change(What.STAGE, what, other.value, replace(stage, kind=other))
    if stage.direction is not None:
        for direction in directions(stage.direction):
            changed = replace(stage, direction=direction)
            yield Change(What.ROUNDING, stage.direction.value, direction.value, changed)
    if stage.step is not None:
        wider = replace(stage, step=stage.step * 10)
        yield Change(What.ROUNDING, f"to {stage.step}", f"to {stage.step * 10}", wider)


def _of_days(
    path: Path, in_force: InForce, span: Span | None, citation: str
) -> Iterator[tuple[Path, Change, Span | None, str]]:
    """Yield the first and the last day one day later and one day earlier."""
    for by in (_DAY, -_DAY):
        if in_force.start is not None:
            words = (f"from {in_force.start}", f"from {in_force.start + by}")
            moved = replace(in_force, start=in_force.start + by)
            yield (*path, "in_force"), Change(What.DAY, *words, moved), span, citation
        if in_force.end is not None:
            words = (f"until {in_force.end}", f"until {in_force.end + by}")
            moved = replace(in_force, end=in_force.end + by)
            yield (*path, "in_force"), Change(What.DAY, *words, moved), span, citation
