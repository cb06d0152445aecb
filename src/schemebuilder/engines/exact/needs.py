"""What a missing fact is: a field, a list, or a fact of one entry of a list."""

from __future__ import annotations

from schemebuilder.ir.scheme import Scheme
from schemebuilder.ir.vocabulary import Field, ListField
from schemebuilder.values.evidence import Need


def about(scheme: Scheme, need: Need) -> Field | ListField | None:
    """Return the field or list that is missing; None for a role or a referral."""
    of_entry = scheme.lists.get(need.entity)
    if of_entry is not None:
        return of_entry.fact(need.name)
    return scheme.fields.get(need.name) or scheme.lists.get(need.name)
