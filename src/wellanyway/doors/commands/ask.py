"""`wellanyway ask`: a question, answered from what has been told."""

from __future__ import annotations

import time
from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.story import Pos

__all__ = ["command"]


@click.command("ask", short_help="Ask about what has been told so far.")
@options.story
@click.argument("question")
@options.at
@options.as_json
@options.library
@options.listener
def command(
    *, story: str, question: str, at: Pos | None, is_json: bool, library: Path | None, listener: str | None
) -> None:
    """Ask QUESTION about STORY. The answer comes from what has been told up to your place, or up to --at,
    with the passages it stands on; where nothing told answers it, it says so in one wording.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json, shown
    from wellanyway.views import Verdict

    desk = Desk(library=library, listener=listener)
    shelved = desk.open(story)
    told = shelved.told_or_hint(at)
    answer = told.ask(question)
    if at is None:
        shelved.library.remember(shelved.work, shelved.listener, answer, time.time())
    if is_json:
        print_json(shown(answer))
        return
    printer = Printer(desk.settings.colour)
    is_told = answer.verdict is not Verdict.NOT_TOLD
    printer.say(answer.text)
    beneath = [
        item
        for item in answer.evidence
        if is_told and f"({item.at})" not in answer.text and " ".join(item.quote.split()) not in answer.text
    ]
    if beneath:
        printer.blank()
    for evidence in beneath:
        printer.quote(evidence)
