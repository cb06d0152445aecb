"""The sentence of a line that failed, with its places filled for one person or group."""

from __future__ import annotations

import re
from typing import Final

from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run
from schemebuilder.engines.exact.written import written
from schemebuilder.ir.scheme import Line, Stage
from schemebuilder.values.evidence import Known

_PLACE: Final = re.compile(r"\{([^{}]*)\}")


def filled(run: Run, line: Line | Stage, subject: Subject) -> str:
    """Return the sentence of a line or stage with values in its `{name}` places, else its words.

    A place whose value is not known, or cannot be computed, is a gap that says so.
    """
    if not line.sentence:
        return line.text

    def value(place: re.Match[str]) -> str:
        name = place[1].strip()
        expression = line.places.get(name)
        if expression is None:
            return subject.id if name == subject.entity else place[0]
        evidence = run.evaluate(run, expression, subject)
        if not isinstance(evidence, Known):
            return "(not known)"
        return written(evidence.value, expression.type)

    return _PLACE.sub(value, line.sentence)
