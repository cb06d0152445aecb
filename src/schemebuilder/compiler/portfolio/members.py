"""The schemes of a portfolio: their texts, with the values and conditions that hold in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schemebuilder.compiler.portfolio.pairs import Pair
from schemebuilder.compiler.reforming.applied import Reformed
from schemebuilder.compiler.reforming.compiled import Expanded, expanded, pointed_back
from schemebuilder.compiler.reforming.draft import Draft
from schemebuilder.compiler.reforming.setting import set_value
from schemebuilder.compiler.report import Report, nearest, replaced
from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.ir.scheme import Scheme
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import (
    Name,
    OverrideWritten,
    PortfolioStatement,
    SchemeStatement,
    Tree,
)
from schemebuilder.language.words import language_of, words_of

Load = Callable[[str, str], "str | None"]
Compile = Callable[[Tree, Load], "tuple[Scheme | None, tuple[Finding, ...]]"]


@dataclass(frozen=True, slots=True)
class Member:
    """A scheme of a portfolio: its id, where it is named, its text, and the same with overrides."""

    id: str
    name: Name
    base: str
    text: str
    origin: tuple[int, ...]
    tree: Tree


@dataclass(slots=True)
class Members:
    """The schemes of a portfolio in the order listed, those of the portfolio above first."""

    tree: Tree
    statement: PortfolioStatement
    report: Report
    load: Load
    found: dict[str, Member] = field(default_factory=dict)

    def known(self, name: Name) -> Member | None:
        """Return the scheme of an id, or None after a finding."""
        for member in self.found.values():
            if name.text in {member.id, member.name.text}:
                return member
        near = nearest(name.text, self.found)
        self.report.error(
            "SB-N001",
            f"The portfolio has no scheme called {name.text}.",
            name.span,
            hint=f"Did you mean {near}?" if near else f"It has: {', '.join(self.found)}.",
            edits=(replaced(name.span, near),) if near else (),
        )
        return None


def read_members(members: Members, names: tuple[Name, ...]) -> None:
    """Read the schemes that are listed."""
    for name in names:
        text = members.load("scheme", name.text)
        if text is None:
            members.report.error(
                "SB-N001",
                f"There is no scheme called {name.text}.",
                name.span,
                hint="It is looked for in the folder of this text and in the library; a path "
                'stands in quotation marks: `scheme "grants/child_grant.scheme"`.',
            )
            continue
        whole = expanded(parse(text, name.text), members.load)
        if has_errors(whole.findings):
            first = next(one for one in whole.findings if one.severity is Severity.ERROR)
            members.report.error(
                "SB-P001",
                f"The scheme {name.text} has errors: {first.message}",
                name.span,
                hint="Correct it first.",
            )
            continue
        tree = parse(whole.text, name.text)
        header = next((one for one in tree.statements if isinstance(one, SchemeStatement)), None)
        id_ = name.text if header is None else header.name.text
        if id_ in members.found:
            members.report.error(
                "SB-N002",
                f"{id_} stands twice in the portfolio.",
                name.span,
                hint="Take one of the two out.",
            )
            continue
        member = Member(id_, name, whole.text, whole.text, tuple(range(len(whole.text))), tree)
        members.found[id_] = member


def override(members: Members, override: OverrideWritten) -> None:
    """Write a value of the portfolio into the text of its scheme."""
    member = members.known(override.scheme)
    if member is None:
        return
    draft = Draft(member.text, list(member.origin), members.tree.text)
    set_value(draft, override.value, members.report, member.id)
    tree = parse(draft.text, member.id)
    members.found[member.id] = Member(
        member.id, member.name, member.base, draft.text, tuple(draft.origin), tree
    )


def compiled(members: Members, pairs: list[Pair], compile_: Compile) -> dict[str, Scheme]:
    """Compile every scheme, with the conditions by which it gives way to others."""
    texts = {id_: _giving_way(member, pairs) for id_, member in members.found.items()}
    named = {member.name.text: id_ for id_, member in members.found.items()}

    def load(kind: str, name: str) -> str | None:
        if kind == "scheme" and (name in texts or name in named):
            return texts[named.get(name, name)]
        return members.load(kind, name)

    schemes: dict[str, Scheme] = {}
    for id_, member in members.found.items():
        scheme, findings = compile_(parse(texts[id_], id_), load)
        grown = (*member.origin, *([len(member.base)] * (len(texts[id_]) - len(member.text))))
        made = Reformed(texts[id_], grown, member.base, ())
        whole = Expanded(texts[id_], (), made, members.tree, id_)

        def of_base(base: str, id_: str = id_) -> tuple[Finding, ...]:
            return compile_(parse(base, id_), load)[1]

        changed = texts[id_] != member.base
        back = pointed_back(whole, findings, of_base) if changed else findings
        _report(members, member, [one for one in back if one.severity is Severity.ERROR])
        if scheme is not None:
            schemes[id_] = scheme
    return schemes


def _report(members: Members, member: Member, findings: list[Finding]) -> None:
    for finding in findings:
        own = [label.span for label in finding.labels if label.span.source == members.tree.source]
        said = finding.message
        if not own:
            own = [member.name.span]
            said = f"The scheme {member.id} has errors: {said}"
        rest = [label.span for label in finding.labels if label.span not in own]
        members.report.error(
            finding.code, said, *own, *rest, hint=finding.hint or "Correct it first."
        )


def _giving_way(member: Member, pairs: list[Pair]) -> str:
    """Return a scheme's text with what other schemes say of it: to whom it gives way."""
    words = words_of(language_of(member.text))
    use = f"{words.statements['use'].spelling} {words.words['SCHEME'].spelling}"
    combines = words.statements["combines"].spelling
    not_with = words.clauses["combines"]["cannot_be_held"].spelling
    of = words.words["OF"].spelling
    lines: list[str] = []
    for pair in pairs:
        if pair.gives_way == member.id and pair.mirrored:
            award = f"{pair.kept} {of} {pair.keeps}" if pair.kept else pair.keeps
            lines += ["", f"{use} {pair.keeps}", "", f"{combines} {pair.own}".rstrip()]
            lines.append(f"    {not_with} {award}")
    return member.text + "\n".join(lines) + ("\n" if lines else "")


def texts_of(members: Members) -> Mapping[str, str]:
    """Return the texts that findings point into, by source."""
    return {id_: member.base for id_, member in members.found.items()}
