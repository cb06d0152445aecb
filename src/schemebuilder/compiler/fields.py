"""Facts: fields of the vocabulary and inputs, with range, decimals and missing policy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

from schemebuilder.compiler.choosing import with_exceptions
from schemebuilder.compiler.constants import constant
from schemebuilder.compiler.desk import Desk, Scope
from schemebuilder.compiler.fitting import fit
from schemebuilder.compiler.names import FieldName
from schemebuilder.ir.expressions import Expr as Meant
from schemebuilder.ir.expressions import Value
from schemebuilder.ir.vocabulary import (
    Ask,
    AskOfficer,
    Assume,
    Field,
    MissingPolicy,
    Use,
)
from schemebuilder.language.syntax import Expr, FieldStatement, LetStatement
from schemebuilder.values.money import minor_decimals
from schemebuilder.values.types import Kind, Type

NUMBER_DECIMALS: Final = 4
"""How many decimals a plain number may have where its field does not say (`decimals 6`)."""


def compile_field(desk: Desk, name: FieldName, shared: FieldName | None) -> Field | None:
    """Compile one fact; what an `input` leaves out comes from the `shared` field it refines."""
    if isinstance(name.statement, LetStatement):
        return _given_or_derived(desk, name, name.statement)
    own = _from_statement(desk, name, name.statement)
    if shared is None or not isinstance(shared.statement, FieldStatement):
        return own
    if shared.entity != name.entity or shared.type.kind is not name.type.kind:
        return own
    return _refined(own, _from_statement(desk, shared, shared.statement), name.statement)


def _from_statement(desk: Desk, name: FieldName, statement: FieldStatement) -> Field:
    scope = Scope(name.entity, owner=name.name)
    low, high = years_of(statement.type.base)
    if statement.low is not None:
        low = _bound(desk, scope, statement.low, name)
    if statement.high is not None:
        high = _bound(desk, scope, statement.high, name)
    return Field(
        name=name.name,
        entity=name.entity,
        type=name.type,
        missing=_missing(desk, scope, name, statement),
        decimals=decimals_of(statement.decimals, name.type),
        lowest=low,
        highest=high,
        must_agree=statement.derived is not None,
        ask=statement.ask.text if statement.ask else "",
        proof=tuple(" or ".join(word.text for word in one) for one in statement.proof),
        source=statement.source.text if statement.source else "",
        dci=statement.dci,
        purpose=statement.purpose,
        special=bool(statement.special),
        labels=labels_of(statement),
        citation=statement.citation.text if statement.citation else "",
        span=name.span,
    )


def years_of(base: str) -> tuple[Value | None, Value | None]:
    """Return the first and last year of the calendar for a `calendar year`, else no range."""
    return (Fraction(1), Fraction(9999)) if base == "calendar year" else (None, None)


def labels_of(statement: FieldStatement) -> dict[str, str]:
    """Return what people read for a fact, by language."""
    labels = dict(statement.labels.by_language)
    if statement.label is not None:
        labels.setdefault("en", statement.label.text)
    return labels


def decimals_of(written: int | None, kind: Type) -> int:
    """Return how many decimals a value may have: as written, else as its kind usually has."""
    if written is not None:
        return written
    if kind.kind is Kind.MONEY:
        return minor_decimals(kind.currency or "")
    if kind.kind is Kind.NUMBER and not kind.whole:
        return NUMBER_DECIMALS
    return 0


def _bound(desk: Desk, scope: Scope, written: Expr, name: FieldName) -> Value | None:
    if name.shared and name.type.kind is Kind.MONEY:
        plain = desk.compile(scope, written, None)
        if plain is not None and plain.type.kind is Kind.NUMBER:
            return constant(plain.expr)
    return _constant(desk, scope, written, name.type, f"The range of {name.name}")


def _constant(desk: Desk, scope: Scope, written: Expr, kind: Type, what: str) -> Value | None:
    found = desk.compile(scope, written, kind)
    fitted = None if found is None else fit(desk, found, kind, written.span, what)
    if fitted is None:
        return None
    value = constant(fitted.expr)
    if value is None:
        desk.report.error(
            "SB-T004",
            f"{what} must be a written value.",
            written.span,
            hint="A value that depends on other facts is said with `missing use …`.",
        )
    return value


def _missing(desk: Desk, scope: Scope, name: FieldName, statement: FieldStatement) -> MissingPolicy:
    derived = _derived(desk, scope, name, statement.derived)
    written = statement.missing
    if written is None or written.kind == "ask":
        return derived or Ask()
    match written.kind:
        case "escalate" | "refer":
            return derived or AskOfficer()
        case "assume" if written.value is not None:
            what = f"What is assumed for {name.name}"
            value = _constant(desk, scope, written.value, name.type, what)
            citation = written.citation.text if written.citation else ""
            return Ask() if value is None else Assume(value, written.because, citation)
        case "use" if written.value is not None:
            return _derived(desk, scope, name, written.value) or Ask()
        case _:
            return derived or Ask()


def _derived(desk: Desk, scope: Scope, name: FieldName, written: Expr | None) -> Use | None:
    if written is None:
        return None
    found = desk.compile(scope, written, name.type)
    what = f"What is used for {name.name}"
    fitted = None if found is None else fit(desk, found, name.type, written.span, what)
    return None if fitted is None else Use(fitted.expr)


def _refined(own: Field, shared: Field, statement: FieldStatement) -> Field:
    """Take from the shared field what the scheme's own input does not say."""
    same_choice = own.type.choices == shared.type.choices
    missing: MissingPolicy = own.missing
    unsaid = statement.missing is None or statement.missing.kind in {"ask", "escalate", "refer"}
    derived = isinstance(shared.missing, Use) and unsaid and isinstance(missing, Ask | AskOfficer)
    if derived:
        missing = shared.missing
    return replace(
        own,
        missing=missing,
        must_agree=own.must_agree or (derived and shared.must_agree),
        decimals=own.decimals if statement.decimals is not None else shared.decimals,
        lowest=own.lowest if statement.low is not None else shared.lowest,
        highest=own.highest if statement.high is not None else shared.highest,
        ask=own.ask or shared.ask,
        source=own.source or shared.source,
        dci=own.dci or (shared.dci if same_choice else ""),
        purpose=own.purpose or shared.purpose,
        special=own.special if statement.special is not None else shared.special,
        labels={**shared.labels, **own.labels},
    )


def _given_or_derived(desk: Desk, name: FieldName, statement: LetStatement) -> Field | None:
    scope = Scope(name.entity, owner=name.name)
    found = with_exceptions(desk, scope, statement.base, statement.exceptions, name.type, name.name)
    if found is None:
        return None
    expression: Meant = found.expr
    return Field(
        name=name.name,
        entity=name.entity,
        type=name.type,
        missing=Use(expression),
        decimals=decimals_of(None, name.type),
        labels=dict(statement.labels.by_language),
        citation=statement.citation.text if statement.citation else "",
        span=name.span,
    )
