"""An index: its figures, from the text or a data file, as a number that each month or year has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.desk import Desk, Series
from schemebuilder.compiler.names import ParameterName
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.scheme import Parameter, ParameterValue
from schemebuilder.language.syntax import FigureWritten, IndexStatement
from schemebuilder.values.numbers import exact

_MONTHS: Final = 12


def compile_index(desk: Desk, name: ParameterName, statement: IndexStatement) -> Parameter | None:
    """Return the index as a parameter that has a value in each month or year with a figure."""
    monthly, lag, figures = statement.monthly, statement.lag, statement.figures
    labels = dict(statement.labels.by_language)
    if statement.file is not None:
        read = _from_file(desk, statement)
        if read is None:
            return None
        monthly, lag, figures, title = read
        labels = labels or ({"en": title} if title else {})
    found = _in_order(desk, name.name, figures, monthly=monthly is True)
    if not found:
        return None
    desk.series[name.name] = Series(monthly is True, lag, found)
    spans = {_place(one, monthly=monthly is True): one.span for one in figures}
    return Parameter(
        name=name.name,
        type=name.type,
        values=tuple(_values(desk.series[name.name], name.name, spans)),
        labels=labels,
        span=name.span,
    )


def in_words(series: Series, place: int) -> str:
    """Return the month or year of a figure: `2025-10`, `2025`."""
    if not series.monthly:
        return str(place)
    return f"{place // _MONTHS:04}-{place % _MONTHS + 1:02}"


def _place(figure: FigureWritten, *, monthly: bool) -> int:
    return figure.year * _MONTHS + figure.month - 1 if monthly else figure.year


def _in_order(
    desk: Desk, name: str, figures: Iterable[FigureWritten], *, monthly: bool
) -> dict[int, tuple[Fraction, str]] | None:
    """Return the figures by month or year; of two, that which is no forecast."""
    found: dict[int, tuple[Fraction, str]] = {}
    before: FigureWritten | None = None
    for one in figures:
        place = _place(one, monthly=monthly)
        if before is not None and place <= _place(before, monthly=monthly):
            desk.report.error(
                "SB-D002",
                f"The figures of {name} are not in order of time, or one stands twice.",
                one.span,
                before.span,
                hint="Put the earlier one first, and keep one for each month or year.",
            )
            return None
        found[place], before = (one.value, one.status), one
    return found


def _values(series: Series, name: str, spans: dict[int, Span]) -> Iterable[ParameterValue]:
    """Yield a value from the first day of each month or year, and none where there is no figure."""
    for place, (value, status) in series.figures.items():
        span = spans[place]
        yield ParameterValue(_day(series, place), {(): value}, status=status, span=span)
        if place + 1 not in series.figures:
            made = f"{name} has no figure for {in_words(series, place + 1)}"
            yield ParameterValue(_day(series, place + 1), {}, ended=True, span=span, made=made)


def _day(series: Series, place: int) -> date:
    if not series.monthly:
        return date(place, 1, 1)
    return date(place // _MONTHS, place % _MONTHS + 1, 1)


def _from_file(
    desk: Desk, statement: IndexStatement
) -> tuple[bool, int, tuple[FigureWritten, ...], str] | None:
    """Read a data file of the library: its title, source, how often, and its figures."""
    file = statement.file
    if file is None:
        return None
    text = None if desk.load is None else desk.load("index", file.text)
    if text is None:
        desk.report.error(
            "SB-N001",
            f'There is no file of an index called "{file.text}".',
            file.span,
            hint="It is named by its country and name, as in `ke/cpi`; or write the figures here.",
        )
        return None
    wrong, read = _parsed(text, file.span)
    if read is None:
        desk.report.error(
            "SB-D004",
            f'The file of the index "{file.text}" cannot be read: {wrong}.',
            file.span,
            hint='It needs `title`, `source`, `frequency = "monthly"` or "yearly", and `[figures]` '
            'with lines such as `2025-10 = "121.3"`.',
        )
    return read


def _parsed(
    text: str, span: Span
) -> tuple[str, tuple[bool, int, tuple[FigureWritten, ...], str] | None]:
    """Return what is wrong with a data file, or what it says."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return f"it is no TOML ({error})", None
    monthly = {"monthly": True, "yearly": False}.get(str(table.get("frequency")))
    lag = table.get("published_months_later", 0)
    if not table.get("source"):
        return "it names no source", None
    if monthly is None or not isinstance(lag, int) or lag < 0:
        return "it does not say how often there is a figure, or when it is published", None
    figures: list[FigureWritten] = []
    for part, status in (("figures", "enacted"), ("projected", "projected")):
        for time, value in table.get(part, {}).items():
            figure = _figure(str(time), str(value), (monthly, status), span)
            if figure is None:
                return f"`{time} = {value}` is no figure", None
            figures.append(figure)
    figures.sort(key=lambda one: (one.year, one.month))
    if not figures:
        return "it has no figure", None
    return "", (monthly, lag, tuple(figures), str(table.get("title", "")))


def _figure(time: str, value: str, of_kind: tuple[bool, str], span: Span) -> FigureWritten | None:
    monthly, status = of_kind
    year, _, month = time.partition("-")
    number = exact(value)
    if not year.isdecimal() or (month.isdecimal() and 1 <= int(month) <= _MONTHS) != monthly:
        return None
    if number is None or number <= 0 or not 1 <= int(year) < date.max.year:
        return None
    return FigureWritten(int(year), int(month) if monthly else 0, number, status, span)
