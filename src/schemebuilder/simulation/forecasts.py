"""Which parameters a simulation rests on that are no law on its day, such as projected ones."""

from __future__ import annotations

from datetime import date
from typing import Final

from schemebuilder.ir.expressions import ParameterRef
from schemebuilder.ir.in_force import value_on
from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.walk import scheme_nodes

_LAW: Final = frozenset({"enacted", "indexed"})


def not_enacted(scheme: Scheme, on: date) -> tuple[dict[str, object], ...]:
    """Return the parameters that rules read on the day whose value then is no law, in order."""
    read = {
        node.parameter
        for node in scheme_nodes(scheme)
        if isinstance(node, ParameterRef) and node.on is None
    }
    found: list[dict[str, object]] = []
    for name, parameter in scheme.parameters.items():
        entry = value_on(parameter, on) if name in read else None
        if entry is not None and not entry.ended and entry.status not in _LAW:
            since = entry.start.isoformat()
            found.append({"parameter": name, "status": entry.status, "from": since})
    return tuple(found)
