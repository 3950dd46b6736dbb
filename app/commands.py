"""Commands that are loaded when somebody types them, so that the rest of `beforehand` is quick.

Promise: the list of commands says of each what its own help says (a test compares them), and loads none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import click

LINE = 70  # letters of a command's line in the list
INSIDE = {  # what runs inside the service: where it lies, and what the list says of it
    "audit": ("app.accounts.cli:audit_group", "The trail of what staff did."),
    "keys": ("app.keys_cli:keys_group", "DATA_KEY: which keys there are, and renewing it once a month."),
    "release": (
        "app.release_cli:release_group",
        "Figures for managers: drawn once a period, published by two people.",
    ),
    "service": ("app.accounts.cli:service_group", "Services that use this installation."),
    "simulate": ("app.release_cli:simulate", "Fill the demonstration's pool with invented responses."),
    "staff": ("app.accounts.cli:staff_group", "People who work here."),
}
REPORT = ("app.deleting.cli:report_command", "Say what all services deleted in a month, by day and kind.")


@dataclass(frozen=True)
class Later:
    """Where a command lies, the line that the list shows of it, and what is done to it once it is loaded."""

    place: str  # module:name
    told: str
    made: Callable[[click.Command], click.Command] = field(default=lambda command: command)

    def loaded(self) -> click.Command:
        """The command itself."""
        module, name = self.place.split(":")
        return self.made(getattr(import_module(module), name))


class Commands(click.Group):
    """A group of which some commands lie elsewhere."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.later: dict[str, Later] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, loaded or not."""
        return sorted({*self.commands, *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command; what lies elsewhere is loaded now."""
        if cmd_name in self.later and cmd_name not in self.commands:
            self.commands[cmd_name] = self.later[cmd_name].loaded()
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list, of which nothing has to be loaded."""
        here = {name: command.get_short_help_str(LINE) for name, command in self.commands.items()}
        rows = {**{name: each.told for name, each in self.later.items()}, **here}
        with formatter.section("Commands"):
            formatter.write_dl(sorted(rows.items()))
