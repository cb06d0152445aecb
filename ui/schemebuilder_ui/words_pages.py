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
        "another name, or was kept in another browser."
    ),
    "missing.home": "Go to your schemes and the library",
    # home
    "home.title": "Schemes",
    "home.new": "New scheme",
    "home.upload": "Upload",
    "home.mine": "My schemes",
    "home.mine.none": (
        "You have no scheme of your own yet. Open one of the library and change it, or begin a "
        "new one."
    ),
    "home.changed": "changed {when}",
    "home.versions.one": "1 version",
    "home.versions.other": "{n} versions",
    "home.library": "Library",
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
