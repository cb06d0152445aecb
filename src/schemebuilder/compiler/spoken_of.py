"""Of whom an expectation speaks, where the words alone do not show it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from schemebuilder.compiler.names import UnitName
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


def of_unit(
    written: ExpectWritten,
    ids: Collection[str],
    units: Mapping[str, UnitName],
    groups: Mapping[str, Sequence[Mapping[str, object]]],
) -> ExpectWritten:
    """Read `expect family eligible` as what is expected of the one group in which it is formed."""
    subject = written.subject
    if subject is None or subject.text in ids or subject.text not in units:
        return written
    present = groups.get(units[subject.text].group, ())
    if len(present) != 1:
        return replace(written, subject=None)
    return replace(written, subject=replace(subject, text=str(present[0]["id"])))
