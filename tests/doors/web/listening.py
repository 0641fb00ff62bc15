"""A window that listens, without a browser: each input with all that came behind it, words and sound, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession

from wellanyway.doors.web.choir import Choir
from wellanyway.doors.web.house import House
from wellanyway.voices.speech import Engine


def with_voice(house: House, engine: Engine) -> House:
    """A house whose voice is an engine of the test's."""
    house.choir.close()
    settings = replace(house.settings, library=house.library.folder)
    house.choir = Choir(settings, engine_of=lambda _: engine)
    return house


def head(frame: bytes) -> dict[str, Any]:
    """What a frame of sound says of itself."""
    found = json.loads(frame[4 : 4 + int.from_bytes(frame[:4], "little")])
    assert isinstance(found, dict)
    return found


def samples(frame: bytes) -> bytes:
    return frame[4 + int.from_bytes(frame[:4], "little") :]


@dataclass
class Listening:
    """One WebSocket; `frames` is everything it has been sent, with the number of the input before it."""

    socket: WebSocketTestSession
    frames: list[tuple[int, str | bytes]] = field(default_factory=list)
    sent: int = 0

    @classmethod
    @contextmanager
    def opened(cls, client: TestClient, story: int, **voice: object) -> Iterator[Listening]:
        """Seated, and told that it is to be heard; `voice` is what was chosen."""
        url = f"/api/v1/stories/{story}/telling"
        with client.websocket_connect(url, headers={"host": "127.0.0.1:7411"}) as socket:
            window = cls(socket)
            window.words("begin")
            window.send(door="voice", is_on=True, **voice)
            window.words("voice")
            yield window

    def send(self, **message: object) -> None:
        self.sent += 1
        self.socket.send_json(message)

    def next(self) -> str | bytes:
        """The next frame that is not about how far the reader is."""
        while True:
            message = self.socket.receive()
            frame: str | bytes = message.get("bytes") or message["text"]
            if isinstance(frame, bytes) or json.loads(frame).get("door") != "reading":
                self.frames.append((self.sent, frame))
                return frame

    def words(self, door: str = "") -> dict[str, Any]:
        """The next frame of words, of that door where one is named."""
        while True:
            frame = self.next()
            if isinstance(frame, str):
                found: dict[str, Any] = json.loads(frame)
                if not door or found.get("door") == door:
                    return found

    def hear(self, **message: object) -> tuple[list[dict[str, Any]], list[bytes]]:
        """Send something, and hear it out: the effects, and the frames of sound behind them."""
        self.send(**message)
        said = self.words()
        effects: list[dict[str, Any]] = said.get("effects", [])
        left = {one["sound"] for one in effects if "sound" in one}
        heard: list[bytes] = []
        while left:
            frame = self.next()
            assert isinstance(frame, bytes), frame
            heard.append(frame)
            if head(frame).get("last"):
                left.discard(head(frame)["sound"])
        return effects, heard
