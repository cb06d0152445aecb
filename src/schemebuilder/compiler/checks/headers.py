"""A text is one scheme: it has one header."""

from __future__ import annotations

from schemebuilder.compiler.checks.subject import Checked
from schemebuilder.language.syntax import SchemeStatement


def check_headers(checked: Checked) -> None:
    """Report every header after the first."""
    headers = [one for one in checked.tree.statements if isinstance(one, SchemeStatement)]
    for other in headers[1:]:
        checked.desk.report.error(
            "SB-N002",
            f"The text has two headers: {headers[0].name.text} and {other.name.text}.",
            other.name.span,
            headers[0].name.span,
            hint="Keep one of the two, and write the other scheme in a file of its own.",
        )
