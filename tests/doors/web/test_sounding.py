"""What a window hears, over the wire: whose frames come when, words in the text's own characters, and what stops them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from wellanyway.config import Settings
from wellanyway.doors.web import sounding
from wellanyway.doors.web.choir import Choir, VoiceChoice
from wellanyway.doors.web.house import House
from wellanyway.testing.voices import ToneEngine
from wellanyway.voices.aloud import Sound
from wellanyway.voices.speech import Word

from .listening import Listening, head, samples, with_voice
from .windows import Window


@pytest.fixture
def engine() -> ToneEngine:
    return ToneEngine()


@pytest.fixture
def house(house: House, engine: ToneEngine) -> House:
    return with_voice(house, engine)


@pytest.fixture
def listening(client: TestClient, mill: int) -> Iterator[Listening]:
    with Listening.opened(client, mill) as one:
        yield one


def of(frames: list[bytes], effect: dict[str, Any]) -> list[bytes]:
    return [frame for frame in frames if head(frame)["sound"] == effect["sound"]]


def test_nothing_sounds_before_it_is_asked_for(client: TestClient, mill: int, engine: ToneEngine) -> None:
    with Window.opened(client, mill) as window:
        effects = window.does("Continue")
    assert all("sound" not in effect for effect in effects)
    assert engine.asked == []


def test_a_sentence_is_heard_word_by_word(listening: Listening) -> None:
    effects, frames = listening.hear(input="Continue")
    say = effects[-1]
    text = say["sentence"]["text"]
    heads = [head(frame) for frame in of(frames, say)]
    words = [word for one in heads for word in one.get("words", ())]
    assert [text[start:end] for _, start, end in words] == [word.strip(".,“”") for word in text.split()]
    assert [at_s for at_s, _, _ in words] == pytest.approx([number * 0.1 for number in range(len(words))])
    assert heads[-1] == {"sound": say["sound"], "last": True}
    size = sum(len(samples(frame)) for frame in of(frames, say))
    assert size == 2 * round(0.1 * 8000) * len(words)


def test_the_sentence_in_play_is_all_that_is_made(listening: Listening, engine: ToneEngine) -> None:
    effects, _ = listening.hear(input="Continue")
    said = " ".join(effect.get("spoken") or effect["sentence"]["text"] for effect in effects)
    assert all(text in said for text, _ in engine.asked)
    before = len(engine.asked)
    effects, _ = listening.hear(input="Next")
    assert all(text in effects[-1]["sentence"]["text"] for text, _ in engine.asked[before:])


def test_the_place_moves_when_the_window_says_it_was_heard_out(
    listening: Listening, house: House, mill: int
) -> None:
    listening.hear(input="Continue")
    assert house.shelved(mill, "me").place().told_to == 0
    listening.hear(input="Next")
    assert house.shelved(mill, "me").place().told_to == 1


def test_breaking_in_ends_what_is_made_and_the_answer_is_heard(listening: Listening) -> None:
    effects, _ = listening.hear(input="Continue")
    text = effects[-1]["sentence"]["text"]
    effects, frames = listening.hear(typed="Who is Julia Rook?", shown=len(text) - 1, ordinal=0)
    assert effects[0]["effect"] == "Stop"
    answer = effects[-1]
    assert answer["effect"] == "SayAnswer"
    assert of(frames, answer)
    effects, frames = listening.hear(input="Continue")
    assert effects[-1]["sentence"]["text"] == text
    assert {head(frame)["sound"] for frame in frames} == {one["sound"] for one in effects if "sound" in one}


def test_an_engine_that_fails_is_said_and_the_telling_goes_on(
    listening: Listening, engine: ToneEngine
) -> None:
    engine.faults = 1
    listening.send(input="Continue")
    listening.words()
    assert listening.words("voiceless")["detail"] == "the tones are out of tune"
    effects, _ = listening.hear(input="Next")
    assert "sound" not in effects[-1]


def test_another_narrator_is_heard_from_the_next_sentence_on(
    client: TestClient, mill: int, engine: ToneEngine
) -> None:
    with Listening.opened(client, mill, narrator="f0") as window:
        window.hear(input="Continue")
    assert {voice for _, voice in engine.asked} == {"f0"}


def test_a_narrator_nobody_knows_is_the_engines_own(
    client: TestClient, mill: int, engine: ToneEngine
) -> None:
    with Listening.opened(client, mill, narrator="Nobody", pace="fast") as window:
        window.hear(input="Continue")
    assert {voice for _, voice in engine.asked} == {"narrator"}


def test_turned_off_it_is_silent(listening: Listening) -> None:
    listening.send(door="voice", is_on=False)
    assert listening.words("voice")["is_on"] is False
    effects, frames = listening.hear(input="Continue")
    assert frames == []
    assert all("sound" not in effect for effect in effects)


def test_the_voices_there_are(client: TestClient) -> None:
    offered = client.get("/api/v1/voices").json()
    assert offered["speaking"]["engine"] == "tones"
    assert offered["speaking"]["voices"][0] == {"name": "narrator", "gender": ""}
    assert offered["speaking"]["pace"] is None
    assert offered["speaking"]["reason"] is None


def sound(
    length: int, at_s: float = 0.0, *words: float, pause_s: float = 0.0, voice: str = "narrator"
) -> Sound:
    pcm = np.arange(length, dtype=np.int16)
    return Sound(pcm, 1000, voice, pause_s, at_s, tuple(Word(at, 0, 1) for at in words))


@pytest.mark.parametrize("lengths", [(2600,), (100, 2500), (199, 1, 1, 999, 1400), (260,) * 10])
def test_where_pieces_end_does_not_depend_on_how_sound_was_made(lengths: tuple[int, ...]) -> None:
    at, sounds = 0, []
    for length in lengths:
        words = [word for word in (0.0, 0.15, 0.25, 1.3, 2.5) if at <= word * 1000 < at + length]
        sounds.append(sound(length, at / 1000, *words, pause_s=0.0 if at else 0.3))
        at += length
    found = [(piece_head, len(pcm)) for piece_head, pcm in sounding.pieces(sounds)]
    assert [size for _, size in found] == [200, 1000, 1000, 400]
    assert [[word[0] for word in one["words"]] for one, _ in found] == [[0.0, 0.15], [0.25], [1.3], [2.5]]  # type: ignore[attr-defined]
    assert [one.get("pause_s") for one, _ in found] == [0.3, None, None, None]


def test_another_voice_begins_a_part_of_its_own() -> None:
    parts = [
        sound(50, 0.0, 0.0),
        sound(50, 0.05, 0.05, voice="f0"),
        sound(30, 0.2, 0.2, pause_s=0.1, voice="f0"),
    ]
    found = [(one["at_s"], one["pause_s"], len(pcm)) for one, pcm in sounding.pieces(parts)]
    assert found == [(0.0, 0.0, 50), (0.05, 0.0, 50), (0.2, 0.1, 30)]


def test_a_frame_can_be_taken_apart() -> None:
    frame = sounding.frame({"sound": 3, "words": []}, np.array([1, -2], np.int16))
    assert head(frame) == {"sound": 3, "words": []}
    assert np.frombuffer(samples(frame), "<i2").tolist() == [1, -2]
    assert (len(frame) - len(samples(frame))) % 2 == 0
    assert json.loads(frame[4:-4]) == head(frame)


class Paced(ToneEngine):
    """Tones that depend on a pace."""

    def __init__(self, pace: int) -> None:
        super().__init__()
        self.version = f"{pace}"
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


def test_engines_of_paces_nobody_hears_are_closed(house: House) -> None:
    made: list[Paced] = []

    def engine_of(settings: Settings) -> Paced:
        made.append(Paced(settings.voice_pace))
        return made[-1]

    settings = replace(house.settings, library=house.library.folder)
    choir = Choir(settings, engine_of=engine_of)
    assert choir.offered().pace == 175
    for pace in range(100, 200, 10):
        choir.aloud("1 Mill", "me", VoiceChoice(pace=pace))
    heard = {f"{pace}" for pace in range(100, 200, 10)}
    choir.pool.submit(lambda: None).result()
    kept = [one for one in made if one.version in heard and not one.is_closed]
    assert 0 < len(kept) <= 4
    choir.close()
    assert all(one.is_closed for one in kept)
