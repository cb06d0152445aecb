"""The history of a scheme: its versions, what changes in words between any two, and going back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from nicegui import ui

from schemebuilder.services import comparing, keeping
from schemebuilder_ui import drafts
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.kept_runs import at
from schemebuilder_ui.pages.missing import missing_scheme
from schemebuilder_ui.widgets import dialogs
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.text_diff import text_diff
from schemebuilder_ui.widgets.version_choice import LIBRARY, texts_of
from schemebuilder_ui.widgets.window import window
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemebuilder.services.keeping import Version
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.drafts import Draft

HEADS = ("number", "saved", "by", "note", "meaning", "do")


def register(work: Workspace) -> None:
    """Add the page."""

    @page("/scheme/{key}/history")
    def _history(key: str) -> None:
        drafts.move_over(work)
        draft = drafts.found(work, key)
        if draft is None:
            missing_scheme(key)
        else:
            _History(work, draft)


class _History:
    """One browser page at the versions of one scheme."""

    def __init__(self, work: Workspace, draft: Draft) -> None:
        self._work, self._draft = work, draft
        self._texts = texts_of(work, draft.key)
        versions = keeping.versions(work, draft.key)
        title = drafts.title_of(draft.text)
        tab = say("history.tab", title=title)
        with frame(tab, here="history", scheme=draft.key, called=title) as around, around.body:
            heading(say("history.title"), 1)
            if not versions:
                self._nothing_yet()
            with named(ui.element("section"), say("history.versions")) as listed:
                heading(say("history.versions"), 2)
                self._table(versions)
            listed.set_visibility(bool(versions))
            with named(ui.element("section"), say("history.compare")) as compared:
                heading(say("history.compare"), 2)
                self._choice(versions)
                self._told = ui.element("div").classes("sb-told-changes").props("aria-live=polite")
            compared.set_visibility(len(self._texts.names) > 1)
            if len(self._texts.names) > 1:
                self._compare()

    def _nothing_yet(self) -> None:
        with ui.element("section").classes("sb-empty"):
            ui.label(say("history.none"))
            ui.link(say("history.none.do"), scheme_address(self._draft.key))

    # --- the versions -------------------------------------------------------------------------

    def _table(self, versions: Sequence[Version]) -> None:
        by = any(version.saved_by for version in versions)  # only where somebody is named
        scroll = ui.element("div").classes("sb-table-scroll").props("role=group tabindex=0")
        with named(scroll, say("history.versions")), ui.element("table").classes("sb-table"):
            with ui.element("thead"), ui.element("tr"):
                for head in (head for head in HEADS if by or head != "by"):
                    with ui.element("th").props("scope=col").classes("sb-words"):
                        ui.label(say(f"history.head.{head}"))
            with ui.element("tbody"):
                for version, older in pairwise([*versions, None]):
                    if version is not None:
                        self._row(version, older, by=by)

    def _row(self, version: Version, older: Version | None, *, by: bool) -> None:
        number = version.number
        with ui.element("tr"):
            with ui.element("th").props("scope=row").classes("sb-words"):
                ui.label(say("version.number", n=number))
            who = [version.saved_by] if by else []
            for said in (at(version.saved_at), *who, version.note, _meaning(version, older)):
                with ui.element("td").classes("sb-words"):
                    ui.label(said)
            with ui.element("td").classes("sb-words sb-row-actions"):
                self._button("history.view", number, lambda: self._view(number))
                self._button("history.restore", number, lambda: self._ask_to_restore(number))

    def _button(self, words: str, number: int, action: Callable[[], None]) -> None:
        button = ui.button(say(words), on_click=action).props("flat dense no-caps")
        named(button, say(f"{words}.of", number=number))

    def _view(self, number: int) -> None:
        with window(say("version.number", n=number)):
            box = ui.element("pre").classes("sb-text-shown").props("tabindex=0")
            with named(box, say("editor.label")):
                ui.label(self._texts.texts[str(number)])

    def _ask_to_restore(self, number: int) -> None:
        question = say("history.restore.sure", number=number)
        dialogs.confirm(question, say("history.restore.yes"), lambda: self._restore(number))

    def _restore(self, number: int) -> None:
        """Make a version's text the draft, over what is there now."""
        text, now = self._texts.texts[str(number)], keeping.draft(self._work, self._draft.key)
        kept, findings = keeping.save_draft(
            self._work,
            self._draft.key,
            text,
            revision=0 if now is None else now.revision,
            good=text,
            case=self._draft.case,
            base=number,
        )
        if kept is None:
            ui.notify(f"{findings[0].message} {findings[0].hint}", type="negative")
            return
        ui.navigate.to(scheme_address(self._draft.key))

    # --- two of them --------------------------------------------------------------------------

    def _choice(self, versions: Sequence[Version]) -> None:
        names, texts = self._texts.names, self._texts.texts
        numbers = [str(version.number) for version in versions]
        newest = next(iter(numbers), "")
        after = next(iter(names), "")
        if newest and texts[after] == texts[newest]:
            after = newest
        before = next((name for name in [*numbers, LIBRARY] if name in names and name != after), "")
        with ui.row(align_items="end").classes("sb-choices"):
            self._before = self._select("history.from", before)
            self._after = self._select("history.to", after)

    def _select(self, words: str, chosen: str) -> ui.select:
        value = chosen if chosen in self._texts.names else None
        box = ui.select(dict(self._texts.names), value=value, label=say(words))
        box.props("outlined dense options-dense").on_value_change(self._compare)
        return named(box, say(words))

    def _compare(self) -> None:
        before, after = str(self._before.value), str(self._after.value)
        names, texts = self._texts.names, self._texts.texts
        self._told.clear()
        if before not in texts or after not in texts:
            return
        compared = comparing.compare_texts(texts[before], texts[after])
        with self._told:
            for finding in compared.findings[:1]:
                with ui.element("div").classes("sb-trouble").props("role=note"):
                    ui.label(say("history.errors", name=names[after]))
                    ui.label(finding.message).classes("sb-quiet")
            if compared.lines:
                with ui.element("ul").classes("sb-rows sb-changes"):
                    for line in compared.lines:
                        with ui.element("li"):
                            ui.label(line)
            elif not compared.findings:
                same = texts[before] == texts[after]
                ui.label(say("history.same" if same else "history.wording")).classes("sb-quiet")
            if compared.lines:
                behind = f"/simulate?version={after}&baseline={before}"
                link = ui.link(say("history.who"), scheme_address(self._draft.key, behind))
                link.classes("sb-button")
            with ui.expansion(say("diff.title")).classes("sb-more sb-wide"):
                text_diff(texts[before], texts[after], (names[before], names[after]))


def _meaning(version: Version, older: Version | None) -> str:
    if older is None:
        return say("history.first")
    changed = version.meaning_hash != older.meaning_hash
    return say("history.meaning" if changed else "history.only_wording")
