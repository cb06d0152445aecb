"""The words on the screen, by key and language; pages hold no sentence of their own."""

from __future__ import annotations

from typing import Final

from schemebuilder_ui.words_pages import PAGES
from schemebuilder_ui.words_runs import RUNS

LANGUAGE: Final = "en"

_RULES: Final[dict[str, str]] = {
    # the frame
    "studio": "Scheme Builder",
    "frame.skip": "Skip to the page",
    "frame.skip.rules": "Skip to the scheme text",
    # the header
    "head.untitled": "Untitled scheme",
    "head.open": "Open",
    "head.download": "Download",
    "head.format": "Tidy",
    "head.format.hint": "Lay the text out evenly (Ctrl+Shift+F)",
    "head.more": "More",
    "head.save": "Save version",
    "head.save.hint": "Keep this text as a version (Ctrl+S)",
    "head.version": "Version {number}",
    "head.since": "Changed since version {number}",
    "head.library": "Library scheme",
    "head.changed": "Changed from the library text",
    "head.back": "Back to library text",
    "head.back.sure": "Throw away your changes and go back to the text of the library?",
    "head.back.yes": "Throw changes away",
    "head.saved": "Draft saved {time}",
    "head.saving": "Saving draft …",
    "head.not_saved": "Draft not saved",
    # another window changed the text too
    "conflict.words": (
        "This scheme was changed in another window too, so nothing more is saved here. Which of "
        "the two texts goes on?"
    ),
    "conflict.take": "Take over here",
    "conflict.show": "Show the other",
    "conflict.shown": "This is the other window's text. Ctrl+Z brings back what was here.",
    "conflict.failed": "The draft is not saved. {reason} What you type next is tried again.",
    # a version
    "version.title": "Save a version",
    "version.hint": (
        "A version never changes again: it can be compared, simulated and brought back."
    ),
    "version.note": "What changed, and why",
    "version.by": "Your name",
    "version.save": "Save version",
    "version.saved": "Version {number} is saved.",
    # what the check says
    "check.running": "Checking …",
    "check.fine": "No problems",
    "check.errors.one": "1 error",
    "check.errors.other": "{n} errors",
    "check.warnings.one": "1 warning",
    "check.warnings.other": "{n} warnings",
    "check.notes.one": "1 note",
    "check.notes.other": "{n} notes",
    # the editor
    "editor.label": "Text of the scheme",
    "editor.keys": (
        "Ctrl+Space completes · F8 next problem · Ctrl+. fixes it · Esc, then Tab leaves the text"
    ),
    "editor.tidied": "The text is laid out evenly.",
    "editor.already_tidy": "The text was already tidy.",
    # outline
    "outline.title": "Outline",
    "outline.go": "Go to a statement",
    "outline.filter": "Part of its name or kind",
    "outline.nothing": "No statement fits these words.",
    # problems
    "problems.title": "Problems",
    "problems.line": "Line {line}",
    "problems.fix": "Fix: {title}",
    "problems.more.one": "… and 1 more further down",
    "problems.more.other": "… and {n} more further down",
    "severity.error": "Error",
    "severity.warning": "Warning",
    "severity.note": "Note",
    # right side
    "tab.case": "One case",
    "tab.country": "The country",
    "tab.country.least": "at least {cost}",
    "tab.country.cost": "The country: {cost} a year",
    "tab.procedure": "Procedure",
    "stale.case": "The text has errors. This is the last decision before them.",
    "stale.case.none": "The text has errors. Once they are fixed, you can decide a case here.",
    "stale.country": "The text has errors. These figures are for the text as it was before them.",
    "stale.country.none": "The text has errors. As soon as they are fixed, the cost appears here.",
    "stale.procedure": "The text has errors. These are the steps as they were before them.",
    "stale.procedure.none": "The text has errors. Once they are fixed, the steps appear here.",
    # the procedure
    "procedure.none": (
        "This scheme has no procedure yet. A procedure says who does what, by when, and what "
        "happens next: it begins with a line such as procedure claim."
    ),
    "procedure.drawn": "Flow chart: {title}. The table below says the same in words.",
    "procedure.full": "Full size",
    "procedure.fitted": "Fit to the page",
    "procedure.step": "Step",
    "procedure.who": "Who",
    "procedure.deadline": "By when",
    "procedure.does": "What is done",
    "procedure.then": "What follows",
    # the case
    "case.title": "The facts of the case",
    "case.start": "Start from an example",
    "case.clear": "Empty the form",
    "case.unknown.rule": (
        "What you leave empty is not known. Not known is not the same as no, or as 0."
    ),
    "case.date": "Decide on",
    "case.date.hint": "The parameters in force on this day are used.",
    "case.household": "The household",
    "case.role": "Role",
    "case.add": "Add a person",
    "case.remove": "Remove {name}",
    "case.not_known": "not known",
    "case.yes": "Yes",
    "case.no": "No",
    "case.assumed": "If not known: {words}",
    "case.number.bad": "Give a number, for example 1,250.50",
    "case.entries": "not known; else a line for each entry: {facts}",
    "case.entries.bad": "Each line is one entry: {facts}",
    "case.none": "This scheme asks for no facts yet.",
    # the decision
    "decision.title": "Decision",
    "decision.none": (
        "The scheme holds no benefit and no eligibility yet, so there is nothing to decide."
    ),
    "decision.household": "Household",
    "decision.fact": "{fact}, {who}",
    "decision.steps": "Every step, with its law",
    "decision.why": "Why",
    "decision.ask": "Ask next",
    "decision.referred": "For an officer: {matter}",
    "decision.assumed": "Assumed, because not known ({n})",
    "outcome.eligible": "Eligible",
    "outcome.subject_to_selection": "Meets the conditions; a list decides",
    "outcome.not_eligible": "Not eligible",
    "outcome.not_payable": "Eligible, not payable",
    "outcome.not_selected": "Not selected",
    "outcome.undecided": "Cannot be decided yet",
    "outcome.failed": "Needs an officer",
    "outcome.not_in_force": "Not in force on this date",
    "period": "per {period}",
    # the country
    "country.preparing": "Preparing the sample population. This happens once.",
    "country.waiting": "Working out the cost …",
    "country.failed": "The cost could not be worked out: {reason}",
    "country.cost": "Cost a year",
    "country.cost.none": "not known",
    "country.cost.none.hint": "The scheme does not say how its periods make a year.",
    "country.cost.least": "at least: {n} are undecided",
    "country.cost.open": "all {n} who could be paid are undecided",
    "country.lacking": (
        "The sample does not hold everything that this scheme asks, so some cannot be decided. "
        "It lacks: {facts}."
    ),
    "country.lacking.none": "Some cannot be decided with what the sample holds.",
    "country.reached": "People reached",
    "country.paid.person": "{n} are paid themselves",
    "country.paid.household": "{n} households are paid",
    "country.coverage": "Coverage",
    "country.coverage.hint": "of all {all} people",
    "country.open": "Undecided",
    "country.open.hint": "{assumed} rest on an assumption, {failed} failed",
    "country.quantile": "By fifth of the population, poorest first",
    "country.region": "By region",
    "country.group": "Group",
    "country.chart": "{title}: cost a year",
    "country.table": "{title}: cost and reach",
    "country.imputed": "What was filled in",
    "country.imputed.none": (
        "Nothing was filled in: the population holds every fact that this scheme reads."
    ),
    "country.sample": (
        "Computed as of {day} on {persons} made-up people in {households} households, weighted "
        "to {weighted} people. The sample is not a survey of a real country: compare texts "
        "with it, do not budget with it."
    ),
    "country.none": "The scheme holds no benefit yet, so there is nothing to cost.",
    "size.million": "million",
    "size.billion": "billion",
    "size.trillion": "trillion",
    # opening
    "open.title": "Open a scheme",
    "open.which": "Your own schemes and those of the library",
    "open.filter": "Search by name, country or branch",
    "open.nothing": "No scheme of the library fits these words.",
    "open.own": "Your own",
    "new.title": "New scheme",
    "new.name": "Name of the scheme",
    "new.name.hint": "Letters, digits and spaces, for example: child grant",
    "new.name.bad": "Please give a name that begins with a letter.",
    "new.create": "Create",
    "upload.bad": "{name} is not a readable text (UTF-8). Save it as UTF-8 text and try again.",
    "upload.large": "That file is too large: a scheme text may have up to 2 MB.",
    # help
    "help.title": "Keyboard",
    "help.close": "Close",
    "help.then": "then",
    "help.complete": "Suggest how the word goes on",
    "help.next": "Go to the next problem",
    "help.previous": "Go to the problem before",
    "help.save": "Save the text as a version, with a note",
    "help.fix": "Apply the first fix at the cursor",
    "help.format": "Tidy the text",
    "help.find": "Find and replace",
    "help.find_next": "Go to the next place that was found",
    "help.line": "Go to a line",
    "help.outline": "Go to a statement by its name",
    "help.undo": "Undo",
    "help.redo": "Redo",
    "help.comment": "Turn the line into a comment, or back",
    "help.fold": "Fold a statement to its first line",
    "help.leave": "Leave the text with the keyboard",
    "help.hover": "Point at a name to read what it means and which law it comes from.",
}

ENGLISH: Final[dict[str, str]] = {**_RULES, **PAGES, **RUNS}
CATALOGUE: Final[dict[str, dict[str, str]]] = {"en": ENGLISH}


def say(key: str, **facts: object) -> str:
    """The words of a key with its facts filled in."""
    return CATALOGUE[LANGUAGE][key].format(**facts)


def count(key: str, n: int) -> str:
    """The words for `n` things: the key has a form for one and a form for others."""
    return say(f"{key}.{'one' if n == 1 else 'other'}", n=n)


def inside(words: str) -> str:
    """Words as they stand inside a sentence: `Version 2` is version 2."""
    return words[:1].lower() + words[1:]


def whole(n: float) -> str:
    """A count as people read it: `1,234,567`."""
    return f"{n:,.0f}"
