"""The words of tables, charts, and the pages of simulations and their runs."""

from __future__ import annotations

from typing import Final

RUNS: Final[dict[str, str]] = {
    # tables and charts
    "table.csv": "CSV",
    "table.csv.of": "Download as CSV: {title}",
    "chart.png": "PNG",
    "chart.png.of": "Download as PNG: {title}",
    "chart.shows": "Chart: {title}. The table below holds the same figures.",
    "unit.percent": "per cent",
    "unit.points": "percentage points",
    "unit.people": "people",
    "unit.households": "households",
    "unit.rows": "rows",
    "unit.money.year": "{currency} a year",
    # a run: the first numbers
    "run.unknown": "not known",
    "run.change": "Change",
    "run.cost": "Cost a year",
    "run.cost.net": "{cost}; less what people owe, {net}",
    "run.least": "{hint}; at least, because decisions are open",
    "run.all_open": "every decision that could pay is open",
    "run.coverage.open": "{hint}; for {n} of them the decision is open",
    "run.poverty.left_out": "{hint}; without {n} people whose decision or welfare is not known",
    "run.groups.open": (
        "Every decision that could pay is open, so there is nothing to show by group. The facts "
        "that are missing stand below."
    ),
    "run.reach": "People reached",
    "run.reach.hint": "live in {n} households that are paid, or have a member who is",
    "run.coverage": "Coverage of the poor",
    "run.coverage.hint": "{n} of {all} poor people are reached",
    "run.poverty": "People in poverty",
    "run.poverty.hint": "{without} without the scheme",
    "run.points": "{n} points",
    "run.against": "{change} against {before}",
    "run.against.same": "the same as {before}",
    "run.line": "Poverty line: {words} ({amount} a year for each person, before any transfer).",
    "run.not_costed": (
        "Without a price, so in no sum of money: {names}. How many get them is counted."
    ),
    "run.undecided": (
        "For {n} people the decision is open, because facts are missing. They are in no figure of "
        "cost or reach, so these are at least what is shown. See what is missing or assumed, below."
    ),
    # a run: its parts
    "run.parts": "Parts of this page",
    "run.part.changes": "What changes",
    "run.part.moves": "Winners and losers",
    "run.part.extremes": "Who loses and gains most",
    "run.part.fifth": "By fifth of the population",
    "run.part.region": "By region",
    "run.part.gaps": "Missing, assumed and undecided",
    "run.changes.none": "The rules of both versions mean the same.",
    "run.changes.alone": "This version is simulated alone, so there is nothing that changes.",
    "run.changes.table": (
        "Every change in the text, and what it does when it is made by itself: together they may "
        "do more or less"
    ),
    "run.changes.clause": "What changes",
    "run.changes.changed": "Households changed",
    "run.changes.persons": "People in them",
    "run.changes.cost": "Change of the cost",
    "run.changes.how": "How it was tried",
    "run.changes.alone.how": "By itself",
    "run.changes.last.how": "As the last of the changes",
    "run.changes.together.how": "Together with: {others}",
    "run.changes.example": "The household that it changes most",
    "run.changes.household": "{id}: {before} → {after} a year",
    "run.changes.open": "open",
    # groups
    "run.by.fifth": "by fifth of the population",
    "run.by.tenth": "by tenth of the population",
    "run.by.tenth.more": "The same by tenth",
    "run.by.region": "by region",
    "run.group": "Group",
    "run.group.unknown": "not known",
    "run.group.poorest": "{n}, the poorest",
    "run.group.richest": "{n}, the richest",
    "run.group.all": "all",
    "run.group.coverage": "Of the group reached",
    "run.group.share": "Share of the cost",
    "run.group.mean": "Average for a paid household",
    "run.groups.table": "Cost and reach {by}",
    "run.groups.shares": "Shares and averages {by}",
    "run.chart.cost": "Cost a year {by}",
    "run.chart.coverage": "People reached, per cent of the group, {by}",
    # winners and losers
    "run.moves.none": "Who gains and who loses cannot be said: {because}.",
    "run.moves.gain": (
        "{households} households with {persons} people gain, together {amount} a year."
    ),
    "run.moves.lose": (
        "{households} households with {persons} people lose, together {amount} a year."
    ),
    "run.moves.same": "For {households} households nothing changes.",
    "run.moves.undecided": "For {households} households at least one decision is open.",
    "run.moves.adds_up": "Together this is the change of the cost less what people owe: {total}.",
    "run.moves.by.fifth": "Who gains and who loses, by fifth of the population",
    "run.moves.by.region": "Who gains and who loses, by region",
    "run.moves.gaining": "Gain",
    "run.moves.losing": "Lose",
    "run.moves.households": "Households",
    "run.moves.persons": "People",
    "run.moves.amount": "Amount",
    "run.moves.unchanged": "Nothing changes",
    "run.moves.open": "Decision open",
    "run.moves.bands": "People by the change, in per cent of their {of}",
    "run.moves.without": "open, or nothing to compare with",
    "run.moves.chart": "People who gain (up) or lose (down), by fifth of the population",
    "run.moves.chart.unit": "per cent of the people of the fifth",
    # extremes
    "run.extremes.lose": "The households that lose most",
    "run.extremes.gain": "The households that gain most",
    "run.extremes.none.lose": "No household loses.",
    "run.extremes.none.gain": "No household gains.",
    "run.household": "Household",
    "run.household.persons": "People in it",
    "run.household.fifth": "Fifth",
    "run.household.region": "Region",
    # what is open
    "run.decisions.table": "How everybody was decided by {version}",
    "run.decisions.what": "Decision",
    "run.decisions.of": "Of",
    "run.decisions.unit": "people or households",
    "run.of.person": "person",
    "run.of.household": "household",
    "run.missing.table": "Facts that the population does not hold for everybody, by {version}",
    "run.missing.none": "The population holds every fact that this version reads.",
    "run.missing.fact": "Fact",
    "run.missing.how": "What is done about it",
    "run.missing.lack": "Without it",
    "run.missing.rows": "Rows in the data",
    "run.missing.because": "Why",
    "run.policy.assumed": "assumed, as the scheme says",
    "run.policy.derived": "worked out from other facts",
    "run.policy.asked": "left open, to be asked",
    "run.policy.referred": "left open, for an officer",
    "run.failures": "Decisions that failed",
    "run.failures.household": "Household {id}",
    "run.claims.broken": "{claim}: does not hold for {n}.",
    "run.imputed": "Filled in in the population: {words}.",
    "run.not_enacted": ("{name} counts with a value that is {status}, not law, from {start}."),
    "run.heading": "{title}: {after} against {before}",
    "run.heading.alone": "{title}: {after}",
    "run.about": (
        "On {population}: {households} households with {persons} people in the data. Law of {day}. "
        "Run on {made}."
    ),
    "run.stale": "The rules have changed since: these figures are of the text as it was then.",
    "run.stale.again": "Simulate again",
    "run.inputs": "What this run rests on",
    "run.inputs.after": "Simulated",
    "run.inputs.before": "Compared with",
    "run.inputs.text": "Text {hash}",
    "run.inputs.meaning": "Meaning {hash}",
    "run.inputs.hash": "Contents {hash}",
    "run.inputs.program": "Program",
    "run.inputs.program.words": "Scheme Builder {version}, {engine} engine",
    "run.inputs.took": "{seconds} seconds, {when}",
    "run.report": "Whole report (JSON)",
    # versions
    "version.number": "Version {n}",
    "version.draft": "The draft",
    "version.draft.saved": "The draft, saved {when}",
    "version.library": "The library's text",
    "version.base": "The base of the reform",
    # the page that simulates
    "nav.simulate": "Simulate",
    "nav.runs": "Runs",
    "simulate.tab": "Simulate {title}",
    "simulate.title": "Simulate",
    "simulate.no_version": "There is no version {n} of this scheme. Choose one of those below.",
    "simulate.version": "Simulate",
    "simulate.baseline": "Compare with",
    "simulate.baseline.hint": "Every figure is shown for both, with the change.",
    "simulate.alone": "Nothing: this version alone",
    "simulate.day": "Law of",
    "simulate.day.hint": "The rules and the values in force on this day are used.",
    "simulate.day.bad": "Give a day, such as 2026-03-01.",
    "simulate.start": "Start the simulation",
    "simulate.mend": "Go to the rules",
    "simulate.earlier": "Earlier runs of this scheme",
    "simulate.earlier.none": "This scheme was not simulated yet.",
    # populations
    "population.title": "Population",
    "population.sample": "The sample: 20,000 made-up households",
    "population.sample.hint": (
        "It is made when it is first used, in a few seconds. Nobody in it is real: compare "
        "versions with it, do not budget with it."
    ),
    "population.about": "{households} households with {persons} people, as of {day}.",
    "population.made_up": (
        "Nobody in it is real: compare versions with it, do not budget with it."
    ),
    "population.make": "Make one up",
    "population.make.title": "Make up a population",
    "population.make.hint": (
        "A made-up country with its families, incomes and regions. The same number of households "
        "and the same seed give the same people on every machine. Nobody in it is real."
    ),
    "population.make.households": "Households",
    "population.make.seed": "Seed",
    "population.make.start": "Make it",
    # the poverty line
    "line.title": "Poverty line",
    "line.hint": "Who is below it, before any transfer, is poor: for coverage and poverty.",
    "line.fifth": "The poorest fifth are the poor",
    "line.median": "A share of the median",
    "line.amount": "An amount",
    "line.share": "Per cent of the median",
    "line.money": "Amount for each person",
    "line.per": "For each",
    "line.day": "a day",
    "line.month": "a month",
    "line.year": "a year",
    # what is under way
    "jobs.title": "Under way",
    "jobs.results": "See the results",
    "jobs.cancel": "Cancel",
    "jobs.cancel.of": "Cancel: {title}",
    "jobs.progress": "How far: {title}",
    "jobs.queued": "Waiting for its turn",
    "jobs.starting": "Starting …",
    "jobs.cancelling": "Cancelling …",
    "jobs.cancelled": "Cancelled. Nothing of it was kept.",
    "jobs.done": "Done",
    "jobs.done.population": "Done: it can be chosen as a population.",
    # the list of runs
    "runs.title": "Runs",
    "runs.kept": "Runs that are kept",
    "runs.none": (
        "There is no run yet. Open a scheme and choose Simulate: it shows what the scheme costs, "
        "whom it reaches, and who gains and loses by a change."
    ),
    "runs.without": "Ended without a result",
    "runs.caption": "Runs, the newest first",
    "runs.run": "Run",
    "runs.versions": "Versions",
    "runs.against": "{after} against {before}",
    "runs.law": "Law of",
    "runs.made": "Run on",
    # a run that is not there
    "missing.run": "There is no such run",
    "missing.run.words": "No run with the number {id} is kept here.",
    "missing.run.all": "Go to all runs",
    # the way to any household of a run
    "find.title": "Look at one household",
    "find.id": "Id of the household",
    "find.look": "Look",
    "find.hint": (
        "What is decided for it, and why. Ids are those of the population; in one that is made up "
        "they are h1, h2 and so on."
    ),
    # one household of a run
    "household.title": "Household {id}",
    "household.of": "One household of the run {run}",
    "household.gone": (
        "The population of this run is no longer kept on this machine, so its households cannot be "
        "looked at. The figures of the run stay."
    ),
    "household.why": "Why, in plain words",
    "household.voice": "Written for",
    "household.voice.officer": "the officer",
    "household.voice.applicant": "the applicant",
    "household.voice.court": "a court",
    "household.facts": "The household and what is known of it",
    "household.members": "Who lives in the household",
    "household.person": "Person",
    "household.entries.one": "1 entry",
    "household.entries.other": "{n} entries",
    "household.open": "Open this case in the editor",
    "household.open.hint": "There it is decided by the rules as they are now, and can be changed.",
    "household.no_scheme": "The scheme of this run is no longer here.",
    "household.refused": "The case could not be put into the draft: it was changed elsewhere.",
    "household.decided": "What is decided",
    "household.steps": "Where the steps part",
    "beside.caption": "The decision by each version",
    "beside.what": "Decision",
    "beside.award": "award",
    "beside.eligibility": "eligibility",
    "beside.differs": "differs",
    "beside.missing": "Not known: {fact}",
    "beside.none": "Not in this version",
    "steps.caption": "Every step, with its law",
    "steps.number": "Step",
    "steps.none": "not taken",
}
