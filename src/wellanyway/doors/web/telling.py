"""The telling as a stream: one WebSocket a window, the session's own messages both ways.

The window says what it has shown (`Next`, `Interrupt`), asked or wants; the session's effects go back in order, those of
one input together, and what has to be kept is kept before they do. Beside them go a few messages of the door, named by `door`:
`begin`, `elsewhere`, `taken`, `reading`, `keys`, `pace`, `slip`, `hold`, `refused`, `voice`, `voiceless`. A line typed is understood here, as
in a terminal; it comes with how much was `shown` of which sentence, its `ordinal`. An `id` comes back as `to`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated, TypeVar

import anyio
from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect

from wellanyway.doors.desk import LibraryKeeper, Shelved
from wellanyway.doors.keeper import keep
from wellanyway.doors.printing import plain
from wellanyway.doors.typed import KeysAsked, PaceAsked, Wish, understand
from wellanyway.doors.web.asked import Listener, Shared, Story
from wellanyway.doors.web.house import House, Read, Seat
from wellanyway.doors.web.sounding import Sounding
from wellanyway.doors.web.wire import TEXT_MOST, effect_json, input_of
from wellanyway.errors import ConfigError, WellanywayError, one_line
from wellanyway.telling.messages import (
    Again,
    Back,
    Continue,
    Input,
    Interrupt,
    Next,
    Note,
    Pause,
    Quit,
    SkipTo,
)
from wellanyway.telling.session import Phase, Session

__all__ = ["TAKEN", "router"]

TAKEN = 4001
"""The close code of a window whose telling another has taken over."""

_WAITING_MOST = 64  # inputs that have not been taken yet
_LOOK_S = 2.0  # how often it is looked how far the reader is
_QUICK = (Next, Continue, Interrupt, Pause, Again, Back, SkipTo, Note, Quit)

T = TypeVar("T")

router = APIRouter(tags=["telling"])


@router.websocket("/stories/{story}/telling")
async def telling(
    socket: WebSocket,
    house: Shared,
    story: Story,
    listener: Listener,
    tab: Annotated[str, Query(max_length=64)] = "",
    *,
    take: bool = False,
) -> None:
    """Tell a story to a listener, in this window and no other."""
    await socket.accept()
    with contextlib.suppress(WebSocketDisconnect):
        try:
            shelved = await _in_thread(house, house.shelved, story, listener)
        except WellanywayError as error:
            await _send(socket, {"door": "refused", "detail": one_line(error)})
            await socket.close(4004)
            return
        held = house.seat(story, listener)
        if held is not None and held.tab != tab and not take:
            await _send(socket, {"door": "elsewhere"})
            await _until_taken(socket)
        await _Window(socket, house, shelved, story).run(tab)


async def _until_taken(socket: WebSocket) -> None:
    while (await _received(socket)).get("door") != "take":
        pass


class _Window:
    """One telling in one window, from when it is seated until it goes or another takes over."""

    def __init__(self, socket: WebSocket, house: House, shelved: Shelved, story: int) -> None:
        self._socket = socket
        self._house = house
        self._shelved = shelved
        self._story = story
        self._session: Session | None = None
        self._keeper: LibraryKeeper | None = None
        self._sounding = Sounding(
            house.choir,
            told=partial(house.told, story, shelved.listener),
            world=partial(house.world, story, shelved.listener),
            story=f"{shelved.work.id} {shelved.title}",
            listener=shelved.listener,
            words=partial(_send, socket),
            sound=partial(_send_sound, socket),
        )
        self._inputs: asyncio.Queue[Mapping[str, object]] = asyncio.Queue(_WAITING_MOST)

    async def run(self, tab: str) -> None:
        listener = self._shelved.listener
        left = anyio.Event()
        seat = Seat(tab, left.set, lambda: self._session.state if self._session is not None else None)
        self._house.sit(self._story, listener, seat)
        try:
            async with anyio.create_task_group() as group:

                async def until_over(work: Callable[[], Awaitable[object]]) -> None:
                    await work()
                    group.cancel_scope.cancel()

                for work in (self._hear, self._tell, self._sound, self._watch, left.wait):
                    group.start_soon(until_over, work)
        finally:
            self._house.stand_up(self._story, listener, seat)
        if left.is_set():
            await _send(self._socket, {"door": "taken"})
            await self._socket.close(TAKEN)

    async def _hear(self) -> None:
        """Take in what the window sends."""
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await self._inputs.put(await _received(self._socket))

    async def _tell(self) -> None:
        """Seat the session, then answer one message after the other."""
        with contextlib.suppress(WebSocketDisconnect):
            await _send(self._socket, await _in_thread(self._house, self._begin))
            while True:
                message = dict(await self._inputs.get())
                number = message.pop("id", None)
                answer = await self._answer(message)
                await _send(self._socket, answer if number is None else {**answer, "to": number})
                self._sounding.begin()

    async def _sound(self) -> None:
        """Send the sound of what was said, as it is made."""
        with contextlib.suppress(WebSocketDisconnect):
            await self._sounding.run()

    async def _watch(self) -> None:
        """Say how far the reader is whenever it has got further with what has been told."""
        last: Read | None = None
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await anyio.sleep(_LOOK_S)
                now = await _in_thread(self._house, self._house.read, self._story, self._shelved.listener)
                if not now.is_ready or (last is not None and not last.is_ready):
                    await _send(self._socket, {"door": "reading", **_as_object(now)})
                last = now

    def _begin(self) -> dict[str, object]:
        """In a thread: the session at the listener's place."""
        world = self._house.world(self._story, self._shelved.listener)
        state = self._house.left_off(self._story, self._shelved.listener)
        self._session = self._shelved.session(world, self._house.persona, state=state)
        self._session.step(Pause())  # a sentence that was in play when the line was lost
        self._keeper = self._shelved.keeper(world)
        place = self._shelved.place()
        return {
            "door": "begin",
            "title": self._shelved.title,
            "author": self._shelved.author,
            "told_to": place.told_to,
            "at": place.at,
            "pace": self._house.settings.pace,
        }

    async def _answer(self, message: Mapping[str, object]) -> dict[str, object]:
        """What follows from one message: the effects of it, or a message of the door."""
        if message.get("door") == "voice":
            return await self._sounding.choose(message)
        try:
            wish = _wish(message)
            is_playing = self._session is not None and self._session.state.phase is Phase.PLAYING
            match wish:
                case KeysAsked():
                    return {"door": "keys"}
                case PaceAsked(steps, words_a_minute):
                    return {"door": "pace", "steps": steps, "words_a_minute": words_a_minute}
                case Continue() | None if is_playing:
                    return {"door": "slip"}
                case Pause() if "typed" in message:
                    return {"door": "hold"}
            given = wish or Continue()
            stops = (self._interrupt(message),) if is_playing and "typed" in message else ()
            pool = self._house.telling if isinstance(given, _QUICK) else self._house.answering
            loop = asyncio.get_running_loop()
            effects = await loop.run_in_executor(pool, self._step, (*stops, given))
        except WellanywayError as error:
            return {"door": "refused", "detail": one_line(error)}
        if isinstance(given, Next | Continue):
            await _in_thread(self._house, self._house.read_ahead, self._story)
        return {"effects": effects}

    def _interrupt(self, message: Mapping[str, object]) -> Interrupt:
        """The breaking in that a typed line is: the window says how much it had shown of which sentence."""
        assert self._session is not None
        shown = message.get("shown")
        is_known = message.get("ordinal") == self._session.state.cursor
        return Interrupt(shown if is_known and isinstance(shown, int) and shown > 0 else 0)

    def _step(self, inputs: tuple[Input, ...]) -> list[dict[str, object]]:
        """In a thread: step, and keep what has to be kept before anything is said."""
        assert self._session is not None
        assert self._keeper is not None
        if not isinstance(inputs[-1], _QUICK):
            self._house.read_up_to(self._story, self._shelved.listener, self._session.state.told_to)
        messages = []
        for given in inputs:
            for effect in self._session.step(given):
                keep(self._keeper, effect)
                messages.append(effect_json(effect))
                self._sounding.number(effect, messages[-1])
        return messages


def _wish(message: Mapping[str, object]) -> Wish | None:
    """What a message asks for; None for a typed line in which nothing was said."""
    typed = message.get("typed")
    if typed is None:
        return input_of(message)
    if not isinstance(typed, str) or len(typed) > TEXT_MOST:
        raise ConfigError(f"a line may have {TEXT_MOST} characters")
    return understand(typed)


def _as_object(read: Read) -> dict[str, object]:
    body = plain(read)
    assert isinstance(body, dict)
    return body


async def _received(socket: WebSocket) -> Mapping[str, object]:
    """The next message; one that is not a JSON object is an empty one, and refused as such."""
    try:
        message = json.loads(await socket.receive_text())
    except (ValueError, KeyError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


async def _send(socket: WebSocket, message: Mapping[str, object]) -> None:
    try:
        await socket.send_text(json.dumps(plain(message), ensure_ascii=False, separators=(",", ":")))
    except RuntimeError as error:  # closed while this was on its way
        raise WebSocketDisconnect from error


async def _send_sound(socket: WebSocket, frame: bytes) -> None:
    try:
        await socket.send_bytes(frame)
    except RuntimeError as error:  # as above
        raise WebSocketDisconnect from error


async def _in_thread(house: House, work: Callable[..., T], *given: object) -> T:
    """Something short that waits for the disk, out of the event loop's way."""
    return await asyncio.get_running_loop().run_in_executor(house.telling, partial(work, *given))
