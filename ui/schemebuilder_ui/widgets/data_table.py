"""A table of figures: caption and units, rounded to be read, and its exact figures as CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder_ui.widgets.accessible import named
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Cell:
    """What is read, what is kept in the file, and where it leads."""

    shown: str
    exact: str | None = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands over a column; `unit` is said below it and written into the file's head."""

    head: str
    unit: str = ""


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
        with box.props("role=region tabindex=0"), ui.element("table").classes("sb-table"):
            with ui.element("caption"):
                ui.label(table.caption)
            _head(table.columns)
            with ui.element("tbody"):
                for row in table.rows:
                    _row(row)
        save = ui.button(say("table.csv"), icon="download", on_click=lambda: _download(table))
        named(save.props("flat dense no-caps"), say("table.csv.of", title=table.caption))


def file_name(*words: str) -> str:
    """A name for a file: letters and digits of some words, the rest as lines between."""
    return re.sub(r"\W+", "_", " ".join(words).lower()).strip("_")


def csv_text(table: Table) -> str:
    """The table as CSV: units in the head, exact figures below."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"{c.head} ({c.unit})" if c.unit else c.head for c in table.columns])
    for row in table.rows:
        writer.writerow([cell.shown if cell.exact == "" else cell.exact for cell in row])
    return text.getvalue()


def _head(columns: Sequence[Column]) -> None:
    with ui.element("thead"), ui.element("tr"):
        for column in columns:
            with ui.element("th").props("scope=col"):
                ui.label(column.head)
                if column.unit:
                    ui.label(column.unit).classes("sb-unit")


def _row(row: Sequence[Cell]) -> None:
    with ui.element("tr"):
        for place, cell in enumerate(row):
            with ui.element("td" if place else "th").props("" if place else "scope=row"):
                if cell.link:
                    ui.link(cell.shown, cell.link)
                else:
                    ui.label(cell.shown)


def _download(table: Table) -> None:
    content = csv_text(table).encode("utf-8-sig")
    ui.download.content(content, f"{table.file}.csv", "text/csv; charset=utf-8")
