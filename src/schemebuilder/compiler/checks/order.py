"""The checks of a compiled scheme, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from schemebuilder.compiler.checks.subject import Checked

ALL: Final[tuple[Callable[[Checked], None], ...]] = ()
