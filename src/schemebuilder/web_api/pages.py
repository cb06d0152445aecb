"""Long lists in parts: `limit` items behind the place in their order that `after` names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query
from starlette.responses import Response

from schemebuilder.web_api.answers import answer

Limit = Annotated[int, Query(ge=1, le=100, description="How many items at most.")]
After = Annotated[
    str, Query(max_length=400, description="Where to go on: `next` of the part before.")
]
Item = TypeVar("Item")


def part(
    items: Sequence[Item],
    limit: int,
    after: str,
    *,
    place: Callable[[Item], str],
    shown: Callable[[Item], dict[str, Any]],
    descending: bool = False,
) -> Response:
    """Return a part of a list whose order is that of `place`, and where the next one begins.

    A place is a text, and so every text is a place: what was removed meanwhile is no obstacle.
    """
    if descending and after:
        rest = [each for each in items if place(each) < after]
    else:
        rest = [each for each in items if place(each) > after]
    held = rest[:limit]
    following = place(held[-1]) if len(rest) > limit else None
    return answer({"items": [shown(each) for each in held], "next": following})
