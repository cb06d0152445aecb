"""The figures that a decision rests on: what was given, with its source, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.phrases import Phrases


def nodes_below(trace: Mapping[str, Any], root: str) -> Iterator[Mapping[str, Any]]:
    """Yield a node and all it was made from, each once, what comes first in the text first."""
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        id_ = waiting.pop()
        if id_ in seen or id_ not in trace["nodes"]:
            continue
        seen.add(id_)
        node = trace["nodes"][id_]
        yield node
        waiting.extend(reversed(node["inputs"]))


def facts_told(
    trace: Mapping[str, Any], root: str, concerned: Subject, phrases: Phrases
) -> tuple[list[str], list[str]]:
    """Return sentences for the facts that were given, and for those that were assumed."""
    given: list[str] = []
    assumed: list[str] = []
    for node in nodes_below(trace, root):
        if node["kind"] == "fact" and node["status"] == "known":
            if node["origin"] == "given":
                given.append(_given(node, concerned, phrases))
            elif node["origin"] == "assumed":
                assumed.append(_assumed(node, concerned, phrases))
        elif node["kind"] == "list" and node["status"] == "known":
            if node["origin"] == "given":
                given.append(_given(node, concerned, phrases))
            else:
                assumed.append(_assumed(node, concerned, phrases))
    return given, assumed


def labelled(node: Mapping[str, Any], concerned: Subject, phrases: Phrases) -> dict[str, str]:
    """Return the label of a fact, and whose it is where that is not who is concerned."""
    whose = Subject(node["of"]["entity"], node["of"]["id"])
    label = phrases.label(node["name"])
    if whose == concerned:
        return {"label": label}
    return {"label": label, "whose": phrases.whom(whose)}


def _given(node: Mapping[str, Any], concerned: Subject, phrases: Phrases) -> str:
    names = labelled(node, concerned, phrases)
    value = _value(node, phrases)
    fact = phrases.say("fact_of" if "whose" in names else "fact", value=value, **names)
    if "source" in node:
        fact = phrases.say("fact_source", fact=fact, source=node["source"].replace("_", " "))
    if "known_on" in node:
        fact = phrases.say("fact_since", fact=fact, since=node["known_on"])
    return fact


def _value(node: Mapping[str, Any], phrases: Phrases) -> str:
    if node["kind"] == "list":
        return phrases.entries(node["value"])
    return phrases.value(node, phrases.scheme.fields[node["name"]].type)


def _assumed(node: Mapping[str, Any], concerned: Subject, phrases: Phrases) -> str:
    names = labelled(node, concerned, phrases)
    value = _value(node, phrases)
    key = "assumption_of" if "whose" in names else "assumption"
    because = node["because"].rstrip(".") + "." if node["because"] else ""
    return phrases.say(key, value=value, because=because, **names).strip()
