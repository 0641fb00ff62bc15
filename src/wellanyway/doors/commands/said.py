"""`wellanyway said`: who said the last line told."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.story import Pos

__all__ = ["command"]


@click.command("said", short_help="Who said the last line told.")
@options.story
@options.at
@options.as_json
@options.library
@options.listener
def command(*, story: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None) -> None:
    """Who said the last thing said aloud in STORY up to your place, or up to --at, and what shows it."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json
    from wellanyway.views import Evidence

    desk = Desk(library=library, listener=listener)
    told = desk.open(story).told_or_hint(at)
    quotation = told.said()
    if is_json:
        print_json({"told_to": told.told_to, "at": told.at, "said": quotation})
        return
    printer = Printer(desk.settings.colour)
    if quotation is None:
        if told.told_to:
            printer.say("Nobody has said anything so far.")
        return
    speaker = quotation.speaker
    printer.say(f"{speaker[:1].upper()}{speaker[1:]}." if speaker else "It does not say who.")
    printer.blank()
    printer.quote(Evidence(quotation.sentence, quotation.at, quotation.text))
    if quotation.evidence is not None and quotation.text not in quotation.evidence.quote:
        printer.quote(quotation.evidence)
