"""The texts of a scheme that can be simulated, and which two are meant where nobody says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemebuilder.services import keeping
from schemebuilder.services.running import TextRef
from schemebuilder_ui.drafts import library_text
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
        if name == LIBRARY:
            return TextRef(self.key, text=self.texts[name])
        return TextRef(self.key, None if name == DRAFT else int(name))

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
    """The draft, the versions and the library's text of a scheme, as far as there are such."""
    names: dict[str, str] = {}
    texts: dict[str, str] = {}
    draft = keeping.draft(work, key)
    if draft is not None:
        names[DRAFT] = say("version.draft.saved", when=at(draft.saved_at))
        texts[DRAFT] = draft.text
    for version in keeping.versions(work, key):
        name = str(version.number)
        note = f": {version.note}" if version.note else ""
        names[name] = f"{say('version.number', n=version.number)}{note}"
        texts[name] = keeping.version_text(work, key, version.number) or ""
    library = library_text(key)
    if library is not None:
        names[LIBRARY] = say("version.library")
        texts[LIBRARY] = library
    return Texts(key, names, texts)
