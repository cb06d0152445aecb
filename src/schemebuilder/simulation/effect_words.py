"""Who changes, in plain words for the terminal: figures first, then winners, losers and clauses."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from schemebuilder.values.money import money_words, number_words
from schemebuilder.values.rounding import half_even

_WHOLE: Final = Fraction(1)
_TENTH: Final = Fraction(1, 10)
_SHOWN: Final = 3


def effects_words(effects: Mapping[str, Any]) -> list[str]:
    """Return the effects as lines of text; figures are rounded for reading, the JSON has all."""
    against = effects["against"]
    lines = ["What it does" + ("" if against is None else f", compared with {against}")]
    lines += _headline(effects)
    moves = effects["winners_and_losers"]
    if moves["whole"] is None:
        return lines if against is None else [*lines, f"  who gains: not known: {moves['because']}"]
    return [*lines, *_moves(effects, moves), *_extremes(effects), *_clauses(effects)]


def _headline(effects: Mapping[str, Any]) -> list[str]:
    first, line, currency = effects["headline"], effects["line"], effects["currency"]
    cost, net = first["cost_per_year"], first["net_cost_per_year"]
    lines = [f"  cost a year       {_money(cost, currency)}"]
    if net != cost:
        lines.append(f"  less charges      {_money(net, currency)}")
    lines.append(f"  live with it      {_counts(first['persons_reached'], 'persons')}")
    if line["per_person_per_year"] is None:
        lines.append(f"  poverty           not known: {line['because']}")
        return lines
    each = half_even(Fraction(line["per_person_per_year"]), _WHOLE)
    lines.append(
        f"  poor              {line['words']}: below {money_words(each, currency)} a year a person"
    )
    covered, poverty = first["coverage_of_the_poor"], first["poverty"]
    if covered["share"] is None:
        lines.append(f"  of the poor       {covered['because']}")
    else:
        lines.append(f"  of the poor       {_points(covered['share'])} live with it")
    if poverty["head_count"] is None:
        lines.append(f"  poverty           not known: {poverty['because']}")
        return lines
    for name, figure in (("head-count", "head_count"), ("gap", "gap")):
        if poverty[figure]["after"] is not None:
            lines.append(
                f"  poverty {name:<11}{_points(poverty[figure])}; "
                f"{_percent(poverty[figure]['without'])} without it"
            )
    if Fraction(poverty["left_out"]):
        lines.append(f"    of all but {_whole(poverty['left_out'])} persons, who are undecided or")
        lines[-1] += " of unknown welfare"
    return lines


def _moves(effects: Mapping[str, Any], moves: Mapping[str, Any]) -> list[str]:
    whole, currency = moves["whole"], effects["currency"]
    lines = []
    for way, words in (("gain", "gain"), ("lose", "lose"), ("same", "unchanged")):
        count = whole[way]
        amount = f", {_plain(count['amount_per_year'], currency)} a year" if way != "same" else ""
        lines.append(
            f"  {words:<18}{_whole(count['households'])} households with "
            f"{_whole(count['persons'])} persons{amount}"
        )
    if whole["undecided"]["rows"]:
        left = _plain(moves["adds_up"]["of_undecided"], currency)
        lines.append(
            f"  undecided         {_whole(whole['undecided']['households'])} households with "
            f"{_whole(whole['undecided']['persons'])} persons; {left} a year of the change"
        )
    for name, title in (("fifth", f"{effects['welfare']['field']} per head, poorest first"),
                        ("region", "")):  # fmt: skip
        if f"by_{name}" in moves:
            lines.append(f"  by {name}{f' ({title})' if title else ''}")
            lines += [
                f"    {'not known' if row[name] is None else str(row[name]):<16}"
                f"{_of(row, 'gain'):>8} gain   {_of(row, 'lose'):>8} lose   {_net(row, currency)}"
                for row in moves[f"by_{name}"]
            ]
    bands = moves["bands"]
    if bands["whole"] is not None:
        lines.append(f"  change in per cent of {bands['of']}, persons")
        lines += [
            f"    {row['band'] if row['band'] != 'without' else 'no per cent':<16}"
            f"{_whole(row['persons']):>12}"
            for row in bands["whole"]
        ]
    return lines


def _of(row: Mapping[str, Any], way: str) -> str:
    """Return the share of a group's persons that moves this way."""
    everybody = sum(
        Fraction(row[each]["persons"]) for each in ("gain", "lose", "same", "undecided")
    )
    share = Fraction(row[way]["persons"]) / everybody if everybody else Fraction(0)
    return f"{number_words(half_even(share * 100, _TENTH))}%"


def _net(row: Mapping[str, Any], currency: str) -> str:
    net = Fraction(row["gain"]["amount_per_year"]) - Fraction(row["lose"]["amount_per_year"])
    return f"{_signed(net, currency)} a year"


def _extremes(effects: Mapping[str, Any]) -> list[str]:
    lines = []
    for way, words in (("lose", "loses most"), ("gain", "gains most")):
        lines += [
            f"  {words}: {_household(row, effects['currency'])}"
            for row in effects["extremes"][way][:_SHOWN]
        ]
    return lines


def _household(row: Mapping[str, Any], currency: str) -> str:
    persons = "1 person" if row["persons"] == 1 else f"{row['persons']} persons"

    def amount(text: str | None) -> str:
        return "undecided" if text is None else f"{money_words(Fraction(text), currency)} a year"

    return (
        f"household {row['household']} ({persons}): {amount(row['after'])}, "
        f"before {amount(row['before'])}"
    )


def _clauses(effects: Mapping[str, Any]) -> list[str]:
    if "clauses" not in effects:
        return []
    lines = ["  each change by itself"]
    for row in effects["clauses"]["rows"]:
        lines.append(f"  - {row['words']}")
        if "households" not in row:
            others = "; ".join(row.get("together_with", ()))
            lines.append(f"    {row['effect']}{f': {others}' if others else ''}")
            continue
        how = {
            "alone": "",
            "without": " (as the last of the changes)",
            "together": f" (together with: {'; '.join(row['together_with'])})",
        }[row["how"]]
        net = row["net_cost_per_year"]
        cost = "" if net is None else f", {_signed(Fraction(net), effects['currency'])} a year"
        lines.append(f"    changes {_whole(row['households'])} households{cost}{how}")
        lines.append(f"    {_household(row['example'], effects['currency'])}")
    return lines


def _money(sides: Mapping[str, str | None], currency: str) -> str:
    if sides["after"] is None:
        return "not known: the header does not say how many periods a year has"
    change = sides["change"]
    more = "" if change is None else f", {_signed(Fraction(change), currency)}"
    return f"{_plain(sides['after'], currency)}{more}"


def _counts(sides: Mapping[str, str | None], what: str) -> str:
    change = sides["change"]
    said = f"{_whole(sides['after'])} {what}"
    if change is None:
        return said
    number = half_even(Fraction(change), _WHOLE)
    return f"{said} ({'+' if number > 0 else ''}{number_words(number)})"


def _points(sides: Mapping[str, str | None]) -> str:
    """Return a share in per cent, and its change in points."""
    change = sides["change"]
    if change is None:
        return _percent(sides["after"])
    points = half_even(Fraction(change) * 100, _TENTH)
    return f"{_percent(sides['after'])} ({'+' if points > 0 else ''}{number_words(points)} points)"


def _signed(amount: Fraction, currency: str) -> str:
    rounded = half_even(amount, _WHOLE)
    sign = {1: "+", -1: "-"}.get((rounded > 0) - (rounded < 0), "")
    return f"{sign}{money_words(abs(rounded), currency)}"


def _plain(text: str, currency: str) -> str:
    return money_words(half_even(Fraction(text), _WHOLE), currency)


def _whole(text: str | None) -> str:
    return number_words(half_even(Fraction(text or 0), _WHOLE))


def _percent(text: str | None) -> str:
    if text is None:
        return "not known"
    return f"{number_words(half_even(Fraction(text) * 100, _TENTH))}%"
