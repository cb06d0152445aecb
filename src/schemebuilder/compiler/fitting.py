"""Whether a value fits the kind that its place wants: a declared type, a condition."""

from __future__ import annotations

from dataclasses import replace

from schemebuilder.compiler.desk import Desk
from schemebuilder.compiler.report import replaced
from schemebuilder.compiler.typed import Typed
from schemebuilder.compiler.units import Refusal, cancels, same_unit
from schemebuilder.diagnostics.finding import Edit, Span
from schemebuilder.ir.expressions import Literal
from schemebuilder.values.types import YES_NO, Kind, Period, Type


def together(
    desk: Desk, left: Typed, right: Typed, left_span: Span, right_span: Span
) -> tuple[Typed, Typed] | None:
    """Bring two values to one unit; a refusal is reported with the edit that mends it."""
    found = same_unit(left, right, desk.header.calendar)
    if isinstance(found, Refusal):
        refuse(desk, found, left_span, right_span)
        return None
    return found


def refuse(desk: Desk, refusal: Refusal, left_span: Span, right_span: Span) -> None:
    """Report why two values do not go together."""
    edits: tuple[Edit, ...] = ()
    if refusal.convert is not None:
        edits = (conversion(desk, right_span, refusal.convert),)
    desk.report.error(
        refusal.code, refusal.message, right_span, left_span, hint=refusal.hint, edits=edits
    )


def conversion(desk: Desk, span: Span, period: Period) -> Edit:
    """Return the edit that says an expression per another period."""
    written = desk.report.text[span.start : span.end]
    atom = written.replace("_", "").isalnum()
    return replaced(span, f"{written if atom else f'({written})'} per {period.value}")


def fit(desk: Desk, value: Typed, wanted: Type, span: Span, what: str) -> Typed | None:
    """Fit a value to the type that `what` (words for a message) wants, or report it."""
    given = value.type
    if given.kind is not wanted.kind:
        desk.report.error(
            "SB-T004",
            f"{what} is {_a(wanted)}, but this is {_a(given)}.",
            span,
            hint="Change the one or the other.",
        )
        return None
    match wanted.kind:
        case Kind.CHOICE:
            return _choice(desk, value, wanted, span, what)
        case Kind.DURATION:
            if given.family is not wanted.family and wanted.family is not None:
                desk.report.error(
                    "SB-T004",
                    f"{what} is {_a(wanted)}, but this is {_a(given)}.",
                    span,
                    hint="Months and days never convert: a month has 28 to 31 days.",
                )
                return None
            return value
        case Kind.YES_NO | Kind.DATE | Kind.TEXT | Kind.PERSON:
            return value
        case Kind.MONEY | Kind.NUMBER:
            return _quantity(desk, value, wanted, span, what)


def _choice(desk: Desk, value: Typed, wanted: Type, span: Span, what: str) -> Typed | None:
    extra = [one for one in value.type.choices if one not in wanted.choices]
    if isinstance(value.expr, Literal):
        extra = [] if value.expr.value in wanted.choices else [str(value.expr.value)]
    if extra:
        desk.report.error(
            "SB-T007",
            f"{what} can be {wanted.words()}, but this can be {', '.join(extra)}.",
            span,
            hint=f"Add {', '.join(extra)} to the values, or use another one.",
        )
        return None
    return value.of_type(wanted)


def _quantity(desk: Desk, value: Typed, wanted: Type, span: Span, what: str) -> Typed | None:
    given = value.type
    if wanted.kind is Kind.NUMBER and wanted.whole and not given.whole:
        desk.report.error(
            "SB-T004",
            f"{what} is a whole number, but this can be a fraction.",
            span,
            hint="Write `round down to 1 of (…)`, or declare it as `number`.",
        )
        return None
    if (
        given.whom is None
        and wanted.whom is not None
        and value.shared_by is not None
        and cancels(value.shared_by, wanted.whom)
    ):
        value = replace(value.of_type(given.with_whom(wanted.whom)), shared_by=None)
    target = Typed(Literal("", wanted))
    found = same_unit(target, value, desk.header.calendar)
    if isinstance(found, Refusal):
        edits: tuple[Edit, ...] = ()
        if found.convert is not None:
            edits = (conversion(desk, span, found.convert),)
        desk.report.error(
            found.code if found.code != "SB-T001" else "SB-T004",
            f"{what} is {_a(wanted)}, but this is {_a(given)}.",
            span,
            hint=_advice(given, wanted, found),
            edits=edits,
        )
        return None
    kept = replace(found[1], shared_by=None)
    return kept.of_type(replace(kept.type, whole=wanted.whole and kept.type.whole))


def _advice(given: Type, wanted: Type, refusal: Refusal) -> str:
    if wanted.period is not None and given.period is None:
        return f"Say per what it is: `… per {wanted.period.value}`."
    if refusal.convert is not None:
        return f"Write `per {refusal.convert.value}` after it to convert it."
    if given.period is not None and wanted.period is None:
        return f"Multiply it by a duration, or declare it as {given.words()}."
    return refusal.hint


def condition(desk: Desk, value: Typed | None, span: Span) -> Typed | None:
    """Require a yes/no; anything else is reported."""
    if value is None:
        return None
    if value.type.kind is Kind.YES_NO:
        return value
    written = desk.report.written(span)
    desk.report.error(
        "SB-T001",
        f"`{written}` is {_a(value.type)}, not something that is true or false.",
        span,
        hint="Compare it with something: `… > 0`, `… = …`.",
    )
    return None


def truth(*, value: bool, span: Span | None = None) -> Typed:
    """Return a written yes or no."""
    return Typed(Literal(value, YES_NO, span))


def _a(given: Type) -> str:
    if given.kind is Kind.CHOICE:
        return f"a choice ({given.words()})"
    if given.kind is Kind.YES_NO:
        return "a yes/no"
    return given.words() if given.kind in {Kind.MONEY, Kind.TEXT} else f"a {given.words()}"
