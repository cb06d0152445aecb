"""The clauses of steps and appeals, compiled one by one into what a step is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from schemebuilder.compiler.report import nearest, replaced
from schemebuilder.compiler.sentences import places_of
from schemebuilder.compiler.step_names import StepNames, deadline_of
from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.expressions import Expr
from schemebuilder.ir.procedure import (
    SILENCE,
    Appeal,
    Deadline,
    Detour,
    Expiry,
    Learnt,
    Notice,
    Otherwise,
    Paper,
    Route,
    StepDecision,
)
from schemebuilder.language.syntax import (
    AppealWritten,
    CheckPart,
    Citation,
    CollectPart,
    DeadlinePart,
    DecidePart,
    EndsPart,
    Name,
    NamesPart,
    NotifyPart,
    OtherwiseWritten,
    PendingPart,
    RerunPart,
    SentenceWritten,
    StepPart,
    WhenPart,
    WindowPart,
    WithoutPart,
)

_IN_LETTERS: Final = frozenset(
    {"person", "household", "reference", "name", "reasons", "missing", "appeal", "office"}
    | {"deadline", "today"}
)
"""Places that every letter fills in from the case itself."""

APPEAL_OUTCOMES: Final = ("upheld", "changed")
"""What an appeal can come to: the decision stands, or another takes its place."""

_REFUSALS: Final = frozenset({"refuse", "refused", "reject", "rejected", "deny", "denied"})
_CLAUSE_OF: Final = {"by": "by", "through": "through", "record": "records"}


@dataclass(slots=True)
class StepDraft:
    """A step while its clauses are compiled; `values` are the fields of the step."""

    name: str
    names: StepNames
    values: dict[str, Any] = field(default_factory=dict)
    written_routes: list[WhenPart] = field(default_factory=list)
    deemed: list[OtherwiseWritten] = field(default_factory=list)

    def add(self, key: str, *more: object) -> None:
        """Append to a tuple of the step."""
        self.values[key] = (*self.values.get(key, ()), *more)

    def said(self) -> dict[str, Any]:
        """Return the fields of the step that its clauses gave."""
        return self.values

    def check_outcomes(self) -> None:
        """Report outcomes that the decision of this step cannot have."""
        decision: StepDecision | None = self.values.get("decision")
        if decision is None:
            named = [route.span for route in self.written_routes]
            named += [one.span for one in self.deemed]
            if named and "decision" not in self.values:
                self.names.desk.report.error(
                    "SB-R003",
                    f"The step {self.name} decides nothing, so it has no outcomes.",
                    named[0],
                    hint="Say what is decided, `decide eligibility`, or write `then …` alone.",
                )
            return
        for route in self.written_routes:
            for outcome in route.outcomes:
                check_outcome(self.names, outcome.id, outcome.span, decision.outcomes)
        for one in self.deemed:
            check_outcome(self.names, one.outcome, one.span, decision.outcomes)


def check_outcome(names: StepNames, outcome: str, span: Span, outcomes: tuple[str, ...]) -> None:
    """Report an outcome that is not among those that there are."""
    if outcome in outcomes:
        return
    near = nearest(outcome, outcomes)
    said = [f"`{outcome_words(one)}`" for one in outcomes]
    names.desk.report.error(
        "SB-R003",
        f"The decision has no outcome `{names.desk.report.written(span)}`.",
        span,
        hint=f"Did you mean `{outcome_words(near)}`?"
        if near
        else f"Its outcomes are {', '.join(said[:-1])} and {said[-1]}.",
        edits=(replaced(span, outcome_words(near)),) if near else (),
    )


def outcome_words(outcome: str) -> str:
    """Return an outcome as the language writes it."""
    return outcome.replace("_", " ") if outcome in {"not_eligible", "not_selected"} else outcome


def add_clause(draft: StepDraft, part: StepPart) -> None:  # noqa: C901 one a clause
    """Compile a clause into its step."""
    names = draft.names
    match part:
        case NamesPart():
            _names(draft, part)
        case DeadlinePart():
            if part.otherwise is not None and part.otherwise.kind == "deemed":
                draft.deemed.append(part.otherwise)
            instead = _otherwise(names, part.otherwise)
            draft.values["deadline"] = deadline_of(
                names, part.time, instead, citation=_cited(part.citation)
            )
        case CollectPart():
            draft.add(
                "papers",
                *(
                    Paper(
                        tuple(dict.fromkeys(name.text for name in paper.names)),
                        paper.only_because,
                        part.because,
                        paper.span,
                    )
                    for paper in part.papers
                ),
            )
        case CheckPart():
            _check(draft, part)
        case DecidePart():
            draft.values["decision"] = names.decision(part)
        case NotifyPart():
            draft.add("notices", notice_of(names, part))
        case WhenPart():
            draft.written_routes.append(part)
            draft.add("routes", route_of(names, part))
        case WithoutPart():
            if part.target is not None:
                names.step(part.target)
            draft.add(
                "detours",
                Detour(
                    part.what.text,
                    part.target.text if part.target else "",
                    part.way.text if part.way else "",
                    part.span,
                ),
            )
        case EndsPart():
            draft.values["ends"] = True


def _names(draft: StepDraft, part: NamesPart) -> None:
    names = draft.names
    listed = tuple(dict.fromkeys(name.text for name in part.names))
    match part.keyword:
        case "ask" | "assess":
            _learn(draft, part)
        case "pay":
            draft.add("pays", *(names.benefit(name) for name in part.names))
        case "then":
            _each(part, names.step)
            draft.values["then"] = listed[0]
        case "apart":
            _each(part, names.step)
            draft.add("apart", *listed)
        case "start":
            _each(part, names.procedure)
            draft.add("begins", *listed)
        case keyword:
            draft.add(_CLAUSE_OF[keyword], *listed)


def _each(part: NamesPart, resolve: Callable[[Name], None]) -> None:
    for name in part.names:
        resolve(name)


def _learn(draft: StepDraft, part: NamesPart) -> None:
    _each(part, draft.names.fact)
    draft.add(
        "facts",
        *(
            Learnt(name.text, part.keyword, because=part.because, span=name.span)
            for name in part.names
        ),
    )
    if part.every:
        draft.values["everything"] = True


def _check(draft: StepDraft, part: CheckPart) -> None:
    """A fact without a register of its own is checked with that of the fact after it."""
    register = ""
    found: list[Learnt] = []
    for one in reversed(part.facts):
        register = one.register.text if one.register else register
        draft.names.fact(one.fact)
        if not register:
            draft.names.desk.report.error(
                "SB-R002",
                f"It is not said which register knows {one.fact.text}.",
                one.span,
                hint=f"Name it: `check {one.fact.text} with civil_registry`.",
            )
        found.insert(0, Learnt(one.fact.text, "check", register, part.because, one.span))
    draft.add("facts", *found)
    instead = _otherwise(draft.names, part.otherwise)
    known: tuple[Otherwise, ...] = draft.values.get("no_answers", ())
    if instead is not None and (instead.kind, instead.to) not in {(o.kind, o.to) for o in known}:
        draft.values["no_answers"] = (*known, instead)


def _otherwise(names: StepNames, written: OtherwiseWritten | None) -> Otherwise | None:
    if written is None:
        return None
    if written.kind == "other":
        _no_such_way_on(names, written)
        return None
    to = written.outcome
    if written.name is not None:
        to = written.name.text
        if written.kind == "then":
            names.step(written.name)
    return Otherwise(Expiry(written.kind), to, written.span)


def _no_such_way_on(names: StepNames, written: OtherwiseWritten) -> None:
    word = written.name.text if written.name else ""
    if word in _REFUSALS:
        names.desk.report.error(
            "SB-R006",
            "A deadline that passes never refuses by itself.",
            written.span,
            hint="Let it lead to a decision: `otherwise decide with what is known`, or to a person:"
            " `otherwise escalate to supervisor`.",
        )
    elif word in names.steps:
        names.desk.report.error(
            "SB-R002",
            f"To go on with the step {word}, the word `then` is needed.",
            written.span,
            hint=f"Write `otherwise then {word}`.",
            edits=(replaced(written.span, f"then {word}"),),
        )
    else:
        names.desk.report.error(
            "SB-R002",
            f"`otherwise {word}` is not something that can happen.",
            written.span,
            hint="Write `otherwise escalate to …`, `then …`, `continue`, `deemed …` or "
            "`decide with what is known`; after `check`, `ask` or `use the last known`.",
        )


def route_of(names: StepNames, part: WhenPart) -> Route:
    """Compile `when eligible then enrol`."""
    if part.target is not None:
        names.step(part.target)
    outcomes = tuple(dict.fromkeys(one.id for one in part.outcomes))
    return Route(outcomes, part.target.text if part.target else "", part.span)


def notice_of(names: StepNames, part: NotifyPart) -> Notice:
    """Compile `notify caregiver letter award`."""
    if part.letter is not None:
        names.letter(part.letter)
    texts, places = texts_of(names, part.sentences)
    return Notice(
        part.whom.text,
        part.letter.text if part.letter else "",
        texts,
        places,
        _cited(part.citation),
        part.span,
    )


def texts_of(
    names: StepNames, sentences: Iterable[SentenceWritten]
) -> tuple[dict[str, str], dict[str, Expr]]:
    """Compile texts for people: by language, and what their places stand for."""
    texts: dict[str, str] = {}
    places: dict[str, Expr] = {}
    for one in sentences:
        texts[one.language.text if one.language else "en"] = one.text.text
        places |= places_of(names.desk, names.scope, one.text, _IN_LETTERS)
    return texts, places


def appeal_of(names: StepNames, written: AppealWritten) -> Appeal:
    """Compile an appeal."""
    window: Deadline | None = None
    decided: Deadline | None = None
    body, law_of, pending = "", "", None
    notices: list[Notice] = []
    routes: list[Route] = []
    for name in written.against:
        names.step(name)
    for part in written.parts:
        match part:
            case WindowPart():
                window = deadline_of(names, part.time, citation=_cited(part.citation))
                body = part.body.text if part.body else ""
                if part.decided is not None:
                    decided = deadline_of(names, part.decided, citation=_cited(part.citation))
            case RerunPart():
                names.day(part.day)
                law_of = part.day.text
            case PendingPart():
                pending = part.continues
            case NotifyPart():
                notices.append(notice_of(names, part))
            case WhenPart():
                for outcome in part.outcomes:
                    check_outcome(names, outcome.id, outcome.span, APPEAL_OUTCOMES)
                routes.append(route_of(names, part))
    against = [name.text for name in written.against]
    cited = [written.citation, *(part.citation for part in written.parts)]
    return Appeal(
        against=tuple(dict.fromkeys([*against, *([SILENCE] if written.silence else [])])),
        body=body,
        window=window,
        decided=decided,
        law_of=law_of,
        pending=pending,
        notices=tuple(notices),
        routes=tuple(routes),
        citation="; ".join(dict.fromkeys(one.text for one in cited if one is not None)),
        span=written.span,
    )


def _cited(citation: Citation | None) -> str:
    return "" if citation is None else citation.text
