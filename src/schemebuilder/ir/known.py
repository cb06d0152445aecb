"""The second axis of time: a scheme as it was known on a day, without the values of later law."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date
from typing import Final

from schemebuilder.ir.scheme import Parameter, Scheme

_KEPT: Final = 8
_seen: OrderedDict[tuple[int, date], tuple[Scheme, Scheme]] = OrderedDict()
"""The last schemes asked for, so that many cases known on one day share one."""


def as_known(scheme: Scheme, known_on: date | None) -> Scheme:
    """Return the scheme with the parameter values that were known on the day; None: with all.

    Where every value was known, it is the same scheme.
    """
    if known_on is None:
        return scheme
    key = (id(scheme), known_on)
    kept = _seen.get(key)
    if kept is None or kept[0] is not scheme:
        kept = (scheme, _known(scheme, known_on))
        _seen[key] = kept
        while len(_seen) > _KEPT:
            _seen.popitem(last=False)
    return kept[1]


def _known(scheme: Scheme, known_on: date) -> Scheme:
    parameters = {name: _of_then(one, known_on) for name, one in scheme.parameters.items()}
    same = all(parameters[name] is one for name, one in scheme.parameters.items())
    return scheme if same else replace(scheme, parameters=parameters)


def _of_then(parameter: Parameter, known_on: date) -> Parameter:
    values = tuple(
        value for value in parameter.values if value.known is None or value.known <= known_on
    )
    return parameter if len(values) == len(parameter.values) else replace(parameter, values=values)
