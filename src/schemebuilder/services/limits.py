"""What one run may take of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 10**6
GIGABYTE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, and seconds."""

    memory_bytes: int = 4 * GIGABYTE
    seconds: int = 3600
