"""`schemebuilder flow`: the procedures of a scheme as flow charts."""

from __future__ import annotations

import click

from schemebuilder.cli.output import findings_json, json_option, leave, print_json, stop_with
from schemebuilder.services import authoring, browsing


@click.command(name="flow")
@click.argument("scheme")
@json_option
def flow_command(scheme: str, *, as_json: bool) -> None:
    """Draw the procedures of SCHEME, each as the text of a Mermaid flow chart."""
    checked = authoring.check_source(scheme)
    if checked.scheme is None:
        stop_with(checked.findings, as_json=as_json, texts=checked.texts)
    flows = browsing.flows_of(checked)
    if as_json:
        print_json(
            {
                "scheme": checked.scheme_id,
                "procedures": [
                    {
                        "name": flow.name,
                        "title": flow.title,
                        "mermaid": flow.mermaid,
                        "steps": [
                            {
                                "name": step.name,
                                "title": step.title,
                                "who": step.who,
                                "deadline": step.deadline,
                                "does": list(step.does),
                                "then": list(step.then),
                                "citation": step.citation,
                            }
                            for step in flow.steps
                        ],
                    }
                    for flow in flows
                ],
                "findings": findings_json(checked.findings),
            }
        )
        leave(())
    if not flows:
        click.echo(f"{scheme} has no procedure.", err=True)
    for number, flow in enumerate(flows):
        if number:
            click.echo()
        click.echo(f"%% {flow.title} ({flow.name})")
        click.echo(flow.mermaid, nl=False)
    leave(())
