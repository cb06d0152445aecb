"""From the grammar's tree of one line to expressions of the syntax tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, TypeAlias

from lark import Token, Tree

from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.language import literals
from schemebuilder.language.sheet import Sheet
from schemebuilder.language.syntax import (
    Between,
    Binary,
    DateDifference,
    DatePart,
    EscalateExpr,
    Expr,
    Extreme,
    ForEach,
    IfThen,
    InList,
    InUnit,
    KeyedAt,
    Limited,
    Logical,
    MoneyLiteral,
    Name,
    NameRef,
    NumberLiteral,
    OfName,
    PerPeriod,
    Possessive,
    Qualified,
    Quantified,
    RoleTest,
    Rounded,
    ThereIs,
    Unary,
)

Node: TypeAlias = "Tree[Token] | Token"

COMPARISONS: Final = {
    "EQUALS": "=",
    "UNEQUAL": "<>",
    "LESS": "<",
    "MORE": ">",
    "LESS_OR_EQUAL": "<=",
    "MORE_OR_EQUAL": ">=",
    "IS": "=",
    "IS_NOT": "<>",
    "IS_AT_LEAST": ">=",
    "IS_AT_MOST": "<=",
    "IS_OVER": ">",
    "IS_UNDER": "<",
}
_SIGNS: Final = {"PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/"}
_QUANTIFIERS: Final = {
    "ANY": "any",
    "EVERY": "every",
    "NO": "no",
    "AT_LEAST": "at least",
    "AT_MOST": "at most",
    "EXACTLY": "exactly",
    "NUMBER_OF": "number",
    "TOTAL_OF": "total",
    "HIGHEST_OF": "highest",
    "LOWEST_OF": "lowest",
    "AVERAGE_OF": "average",
}
_DIRECTIONS: Final = {
    "ROUND_DOWN_TO": "down",
    "ROUND_UP_TO": "up",
    "ROUND_HALF_UP_TO": "half up",
    "ROUND_HALF_EVEN_TO": "half even",
}


@dataclass(frozen=True, slots=True)
class At:
    """The sheet that a line stands on, and the offset at which the line was read."""

    sheet: Sheet
    base: int

    def span(self, node: Node) -> Span:
        """Where a node stands."""
        start, end = self.ends(node)
        return self.sheet.span(start, end)

    def ends(self, node: Node) -> tuple[int, int]:
        """The offsets of a node's first and last character, half-open."""
        first: Node = node
        while isinstance(first, Tree):
            first = first.children[0]
        last: Node = node
        while isinstance(last, Tree):
            last = last.children[-1]
        return self.base + (first.start_pos or 0), self.base + (last.end_pos or 0)

    def name(self, token: Node) -> Name:
        """The name that a token holds."""
        return self.sheet.name(*self.ends(token))

    def said(self, node: Node) -> str:
        """What is written at a node."""
        return self.sheet.said(*self.ends(node))


def expression(node: Node, at: At) -> Expr:
    """Return the expression that a node of the grammar's tree stands for."""
    if isinstance(node, Token):
        return _TOKENS[node.type](node, at)
    return _RULES[node.data](node.children, at, node)


def direction(token: Node) -> str:
    """Return where a rounding word rounds to."""
    assert isinstance(token, Token)
    return _DIRECTIONS[token.type]


def tokens(children: Sequence[Node], kind: str) -> list[Token]:
    """Return the tokens of one kind among a node's children."""
    return [child for child in children if isinstance(child, Token) and child.type == kind]


# --- one token -------------------------------------------------------------------------------------


def _name(token: Token, at: At) -> Expr:
    name = at.name(token)
    return NameRef(name, name.span)


def _number(token: Token, at: At) -> Expr:
    return literals.number(at.said(token), at.span(token))


def _money(token: Token, at: At) -> Expr:
    return literals.money(at.said(token), at.span(token))


def _date(token: Token, at: At) -> Expr:
    return literals.date_literal(at.said(token), at.span(token), at.sheet)


def _duration(token: Token, at: At) -> Expr:
    return literals.duration(at.said(token), at.span(token), at.sheet.words)


def _text(token: Token, at: At) -> Expr:
    return literals.text_value(at.said(token), at.span(token))


def _yes(token: Token, at: At) -> Expr:
    return literals.yes_no(at.span(token), value=True)


def _no(token: Token, at: At) -> Expr:
    return literals.yes_no(at.span(token), value=False)


def _escalate(token: Token, at: At) -> Expr:
    return EscalateExpr(token.type.lower(), at.span(token))


_TOKENS: Final[dict[str, Callable[[Token, At], Expr]]] = {
    "NAME": _name,
    "NUMBER": _number,
    "MONEY": _money,
    "DATE": _date,
    "DURATION": _duration,
    "STRING": _text,
    "YES": _yes,
    "NO": _no,
    "ESCALATE": _escalate,
    "REFER": _escalate,
}


# --- conditions ------------------------------------------------------------------------------------

_Children: TypeAlias = "Sequence[Node]"


def _logical(op: str) -> Callable[[_Children, At, Node], Expr]:
    def build(children: _Children, at: At, node: Node) -> Expr:
        args: list[Expr] = []
        for child in (children[0], children[2]):
            part = expression(child, at)
            same = isinstance(child, Tree) and child.data in {f"logical_{op}", "or_if_none"}
            if same and isinstance(part, Logical) and part.op == op and not part.listed:
                args.extend(part.args)
            else:
                args.append(part)
        return Logical(op, tuple(args), at.span(node))

    return build


def _not(children: _Children, at: At, node: Node) -> Expr:
    return Unary("not", expression(children[1], at), at.span(node))


def _listed(children: _Children, at: At, node: Node) -> Expr:
    op = "or" if tokens(children, "ANY_OF") else "and"
    return Logical(op, _items(children[2], at), at.span(node), listed=True)


def _items(node: Node, at: At) -> tuple[Expr, ...]:
    assert isinstance(node, Tree)
    items = tuple(
        expression(child, at)
        for child in node.children
        if not (isinstance(child, Token) and child.type == "COMMA")
    )
    literals.warn_of_thousands(items, at.sheet)
    return items


def _compare(children: _Children, at: At, node: Node) -> Expr:
    sign = children[1]
    assert isinstance(sign, Tree)
    word = sign.children[0]
    assert isinstance(word, Token)
    left, right = expression(children[0], at), expression(children[2], at)
    return Binary(COMPARISONS[word.type], left, right, at.span(node))


def _in_list(children: _Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "NOT_IN"))
    values = _items(children[3], at)
    return InList(expression(children[0], at), values, at.span(node), negated)


def _in_named(children: _Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "NOT_IN"))
    at.sheet.note(
        "SB-P004",
        f"Lists with a name, such as {at.said(children[2])}, are not yet supported.",
        at.span(children[2]),
        hint="Write the values in brackets: `district in (north, east)`.",
    )
    value = expression(children[2], at)
    return InList(expression(children[0], at), (value,), at.span(node), negated)


def _between(children: _Children, at: At, node: Node) -> Expr:
    arg, low, high = (expression(children[index], at) for index in (0, 2, 4))
    return Between(arg, low, high, at.span(node))


def _role_test(children: _Children, at: At, node: Node) -> Expr:
    return RoleTest(at.name(children[1]), at.span(node), bool(tokens(children, "IS_NOT")))


def _holder_test(children: _Children, at: At, node: Node) -> Expr:
    negated = bool(tokens(children, "IS_NOT"))
    test = RoleTest(at.name(children[3]), at.span(children[3]), negated)
    return Possessive(at.name(children[1]), test, at.span(node))


def _there_is(children: _Children, at: At, node: Node) -> Expr:
    return ThereIs(at.name(children[1]), at.span(node), not tokens(children, "THERE_IS"))


def _or_if_none(children: _Children, at: At, node: Node) -> Expr:
    """`… or V if none`: the value when the one whose fact stands before `or` is not there."""
    left, value = expression(children[0], at), expression(children[2], at)
    whole = at.span(node)
    found = _with_if_none(left, value, whole.end)
    if found is not None:
        return found
    at.sheet.note(
        "SB-P001",
        "It is not clear who may be missing here.",
        at.span(children[-1]),
        hint="Put `or … if none` right after the fact of the one who may not be there: "
        "`(the partner's income or 0 if none)`.",
    )
    return left


def _with_if_none(left: Expr, value: Expr, end: int) -> Expr | None:
    span = replace(left.span, end=end)
    if isinstance(left, Possessive | Quantified):
        return replace(left, if_none=value, span=span)
    if isinstance(left, Logical) and not left.listed:
        last = _with_if_none(left.args[-1], value, end)
        return last and replace(left, args=(*left.args[:-1], last), span=span)
    if isinstance(left, Unary):
        arg = _with_if_none(left.arg, value, end)
        return arg and replace(left, arg=arg, span=span)
    roles = _roles_in(left)
    if len(roles) == 1:
        return IfThen(ThereIs(roles[0], roles[0].span), left, value, span)
    return None


def _roles_in(expr: Expr) -> list[Name]:
    """The holders of roles that a comparison or a sum speaks of, once each."""
    if isinstance(expr, Possessive):
        return [expr.role]
    if not isinstance(expr, Binary):
        return []
    roles: dict[str, Name] = {}
    for part in (expr.left, expr.right):
        for role in _roles_in(part):
            roles.setdefault(role.text, role)
    return list(roles.values())


# --- quantities ------------------------------------------------------------------------------------


def _binary(children: _Children, at: At, node: Node) -> Expr:
    sign = children[1]
    assert isinstance(sign, Token)
    left, right = expression(children[0], at), expression(children[2], at)
    return Binary(_SIGNS[sign.type], left, right, at.span(node))


def _negative(children: _Children, at: At, node: Node) -> Expr:
    return Unary("-", expression(children[1], at), at.span(node))


def _multiple(children: _Children, at: At, node: Node) -> Expr:
    factor = Fraction(1, 2) if tokens(children, "HALF_OF") else Fraction(2)
    said = NumberLiteral(factor, at.span(children[0]), written=at.said(children[0]))
    return Binary("*", said, expression(children[1], at), at.span(node))


def _paren(children: _Children, at: At, _node: Node) -> Expr:
    return expression(children[1], at)


def _limited(children: _Children, at: At, node: Node) -> Expr:
    limits = children[1]
    assert isinstance(limits, Tree)
    bounds = {"BUT_NOT_BELOW": None, "BUT_NOT_ABOVE": None} | {
        str(word.type): expression(value, at)
        for word, value in zip(limits.children[::2], limits.children[1::2], strict=True)
        if isinstance(word, Token)
    }
    arg = expression(children[0], at)
    return Limited(arg, bounds["BUT_NOT_BELOW"], bounds["BUT_NOT_ABOVE"], at.span(node))


def _extreme(children: _Children, at: At, node: Node) -> Expr:
    kind = "smaller" if tokens(children, "SMALLER_OF") else "larger"
    return Extreme(kind, _items(children[2], at), at.span(node))


def _rounded(children: _Children, at: At, node: Node) -> Expr:
    step, arg = expression(children[1], at), expression(children[-1], at)
    return Rounded(direction(children[0]), step, arg, at.span(node))


def _for_each(children: _Children, at: At, node: Node) -> Expr:
    said = [child for child in children if not isinstance(child, Token) or child.type in _TOKENS]
    rate, step, arg, *above = (expression(child, at) for child in said)
    part = bool(tokens(children, "OR_PART_OF_IT"))
    return ForEach(rate, step, part, arg, above[0] if above else None, at.span(node))


def _if_then(children: _Children, at: At, node: Node) -> Expr:
    when, then, otherwise = (expression(children[index], at) for index in (1, 3, 5))
    return IfThen(when, then, otherwise, at.span(node))


def _per(children: _Children, at: At, node: Node) -> Expr:
    arg, word = expression(children[0], at), children[2]
    assert isinstance(word, Token)
    span = at.span(node)
    if word.type == "PERIOD":
        period = literals.period(at.said(word), at.sheet.words)
        if isinstance(arg, MoneyLiteral) and arg.per_period is None and _bare(children[0]):
            return replace(arg, per_period=period, span=span)
        return PerPeriod(arg, period, span)
    if isinstance(arg, MoneyLiteral) and arg.per_whom is None and _bare(children[0]):
        return replace(arg, per_whom=at.said(word), span=span)
    at.sheet.note(
        "SB-P001",
        f"`per {at.said(word)}` can stand only behind an amount of money or in a type.",
        at.span(word),
        hint="Divide instead: `… / number of members`. For time, write `per month` or `per year`.",
    )
    return arg


def _bare(node: Node) -> bool:
    """Whether nothing but an amount and its `per` words stands there."""
    return isinstance(node, Token) or node.data == "per"


def _in_unit(children: _Children, at: At, node: Node) -> Expr:
    unit = literals.unit_after_in(at.said(children[1]), at.sheet.words)
    return InUnit(expression(children[0], at), unit, at.span(node))


# --- people, dates and names ---------------------------------------------------------------------------


def _quantified(children: _Children, at: At, node: Node) -> Expr:
    head = children[0]
    parts: list[Node] = list(head.children) if isinstance(head, Tree) else list(children[:2])
    word = parts[0]
    assert isinstance(word, Token)
    where = next((c for c in children if isinstance(c, Tree) and "where" in c.data), None)
    return Quantified(
        _QUANTIFIERS[word.type],
        at.name(parts[-1]),
        at.span(node),
        count=expression(parts[1], at) if len(parts) == 3 else None,
        where=_where(where, at),
        or_nobody=bool(tokens(children, "OR_NOBODY")),
    )


def _aggregate(children: _Children, at: At, node: Node) -> Expr:
    counted = children[0]
    assert isinstance(counted, Tree)
    word = counted.children[0]
    assert isinstance(word, Token)
    return Quantified(
        _QUANTIFIERS[word.type],
        at.name(counted.children[-1]),
        at.span(node),
        value=expression(counted.children[1], at) if len(counted.children) == 4 else None,
        where=_where(children[1], at) if len(children) == 2 else None,
    )


def _where(node: Node | None, at: At) -> Expr | None:
    if node is None:
        return None
    assert isinstance(node, Tree)
    body = node.children[1]
    open_ended = node.data == "open_where"
    if open_ended and isinstance(body, Tree) and body.data in _CHAINS:
        _ask_for_brackets(body, at)
    return expression(body, at)


_CHAINS: Final = frozenset({"logical_and", "logical_or", "or_if_none"})


def _ask_for_brackets(body: Tree[Token], at: At) -> None:
    first: Node = body
    while isinstance(first, Tree) and first.data in _CHAINS:
        first = first.children[0]
    whole, part = at.span(body), at.span(first)
    text, short = at.said(body), at.said(first)
    at.sheet.note(
        "SB-P001",
        "Without brackets it is not clear how far `where` reaches: it takes one comparison, "
        "and here more follow.",
        whole,
        hint="Put brackets around what is said of each member.",
        edits=(
            Edit(f"All of it is said of the member: ({text})", whole, f"({text})"),
            Edit(f"Only the first is said of the member: ({short})", part, f"({short})"),
        ),
    )


def _qualified(children: _Children, at: At, node: Node) -> Expr:
    return Qualified(at.name(children[0]), at.name(children[2]), at.span(node))


def _of_name(children: _Children, at: At, node: Node) -> Expr:
    return OfName(at.name(children[0]), at.name(children[2]), at.span(node))


def _possessive(children: _Children, at: At, node: Node) -> Expr:
    return Possessive(at.name(children[1]), expression(children[3], at), at.span(node))


def _date_difference(children: _Children, at: At, node: Node) -> Expr:
    unit = str(_token_type(children[0])).removesuffix("_FROM").lower()
    start, end = expression(children[1], at), expression(children[3], at)
    return DateDifference(unit, start, end, at.span(node))


def _date_part(children: _Children, at: At, node: Node) -> Expr:
    part = _token_type(children[0]).removesuffix("_OF").lower()
    return DatePart(part, expression(children[1], at), at.span(node))


def _keyed(children: _Children, at: At, node: Node) -> Expr:
    keys: list[Tree[Token]] = []
    for child in children:
        if isinstance(child, Tree) and child.data == "key":
            keys.append(child)
        elif isinstance(child, Tree) and child.data == "keys":
            keys.extend(key for key in child.children if isinstance(key, Tree))
    read = tuple(
        (at.name(key.children[0]), expression(key.children[-1], at)) for key in keys
    )
    dated = tokens(children, "AS_OF")
    on = expression(children[-1], at) if dated else None
    return KeyedAt(at.name(children[0]), read, at.span(node), on)


def _scaled(children: _Children, at: At, node: Node) -> Expr:
    at.sheet.note(
        "SB-P004",
        "Scales are not yet supported, so nothing can be put on one.",
        at.span(node),
        hint="Write the bands as a table for now.",
    )
    return expression(children[0], at)


def _token_type(node: Node) -> str:
    assert isinstance(node, Token)
    return node.type


def _inner(children: _Children, at: At, _node: Node) -> Expr:
    return expression(children[0], at)


_RULES: Final[dict[str, Callable[[_Children, At, Node], Expr]]] = {
    "only_expression": _inner,
    "answer": _inner,
    "logical_and": _logical("and"),
    "logical_or": _logical("or"),
    "logical_not": _not,
    "or_if_none": _or_if_none,
    "listed": _listed,
    "compare": _compare,
    "in_list": _in_list,
    "in_named": _in_named,
    "between": _between,
    "role_test": _role_test,
    "holder_test": _holder_test,
    "there_is": _there_is,
    "nobody": _there_is,
    "quantified": _quantified,
    "aggregate": _aggregate,
    "binary": _binary,
    "negative": _negative,
    "multiple": _multiple,
    "paren": _paren,
    "limited": _limited,
    "extreme": _extreme,
    "rounded": _rounded,
    "for_each": _for_each,
    "if_then": _if_then,
    "per": _per,
    "in_unit": _in_unit,
    "qualified": _qualified,
    "of_name": _of_name,
    "possessive": _possessive,
    "date_difference": _date_difference,
    "date_part": _date_part,
    "keyed": _keyed,
    "scaled": _scaled,
}
