"""`wellanyway recap`: what has been told so far, in the story's own sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options
from wellanyway.story import Pos

if TYPE_CHECKING:
    from wellanyway.told import Told

__all__ = ["command"]


@click.command("recap", short_help="What has been told so far, in short.")
@options.story
@options.at
@click.option(
    "--words", type=click.IntRange(10, 2000), default=150, show_default=True, help="At most so many."
)
@click.option("--chapter", type=click.IntRange(1), metavar="N", help="Of this chapter alone.")
@click.option("--since", type=options.Place(), metavar="POS", help="Of what was told from this place on.")
@click.option("--about", metavar="NAME", help="Of what one character does.")
@options.as_json
@options.library
@options.listener
def command(
    *,
    story: str,
    at: Pos | None,
    words: int,
    chapter: int | None,
    since: Pos | None,
    about: str | None,
    is_json: bool,
    library: Path | None,
    listener: str | None,
) -> None:
    """What has been told of STORY up to your place, or up to --at, in sentences of its own. In square brackets stand
    names that the story has pronouns for there; what was cut is marked […].
    """
    from wellanyway.asking.wording import NOT_TOLD
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    recap = told.recap(
        words=words,
        since=_first(told, since),
        chapter=None if chapter is None else chapter - 1,
        about=about,
    )
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "recap": recap})
        return
    printer = Printer(desk.settings.colour)
    for number, (evidence, line) in enumerate(zip(recap.evidence, recap.lines, strict=True)):
        if number:
            printer.blank()
        printer.placed(evidence.at, "quote", line)
    if not recap.text and told.told_to:
        printer.say(NOT_TOLD)


def _first(told: Told, since: Pos | None) -> int:
    """The sentence at a place. Raises PositionError where it has not been told."""
    if since is None:
        return 0
    if since.chapter is None:
        return told.told_to
    if not since.sentence:
        return told.chapter(since.chapter - 1).first
    return told.back_to(since).told_to - 1
