"""The command: the only code that prints. A command's module is imported when the command is called."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any, NoReturn

import click

from acucontent._version import __version__

COMMANDS = {
    "batch": "Fill in a sheet for each row of a table.",
    "build": "Make the files of a guide.",
    "cache": "Tell what is kept to save time, or clear it.",
    "check": "Tell everything that is wrong with guides.",
    "diff": "Tell what changed between two versions of a guide.",
    "doctor": "Name everything that is missing, and what mends it.",
    "list": "Show guides, formats, plugins and their problems.",
    "new": "Make a small guide, or a clinic's overlay, to start from.",
    "passport": "Write the quality passport of a guide, to be read and signed.",
    "schema": "Print the JSON Schema of a document.",
    "verify": "Tell which edition a file is, and whether it is whole and current.",
}
"""Each command is the module of its name; what it does stands here too, so that help imports none of them."""

COULD_NOT_RUN = 2
"""The command could not do what it was asked, whatever the guide."""
STOPPED = 130
"""Stopped from the keyboard: 128 and the number of the signal, as shells have it."""
READER_LEFT = 141
"""The program that was reading our output closed its end."""


class Program(click.Group):
    """The command with its sub-commands. Every error below it becomes a message and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the sub-commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """A sub-command, imported."""
        if cmd_name not in COMMANDS:
            from acucontent.model.suggestions import describe_unknown  # --version needs none

            ctx.fail(describe_unknown("command", cmd_name, COMMANDS))
        command: click.Command = import_module(f"acucontent.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sub-commands with what they do."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run a sub-command; the exit status is 0 done, 1 the guide has problems, 2 it could not be run."""
        ctx.exit(_status(ctx, super().invoke))


def _status(ctx: click.Context, invoke: Callable[[click.Context], Any]) -> int:
    try:
        status = invoke(ctx)
        sys.stdout.flush()
    except (click.ClickException, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        click.echo("\nStopped.", err=True)
        return STOPPED
    except BrokenPipeError:
        # Python would try again to write what is left when it exits, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except Exception as error:
        if os.environ.get("ACUCONTENT_DEBUG"):
            raise
        return _told(error)
    return int(status or 0)


def _told(error: Exception) -> int:
    if isinstance(error, ModuleNotFoundError):
        click.echo(f"Error: {error}. To see what is missing, run: acucontent doctor", err=True)
        return COULD_NOT_RUN
    from acucontent.cli.failures import tell  # imports what may be missing

    return tell(error)


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="acucontent", message="%(prog)s %(version)s")
def program() -> None:
    """Patient guides as validated data, made into PDF handouts, EPUB, JSON and plain text."""


def main() -> NoReturn:
    """Run the command and exit."""
    signal.signal(signal.SIGTERM, _leave)
    program.main(prog_name="acucontent")
    raise AssertionError("click exits")


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Exit in order when asked to terminate, so that no half-written file is left."""
    sys.exit(128 + number)
