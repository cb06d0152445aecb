"""The steps of a procedure in words: who, by when, with what, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemebuilder.diagnostics.finding import Span
from schemebuilder.ir.procedure import (
    SILENCE,
    Appeal,
    Deadline,
    Expiry,
    Notice,
    Otherwise,
    Procedure,
    Step,
    Trigger,
)
from schemebuilder.ir.ways import outcomes_of


@dataclass(frozen=True, slots=True)
class Told:
    """One step, or one appeal, in words; `span` is where it stands in the text."""

    name: str
    title: str
    who: str
    deadline: str
    does: tuple[str, ...]
    then: tuple[str, ...]
    citation: str = ""
    span: Span | None = None


def steps_told(procedure: Procedure) -> tuple[Told, ...]:
    """Return the steps in the order written, then the appeals."""
    steps = [
        Told(
            step.name,
            step.title or name_words(step.name),
            " or ".join(name_words(post, capital=False) for post in step.by),
            deadline_words(step.deadline),
            tuple(_does(step)),
            tuple(_then(procedure, step)),
            step.citation,
            step.span,
        )
        for step in procedure.steps
    ]
    return (*steps, *(_appeal_told(procedure, appeal) for appeal in procedure.appeals))


def name_words(name: str, *, capital: bool = True) -> str:
    """Return a name as words: `social_worker` is a social worker."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:] if capital else words


def outcome_words(outcome: str) -> str:
    """Return an outcome as words."""
    return outcome.replace("_", " ")


def deadline_words(deadline: Deadline | None) -> str:
    """Return `within 10 working days`, `on the same day`; nothing where there is no deadline."""
    if deadline is None:
        return ""
    since = f" of {name_words(deadline.since, capital=False)}" if deadline.since else ""
    start = "within" if deadline.amount else "on"
    return f"{start} {deadline.words()}{since}"


def trigger_words(trigger: Trigger) -> str:
    """Return what starts a procedure, in words."""
    if trigger.event:
        return name_words(trigger.event, capital=False)
    if trigger.every is not None:
        return f"every {trigger.every.words()}"
    before = trigger.before.words() if trigger.before else ""
    return f"{before} before {name_words(trigger.day, capital=False)}"


def _does(step: Step) -> Iterator[str]:
    yield from _learns(step)
    if step.decision is not None:
        yield f"decides {name_words(step.decision.of, capital=False)}"
    if step.pays:
        yield f"pays {_listed(step.pays)}"
    if step.records:
        yield f"records {_listed(step.records)}"
    yield from (_notice(notice) for notice in step.notices)
    for other in step.begins:
        yield f"starts the procedure {name_words(other, capital=False)}"
    if step.apart:
        yield f"not the same person as in {_listed(step.apart)}"
    if step.through:
        yield f"through {_listed(step.through)}"


def _learns(step: Step) -> Iterator[str]:
    for paper in step.papers:
        yield f"collects {_listed(paper.names, 'or')}"
    if step.everything:
        yield "asks every question"
    asked = [fact.fact for fact in step.facts if fact.how == "ask"]
    if asked:
        yield f"asks {_listed(asked)}"
    for fact in step.facts:
        if fact.how == "check":
            register = name_words(fact.register, capital=False)
            yield f"checks {name_words(fact.fact, capital=False)} with {register}"
    found = [fact.fact for fact in step.facts if fact.how == "assess"]
    if found:
        yield f"assesses {_listed(found)}"


def _notice(notice: Notice) -> str:
    whom = name_words(notice.whom, capital=False)
    if notice.letter:
        return f"tells {whom} by the letter {name_words(notice.letter, capital=False)}"
    said = next(iter(notice.texts.values()), "")
    return f"tells {whom}: {said}"


def _then(procedure: Procedure, step: Step) -> Iterator[str]:
    for route in step.routes:
        outcomes = " or ".join(outcome_words(one) for one in outcomes_of(step, route))
        yield f"{outcomes}: {_place(procedure, route.to)}"
    if step.then:
        yield _place(procedure, step.then)
    if step.ends:
        yield "the end"
    for detour in step.detours:
        way = detour.way or _place(procedure, detour.to)
        yield f"without {name_words(detour.lacking, capital=False)}: {way}"
    if step.deadline is not None and step.deadline.otherwise is not None:
        yield f"too late: {_instead(procedure, step.deadline.otherwise)}"
    for otherwise in step.no_answers:
        yield f"no answer: {_instead(procedure, otherwise)}"


def _place(procedure: Procedure, name: str) -> str:
    step = procedure.step(name)
    return "the end" if step is None else step.title or name_words(step.name)


def _instead(procedure: Procedure, otherwise: Otherwise) -> str:
    match otherwise.kind:
        case Expiry.ESCALATE:
            said = f"{name_words(otherwise.to, capital=False)} takes over"
        case Expiry.STEP:
            said = _place(procedure, otherwise.to)
        case Expiry.AS_KNOWN:
            said = "decided with what is known"
        case Expiry.GO_ON:
            said = "the next step begins"
        case Expiry.DEEMED:
            said = f"counts as {outcome_words(otherwise.to)}"
        case Expiry.ASK:
            said = "the person is asked for proof"
        case Expiry.LAST_KNOWN:
            said = "the last known answer is used"
    return said


def _appeal_told(procedure: Procedure, appeal: Appeal) -> Told:
    against = [
        "no decision in time" if name == SILENCE else _place(procedure, name)
        for name in appeal.against
    ]
    does = [f"against {_plain_list(against, 'or')}"]
    if appeal.decided is not None:
        does.append(f"decided {deadline_words(appeal.decided)}")
    if appeal.law_of:
        does.append(f"by the law as of {name_words(appeal.law_of, capital=False)}")
    if appeal.pending is not None:
        does.append(f"payment {'goes on' if appeal.pending else 'stops'} meanwhile")
    does += [_notice(notice) for notice in appeal.notices]
    then = [
        f"{' or '.join(route.outcomes) or 'otherwise'}: {_place(procedure, route.to)}"
        for route in appeal.routes
    ]
    return Told(
        "",
        "Appeal",
        name_words(appeal.body, capital=False),
        deadline_words(appeal.window),
        tuple(does),
        tuple(then) or ("decided again",),
        appeal.citation,
        appeal.span,
    )


def _listed(names: list[str] | tuple[str, ...], last: str = "and") -> str:
    return _plain_list([name_words(name, capital=False) for name in names], last)


def _plain_list(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
