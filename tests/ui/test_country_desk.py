"""Requests for the national cost: in turn, the newest text of a page, a dead worker replaced."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from schemebuilder_ui.country_desk import Desk, WorkerStoppedError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

WORKER = """
import json, sys, time
print(json.dumps({"progress": 0.5, "words": "Households"}), flush=True)
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    if request["text"] == "die":
        sys.exit(3)
    time.sleep(0.05)
    print(json.dumps({"id": request["id"], "card": {"text": request["text"]}}), flush=True)
"""


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    one = Desk(tmp_path, command=(sys.executable, "-c", WORKER))
    yield one
    await one.stop()


async def test_a_page_gets_its_cost(desk: Desk) -> None:
    answer = await desk.cost("a", "text")
    assert answer is not None
    assert answer["card"] == {"text": "text"}


async def test_only_the_newest_text_of_a_page_is_worked_out(desk: Desk) -> None:
    other = asyncio.create_task(desk.cost("b", "other"))
    await asyncio.sleep(0)
    texts = [asyncio.create_task(desk.cost("a", text)) for text in ("old", "older", "newest")]
    answers = await asyncio.gather(*texts)
    assert answers[:2] == [None, None]
    assert answers[2] is not None
    assert answers[2]["card"] == {"text": "newest"}
    assert await other is not None


async def test_pages_hear_how_far_the_population_is(desk: Desk) -> None:
    heard: list[tuple[float | None, str]] = []
    desk.watch("a", lambda share, words: heard.append((share, words)))
    await desk.cost("a", "text")
    assert heard == [(0.0, ""), (0.5, "Households"), (None, "")]


async def test_a_page_that_left_hears_nothing_and_waits_for_nothing(desk: Desk) -> None:
    heard: list[float | None] = []
    desk.watch("a", lambda share, _: heard.append(share))
    waiting = asyncio.create_task(desk.cost("a", "text"))
    await asyncio.sleep(0)
    desk.leave("a")
    assert await waiting is None
    await desk.cost("b", "text")
    assert heard == [0.0]


async def test_a_worker_that_dies_is_reported_and_replaced(desk: Desk) -> None:
    with pytest.raises(WorkerStoppedError, match="status 3"):
        await desk.cost("a", "die")
    answer = await desk.cost("a", "text")
    assert answer is not None
    assert answer["card"] == {"text": "text"}
