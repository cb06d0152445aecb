"""A server of a test: a supervisor with the workers of tests, until it is killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final

from schemebuilder.services.supervising import Supervisor
from schemebuilder.services.workspace import open_workspace

COMMAND: Final = (sys.executable, str(Path(__file__).parent / "trial_worker.py"))

if __name__ == "__main__":
    work, _ = open_workspace(Path(sys.argv[1]), sys.stdin.readline().strip())
    assert work is not None
    Supervisor(work, command=COMMAND, silence=1.0).start()
    time.sleep(300)
