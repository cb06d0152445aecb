"""The figures of a run: build/bench.json whole, docs/benchmarks.md as tables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.bench.machine import machine, versions
from tests.bench.spread import Spread

PARTS: Final = ("calculation", "whole job", "one case", "one by one", "text", "national cost")
STAGES: Final = ("rules", "open", "read", "build", "calculation", "write")

Figures = Mapping[str, Any]


def write_figures(parts: Figures, path: Path) -> Figures:
    """Write what was measured, on what and with what; return it."""
    figures = {"machine": machine(), "versions": versions(), **parts}
    _write(path, json.dumps(figures, indent=2) + "\n")
    return figures


def write_document(figures: Figures, path: Path) -> None:
    """Write the document that people read."""
    parts = (_beginning, _beside_the_peer, _stages, _awards, _one_by_one, _alone, _how)
    _write(path, "\n\n".join(part(figures) for part in parts) + "\n")


def renew_section(figures: Figures, path: Path) -> None:
    """Put what was measured of one case at a time, alone, in its place in the document."""
    text, section = path.read_text(encoding="utf-8"), _one_by_one(figures)
    heading, next_one = section.partition("\n")[0], "## Ours alone"
    before = text.partition(heading if heading in text else next_one)[0]
    after = text[text.index(next_one) :]
    _write(path, f"{before}{section}\n\n{after}")


def _beginning(figures: Figures) -> str:
    on, used = figures["machine"], figures["versions"]
    peer = figures["calculation"]["peer"]
    ours = f"Python {used['python']}, NumPy {used['numpy']}, PyArrow {used['pyarrow']}"
    return f"""\
# Benchmarks

Written by `make bench`: the figures of one run on one machine, so only ratios carry over to
another. A time is the median, with the least and the greatest in brackets.

- Machine: {on["processor"]}, {on["cores"]} cores, {on["memory_gib"]} GiB, {on["system"]}
- Processes that wanted a core in the minute before measuring: {figures["load_before"]}
- Scheme Builder {used["schemebuilder"]}: {ours}
- Peer: OpenFisca-Core {peer}, in an environment of its own (`make bench-peer`); it is measured
  beside us, never imported or shipped"""


def _beside_the_peer(figures: Figures) -> str:
    in_memory, whole = figures["calculation"], figures["whole job"]
    ours, theirs, unbuilt = (
        whole[side]["seconds"] for side in ("ours", "theirs", "theirs_unbuilt")
    )
    summed = in_memory["columns_summed"]
    nearness = in_memory["ours"]["median"] / summed["median"]
    rows = (
        ("calculation, in memory", in_memory["ours"], in_memory["theirs"]),
        ("the same, ours on one thread", in_memory["ours_on_one_thread"], in_memory["theirs"]),
        ("whole job", ours["whole"], theirs["whole"]),
        ("the same, the peer's builder left out", ours["whole"], unbuilt["whole"]),
        ("whole job with starting the process", ours["process"], theirs["process"]),
    )
    table = "\n".join(_row(*row) for row in rows)
    return f"""\
## {in_memory["persons"]:,} persons in {in_memory["households"]:,} households, beside the peer

| | ours | OpenFisca-Core | we are |
|---|---|---|---|
{table}

The rules are `tests/bench/household_grant.scheme`: ages from birth dates, an income test per head,
an amount for each child up to four, a supplement for disability, a taper, a floor, rounding to the
cent. The peer has the same rules, written for its own interface in `tests/bench/peer_rules.py`.
Both read the same Parquet files. Calculations alternate in two lasting processes. A whole job
(rules, files, calculation, a table of awards written as Parquet) has a fresh process each time, and
the sides alternate there too. The peer's builder is its usual way to fill a simulation from arrays;
"left out" puts them where the builder would have put them. A parameter is looked up by a choice in
one step for everyone; the peer's usual way asks person by person, and takes many times as long.

The most memory that a process held in a whole job: ours {_mib(whole["ours"]["memory"])}, the
peer's {_mib(whole["theirs"]["memory"])}. How near the limit is: adding up each of the
{in_memory["columns"]} columns once takes {_time(summed)}; the calculation takes {nearness:.0f}
times that."""


def _stages(figures: Figures) -> str:
    sides = {
        "ours": "ours",
        "theirs": "the peer",
        "theirs_unbuilt": "the peer, its builder left out",
    }
    lines = [f"| whole job, by stage | {' | '.join(STAGES)} |", "|---" * (len(STAGES) + 1) + "|"]
    for side, name in sides.items():
        seconds = figures["whole job"][side]["seconds"]
        cells = (_ms(seconds[stage]) if stage in seconds else "" for stage in STAGES)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    note = (
        "Our rules are a text, read and checked in that time; the peer's are Python, read when its"
        "\nprocess starts."
    )
    return "\n".join([*lines, "", note])


def _awards(figures: Figures) -> str:
    found = figures["whole job"]["difference"]
    return f"""\
## Are the awards the same?

Ours are exact; the peer calculates with 32-bit floats. Each run compares them household by
household, and fails where such floats cannot explain a difference.

| households | |
|---|---|
| the same award to the cent | {found["equal_to_the_cent"]:,} of {found["households"]:,} |
| a cent apart | {found["a_cent_apart"]:,} |
| so near the income limit that the peer sees them on its other side | \
{found["on_the_other_side_of_the_limit"]:,} |
| apart for another reason | {found["otherwise_apart"]:,} |

All awards of the sample together are {found["sum_ours"]} a month; the peer's are
{found["sum_apart"]:.2f} away."""


def _one_by_one(figures: Figures) -> str:
    found = figures["one by one"]
    ours, exact, batch = found["generated"], found["exact"], found["batch"]
    rows = (
        ("generated code, whole numbers to whole numbers", ours["whole_numbers"]),
        ("its reader: JSON data to whole numbers, everything in it checked", ours["read"]),
        ("generated, JSON data to the whole result, stages and citations too", ours["result"]),
        ("exact, the same result", exact["result"]),
        ("zen-engine, JSON data to outcome and amount", found["theirs"]),
        ("generated, not eligible, with the reasons", ours["refused"]),
        ("exact, not eligible", exact["refused"]),
        ("generated, then the exact evaluator's full trace", ours["traced"]),
    )
    lines = "\n".join(f"| {name} | {_us(taken)} |" for name, taken in rows)
    return f"""\
## One case at a time

| one household of the grant above | time |
|---|---|
{lines}

A file of {batch["cases"]:,} cases, read and decided in one process: generated
**{batch["generated"]:,.0f}** a second, exact {batch["exact"]:,.0f}, zen-engine
{found["peer"]} {batch["theirs"]:,.0f}. Ours also reads the scheme and puts each result in words.

{found["cases"]} made-up households of one to seven persons, of whom everything is known, each
decided by every side in a process of its own, at its best of some rounds. Processes that wanted a
core before: {found["load_before"]}. zen-engine (GoRules, MIT) has the same rules, written for this
comparison as a JDM decision (`tests/bench/rules_engine.py`), and gives the same award to the cent
in {found["same_awards"]} of {found["cases"]} cases. The two do not do the same work. zen-engine
calculates with decimals of 28 digits and returns an outcome and an amount; a fact that is missing
ends in an error, and a misspelt word or a negative pay is taken as it comes. Ours checks names,
types, ranges, decimals and who belongs to whom, keeps fractions whole, says "undecided" of a
missing fact, and returns each stage or reason with its article. Our exact evaluator is asked about
whoever is undecided or failed, about reasons that speak of the case (`refuse "… {{income}} …"`),
days of payment, warnings, and facts that are assumed: such a case takes as long as there."""


def _alone(figures: Figures) -> str:
    case, text, cost = figures["one case"], figures["text"], figures["national cost"]
    schemes, report = cost["schemes"], figures["whole job"]["report"]["seconds"]
    size = f"{case['persons']} persons, {case['benefits']} benefits"
    people = f"{figures['calculation']['persons']:,} persons"
    households = f"{cost['households']:,} households"
    rows = (
        (f"a text of {text['lines']} lines, never seen before, to all findings", text["cold"]),
        ("the same as the first text of a process", text["first_in_a_process"]),
        ("the same after an edit that moves what follows", text["after_an_edit"]),
        (f"one case ({size}) decided exactly", case["decided"]),
        (f"with its full trace ({case['trace_nodes']} nodes) as data", case["decided_with_trace"]),
        ("read, decided, traced, in words in three voices", case["written_with_trace_and_words"]),
        (
            f"an edited text to its cost on {households}: the grant above",
            schemes["household_grant"],
        ),
        ("the same: Bolsa Família", schemes["bolsa_familia"]),
        (f"a report on {people}, by quantile and region, in files", report["report"]),
    )
    return f"## Ours alone\n\n| | time |\n|---|---|\n{_lines(rows)}"


def _how(figures: Figures) -> str:
    persons = os.environ.get("BENCH_PERSONS")
    command = f"BENCH_PERSONS={persons} make bench" if persons else "make bench"
    runs = figures["calculation"]["ours"]["runs"]
    jobs = figures["whole job"]["ours"]["seconds"]["whole"]["runs"]
    return f"""\
## Again

`{command}` measured this: {runs} calculations and {jobs} whole jobs a side.
`BENCH_PERSONS=4000000 make bench` does it with four million persons. What was measured stands in
`build/bench.json`, in seconds and bytes."""


def _us(taken: Spread) -> str:
    median, least, most = (taken[key] * 1e6 for key in ("median", "min", "max"))
    return f"{median:,.0f} µs ({least:,.0f} to {most:,.0f})"


def _row(name: str, ours: Spread, theirs: Spread) -> str:
    ratio = theirs["median"] / ours["median"]
    words = f"{ratio:.1f} times as fast" if ratio >= 1 else f"{1 / ratio:.1f} times as slow"
    return f"| {name} | {_time(ours)} | {_time(theirs)} | **{words}** |"


def _lines(rows: Iterable[tuple[str, Spread]]) -> str:
    return "\n".join(f"| {name} | {_time(taken)} |" for name, taken in rows)


def _time(taken: Spread) -> str:
    return f"{_ms(taken)} ({_figure(taken['min'])} to {_figure(taken['max'])})"


def _ms(taken: Spread) -> str:
    return f"{_figure(taken['median'])} ms"


def _figure(seconds: float) -> str:
    ms = seconds * 1000
    return f"{ms:,.0f}" if ms >= 20 else f"{ms:.1f}" if ms >= 1 else f"{ms:.2f}"


def _mib(size: int | None) -> str:
    return "unknown" if size is None else f"{size / 2**20:,.0f} MiB"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
