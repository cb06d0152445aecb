"""Takes a scheme text from the person's machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nicegui import ui

from schemebuilder_ui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from nicegui.events import UploadEventArguments

LARGEST_TEXT: Final = 2_000_000
ENDING: Final = ".scheme"


def text_upload(uploaded: Callable[[str, str], None]) -> Callable[[], None]:
    """Prepare an upload; returns what asks the person for a file.

    `uploaded` gets the file's name without its ending, and its text.
    """

    def read(name: str, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            ui.notify(say("upload.bad", name=name), type="negative")
            return
        uploaded(name.removesuffix(ENDING), text.replace("\r\n", "\n"))

    return file_upload(f"{ENDING},.txt,text/plain", read)


def file_upload(kinds: str, uploaded: Callable[[str, bytes], None]) -> Callable[[], None]:
    """Prepare an upload of a file of some kinds; returns what asks the person for one."""

    async def take(event: UploadEventArguments) -> None:
        box.reset()
        uploaded(event.file.name, await event.file.read())

    box = ui.upload(
        on_upload=take,
        on_rejected=lambda: ui.notify(say("upload.large"), type="negative"),
        max_file_size=LARGEST_TEXT,
        auto_upload=True,
    )
    box.props(f'accept="{kinds}"').classes("sb-hidden")

    def ask() -> None:
        box.run_method("pickFiles")

    return ask
