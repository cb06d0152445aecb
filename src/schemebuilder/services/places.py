"""Where work is kept unless another place is named: light to load, for commands and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

VARIABLE: Final = "SCHEMEBUILDER_DATABASE"
"""Names the database for every command, as a URL; without it there is one file in the folder."""
FILE: Final = "work.db"
NAME: Final = "schemebuilder"


def default_data() -> Path:
    """Return the folder where this person's work is kept unless another is named."""
    return Path(platformdirs.user_data_dir(NAME))
