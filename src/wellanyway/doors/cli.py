"""The command line: which commands there are, and what becomes of what goes wrong.

A command's module is imported when that command is called and not before, so that the first sentence
of a story does not wait for what only `read` needs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from wellanyway.errors import WellanywayError

__all__ = ["COMMANDS", "LazyGroup", "cli", "main"]

COMMANDS: Mapping[str, str] = {
    "tell": "Tell a story; break in whenever you like.",
    "serve": "Open the page: told in the browser, stopped by a key.",
    "ask": "Ask about what has been told so far.",
    "recap": "What has been told so far, in short.",
    "cast": "Everybody met so far.",
    "who": "Who somebody is, as far as has been told.",
    "said": "Who said the last line told.",
    "status": "Where you are: place, people present.",
    "add": "Put files into the library.",
    "list": "The stories in the library.",
    "read": "Read stories ahead, so that answers are ready at once.",
    "update": "Take a newer file of a story; your place stays.",
    "notes": "Your own notes and questions, up to where you are.",
}
"""Name -> one line; kept here so that `--help` need not load the commands."""


class LazyGroup(click.Group):
    """A group whose commands are modules of `doors.commands`, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"wellanyway.doors.commands.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run, and leave with 0, with 2 for wrong usage, or with 1 and one clear line."""
        extra.pop("standalone_mode", None)
        sys.exit(
            _guarded(lambda: super(LazyGroup, self).main(args, prog_name, standalone_mode=False, **extra))
        )


def _guarded(run: Any) -> int:
    """The exit status of `run`, with whatever it raises said in one line."""
    try:
        result = run()
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        _hush()
        return 0
    except WellanywayError as error:
        return _complain(str(error))
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 1
    except Exception as error:
        if os.environ.get("WELLANYWAY_DEBUG"):
            raise
        return _complain(_unexpected(error))
    return result if isinstance(result, int) else 0


def _complain(message: str) -> int:
    line = " ".join(message.split())
    print(f"wellanyway: {line}", file=sys.stderr)
    return 1


def _hush() -> None:
    """Nobody reads on: send what is left nowhere, so that closing says nothing either."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def _unexpected(error: Exception) -> str:
    """One line for a fault of ours, its traceback kept in a file."""
    import tempfile
    import traceback

    short = f"something went wrong that should not have ({type(error).__name__})"
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="wellanyway-", suffix=".log", delete=False
        ) as log:
            traceback.print_exception(error, file=log)
    except OSError:
        return f"{short}; set WELLANYWAY_DEBUG=1 to see where"
    return f"{short}; the traceback is in {log.name}, or set WELLANYWAY_DEBUG=1 to see it"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88})
@click.version_option(package_name="wellanyway", message="%(prog)s %(version)s")
def cli() -> None:
    """The storyteller you can interrupt.

    STORY is a file, or the beginning of a title in your library. POS is CHAPTER, CHAPTER.SENTENCE or
    end; where --at is not given it is your own place, and nothing after it is ever used.
    """


def main() -> NoReturn:
    """Entry point of the `wellanyway` command."""
    cli.main(prog_name="wellanyway")
