"""`wellanyway update`: a newer file of a story, the listener's place kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.errors import WellanywayError

__all__ = ["command"]


@click.command("update", short_help="Take a newer file of a story; your place stays.")
@options.story
@click.argument("file", type=click.Path(path_type=Path))
@options.as_json
@options.library
@options.listener
def command(*, story: str, file: Path, is_json: bool, library: Path | None, listener: str | None) -> None:
    """Take FILE as the newest version of STORY. Your place stays; what you have heard and reads otherwise
    now is named; what comes is not.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json

    desk = Desk(library=library, listener=listener)
    shelved = desk.open(story)
    with suppress(
        WellanywayError
    ):  # all of the old file, so that what is new can be told from what was unread
        shelved.library.take_in(shelved.work)
    report = shelved.library.update(shelved.work, file)
    changed = report.changed_heard.get(shelved.listener, ())
    kept = report.kept.get(shelved.listener, ())
    if is_json:
        print_json(
            {
                "title": shelved.title,
                "is_new": report.is_new,
                "new_chapters": report.new_chapters,
                "changed_heard": changed,
                "kept": kept,
                "place": shelved.place(),
            }
        )
        return
    printer = Printer(desk.settings.colour)
    if not report.is_new:
        printer.say(f"{shelved.title}: that file is here already; nothing has changed.")
        return
    count = report.new_chapters
    new = "no new chapters" if not count else "1 new chapter" if count == 1 else f"{count} new chapters"
    printer.say(("title", shelved.title), f": {new}. Your place is {shelved.place().at}.")
    if changed:
        printer.say(f"Heard by you, and changed since: chapter{_s(changed)} {_numbers(changed)}.")
    if kept:
        printer.say(
            f"Heard by you, and no longer in the file: chapter{_s(kept)} {_numbers(kept)}, kept as told."
        )


def _s(numbers: tuple[int, ...]) -> str:
    return "" if len(numbers) == 1 else "s"


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
