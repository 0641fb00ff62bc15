"""`wellanyway notes`: the listener's own notes and questions, up to the place where they are."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options

__all__ = ["command"]


@click.command("notes", short_help="Your own notes and questions, up to where you are.")
@options.story
@options.as_json
@options.library
@options.listener
def command(*, story: str, is_json: bool, library: Path | None, listener: str | None) -> None:
    """What you noted and asked while STORY was told, up to your place."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    shelved = desk.open(story)
    told = shelved.told()
    notes = shelved.library.notes(shelved.work, shelved.listener, told.told_to)
    asked = shelved.library.history(shelved.work, shelved.listener, told.told_to)
    if is_json:
        print_json({"notes": notes, "asked": asked})
        return
    printer = Printer(desk.settings.colour)
    if not notes and not asked:
        printer.say("No notes and no questions so far.")
    for note in notes:
        printer.placed(told.back_to(note.told_to).at, "", f"note: {note.text}")
    for one in asked:
        printer.placed(one.answer.at, "", f"asked: {one.answer.question}")
