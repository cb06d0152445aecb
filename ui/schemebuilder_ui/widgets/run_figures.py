"""A run as its page needs it: the parts of its report, and what its two versions are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from schemebuilder_ui.figures import grouped, hundredfold, percent, points, signed
from schemebuilder_ui.widgets.data_table import Cell, Column
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Results:
    """A report, what the scheme's version and the one before are called (none: empty), its id."""

    report: Mapping[str, Any]
    after: str
    before: str
    run: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def effects(self) -> Mapping[str, Any]:
        """What the scheme does to people."""
        part: Mapping[str, Any] = self.report["effects"]
        return part

    @property
    def currency(self) -> str:
        """In which all money is."""
        return str(self.effects["currency"])

    # --- a figure of both versions and its change, as columns and cells of a table ---------------

    def columns(self, group: str, unit: str, unit_of_change: str = "") -> list[Column]:
        """The columns of one figure: both versions and the change, or the one that there is."""
        if not self.before:
            return [Column(group, unit)]
        changed = Column(say("run.change"), unit_of_change or unit, group)
        return [Column(self.before, unit, group), Column(self.after, unit, group), changed]

    def numbers(self, figure: Mapping[str, str | None], places: int = 0) -> list[Cell]:
        """The cells of a number."""
        after = Cell(grouped(figure["after"], places), figure["after"])
        if not self.before:
            return [after]
        before = Cell(grouped(figure["before"], places), figure["before"])
        return [before, after, Cell(signed(figure["change"], places), figure["change"])]

    def shares(self, figure: Mapping[str, str | None]) -> list[Cell]:
        """The cells of a share, in per cent, and in points of it for the change."""
        after = share_cell(figure["after"])
        if not self.before:
            return [after]
        change = Cell(points(figure["change"]), hundredfold(figure["change"]))
        return [share_cell(figure["before"]), after, change]


def share_cell(share: str | None) -> Cell:
    """A share as per cent."""
    return Cell(percent(share), hundredfold(share))


def group_label(cut: str, label: object) -> str:
    """What a group is called: `1, the poorest`, a region, or that it is not known."""
    if label is None:
        return say("run.group.unknown")
    if cut == "region":
        return str(label).replace("_", " ")
    last = {"fifth": 5, "tenth": 10}[cut]
    if label in (1, last):
        return say("run.group.poorest" if label == 1 else "run.group.richest", n=label)
    return str(label)


def told(rows: Sequence[Mapping[str, Any]], *path: str) -> list[Any]:
    """One figure of every row, found by its path."""
    found: list[Any] = []
    for row in rows:
        here: Any = row
        for step in path:
            here = here[step]
        found.append(here)
    return found
