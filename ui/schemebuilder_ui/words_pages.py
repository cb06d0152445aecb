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
}
