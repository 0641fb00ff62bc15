"""Which way a story is told: drawn on a terminal, line by line, or printed whole; what each needs is loaded then."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wellanyway.doors.desk import Desk, Shelved
from wellanyway.doors.printing import Printer, is_interactive
from wellanyway.errors import ConfigError
from wellanyway.story import Pos
from wellanyway.telling.persona import Persona, persona
from wellanyway.telling.world import World

if TYPE_CHECKING:
    from wellanyway.doors.terminal.player import Player
    from wellanyway.memory.ahead import ReadAhead

__all__ = ["Wanted", "tell"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked of a telling: where it begins and stops, and who listens."""

    start: Pos | None = None
    stop: Pos | None = None
    script: Path | None = None
    is_aloud: bool = False


def tell(desk: Desk, story: str, wanted: Wanted) -> int:
    """Tell a story; the exit status."""
    teller = persona(desk.settings.persona)
    script = _script_text(wanted.script)
    shelved = desk.open(story)
    if wanted.start is not None:
        shelved.start_from(wanted.start)
    to = None if wanted.stop is None else shelved.horizon(wanted.stop)
    world = shelved.world()
    if script is None and is_interactive():
        return _in_terminal(desk, shelved, world, teller, to=to, is_aloud=wanted.is_aloud)
    if wanted.is_aloud:
        print(
            "wellanyway: aloud only in a terminal that can be drawn on; here it is told in writing",
            file=sys.stderr,
        )
    if script is None and sys.stdin.isatty() and sys.stdout.isatty():
        _by_lines(desk, shelved, world, teller, to)
    else:
        _plainly(desk, shelved, world, teller, to=to, script=script)
    return 0


def _script_text(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a script in UTF-8 ({type(error).__name__})") from None


def _plainly(
    desk: Desk, shelved: Shelved, world: World, teller: Persona, *, to: int | None, script: str | None
) -> None:
    """To a pipe or a file, or to a scripted listener whose days go by at once."""
    from wellanyway.doors.terminal.plain import tell_plainly
    from wellanyway.telling.rendering import Renderer
    from wellanyway.telling.runner import ManualClock, play
    from wellanyway.telling.script import parse_script

    printer = Printer(desk.settings.colour)
    clock = ManualClock(time.time())
    session = shelved.session(world, teller, clock)
    listener = None if script is None else parse_script(script)
    renderer = Renderer(width=printer.measure, colour=printer.paint.colours, ascii_only=printer.ascii_only)
    moments = play(session, world=world, clock=clock, script=listener, to=to)
    tell_plainly(moments, shelved.keeper(world, clock), renderer, printer.write)


def _by_lines(desk: Desk, shelved: Shelved, world: World, teller: Persona, to: int | None) -> None:
    """To a terminal that can only print."""
    from wellanyway.doors.terminal.plain import tell_by_lines
    from wellanyway.telling.rendering import Renderer

    printer = Printer(desk.settings.colour)

    def read_line() -> str | None:
        try:
            return input("> ")
        except EOFError:
            return None

    if shelved.place().told_to == 0:
        printer.say(("title", shelved.title), f", {shelved.author}" if shelved.author else "")
        printer.blank()
    with _Behind(shelved) as behind:
        behind.start()
        tell_by_lines(
            shelved.session(world, teller),
            shelved.keeper(world),
            Renderer(width=printer.measure, ascii_only=printer.ascii_only),
            printer.write,
            read_line=read_line,
            to=to,
        )


def _in_terminal(
    desk: Desk, shelved: Shelved, world: World, teller: Persona, *, to: int | None, is_aloud: bool
) -> int:
    """To a terminal that can be drawn on."""
    from wellanyway.doors.terminal.beginning import context_of, opening_of, standing_of
    from wellanyway.doors.terminal.player import Player
    from wellanyway.doors.terminal.sitting import sit
    from wellanyway.reading.sentences import breathe

    printer = Printer(desk.settings.colour)
    told = shelved.told()
    with _Behind(shelved) as behind, ExitStack() as closing:
        make = _voiced(desk, shelved, world, closing) if is_aloud else Player
        player = make(
            shelved.session(world, teller),
            shelved.keeper(world),
            standing=standing_of(told),
            pace=desk.settings.pace,
            to=to,
            colour=printer.paint.colours,
            ascii_only=printer.ascii_only,
            breathe=breathe,
            begun=behind.start,
        )
        return sit(player, paint=printer.paint, opening=opening_of(told), context=context_of(told))


def _voiced(desk: Desk, shelved: Shelved, world: World, closing: ExitStack) -> Callable[..., Player]:
    """A player with a voice; without one, and one line on stderr that says why, where there is none to be had."""
    from wellanyway.doors.terminal.aloud_player import AloudPlayer
    from wellanyway.doors.terminal.player import Player
    from wellanyway.doors.voicing import aloud, cache_of, engine_of
    from wellanyway.voices.performance import Performance
    from wellanyway.voices.speaker import Speaker
    from wellanyway.voices.speech import VoiceError

    settings = desk.settings
    try:
        speaker = Speaker()
        speaker.check()
        engine = engine_of(settings)
        closing.callback(engine.close)
        named = f"{shelved.work.id} {shelved.title}"
        voice = aloud(settings, engine, cache_of(settings), story=named, listener=shelved.listener)
    except VoiceError as error:
        print(f"wellanyway: {error}", file=sys.stderr)
        return Player
    return partial(AloudPlayer, aloud=voice, performance=Performance(speaker), world=world)


class _Behind:
    """The process that takes in and reads the rest, for as long as a telling lasts."""

    def __init__(self, shelved: Shelved) -> None:
        self._shelved = shelved
        self._ahead: ReadAhead | None = None

    def __enter__(self) -> _Behind:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._ahead is not None:
            self._ahead.stop()

    def start(self) -> None:
        """Begin; once is enough."""
        if self._ahead is not None or os.environ.get("WELLANYWAY_NO_READ_AHEAD"):
            return
        from wellanyway.memory.ahead import ReadAhead

        self._ahead = ReadAhead.start(self._shelved.library, self._shelved.work)
