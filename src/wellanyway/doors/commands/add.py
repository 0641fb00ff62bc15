"""`wellanyway add`: files into the library."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellanyway.doors import options

if TYPE_CHECKING:
    from wellanyway.api import Taken
    from wellanyway.doors.progress import Bar

__all__ = ["command"]

_SUFFIXES = {".epub", ".kepub", ".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".mdown"}


@click.command("add", short_help="Put files into the library.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
@options.as_json
@options.library
def command(*, files: tuple[Path, ...], is_json: bool, library: Path | None) -> int:
    """Put each FILE, and every book in each FOLDER, into the library. Ctrl-C stops; what is in stays in,
    and adding again goes on from there.
    """
    from wellanyway.doors.desk import Desk, failed
    from wellanyway.doors.printing import Printer, print_json
    from wellanyway.doors.progress import bar
    from wellanyway.errors import StoryError

    desk = Desk(library=library)
    rows: list[dict[str, object]] = []
    failures = 0
    printer = Printer(desk.settings.colour)
    with bar("adding", is_silent=is_json) as shown:
        for file in _books(files):
            if shown.is_stopped():
                return 130
            try:
                work = desk.library.add(file)
                is_whole = desk.library.take_in(
                    work, progress=_reporting(shown, work.title), stop=shown.is_stopped
                )
            except StoryError as error:
                failures += 1
                failed(error)
                continue
            rows.append({"title": work.title, "author": work.author, "file": str(file), "is_whole": is_whole})
            if not is_json:
                by = f", {work.author}" if work.author else ""
                printer.say(("title", work.title), by)
    if is_json:
        print_json(rows)
    return 1 if failures else 0


def _reporting(shown: Bar, name: str) -> Callable[[Taken], None]:
    return lambda taken: shown.words(name, taken.words)


def _books(files: tuple[Path, ...]) -> list[Path]:
    """The files named, and those in the folders named that may be books."""
    found: list[Path] = []
    for file in files:
        path = file.expanduser()
        if path.is_dir():
            found += sorted(
                one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file()
            )
        else:
            found.append(path)
    return found
