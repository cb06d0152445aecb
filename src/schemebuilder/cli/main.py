"""The command line: `schemebuilder COMMAND`; each command has a file of its own."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points, version

import click

from schemebuilder.cli.check import check
from schemebuilder.cli.decide import decide
from schemebuilder.cli.export import export
from schemebuilder.cli.format import format_
from schemebuilder.cli.new import new
from schemebuilder.cli.play import play
from schemebuilder.cli.population import population
from schemebuilder.cli.replay import replay
from schemebuilder.cli.simulate import simulate
from schemebuilder.cli.test import test

COMMANDS = (check, format_, new, decide, replay, test, simulate, export, play, population)


class _Commands(click.Group):
    """The commands of this package, and those that other installed packages add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a person meets them, then those of other packages."""
        own = set(super().list_commands(ctx))
        return [*self.commands, *sorted(set(_added()) - own)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load another package's command only when it is called."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        added = _added().get(cmd_name)
        if added is None:
            return None
        command: click.Command = added.load()
        return command


def _added() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="schemebuilder.commands")}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("schemebuilder"), prog_name="schemebuilder")
def main() -> None:
    """Write, check, cost and run social-protection schemes.

    SCHEME is the path of a .scheme file, or the name of a scheme in the library.
    """


for _command in COMMANDS:
    main.add_command(_command)
