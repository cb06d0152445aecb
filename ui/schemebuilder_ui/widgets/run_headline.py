"""A run's four big numbers: cost, reach, coverage of the poor, poverty, each with its change."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder_ui.figures import grouped, percent, points, short, signed, signed_money
from schemebuilder_ui.widgets.big_numbers import Big, big_numbers
from schemebuilder_ui.words import inside, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder_ui.widgets.run_figures import Results


def run_headline(results: Results) -> None:
    """Draw what is read first; that figures leave people out is said above them."""
    effects, head = results.effects, results.effects["headline"]
    undecided = head["persons_undecided"]["after"]
    if Fraction(undecided) > 0:
        with ui.element("div").classes("sb-banner").props("role=note"):
            ui.label(say("run.undecided", n=grouped(undecided)))
    big_numbers((_cost(results), _reach(results), _coverage(results), _poverty(results)))
    line = effects["line"]
    if line["per_person_per_year"] is not None:
        amount = f"{results.currency} {grouped(line['per_person_per_year'], 2)}"
        ui.label(say("run.line", words=line["words"], amount=amount)).classes("sb-quiet")
    if effects["not_costed"]:
        names = ", ".join(name.replace("_", " ") for name in effects["not_costed"])
        ui.label(say("run.not_costed", names=names)).classes("sb-quiet")


def _cost(results: Results) -> Big:
    head = results.effects["headline"]
    cost, net = head["cost_per_year"], head["net_cost_per_year"]
    money = results.currency
    if cost["after"] is None:
        return Big(say("run.cost"), say("country.cost.none"), results.effects.get("because", ""))
    hint = f"{money} {grouped(cost['after'])}"
    if head["charges_per_year"]["after"] not in (None, "0"):
        hint = say("run.cost.net", cost=hint, net=f"{money} {grouped(net['after'])}")
    change = _against(results, cost, signed_money(money, cost["change"], short))
    return Big(say("run.cost"), f"{money} {short(cost['after'])}", hint, change)


def _reach(results: Results) -> Big:
    head = results.effects["headline"]
    reached = head["persons_reached"]
    hint = say("run.reach.hint", n=grouped(head["households_reached"]["after"]))
    change = _against(results, reached, signed(reached["change"]))
    return Big(say("run.reach"), grouped(reached["after"]), hint, change)


def _coverage(results: Results) -> Big:
    covered = results.effects["headline"]["coverage_of_the_poor"]
    share = covered["share"]
    if share is None:
        return Big(say("run.coverage"), say("run.unknown"), _because(covered))
    hint = say(
        "run.coverage.hint",
        n=grouped(covered["persons"]["after"]),
        all=grouped(covered["of_persons"]),
    )
    change = _against(results, share, _points(share))
    return Big(say("run.coverage"), percent(share["after"]), hint, change)


def _poverty(results: Results) -> Big:
    measured = results.effects["headline"]["poverty"]
    count = measured["head_count"]
    if count is None:
        return Big(say("run.poverty"), say("run.unknown"), _because(measured))
    hint = say("run.poverty.hint", without=percent(count["without"]))
    change = _against(results, count, _points(count))
    return Big(say("run.poverty"), percent(count["after"]), hint, change)


def _points(share: Mapping[str, str | None]) -> str:
    return say("run.points", n=points(share["change"]))


def _against(results: Results, figure: Mapping[str, Any], words: str) -> str:
    if not results.before or figure["change"] is None:
        return ""
    if Fraction(figure["change"]) == 0:
        return say("run.against.same", before=inside(results.before))
    return say("run.against", change=words, before=inside(results.before))


def _because(part: Mapping[str, Any]) -> str:
    because = str(part.get("because", ""))
    return because[:1].upper() + because[1:]
