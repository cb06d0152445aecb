"""The scheme that a program names: one that is kept here, in a version, or one of the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemebuilder.ir.scheme import Scheme
from schemebuilder.services import authoring, keeping
from schemebuilder.services.authoring import Checked
from schemebuilder.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme that can be named. `newest` is its newest version; the library's have none.

    A scheme that is kept hides one of the library with the same key.
    """

    key: str
    title: str
    country: str
    branch: str
    library: bool
    origin: str = ""
    newest: int | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A scheme as it was named, checked: in which version, or None of the library.

    `text` is as it was written, also of a reform.
    """

    key: str
    version: int | None
    text: str
    checked: Checked

    @property
    def ready(self) -> Ready | None:
        """The scheme to decide by, or None where it has errors."""
        return None if self.checked.scheme is None else Ready(self, self.checked.scheme)


@dataclass(frozen=True, slots=True)
class Ready:
    """A scheme as it was named, without errors."""

    named: Named
    scheme: Scheme


def listed(work: Workspace) -> tuple[Listed, ...]:
    """Return all schemes that decide: those with a version, and the library's; in order of keys.

    A draft without a version is not among them: nobody else decides by it yet.
    """
    kept = {
        one.key: Listed(
            one.key,
            one.heading.title,
            one.heading.country,
            one.heading.branch,
            library=False,
            origin=one.heading.origin,
            newest=one.versions,
            changed_at=one.changed_at,
        )
        for one in keeping.schemes(work)
        if one.versions
    }
    library = {
        entry.id: Listed(entry.id, entry.title, entry.country, entry.branch, library=True)
        for entry in authoring.library()
    }
    return tuple(each for _, each in sorted((library | kept).items()))


def heading(work: Workspace, key: str) -> Listed | None:
    """Return what the list says of one scheme."""
    return next((each for each in listed(work) if each.key == key), None)


def taken(work: Workspace, key: str) -> bool:
    """Say whether a key stands for something already: a draft counts, and so does the library."""
    kept = any(one.key == key for one in keeping.schemes(work))
    return kept or authoring.library_scheme(key) is not None


def named(work: Workspace, key: str, version: int | None = None) -> Named | None:
    """Return a scheme by its key, in a version or the newest one; None where there is none."""
    if "\x00" in key:
        return None  # PostgreSQL has no text with this letter, so nothing is kept under it
    newest = next(iter(keeping.versions(work, key)), None)
    number = version or (newest.number if newest else None)
    if number is None:
        checked = authoring.library_scheme(key)
        if checked is None:
            return None
        return Named(key, None, checked.texts.get(key, ""), checked)
    text = keeping.version_text(work, key, number)
    if text is None:
        return None
    return Named(key, number, text, authoring.check_text(text, key, alone=True))
