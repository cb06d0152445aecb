"""What differs between two schemes, or a scheme and its reform, in words and as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

from schemebuilder.compiler.reforming.differences import Change, Happens, differences
from schemebuilder.diagnostics.finding import Finding, has_errors
from schemebuilder.services import authoring


@dataclass(frozen=True, slots=True)
class Compared:
    """The differences of two schemes; none where one of the two has errors.

    `title` says which two; `lines` are the differences in words, in the order of `changes`.
    """

    title: str
    changes: tuple[dict[str, object], ...]
    lines: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def compare_sources(base: str, other: str) -> Compared:
    """Compare two schemes by path or library name; either may be a reform."""
    before, after = authoring.check_source(base), authoring.check_source(other)
    errors = tuple(f for one in (before, after) for f in one.findings if has_errors((f,)))
    return _compared(before, after, errors)


def compare_texts(base: str, other: str) -> Compared:
    """Compare two texts; either may be a reform."""
    before = authoring.check_text(base, "before")
    after = authoring.check_text(other, "after")
    errors = tuple(f for one in (before, after) for f in one.findings if has_errors((f,)))
    return _compared(before, after, errors)


def _compared(
    before: authoring.Checked, after: authoring.Checked, errors: tuple[Finding, ...]
) -> Compared:
    texts = {**before.texts, **after.texts}
    if errors or before.text is None or after.text is None:
        return Compared("", (), (), errors, texts)
    changes = differences(authoring.format_text(before.text), authoring.format_text(after.text))
    title = f"From {before.scheme_id or before.source} to {after.scheme_id or after.source}"
    return Compared(
        title,
        tuple(change_plain(change) for change in changes),
        tuple(change_words(change) for change in changes),
        (),
        texts,
    )


def change_plain(change: Change) -> dict[str, object]:
    """Return a difference as plain data."""
    plain: dict[str, object] = {
        "change": change.happens.value,
        "where": change.where,
        "whole": change.whole,
    }
    if change.start is not None:
        plain["from"] = change.start.isoformat()
    said = {
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "law_before": change.law_before,
        "law_after": change.law_after,
    }
    return plain | {name: words for name, words in said.items() if words}


def change_words(change: Change) -> str:
    """Return a difference as a line of words."""
    if change.start is not None:
        return _value_words(change)
    before = _cited(change.before, change.law_before)
    after = _cited(change.after, change.law_after)
    match change.happens:
        case Happens.ADDED if change.whole:
            return f"Added: {after}"
        case Happens.REMOVED if change.whole:
            return f"Removed: {before}"
        case Happens.ADDED:
            return f"{change.where}: added {after}"
        case Happens.REMOVED:
            return f"{change.where}: removed {before}"
        case Happens.CHANGED:
            return f"{change.where}: {after}, before {before}"


def _value_words(change: Change) -> str:
    key = f" for {change.key}" if change.key else ""
    of = f"{change.where}{key} from {change.start}"
    before = _cited(change.before, change.law_before)
    after = _cited(change.after, change.law_after)
    if change.happens is Happens.REMOVED:
        return f"{of}: no value any more, before {before}"
    return f"{of}: {after}" + (f", before {before}" if change.before else ", before no value")


def _cited(said: str, law: str) -> str:
    return f"{said} [{law}]" if law else said


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of one text beside that of the other, each with its number from 1, or None.

    `skipped` lines, which are the same in both, stand in place of this one if it is not 0.
    """

    before: tuple[int, str] | None = None
    after: tuple[int, str] | None = None
    skipped: int = 0

    @property
    def same(self) -> bool:
        """Whether both texts have the line."""
        return (
            self.before is not None and self.after is not None and self.before[1] == self.after[1]
        )


def side_by_side(before: str, after: str, around: int = 3) -> tuple[TextLine, ...]:
    """Return two texts line by line where they differ, with some lines around each difference."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    lines: list[TextLine] = []
    end = 0
    for group in matcher.get_grouped_opcodes(around):
        start = group[0][1]
        if start > end:
            lines.append(TextLine(skipped=start - end))
        for _, i1, i2, j1, j2 in group:
            olds = [(number + 1, old[number]) for number in range(i1, i2)]
            news = [(number + 1, new[number]) for number in range(j1, j2)]
            lines += [TextLine(*pair) for pair in zip_longest(olds, news)]
            end = i2
    if lines and len(old) > end:
        lines.append(TextLine(skipped=len(old) - end))
    return tuple(lines)
