"""`schemebuilder test`: a scheme's own examples, or a case file with expected results."""

from __future__ import annotations

import click

from schemebuilder.cli.output import (
    findings_json,
    json_option,
    leave,
    print_findings,
    print_json,
)
from schemebuilder.services import testing


@click.command(name="test")
@click.argument("scheme")
@click.option("--cases", metavar="FILE.json", help="Test these cases instead of the examples.")
@click.option("--match", default="", help="Names in the file and ours: theirs=ours,…")
@click.option("--engine", type=click.Choice(testing.ENGINES), default="exact")
@json_option
def test_command(scheme: str, *, cases: str | None, match: str, engine: str, as_json: bool) -> None:
    """Run the examples of SCHEME, or the cases of a file, and compare with what is expected."""
    pairs = [pair.partition("=") for pair in match.split(",") if pair.strip()]
    wrong = next((pair for pair in pairs if not all(map(str.strip, pair))), None)
    if wrong is not None:
        said = "".join(wrong).strip()
        message = f"--match takes pairs like theirs=ours, separated by commas; {said} is not one."
        raise click.UsageError(message)
    names = {theirs.strip(): ours.strip() for theirs, _, ours in pairs}
    run = testing.run(scheme, cases, match=names, engine=engine)
    if as_json:
        print_json(
            {
                "passed": run.passed,
                "failed": run.failed,
                "failures": [
                    {"case": trial.id, "findings": findings_json(trial.findings)}
                    for trial in run.failures
                ],
                "findings": findings_json(run.findings),
            }
        )
    else:
        print_findings(run.findings, run.texts)
        for trial in run.failures:
            click.echo(testing.failure_words(trial))
        click.echo(f"{run.passed} passed, {run.failed} failed")
    leave(run.findings, failed=run.failed > 0)
