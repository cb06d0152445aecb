"""Another scheme as far as a scheme knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemebuilder.ir.combining import Award
from schemebuilder.values.types import Type


@dataclass(frozen=True, slots=True)
class Other:
    """Another scheme as far as this one knows it: its title and its awards by their names.

    `awards` has one whose `benefit` is "" for the conditions of a scheme without a benefit. `used`
    is False of a scheme that only `combines` names: of it nothing is known but that it may be held.
    """

    id: str
    title: str
    awards: Mapping[str, Award]
    types: Mapping[str, Type]
    used: bool

    def award(self, benefit: str | None) -> Award | None:
        """Return the award of a benefit, or the only one."""
        if benefit is not None:
            return next((one for one in self.awards.values() if one.benefit == benefit), None)
        return next(iter(self.awards.values())) if len(self.awards) == 1 else None
