"""`schemebuilder keys`: which programs may ask the interface."""

from __future__ import annotations

from pathlib import Path

import click

from schemebuilder.cli.kept import opened, workspace_options
from schemebuilder.cli.output import json_option, leave, print_json, stop_with
from schemebuilder.services import keys
from schemebuilder.services.keys import ApiKey


@click.group(name="keys")
def keys_command() -> None:
    """Make, list and revoke the keys by which other programs ask the interface."""


@keys_command.command(name="new")
@click.argument("name")
@workspace_options
@json_option
def _new(name: str, data: Path, database: str | None, *, as_json: bool) -> None:
    """Make a key for the program NAME and print it: once, for only its hash is kept."""
    with opened(data, database, as_json=as_json) as work:
        made, secret, findings = keys.new_key(work, name)
    if made is None:
        stop_with(findings, as_json=as_json)
    if as_json:
        print_json({**_plain(made), "key": secret})
    else:
        click.echo(f"{made.name}, id {made.id}. Keep the key: it is not shown again.", err=True)
        click.echo(secret)
    leave(findings)


@keys_command.command(name="list")
@workspace_options
@json_option
def _list(data: Path, database: str | None, *, as_json: bool) -> None:
    """List the keys: whose they are and when they were last used."""
    with opened(data, database, as_json=as_json) as work:
        found = keys.keys(work)
    if as_json:
        print_json({"keys": [_plain(each) for each in found]})
        return
    for each in found:
        click.echo(f"{each.id}  {_standing(each)}  {each.name}")


@keys_command.command(name="revoke")
@click.argument("key", metavar="ID")
@workspace_options
@json_option
def _revoke(key: str, data: Path, database: str | None, *, as_json: bool) -> None:
    """Take the key with this id out of use for good, from the next request on."""
    with opened(data, database, as_json=as_json) as work:
        revoked, findings = keys.revoke(work, key)
    if revoked is None:
        stop_with(findings, as_json=as_json)
    if as_json:
        print_json(_plain(revoked))
    else:
        click.echo(f"The key of {revoked.name} is revoked.")


def _standing(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {key.revoked_at:%Y-%m-%d}"
    if key.last_used_at is None:
        return "never used"
    return f"last used {key.last_used_at:%Y-%m-%d %H:%M}"


def _plain(key: ApiKey) -> dict[str, object]:
    moments = {
        "created_at": key.created_at,
        "last_used_at": key.last_used_at,
        "revoked_at": key.revoked_at,
    }
    shown = {name: None if each is None else each.isoformat() for name, each in moments.items()}
    return {"id": key.id, "name": key.name, **shown}
