"""`wellanyway serve`: the page, on this machine unless told otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from wellanyway.doors import options

__all__ = ["command"]

_PORT = 7411


@click.command("serve", short_help="Open the page: told in the browser, stopped by a key.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help="0: any free one."
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name this server is reached by; may be repeated.",
)
@click.option("--token", metavar="TEXT", help="Ask for this token; beyond this machine there always is one.")
@click.option("--persona", metavar="NAME", help="Who tells: plain, barstool, or a .toml file.")
@click.option("--pace", type=int, metavar="WPM", help="Words a minute to begin with.  [default: 240]")
@click.option("--open", "is_opened", is_flag=True, help="Open a browser on it.")
@options.library
@options.listener
def command(
    *,
    host: str,
    port: int,
    names: tuple[str, ...],
    token: str | None,
    persona: str | None,
    pace: int | None,
    is_opened: bool,
    library: Path | None,
    listener: str | None,
) -> None:
    """Serve the page, and the API behind it, until Ctrl-C. Other machines can reach it only with --host, and then
    with the token in the address that is printed.
    """
    from wellanyway.doors.desk import Desk
    from wellanyway.doors.web.server import Door, serve

    desk = Desk(library=library, listener=listener, persona=persona, pace=pace)
    door = Door.at(host, port, token=token, names=names)
    click.echo(f"The page is at {door.address}  (Ctrl-C ends it)")
    if is_opened:
        click.launch(door.address)
    serve(desk, door)
