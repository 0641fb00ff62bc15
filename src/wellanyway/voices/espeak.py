"""espeak-ng as an engine, in a process of its own: small, quick, everywhere, and plainly a machine.

The library comes with the extra `aloud`. It is never loaded here (see `espeak_child`). A process that ends is started
again and the sentence repeated, once.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from wellanyway.voices.choices import Choice
from wellanyway.voices.helper import EndedError, Helper
from wellanyway.voices.sound import Trimmer, louder
from wellanyway.voices.speech import Chunk, Stop, Voice, VoiceError, Word
from wellanyway.voices.wire import WORDS
from wellanyway.voices.wording import Wording, reworded

__all__ = ["Espeak", "Variant", "open_engine", "variants"]

_PATH_MOST = 120  # bytes; the library breaks its data's path, and ends, at some 150
_FIRST_WORDS = 175  # words a minute, the library's own pace
_PITCH = 50  # of 0 to 99
_ENGLISH = "gmw/"  # the family of languages its English voices are filed under
_ENDED = "espeak-ng ended twice over one sentence; the story goes on without a voice"
_MISSING = "espeak-ng is not installed: pip install 'wellanyway[aloud]'"


@dataclass(frozen=True, slots=True)
class Variant:
    """A voice as chosen and measured by `training/espeak_voices.py`: LANGUAGE+VARIANT@PITCH.

    `gain_db` brings it to the common level.
    """

    name: str
    gender: str
    gain_db: float


def variants() -> tuple[Variant, ...]:
    """The voices that ship, the narrator's first, the teller's second, then each as far from those before as can be."""
    text = files("wellanyway.voices").joinpath("espeak_voices.json").read_text("utf-8")
    return tuple(Variant(one["name"], one["gender"], one["gain_db"]) for one in json.loads(text)["voices"])


class Espeak:
    """The engine. `words_a_minute` is how fast it speaks; `chosen` are its voices, by default those that ship."""

    name = "espeak-ng"
    licence = "GPL-3.0-or-later"

    def __init__(
        self, *, words_a_minute: int = _FIRST_WORDS, chosen: tuple[Variant, ...] | None = None
    ) -> None:
        self._pace = words_a_minute
        self._chosen = chosen
        self._child: Helper | None = None
        self._links: Path | None = None
        self._turn = threading.Lock()

    @property
    def version(self) -> str:
        try:
            found = importlib.metadata.version("espeakng-loader")
        except importlib.metadata.PackageNotFoundError:
            found = "none"
        return f"{found} {self._pace}"

    def available(self) -> str | None:
        return None if importlib.util.find_spec("espeakng_loader") else _MISSING

    def voices(self) -> tuple[Voice, ...]:
        return tuple(Voice(one.name, one.gender) for one in self._variants())

    def _variants(self) -> tuple[Variant, ...]:
        if self._chosen is None:
            self._chosen = variants()
        return self._chosen

    def warm(self) -> None:
        with self._turn:
            self._running()

    def speak(self, text: str, voice: str, stop: Stop) -> Iterator[Chunk]:
        wording = reworded(text)
        if not wording.text:
            return
        gain_db = next((one.gain_db for one in self._variants() if one.name == voice), 0.0)
        file, _, pitch = voice.partition("@")
        wanted = {
            "text": wording.text,
            "voice": f"{_ENGLISH}{file}",
            "words_a_minute": self._pace,
            "pitch": int(pitch) if pitch.isdecimal() else _PITCH,
        }
        with self._turn:
            given = 0
            for attempt in (1, 2):
                try:
                    for chunk in self._once(wanted, wording, gain_db, stop, skip=given):
                        given += len(chunk.pcm)
                        yield chunk
                except EndedError:
                    self._drop()
                    if attempt == 2:
                        raise VoiceError(_ENDED) from None
                else:
                    return

    def close(self) -> None:
        with self._turn:
            self._drop()

    def _once(
        self, wanted: dict[str, object], wording: Wording, gain_db: float, stop: Stop, *, skip: int
    ) -> Iterator[Chunk]:
        """The sentence once, without the first `skip` samples, which have been given before."""
        child = self._running()
        trimmer = Trimmer(child.rate)
        times = _Times(wording, child.rate)
        ahead: list[Word] = []
        for kind, body in child.speak(wanted, stop):
            if kind == WORDS:
                times.take(json.loads(body))
                continue
            pcm = trimmer.take(np.frombuffer(body, np.int16))
            if not len(pcm):
                continue
            ahead += times.since(trimmer.cut)
            left, skip = pcm[skip:], max(0, skip - len(pcm))
            if len(left):
                yield Chunk(louder(left, gain_db), child.rate, tuple(ahead))
                ahead = []

    def _running(self) -> Helper:
        if self._child is None or not self._child.is_alive:
            if (reason := self.available()) is not None:
                raise VoiceError(reason)
            self._drop()
            self._child = Helper("wellanyway.voices.espeak_child", *self._places())
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None
        if self._links is not None:
            shutil.rmtree(self._links, ignore_errors=True)
            self._links = None

    def _places(self) -> tuple[str, str]:
        """Paths of library and data, the latter by a short link where it is long."""
        import espeakng_loader

        library, data = str(espeakng_loader.get_library_path()), str(espeakng_loader.get_data_path())
        if len(data.encode()) <= _PATH_MOST:
            return library, data
        self._links = Path(tempfile.mkdtemp(prefix="voice-"))
        link = self._links / "data"
        try:
            link.symlink_to(data, target_is_directory=True)
        except OSError:  # where links take a privilege
            shutil.copytree(data, link)
        return library, str(link)


class _Times:
    """When each written word sounds, from where the library says it is in what it reads.

    Numbers and dashes report places inside of words or several for one; the first place at or behind the last word
    counts, and a word without one begins halfway to the next that has.
    """

    def __init__(self, wording: Wording, rate: int) -> None:
        self._wording = wording
        self._rate = rate
        self._samples: dict[int, int] = {}
        self._next = 0
        self._given = 0

    def take(self, found: list[tuple[int, int]]) -> None:
        """Words as reported: sample and place."""
        for sample, place in found:
            word = self._wording.span_at(place)
            if word is not None and word >= self._next:
                self._fill(word, sample)
                self._samples[word] = sample
                self._next = word + 1

    def _fill(self, word: int, sample: int) -> None:
        """Words that were passed over share the time."""
        missing = word - self._next
        before = self._samples.get(self._next - 1, sample)
        for step in range(missing):
            self._samples[self._next + step] = before + (sample - before) * (step + 1) // (missing + 1)

    def since(self, cut: int) -> list[Word]:
        """The words that have become known; `cut` samples were taken off before the first sound."""
        words = []
        while self._given in self._samples:
            start, end = self._wording.spans[self._given]
            words.append(Word(max(0, self._samples[self._given] - cut) / self._rate, start, end))
            self._given += 1
        return words


def open_engine(choice: Choice) -> Espeak:
    """The engine as chosen; `names` are espeak-ng's own: LANGUAGE+VARIANT@PITCH."""
    named = tuple(Variant(name, "", 0.0) for name in choice.names)
    known = {one.name: one for one in variants()}
    return Espeak(
        words_a_minute=choice.words_a_minute,
        chosen=tuple(known.get(one.name, one) for one in named) or None,
    )
