"""Documents are asked for where they prove something, and nobody fails for the lack of one."""

from __future__ import annotations

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.ir.procedure import Paper


def check_papers(checked: Checked) -> None:
    """Find documents that prove nothing, and documents that nothing else can stand for."""
    proved = {
        name: group
        for field in checked.parts.fields.values()
        for group in field.papers()
        for name in group
    }
    for procedure in checked.scheme.procedures.values():
        for step in procedure.steps:
            detoured = {detour.lacking for detour in step.detours}
            for paper in step.papers:
                _use(checked, paper, proved)
                if not detoured & set(paper.names):
                    _alternative(checked, paper, proved)


def _use(checked: Checked, paper: Paper, proved: dict[str, tuple[str, ...]]) -> None:
    if paper.because or any(name in proved for name in paper.names):
        return
    words = " or ".join(paper.names)
    checked.desk.report.warning(
        "SB-R010",
        f"{words} is collected, but proves no fact that a rule uses.",
        paper.span,
        hint=f"Say what it proves, `proof {paper.names[0]}` at an input, or what it is for: "
        f'`collect {words} because "identity"`; or do not ask for it.',
    )


def _alternative(checked: Checked, paper: Paper, proved: dict[str, tuple[str, ...]]) -> None:
    if len(paper.names) > 1 or paper.only_because:
        return
    name = paper.names[0]
    others = [other for other in proved.get(name, ()) if other != name]
    checked.desk.report.warning(
        "SB-R012",
        f"Who has no {name} cannot go on: nothing else is accepted.",
        paper.span,
        hint=f"Accept something else: `{name} or {others[0] if others else 'affidavit'}`; or say "
        f'why not: `{name} only because "…"`.',
    )
