"""Names that nobody declares (posts, papers, registers, parties) are written alike everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.report import replaced
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import Expiry
from schemebuilder.language.suggest import nearest
from schemebuilder.language.syntax import (
    CheckPart,
    CollectPart,
    DeadlinePart,
    FieldStatement,
    Name,
    NamesPart,
    NotifyPart,
    ProcedureStatement,
    WindowPart,
)

_SURE = 2
"""So many uses of a name, or its declaration, make it the right one."""


@dataclass(slots=True)
class _Kind:
    """One kind of name: how often each is used, where first, and which are declared."""

    words: str
    uses: dict[str, int] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    def meet(self, name: Name, uses: int = 1) -> None:
        self.uses[name.text] = self.uses.get(name.text, 0) + uses
        self.places.setdefault(name.text, name.span)


def check_names(checked: Checked) -> None:
    """Warn of a name used once that differs by a letter or two from one that is used more."""
    kinds = {
        "by": _Kind("post"),
        "collect": _Kind("document"),
        "check": _Kind("register"),
        "notify": _Kind("party"),
    }
    for statement in checked.tree.statements:
        match statement:
            case ProcedureStatement():
                for kind, name in _used(statement):
                    kinds[kind].meet(name)
            case FieldStatement():
                for name in (name for group in statement.proof for name in group):
                    kinds["collect"].meet(name, _SURE)
                if statement.source is not None:
                    kinds["check"].meet(statement.source, _SURE)
            case _:
                pass
    for one in kinds.values():
        _compare(checked, one)


def _used(procedure: ProcedureStatement) -> Iterator[tuple[str, Name]]:
    parts = [part for step in procedure.steps for part in step.parts]
    for part in (*parts, *(part for appeal in procedure.appeals for part in appeal.parts)):
        match part:
            case NamesPart(keyword="by"):
                yield from (("by", name) for name in part.names)
            case CollectPart():
                yield from (("collect", name) for paper in part.papers for name in paper.names)
            case NotifyPart():
                yield "notify", part.whom
            case WindowPart(body=Name() as body):
                yield "by", body
            case CheckPart():
                registers = (fact.register for fact in part.facts)
                yield from (("check", name) for name in registers if name is not None)
            case _:
                pass
        if isinstance(part, DeadlinePart | CheckPart) and part.otherwise is not None:
            escalates = part.otherwise.kind == Expiry.ESCALATE.value
            if escalates and part.otherwise.name is not None:
                yield "by", part.otherwise.name


def _compare(checked: Checked, kind: _Kind) -> None:
    sure = [name for name, uses in kind.uses.items() if uses >= _SURE]
    for name, uses in kind.uses.items():
        near = nearest(name, sure) if uses < _SURE else None
        if near is None or _letters(near) == _letters(name):
            continue
        span = kind.places[name]
        checked.desk.report.warning(
            "SB-R002",
            f"The {kind.words} {name} is named here alone, and nearly like {near}.",
            span,
            kind.places[near],
            hint=f"Did you mean {near}? If not, give it a name that is easier to tell apart.",
            edits=(replaced(span, near),),
        )


def _letters(name: str) -> str:
    """Names that differ in their numbers alone are meant to differ."""
    return "".join(sign for sign in name if not sign.isdigit())
