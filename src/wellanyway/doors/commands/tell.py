"""`wellanyway tell`: the telling, in a terminal, on paper, or to a scripted listener."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options
from wellanyway.story import Pos

__all__ = ["command"]


@click.command("tell", short_help="Tell a story; break in whenever you like.")
@options.story
@click.option("--from", "start", type=options.Place(), help="Begin here instead of at your place.")
@click.option("--to", "stop", type=options.Place(), help="Stop here.")
@click.option(
    "--script",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A scripted listener: where it breaks in and what it says.",
)
@click.option("--persona", metavar="NAME", help="Who tells: plain, barstool, or a .toml file.")
@click.option("--pace", type=int, metavar="WPM", help="Words a minute in a terminal.  [default: 240]")
@click.option("--aloud", is_flag=True, help="In a terminal: with a voice, words shown as they sound.")
@options.library
@options.listener
def command(
    *,
    story: str,
    start: Pos | None,
    stop: Pos | None,
    script: Path | None,
    persona: str | None,
    pace: int | None,
    aloud: bool,
    library: Path | None,
    listener: str | None,
) -> int:
    """Tell STORY from your place on. In a terminal any letter breaks in with a question and ? shows the
    keys; without one it is printed as fast as it can be. Your place is kept, sentence by sentence.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.telling import Wanted, tell

    desk = Desk(library=library, listener=listener, persona=persona, pace=pace)
    return tell(desk, story, Wanted(start, stop, script, is_aloud=aloud))
