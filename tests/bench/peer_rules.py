"""The Household Grant once more, as OpenFisca-Core has its rules written."""
# The peer is installed in an environment of its own, where mypy does not look: its classes are Any.
# mypy: disable-error-code="misc, attr-defined"

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERSON = build_entity("person", "persons", "A person", is_person=True)
# One role, which the peer needs for joining persons to households; no rule asks for it.
HOUSEHOLD = build_entity("household", "households", "A household", roles=[{"key": "member"}])


class Degree(Enum):
    """Degrees of disability, in the order in which the population keeps them."""

    none = "none"
    mild = "mild"
    severe = "severe"


class birth_date(Variable):
    """Date of birth."""

    value_type = date
    entity = PERSON
    definition_period = DateUnit.ETERNITY
    label = "Date of birth"


class disability(Variable):
    """Degree of disability."""

    value_type = Enum
    possible_values = Degree
    default_value = Degree.none
    entity = PERSON
    definition_period = DateUnit.ETERNITY
    label = "Degree of disability"


class earnings(Variable):
    """Pay in a month."""

    value_type = float
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Pay"


class self_employment_income(Variable):
    """Own account income in a month."""

    value_type = float
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Income from own account"


class pension_income(Variable):
    """Pensions in a month."""

    value_type = float
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Pensions"


class age(Variable):
    """Age in completed years on the first day of the month."""

    value_type = int
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Age"

    def formula(persons: Any, period: Any) -> Any:
        """Years apart, less one before the birthday."""
        born = persons("birth_date", period)
        months = born.astype("datetime64[M]")
        years = born.astype("datetime64[Y]").astype(int) + 1970
        month = months.astype(int) % 12 + 1
        day = (born - months.astype("datetime64[D]")).astype(int) + 1
        today = period.start
        to_come = (month > today.month) | ((month == today.month) & (day > today.day))
        return today.year - years - to_come


class income_per_head(Variable):
    """Income of all members by their number."""

    value_type = float
    entity = HOUSEHOLD
    definition_period = DateUnit.MONTH
    label = "Income per head"

    def formula(households: Any, period: Any) -> Any:
        """Rule 1."""
        income = (
            households.members("earnings", period)
            + households.members("self_employment_income", period)
            + households.members("pension_income", period)
        )
        return households.sum(income) / households.nb_persons()


class grant(Variable):
    """The grant in a month."""

    value_type = float
    entity = HOUSEHOLD
    definition_period = DateUnit.MONTH
    label = "Household Grant"

    def formula(households: Any, period: Any, parameters: Any) -> Any:
        """Rules 1 to 6."""
        law = parameters(period)
        per_head = households("income_per_head", period)
        children = households.sum(households.members("age", period) < 18)
        base = law.per_child * np.minimum(children, law.children_paid)
        # `law.supplement[degrees]` is usual, and asks for each person in Python: many times slower.
        amounts = np.array([law.supplement[degree.name] for degree in Degree], np.float32)
        supplement = amounts[np.asarray(households.members("disability", period))]
        taper = 0.5 * np.maximum(per_head - law.disregard, 0)
        reduced = np.maximum(base + households.sum(supplement) - taper, 25)
        rounded = np.floor(reduced * 100 + 0.5) / 100
        return np.where(per_head <= law.income_limit, rounded, 0)


def rules() -> Any:
    """Return the peer's tax and benefit system: these variables and parameters."""
    system = TaxBenefitSystem([PERSON, HOUSEHOLD])
    system.add_variables(
        birth_date,
        disability,
        earnings,
        self_employment_income,
        pension_income,
        age,
        income_per_head,
        grant,
    )
    system.parameters = ParameterNode(
        "",
        data={
            "income_limit": _since_2025(400),
            "per_child": _since_2025(60),
            "children_paid": _since_2025(4),
            "disregard": _since_2025(150),
            "supplement": {
                "none": _since_2025(0),
                "mild": _since_2025(30),
                "severe": _since_2025(90),
            },
        },
    )
    return system


def _since_2025(value: int) -> dict[str, dict[str, dict[str, int]]]:
    return {"values": {"2025-01-01": {"value": value}}}
