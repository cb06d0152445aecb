"""The person that a fact of somebody names: `the mother's age`."""

from __future__ import annotations

from schemebuilder.engines.exact.given import fact
from schemebuilder.engines.exact.people import Subject
from schemebuilder.engines.exact.run import Run
from schemebuilder.ir.expressions import OfLinked
from schemebuilder.values.evidence import Evidence, Known, NotApplicable


def linked(run: Run, link: str, subject: Subject) -> Subject | None:
    """Return the person whom a fact names; None where it names nobody, or is not known."""
    found = fact(run, link, subject)
    return Subject(subject.entity, str(found.value)) if type(found) is Known else None


def of_linked(run: Run, node: OfLinked, subject: Subject) -> Evidence:
    """Return a value of the person whom a fact names; for nobody `empty`, or it does not apply."""
    link = fact(run, node.link, subject)
    if type(link) is Known:
        return run.evaluate(run, node.arg, Subject(subject.entity, str(link.value)))
    if type(link) is not NotApplicable:
        return link
    if node.empty is not None:
        return run.evaluate(run, node.empty, subject)
    return NotApplicable(f"The {node.link} of {subject.words} (there is none)")
