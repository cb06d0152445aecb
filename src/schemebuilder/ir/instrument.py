"""A scored questionnaire as people are told of it; its questions and score are facts and rules."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemebuilder.diagnostics.finding import Span


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire in one version. `questions` are facts of `entity`; its name is the score.

    `assessed_on` is the fact that says when the questions were asked; `valid` how long the score
    holds from then, in words (empty: for ever). `points` are the rules that give each answer its
    points. `reassess` and `contest` are words for letters.
    """

    name: str
    entity: str
    title: str
    version: str
    questions: tuple[str, ...]
    points: tuple[str, ...] = ()
    assessed_on: str = ""
    valid: str = ""
    assessed_by: str = ""
    reassess: str = ""
    contest: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    citation: str = ""
    span: Span | None = None
