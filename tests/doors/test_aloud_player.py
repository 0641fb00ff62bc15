"""A sitting aloud: words as they sound, keys that stop the sound, and the place at the last sentence played to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.doors.fakes import Kept, world_of
from tests.doors.sittings import FakeScreen, Waiting, playing
from wellanyway.doors.terminal.aloud_player import AloudPlayer
from wellanyway.doors.terminal.status import Standing
from wellanyway.story import Chapter
from wellanyway.telling.persona import persona
from wellanyway.telling.session import Session
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.testing.voices import ClockedSink, ToneEngine
from wellanyway.voices.aloud import Aloud
from wellanyway.voices.performance import Performance

TALE: tuple[Chapter, ...] = (
    chapter_of_lines(
        "a",
        "The Mill",
        [["Julia ran to the mill.", "Nobody spoke for a long while."], ["12"], ["It was cold."]],
    ),
)


class Sitting(Waiting):
    """A player with a voice, on a fake screen and a clocked sink that plays while the listener waits."""

    tries = 900

    def __init__(self, *, speed: float = 1.0, is_there: bool = True, faults: int = 0) -> None:
        self.kept = Kept()
        self.engine = ToneEngine()
        self.engine.faults = faults
        self.sink = ClockedSink(is_there=is_there)
        self.speed = speed
        world = world_of(TALE)
        session = Session(world, persona("plain"), clock=lambda: 1e9)
        self.player = AloudPlayer(
            session,
            self.kept,
            standing=Standing("The Mill", "", ""),
            pace=2000,
            colour=False,
            aloud=Aloud(self.engine),
            performance=Performance(self.sink),
            world=world,
        )
        self.screen = FakeScreen()
        self.player.screen = self.screen

    def passed(self) -> None:
        self.sink.advance(0.02 * self.speed)

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing sounds for a while; the clock goes on."""
        before = len(self.sink.heard)
        self.sink.advance(seconds)
        return not self.sink.heard[before + round(0.02 * self.sink.rate) :].any()


@pytest.fixture
def play() -> Callable[..., None]:
    return playing(Sitting)


def test_told_to_the_end_in_the_voices_it_should_have(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("That is all there is so far.")
        assert sitting.kept.places == [1, 2, 3, 4]
        assert "12" in sitting.screen.text
        await sitting.until(lambda: "That is all there is so far." in dict(sitting.engine.asked))
        spoken = dict(sitting.engine.asked)
        assert spoken["The Mill."] == spoken["Julia ran to the mill."] == "narrator"
        assert spoken["That is all there is so far."] == "teller"
        assert "12" not in spoken

    play(listener, speed=4.0)


def test_words_are_shown_as_they_sound(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Julia ran")
        assert "mill." not in sitting.screen.text.partition("Julia")[2]
        await sitting.sees("to the mill.")

    play(listener, speed=0.5)


def test_a_key_silences_it_and_a_slip_goes_on_where_it_stood(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Julia ran")
        sitting.player.break_in("w")
        assert sitting.is_silent(0.4)
        sitting.screen.asked()
        sitting.player.slip()
        await sitting.sees("Julia ran to the mill.")
        await sitting.until(lambda: sitting.kept.places == [1])
        assert sitting.engine.asked.count(("Julia ran to the mill.", "narrator")) == 1

    play(listener, speed=0.5)


def test_the_place_is_the_last_sentence_played_to_its_end(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Nobody spoke for a long while.")  # its last word has only begun
        sitting.player.break_in("w")
        assert sitting.is_silent(0.2)
        sitting.player.entered("Who is that?")
        await sitting.until(lambda: sitting.kept.answers == ["Who is that?"])
        assert sitting.kept.places == [1]
        sitting.speed = 4.0
        await sitting.until(lambda: sitting.kept.places[-1] == 2)
        texts = [text for text, _ in sitting.engine.asked]
        assert texts.count("Nobody spoke for a long while.") == 2

    play(listener, speed=0.5)


def test_a_pause_is_silence_until_it_is_over(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Julia ran")
        sitting.player.hold_or_go()
        assert sitting.is_silent(0.4)
        shown = sitting.screen.text
        await asyncio.sleep(0.1)
        assert sitting.screen.text == shown
        sitting.player.hold_or_go()
        await sitting.sees("Nobody")

    play(listener, speed=0.5)


def test_answers_are_heard_out_in_the_tellers_voice(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Nobody")
        sitting.player.break_in("w")
        sitting.player.entered("Who is that?")
        await sitting.until(lambda: sitting.kept.answers == ["Who is that?"])
        await sitting.until(lambda: len(sitting.kept.places) > 1)
        assert [voice for text, voice in sitting.engine.asked if text == "Julia ran to the mill."][1:] == [
            "teller"
        ]

    play(listener, speed=2.0)


def test_going_on_shows_the_rest_and_drops_its_sound(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Julia")
        sitting.player.on()
        assert "Julia ran to the mill." in sitting.screen.text
        await sitting.until(lambda: sitting.kept.places[:1] == [1])

    play(listener, speed=0.5)


@pytest.mark.parametrize("lack", [{"is_there": False}, {"faults": 1}])
def test_without_a_voice_one_line_says_so_and_the_telling_goes_on(
    play: Callable[..., None], lack: dict[str, Any]
) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("It was cold.")
        assert sitting.screen.text.count("sound device") + sitting.screen.text.count("out of tune") == 1
        await sitting.until(lambda: sitting.kept.places == [1, 2, 3, 4])

    play(listener, **lack)


def test_leaving_silences_it(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Julia ran")
        sitting.player.leave()
        assert sitting.is_silent(0.2)
        await asyncio.wait_for(sitting.screen.ended, 2)
        assert sitting.kept.places == []

    play(listener, speed=0.5)
