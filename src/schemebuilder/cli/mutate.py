"""`schemebuilder mutate`: whether a scheme's tests would notice if it said something else."""

from __future__ import annotations

from fractions import Fraction

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_findings, print_json
from schemebuilder.cli.progress import progress_bar
from schemebuilder.services import mutating


@click.command(name="mutate")
@click.argument("schemes", nargs=-1, metavar="SCHEME…")
@click.option("--library", is_flag=True, help="Every scheme of the library.")
@click.option("--cases", metavar="FILE.json", help="Cases besides the examples and cases.json.")
@click.option("--least", type=click.IntRange(0, 100), metavar="PERCENT", help="Fail below this.")
@click.option("--brief", is_flag=True, help="Only the counts, without each change not noticed.")
@json_option
def mutate_command(
    schemes: tuple[str, ...],
    *,
    library: bool,
    cases: str | None,
    least: int | None,
    brief: bool,
    as_json: bool,
) -> None:
    """Change SCHEME by one step at each threshold, value and condition; see if its tests notice.

    A change that no example notices is a rule that no example tests: each is listed with its line,
    its citation, and the example to add.
    """
    names = (*schemes, *(mutating.library_names() if library else ()))
    if not names:
        raise click.UsageError("Name a scheme, or say --library.")
    done: list[mutating.Mutated] = []
    for name in names:
        with progress_bar(f"Changing {name}", hidden=as_json) as progress:
            done.append(mutating.mutate(name, cases, lambda at, of: progress(at / of, "")))
        if not as_json:
            print_findings(done[-1].findings, done[-1].texts)
            click.echo(mutating.mutated_words(done[-1], survivors=not brief) + "\n")
    findings = [finding for one in done for finding in one.findings]
    if as_json:
        listed = [_json(one) for one in done]
        print_json({"schemes": listed, "findings": findings_json(findings)})
    failed = any(one.share < Fraction(least or 0, 100) for one in done)
    leave(findings, failed=failed)


def _json(mutated: mutating.Mutated) -> dict[str, object]:
    return {
        "source": mutated.source,
        "cases": mutated.cases,
        "made": mutated.made,
        "noticed": mutated.noticed,
        "kinds": {
            kind: {"made": made, "noticed": noticed}
            for kind, (noticed, made) in mutated.kinds.items()
        },
        "not_counted": dict(mutated.same),
        "survivors": [
            {
                "line": one.line,
                "kind": one.kind,
                "was": one.was,
                "becomes": one.becomes,
                "text": one.text,
                "citation": one.citation,
                "advice": one.advice,
            }
            for one in mutated.survivors
        ],
    }
