"""What is declared is used: inputs, parameters and definitions; personal data above all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.dependencies import Node, needs, reached
from schemebuilder.compiler.names import (
    FieldName,
    FormulaName,
    ListName,
    ParameterName,
    RuleName,
)
from schemebuilder.ir.procedure import Deciding
from schemebuilder.ir.selection import selection_roots
from schemebuilder.ir.walk import procedure_roots
from schemebuilder.language.syntax import FieldStatement, LaterStatement


def check_unused(checked: Checked) -> None:
    """Warn of declarations that no benefit, condition or example needs."""
    parts = checked.parts
    wanted = checked.graph
    if not parts.benefits and not parts.eligibilities:
        roots: list[Node] = [("rule", name) for name in parts.rules]
    else:
        roots = [("payment", name) for name in parts.benefits]
        roots += [("eligible", name) for name in parts.eligibilities]
    for example in checked.scheme.examples:
        roots += [("rule", one.name) for one in example.expectations if one.name in parts.rules]
    roots += needs((claim.body for claim in parts.claims), parts.benefits)
    roots += (*_procedures(checked), *_selections(checked))
    needed = {name for _, name in reached(wanted, roots)} | _keys(checked) | _later(checked)
    needed |= _as_of_days(checked, needed)
    needed |= checked.desk.parts_of_law
    for meaning in checked.desk.names.meanings.values():
        if meaning.name in needed:
            continue
        match meaning:
            case FieldName(shared=False) if isinstance(meaning.statement, FieldStatement):
                _fact(checked, meaning)
            case ListName(shared=False):
                _list(checked, meaning)
            case ParameterName():
                checked.desk.report.warning(
                    "SB-N005",
                    f"The parameter {meaning.name} is never used.",
                    meaning.span,
                    hint="Use it in a rule, or remove it.",
                )
            case FormulaName() if meaning.name not in checked.desk.used:
                how = "of (…)" if meaning.given else "on …"
                checked.desk.report.warning(
                    "SB-N005",
                    f"{meaning.name} is defined, but nothing is worked out with it.",
                    meaning.span,
                    hint=f"Write `{meaning.name} {how}` where it is meant, or remove it.",
                )
            case RuleName() | FieldName(shared=False):
                checked.desk.report.warning(
                    "SB-N005",
                    f"{meaning.name} is defined, but nothing that is decided uses it.",
                    meaning.span,
                    hint="Use it in a condition, a benefit or an example, or remove it.",
                )
            case _:
                pass


def _as_of_days(checked: Checked, needed: set[str]) -> set[str]:
    """Return what is used as of other days, by the names that it has in the text."""
    found: set[str] = set()
    for name in needed:
        while name in checked.desk.dated:
            name = checked.desk.dated[name].name  # noqa: PLW2901 the way back, one step
            found.add(name)
    return found


def _fact(checked: Checked, meaning: FieldName) -> None:
    if checked.desk.names.is_group(meaning.entity):
        checked.desk.report.warning(
            "SB-N005",
            f"The input {meaning.name} is never used.",
            meaning.span,
            hint="Use it in a rule, or remove it.",
        )
        return
    checked.desk.report.warning(
        "SB-S001",
        f"{meaning.name} is asked of every person, but no rule uses it.",
        meaning.span,
        hint="Do not collect personal data without a use: remove it, or use it in a rule.",
    )


def _list(checked: Checked, meaning: ListName) -> None:
    """A list of every person that nobody reads is personal data without a use."""
    code = "SB-N005" if checked.desk.names.is_group(meaning.entity) else "SB-S001"
    checked.desk.report.warning(
        code,
        f"The list {meaning.name} is asked of every {meaning.entity}, but no rule uses it.",
        meaning.span,
        hint="Do not collect what is not used: remove it, or use it in a rule.",
    )


def _selections(checked: Checked) -> Iterator[Node]:
    """Yield what the lists of a scheme go by."""
    for selection in checked.scheme.selections.values():
        roots = (root for _, root in selection_roots(selection))
        yield from needs(roots, checked.parts.benefits)


def _procedures(checked: Checked) -> list[Node]:
    """Definitions that a step decides by, and what letters speak of."""
    found: list[Node] = []
    for procedure in checked.scheme.procedures.values():
        found += needs(procedure_roots(procedure), checked.parts.benefits)
        for step in procedure.steps:
            if step.decision is not None and step.decision.kind is Deciding.RULE:
                found.append(("rule", step.decision.of))
    return found


def _keys(checked: Checked) -> set[str]:
    """The keys by which parameters are read."""
    return {key for parameter in checked.desk.parameters.values() for key in parameter.key_names}


def _later(checked: Checked) -> set[str]:
    """Names in statements that are read but not yet acted on."""
    found: set[str] = set()
    for statement in checked.tree.statements:
        if isinstance(statement, LaterStatement):
            text = checked.tree.text[statement.span.start : statement.span.end]
            found.update(re.findall(r"[^\W\d]\w*", text))
    return found
