"""Names, persons and amounts of a scheme as sentences have them, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.words import say
from schemebuilder.engines.exact.written import written
from schemebuilder.ir.instrument import Instrument
from schemebuilder.ir.scheme import Scheme
from schemebuilder.values.dates import day
from schemebuilder.values.evidence import Need, Plain
from schemebuilder.values.numbers import exact
from schemebuilder.values.types import Kind, Type

_KEYWORDS: Final = (
    *("require at entry ", "require ", "continue while ", "comply with ", "exclude ", "when "),
    "limit ",
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """A scheme's own words in a language; what has no label is called by its name."""

    scheme: Scheme
    language: str

    def say(self, key: str, **places: str) -> str:
        """Return a sentence of the tables."""
        return say(self.language, key, **places)

    def cited(self, sentence: str, citation: str) -> str:
        """Return a sentence with its citation, if it has one, before the full stop."""
        if not citation:
            return sentence
        stop = "." if sentence.endswith(".") else ""
        bare = sentence.removesuffix(".")
        return self.say("cited", sentence=bare, citation=citation, stop=stop)

    def opening(self, sentence: str) -> str:
        """Return a sentence that may begin with `the applicant`, with its capital letter."""
        alone = (self.say("the_applicant"), self.say("the_household"))
        return sentence[0].upper() + sentence[1:] if sentence.startswith(alone) else sentence

    def condition(self, text: str) -> str:
        """Return a line's own words without the keyword that begins it."""
        for keyword in _KEYWORDS:
            text = text.removeprefix(keyword)
        return text

    def label(self, name: str) -> str:
        """Return what people call a field, rule, parameter, benefit or eligibility."""
        scheme = self.scheme
        tables: tuple[Mapping[str, Any], ...] = (
            scheme.fields,
            scheme.lists,
            scheme.rules,
            scheme.parameters,
            scheme.benefits,
            scheme.eligibilities,
        )
        for table in tables:
            if name in table:
                labels: Mapping[str, str] = table[name].labels
                return labels.get(self.language) or labels.get("en") or name.replace("_", " ")
        return name.replace("_", " ")

    def score(self, instrument: Instrument) -> str:
        """Return what people call a scored questionnaire."""
        labels = instrument.labels
        own = labels.get(self.language) or instrument.title
        return own or instrument.name.replace("_", " ")

    def fact(self, need: Need) -> str:
        """Return what people call a missing fact, also one of an entry of a list."""
        if need.entity in self.scheme.lists:
            return need.name.replace("_", " ")
        return self.label(need.name)

    def entries(self, number: str) -> str:
        """Return how many entries a list has."""
        key = f"entries_{number}" if number in {"0", "1"} else "entries"
        return self.say(key, number=number)

    def benefit(self, name: str) -> str:
        """Return what a benefit or eligibility is called; unnamed, it is the scheme's title."""
        if name in ("amount", "eligibility"):
            labels = self.scheme.labels
            return labels.get(self.language) or self.scheme.title or self.scheme.id
        return self.label(name)

    def whom(self, subject: Subject) -> str:
        """Return whom a decision is about; someone alone is the applicant or the household."""
        if subject.entity in self.scheme.lists:
            number, _, owner = subject.id.partition(" of ")
            of_list = self.scheme.lists[subject.entity]
            whose = self.whom(Subject(of_list.entity, owner))
            said = self.label(subject.entity)
            return self.say("entry", number=number, list=said, whose=whose)
        if subject.id != subject.entity:
            return subject.id
        of_group = self.scheme.entities[subject.entity].of is not None
        return self.say("the_household") if of_group else self.say("the_applicant")

    def members(self, role: str | None) -> str:
        """Return what those who hold a role are called; without a role, all members."""
        for entity in self.scheme.entities.values():
            for each in entity.roles:
                if each.name == role:
                    return each.plural
        persons = (each.plural for each in self.scheme.entities.values() if each.of is None)
        return next(persons, "")

    def amount(self, value: Plain, type_: Type, unit: str = "") -> str:
        """Return a value with its unit, period and whom: `KES 2,000 per month`."""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        said = written(value, type_, self.language)
        if type_.kind is Kind.DURATION and type_.family is not None:
            number = said.removesuffix(type_.family.value)
            said = number + self.say(type_.family.value)
        said = f"{said} {unit}" if unit else said
        if type_.kind in (Kind.MONEY, Kind.NUMBER) and type_.period is not None:
            said = self.say("per", amount=said, period=self.say(f"period_{type_.period.value}"))
        if type_.kind in (Kind.MONEY, Kind.NUMBER) and type_.whom is not None:
            said = self.say("per_whom", amount=said, whom=type_.whom)
        return said

    def value(self, node: Mapping[str, Any], type_: Type) -> str:
        """Return the value of a node of a trace, or that it is not known."""
        said = node["value"]
        if node["status"] != "known":
            return self.say(node["status"])
        if isinstance(said, bool):
            return self.say("yes" if said else "no")
        if type_.kind is Kind.DATE:
            return str(day(said) or said)
        number = exact(said) if type_.is_quantity else None
        return written(said, type_, self.language) if number is None else self.amount(number, type_)
