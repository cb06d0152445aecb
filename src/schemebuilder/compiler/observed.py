"""The figures of series as the text gives them, and whether triggers set off what there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.names import BenefitName, EligibilityName
from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.triggers import areas_of, month_name
from schemebuilder.ir.figures import month_of, of_figures
from schemebuilder.ir.series import Activation, Series, known_name
from schemebuilder.language.syntax import SeriesStatement, Tree, TriggerStatement


def compile_series(desk: Desk, tree: Tree) -> dict[str, Series]:
    """Put the figures of every series into its parameters; return what people are told of them."""
    found: dict[str, Series] = {}
    for one in tree.statements:
        if not isinstance(one, SeriesStatement):
            continue
        areas = tuple(area.text for area in areas_of(tree, one))
        figures = _figures(desk, one, areas)
        if figures is None:
            continue
        for name, values in zip(
            (one.name.text, known_name(one.name.text)),
            of_figures(areas, figures),
            strict=True,
        ):
            parameter = desk.enacted.get(name)
            if parameter is not None:
                desk.enacted[name] = replace(parameter, values=values)
        found[one.name.text] = Series(
            name=one.name.text,
            key=one.key.text,
            areas=areas,
            title=one.title.text if one.title else "",
            source=one.source,
            labels=dict(one.labels.by_language),
            citation=one.citation.text if one.citation else "",
            span=one.span,
        )
    return found


def _figures(
    desk: Desk, one: SeriesStatement, areas: tuple[str, ...]
) -> dict[tuple[int, str], Fraction] | None:
    if not areas:
        desk.report.error(
            "SB-T001",
            f"The scheme declares no values of {one.key.text}, so it is not known which areas "
            "there are.",
            one.key.span,
            hint=f"Write `input {one.key.text} of household : north, south` with all of them.",
        )
        return None
    wrong = [column for column in one.columns if column.text not in areas]
    for column in wrong:
        near = nearest(column.text, areas)
        desk.report.error(
            "SB-T007",
            f"{one.key.text} is never {column.text}; it can be {', '.join(areas)}.",
            column.span,
            hint=f"Did you mean {near}?" if near else "Write one of its values.",
            edits=(replaced(column.span, near),) if near else (),
        )
    if wrong:
        return None
    found: dict[tuple[int, str], Fraction] = {}
    before = None
    for row in one.rows:
        month = month_of(row.year, row.month)
        if before is not None and month <= before:
            desk.report.error(
                "SB-D002",
                f"The months of {one.name.text} are not in order, or one stands twice.",
                row.span,
                hint="Put the earlier one first, and keep one row for each month.",
            )
            return None
        before = month
        for column, value in zip(one.columns, row.values, strict=True):
            if value is not None:
                found[month, column.text] = value
    return found


def compile_triggers(desk: Desk, tree: Tree) -> dict[str, Activation]:
    """Check what every trigger looks at and sets off; return what people are told of it."""
    series = {one.name.text for one in tree.statements if isinstance(one, SeriesStatement)}
    found: dict[str, Activation] = {}
    for one in tree.statements:
        if not isinstance(one, TriggerStatement):
            continue
        if one.series.text not in series and one.series.text not in desk.excused:
            near = nearest(one.series.text, series)
            desk.report.error(
                "SB-N001",
                f"There is no series called {one.series.text}.",
                one.series.span,
                hint=f"Did you mean {near}?"
                if near
                else f"Declare it: `series {one.series.text} by district`, with its months below.",
                edits=(replaced(one.series.span, near),) if near else (),
            )
        _effects(desk, one)
        who = desk.names.who(one.entity.text)
        found[one.name.text] = Activation(
            name=one.name.text,
            entity=who[0].entity if who else one.entity.text,
            series=one.series.text,
            activates=tuple(name.text for name in one.activates),
            months=tuple(month_name(one.name, month) for month in range(1, one.months + one.lasts)),
            words=desk.report.written(one.span),
            sunset="" if one.sunset is None else desk.report.written(one.sunset.span),
            financed_by=one.financed_by,
            labels=dict(one.labels.by_language),
            citation=one.citation.text if one.citation else "",
            span=one.span,
        )
    return found


def _effects(desk: Desk, one: TriggerStatement) -> None:
    kinds = (BenefitName, EligibilityName)
    known = [m.name for m in desk.names.meanings.values() if isinstance(m, kinds)]
    for name in one.activates:
        meaning = desk.names.meanings.get(name.text)
        if isinstance(meaning, kinds):
            continue
        near = nearest(name.text, known)
        desk.report.error(
            "SB-N001",
            f"{name.text} is no benefit or eligibility that {one.name.text} could activate.",
            name.span,
            hint=f"Did you mean {near}?"
            if near
            else "Name a benefit (`benefit top_up of household`) or an eligibility.",
            edits=(replaced(name.span, near),) if near else (),
        )
