"""Of whom an expectation speaks, where the words alone do not show it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from schemebuilder.language.syntax import ExpectWritten, NameRef, YesNoLiteral


def spoken_of(
    written: ExpectWritten, ids: Collection[str], names: Collection[str]
) -> ExpectWritten:
    """Read `expect ana is_small` as what is expected of ana, if the example has somebody so called.

    `ids` are the persons and groups of the example, `names` the definitions of the scheme.
    """
    if not written.items:
        return written
    who, value = written.items[0]
    if written.subject is not None or who.text not in ids or not isinstance(value, NameRef):
        return written
    if value.name.text not in names:
        return written
    first = (value.name, YesNoLiteral(value=True, span=value.span))
    return replace(written, subject=who, items=(first, *written.items[1:]))
