"""The texts of a scheme that can be simulated, and which two are meant where nobody says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemebuilder.services import keeping
from schemebuilder.services.running import TextRef
from schemebuilder_ui import drafts
from schemebuilder_ui.kept_runs import at
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemebuilder.services.workspace import Workspace

DRAFT: Final = "draft"
LIBRARY: Final = "library"
NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a scheme by their names in addresses: `draft`, `3`, `library`; newest first."""

    key: str
    names: Mapping[str, str]
    texts: Mapping[str, str]

    def ref(self, name: str) -> TextRef | None:
        """What a run takes of a text; None for none."""
        if name not in self.names:
            return None
        if name.isdecimal():
            return TextRef(self.key, int(name))
        return TextRef(self.key, text=self.texts[name])

    def chosen(self, wanted: str) -> str:
        """The text that is wanted, else the newest version, else what there is."""
        if wanted in self.names:
            return wanted
        versions = [name for name in self.names if name.isdecimal()]
        return next(iter(versions or self.names), "")

    def against(self, after: str, wanted: str) -> str:
        """What a text is compared with: what is wanted, else the next older one, else none."""
        if wanted == NONE or wanted in self.names:
            return wanted
        older = list(self.names)[list(self.names).index(after) + 1 :] if after else []
        return next(iter(older), NONE)


def texts_of(work: Workspace, key: str) -> Texts:
    """The draft, the versions and the library's text of a scheme, as far as there are such.

    A draft that is the newest version, or the library's text, is not named once more.
    """
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    for version in keeping.versions(work, key):
        name = str(version.number)
        note = f": {version.note}" if version.note else ""
        names[name] = f"{say('version.number', n=version.number)}{note}"
        texts[name] = keeping.version_text(work, key, version.number) or ""
    found = drafts.found(work, key)
    library = drafts.library_text(found.origin) if found is not None and found.origin else None
    if library is not None:
        names[LIBRARY] = say("version.library")
        texts[LIBRARY] = library
    if found is not None and found.text != next(iter(texts.values()), None):
        kept = keeping.draft(work, key)
        when = "" if kept is None else at(kept.saved_at)
        draft = say("version.draft.saved", when=when) if when else say("version.draft")
        names, texts = {DRAFT: draft, **names}, {DRAFT: found.text, **texts}
    return Texts(key, names, texts)
