"""A simulation in plain words for the terminal: four big figures first, then who and where."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from schemebuilder.simulation.effect_words import effects_words
from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.rounding import half_even

_WHOLE = Fraction(1)
_TENTH = Fraction(1, 10)


def report_words(report: Mapping[str, Any]) -> str:
    """Return the report as lines of text; figures are rounded for reading, the JSON has all."""
    population = report["population"]
    lines = [
        (
            f"Population: {population['title']}, "
            f"{number_words(Fraction(population['households']))} "
            f"households and {number_words(Fraction(population['persons']))} persons in the data; "
            f"on {report['on']}"
        )
    ]
    for scheme in report["schemes"]:
        lines += ["", *_scheme_words(scheme, population)]
    if report.get("portfolio"):
        lines += ["", _portfolio_words(report)]
    if report.get("changes"):
        lines += ["", *(_change_words(change) for change in report["changes"])]
    if report.get("effects"):
        lines += ["", *effects_words(report["effects"])]
    return "\n".join(lines)


def _portfolio_words(report: Mapping[str, Any]) -> str:
    portfolio = report["portfolio"]
    cost = portfolio["cost_per_year"]
    currency = report["schemes"][0]["currency"]
    total = "not one figure: see each scheme" if cost is None else _money(cost, currency)
    return f"{portfolio['title']} ({portfolio['id']}): all schemes together cost {total} a year"


def _change_words(change: Mapping[str, Any]) -> str:
    cost = _signed(_money(change["cost_per_year"], change["currency"]), change["cost_per_year"])
    persons = _signed(_whole(change["persons_reached"]), change["persons_reached"])
    return (
        f"{change['scheme']} against {change['against']}: {cost} a year, "
        f"{persons} persons live with it"
    )


def _signed(words: str, text: str | None) -> str:
    return f"+{words}" if text is not None and Fraction(text) > 0 else words


def _scheme_words(scheme: Mapping[str, Any], population: Mapping[str, Any]) -> list[str]:
    currency = scheme["currency"]
    reached = scheme["reached"]
    lines = [
        f"{scheme['title']} ({scheme['id']})",
        f"  cost a year       {_money(scheme['cost_per_year'], currency)}",
        *_owed(scheme, currency),
        (
            f"  live with it      {_whole(reached['persons'])} persons in "
            f"{_whole(reached['households'])} households"
        ),
        (
            f"  coverage          {_percent(reached['share_of_persons'])} of "
            f"{_whole(scheme['persons'])} persons"
        ),
    ]
    for benefit in scheme["benefits"]:
        lines += _benefit_words(benefit, currency)
    for name, title in (
        ("by_quantile", population["welfare"]),
        ("by_region", population["region"]),
    ):
        if scheme[name]:
            key = "quantile" if name == "by_quantile" else "region"
            lines.append(
                f"  by {key} ({title}{' per head, poorest first' if key == 'quantile' else ''})"
            )
            lines += [
                f"    {part[key]!s:<16}"
                f"{_percent(part['reached']['share_of_persons']):>8} reached   "
                f"{_money(part['cost_per_year'], currency)} a year"
                for part in scheme[name]
            ]
    lines += [
        f"  missing: {fact['field']} of {fact['entity']}, {_whole(fact['weighted'])} "
        f"({fact['rows']} in the data), {fact['policy']}"
        for fact in scheme["missing"]
    ]
    lines += [f"  imputed: {words}" for words in scheme["imputed"]]
    lines += [
        f"  not enacted: {value['parameter']} is {value['status']}, from {value['from']}"
        for value in scheme["not_enacted"]
    ]
    lines += [
        f"  failed: {_who(failure)}, {failure['name']}: {'; '.join(failure['reasons'])}"
        for failure in scheme["failures"]
    ]
    for made in scheme["lists"]:
        lines += _list_words(made)
    lines += [_claim_words(claim) for claim in scheme["claims"]]
    return lines


def _owed(scheme: Mapping[str, Any], currency: str) -> list[str]:
    """Return what people owe in a year, where the scheme has charges."""
    if "charges_per_year" not in scheme:
        return []
    return [
        f"  owed a year       {_money(scheme['charges_per_year'], currency)}",
        f"  cost less that    {_money(scheme['net_cost_per_year'], currency)}",
    ]


def _claim_words(claim: Mapping[str, Any]) -> str:
    if not claim["rows"]:
        return f"  kept: {claim['claim']}"
    who = "; ".join(_who(each) for each in claim["first"])
    return (
        f"  BROKEN: {claim['claim']}: {_whole(claim['weighted'])} ({claim['rows']} in the data), "
        f"first {who}"
    )


def _who(failure: Mapping[str, Any]) -> str:
    person = f"person {failure['person']} of " if "person" in failure else ""
    return f"{person}household {failure['household']}"


def _costed(benefit: Mapping[str, Any]) -> bool:
    """Say whether a benefit is money, or goods whose unit has a value."""
    return benefit.get("unit_value", "") is not None


def _benefit_words(benefit: Mapping[str, Any], currency: str) -> list[str]:
    per = f" a {benefit['period']}" if benefit["period"] else ""
    outcomes = ", ".join(
        f"{name.replace('_', ' ')} {_whole(count['weighted'])}"
        for name, count in benefit["outcomes"].items()
        if count["rows"]
    )
    cost = _money(benefit["cost"]["per_period"], currency) if _costed(benefit) else "no cost"
    units = ""
    if "units" in benefit:
        what = benefit.get("given", {}).get("what", "units")
        units = f"{_whole(benefit['units']['per_period'])} {what}{per}, "
    return [
        (
            f"  {benefit['name']}: {units}{cost}{per if _costed(benefit) else ''}, "
            f"paid to {_whole(benefit['paid']['weighted'])}"
        ),
        f"    {outcomes}",
    ]


def _list_words(made: Mapping[str, Any]) -> list[str]:
    """Say who of a list enters, who waits, where it is cut off, and the ties there."""
    standings = ", ".join(
        f"{name.replace('_', ' ')} {_whole(count['weighted'])}"
        for name, count in made["standings"].items()
        if count["rows"]
    )
    lines = [f"  list {made['list']}: {standings or 'nobody'}"]
    cut = made["cut_off"]
    if cut["place"]:
        keys = ", ".join(
            f"{words} {number_words(half_even(Fraction(key), _TENTH))}"
            for words, key in zip(made["rank"], cut["keys"], strict=True)
        )
        lines.append(f"    cut off at place {number_words(Fraction(cut['place']))}: {keys}")
    ties = made["ties"]
    if ties["groups"]:
        lines.append(f"    alike at a limit: {ties['rows']} in the data, {ties['entered']} entered")
    return lines


def _money(text: str | None, currency: str) -> str:
    if text is None:
        return "not known: the header does not say how many periods a year has"
    return money_words(half_even(Fraction(text), _WHOLE), currency)


def _whole(text: str) -> str:
    return number_words(half_even(Fraction(text), _WHOLE))


def _percent(text: str | None) -> str:
    if text is None:
        return "-"
    return f"{number_words(half_even(Fraction(text) * 100, _TENTH))}%"
