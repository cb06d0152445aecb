"""Figures of a series from a file: later months for the same rules, without a new text."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Final

from schemebuilder.diagnostics.finding import Finding, Severity
from schemebuilder.ir.figures import month_of, with_figures
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.series import Series
from schemebuilder.services.files import read_bytes
from schemebuilder.values.numbers import exact

_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def observed(scheme: Scheme, files: Sequence[str]) -> tuple[Scheme, tuple[Finding, ...]]:
    """Return the scheme with the figures of files, each `series=file.csv`, in place of its own."""
    findings: list[Finding] = []
    for one in files:
        name, _, path = one.partition("=")
        series = scheme.series.get(name.strip())
        if series is None or not path:
            known = ", ".join(scheme.series) or "none"
            about = f"{scheme.title or scheme.id} has no series called {name.strip()}."
            findings.append(_error(about, f"Write `series=file.csv`; its series: {known}.", one))
            continue
        content, unread = read_bytes(Path(path), "the file of the series")
        findings += unread
        if content is not None:
            figures = _figures(series, content, path, findings)
            scheme = with_figures(scheme, series.name, figures)
    return scheme, tuple(findings)


def _figures(
    series: Series, content: bytes, path: str, findings: list[Finding]
) -> dict[tuple[int, str], Fraction]:
    """Read rows of area, month and value; an empty value is none, and is not 0."""
    columns = (series.key, "month", "value")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.append(_error(f"{path} is not UTF-8.", "Save it as UTF-8.", path))
        return {}
    rows = csv.DictReader(StringIO(text))
    missing = [name for name in columns if name not in (rows.fieldnames or ())]
    if missing:
        about = f"{path} has no column {', '.join(missing)}."
        hint = f"Its first line is `{','.join(columns)}`; further columns are passed over."
        findings.append(_error(about, hint, path))
        return {}
    found: dict[tuple[int, str], Fraction] = {}
    for number, row in enumerate(rows, 2):
        area, month, value = (str(row[name] or "").strip() for name in columns)
        time, figure = _MONTH.fullmatch(month), exact(value)
        place = f"{path}, line {number}"
        if area not in series.areas:
            hint = f"{series.key} can be: {', '.join(series.areas)}."
            findings.append(_error(f'"{area}" is no {series.key} of the scheme.', hint, place))
        elif time is None or (figure is None and value):
            hint = "Write the month as 2025-01, and a number or nothing."
            findings.append(_error(f'"{month}" or "{value}" cannot be read.', hint, place))
        elif (month_of(int(time[1]), int(time[2])), area) in found:
            about = f"{area} has two values for {month}."
            findings.append(_error(about, "Keep one of them.", place))
        elif figure is not None:
            found[month_of(int(time[1]), int(time[2])), area] = figure
    return found


def _error(message: str, hint: str, place: str) -> Finding:
    return Finding("SB-U006", Severity.ERROR, message, hint=hint, place=place)
