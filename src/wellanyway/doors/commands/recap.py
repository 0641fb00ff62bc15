"""`wellanyway recap`: what has been told so far, in the story's own sentences."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.story import Pos

__all__ = ["command"]


@click.command("recap", short_help="What has been told so far, in short.")
@options.story
@options.at
@click.option(
    "--words", type=click.IntRange(10, 2000), default=150, show_default=True, help="At most so many."
)
@options.as_json
@options.library
@options.listener
def command(
    *, story: str, at: Pos | None, words: int, is_json: bool, library: Path | None, listener: str | None
) -> None:
    """What has been told of STORY up to your place, or up to --at, in sentences of its own."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    recap = told.recap(words=words)
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "recap": recap})
        return
    printer = Printer(desk.settings.colour)
    for number, evidence in enumerate(recap.evidence):
        if number:
            printer.blank()
        printer.quote(evidence)
    if not recap.evidence and recap.text:
        printer.say(recap.text)
