"""`wellanyway said`: who said the last line told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options
from wellanyway.story import Pos

if TYPE_CHECKING:
    from wellanyway.views import Quotation

__all__ = ["command", "verdict"]

UNSURE = "The story has not made it sure who."

_WHY = {
    "tag": "the words beside it say so",
    "pronoun-tag": "the words beside it say so, though not by name",
    "narrator": "it is the one who tells this",
    "beat": "{name} acts beside it",
    "continued": "it goes on from what {name} said before",
    "vocative": "{name} had just been spoken to",
    "turns": "it was {name}’s turn",
    "model": "it reads like {name}",
}
_SURE, _LIKELY = 0.9, 0.6


@click.command("said", short_help="Who said the last line told.")
@options.story
@options.at
@options.as_json
@options.library
@options.listener
def command(*, story: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None) -> None:
    """Who said the last thing said aloud in STORY up to your place, or up to --at, how sure that is, and why."""
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
    printer.say(verdict(quotation))
    printer.blank()
    printer.quote(Evidence(quotation.sentence, quotation.at, quotation.text))
    if quotation.evidence is not None and quotation.text not in quotation.evidence.quote:
        printer.quote(quotation.evidence)


def verdict(quotation: Quotation) -> str:
    """Who, to whom, how sure, and what tells it."""
    speaker = quotation.speaker
    if speaker is None:
        return UNSURE
    to = f", to {quotation.addressee}" if quotation.addressee else ""
    sure = (
        "Sure"
        if quotation.confidence >= _SURE
        else "Likely"
        if quotation.confidence >= _LIKELY
        else "Perhaps"
    )
    why = _WHY.get(quotation.how, "").format(name=speaker)
    return f"{speaker[:1].upper()}{speaker[1:]}{to}. {sure}{': ' if why else ''}{why}."
