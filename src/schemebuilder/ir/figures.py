"""Figures of a series by month and area as dated values: those of the text, or later ones.

Later figures take the place of those in the text; the rules stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from schemebuilder.ir.expressions import Value
from schemebuilder.ir.scheme import ParameterValue, Scheme
from schemebuilder.ir.series import known_name

_MONTHS: Final = 12
_FIRST: Final = date(2, 1, 1)
"""Before every month that is observed, and not so early that nothing can be counted back."""

Figures: TypeAlias = Mapping[tuple[int, str], Fraction]
"""Values by month (`month_of`) and area."""

Cells: TypeAlias = dict[tuple[str, ...], Value]


def month_of(year: int, month: int) -> int:
    """Return a month as a number that counts on."""
    return year * _MONTHS + month - 1


def first_day(month: int) -> date:
    """Return the first day of a month."""
    return date(month // _MONTHS, month % _MONTHS + 1, 1)


def with_figures(scheme: Scheme, name: str, figures: Figures) -> Scheme:
    """Return the scheme with these figures of a series, and no others."""
    parameters = dict(scheme.parameters)
    values = of_figures(scheme.series[name].areas, figures)
    for one, dated in zip((name, known_name(name)), values, strict=True):
        if one in parameters:
            parameters[one] = replace(parameters[one], values=dated)
    return replace(scheme, parameters=parameters)


def of_figures(
    areas: tuple[str, ...], figures: Figures
) -> tuple[tuple[ParameterValue, ...], tuple[ParameterValue, ...]]:
    """Return the values of a series from each month on, and whether there is one."""
    months = sorted({month for month, _ in figures})
    there: list[ParameterValue] = []
    given = [ParameterValue(_FIRST, _known(areas, set()))]
    for month in months:
        cells: Cells = {(area,): value for (at, area), value in figures.items() if at == month}
        there.append(ParameterValue(first_day(month), cells))
        given.append(ParameterValue(first_day(month), _known(areas, set(cells))))
        if month + 1 not in months:
            there.append(ParameterValue(first_day(month + 1), {}, ended=True))
            given.append(ParameterValue(first_day(month + 1), _known(areas, set())))
    return tuple(there), tuple(given)


def _known(areas: tuple[str, ...], cells: set[tuple[str, ...]]) -> Cells:
    return {(area,): (area,) in cells for area in areas}
