"""The steps of a decision with their citations; for a court, with the dates of the law too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.phrases import Phrases
from schemebuilder.engines.exact.words import spelt
from schemebuilder.ir.scheme import Benefit


def steps_told(trace: Mapping[str, Any], root: str, phrases: Phrases, *, dated: bool) -> list[str]:
    """Return a line for each parameter, rule, condition and stage, what a step needs before it."""
    lines = []
    for node in _from_the_bottom(trace, root):
        said = _step(node, phrases, dated=dated)
        if not said:
            continue
        lines.append(phrases.cited(said, _law(trace, node)))
    return list(dict.fromkeys(lines))


def _law(trace: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """The article that applied: of the exception or row taken, before that of the whole."""
    if "parameter" in node:
        return str(node["parameter"].get("citation", ""))
    for id_ in node["inputs"]:
        below = trace["nodes"].get(id_, {})
        while below.get("kind") in _WRAPPING and below["inputs"]:
            below = trace["nodes"].get(below["inputs"][0], {})
        if below.get("kind") == "choice" and "citation" in below:
            return str(below["citation"])
    return str(node.get("citation", ""))


_WRAPPING: Final = frozenset({"round", "change of unit"})
"""What may stand around a choice: it is still the choice's article that applied."""


def _from_the_bottom(trace: Mapping[str, Any], root: str) -> Iterator[Mapping[str, Any]]:
    """Yield each node after those it was made from."""
    done: set[str] = set()
    waiting = [(root, False)]
    while waiting:
        id_, ready = waiting.pop()
        node = trace["nodes"].get(id_)
        if node is None or (id_ in done and not ready):
            continue
        if ready:
            yield node
            continue
        done.add(id_)
        waiting.append((id_, True))
        waiting.extend((each, False) for each in reversed(node["inputs"]))


def _step(  # noqa: PLR0911 one a kind of step
    node: Mapping[str, Any], phrases: Phrases, *, dated: bool
) -> str:
    scheme = phrases.scheme
    kind = node["kind"]
    if kind == "parameter":
        return _parameter(node, phrases, dated=dated)
    if kind in ("require", "exclude"):
        known = _EXCLUDED if kind == "exclude" else _MET
        return phrases.say(
            known.get(node["value"], "step_line_open"), text=phrases.condition(node["text"])
        )
    if kind == "place" and node["status"] == "known":
        return _place(node, phrases)
    if kind == "role" and "type" not in node:
        return phrases.say(_MET.get(node["value"], "step_line_open"), text=f"is {node['role']}")
    if kind == "stage":
        return _stage(node, scheme.benefits[node["benefit"]], phrases)
    if kind == "entries":
        return _entries(node, phrases)
    if "given" in node and node["name"] in scheme.rules:
        whose = phrases.whom(Subject(node["of"]["entity"], node["of"]["id"]))
        value = phrases.value(node, scheme.rules[node["name"]].type)
        key = "step_given" if node["given"] else "step_rule"
        return phrases.say(key, label=phrases.label(node["name"]), whose=whose, value=value)
    return ""


def _place(node: Mapping[str, Any], phrases: Phrases) -> str:
    """A place among others: `ben is third of four children by age`."""
    places = {
        "whom": phrases.whom(Subject(node["of"]["entity"], node["of"]["id"])),
        "place": spelt(phrases.language, "place", int(node["value"])),
        "number": spelt(phrases.language, "number", node["among"]),
        "members": phrases.members(node["role"]),
    }
    if not node["by"]:
        return phrases.say("step_place_unkeyed", **places)
    keys = ", ".join(phrases.label(each) for each in node["by"])
    return phrases.say("step_place", keys=keys, **places)


_MET: Final = {True: "step_line_met", False: "step_line_failed"}
_EXCLUDED: Final = {True: "step_exclusion_clear", False: "step_exclusion_holds"}
"""By whether the line is met; a line that is neither is open."""


def _stage(node: Mapping[str, Any], benefit: Benefit, phrases: Phrases) -> str:
    places = {"stage": node["name"].replace("_", " "), "benefit": phrases.benefit(benefit.name)}
    if node["applied"] is False:
        return phrases.say("step_stage_skipped", **places)
    return phrases.say("step_stage", amount=phrases.value(node, benefit.type), **places)


def _entries(node: Mapping[str, Any], phrases: Phrases) -> str:
    """How many of a list count, for what is made of their values."""
    if "counted" not in node:
        return ""
    whose = phrases.whom(Subject(node["of"]["entity"], node["of"]["id"]))
    return phrases.say(
        "step_entries" if node["counted"] else "step_entries_none",
        label=phrases.label(node["list"]),
        whose=whose,
        counted=str(len(node["counted"])),
        entries=phrases.entries(node["entries"]),
        numbers=_ranges(node["counted"]),
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Return `1, 3 to 5` for 1, 3, 4, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _parameter(node: Mapping[str, Any], phrases: Phrases, *, dated: bool) -> str:
    """A parameter with the values of its keys; for a court, since when it holds and its status."""
    entry = node["parameter"]
    if phrases.scheme.parameters[entry["name"]].calendar:
        return ""
    type_ = phrases.scheme.parameters[entry["name"]].type
    key = "step_parameter_keys" if entry["keys"] else "step_parameter"
    keys = ", ".join(each or phrases.say("unknown") for each in entry["keys"])
    value = phrases.value(node, type_)
    if not dated:
        key += "_undated"
    since = entry.get("from", phrases.say("unknown"))
    said = phrases.say(
        key,
        label=phrases.label(entry["name"]),
        keys=keys.replace("_", " "),
        value=value,
        since=since,
    )
    if entry.get("made") and entry["value"] is not None:
        said = phrases.say("step_made", step=said, made=entry["made"])
    if entry.get("status", "enacted") != "enacted":
        said = phrases.say("step_projected", step=said, status=entry["status"])
    return said
