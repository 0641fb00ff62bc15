"""`wellanyway who`: who somebody is, as far as has been told."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.story import Pos

__all__ = ["command"]


@click.command("who", short_help="Who somebody is, as far as has been told.")
@options.story
@click.argument("name")
@options.at
@options.as_json
@options.library
@options.listener
def command(
    *, story: str, name: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None
) -> None:
    """Who NAME is in STORY, as far as has been told at your place or at --at: other names, where first
    and last heard of, what was said of them.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    character = told.who(name)
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "character": character})
        return
    printer = Printer(desk.settings.colour)
    if character is None:
        printer.say(f"Nobody I have told you of is called {' '.join(name.split())}.")
        return
    others = [alias.name for alias in character.aliases if alias.name != character.name]
    also = f", also {', '.join(others)}" if others else ""
    spoke = f", spoke {character.spoke}×" if character.spoke else ""
    printer.say(("strong", character.name), f"{also}: named {character.mentions}×{spoke}.")
    heard = {item.sentence: item for item in (character.first, *character.said_of, character.last)}
    printer.blank()
    for ordinal in sorted(heard):
        printer.quote(heard[ordinal])
