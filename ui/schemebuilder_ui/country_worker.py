"""A process of its own that works out national costs, so that no page waits: JSON lines in and out.

In: `{"id": 7, "text": "scheme …"}`. Out: `{"progress": 0.4, "words": "…"}` while the sample
population is made, `{"ready": true}` once, then for each request `{"id": 7, "card": {…}}` or
`{"id": 7, "failed": "…"}`.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

from schemebuilder.services import simulating

LOG = logging.getLogger(__name__)


def main() -> None:
    """Serve requests until standard input ends; the one argument is the folder for data."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # what libraries print is not an answer

    def answer(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    population = simulating.bundled_population(
        Path(sys.argv[1]), lambda share, words: answer({"progress": share, "words": words})
    )
    answer({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            card = simulating.national_cost(request["text"], population)
        except Exception as error:  # a fault of ours ends this request, not the studio
            LOG.exception("The national cost could not be worked out")
            answer({"id": request["id"], "failed": type(error).__name__})
        else:
            answer({"id": request["id"], "card": card})


if __name__ == "__main__":
    main()
