"""Trees in few words, so that a test of the parser reads on one line."""

from __future__ import annotations

from schemebuilder.language import syntax as s
from schemebuilder.language.parser import parse
from schemebuilder.language.syntax import Expr, LetStatement


def formula(text: str) -> str:
    """Read a formula and say in brackets how it was understood."""
    tree = parse(f"let x of household = {text}")
    assert [finding.message for finding in tree.findings] == []
    statement = tree.statements[0]
    assert isinstance(statement, LetStatement)
    assert statement.base is not None
    return said(statement.base)


def said(expr: Expr) -> str:  # noqa: C901, PLR0911, PLR0912 (one case for each form)
    """An expression with every grouping in brackets."""
    match expr:
        case s.NumberLiteral():
            return str(expr.value)
        case s.MoneyLiteral():
            per = "".join(f"/{word}" for word in (expr.per_period, expr.per_whom) if word)
            return f"{expr.currency}{expr.value}{per}"
        case s.DateLiteral():
            return expr.value.isoformat()
        case s.DurationLiteral():
            return f"{expr.value} {expr.unit}"
        case s.YesNoLiteral():
            return "yes" if expr.value else "no"
        case s.TextLiteral():
            return repr(expr.value)
        case s.NameRef():
            return expr.name.text
        case s.Qualified():
            return f"{expr.qualifier.text}.{expr.name.text}"
        case s.OfName():
            return f"{expr.part.text} of {expr.of.text}"
        case s.EscalateExpr():
            return expr.word
        case s.Unary() | s.Binary() | s.Logical() | s.InList() | s.Between() | s.IfThen():
            return _condition(expr)
        case s.Extreme() | s.Limited() | s.Rounded() | s.ForEach() | s.PerPeriod() | s.InUnit():
            return _quantity(expr)
        case s.RoleTest() | s.UnitTest() | s.ThereIs() | s.Quantified() | s.Possessive():
            return _people(expr)
        case s.PossessiveOther() | s.PlaceOf() | s.FirstTest():
            return _order(expr)
        case s.DateDifference():
            return f"{expr.unit}({said(expr.start)}..{said(expr.end)})"
        case s.DatePart():
            return f"{expr.part}({said(expr.arg)})"
        case s.KeyedAt():
            keys = ", ".join(f"{name.text}={said(value)}" for name, value in expr.keys)
            on = f" on {said(expr.on)}" if expr.on else ""
            return f"{expr.parameter.text}[{keys}]{on}"
        case s.Called():
            return f"{expr.name.text}({', '.join(said(arg) for arg in expr.args)})"
        case s.OnScale():
            return f"{expr.scale.text} on {said(expr.arg)}"


def _condition(
    expr: s.Unary | s.Binary | s.Logical | s.InList | s.Between | s.IfThen,
) -> str:
    match expr:
        case s.Unary():
            return f"({expr.op} {said(expr.arg)})"
        case s.Binary():
            return f"({said(expr.left)} {expr.op} {said(expr.right)})"
        case s.Logical():
            return f"({expr.op}: {', '.join(said(arg) for arg in expr.args)})"
        case s.InList():
            values = ", ".join(said(value) for value in expr.values)
            return f"({said(expr.arg)}{' not' if expr.negated else ''} in {values})"
        case s.Between():
            return f"({said(expr.arg)} in {said(expr.low)}..{said(expr.high)})"
        case s.IfThen():
            return f"({said(expr.when)} ? {said(expr.then)} : {said(expr.otherwise)})"


def _quantity(
    expr: s.Extreme | s.Limited | s.Rounded | s.ForEach | s.PerPeriod | s.InUnit,
) -> str:
    match expr:
        case s.Extreme():
            return f"{expr.kind}({', '.join(said(arg) for arg in expr.args)})"
        case s.Limited():
            below = f" >={said(expr.not_below)}" if expr.not_below else ""
            above = f" <={said(expr.not_above)}" if expr.not_above else ""
            return f"[{said(expr.arg)}{below}{above}]"
        case s.Rounded():
            return f"round {expr.direction} {said(expr.step)}({said(expr.arg)})"
        case s.ForEach():
            above = f" above {said(expr.above)}" if expr.above else ""
            part = " or part" if expr.or_part else ""
            return f"{said(expr.rate)} each {said(expr.step)}{part} of {said(expr.arg)}{above}"
        case s.PerPeriod():
            return f"({said(expr.arg)} per {expr.period})"
        case s.InUnit():
            return f"({said(expr.arg)} in {expr.unit})"


def _people(expr: s.RoleTest | s.UnitTest | s.ThereIs | s.Quantified | s.Possessive) -> str:
    match expr:
        case s.UnitTest():
            return f"{'not ' if expr.negated else ''}in:{expr.unit.text}"
        case s.RoleTest():
            return f"is {'not ' if expr.negated else ''}{expr.role.text}"
        case s.ThereIs():
            return f"{'no' if expr.negated else 'some'} {expr.role.text}"
        case s.Possessive():
            none = f" else {said(expr.if_none)}" if expr.if_none else ""
            return f"{expr.role.text}'s {said(expr.arg)}{none}"
        case s.Quantified():
            count = f" {said(expr.count)}" if expr.count else ""
            value = f" {said(expr.value)} over" if expr.value else ""
            where = f" where {said(expr.where)}" if expr.where else ""
            rest = " or nobody" if expr.or_nobody else ""
            none = f" else {said(expr.if_none)}" if expr.if_none else ""
            members = expr.members.text
            return f"<{expr.quantifier}{count}{value} {members}{where}{rest}{none}>"


def _order(expr: s.PossessiveOther | s.PlaceOf | s.FirstTest) -> str:
    match expr:
        case s.PossessiveOther():
            none = f" else {said(expr.if_none)}" if expr.if_none else ""
            return f"the other {expr.role.text}'s {said(expr.arg)}{none}"
        case s.PlaceOf():
            head = f"place of {expr.whose.text} among"
        case s.FirstTest():
            head = "is not" if expr.negated else "is"
    where = f" where {said(expr.where)}" if expr.where else ""
    order = expr.order
    said_of_ties = [*map(_key, order.ties or ()), *["together"] * order.together]
    ties = f"; ties {', '.join(said_of_ties)}" if said_of_ties else ""
    keys = ", ".join(_key(key) for key in order.keys)
    return f"<{head} {expr.members.text}{where} by {keys}{ties}>"


def _key(key: s.RankKeyWritten) -> str:
    by = said(key.by) if key.by else "age?"
    return f"{by} {key.direction}".strip()
