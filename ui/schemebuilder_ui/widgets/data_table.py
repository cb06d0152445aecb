"""A table of figures: caption and units, rounded to be read, and its exact figures as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """What is read, what is kept in the file (None: nothing), and where it leads."""

    shown: str
    exact: str | None = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column; columns next to each other may have one `group` over them.

    The unit is said below the head, once for a group, and written into the file's head. A column of
    `words` begins at the left, one of figures ends at the right.
    """

    head: str
    unit: str = ""
    group: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of each row names the row. `file` is its name without an ending."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    file: str


def data_table(table: Table) -> None:
    """Draw a table, which scrolls by itself where the page is narrow, and its button for CSV."""
    with ui.element("div").classes("sb-table-box"):
        box = named(ui.element("div").classes("sb-table-scroll"), table.caption)
        with box.props("role=group tabindex=0"), ui.element("table").classes("sb-table"):
            with ui.element("caption"):
                ui.label(table.caption)
            with ui.element("thead"):
                _head(table.columns)
            with ui.element("tbody"):
                for row in table.rows:
                    _row(table.columns, row)
        save = ui.button(say("table.csv"), icon="download", on_click=lambda: _download(table))
        named(save.props("flat dense no-caps"), say("table.csv.of", title=table.caption))


def file_name(*words: str) -> str:
    """A name for a file: letters and digits of some words, the rest as lines between."""
    return re.sub(r"\W+", "_", " ".join(words).lower()).strip("_")


def csv_text(table: Table) -> str:
    """The table as CSV: groups and units in the head, exact figures below."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_written(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([cell.shown if cell.exact == "" else cell.exact for cell in row])
    return text.getvalue()


def _written(column: Column) -> str:
    head = f"{column.group}: {column.head}" if column.group else column.head
    return f"{head} ({column.unit})" if column.unit else head


def _head(columns: Sequence[Column]) -> None:
    """One line of heads, or two where columns stand in groups."""
    if not any(column.group for column in columns):
        with ui.element("tr"):
            for column in columns:
                _head_cell(column, column.unit, "scope=col")
        return
    runs = [(group, list(run)) for group, run in groupby(columns, key=lambda each: each.group)]
    with ui.element("tr"):
        for group, run in runs:
            if group:
                unit = _unit_of(run)
                _head_cell(Column(group), unit, f"scope=colgroup colspan={len(run)}")
                continue
            for column in run:
                _head_cell(column, column.unit, "scope=col rowspan=2")
    with ui.element("tr"):
        for group, run in runs:
            for column in run if group else ():
                own = "" if column.unit == _unit_of(run) else column.unit
                _head_cell(column, own, "scope=col")


def _unit_of(group: Sequence[Column]) -> str:
    """The unit that is said once for a group: the one that its columns begin with."""
    same = len({column.unit for column in group[:2]}) == 1
    return group[0].unit if same else ""


def _head_cell(column: Column, unit: str, props: str) -> None:
    with ui.element("th").props(props).classes("sb-words" if column.words else ""):
        ui.label(column.head)
        if unit:
            ui.label(unit).classes("sb-unit")


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> None:
    with ui.element("tr"):
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            drawn = ui.element("td" if place else "th").props("" if place else "scope=row")
            with drawn.classes("sb-words" if column.words else ""):
                if cell.link:
                    ui.link(cell.shown, cell.link)
                else:
                    ui.label(cell.shown)


def _download(table: Table) -> None:
    content = csv_text(table).encode("utf-8-sig")
    ui.download.content(content, f"{table.file}.csv", "text/csv; charset=utf-8")
