"""The pages of the reference that are made from tables: `python -m tests.house.reference_pages`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from schemebuilder.diagnostics.codes import CODES
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import FieldStatement, GroupStatement, TypeWritten
from tests.house.reference_blocks import REFERENCE
from tests.house.tree import ROOT

AREAS: Final = {
    "P": "Reading the text",
    "N": "Names",
    "T": "Kinds of value and units",
    "D": "Dates and parameters",
    "C": "Tables and exceptions",
    "E": "Cases",
    "W": "Populations",
    "R": "Procedures",
    "Y": "Payment and giving",
    "O": "Portfolios",
    "K": "Packs",
    "S": "Data protection",
    "U": "Commands and files",
}
LATER: Final = {
    "": "",
    "ignored": "Not yet supported: ignored, with a warning.",
    "needed": "Not yet supported: an error.",
}


def findings_page() -> str:
    """Every finding code and what it is about."""
    lines = [
        "# Findings by code",
        "",
        "Every message carries a code. It stays the same when the words improve, so it is what",
        "to search for, and what to name in a question to a colleague.",
        "",
    ]
    for letter, title in AREAS.items():
        rows = [(code, about) for code, about in CODES.items() if code[3] == letter]
        if rows:
            lines += [f"## {title} ({letter})", "", "| code | what it is about |", "|---|---|"]
            lines += [f"| {code} | {about} |" for code, about in rows]
            lines.append("")
    return _page(lines)


def keywords_page() -> str:
    """Every word of the language: what it says, and a line that shows it."""
    table = tomllib.loads((ROOT / "dsl" / "keywords" / "en.toml").read_text(encoding="utf-8"))
    lines = [
        "# Words of the language",
        "",
        "A word is reserved only where its statement needs it: facts and definitions may be called",
        "`base`, `rate`, `amount` or `income`.",
        "",
        "## Statements",
        "",
        "A statement begins with one of these, at the start of a line.",
        "",
        *_words(table["statements"]),
    ]
    for statement, clauses in table["clauses"].items():
        lines += [f"## Lines inside `{statement.replace('_', ' ')}`", "", *_words(clauses)]
    lines += ["## Words inside a line", "", *_words(table["words"])]
    return _page(lines)


def vocabulary_page() -> str:
    """Every fact of the core vocabulary: whose it is and of what kind."""
    path = ROOT / "dsl" / "vocabulary" / "core.population"
    tree = parse(path.read_text(encoding="utf-8"), path.name)
    lines = [
        "# The core vocabulary",
        "",
        "With `use population core` a scheme may use these facts without declaring them. To ask a",
        "question, to say what happens when a fact is missing, or to give a fact other values,",
        "declare it again with `input`: see [facts.md](facts.md).",
        "",
    ]
    for group in (one for one in tree.statements if isinstance(one, GroupStatement)):
        roles = ", ".join(
            f"{role.name.text} ({_bound(role.least, role.most)})" for role in group.roles
        )
        lines += [f"Roles in a {group.name.text}: {roles}.", ""]
    fields = [one for one in tree.statements if isinstance(one, FieldStatement)]
    for entity in dict.fromkeys(one.entity.text for one in fields):
        lines += [f"## Facts of a {entity}", "", "| fact | kind | notes |", "|---|---|---|"]
        for one in fields:
            if one.entity.text == entity:
                notes = _notes(one)
                lines += [f"| `{name.text}` | {_type(one.type)} | {notes} |" for name in one.names]
        lines.append("")
    return _page(lines)


PAGES: Final = {
    "findings.md": findings_page,
    "keywords.md": keywords_page,
    "core-vocabulary.md": vocabulary_page,
}


def _words(words: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield from ("| word | what it says | for example |", "|---|---|---|")
    for word in words.values():
        said = " or ".join(f"`{spelling}`" for spelling in word["words"])
        about = f"{word['says']} {LATER[word.get('later', '')]}".strip()
        yield f"| {said} | {about} | `{word['example'].replace('|', chr(92) + '|')}` |"
    yield ""


def _notes(field: FieldStatement) -> str:
    notes = [] if field.label is None and not field.labels.by_language else [_label(field)]
    if field.derived is not None:
        notes.append("worked out from other facts when not given")
    if field.special:
        notes.append("protected as especially sensitive")
    return "; ".join(note for note in notes if note)


def _label(field: FieldStatement) -> str:
    if field.label is not None:
        return field.label.text
    return field.labels.by_language.get("en", "")


def _type(type_: TypeWritten) -> str:
    if type_.base == "choice":
        return ", ".join(f"`{choice.text}`" for choice in type_.choices)
    per = "".join(f" per {one}" for one in (type_.per_period, type_.per_whom) if one)
    return type_.base + per


def _bound(least: int, most: int | None) -> str:
    if most is None:
        return "any number" if least == 0 else f"at least {least}"
    return f"exactly {most}" if least == most else f"at most {most}"


def _page(lines: list[str]) -> str:
    made = "<!-- Made from tables of the program: python -m tests.house.reference_pages -->"
    return "\n".join([made, "", *lines]).rstrip() + "\n"


def main() -> None:
    """Write every page that is made from a table."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
