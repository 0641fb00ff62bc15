"""The sound of one telling in one window: binary frames on its WebSocket, behind the words that they are of.

While a window listens, each effect of the session that is heard goes out with a number, `sound`; its frames follow the message
it was in. A frame is the length of its head (four bytes, little-endian), the head (JSON, padded to an even end), and mono int16
samples, little-endian. A head has `sound`, `rate`, `at_s` (seconds from the first sample of the utterance), with
the first piece of a part `pause_s` (how long it is to be quiet before), and `words`: `[at_s, start, end]` in characters
of the text. The last frame of an utterance is a head with `last` alone; for what is shown and not spoken it is the only one.

Nothing is made but what the session has said, and where one piece ends and the next begins is decided by the sound
alone, not by how it was come by.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.doors.voicing import between, spoken
from wellanyway.doors.web.choir import Choir, VoiceChoice
from wellanyway.errors import WellanywayError, one_line
from wellanyway.telling.messages import Effect, SaySentence

if TYPE_CHECKING:
    from wellanyway.telling.world import World
    from wellanyway.told import Told
    from wellanyway.voices.aloud import Aloud, Sound

__all__ = ["Sounding", "frame", "pieces"]

_FIRST_S, _PIECE_S = 0.2, 1.0

SendWords = Callable[[Mapping[str, object]], Awaitable[None]]
SendSound = Callable[[bytes], Awaitable[None]]


@dataclass(slots=True)
class _Utterance:
    number: int
    effect: Effect
    stopped: threading.Event = field(default_factory=threading.Event)


class Sounding:
    """Makes what one window hears, off until it asks. `told` gives what has been told, `world` also the sentence in play."""

    def __init__(
        self,
        choir: Choir,
        *,
        told: Callable[[], Told],
        world: Callable[[], World],
        story: str,
        listener: str,
        words: SendWords,
        sound: SendSound,
    ) -> None:
        self._choir = choir
        self._told = told
        self._world = world
        self._story = story
        self._listener = listener
        self._send_words = words
        self._send_sound = sound
        self._aloud: Aloud | None = None
        self._count = 0
        self._said: list[_Utterance] = []  # behind the message that is about to go out
        self._live: list[_Utterance] = []
        self._coming: asyncio.Queue[_Utterance] = asyncio.Queue()

    async def choose(self, message: Mapping[str, object]) -> dict[str, object]:
        """The window wants to hear, or does not: `is_on`, `narrator`, `pace`. Says whether it does, and why not."""
        if message.get("is_on") is not True:
            self.stop()
            self._aloud = None
            return {"door": "voice", "is_on": False, "detail": ""}
        narrator, pace = message.get("narrator"), message.get("pace")
        choice = VoiceChoice(
            narrator if isinstance(narrator, str) else "",
            pace if isinstance(pace, int) and not isinstance(pace, bool) else 0,
        )
        loop = asyncio.get_running_loop()
        try:
            self._aloud = await loop.run_in_executor(self._choir.pool, self._opened, choice)
        except WellanywayError as error:
            self.stop()
            self._aloud = None
            return {"door": "voice", "is_on": False, "detail": one_line(error)}
        return {"door": "voice", "is_on": True, "detail": ""}

    def _opened(self, choice: VoiceChoice) -> Aloud:
        aloud = self._choir.aloud(self._story, self._listener, choice)
        aloud.warm()
        self._told().chronicle()  # the first look at it takes longer than all others
        return aloud

    def number(self, effect: Effect, message: dict[str, object]) -> None:
        """Have an effect heard behind its message, which says under which number."""
        if self._aloud is None or not (isinstance(effect, SaySentence) or spoken(effect)):
            return
        self._count += 1
        message["sound"] = self._count
        self._said.append(_Utterance(self._count, effect))

    def stop(self) -> None:
        """Make no more of what was said."""
        for one in self._live:
            one.stopped.set()
        self._live = []

    def begin(self) -> None:
        """The message has gone out: make the sound of what it said, and of nothing before it."""
        said, self._said = self._said, []
        if said:
            self.stop()
            self._live = said
            for one in said:
                self._coming.put_nowait(one)

    async def run(self) -> None:
        """Send sound as it is made, one utterance after the other."""
        try:
            while True:
                utterance = await self._coming.get()
                if utterance.stopped.is_set() or self._aloud is None:
                    continue
                try:
                    await self._utter(self._aloud, utterance)
                except WellanywayError as error:
                    self._aloud = None
                    await self._send_words({"door": "voiceless", "detail": one_line(error)})
        finally:
            self.stop()

    async def _utter(self, aloud: Aloud, utterance: _Utterance) -> None:
        loop = asyncio.get_running_loop()
        frames: asyncio.Queue[bytes | None] = asyncio.Queue()

        def make() -> None:
            try:
                for one in self._frames(aloud, utterance):
                    loop.call_soon_threadsafe(frames.put_nowait, one)
            finally:
                loop.call_soon_threadsafe(frames.put_nowait, None)

        making = loop.run_in_executor(self._choir.pool, make)
        while (one := await frames.get()) is not None:
            if not utterance.stopped.is_set():
                await self._send_sound(one)
        await making

    def _frames(self, aloud: Aloud, utterance: _Utterance) -> Iterator[bytes]:
        """In a thread."""
        stop = utterance.stopped.is_set
        for head, samples in pieces(self._sounds(aloud, utterance)):
            yield frame({"sound": utterance.number, **head}, samples)
        if not stop():
            yield frame({"sound": utterance.number, "last": True})

    def _sounds(self, aloud: Aloud, utterance: _Utterance) -> Iterator[Sound]:
        stop, effect = utterance.stopped.is_set, utterance.effect
        if isinstance(effect, SaySentence):
            told = self._world().told(effect.sentence.ordinal + 1)
            return aloud.sentence(told, effect, stop=stop)
        return between(aloud, effect, stop=stop)


def pieces(sounds: Iterable[Sound]) -> Iterator[tuple[dict[str, object], np.ndarray]]:
    """Heads and samples of an utterance, cut by length: a short piece first, so that it is soon heard.

    A word is named with the piece in which it begins to sound.
    """
    for _, part in groupby(_parts(sounds), key=lambda one: one[0]):
        yield from _cut(sound for _, sound in part)


def _parts(sounds: Iterable[Sound]) -> Iterator[tuple[int, Sound]]:
    """Sounds with the number of the part they are of: one follows on the other without a pause, in one voice."""
    number, before = 0, None
    for sound in sounds:
        if before is not None and (sound.pause_s or sound.voice != before.voice or sound.rate != before.rate):
            number += 1
        before = sound
        yield number, sound


def _cut(sounds: Iterator[Sound]) -> Iterator[tuple[dict[str, object], np.ndarray]]:
    first = next(sounds)
    rate, at, kept, words = first.rate, 0, first.pcm, list(first.words)
    wanted = round(_FIRST_S * rate)
    ended = False
    while not ended or len(kept):
        while len(kept) <= wanted and not ended:
            if (more := next(sounds, None)) is None:
                ended = True
            else:
                kept = np.concatenate([kept, more.pcm])
                words += more.words
        piece, kept = kept[:wanted], kept[wanted:]
        end_s = first.at_s + (at + len(piece)) / rate
        now = [word for word in words if word.at_s < end_s or not len(kept)]
        words = [word for word in words if word not in now]
        head: dict[str, object] = {"rate": rate, "at_s": round(first.at_s + at / rate, 6)}
        if not at:
            head["pause_s"] = first.pause_s
        yield {**head, "words": [[round(word.at_s, 4), word.start, word.end] for word in now]}, piece
        at, wanted = at + len(piece), round(_PIECE_S * rate)


def frame(head: Mapping[str, object], samples: np.ndarray | None = None) -> bytes:
    """One binary frame."""
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (len(text) % 2)
    body = b"" if samples is None else samples.astype("<i2").tobytes()
    return len(text).to_bytes(4, "little") + text + body
