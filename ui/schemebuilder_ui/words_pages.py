"""The words of home and of the pages around a scheme's rules."""

from __future__ import annotations

from typing import Final

PAGES: Final[dict[str, str]] = {
    # the way around
    "nav.title": "Pages",
    "nav.home": "Home",
    "nav.rules": "Rules",
    # a scheme that is not there
    "missing.title": "There is no such scheme",
    "missing.words": (
        "Neither the library nor your own schemes have one with the address {address}. It may have "
        "another name now."
    ),
    "missing.home": "Go to your schemes and the library",
    # home
    "home.title": "Schemes",
    "home.new": "New scheme",
    "home.upload": "Upload",
    "home.begin": "Begin here",
    "home.begin.how": (
        "Look at a scheme that works, or take one as your own: you get a copy to change."
    ),
    "home.sample": "A worked sample",
    "home.sample.words": (
        "{title}: a case decided, with the reasons and every step. The tab beside it says what the "
        "scheme costs in a year."
    ),
    "home.sample.open": "Open the sample",
    "home.starter.child": "Child grant",
    "home.starter.pension": "Old-age pension",
    "home.starter.emergency": "Emergency cash",
    "home.starter.small": (
        "Small and of no country: an income test, a cap, a procedure and cases. The sample "
        "population can cost it."
    ),
    "home.starter.words": "Modelled on: {title} ({country}).",
    "home.starter.start": "Start from this",
    "home.mine": "My schemes",
    "home.mine.none": (
        "You have no scheme of your own yet. Start from one of the cards, open one of the library "
        "and change it, or begin a new one."
    ),
    "home.changed": "changed {when}",
    "home.from": "from {title}",
    "home.versions.one": "1 version",
    "home.versions.other": "{n} versions",
    "home.runs": "Recent runs",
    "home.runs.none": (
        "Nothing was simulated yet. Open a scheme and choose Simulate to see its cost and whom "
        "it reaches."
    ),
    "home.runs.all": "All runs",
    "home.country": "Country",
    "home.country.every": "Every country",
    "home.branch": "Branch",
    "home.branch.every": "Every branch",
    "home.library": "Library",
    # the cases of a scheme
    "nav.cases": "Cases",
    "cases.tab": "Cases of {title}",
    "cases.title": "Cases",
    "cases.run": "Run all",
    "cases.running": "Running …",
    "cases.import": "Import",
    "cases.export": "Export",
    "cases.errors": "The text has errors, so no case can be decided.",
    "cases.errors.do": "Go to the rules and mend them",
    "cases.none": (
        "There is no case yet. A case is a family with the decision that is right for it: it says "
        "at once when a change of the rules changes a decision that should stay."
    ),
    "cases.none.do": "Go to the rules, decide a case and keep it as an example",
    "cases.head.case": "Case",
    "cases.head.given": "Facts",
    "cases.head.expected": "Expected",
    "cases.head.got": "Decided",
    "cases.head.result": "Result",
    "cases.head.do": "What you can do",
    "cases.kept": "kept beside the text",
    "cases.of_text": "an example in the text",
    "cases.expects_nothing": "nothing: it passes if it can be decided",
    "cases.passed": "passed",
    "cases.failed": "failed",
    "cases.all_passed.one": "The case passes.",
    "cases.all_passed.other": "All {n} cases pass.",
    "cases.some_failed": "{failed} of {all} cases fail.",
    "cases.open": "Open",
    "cases.open.of": "Open in the rules: {name}",
    "cases.write": "Write into the text",
    "cases.write.of": "Write into the text: {name}",
    "cases.write.sure": "Write the case {name} into the text as an example?",
    "cases.write.yes": "Write it",
    "cases.written": "The case is now the last example of the text.",
    "cases.rename": "Rename",
    "cases.rename.of": "Rename {name}",
    "cases.name": "Name of the case",
    "cases.name.taken": "Another case has this name.",
    "cases.remove": "Remove",
    "cases.remove.of": "Remove {name}",
    "cases.remove.sure": "Remove the case {name}?",
    "cases.remove.yes": "Remove it",
    "cases.imported.one": "1 case is kept.",
    "cases.imported.other": "{n} cases are kept.",
    "name.empty": "Please give a name.",
    # the case beside the rules is kept
    "keep.button": "Keep as example",
    "keep.title": "Keep this case as an example",
    "keep.yes": "Keep it",
    "keep.kept": "Kept. The page of cases says when a change of the rules changes this decision.",
    "keep.taken": "Another case has this name. Give another, or remove that one first.",
    # the history of a scheme
    "nav.history": "History",
    "history.tab": "History of {title}",
    "history.title": "History",
    "history.none": (
        "There is no version yet. A version is a text that never changes again: save one when the "
        "rules are ready to be compared, simulated or shown to others."
    ),
    "history.none.do": "Go to the rules and save one (Ctrl+S)",
    "history.versions": "Versions",
    "history.head.number": "Version",
    "history.head.saved": "Saved",
    "history.head.by": "By",
    "history.head.note": "What changed, and why",
    "history.head.meaning": "Against the one before",
    "history.head.do": "What you can do",
    "history.first": "the first version",
    "history.meaning": "the rules changed",
    "history.only_wording": "only wording changed",
    "history.view": "View",
    "history.view.of": "View version {number}",
    "history.restore": "Bring back",
    "history.restore.of": "Bring back version {number} as the draft",
    "history.restore.sure": (
        "Make version {number} the draft? What is in the draft now, and in no version, is lost."
    ),
    "history.restore.yes": "Bring it back",
    "history.compare": "What changes in words",
    "history.from": "From",
    "history.to": "To",
    "history.same": "Both are the same text.",
    "history.wording": "The rules are the same; only wording, comments or layout differ.",
    "history.errors": "One of the two has errors, so what changes cannot be said in words.",
    "history.who": "Who changes: simulate these two",
    # two texts beside each other
    "diff.title": "The texts line by line",
    "diff.none": "Both texts are the same.",
    "diff.added": "new:",
    "diff.removed": "before:",
    "diff.skipped.one": "1 line is the same",
    "diff.skipped.other": "{n} lines are the same",
}
