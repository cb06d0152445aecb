"""The checks of a compiled scheme, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from schemebuilder.compiler.checks.below_zero import check_below_zero
from schemebuilder.compiler.checks.citations import check_citations
from schemebuilder.compiler.checks.coins import check_coins
from schemebuilder.compiler.checks.examples import check_examples
from schemebuilder.compiler.checks.exceptions import check_exceptions
from schemebuilder.compiler.checks.headers import check_headers
from schemebuilder.compiler.checks.instalments import check_instalments
from schemebuilder.compiler.checks.nobody import check_nobody
from schemebuilder.compiler.checks.parameter_dates import check_parameter_dates
from schemebuilder.compiler.checks.period_changes import check_period_changes
from schemebuilder.compiler.checks.procedure.appeals import check_appeals
from schemebuilder.compiler.checks.procedure.data import check_data
from schemebuilder.compiler.checks.procedure.deadlines import check_deadlines
from schemebuilder.compiler.checks.procedure.names import check_names
from schemebuilder.compiler.checks.procedure.notices import check_notices
from schemebuilder.compiler.checks.procedure.outcomes import check_outcomes
from schemebuilder.compiler.checks.procedure.papers import check_papers
from schemebuilder.compiler.checks.procedure.reachability import check_reachability
from schemebuilder.compiler.checks.procedure.registers import check_registers
from schemebuilder.compiler.checks.procedure.segregation import check_segregation
from schemebuilder.compiler.checks.procedure.timeouts import check_timeouts
from schemebuilder.compiler.checks.regimes import check_regimes
from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.compiler.checks.table_rows import check_table_rows
from schemebuilder.compiler.checks.unused import check_unused

EVERY: Final[tuple[Callable[[Checked], None], ...]] = (
    check_headers,
    check_citations,
    check_parameter_dates,
    check_table_rows,
    check_exceptions,
    check_regimes,
    check_examples,
    check_reachability,
    check_outcomes,
    check_timeouts,
    check_segregation,
    check_deadlines,
    check_names,
)
"""Checks of whatever could be compiled."""

WHOLE: Final[tuple[Callable[[Checked], None], ...]] = (
    check_unused,
    check_period_changes,
    check_coins,
    check_instalments,
    check_below_zero,
    check_nobody,
    check_appeals,
    check_notices,
    check_registers,
    check_papers,
    check_data,
)
"""Checks of a scheme without errors: of another they would speak of what is missing."""
