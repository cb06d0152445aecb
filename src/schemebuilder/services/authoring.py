"""What an author does with a scheme's text: check it, format it, complete a word, look one up."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from schemebuilder.compiler.pipeline import Compiled, compile_scheme
from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.diagnostics.render import finding_json
from schemebuilder.ir.json import meaning_hash, text_hash
from schemebuilder.ir.portfolio import Portfolio
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.formatter import format_text as _format
from schemebuilder.language.translate import translated
from schemebuilder.language.words import languages
from schemebuilder.services.files import write_new as write_new_file
from schemebuilder.services.files import write_whole
from schemebuilder.services.sources import (
    ENDING,
    Loaded,
    library_paths,
    load_bundled,
    load_scheme,
    load_used,
    read_text,
)

Files = dict[tuple[str, str], "str | None"]
"""The texts that a text uses, by kind and name, as they were when it was checked."""

_KEPT: Final = 16
_compiled: OrderedDict[tuple[str, str], tuple[Compiled, Files]] = OrderedDict()
_keeping: Final = Lock()


@dataclass(frozen=True, slots=True)
class Checked:
    """A scheme after checking; `scheme` is None where errors keep it from running.

    `text` is the scheme's own: of a reform, what it makes of its base. `texts` are the texts that
    findings point into, by source.
    """

    source: str
    text: str | None
    scheme: Scheme | None
    findings: tuple[Finding, ...]
    compiled: Compiled | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str | None:
        """The text of the scheme that this one is a reform of, or None."""
        texts = {} if self.compiled is None else self.compiled.bases
        return next(iter(texts.values()), None)

    @property
    def portfolio(self) -> Portfolio | None:
        """The portfolio that the text is, or None; a text with errors is none."""
        wrong = self.compiled is None or has_errors(self.findings)
        return None if self.compiled is None or wrong else self.compiled.portfolio

    @property
    def scheme_id(self) -> str:
        """The id that the header gives, or nothing."""
        if self.portfolio is not None:
            return self.portfolio.id
        return self.scheme.id if self.scheme else ""

    @property
    def text_hash(self) -> str:
        """SHA-256 of the formatted text."""
        return "" if self.text is None else text_hash(_format(self.text))

    @property
    def meaning_hash(self) -> str:
        """SHA-256 of the meaning, without spans, labels and comments."""
        return meaning_hash(self.scheme) if self.scheme else ""

    @property
    def plain_findings(self) -> list[dict[str, object]]:
        """The findings as plain data for pages and programs."""
        return [finding_json(finding) for finding in self.findings]


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """One scheme of the library, as its header says."""

    id: str
    title: str
    country: str
    branch: str
    path: Path


@dataclass(frozen=True, slots=True)
class Formatted:
    """What formatting a file came to."""

    source: str
    changed: bool
    findings: tuple[Finding, ...] = ()


def check_text(
    text: str,
    source: str = "scheme",
    files: Mapping[str, str] | None = None,
    beside: str = "",
    *,
    alone: bool = False,
) -> Checked:
    """Check a scheme's text; every finding is collected, nothing is raised.

    `files` are texts of schemes by name, that are taken before those of the disk and library;
    `beside` is the path of the text, where `source` is not. `alone`: the text is a stranger's, who
    may use what ships with the program and no other file of this machine.
    """
    key = (source, text)
    kept = _compiled.get(key)
    used: Files = {}

    def load(kind: str, name: str) -> str | None:
        found = (files or {}).get(name) if kind == "scheme" else None
        if found is None:
            found = load_bundled(kind, name) if alone else load_used(kind, name, beside or source)
        used[kind, name] = found
        return found

    if kept is None or any(load(*each) != before for each, before in kept[1].items()):
        kept = compile_scheme(text, source, load=load), used
    with _keeping:
        _compiled[key] = kept
        _compiled.move_to_end(key)
        while len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    compiled = kept[0]
    usable = None if has_errors(compiled.findings) else compiled.scheme
    texts = {source: text, **compiled.bases}
    own = compiled.text or text
    return Checked(source, own, usable, compiled.findings, compiled, texts)


def check_source(name_or_path: str, *, portfolio: bool = False) -> Checked:
    """Check the scheme at a path or of a library name; `portfolio`: or a portfolio."""
    return check_loaded(load_scheme(name_or_path), portfolio=portfolio)


def check_loaded(loaded: Loaded, *, portfolio: bool = False) -> Checked:
    """Check a scheme that was read; what kept it from being read is among the findings."""
    if loaded.text is None:
        return Checked(loaded.source, None, None, loaded.findings)
    checked = check_text(loaded.text, loaded.source)
    if checked.portfolio is None or portfolio:
        return checked
    message = f"{loaded.source} is a portfolio; here one scheme is taken."
    hint = "Name one of its schemes. `check`, `decide` and `simulate` take a portfolio."
    finding = Finding("SB-U001", Severity.ERROR, message, hint=hint, place=loaded.source)
    return replace(checked, findings=(*checked.findings, finding))


def named_by_id(checked: Checked) -> Checked:
    """Return a scheme whose places are named by its id: results do not say where a file lies."""
    if checked.scheme is None or checked.text is None:
        return checked
    return check_text(checked.text, checked.scheme.id, beside=checked.source)


def format_text(text: str) -> str:
    """Return the text in its canonical layout; comments stay, broken statements are left alone."""
    return _format(text)


def format_file(name_or_path: str, *, write: bool) -> Formatted:
    """Format a file in place (`write`), or only say whether that would change it."""
    loaded = load_scheme(name_or_path)
    if loaded.text is None or loaded.path is None:
        return Formatted(name_or_path, changed=False, findings=loaded.findings)
    if write and loaded.path != Path(name_or_path):
        message = f"{name_or_path} is a scheme of the library, which is not changed in its place."
        hint = f"Give the path of your own copy, as in {name_or_path}{ENDING}."
        finding = Finding("SB-U001", Severity.ERROR, message, hint=hint, place=name_or_path)
        return Formatted(name_or_path, changed=False, findings=(finding,))
    formatted = _format(loaded.text)
    if formatted == loaded.text:
        return Formatted(name_or_path, changed=False)
    findings = write_whole(loaded.path, formatted.encode()) if write else ()
    return Formatted(name_or_path, changed=not findings, findings=findings)


def in_words_of(name_or_path: str, language: str) -> tuple[str, tuple[Finding, ...]]:
    """Return a scheme's text with the words of another language; the meaning is the same.

    A language without words is a finding (SB-P009).
    """
    loaded = load_scheme(name_or_path)
    if loaded.text is None:
        return "", loaded.findings
    if language not in languages():
        message = f"There are no words of the language `{language}`."
        hint = f"Name one of: {', '.join(languages())}."
        return "", (Finding("SB-P009", Severity.ERROR, message, hint=hint, place=name_or_path),)
    return translated(loaded.text, language), ()


def library() -> tuple[LibraryEntry, ...]:
    """Return the schemes of the library in order of their ids."""
    return tuple(
        _library_entry(name, path, path.stat().st_mtime_ns)
        for name, path in library_paths().items()
    )


def library_scheme(id_: str) -> Checked | None:
    """Return the scheme of the library with this id, checked, or None; a path is no id."""
    path = library_paths().get(id_)
    if path is None:
        return None
    loaded = read_text(path, id_)
    if loaded.text is None:
        return Checked(id_, None, None, loaded.findings)
    return check_text(loaded.text, id_, beside=str(path))


@lru_cache(maxsize=512)
def _library_entry(name: str, path: Path, _changed: int) -> LibraryEntry:
    """Read a scheme's header, once as long as its file does not change."""
    scheme = check_source(name).scheme
    if scheme is None:
        return LibraryEntry(name, name, "", "", path)
    return LibraryEntry(name, scheme.title, scheme.country, scheme.branch, path)


def core_facts() -> dict[str, tuple[str, ...]]:
    """Return the names of the facts of the core vocabulary by the entity that they are of."""
    compiled = check_text(_FACTS_OF_CORE, "core").compiled
    facts: dict[str, tuple[str, ...]] = {}
    for symbol in () if compiled is None else compiled.symbols:
        if symbol.kind == "fact":
            facts[symbol.entity] = (*facts.get(symbol.entity, ()), symbol.name)
    return facts


def new_scheme(name: str) -> str:
    """Return the text of a small scheme that runs, to start from."""
    title = name.replace("_", " ").capitalize()
    return _format(_TEMPLATE.format(name=name, title=title))


def write_new(name: str, path: Path) -> tuple[Finding, ...]:
    """Write a new scheme where no file is: one that exists is never overwritten."""
    if not re.fullmatch(r"[^\W\d_]\w*", name):
        message = f"{name} cannot be the name of a scheme."
        hint = "A name starts with a letter and has letters, digits and _ only: child_grant."
        return (Finding("SB-U001", Severity.ERROR, message, hint=hint),)
    return write_new_file(path, new_scheme(name).encode())


_FACTS_OF_CORE: Final = """\
scheme core
use population core
"""

_TEMPLATE: Final = f"""\
# A first scheme to change into your own. Check it with: schemebuilder check {{name}}{ENDING}

scheme {{name}} "{{title}}"
    country     ZZ
    currency    USD
    branch      social_assistance
    law         act "The act that this scheme stands on"
    in force    from 2026-01-01
    assesses    household
    governed by assessment_date

use population core

input income of household : money per month
    ask     "What does the household earn in a usual month?"
    missing ask

parameter income_limit : money per month per person
    from 2026-01-01 : USD 60            [act 3(1)]

parameter amount_per_child : money per month
    from 2026-01-01 : USD 25            [act 4(1)]

let children_under_18 of household = number of members where age < 18

let income_per_person of household : money per month per person
    = income / number of members

eligibility of household
    require children_under_18 > 0       [act 3(1)]
        refuse "No child under 18 lives in the household."
    require income_per_person <= income_limit       [act 3(2)]
        refuse "Income per person is {{{{income_per_person}}}}; the limit is {{{{income_limit}}}}."
    undecided ask

benefit of household : money per month
    base    = amount_per_child * children_under_18       [act 4(1)]
    cap     USD 75       [act 4(2)]
    pay     monthly to head

procedure claim "Claim and decision"
    answer within 90 days       [act 5(1)]
    step receive "Receive the claim"
        by clerk     within same day
        ask every question
        notify head "Your claim {{{{reference}}}} was received on {{{{today}}}}."
        then decide
    step decide "Decide"
        by officer   within 10 working days, otherwise escalate to supervisor
        decide eligibility
        when eligible     then enrol
        when not eligible then refuse
        when undecided    then request
    step request "Ask for what is missing"
        by clerk     within 30 days, otherwise decide with what is known
        notify head letter request
        then decide
    step enrol "Set up payment"
        by cashier   within 5 working days   not the same person as decide
        pay benefit
        notify head letter award
        ends
    step refuse "Refuse with reasons"
        by officer   within 5 working days
        notify head letter refusal
        ends
    appeal against refuse, decide, silence
        within 60 days to appeals_board, decided within 90 days       [act 6]

example "A couple with two children and a low income"
    on 2026-03-01
    household  income USD 120
        person ana   head   age 34
        person ben   spouse age 36
        person cleo  child  age 9
        person dan   child  age 4
    expect  eligible, amount USD 50

example "Income over the limit"
    on 2026-03-01
    household  income USD 181
        person ana   head   age 34
        person ben   spouse age 36
        person cleo  child  age 9
    expect  not eligible because act 3(2)
"""
