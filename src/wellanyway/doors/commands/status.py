"""`wellanyway status`: where the listener is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options

if TYPE_CHECKING:
    from wellanyway.views import Whereabouts

__all__ = ["command", "scene"]

_BARE_NUMBER = re.compile(r"[\dIVXLC]+\.?")


@click.command("status", short_help="Where you are: place, people present.")
@options.story
@options.as_json
@options.library
@options.listener
def command(*, story: str, is_json: bool, library: Path | None, listener: str | None) -> None:
    """Where you are in STORY: the chapter, where and when the scene is, who is in it, whose tale is being told."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json
    from wellanyway.doors.when import ago

    desk = Desk(library=library, listener=listener)
    shelved = desk.open(story)
    told = shelved.told()
    where = told.where()
    place = shelved.place()
    if is_json:
        print_json(
            {
                "title": shelved.title,
                "author": shelved.author,
                "listener": shelved.listener,
                "last_told_at": place.updated_at,
                "where": where,
            }
        )
        return
    printer = Printer(desk.settings.colour)
    by = f", {shelved.author}" if shelved.author else ""
    printer.say(("title", shelved.title), by)
    if told.told_to == 0:
        printer.say("Not begun.")
        return
    title = where.chapter_title.strip() or str(where.chapter)
    chapter = f"chapter {title}" if _BARE_NUMBER.fullmatch(title) else title
    printer.say(f"At {where.at}, {chapter}; last told {ago(place.updated_at)}.")
    for line in scene(where):
        printer.say(line)
    if where.last is not None:
        printer.blank()
        printer.quote(where.last)


def scene(where: Whereabouts) -> Iterator[str]:
    """The present scene, a line a matter; nothing is said of what has not been told."""
    setting = ", ".join(words for words in (where.place, where.time) if words)
    if setting:
        yield f"{setting[:1].upper()}{setting[1:]}."
    if where.present:
        yield f"In this scene: {', '.join(where.present)}."
    if where.level:
        teller, listener = where.teller, where.listener
        tale = f"{teller} is telling {listener or 'this'}" if teller else "a tale within the tale"
        yield f"{tale[:1].upper()}{tale[1:]}."
