"""The voice that ships, measured without a sound card: how soon, how even, how exact.

- first sound: from asking for a sentence to its first samples, its process running; and from starting that process.
- words: items with commas between them are spoken, in every voice; when a word is said to sound is compared with when its
  samples rise out of the silence before it. Numbers and titles are among them.
- levels: every voice speaks a passage that they were not measured on; loudness after ITU-R BS.1770-4, before and after gains.
- gaps: the example is told to a sink that asks for 20 ms every 20 ms by the clock, through the same performance as in a
  terminal, looked at every 15 ms; silence between two sentences against the pause that was set.
- plan: who speaks which part of a sentence, for every sentence of the example's first chapters.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import wellanyway
from loudness import loudness
from wellanyway.telling.messages import SaySentence
from wellanyway.telling.retold import retell
from wellanyway.told import Told
from wellanyway.voices.aloud import Aloud, Sound
from wellanyway.voices.espeak import Espeak, variants
from wellanyway.voices.performance import Performance
from wellanyway.voices.speech import Stop, never

EXAMPLE = Path(__file__).parent.parent / "examples" / "eleven-pence.txt"
ITEMS = (
    "Harbour, lantern, table, Dr. Brown, 1984, kettle, pencil, St. Albans, 3,500, candle, Mr. Pike, bottle, garden, door.",
    "“Dinner, biscuits, butter, 42, Col. Tate, toffee, brandy, custard, 1066, gravy,” he said.",
)
PASSAGE = (
    "This morning the fog has walked up out of the water, put its face to the windows, and stayed there. "
    "It is twenty to ten by the clock over the till. Who put it there, and when?"
)
QUIET = 60


def first_sounds(engine: Espeak, told: Told) -> dict[str, float]:
    """Milliseconds to the first sound of each sentence, and of the whole against how long it sounds."""
    voice = engine.voices()[0].name
    found, factors = [], []
    for sentence in told.sentences():
        start = time.perf_counter()
        first, samples, rate = None, 0, 1
        for chunk in engine.speak(sentence.text, voice, never):
            first = first or time.perf_counter() - start
            samples, rate = samples + len(chunk.pcm), chunk.rate
        if first is not None:
            found.append(first * 1000)
            factors.append(samples / rate / (time.perf_counter() - start))
    found.sort()
    return {
        "first_sound_ms_median": round(statistics.median(found), 2),
        "first_sound_ms_p95": round(found[int(0.95 * len(found))], 2),
        "times_as_fast_as_it_sounds_median": round(statistics.median(factors)),
        "sentences": len(found),
    }


def started() -> float:
    """Milliseconds from nothing running to the first sound."""
    engine = Espeak()
    start = time.perf_counter()
    next(engine.speak("Is anybody there?", engine.voices()[0].name, never))
    took = (time.perf_counter() - start) * 1000
    engine.close()
    return round(took, 1)


def onset(pcm: NDArray[np.int16], near: int, rate: int) -> int | None:
    """Where sound begins after at least 30 ms of silence, within 150 ms of a sample; None where there is no such place."""
    loud = np.abs(pcm.astype(np.int32)) >= QUIET
    rises = np.flatnonzero(loud[1:] & ~loud[:-1]) + 1
    silent = round(0.03 * rate)
    clear = [int(rise) for rise in rises if rise >= silent and not loud[rise - silent : rise].any()]
    best = min(clear, key=lambda rise: abs(rise - near), default=None)
    return best if best is not None and abs(best - near) <= 0.15 * rate else None


def word_errors(engine: Espeak) -> dict[str, float]:
    """Milliseconds between a word's time and the rise of its sound."""
    errors: list[float] = []
    words = heard = 0
    for voice in engine.voices():
        for text in ITEMS:
            chunks = list(engine.speak(text, voice.name, never))
            pcm, rate = np.concatenate([chunk.pcm for chunk in chunks]), chunks[0].rate
            given = [word for chunk in chunks for word in chunk.words]
            words += len(text.split())
            heard += len(given)
            errors += [
                (found / rate - word.at_s) * 1000
                for word in given[1:]
                if (found := onset(pcm, round(word.at_s * rate), rate)) is not None
            ]
    sizes = sorted(abs(error) for error in errors)
    return {
        "words_with_a_time": round(heard / words, 4),
        "onsets_found": len(sizes),
        "word_error_ms_median": round(statistics.median(sizes), 1),
        "word_error_ms_p95": round(sizes[int(0.95 * len(sizes))], 1),
        "word_bias_ms": round(statistics.median(errors), 1),
    }


def levels(engine: Espeak) -> dict[str, float]:
    """LUFS of all voices, with their gains and without."""
    after, peaks = [], []
    for voice in engine.voices():
        chunks = list(engine.speak(PASSAGE, voice.name, never))
        pcm = np.concatenate([chunk.pcm for chunk in chunks])
        after.append(loudness(pcm, chunks[0].rate))
        peaks.append(float(np.abs(pcm.astype(np.int32)).max()))
    before = [level - one.gain_db for level, one in zip(after, variants(), strict=True)]
    return {
        "voices": len(after),
        "spread_before_lu": round(max(before) - min(before), 1),
        "spread_after_lu": round(max(after) - min(after), 2),
        "deviation_after_lu": round(statistics.pstdev(after), 2),
        "level_lufs": round(statistics.mean(after), 1),
        "highest_peak_dbfs": round(20 * float(np.log10(max(peaks) / 32768)), 1),
    }


class WallSink:
    """Asks for 20 ms every 20 ms, and keeps what it got."""

    latency_s = 0.02

    def __init__(self) -> None:
        self.heard: list[NDArray[np.int16]] = []
        self._is_over = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, rate: int, pull: Callable[[int], NDArray[np.int16]]) -> None:
        def run() -> None:
            began = time.perf_counter()
            while not self._is_over.is_set():
                self.heard.append(pull(round(0.02 * rate)))
                left = began + 0.02 * len(self.heard) - time.perf_counter()
                if left > 0:
                    time.sleep(left)

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._is_over.set()
        if self._thread is not None:
            self._thread.join()


def gaps(engine: Espeak, told: Told, count: int) -> dict[str, float]:
    """Silence between sentences beyond the pause set, in milliseconds."""
    aloud, sink = Aloud(engine), WallSink()
    performance = Performance(sink)
    pieces: list[list[Sound]] = []
    for message in retell(told, 0, count):
        if not isinstance(message, SaySentence):
            continue
        planned = aloud.plan(told.back_to(message.sentence.ordinal + 1), message)
        kept: list[Sound] = []

        def made(
            stop: Stop, text: str = message.sentence.text, planned: object = planned, kept: list[Sound] = kept
        ) -> Iterator[Sound]:
            for sound in aloud.speak(text, planned, stop=stop):  # type: ignore[arg-type]
                kept.append(sound)
                yield sound

        performance.say(made)
        while not performance.is_over:
            time.sleep(0.015)
        pieces.append(kept)
    performance.close()
    stream = np.concatenate(sink.heard)
    return _between(stream, [piece for piece in pieces if piece])


def _between(stream: NDArray[np.int16], pieces: list[list[Sound]]) -> dict[str, float]:
    """The stream against what was to be heard: sentences, each followed by its silence."""
    at = int(np.flatnonzero(stream)[0]) if stream.any() else 0
    beyond: list[float] = []
    broken = 0
    for number, sounds in enumerate(pieces):
        rate = sounds[0].rate
        pause = round(sounds[0].pause_s * rate)
        whole = _joined(sounds)
        lead = int(np.flatnonzero(whole)[0])
        if number:
            rest = np.flatnonzero(stream[at:])
            silent = int(rest[0]) - lead if len(rest) else 0
            beyond.append((silent - pause) / rate * 1000)
            at += silent
        else:
            at -= lead
        broken += not np.array_equal(stream[at : at + len(whole)], whole)
        at += len(whole)
    beyond.sort()
    return {
        "gaps": len(beyond),
        "beyond_the_pause_ms_median": round(statistics.median(beyond), 2),
        "beyond_the_pause_ms_max": round(beyond[-1], 2),
        "sentences_not_whole": broken,
    }


def _joined(sounds: list[Sound]) -> NDArray[np.int16]:
    """One sentence as it should sound, with its inner pauses."""
    parts = [sounds[0].pcm]
    for sound in sounds[1:]:
        parts += [np.zeros(round(sound.pause_s * sound.rate), np.int16), sound.pcm]
    return np.concatenate(parts)


def plans(engine: Espeak, told: Told) -> dict[str, float]:
    """Milliseconds to plan a sentence, and how much is spoken in whose voice."""
    aloud = Aloud(engine)
    took, parts, voiced = [], 0, 0
    for message in retell(told):
        if isinstance(message, SaySentence):
            here = told.back_to(message.sentence.ordinal + 1)
            start = time.perf_counter()
            planned = aloud.plan(here, message)
            took.append((time.perf_counter() - start) * 1000)
            parts += len(planned)
            voiced += sum(part.voice != aloud.casting.narrator for part in planned)
    took.sort()
    return {
        "plan_ms_median": round(statistics.median(took), 1),
        "plan_ms_p95": round(took[int(0.95 * len(took))], 1),
        "parts": parts,
        "parts_in_a_characters_voice": voiced,
        "characters_with_a_voice": len(aloud.casting.roles),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sentences", type=int, default=30, help="how many are told by the clock, for the gaps"
    )
    options = parser.parse_args()
    told = wellanyway.read(EXAMPLE, to="2")
    engine = Espeak()
    engine.warm()
    report = {
        "benchmark": "voice",
        "protocol": " ".join((__doc__ or "").split()),
        "started_ms": statistics.median(started() for _ in range(5)),
        "sentence": first_sounds(engine, told),
        "words": word_errors(engine),
        "levels": levels(engine),
        "gaps": gaps(engine, told, options.sentences),
        "plan": plans(engine, told),
    }
    engine.close()
    print(json.dumps(report))


if __name__ == "__main__":
    main()
