"""The editor of the scheme language: it checks while one types, fixes, completes and explains."""

from __future__ import annotations

import asyncio
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import nicegui
from nicegui import background_tasks, ui

from schemebuilder.diagnostics.finding import Severity
from schemebuilder.services import authoring, completing, looking_up
from schemebuilder_ui.widgets.offsets import from_browser, to_browser
from schemebuilder_ui.widgets.scheme_words import scheme_words
from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from nicegui.events import GenericEventArguments

    from schemebuilder.diagnostics.finding import Edit, Finding, Span

STATIC: Final = Path(__file__).resolve().parent.parent / "static"
STOCK: Final = Path(nicegui.__file__).parent / "elements" / "codemirror" / "codemirror.js"

DEBOUNCE_SECONDS: Final = 0.12

LIKELIEST: Final = 60
APART: Final = 20
"""How much more what is likely counts than what is not, beside how well a word fits what is typed:
the browser gives 100 for a better fit."""

_KINDS: Final = {
    "keyword": "keyword",
    "fact": "property",
    "input": "property",
    "let": "variable",
    "parameter": "constant",
    "table": "enum",
    "benefit": "function",
    "charge": "function",
    "eligibility": "function",
    "value": "enum",
    "role": "class",
    "person": "class",
    "group": "class",
    "procedure": "function",
    "step": "function",
    "post": "class",
    "document": "text",
    "register": "namespace",
    "letter": "text",
    "date": "constant",
}
"""What the completion list draws as an icon for each kind of name."""


class DslEditor(
    ui.codemirror,
    component=STATIC / "dsl_editor.js",
    dependencies=[STOCK],
    esm={"scheme-lint": str(STATIC / "lint")},
):
    """A text editor whose findings follow the text; `on_checked` hears of every finished check."""

    def __init__(
        self,
        value: str,
        *,
        on_checked: Callable[[str, authoring.Checked], None],
        on_typing: Callable[[], None],
    ) -> None:
        super().__init__(value, on_change=lambda _: self._text_changed())
        self._props["aria-label"] = say("editor.label")
        self._props["words"] = scheme_words()
        self._props["phrases"] = {}
        self._on_checked = on_checked
        self._on_typing = on_typing
        self._due = 0.0
        self._following: asyncio.Task[None] | None = None
        self.checked: authoring.Checked | None = None
        self.on("ask", self._answer)
        self.client.on_connect(self._show_findings)

    def apply(self, edit: Edit) -> None:
        """Apply a fix that a finding about this text offers."""
        span, text = edit.span, self.value
        self.value = text[: span.start] + edit.replacement + text[span.end :]
        self.go_to(span.start, span.start + len(edit.replacement))

    def go_to(self, start: int, end: int) -> None:
        """Select a stretch of the text (in characters), show it and focus the editor."""
        units = to_browser(self.value)
        self.run_method("goTo", units(start), units(end))

    def check_soon(self, pause: float = 0) -> None:
        """Check the text after a pause of this many seconds without typing."""
        self._due = monotonic() + pause
        if self._following is None or self._following.done():
            self._following = background_tasks.create(self._follow(), name="check the text")

    def _text_changed(self) -> None:
        self._on_typing()
        self.check_soon(DEBOUNCE_SECONDS)

    async def _follow(self) -> None:
        """Check, one check at a time, until the text checked is the text there is."""
        while not self.is_deleted:
            while (rest := self._due - monotonic()) > 0:  # noqa: ASYNC110 - each key moves the end
                await asyncio.sleep(rest)
            text = self.value
            checked = await asyncio.to_thread(authoring.check_text, text)
            if text == self.value and not self.is_deleted:
                self.checked = checked
                self._show_findings()
                with self:
                    self._on_checked(text, checked)
                return

    def _show_findings(self) -> None:
        if self.checked is None:
            return
        units = to_browser(self.value)
        shown = [
            _diagnostic(finding, finding.span, units)
            for finding in self.checked.findings
            if finding.span is not None
        ]
        self.run_method("showFindings", shown, units(len(self.value)))

    def _answer(self, event: GenericEventArguments) -> None:
        offset = from_browser(self.value, event.args["position"])
        answer = (
            self._completions(offset, asked=event.args["asked"])
            if event.args["kind"] == "complete"
            else self._hover(offset)
        )
        self.run_method("answer", event.args["id"], answer)

    def _completions(self, offset: int, *, asked: bool) -> dict[str, Any]:
        """What fits; unasked for, only where it is worth showing before a word is begun."""
        found = completing.complete(self.value, offset, asked=asked)
        options = [
            {
                "label": one.label,
                "type": _KINDS.get(one.kind, "text"),
                "detail": one.detail,
                "boost": LIKELIEST - APART * one.rank,
            }
            for one in found.options
        ]
        return {"from": to_browser(self.value)(found.start), "options": options}

    def _hover(self, offset: int) -> dict[str, Any] | None:
        found = looking_up.describe(self.value, offset)
        if found is None:
            return None
        units = to_browser(self.value)
        lines = [
            ("name", found.name),
            ("words", found.words),
            ("value", found.value),
            ("coming", found.coming),
            ("citation", f"[{found.citation}]" if found.citation else ""),
            ("lines", found.lines),
        ]
        return {
            "from": units(found.start),
            "to": units(found.end),
            "lines": [line for line in lines if line[1]],
        }


def _diagnostic(finding: Finding, span: Span, units: Callable[[int], int]) -> dict[str, Any]:
    severity = "info" if finding.severity is Severity.NOTE else finding.severity.value
    return {
        "from": units(span.start),
        "to": units(span.end),
        "severity": severity,
        "source": finding.code,
        "message": " ".join(part for part in (finding.message, finding.hint) if part),
        "fixes": [
            {
                "title": edit.title,
                "from": units(edit.span.start),
                "to": units(edit.span.end),
                "insert": edit.replacement,
            }
            for edit in finding.edits
        ],
    }
