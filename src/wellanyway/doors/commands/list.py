"""`wellanyway list`: the stories in the library."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options

__all__ = ["command"]


@click.command("list", short_help="The stories in the library.")
@click.option(
    "--progress", is_flag=True, help="Show how far through each you are; this tells how long it is."
)
@options.as_json
@options.library
@options.listener
def command(*, progress: bool, is_json: bool, library: Path | None, listener: str | None) -> None:
    """The stories in the library with your place in each, the one told last first."""
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, plain, print_json
    from wellanyway.doors.when import ago

    desk = Desk(library=library, listener=listener)
    entries = desk.library.works(desk.settings.listener)
    parts = [desk.library.progress(one) if progress else None for one in entries]
    if is_json:
        rows = []
        for entry, part in zip(entries, parts, strict=True):
            row = plain(entry)
            assert isinstance(row, dict)
            rows.append({**row, "progress": part} if progress else row)
        print_json(rows)
        return
    printer = Printer(desk.settings.colour)
    if not entries:
        printer.say("The library is empty: `wellanyway add FILE`, or `wellanyway tell FILE`.")
    printer.table(
        (
            f"{one.title}, {one.author}" if one.author else one.title,
            one.place.at if one.place.told_to else "",
            "" if part is None else f"{part:.0%}",
            ago(one.place.updated_at) if one.place.told_to else "not begun",
        )
        for one, part in zip(entries, parts, strict=True)
    )
