"""What reaches the sound card: pauses, word times, holding, falling silent, and when an utterance is over."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from wellanyway.testing.voices import ClockedSink, ToneEngine
from wellanyway.voices.aloud import Aloud, Sound
from wellanyway.voices.performance import Performance
from wellanyway.voices.playback import Playback
from wellanyway.voices.sound import FADE_S
from wellanyway.voices.speech import Stop, VoiceError, Word

RATE = 8_000


def sound(seconds: float, *, pause_s: float = 0.0, at_s: float = 0.0, words: tuple[Word, ...] = ()) -> Sound:
    return Sound(np.full(round(seconds * RATE), 9_000, np.int16), RATE, "f0", pause_s, at_s, words)


def quiet_runs(heard: np.ndarray) -> list[int]:
    """Lengths of the stretches of silence between sounds."""
    loud = np.flatnonzero(heard)
    gaps = np.diff(loud) - 1
    return [int(gap) for gap in gaps if gap > 0]


def test_pauses_are_as_they_were_asked_for_to_the_sample() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(sound(0.1))
    playback.put(sound(0.1, pause_s=0.25, at_s=0.35))
    playback.end()
    heard = np.concatenate([playback.pull(160) for _ in range(40)])
    assert quiet_runs(heard) == [round(0.25 * RATE)]


def test_what_comes_late_shortens_the_pause() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(sound(0.1))
    playback.end()
    heard = [playback.pull(160) for _ in range(10)]  # 100 ms of sound and 100 ms of waiting
    playback.begin()
    playback.put(sound(0.1, pause_s=0.3))
    playback.end()
    heard += [playback.pull(160) for _ in range(30)]
    assert quiet_runs(np.concatenate(heard)) == [round(0.3 * RATE)]


def test_the_first_sound_of_all_waits_for_nothing() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(sound(0.1, pause_s=1.6))
    assert playback.pull(160)[0] != 0


def test_words_sound_when_their_samples_do() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(sound(0.2, words=(Word(0.0, 0, 3), Word(0.1, 4, 7))))
    playback.put(sound(0.1, pause_s=0.1, at_s=0.3, words=(Word(0.3, 8, 9),)))
    playback.end()
    seen = []
    for _ in range(25):
        playback.pull(160)
        word = playback.sounding()
        seen.append(word.start if word is not None else None)
    assert [seen.index(start) for start in (0, 4, 8)] == [0, 4, 15]


def test_falls_silent_within_six_milliseconds() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(sound(1.0))
    playback.pull(800)
    playback.drop()
    rest = playback.pull(800)
    fade = round(FADE_S * RATE)
    assert rest[0] > 8_000
    assert (np.diff(rest[:fade].astype(int)) <= 0).all()
    assert not rest[fade:].any()


def test_held_it_goes_on_where_it_stood() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.put(Sound(np.arange(1, 8_001, dtype=np.int16), RATE, "f0", 0.0, 0.0))
    playback.end()
    assert playback.pull(800)[-1] == 800
    playback.hold()
    playback.hold()
    assert not playback.pull(800)[round(FADE_S * RATE) :].any()
    assert not playback.is_over
    playback.release()
    assert playback.pull(800)[0] == 801


def test_is_over_only_when_the_card_has_played_it() -> None:
    playback = Playback(RATE, latency_s=0.04)
    playback.begin()
    playback.put(sound(0.1))
    assert not playback.is_over
    playback.end()
    playback.pull(800)
    assert not playback.is_over
    playback.pull(160)
    assert not playback.is_over
    playback.pull(160)
    assert playback.is_over


def test_what_comes_for_a_dropped_utterance_is_not_heard() -> None:
    playback = Playback(RATE)
    playback.begin()
    playback.drop()
    playback.put(sound(0.1))
    assert not playback.pull(800).any()
    assert playback.is_over


def made(performance: Performance) -> None:
    """Wait until the worker has made what it was asked for."""
    for _ in range(500):
        if performance._making is None or performance._making.done():
            return
        time.sleep(0.002)
    raise AssertionError("nothing was made")


@pytest.fixture
def performance() -> Iterator[tuple[Performance, ClockedSink]]:
    sink = ClockedSink()
    playing = Performance(sink)
    yield playing, sink
    playing.close()


def test_an_utterance_is_heard_to_its_end(performance: tuple[Performance, ClockedSink]) -> None:
    playing, sink = performance
    aloud = Aloud(ToneEngine())
    playing.say(lambda stop: aloud.talk("One two three.", stop=stop))
    made(playing)
    assert not playing.is_over
    sink.advance(0.2)
    word = playing.sounding()
    assert word is not None
    assert (word.start, word.end) == (4, 7)
    sink.advance(0.2)
    assert playing.is_over
    assert len(np.flatnonzero(sink.heard)) == pytest.approx(0.3 * sink.rate, rel=0.01)


def test_dropped_it_makes_no_more(performance: tuple[Performance, ClockedSink]) -> None:
    playing, sink = performance
    asked: list[int] = []

    def endless(stop: Stop) -> Iterator[Sound]:
        while not stop():
            asked.append(1)
            time.sleep(0.001)
            yield sound(0.01)

    playing.say(endless)
    while len(asked) < 5:
        time.sleep(0.001)
    playing.drop()
    made(playing)
    sink.advance(0.1)
    assert playing.is_over


def test_a_missing_device_and_a_failing_engine_are_faults(
    performance: tuple[Performance, ClockedSink],
) -> None:
    absent = Performance(ClockedSink(is_there=False))
    absent.say(lambda stop: Aloud(ToneEngine()).talk("One.", stop=stop))
    made(absent)
    assert isinstance(absent.fault, VoiceError)
    assert absent.is_over
    absent.close()
    engine = ToneEngine()
    engine.faults = 1
    playing, _ = performance
    playing.say(lambda stop: Aloud(engine).talk("One.", stop=stop))
    made(playing)
    assert isinstance(playing.fault, VoiceError)
    assert playing.is_over


def test_held_before_its_first_sound_it_waits(performance: tuple[Performance, ClockedSink]) -> None:
    playing, sink = performance
    playing.say(lambda stop: Aloud(ToneEngine()).talk("One.", stop=stop))
    playing.hold()
    made(playing)
    sink.advance(0.3)
    assert not sink.heard.any()
    assert not playing.is_over
    playing.release()
    sink.advance(0.3)
    assert sink.heard.any()
    assert playing.is_over


def test_what_has_no_sound_is_over_at_once(performance: tuple[Performance, ClockedSink]) -> None:
    playing, _ = performance
    playing.say(lambda stop: iter(()))
    made(playing)
    assert playing.is_over
