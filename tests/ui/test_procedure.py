"""The third tab of the studio: the procedures of the text, and what it shows without one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from nicegui import ui

from schemebuilder.services import authoring
from schemebuilder.services.browsing import procedure_flow
from schemebuilder_ui.drafts import FIRST_SCHEME
from schemebuilder_ui.widgets.dsl_editor import DslEditor

if TYPE_CHECKING:
    from nicegui.testing import User

LONG = 60
TEXT = authoring.new_scheme(FIRST_SCHEME)
WITHOUT = TEXT[: TEXT.index("procedure claim")]


def _write(user: User, text: str) -> None:
    with user:
        next(iter(user.find(DslEditor).elements)).value = text


async def _chart(user: User, words: str) -> ui.mermaid:
    """The drawing, as soon as these words stand in it."""
    for _ in range(LONG):
        for element in user.find(ui.mermaid).elements if user._sees(ui.mermaid) else ():
            if words in element.content:
                return element
        await asyncio.sleep(0.1)
    pytest.fail(f"no drawing with {words}")


async def test_it_is_drawn_and_told(studio: User) -> None:
    studio.find("Procedure").click()
    chart = await _chart(studio, "Refuse with reasons")
    assert chart.content == procedure_flow(TEXT)[0].mermaid
    await studio.should_see("too late: decided with what is known")


async def test_it_follows_the_text(studio: User) -> None:
    studio.find("Procedure").click()
    await _chart(studio, "Refuse with reasons")
    _write(studio, TEXT.replace("Refuse with reasons", "Say why not"))
    chart = await _chart(studio, "Say why not")
    assert "Refuse with reasons" not in chart.content


async def test_errors_keep_the_last_drawing_and_say_so(studio: User) -> None:
    studio.find("Procedure").click()
    await _chart(studio, "Refuse with reasons")
    _write(studio, TEXT.replace("then decide", "then decyde"))
    await studio.should_see("These are the steps as they were before them.", retries=LONG)
    await _chart(studio, "Refuse with reasons")


async def test_a_scheme_without_a_procedure_says_what_one_is(studio: User) -> None:
    _write(studio, WITHOUT)
    studio.find("Procedure").click()
    await studio.should_see("This scheme has no procedure yet.", retries=LONG)
    assert procedure_flow(WITHOUT) == []
