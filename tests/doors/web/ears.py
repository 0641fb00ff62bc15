"""A browser that hears: Chromium with a voice of tones behind the page, and ears in the page that keep what sounds.

The ears are a worklet of the tests' own on every AudioContext's output; the page does not know of them.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from wellanyway.config import Settings
from wellanyway.doors.web.choir import Choir
from wellanyway.doors.web.house import House
from wellanyway.voices.speech import Engine, VoiceError

from .chromium import PATIENCE_MS, Served, chromium

__all__ = ["Hall", "Listener", "hearing_chromium"]

FLAGS = (
    "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
)  # fmt: skip

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


class Hall(Served):
    """A server whose voice is `engine`; None is a machine without one."""

    def __init__(self, folder: Path, engine: Engine | None, settings: Settings | None = None) -> None:
        self._engine = engine
        self._settings = settings or Settings(library=folder, pace=1800)
        super().__init__(folder)

    def house(self) -> House:
        house = House(self.library, self._settings, reads_ahead=False)
        house.choir = Choir(self._settings, engine_of=self._engine_of)
        return house

    def _engine_of(self, _settings: Settings) -> Engine:
        if self._engine is None:
            raise VoiceError("there is no voice here: pip install 'wellanyway[aloud]'")
        return self._engine

    def was_told(self, listener: str, sentences: int) -> None:
        """Begin with so many told."""
        self.library.save_place(self.library.find("eleven"), listener, sentences, time.time())


def hearing_chromium(*flags: str) -> AbstractContextManager[Any]:
    """Chromium that may play without a click, and whose microphone is not asked about."""
    return chromium(*FLAGS, *flags)


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
