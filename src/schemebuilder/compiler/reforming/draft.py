"""The text of a scheme while a reform changes it: each sign knows where it came from."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from schemebuilder.compiler.report import nearest
from schemebuilder.diagnostics.finding import Span
from schemebuilder.language.lines import HEAD, ROW, Line, lines_of
from schemebuilder.language.parser import parse, statement_name
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.spacing import spaced
from schemebuilder.language.split import Chunk, split
from schemebuilder.language.syntax import PointedAt, Statement
from schemebuilder.language.words import Words, language_of, words_of


@dataclass(slots=True)
class Draft:
    """The text so far, and of each of its signs where it comes from.

    `origin` counts the signs of the base from 0 up, and those of the reform from -1 down.
    """

    text: str
    origin: list[int]
    reform: str

    @property
    def words(self) -> Words:
        """The words of the language that the text is written in."""
        return words_of(language_of(self.text))

    def splice(self, start: int, end: int, pieces: list[tuple[str, int | None]]) -> None:
        """Put pieces in place of a stretch: a text, and the place in the reform that says it.

        A piece of no place in the reform keeps the place of the sign that stands there.
        """
        said = "".join(text for text, _ in pieces)
        near = self.origin[min(start, len(self.origin) - 1)] if self.origin else 0
        origin: list[int] = []
        for text, place in pieces:
            if place is None:
                origin += [near] * len(text)
            elif self.reform.startswith(text, place):
                origin += [-(place + at) - 1 for at in range(len(text))]
            else:
                origin += [-place - 1] * len(text)
        self.text = self.text[:start] + said + self.text[end:]
        self.origin[start:end] = origin

    def places(self) -> list[Place]:
        """Return the statements as the text now stands."""
        chunks = split(self.text, self.words)
        tree = parse(self.text)
        return [
            Place(chunk, statement, _names(statement), _title(chunk, _names(statement), self.words))
            for chunk, statement in zip(chunks, tree.statements, strict=True)
        ]

    def line_start(self, at: int) -> int:
        """Return where the line of the text begins in which a place lies."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of the text ends in which a place lies, its break included."""
        newline = self.text.find("\n", at)
        return len(self.text) if newline < 0 else newline + 1


@dataclass(frozen=True, slots=True)
class Place:
    """A statement of the text: where it stands, what it is, and what it defines.

    `title` is how a reform names it: `table supplement`.
    """

    chunk: Chunk
    statement: Statement
    names: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a statement: its words with single spaces, and where it stands in the whole text.

    `code` is where its code ends, `end` where its citation does, `last` where it ends with the
    `refuse` lines that belong to it.
    """

    keyword: str
    words: str
    start: int
    code: int
    end: int
    last: int


def _title(chunk: Chunk, names: tuple[str, ...], words: Words) -> str:
    word = words.statements[chunk.kind].spelling if chunk.kind else ""
    name = names[0] if names else ""
    return f'{word} "{name}"' if chunk.kind.startswith("example") else f"{word} {name}".strip()


def _names(statement: Statement) -> tuple[str, ...]:
    many = getattr(statement, "names", ())
    if many:
        return tuple(str(getattr(name, "text", name)) for name in many)
    name = statement_name(statement)
    return (name,) if name else ()


def statement_at(draft: Draft, of: PointedAt) -> Place | str:
    """Return the statement that a reform points at, or what would be right instead."""
    places = draft.places()
    alike = [place for place in places if place.chunk.kind == of.kind]
    if of.name:
        found = [place for place in alike if of.name in place.names]
    else:
        unnamed = [place for place in alike if not place.names]
        found = unnamed or alike
    if len(found) == 1:
        return found[0]
    if found:
        return "Say which one: " + ", ".join(f"`{place.title}`" for place in found) + "."
    near = nearest(of.name, [name for place in alike for name in place.names]) if of.name else None
    if near:
        title = next(place.title for place in alike if near in place.names)
        return f"Did you mean `{title}`?"
    named = [place.title for place in places if of.name and of.name in place.names]
    if named:
        return f"Did you mean `{named[0]}`?"
    if alike:
        return "The scheme has " + ", ".join(f"`{place.title}`" for place in alike) + "."
    return "The scheme has no statement of this kind."


def stretches(draft: Draft, place: Place) -> list[Stretch]:
    """Return the lines of a statement; those that belong to the line above stand with it too."""
    chunk = place.chunk
    sheet = Sheet(chunk.kind, draft.text[chunk.start : chunk.end], draft.words)
    lines = lines_of(sheet, chunk.keyword)
    found: list[Stretch] = []
    for number, line in enumerate(lines):
        last = _end(line)
        for below in lines[number + 1 :]:
            if below.keyword != "refuse" or line.keyword == "refuse":
                break
            last = _end(below)
        said = spaced(sheet.code[line.start : line.end], draft.words.language)
        at = chunk.start
        found.append(
            Stretch(line.keyword, said, at + line.start, at + line.end, at + _end(line), at + last)
        )
    return found


def _end(line: Line) -> int:
    return line.end if line.citation is None else max(line.end, line.citation.span.end)


def line_at(lines: list[Stretch], said: str) -> Stretch | str:
    """Return the line that says this, or what would be right instead."""
    found = [line for line in lines if line.words == said]
    if len(found) == 1:
        return found[0]
    if found:
        return "It stands there more than once; replace the whole statement instead."
    shown = [line.words for line in lines if line.keyword not in {HEAD, "refuse"}]
    near = difflib.get_close_matches(said, shown, 1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    if not shown:
        return "The statement has one line only; replace the whole statement."
    return "Its lines are: " + "; ".join(f"`{line}`" for line in shown[:6]) + "."


def keyword_of(said: str, kind: str, words: Words) -> str | None:
    """Return the keyword that a line of a statement of this kind begins with, or None."""
    if said.startswith("|"):
        return ROW
    spelled = {
        spelling: name
        for name, word in words.clauses_of(kind).items()
        for spelling in word.spellings
    }
    for spelling in sorted(spelled, key=len, reverse=True):
        if said == spelling or said.startswith((f"{spelling} ", f"{spelling}:")):
            return spelled[spelling]
    return None


def reform_span(text: str, start: int, end: int, source: str) -> Span:
    """Return a stretch of a text as a span."""
    line = text.count("\n", 0, start) + 1
    return Span(start, end, line, start - (text.rfind("\n", 0, start) + 1) + 1, source)
