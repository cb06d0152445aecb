"""A run's four big numbers: cost, reach, coverage of the poor, poverty, each with its change."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from nicegui import ui

from schemebuilder_ui.figures import grouped, percent, points, short, signed, signed_money
from schemebuilder_ui.widgets.big_numbers import Big, big_numbers
from schemebuilder_ui.words import inside, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder_ui.widgets.run_figures import Results

CURRENCY: Final = "SB-W016"
"""The amounts of the population are in another currency, or in none: it bears on every figure."""


def run_headline(results: Results) -> None:
    """Draw what is read first; what one must know of the figures is said above them."""
    effects = results.effects
    for warning in results.report.get("warnings", ()):
        if warning["code"] == CURRENCY:
            _banner(f"{warning['message']} {warning.get('hint', '')}".strip())
    if _open(results) > 0:
        _banner(say("run.undecided", n=grouped(effects["headline"]["persons_undecided"]["after"])))
    big_numbers((_cost(results), _reach(results), _coverage(results), _poverty(results)))
    line = effects["line"]
    if line["per_person_per_year"] is not None:
        amount = f"{results.currency} {grouped(line['per_person_per_year'], 2)}"
        ui.label(say("run.line", words=line["words"], amount=amount)).classes("sb-quiet")
    if effects["not_costed"]:
        names = ", ".join(name.replace("_", " ") for name in effects["not_costed"])
        ui.label(say("run.not_costed", names=names)).classes("sb-quiet")


def nothing_is_known(results: Results) -> bool:
    """Whether nobody is reached and decisions are open: then 0 would not be a figure."""
    return _open(results) > 0 and Fraction(_head(results)["persons_reached"]["after"]) == 0


def _head(results: Results) -> Mapping[str, Any]:
    head: Mapping[str, Any] = results.effects["headline"]
    return head


def _open(results: Results) -> Fraction:
    """How many people have a decision that is open."""
    return Fraction(_head(results)["persons_undecided"]["after"])


def _banner(words: str) -> None:
    with ui.element("div").classes("sb-banner").props("role=note"):
        ui.label(words)


def _least(results: Results, hint: str) -> str:
    """What a figure leaves out, behind its hint."""
    return say("run.least", hint=hint) if _open(results) > 0 else hint


def _cost(results: Results) -> Big:
    head = _head(results)
    cost, net = head["cost_per_year"], head["net_cost_per_year"]
    money = results.currency
    if cost["after"] is None:
        return Big(say("run.cost"), say("run.unknown"), _because(results.effects))
    if nothing_is_known(results):
        return Big(say("run.cost"), say("run.unknown"), say("run.all_open"))
    hint = f"{money} {grouped(cost['after'])}"
    if head["charges_per_year"]["after"] not in (None, "0"):
        hint = say("run.cost.net", cost=hint, net=f"{money} {grouped(net['after'])}")
    change = _against(results, cost, signed_money(money, cost["change"], short))
    return Big(say("run.cost"), f"{money} {short(cost['after'])}", _least(results, hint), change)


def _reach(results: Results) -> Big:
    head = _head(results)
    reached = head["persons_reached"]
    if nothing_is_known(results):
        return Big(say("run.reach"), say("run.unknown"), say("run.all_open"))
    hint = say("run.reach.hint", n=grouped(head["households_reached"]["after"]))
    change = _against(results, reached, signed(reached["change"]))
    return Big(say("run.reach"), grouped(reached["after"]), _least(results, hint), change)


def _coverage(results: Results) -> Big:
    covered = _head(results)["coverage_of_the_poor"]
    share = covered["share"]
    if share is None:
        return Big(say("run.coverage"), say("run.unknown"), _because(covered))
    undecided = covered["persons_undecided"]["after"]
    if nothing_is_known(results):
        return Big(say("run.coverage"), say("run.unknown"), say("run.all_open"))
    hint = say(
        "run.coverage.hint",
        n=grouped(covered["persons"]["after"]),
        all=grouped(covered["of_persons"]),
    )
    if Fraction(undecided) > 0:
        hint = say("run.coverage.open", hint=hint, n=grouped(undecided))
    change = _against(results, share, _points(share))
    return Big(say("run.coverage"), percent(share["after"]), hint, change)


def _poverty(results: Results) -> Big:
    measured = _head(results)["poverty"]
    count = measured["head_count"]
    if count is None:
        return Big(say("run.poverty"), say("run.unknown"), _because(measured))
    hint = say("run.poverty.hint", without=percent(count["without"]))
    if Fraction(measured["left_out"]) > 0:
        hint = say("run.poverty.left_out", hint=hint, n=grouped(measured["left_out"]))
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
