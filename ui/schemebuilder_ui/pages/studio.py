"""The studio: a scheme's text; beside it one case, the country and the procedure, as one types."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nicegui import ui

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.services import authoring, forms, keeping, trying
from schemebuilder_ui import drafts
from schemebuilder_ui.frame import frame, page, page_title, scheme_address
from schemebuilder_ui.keeper import Heard, Keeper
from schemebuilder_ui.pages.missing import missing_scheme
from schemebuilder_ui.widgets import dialogs
from schemebuilder_ui.widgets.case_panel import CasePanel
from schemebuilder_ui.widgets.case_record import for_form
from schemebuilder_ui.widgets.conflict import Conflict
from schemebuilder_ui.widgets.country_panel import CountryPanel
from schemebuilder_ui.widgets.dsl_editor import DslEditor
from schemebuilder_ui.widgets.header import Actions, Header
from schemebuilder_ui.widgets.outline import Outline
from schemebuilder_ui.widgets.problems import problems, summarise
from schemebuilder_ui.widgets.procedure_panel import ProcedurePanel
from schemebuilder_ui.widgets.upload import ENDING
from schemebuilder_ui.widgets.version_window import ask_for_note
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from schemebuilder.services.workspace import Workspace
    from schemebuilder_ui.country_desk import Desk
    from schemebuilder_ui.drafts import Draft


def register(desk: Desk, work: Workspace) -> None:
    """Add the page of a scheme's rules; it asks `desk` for national costs.

    The address may name the case that is decided first: the number of an example of the text, or
    the id of a case that is kept.
    """

    @page("/scheme/{key}")
    def _studio(key: str, example: int = 0, kept: str = "") -> None:
        drafts.move_over(work)
        draft = drafts.found(work, key)
        if draft is not None:
            draft = _with_case(work, draft, example, kept)
        if draft is None:
            missing_scheme(key)
        else:
            _Studio(desk, work, draft)


class _Studio:
    """One browser page at work on one draft."""

    def __init__(self, desk: Desk, work: Workspace, draft: Draft) -> None:
        self._work = work
        self._draft = draft
        self._original = drafts.library_text(draft.origin)
        self._versioned = self._text_of_base()
        self._saved_at: datetime | None = None
        heard = Heard(self._saved, self._refused, self._not_saved)
        self._keeper = Keeper(work, draft, heard)
        with frame("", here="rules", scheme=draft.key, full=True) as around:
            with around.header:
                self._header = Header(
                    Actions(
                        save=self._ask_for_version,
                        open=lambda: dialogs.open_scheme(work, _go_to_scheme),
                        download=self._download,
                        tidy=self._tidy,
                        back_to_library=self._ask_back_to_library,
                        outline=self._choose_statement,
                        help=dialogs.keyboard,
                    )
                )
            with around.body, ui.splitter(value=58, limits=(30, 75)).classes("sb-split") as split:
                with split.before:
                    self._draw_text()
                with split.after:
                    self._draw_answers(desk)
        self._show_heading()
        self._editor.check_soon()
        ui.context.client.on_disconnect(self._leaving)

    def _draw_text(self) -> None:
        with ui.element("div").classes("sb-left"):
            self._outline = Outline(self._go_to)
            with ui.element("div").classes("sb-text"):
                self._conflict = Conflict(take_over=self._take_over, show_other=self._show_other)
                self._editor = DslEditor(
                    self._draft.text, on_checked=self._checked, on_typing=self._typing
                )
                self._editor.map_key("Mod-Shift-f", lambda _: self._tidy())
                self._editor.map_key("Mod-s", lambda _: self._ask_for_version())
                self._editor.map_key("Mod-Shift-o", lambda _: self._choose_statement())
                ui.label(say("editor.keys")).classes("sb-keys-hint")
                self._show_problems = problems(go_to=self._editor.go_to, apply=self._editor.apply)

    def _draw_answers(self, desk: Desk) -> None:
        with ui.element("div").classes("sb-right"):
            with ui.tabs().props("no-caps align=left inline-label breakpoint=0") as tabs:
                case = ui.tab("case", say("tab.case"), "person")
                country = ui.tab("country", say("tab.country"), "public")
                self._country_tab = country
                procedure = ui.tab("procedure", say("tab.procedure"), "account_tree")
            with ui.tab_panels(tabs, value=case, animated=False).classes("sb-panels"):
                with ui.tab_panel(case).props("tabindex=0"):
                    self._case = CasePanel(self._case_changed, self._ask_to_keep)
                with ui.tab_panel(country).props("tabindex=0"):
                    self._country = CountryPanel(desk, self._show_cost)
                with ui.tab_panel(procedure).props("tabindex=0"):
                    self._procedure = ProcedurePanel(self._editor.go_to)

    # --- what happens as one types -----------------------------------------------------------

    def _typing(self) -> None:
        self._header.set_status(say("check.running"), "running")
        self._header.set_saving()

    def _checked(self, text: str, checked: authoring.Checked) -> None:
        good = self._draft.good if checked.scheme is None else text
        self._draft = replace(self._draft, text=text, good=good)
        self._header.set_saved(self._saved_at)
        self._keeper.keep(self._draft)
        self._show_heading()
        self._header.set_status(summarise(checked.findings), _worst(checked))
        self._show_problems(checked.findings)
        self._outline.use(text, checked.findings)
        if good is not None:
            self._case.use(good, self._draft.case)
            self._country.use(good)
            self._procedure.use(good)
        if checked.scheme is None:
            self._case.text_has_errors()
            self._country.text_has_errors()
            self._procedure.text_has_errors()

    def _case_changed(self, case: dict[str, Any]) -> None:
        self._draft = replace(self._draft, case=case)
        self._keeper.keep(self._draft)
        if not self._keeper.is_kept:
            drafts.remember_case(self._draft.key, case)

    def _show_cost(self, cost: str) -> None:
        """Say on the tab what the scheme costs, so that it is seen beside the case."""
        words = say("tab.country.cost", cost=cost) if cost else say("tab.country")
        self._country_tab.props["label"] = words
        self._country_tab.update()

    def _show_heading(self) -> None:
        title = drafts.title_of(self._draft.text)
        self._header.set_title(title)
        ui.page_title(page_title(title))
        base, text = self._draft.base, self._draft.text
        if base is not None:
            words = "head.version" if text == self._versioned else "head.since"
            origin = say(words, number=base)
        elif self._original is not None:
            origin = say("head.library" if text == self._original else "head.changed")
        else:
            origin = ""
        can_go_back = self._original is not None and text != self._original
        self._header.set_origin(origin, can_go_back=can_go_back)

    def _text_of_base(self) -> str | None:
        base = self._draft.base
        return None if base is None else keeping.version_text(self._work, self._draft.key, base)

    # --- how the draft is kept ----------------------------------------------------------------

    def _leaving(self) -> None:
        """Keep what was typed last, before it was checked."""
        self._keeper.keep(replace(self._draft, text=self._editor.value))

    def _saved(self, when: datetime) -> None:
        self._saved_at = when
        self._conflict.hide()
        self._header.set_saved(when)

    def _refused(self) -> None:
        self._header.set_saved(None, failed=True)
        self._conflict.show()

    def _not_saved(self, reason: str) -> None:
        self._header.set_saved(None, failed=True)
        self._conflict.failed(reason)

    def _take_over(self) -> None:
        """This window's text goes on, over what the other one saved."""
        other = drafts.found(self._work, self._draft.key)
        if other is not None:
            self._keeper.go_on(other)
        self._keeper.keep(replace(self._draft, text=self._editor.value))

    def _show_other(self) -> None:
        """The other window's text goes on, here too; undo brings this one's back."""
        other = drafts.found(self._work, self._draft.key)
        if other is None:
            return
        self._draft = other
        self._keeper.go_on(other)
        self._case.forget()
        self._editor.value = other.text
        self._editor.check_soon()
        ui.notify(say("conflict.shown"), color="primary")

    # --- cases --------------------------------------------------------------------------------

    def _ask_to_keep(self, text: str, case: dict[str, Any]) -> None:
        dialogs.ask_for_name(
            say("keep.title"),
            say("cases.name"),
            "",
            lambda name: self._keep_case(name, text, case),
            say("keep.yes"),
        )

    def _keep_case(self, name: str, text: str, case: dict[str, Any]) -> str:
        """Keep a case with what is decided of it now as what it expects."""
        key = self._draft.key
        expecting, findings = trying.as_expected(text, case)
        if findings:
            return f"{findings[0].message} {findings[0].hint}"
        if name in {one.name for one in keeping.examples(self._work, key)}:
            return say("keep.taken")
        drafts.keep_scheme(self._work, key)
        if not self._keeper.is_kept:
            self._keeper.go_on(drafts.found(self._work, key) or self._draft)
        keeping.keep_example(self._work, key, name, expecting)
        with self._editor:  # the window that asked is gone by now
            ui.notify(say("keep.kept"), type="positive")
        return ""

    # --- versions -----------------------------------------------------------------------------

    def _ask_for_version(self) -> None:
        ask_for_note(self._save_version)

    async def _save_version(self, note: str, by: str) -> None:
        text, key = self._editor.value, self._draft.key
        self._keeper.keep(replace(self._draft, text=text))
        await self._keeper.finished()
        made, findings = await asyncio.to_thread(
            keeping.save_version, self._work, key, text, note=note, by=by, origin=self._draft.origin
        )
        with self._editor:  # the window that asked is gone by now
            for finding in findings[:1]:
                words, wrong = f"{finding.message} {finding.hint}".strip(), Severity.ERROR
                ui.notify(words, type="negative" if finding.severity is wrong else "info")
            if made is not None and not findings:
                ui.notify(say("version.saved", number=made.number), type="positive")
        if made is None:
            return
        self._draft = replace(self._draft, base=made.number)
        self._versioned = text
        self._show_heading()

    # --- what the buttons do --------------------------------------------------------------------

    def _go_to(self, start: int, end: int) -> None:
        self._editor.go_to(start, end)

    def _choose_statement(self) -> None:
        self._outline.choose()

    def _tidy(self) -> None:
        tidy = authoring.format_text(self._editor.value)
        changed = tidy != self._editor.value
        self._editor.value = tidy
        ui.notify(say("editor.tidied" if changed else "editor.already_tidy"), color="primary")

    def _download(self) -> None:
        name = f"{self._draft.key}{ENDING}"
        ui.download.content(self._editor.value.encode(), name, "text/plain; charset=utf-8")

    def _ask_back_to_library(self) -> None:
        dialogs.confirm(say("head.back.sure"), say("head.back.yes"), self._back_to_library)

    def _back_to_library(self) -> None:
        if self._original is None:
            return
        self._editor.value = self._original
        self._editor.go_to(0, 0)
        self._editor.check_soon()


def _with_case(work: Workspace, draft: Draft, example: int, kept: str) -> Draft:
    """The draft with an example of its text, or a kept case, as the case beside it."""
    cases = [dict(one.case) for one in keeping.examples(work, draft.key) if one.id == kept]
    if example > 0:
        examples = forms.example_cases(draft.good or draft.text)
        cases += [case for _, case in examples[example - 1 : example]]
    return replace(draft, case=for_form(cases[0])) if cases else draft


def _go_to_scheme(key: str) -> None:
    ui.navigate.to(scheme_address(key))


def _worst(checked: authoring.Checked) -> str:
    kinds = {finding.severity for finding in checked.findings}
    if Severity.ERROR in kinds:
        return "error"
    return "warning" if Severity.WARNING in kinds else "fine"
