"""How every command speaks: findings, JSON, and the exit status."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn

import click

from schemebuilder.diagnostics.finding import Finding, Severity, has_errors
from schemebuilder.diagnostics.render import finding_json, finding_text

FINE: Final = 0
ERRORS: Final = 1
USAGE: Final = 2


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`: print one JSON document on standard output and nothing else."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print the result as JSON, for programs."
    )(command)


def print_json(document: Mapping[str, object]) -> None:
    """Print one JSON document, in UTF-8 whatever the terminal speaks."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2).encode(errors="replace"))


def print_findings(
    findings: Iterable[Finding], texts: Mapping[str, str] | None = None, *, to_error: bool = True
) -> None:
    """Print findings with the lines they point to, on standard error."""
    for finding in findings:
        click.echo(finding_text(finding, texts or {}), err=to_error)
        click.echo("", err=to_error)


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain data."""
    return [finding_json(finding) for finding in findings]


def leave(findings: Iterable[Finding], *, failed: bool = False, strict: bool = False) -> NoReturn:
    """End the command: 1 with errors among findings (`strict`: warnings too), else 0."""
    listed = list(findings)
    wrong = failed or has_errors(listed)
    wrong = wrong or (strict and any(f.severity is Severity.WARNING for f in listed))
    sys.exit(ERRORS if wrong else FINE)


def stop_with(
    findings: Iterable[Finding], *, as_json: bool, texts: Mapping[str, str] | None = None
) -> NoReturn:
    """Report what stopped the command and end it with 1."""
    listed = list(findings)
    if as_json:
        print_json({"findings": findings_json(listed)})
    else:
        print_findings(listed, texts)
    sys.exit(ERRORS)
