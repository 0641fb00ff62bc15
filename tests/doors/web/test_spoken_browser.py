"""Breaking in by voice, in a real browser whose microphone plays a file: words, a cough, a recogniser or none, push to talk."""

from __future__ import annotations

import json
import wave
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.voices.posted import Server
from wellanyway.config import Settings
from wellanyway.testing.voices import ToneEngine

from .chromium import until, with_example
from .ears import Hall, Listener, hearing_chromium
from .test_aloud_browser import expect, is_silent, sounds

RATE = 48_000
BEFORE_S = 6.0
DEAF = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"
RECOGNISER = """
  class Recogniser extends EventTarget {
    start(track) {
      window.recognised = { kind: track?.kind, isLocal: this.processLocally ?? false };
      setTimeout(() => {
        const result = Object.assign([{ transcript: "who said that" }], { isFinal: true });
        this.onresult({ results: [result] });
        this.onend();
      }, 700);
    }
    stop() {}
    abort() {}
  }
  window.SpeechRecognition = Recogniser;
"""


def voiced(seconds: float) -> np.ndarray:
    """Something like speech: a buzz at a pitch that wanders, through two resonances, in syllables."""
    times = np.arange(round(seconds * RATE)) / RATE
    pitch = 130 + 25 * np.sin(2 * np.pi * 1.3 * times)
    buzz = np.zeros_like(times)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    for harmonic in range(1, 25):
        heard = np.exp(-(((harmonic * 130 - 600) / 350) ** 2)) + 0.5 * np.exp(
            -(((harmonic * 130 - 1500) / 400) ** 2)
        )
        buzz += heard * np.sin(harmonic * phase)
    syllables = np.clip(np.sin(2 * np.pi * 2.2 * times) + 0.6, 0, 1)
    return np.asarray(0.25 * buzz * syllables)


def recording(path: Path, said_s: float, *, before_s: float = BEFORE_S, behind_s: float = 25.0) -> Path:
    """A WAV file: a quiet room, something said in it, the quiet room."""
    room = np.random.default_rng(5)
    parts = [np.zeros(round(before_s * RATE)), voiced(said_s), np.zeros(round(behind_s * RATE))]
    sound = np.concatenate(parts)
    sound += room.normal(0, 0.0006, len(sound))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@contextmanager
def heard_by(file: Path) -> Iterator[Any]:
    """A browser whose microphone plays a file once."""
    with hearing_chromium(f"--use-file-for-fake-audio-capture={file}%noloop") as browser:
        yield browser


def hearing(words: str) -> AbstractContextManager[Server]:
    """An endpoint that gives `words` for whatever it is sent."""
    return Server.answering(json.dumps({"text": words}).encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_example(tmp_path_factory.mktemp("spoken") / "library")


@contextmanager
def sitting(
    folder: Path, file: Path, name: str, *, script: str = DEAF, url: str = "", **kept: object
) -> Iterator[tuple[Listener, Any]]:
    """A listener told aloud in front of an open microphone, and the page, once the story sounds."""
    settings = Settings(library=folder, pace=1800, hearing_url=url)
    hall = Hall(folder, ToneEngine(), settings)
    hall.was_told(name, 2)
    with heard_by(file) as browser:
        listener = Listener(browser, hall, name, script=script, **{"microphone": True, **kept})
        page = listener.page()
        until(lambda: sounds(page))
        yield listener, page
        listener.leave()
    hall.stop()


def test_a_spoken_question_is_taken_by_an_endpoint_from_its_first_word_on(
    folder: Path, tmp_path: Path
) -> None:
    file = recording(tmp_path / "said.wav", 1.6)
    with (
        hearing("Who said that?") as ear,
        sitting(folder, file, "asks", url=ear.url) as (listener, page),
    ):
        talk = page.locator(".talk", has_text="Who said that?")
        expect(talk.locator(".teller")).to_be_visible()
        (sent,) = ear.asked
        form = sent.body
        sound = np.frombuffer(
            form[form.index(b"data", form.index(b"WAVE")) + 8 : form.rindex(b"\r\n--")], "<i2"
        )
        loud = np.flatnonzero(np.abs(sound.astype(int)) > 1500)
        assert loud[0] > 0.3 * 16_000  # it was quiet before: the recording begins before the first word
        assert 1.2 * 16_000 < loud[-1] - loud[0] < 2 * 16_000
        until(lambda: sounds(page))  # the answer
        place = listener.place()
        until(lambda: listener.place() > place)


def test_a_cough_silences_it_and_it_goes_on_by_itself(folder: Path, tmp_path: Path) -> None:
    file = recording(tmp_path / "cough.wav", 0.2)
    with hearing("") as ear, sitting(folder, file, "coughs", url=ear.url) as (listener, page):
        expect(page.locator("#speak[aria-pressed=true]")).to_be_attached()
        assert is_silent(page, 500)
        expect(page.locator("#speak[aria-pressed=false]")).to_be_attached()
        until(lambda: sounds(page))
        assert ear.asked == []
        assert page.locator(".talk").count() == 0
        place = listener.place()
        until(lambda: listener.place() > place)


def test_speech_without_words_is_a_cough_too(folder: Path, tmp_path: Path) -> None:
    file = recording(tmp_path / "hum.wav", 1.0)
    with hearing("") as ear, sitting(folder, file, "hums", url=ear.url) as (listener, page):
        until(lambda: page.evaluate("1") and ear.asked)
        place = listener.place()
        until(lambda: listener.place() > place)
        assert page.locator(".talk").count() == 0


def test_the_browsers_own_recogniser(folder: Path, tmp_path: Path) -> None:
    file = recording(tmp_path / "said.wav", 1.6)
    with sitting(folder, file, "browser", script=RECOGNISER) as (_, page):
        expect(page.locator(".talk", has_text="who said that").locator(".teller")).to_be_visible()
        assert page.evaluate("recognised") == {"kind": "audio", "isLocal": False}
        page.keyboard.press("Space")
        page.click("[data-panel=settings]")
        expect(page.locator("#panel")).to_contain_text("may send it to its maker")


def test_where_nothing_understands_it_says_so_and_offers_keys(folder: Path, tmp_path: Path) -> None:
    file = recording(tmp_path / "said.wav", 1.6)
    with sitting(folder, file, "deaf") as (_, page):
        expect(page.locator("#choices")).to_contain_text("Nothing here turns speech into words")
        until(lambda: is_silent(page))
        page.click("#choices >> text=Who said that?")
        expect(page.locator(".talk", has_text="Who said that?").locator(".teller")).to_be_visible()
        expect(page.locator("#choices")).to_be_hidden()


def test_push_to_talk_needs_no_open_microphone(folder: Path, tmp_path: Path) -> None:
    file = recording(tmp_path / "said.wav", 1.6, before_s=2.0)  # it is waited for six seconds
    with (
        hearing("what did I miss") as ear,
        sitting(folder, file, "pushes", url=ear.url, microphone=False) as (_, page),
    ):
        page.keyboard.press("F2")
        expect(page.locator("#hint")).to_have_text("Listening…")
        until(lambda: is_silent(page))
        expect(page.locator("#speak[aria-pressed=false]")).to_be_attached()
        expect(page.locator(".talk").last).to_be_visible()
