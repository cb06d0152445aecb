"""The command line: `schemebuilder COMMAND`; a command's file is loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from io import TextIOWrapper
from typing import Final

import click

COMMANDS: Final = {
    "check": "Check schemes and report every finding.",
    "format": "Set schemes in their canonical layout; comments stay.",
    "new": "Write a small scheme that runs, to change into your own.",
    "decide": "Decide the cases of a JSON file by a scheme.",
    "select": "Make the lists of a scheme over many cases: who enters, who waits.",
    "review": "Decide past periods again: arrears or overpayment.",
    "replay": "Decide recorded cases again; say whether the bytes are the same.",
    "test": "Run a scheme's examples, or the cases of a file, and compare.",
    "mutate": "Change a scheme by one step; say which changes its tests miss.",
    "simulate": "Cost, beneficiaries, coverage, by quantile and region.",
    "runs": "Make simulations that are kept; list, show and cancel them.",
    "diff": "Say in words what a reform changes, or how two schemes differ.",
    "flow": "Draw the procedures of a scheme as flow charts.",
    "export": "Write a rule pack: text, meaning and cases, all hashed.",
    "play": "Check a rule pack, then decide the cases of a JSON file by it.",
    "population": "Make a synthetic population, import a survey, check it, keep it.",
    "keys": "Make, list and revoke the keys of programs that ask the interface.",
}
"""The commands of this package in the order a person meets them, and what each does.

A command stands in the file of its name; what it does is said here too, so that the list of
commands needs none of them.
"""


class _Commands(click.Group):
    """The commands of this package, and those that other installed packages add."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order a person meets them, then those of other packages."""
        own = set(super().list_commands(ctx)) | set(COMMANDS)
        return [*COMMANDS, *sorted((set(_added()) | own) - set(COMMANDS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command when it is called."""
        if cmd_name in COMMANDS:
            module = import_module(f"schemebuilder.cli.{cmd_name}")
            own: click.Command = getattr(module, f"{cmd_name}_command")
            return own
        added = _added().get(cmd_name)
        if added is None:
            return super().get_command(ctx, cmd_name)
        command: click.Command = added.load()
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with a line each."""
        others = {
            name: command.get_short_help_str(limit=60)
            for name in self.list_commands(ctx)
            if name not in COMMANDS and (command := self.get_command(ctx, name)) is not None
        }
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items(), *others.items()])


def _added() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group="schemebuilder.commands")}


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="schemebuilder", prog_name="schemebuilder")
def main() -> None:
    """Write, check, cost and run social-protection schemes.

    SCHEME is the path of a .scheme file, or the name of a scheme in the library.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a letter shows ?
            stream.reconfigure(errors="replace")
