"""Home: where to begin, the person's own schemes, recent runs, and the library."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from nicegui import ui
from starlette.responses import RedirectResponse

from schemebuilder.services import authoring, keeping, running
from schemebuilder_ui import drafts
from schemebuilder_ui.frame import frame, page, scheme_address
from schemebuilder_ui.kept_runs import at
from schemebuilder_ui.widgets import dialogs
from schemebuilder_ui.widgets.accessible import heading, named
from schemebuilder_ui.widgets.case_form import spoken
from schemebuilder_ui.widgets.job_list import JobList
from schemebuilder_ui.widgets.run_table import run_table
from schemebuilder_ui.widgets.upload import text_upload
from schemebuilder_ui.words import count, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from schemebuilder.services.authoring import LibraryEntry
    from schemebuilder.services.workspace import Workspace

    Begin = Callable[[str, str | None, str], None]

SAMPLE: Final = "bolsa_familia"
"""The library scheme that a newcomer is shown with a case decided: the sample can cost it."""
STARTERS: Final = (
    ("mu_basic_retirement_pension", "home.starter.pension", "elderly"),
    ("ua_mpca", "home.starter.emergency", "emergency"),
)
"""Library schemes to begin one's own with, beside the small grant that the sample can cost."""
RECENT_RUNS: Final = 5


def register(work: Workspace) -> None:
    """Add the page, which also takes the links of before, that name a draft."""

    @page("/")
    def _home(draft: str = "") -> RedirectResponse | None:
        if draft:
            return RedirectResponse(scheme_address(draft))
        drafts.move_over(work)
        _draw(work)
        return None


def _draw(work: Workspace) -> None:
    def begin(name: str, text: str | None = None, origin: str = "") -> None:
        kept, findings = drafts.begin(work, name, text, origin)
        if kept is not None:
            ui.navigate.to(scheme_address(kept.scheme))
        for finding in findings[:1]:
            ui.notify(f"{finding.message} {finding.hint}", type="negative")

    library = {entry.id: entry for entry in authoring.library()}
    mine = keeping.schemes(work)
    with frame("", here="home", called=say("studio")) as around, around.body:
        with ui.row(align_items="center").classes("sb-page-head"):
            heading(say("home.title"), 1)
            ui.space()
            new = ui.button(say("home.new"), icon="add")
            new.on_click(lambda: dialogs.new_scheme(begin)).props("unelevated no-caps")
            upload = ui.button(say("home.upload"), icon="upload", on_click=text_upload(begin))
            upload.props("outline no-caps")
        if mine:
            _mine(mine, library)
            _recent(work)
            _starters(library, begin)
        else:
            _starters(library, begin)
            _mine(mine, library)
            _recent(work)
        _library(list(library.values()))


# --- where to begin -----------------------------------------------------------------------------


def _starters(library: dict[str, LibraryEntry], begin: Begin) -> None:
    with named(ui.element("section"), say("home.begin")):
        heading(say("home.begin"), 2)
        ui.label(say("home.begin.how")).classes("sb-quiet")
        with ui.element("ul").classes("sb-starters"):
            with ui.element("li").classes("sb-starter sb-sample"):
                _card_head("lightbulb", say("home.sample"))
                ui.label(say("home.sample.words", title=library[SAMPLE].title)).classes("sb-grow")
                link = ui.link(say("home.sample.open"), f"{scheme_address(SAMPLE)}?example=1")
                link.classes("sb-button")
            small = say("home.starter.child")
            with _starter(small, "child_care", lambda: begin(small, None, "")):
                ui.label(say("home.starter.small")).classes("sb-grow")
            for key, words, icon in STARTERS:
                entry = library[key]
                with _starter(say(words), icon, partial(_begin_from, entry, begin)):
                    about = say("home.starter.words", title=entry.title, country=entry.country)
                    ui.label(about).classes("sb-grow")


def _begin_from(entry: LibraryEntry, begin: Begin) -> None:
    begin(entry.title, drafts.library_text(entry.id), entry.id)


@contextmanager
def _starter(title: str, icon: str, start: Callable[[], None]) -> Iterator[None]:
    """Draw a card to start from; what it says of the scheme is drawn inside the `with`."""
    with ui.element("li").classes("sb-starter"):
        _card_head(icon, title)
        yield
        button = ui.button(say("home.starter.start"), on_click=start).props("outline no-caps")
        named(button, f"{say('home.starter.start')}: {title}")


def _card_head(icon: str, words: str) -> None:
    with ui.element("div").classes("sb-starter-head"):
        ui.icon(icon).props("aria-hidden=true")
        heading(words, 3)


# --- one's own ----------------------------------------------------------------------------------


def _mine(kept: Sequence[keeping.Scheme], library: dict[str, LibraryEntry]) -> None:
    with named(ui.element("section"), say("home.mine")):
        heading(say("home.mine"), 2)
        if not kept:
            ui.label(say("home.mine.none")).classes("sb-empty")
            return
        with ui.element("ul").classes("sb-rows"):
            for one in kept:
                about = [count("home.versions", one.versions) if one.versions else ""]
                about.append(say("home.changed", when=at(one.changed_at)))
                if one.heading.origin in library:
                    about.append(say("home.from", title=library[one.heading.origin].title))
                _row(one.key, one.heading.title, " · ".join(part for part in about if part))


def _recent(work: Workspace) -> None:
    """Runs under way, and the last ones; the list is drawn again when one ends."""
    with named(ui.element("section"), say("home.runs")):
        heading(say("home.runs"), 2)
        JobList(work, lambda _: True, lambda _: draw())
        table = ui.element("div")

        def draw() -> None:
            table.clear()
            with table:
                found = running.runs(work, RECENT_RUNS)
                run_table(found, say("home.runs.none"))
                if len(found) == RECENT_RUNS:
                    ui.link(say("home.runs.all"), "/runs")

        draw()


# --- the library --------------------------------------------------------------------------------


def _library(entries: Sequence[LibraryEntry]) -> None:
    with named(ui.element("section"), say("home.library")):
        heading(say("home.library"), 2)
        with ui.row(align_items="center").classes("sb-choices"):
            search = ui.input(placeholder=say("open.filter")).props("outlined dense clearable")
            named(search.props("debounce=150"), say("open.filter")).classes("sb-search")
            country = _filter("home.country", {entry.country: entry.country for entry in entries})
            branch = _filter("home.branch", {e.branch: spoken(e.branch) for e in entries})
        listing = ui.element("ul").classes("sb-rows")

    def fill() -> None:
        wanted = (search.value or "").lower().split()
        listing.clear()
        with listing:
            for entry in entries:
                about = f"{entry.country} · {spoken(entry.branch)}"
                words = f"{entry.id} {entry.title} {about}".lower()
                of_both = country.value in {"", entry.country} and branch.value in {
                    "",
                    entry.branch,
                }
                if of_both and all(word in words for word in wanted):
                    _row(entry.id, entry.title, about)
            if not listing.default_slot.children:
                with ui.element("li"):
                    ui.label(say("open.nothing")).classes("sb-quiet")

    for box in (search, country, branch):
        box.on_value_change(fill)
    fill()


def _filter(words: str, options: dict[str, str]) -> ui.select:
    every = {"": say(f"{words}.every")}
    box = ui.select({**every, **dict(sorted(options.items()))}, value="")
    return named(box.props("outlined dense options-dense"), say(words)).classes("sb-filter")


def _row(key: str, title: str, about: str) -> None:
    with ui.element("li"):
        ui.link(title, scheme_address(key))
        ui.label(about).classes("sb-quiet")
