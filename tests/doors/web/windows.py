"""A window without a browser: what it sends and what it is sent, in order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession

BASE = "http://127.0.0.1:7411"


@dataclass
class Window:
    """One WebSocket; `frames` is everything it has been sent."""

    socket: WebSocketTestSession
    frames: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def opened(cls, client: TestClient, story: int, **params: str) -> Iterator[Window]:
        query = "&".join(f"{name}={value}" for name, value in params.items())
        url = f"/api/v1/stories/{story}/telling?{query}"
        with client.websocket_connect(url, headers={"host": "127.0.0.1:7411"}) as socket:
            window = cls(socket)
            window.next()
            yield window

    def next(self) -> dict[str, Any]:
        """The next frame that is not about how far the reader is."""
        while True:
            frame = self.socket.receive_json()
            if frame.get("door") != "reading":
                self.frames.append(frame)
                assert isinstance(frame, dict)
                return frame

    def send(self, **message: object) -> dict[str, Any]:
        """Send something; what comes back."""
        self.socket.send_json(message)
        return self.next()

    def does(self, name: str, **fields: object) -> list[dict[str, Any]]:
        """Send an input; its effects."""
        frame = self.send(input=name, **fields)
        assert "effects" in frame, frame
        effects = frame["effects"]
        assert isinstance(effects, list)
        return effects

    def tell(self, sentences: int) -> None:
        """Be told so many sentences; the last one is broken off at its very end, so that no other has begun."""
        effects = self.does("Continue")
        for number in range(sentences):
            text = effects[-1]["sentence"]["text"]
            is_last = number == sentences - 1
            effects = self.does("Interrupt", shown=len(text)) if is_last else self.does("Next")


def names(effects: list[dict[str, Any]]) -> list[str]:
    return [effect["effect"] for effect in effects]
