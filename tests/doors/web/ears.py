"""A browser that hears: Chromium with a voice of tones behind the page, and ears in the page that keep what sounds.

The ears are a worklet of the tests' own on every AudioContext's output; the page does not know of them.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from wellanyway.api import Library
from wellanyway.config import Settings
from wellanyway.doors.web.app import create_app
from wellanyway.doors.web.choir import Choir
from wellanyway.doors.web.house import House
from wellanyway.voices.speech import Engine, VoiceError

__all__ = ["EXAMPLE", "Hall", "Listener", "hearing_chromium", "until"]

EXAMPLE = Path(__file__).parents[3] / "examples" / "eleven-pence.txt"
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
)  # fmt: skip
PATIENCE_MS = 30_000

EARS = """
const heard = (window.heard = { starts: [], gains: [] });
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when = 0, offset = 0) {
  heard.starts.push({ at: performance.now(), when, offset, now: this.context.currentTime,
    length: this.buffer.duration - offset });
  return begin.call(this, when, offset);
};
const join = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...rest) {
  if (to === this.context.destination && !heard.meter && this.context instanceof AudioContext) {
    heard.context = this.context;
    heard.meter = this.context.createAnalyser();
    heard.meter.fftSize = 32;
    join.call(this, heard.meter);
  }
  return join.call(this, to, ...rest);
};
window.loudness = () => {
  if (!heard.meter) return 0;
  const samples = new Float32Array(32);
  heard.meter.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
};
"""


class Hall:
    """A server in a thread whose voice is `engine`; None is a machine without one."""

    def __init__(self, folder: Path, engine: Engine | None, settings: Settings | None = None) -> None:
        self.library = Library(folder)
        settings = settings or Settings(library=folder, pace=1800)
        house = House(self.library, settings, reads_ahead=False)
        if engine is not None:
            house.choir = Choir(settings, engine_of=lambda _: engine)
        else:
            house.choir = Choir(settings, engine_of=_none)
        listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        config = uvicorn.Config(create_app(house), log_level="error", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listening]}, daemon=True)
        self.thread.start()
        until(lambda: self.server.started)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.library.close()

    def place(self, listener: str) -> int:
        return self.library.place(self.library.find("eleven"), listener).told_to

    def was_told(self, listener: str, sentences: int) -> None:
        """Begin with so many told."""
        self.library.save_place(self.library.find("eleven"), listener, sentences, time.time())


def _none(_settings: Settings) -> Engine:
    raise VoiceError("there is no voice here: pip install 'wellanyway[aloud]'")


def until(holds: Callable[[], object], seconds: float = PATIENCE_MS / 1000) -> None:
    """Wait for something to hold."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


@contextmanager
def hearing_chromium(*flags: str) -> Iterator[Any]:
    """Chromium that may play without a click; the test is skipped, with the reason, where there is none."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=[*FLAGS, *flags])
        yield browser
        browser.close()


class Listener:
    """Somebody in front of a page that is told aloud, with settings `kept` from before."""

    def __init__(self, browser: Any, hall: Hall, name: str, *, script: str = "", **kept: object) -> None:
        self.hall = hall
        self.name = name
        self.errors: list[str] = []
        self.words: list[str] = []  # text frames that came
        self.sounds: list[bytes] = []  # binary frames that came
        self.context = browser.new_context(base_url=hall.url, permissions=["microphone"])
        self.context.set_default_timeout(PATIENCE_MS)
        given = {"aloud": True, "listener": name, **kept}
        lines = [
            f"localStorage.getItem({key!r}) ?? localStorage.setItem({key!r}, {_kept(value)!r});"
            for key, value in given.items()
        ]
        self.context.add_init_script(EARS + "".join(lines) + script)

    def page(self, path: str = "/story/1#tell") -> Any:
        page = self.context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda line: line.on("framereceived", self._came))
        page.goto(path)
        return page

    def _said(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _came(self, data: Any) -> None:
        if isinstance(data, bytes):
            self.sounds.append(data)
        else:
            self.words.append(str(data))

    def place(self) -> int:
        return self.hall.place(self.name)

    def leave(self) -> None:
        self.context.close()
        assert self.errors == []


def _kept(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
