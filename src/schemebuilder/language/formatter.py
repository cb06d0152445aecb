"""A text in its one layout: comments stay, meaning stays, and a second time changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from schemebuilder.language.layout import laid_out
from schemebuilder.language.lines import parted
from schemebuilder.language.parser import Reading, inside, reading
from schemebuilder.language.place import bare
from schemebuilder.language.split import CHANGES, Chunk, split
from schemebuilder.language.syntax import BrokenStatement, LaterStatement, Tree
from schemebuilder.language.words import language_of, words_of


@dataclass(frozen=True, slots=True)
class _Block:
    """A statement, or a comment between (kind None), and whether a blank line stood before."""

    kind: str | None
    text: str
    apart: bool


def format_text(text: str) -> str:
    """Return the text in its one layout; a statement that cannot be read keeps its own."""
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blocks = _blocks(clean)
    out: list[str] = []
    before: _Block | None = None
    for block in blocks:
        if before is not None and _blank_between(before, block):
            out.append("")
        out.append(block.text)
        before = block
    return "\n".join(out) + "\n" if out else ""


def format_tree(tree: Tree) -> str:
    """Return the text of a tree in its one layout."""
    return format_text(tree.text)


def _blank_between(before: _Block, block: _Block) -> bool:
    if before.kind is None:
        return block.apart
    short = "\n" not in before.text and "\n" not in block.text
    return not (short and block.kind == before.kind and not block.apart)


def _blocks(text: str) -> list[_Block]:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    language = language_of(text)
    blocks: list[_Block] = []
    at = 0
    for chunk in split(text, words_of(language)):
        last = chunk.line + text.count("\n", chunk.start, chunk.end)
        blocks.extend(_comments(lines[at : chunk.line], after_statement=bool(blocks)))
        apart = chunk.line > 0 and not lines[chunk.line - 1].strip()
        at, trailing = _trailing(lines, last + 1)
        said = "\n".join([_statement(chunk, text, starts, language), *trailing])
        blocks.append(_Block(chunk.kind, said, apart))
    blocks.extend(_comments(lines[at:], after_statement=bool(blocks)))
    return blocks


def _trailing(lines: list[str], at: int) -> tuple[int, list[str]]:
    """Indented comments right below a statement belong to it."""
    trailing = []
    while at < len(lines) and lines[at][:1].isspace() and lines[at].lstrip()[:1] == "#":
        trailing.append("    " + lines[at].strip())
        at += 1
    return at, trailing


def _comments(lines: list[str], *, after_statement: bool) -> list[_Block]:
    """Comments between statements, with the blank lines between them as one."""
    blocks: list[_Block] = []
    apart = after_statement
    for line in lines:
        said = line.strip()
        if not said:
            apart = True
            continue
        blocks.append(_Block(None, said, apart))
        apart = False
    return blocks


def _statement(chunk: Chunk, text: str, starts: list[int], language: str) -> str:
    """The statement in its layout, or as it stands if that would change more than the layout."""
    said = text[chunk.start : chunk.end]
    found = reading(chunk.kind, said, chunk.keyword, language)
    if isinstance(found.statement, BrokenStatement | LaterStatement):
        return _as_it_stands(text[starts[chunk.line] : chunk.end])
    new = _laid_out(chunk, said, found, language)
    return new if _same(chunk, said, new, (found, language)) else _as_it_stands(said)


def _laid_out(chunk: Chunk, said: str, found: Reading, language: str) -> str:
    inner = inside(said, chunk.keyword, language) if chunk.kind in CHANGES else None
    if inner is None:
        return laid_out(chunk.kind, said, chunk.keyword, found.gaps, language)
    gaps = tuple(gap - inner.start for gap in found.gaps)
    word = words_of(language).statements[chunk.kind].spelling
    return f"{word} " + laid_out(
        inner.kind, said[inner.start : inner.end], inner.keyword, gaps, language
    )


def _same(chunk: Chunk, said: str, new: str, read: tuple[Reading, str]) -> bool:
    found, language = read
    again = split(new, words_of(language))
    if len(again) != 1 or again[0].kind != chunk.kind or again[0].start != 0:
        return False
    after = reading(chunk.kind, new[: again[0].end], again[0].keyword, language)
    return bare(after.statement) == bare(found.statement) and _asides(said) == _asides(new)


def _asides(text: str) -> list[tuple[str, str]]:
    """The citations and comments of a statement."""
    parts = [parted(line)[1:] for line in text.split("\n")]
    return [part for part in parts if any(part)]


def _as_it_stands(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
