"""espeak-ng: sound, the times of its words, and what happens when its process ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from wellanyway.voices import helper
from wellanyway.voices.espeak import Espeak, variants
from wellanyway.voices.speech import Chunk, VoiceError, Word, never

pytest.importorskip("espeakng_loader", reason="needs the extra aloud")

TEXT = "“St. Albans in 1984,” said Dr. Mary Smith-Jones; 3,500 people (half of them!) didn’t go."


@pytest.fixture(scope="module")
def engine() -> Iterator[Espeak]:
    made = Espeak()
    yield made
    made.close()


def heard(engine: Espeak, text: str, voice: str | None = None) -> tuple[np.ndarray, int, list[Word]]:
    chunks = list(engine.speak(text, voice or engine.voices()[0].name, never))
    words = [word for chunk in chunks for word in chunk.words]
    return np.concatenate([chunk.pcm for chunk in chunks]), chunks[0].rate, words


def test_every_word_has_its_time(engine: Espeak) -> None:
    pcm, rate, words = heard(engine, TEXT)
    assert [TEXT[word.start : word.end] for word in words] == [
        "St", "Albans", "in", "1984", "said", "Dr", "Mary", "Smith-Jones", "3,500", "people", "half", "of", "them",
        "didn’t", "go",
    ]  # fmt: skip
    times = [word.at_s for word in words]
    assert times == sorted(times)
    assert times[0] < 0.02
    assert times[-1] < len(pcm) / rate


def test_words_come_no_later_than_their_sound(engine: Espeak) -> None:
    played = 0.0
    for chunk in engine.speak(TEXT, engine.voices()[0].name, never):
        assert all(word.at_s >= played - 0.001 for word in chunk.words)
        played += len(chunk.pcm) / chunk.rate


@pytest.mark.parametrize("text", ["“Yes,” he said.", "Hush!", "‘Well?’"])
def test_no_silence_at_the_ends(engine: Espeak, text: str) -> None:
    pcm, rate, _ = heard(engine, text)
    loud = np.flatnonzero(np.abs(pcm.astype(int)) > 100)
    assert loud[0] / rate < 0.03
    assert (len(pcm) - loud[-1]) / rate < 0.06


def test_what_has_no_words_has_no_sound(engine: Espeak) -> None:
    assert list(engine.speak("* * *", engine.voices()[0].name, never)) == []


def test_every_voice_that_ships_speaks(engine: Espeak) -> None:
    voices = engine.voices()
    assert len({one.name for one in voices}) == len(voices) >= 10
    assert {one.gender for one in voices[2:]} == {"m", "f"}
    for voice in voices:
        assert len(heard(engine, "All of them.", voice.name)[0]) > 5_000


def test_a_process_that_ended_is_started_again(engine: Espeak) -> None:
    whole = len(heard(engine, TEXT)[0])
    assert engine._child is not None
    os.kill(engine._child.pid, signal.SIGKILL)
    assert abs(len(heard(engine, TEXT)[0]) - whole) < 0.05 * whole


def test_a_sentence_broken_by_an_ending_is_repeated_once(
    engine: Espeak, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len(heard(engine, TEXT)[0])
    real = helper.Helper.speak
    calls: list[int] = []

    def dying(self: helper.Helper, wanted: dict[str, object], stop: object) -> Iterator[tuple[bytes, bytes]]:
        calls.append(1)
        for number, frame in enumerate(real(self, wanted, never)):
            if number == 40 and len(calls) == 1:
                raise helper.EndedError
            yield frame

    monkeypatch.setattr(helper.Helper, "speak", dying)
    chunks = list(engine.speak(TEXT, engine.voices()[0].name, never))
    assert abs(sum(len(chunk.pcm) for chunk in chunks) - whole) < 0.05 * whole
    assert len(calls) == 2


def test_a_second_ending_is_one_clear_line(engine: Espeak, monkeypatch: pytest.MonkeyPatch) -> None:
    def dead(self: helper.Helper, wanted: dict[str, object], stop: object) -> Iterator[tuple[bytes, bytes]]:
        raise helper.EndedError
        yield b"", b""

    monkeypatch.setattr(helper.Helper, "speak", dead)
    with pytest.raises(VoiceError) as raised:
        list(engine.speak(TEXT, engine.voices()[0].name, never))
    assert "\n" not in str(raised.value)


def test_stopping_ends_it_and_leaves_nothing_behind(engine: Espeak) -> None:
    voice = engine.voices()[0].name
    given: list[Chunk] = []
    for chunk in engine.speak(TEXT, voice, lambda: len(given) >= 2):
        given.append(chunk)  # noqa: PERF402
    assert len(given) == 2
    short, again = heard(engine, "Hush!"), heard(engine, "Hush!")
    assert abs(len(short[0]) - len(again[0])) < 500


def test_an_unknown_voice_is_refused(engine: Espeak) -> None:
    with pytest.raises(VoiceError, match="no voice"):
        list(engine.speak("Hello.", "xx+nobody", never))


def test_data_in_a_long_path_is_reached_by_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import espeakng_loader

    folder = tmp_path
    while len(str(folder)) < 180:
        folder = folder / "a-folder-in-a-folder-in-a-folder"
    folder.mkdir(parents=True)
    link = folder / "espeak-ng-data"
    link.symlink_to(espeakng_loader.get_data_path(), target_is_directory=True)
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(link))
    engine = Espeak()
    try:
        assert len(heard(engine, "Hello.")[0]) > 5_000
        links = engine._links
        assert links is not None
        assert links.exists()
    finally:
        engine.close()
    assert not links.exists()


def test_voices_are_brought_to_one_level() -> None:
    assert all(-12 < one.gain_db < 12 for one in variants())
    assert any(abs(one.gain_db) > 1 for one in variants())
