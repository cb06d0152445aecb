"""Every case meets exactly one row of a table: no gaps, no overlaps, no row in vain."""

from __future__ import annotations

from datetime import date

from schemebuilder.compiler.checks.described import example_of, in_words
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.desk import CheckedTable
from schemebuilder.compiler.situations import Situation, Situations, days_that_matter
from schemebuilder.ir.expressions import Hit


def check_table_rows(checked: Checked) -> None:
    """Find gaps, overlaps and rows in vain, on every day on which a cell's value changes."""
    for table in checked.desk.tables:
        conditions = [row.when for row in table.rows]
        vain = set(range(len(conditions)))
        tried = False
        for day in days_that_matter(conditions, checked.scheme.parameters, checked.scheme):
            found = _on_a_day(checked, table, day)
            if found is None:
                continue
            tried = True
            vain &= found
        if tried:
            _in_vain(checked, table, vain)


def _on_a_day(checked: Checked, table: CheckedTable, day: date | None) -> set[int] | None:
    """Report the first gap and the first overlap; return the rows that no situation reaches."""
    situations = Situations(checked.scheme, day)
    tests = [situations.test(row.when) for row in table.rows]
    space = situations.space()
    if space is None:
        checked.desk.report.note(
            "SB-C001",
            f"{table.name} depends on too much to compare all its rows; a gap or an overlap shows "
            "when a case is decided.",
            table.span,
        )
        return None
    taken = 0
    vain: set[int] = set()
    rows = [test(space) for test in tests]
    for place, row in enumerate(rows):
        reached = row & ~taken if table.hit is Hit.FIRST else row
        if not reached:
            vain.add(place)
        if table.hit is Hit.UNIQUE and row & taken:
            first = next(other for other, one in enumerate(rows[:place]) if one & row)
            sample = space.first(rows[first] & row)
            if sample is not None:
                _overlap(checked, table, situations, (first, place), sample, day)
        taken |= row
    if not table.otherwise and table.hit is not Hit.SUM:
        left = space.everything & ~taken
        soft = situations.undeclared(space)
        gap = space.first(left & ~soft)
        below = space.first(left & soft)
        if gap is not None:
            _gap(checked, table, situations, gap, day)
        elif below is not None:
            _below_zero(checked, table, below, day)
    return vain


def _gap(
    checked: Checked, table: CheckedTable, situations: Situations, gap: Situation, day: date | None
) -> None:
    report = checked.desk.report
    shown = day if len(_days(checked, table)) > 1 else None
    words = in_words(checked.desk, gap, shown)
    example = example_of(checked.desk, gap, day)
    if situations.certain:
        report.error(
            "SB-C001",
            f"No row of {table.name} fits when {words}.",
            table.span,
            hint="Add a row for it, or a last row `otherwise`.",
            example=example,
        )
        return
    report.warning(
        "SB-C001",
        f"No row of {table.name} fits when {words}, if that can happen.",
        table.span,
        hint="Add a row for it, or a last row `otherwise`.",
        example=example,
    )


def _below_zero(checked: Checked, table: CheckedTable, gap: Situation, day: date | None) -> None:
    checked.desk.report.warning(
        "SB-C001",
        f"No row of {table.name} fits when {in_words(checked.desk, gap)}.",
        table.span,
        hint="Add a row for values below zero, or declare the range of the input: `range … to …`.",
        example=example_of(checked.desk, gap, day),
    )


def _overlap(
    checked: Checked,
    table: CheckedTable,
    situations: Situations,
    rows: tuple[int, int],
    sample: Situation,
    day: date | None,
) -> None:
    report = checked.desk.report
    shown = day if len(_days(checked, table)) > 1 else None
    words = in_words(checked.desk, sample, shown)
    example = example_of(checked.desk, sample, day)
    spans = (table.rows[rows[0]].span, table.rows[rows[1]].span)
    hint = "Narrow one of them, or write `take the first row that fits`."
    if situations.certain:
        report.error(
            "SB-C002",
            f"Two rows of {table.name} fit when {words}.",
            *spans,
            hint=hint,
            example=example,
        )
        return
    report.warning(
        "SB-C002",
        f"Two rows of {table.name} fit when {words}, if that can happen.",
        *spans,
        hint=hint,
        example=example,
    )


def _days(checked: Checked, table: CheckedTable) -> tuple[date | None, ...]:
    conditions = [row.when for row in table.rows]
    return days_that_matter(conditions, checked.scheme.parameters, checked.scheme)


def _in_vain(checked: Checked, table: CheckedTable, vain: set[int]) -> None:
    for place in sorted(vain):
        earlier = table.hit is Hit.FIRST and place > 0
        why = "the rows above take every case first, or it" if earlier else "its condition"
        checked.desk.report.warning(
            "SB-C005",
            f"This row of {table.name} never applies: {why} cannot hold.",
            table.rows[place].span,
            hint="Remove the row, or correct its cells.",
        )
