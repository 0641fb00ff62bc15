"""`wellanyway read`: the reader run to the end of a story, so that every answer is ready."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options

__all__ = ["command"]


@click.command("read", short_help="Read stories ahead, so that answers are ready at once.")
@click.argument("stories", nargs=-1, required=True, metavar="STORY...")
@options.as_json
@options.library
def command(*, stories: tuple[str, ...], is_json: bool, library: Path | None) -> int:
    """Read each STORY to its end. Nobody's place moves and nothing is told by it; a telling does the same
    in the background. Ctrl-C stops; reading again goes on from there.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.printing import Printer, print_json
    from wellanyway.doors.progress import bar
    from wellanyway.memory.ingest import Progress

    desk = Desk(library=library)
    printer = Printer(desk.settings.colour)
    rows: list[dict[str, object]] = []
    works = [desk.library.find(story) for story in stories]
    with bar("reading", is_silent=is_json) as shown:
        for work in works:
            last = [Progress(0, 0, 0, 0.0)]

            def note(progress: Progress, name: str = work.title, last: list[Progress] = last) -> None:
                last[0] = progress
                shown.words(name, progress.words)

            is_whole = desk.library.ingest(work, progress=note, stop=shown.is_stopped)
            done = last[0]
            rows.append(
                {
                    "title": work.title,
                    "is_whole": is_whole,
                    "words": done.words,
                    "words_a_second": round(done.words_a_second),
                }
            )
            if not is_json:
                printer.say(("title", work.title), _said(done, is_whole=is_whole))
            if shown.is_stopped():
                break
    if is_json:
        print_json(rows)
    return 130 if shown.is_stopped() else 0


def _said(done: object, *, is_whole: bool) -> str:
    from wellanyway.memory.ingest import Progress

    assert isinstance(done, Progress)
    if not done.words:
        return ": read before." if is_whole else ": stopped."
    speed = f"{done.words:,} words, {done.words_a_second:,.0f} words a second"
    return f": read, {speed}." if is_whole else f": stopped after {speed}; reading again goes on from there."
