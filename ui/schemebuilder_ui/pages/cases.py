"""The cases of a scheme: those of its text and those kept, tried at once, with what differs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from nicegui import background_tasks, ui

from schemebuilder.services import keeping, trying
from schemebuilder.services.writing_examples import with_example
from schemebuilder_ui import drafts
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.pages.missing import missing_scheme
from schemebuilder_ui.widgets import dialogs
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.upload import file_upload
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schemebuilder.services.trying import TriedCase
    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.drafts import Draft

HEADS: Final = ("case", "result", "given", "expected", "got", "do")


def register(work: Workspace) -> None:
    """Add the page."""

    @page("/scheme/{key}/cases")
    def _cases(key: str) -> None:
        draft = drafts.found(work, key)
        if draft is None:
            missing_scheme(key)
        else:
            _Cases(work, draft)


class _Cases:
    """One browser page at the cases of one scheme."""

    def __init__(self, work: Workspace, draft: Draft) -> None:
        self._work, self._key = work, draft.key
        title = drafts.title_of(draft.text)
        tab = say("cases.tab", title=title)
        with frame(tab, here="cases", scheme=draft.key, called=title) as around, around.body:
            with ui.row(align_items="center").classes("sb-page-head"):
                heading(say("cases.title"), 1)
                ui.space()
                run = ui.button(say("cases.run"), icon="play_arrow", on_click=self._try_soon)
                run.props("unelevated no-caps")
                bring = ui.button(say("cases.import"), icon="upload")
                bring.on_click(file_upload(".json,application/json", self._bring))
                bring.props("outline no-caps")
                self._take = ui.button(say("cases.export"), icon="download", on_click=self._export)
                self._take.props("outline no-caps")
            self._summary = ui.label(say("cases.running")).props("role=status")
            self._body = ui.element("div").classes("sb-told-changes")
        self._try_soon()

    # --- trying -------------------------------------------------------------------------------

    def _try_soon(self) -> None:
        self._summary.text = say("cases.running")
        background_tasks.create(self._try(), name="try the cases")

    async def _try(self) -> None:
        draft = drafts.found(self._work, self._key)
        if draft is None or self._body.is_deleted:
            return
        kept = keeping.examples(self._work, self._key)
        tried, findings = await asyncio.to_thread(trying.try_cases, draft.text, kept)
        if self._summary.is_deleted:
            return
        self._take.set_visibility(bool(kept))
        self._body.clear()
        with self._body:
            if findings:
                self._summary.text = say("cases.errors")
                ui.link(say("cases.errors.do"), scheme_address(self._key))
            elif not tried:
                self._summary.text = ""
                self._nothing_yet()
            else:
                self._summary.text = _summed(tried)
                self._table(tried)

    def _nothing_yet(self) -> None:
        with ui.element("section").classes("sb-empty"):
            ui.label(say("cases.none"))
            ui.link(say("cases.none.do"), scheme_address(self._key))

    def _table(self, tried: Sequence[TriedCase]) -> None:
        scroll = ui.element("div").classes("sb-table-scroll sb-wide").props("role=group tabindex=0")
        with named(scroll, say("cases.title")), ui.element("table").classes("sb-table sb-cases"):
            with ui.element("thead"), ui.element("tr"):
                for head in HEADS:
                    with ui.element("th").props("scope=col").classes("sb-words"):
                        ui.label(say(f"cases.head.{head}"))
            with ui.element("tbody"):
                for number, case in enumerate(tried, 1):
                    self._row(number, case)

    def _row(self, number: int, case: TriedCase) -> None:
        with ui.element("tr"):
            with ui.element("th").props("scope=row").classes("sb-words"):
                ui.label(case.name)
                ui.label(say("cases.kept" if case.kept else "cases.of_text")).classes("sb-quiet")
            with ui.element("td").classes("sb-words"):
                word = "passed" if case.passed else "failed"
                ui.label(say(f"cases.{word}")).classes(f"sb-badge sb-case-{word}")
                for line in case.why:
                    ui.label(line).classes("sb-why-failed")
            _lines(case.given)
            _lines(case.expected or (say("cases.expects_nothing"),))
            _lines(case.got)
            with ui.element("td").classes("sb-words sb-row-actions"):
                behind = f"?kept={case.kept}" if case.kept else f"?example={number}"
                link = ui.link(say("cases.open"), scheme_address(self._key, behind))
                named(link, say("cases.open.of", name=case.name))
                if case.kept:
                    self._button("cases.write", case, lambda: self._ask_to_write(case))
                    self._button("cases.rename", case, lambda: self._ask_for_name(case))
                    self._button("cases.remove", case, lambda: self._ask_to_remove(case))

    def _button(self, words: str, case: TriedCase, action: Callable[[], None]) -> None:
        button = ui.button(say(words), on_click=action).props("flat dense no-caps")
        named(button, say(f"{words}.of", name=case.name))

    # --- what the buttons do --------------------------------------------------------------------

    def _ask_for_name(self, case: TriedCase) -> None:
        dialogs.ask_for_name(
            say("cases.rename"), say("cases.name"), case.name, lambda name: self._rename(case, name)
        )

    def _rename(self, case: TriedCase, name: str) -> str:
        if not keeping.rename_example(self._work, case.kept, name):
            return say("cases.name.taken")
        self._try_soon()
        return ""

    def _ask_to_write(self, case: TriedCase) -> None:
        question = say("cases.write.sure", name=case.name)
        dialogs.confirm(question, say("cases.write.yes"), lambda: self._write(case), lost=False)

    def _write(self, case: TriedCase) -> None:
        """Make a kept case an example of the text, over the draft as it is now."""
        draft = drafts.found(self._work, self._key)
        if draft is None:
            return
        text, findings = with_example(draft.text, case.name, case.case)
        if text is not None:
            kept, findings = drafts.save(self._work, replace(draft, text=text, good=text))
            if kept is not None:
                keeping.remove_example(self._work, case.kept)
                self._notify(say("cases.written"), "positive")
        for finding in findings[:1]:
            self._notify(f"{finding.message} {finding.hint}", "negative")
        self._try_soon()

    def _notify(self, words: str, kind: Literal["positive", "negative"]) -> None:
        with self._body:  # the window that asked is gone by now
            ui.notify(words, type=kind)

    def _ask_to_remove(self, case: TriedCase) -> None:
        question = say("cases.remove.sure", name=case.name)
        dialogs.confirm(question, say("cases.remove.yes"), lambda: self._remove(case))

    def _remove(self, case: TriedCase) -> None:
        keeping.remove_example(self._work, case.kept)
        self._try_soon()

    def _export(self) -> None:
        content = trying.cases_json(keeping.examples(self._work, self._key)).encode()
        ui.download.content(content, f"{self._key}_cases.json", "application/json")

    def _bring(self, name: str, content: bytes) -> None:
        cases, findings = trying.cases_of_file(content, name)
        for finding in findings[:1]:
            ui.notify(f"{finding.message} {finding.hint}", type="negative")
        if not cases:
            return
        drafts.keep_scheme(self._work, self._key)
        for title, case in cases:
            keeping.keep_example(self._work, self._key, title, case)
        ui.notify(count("cases.imported", len(cases)), type="positive")
        self._try_soon()


def _lines(lines: Sequence[str]) -> None:
    with ui.element("td").classes("sb-words"):
        for line in lines:
            ui.label(line)


def _summed(tried: Sequence[TriedCase]) -> str:
    failed = sum(not case.passed for case in tried)
    if failed:
        return say("cases.some_failed", failed=failed, all=len(tried))
    return count("cases.all_passed", len(tried))
