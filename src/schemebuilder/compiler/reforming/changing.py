"""Lines and whole statements of a scheme that a reform adds, removes or replaces."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from schemebuilder.compiler.reforming.draft import (
    Draft,
    Place,
    Stretch,
    keyword_of,
    line_at,
    statement_at,
    stretches,
)
from schemebuilder.compiler.report import Report
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.language.lines import HEAD
from schemebuilder.language.parser import statement_name
from schemebuilder.language.syntax import (
    ChangedStatement,
    LineChange,
    LinePart,
    PointedAt,
    RemovedStatement,
)
from schemebuilder.language.words import pattern

_HAS_DAYS: Final = frozenset(
    {"require", "exclude", "base", "add", "reduce", "floor", "cap", "round", "limit"}
    | {"pay_nothing_below", "except_when", "only_when"}
)
_TOGETHER: Final = (
    frozenset({"require", "exclude"}),
    frozenset(
        {"base", "add", "reduce", "floor", "cap", "round", "limit", "pay_nothing_below"}
        | {"except_when", "only_when"}
    ),
)
"""Lines that stand together: a first `cap` comes behind the last stage."""
_DATED_KINDS: Final = frozenset({"eligibility", "benefit", "charge", "let", "rule"})


def change_line(draft: Draft, clause: LineChange, report: Report, base: str) -> None:
    """Add, remove or replace one line, from its day on where one is said."""
    place = _place(draft, clause.of, report, base)
    if place is None:
        return
    lines = stretches(draft, place)
    if clause.old is None:
        _add(draft, clause, (place, lines), report)
        return
    old = _line(lines, clause.old, place, report)
    if old is None:
        return
    if old.keyword == HEAD and clause.new is None:
        report.error(
            "SB-N008",
            "This line begins the statement.",
            clause.old.span,
            hint=f"To remove the statement, write `remove {place.title}` at the margin.",
        )
        return
    kind = place.chunk.kind
    dated = old.keyword in _HAS_DAYS and kind in _DATED_KINDS
    if clause.start is not None and dated:
        _from_a_day(draft, old, clause, clause.start)
        return
    written_day = clause.new is None and clause.start is not None
    if written_day and clause.start is not None:
        report.error(
            "SB-N008",
            "A line of this kind has no days of its own.",
            clause.span,
            hint="Leave the day out, or set the values of a parameter from a day.",
        )
        return
    start, end = draft.line_start(old.start), draft.line_end(old.last)
    draft.splice(start, end, [] if clause.new is None else _new_line(draft, clause.new))


def _from_a_day(draft: Draft, old: Stretch, clause: LineChange, start: date) -> None:
    """The old line ends the day before; the new one, which says its day, follows it."""
    if clause.new is not None:
        at = draft.line_end(old.last)
        lead = [] if draft.text[:at].endswith("\n") else [("\n", clause.new.span.start)]
        draft.splice(at, at, [*lead, *_new_line(draft, clause.new)])
    before = start - timedelta(days=1)
    code = draft.text[old.start : old.code]
    word = draft.words.words["UNTIL"]
    until = rf"\s+{pattern(word.spellings)}\s+[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}\s*$"
    found = re.search(until, code)
    cut = old.code if found is None else old.start + found.start()
    said = clause.old.span.start if clause.old is not None else clause.span.start
    draft.splice(cut, old.code, [(f" {word.spelling} {before}", said)])


def _add(
    draft: Draft, clause: LineChange, where: tuple[Place, list[Stretch]], report: Report
) -> None:
    place, lines = where
    new = clause.new
    if new is None:
        return
    keyword = keyword_of(new.words, place.chunk.kind, draft.words)
    if keyword is None:
        known = [w.spelling for w in draft.words.clauses_of(place.chunk.kind).values()]
        report.error(
            "SB-N008",
            f"`{new.words}` is no line of {_with_article(place.title)}.",
            new.span,
            hint=f"Its lines begin with {', '.join(f'`{word}`' for word in known)}.",
        )
        return
    if clause.after is not None:
        follows = _line(lines, clause.after, place, report)
        if follows is None:
            return
    else:
        group = next((each for each in _TOGETHER if keyword in each), frozenset({keyword}))
        same = [line for line in lines if line.keyword == keyword]
        alike = same or [line for line in lines if line.keyword in group]
        follows = alike[-1] if alike else lines[-1]
    at = draft.line_end(follows.last)
    lead = [] if draft.text[:at].endswith("\n") else [("\n", new.span.start)]
    draft.splice(at, at, [*lead, *_new_line(draft, new)])


def _with_article(title: str) -> str:
    return f"{'an' if title[:1] in 'aeiou' else 'a'} `{title}`"


def _new_line(draft: Draft, new: LinePart) -> list[tuple[str, int | None]]:
    at = new.whole.start
    return [("    ", at), (draft.reform[at : new.whole.end], at), ("\n", at)]


def _line(lines: list[Stretch], part: LinePart, place: Place, report: Report) -> Stretch | None:
    found = line_at(lines, part.words)
    if isinstance(found, Stretch):
        return found
    right = re.fullmatch(r"Did you mean `(.*)`\?", found)
    edits = (Edit(f"Write {right[1]}", part.span, right[1]),) if right else ()
    message = f"`{place.title}` has no line `{part.words}`."
    report.error("SB-N008", message, part.span, hint=found, edits=edits)
    return None


def _place(draft: Draft, of: PointedAt, report: Report, base: str) -> Place | None:
    found = statement_at(draft, of)
    if isinstance(found, Place):
        return found
    kind = draft.words.statements[of.kind].spelling
    said = f"{kind} {of.name}".strip()
    report.error("SB-N008", f"{base} has no one `{said}`.", of.span, hint=found)
    return None


def remove_statement(draft: Draft, gone: RemovedStatement, report: Report, base: str) -> None:
    """Take a whole statement out."""
    place = _place(draft, gone.of, report, base)
    if place is None:
        return
    if len(place.names) > 1:
        report.error(
            "SB-N008",
            f"`{place.title}` is declared together with others.",
            gone.of.span,
            hint="Replace the whole statement by one without it: `replace inputs …`.",
        )
        return
    chunk = place.chunk
    draft.splice(draft.line_start(chunk.start), draft.line_end(chunk.end), [])


def change_statement(draft: Draft, changed: ChangedStatement, report: Report, base: str) -> None:
    """Put a whole statement at the end, or in place of the one of its kind and name."""
    name = statement_name(changed.statement)
    of = PointedAt(changed.kind, name, changed.span)
    found = statement_at(draft, of)
    text: Span = changed.text
    said = [(draft.reform[text.start : text.end], text.start)]
    if changed.change == "add":
        taken = [p for p in draft.places() if name and name in p.names]
        if not name and isinstance(found, Place) and not found.names:
            taken = [found]
        if taken and not changed.kind.startswith("example"):
            report.error(
                "SB-N008",
                f"{base} has `{taken[0].title}` already.",
                changed.span,
                hint="Write `replace` to change it, or give the new one another name.",
            )
            return
        end = len(draft.text)
        draft.splice(end, end, [("\n\n", text.start), *said, ("\n", text.start)])
        return
    place = _place(draft, of, report, base)
    if place is not None:
        draft.splice(place.chunk.start, place.chunk.end, [*said])
