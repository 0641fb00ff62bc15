"""`wellanyway cast`: everybody heard of so far."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options
from wellanyway.story import Pos

if TYPE_CHECKING:
    from wellanyway.views import Character

__all__ = ["command"]


@click.command("cast", short_help="Everybody met so far.")
@options.story
@options.at
@options.as_json
@options.library
@options.listener
def command(*, story: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None) -> None:
    """Everybody heard of in STORY up to your place, or up to --at, the most heard of first."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    cast = told.cast()
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "cast": cast})
        return
    printer = Printer(desk.settings.colour)
    if not cast and told.told_to:
        printer.say("Nobody has come up so far.")
    printer.table(_row(one) for one in cast)


def _row(one: Character) -> tuple[str, ...]:
    names = dict.fromkeys([one.name, *(alias.name for alias in one.aliases)])
    return (
        ", ".join(names),
        f"{one.mentions}×",
        f"spoke {one.spoke}×" if one.spoke else "",
        f"first {one.first.at}",
        "" if one.is_met else "not yet met",
    )
