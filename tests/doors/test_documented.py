"""Every command, option and setting is in docs/commands.md, and every key in docs/terminal.md."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import click
import pytest

from wellanyway.config import Settings
from wellanyway.doors.cli import COMMANDS, cli
from wellanyway.doors.terminal.keys import HELP

DOCS = Path(__file__).parent.parent.parent / "docs"


def section(name: str) -> str:
    """What the page says under a command's heading."""
    found = re.search(
        rf"^## {name}\b(.*?)(?=^#|\Z)", (DOCS / "commands.md").read_text(), re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"docs/commands.md has no heading for {name}"
    return found[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    page = (DOCS / "commands.md").read_text()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            where = page if {"--library", "--listener"} & set(parameter.opts) else section(name)
            assert parameter.opts[0] in where, f"{name} {parameter.opts[0]}"
            assert parameter.help
        else:
            assert parameter.make_metavar(click.Context(command)).rstrip(".") in section(name)


def test_every_setting_is_documented() -> None:
    page = (DOCS / "commands.md").read_text()
    for field in dataclasses.fields(Settings):
        assert f"| `{field.name}` | `WELLANYWAY_{field.name.upper()}` |" in page


def test_every_key_is_documented() -> None:
    page = (DOCS / "terminal.md").read_text()
    for row in HELP:
        assert row.strip() in page
