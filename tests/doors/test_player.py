"""A sitting: what the screen shows and what is kept, whatever keys are hit when."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.doors.fakes import Kept, world_of
from tests.doors.sittings import FakeScreen, Waiting, playing
from wellanyway.doors.terminal.player import Player
from wellanyway.doors.terminal.status import Standing
from wellanyway.telling.persona import persona
from wellanyway.telling.session import Session

FAST = 2000  # words a minute: a word in 30 ms
WHOLE = "Julia ran to the mill. Nobody spoke for a long while."


class Sitting(Waiting):
    """A player with a fake screen and what was kept."""

    def __init__(self, *, pace: int = FAST, to: int | None = None) -> None:
        self.kept = Kept()
        session = Session(world_of(), persona("plain"), clock=lambda: 1e9)
        self.player = Player(
            session, self.kept, standing=Standing("The Mill", "", ""), pace=pace, to=to, colour=False
        )
        self.screen = FakeScreen()
        self.player.screen = self.screen


@pytest.fixture
def play() -> Callable[..., None]:
    """Runs a sitting; the story has begun when the listener comes in."""
    return playing(Sitting, first="Julia")


def test_told_to_the_end_and_every_place_kept(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.paragraph_on()
        await sitting.sees("“Run!” said Tom.")
        sitting.player.paragraph_on()
        await sitting.sees("The Hill")
        await sitting.sees("It was")
        sitting.player.paragraph_on()
        await sitting.sees("That is all there is so far.")
        assert sitting.kept.places == [1, 2, 3, 4, 5]
        assert WHOLE in sitting.screen.text
        assert "all there is so far" in sitting.screen.said

    play(listener)


def test_a_letter_stops_at_once_and_a_slip_goes_on_without_a_word(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.break_in("w")
        before = sitting.screen.text
        await asyncio.sleep(0.15)
        assert sitting.screen.text == before
        assert sitting.screen.typed == "w"
        assert "Enter asks" in sitting.screen.said
        sitting.player.slip()
        await sitting.sees(WHOLE)
        assert "you:" not in sitting.screen.text
        assert "—" not in sitting.screen.text

    play(listener)


def test_a_question_is_answered_and_the_sentence_told_again_from_its_start(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.until(lambda: 1 in sitting.kept.places)
        await sitting.sees("Nobody spoke")
        sitting.player.break_in("w")
        sitting.player.entered("who ran?")
        await sitting.sees("you: who ran?")
        await sitting.sees("┃ Julia ran to the mill.")
        assert "Nobody spoke" in sitting.screen.text
        assert "—\n" in sitting.screen.text
        assert sitting.kept.answers == ["who ran?"]
        sitting.player.go()
        await sitting.until(lambda: sitting.screen.text.count("Nobody spoke") == 2)
        await sitting.until(lambda: 2 in sitting.kept.places)
        assert sitting.kept.places == [1, 2]

    play(listener)


def test_it_goes_on_by_itself_after_an_answer(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.break_in("w")
        sitting.player.entered("who?")
        await sitting.sees("I have not told you")
        await sitting.sees("Julia ran to the mill.")

    play(listener)


def test_space_holds_and_goes_on_where_it_stood(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.hold_or_go()
        before = sitting.screen.text
        await asyncio.sleep(0.15)
        assert sitting.screen.text == before
        assert "paused" in sitting.screen.said
        sitting.player.hold_or_go()
        await sitting.sees(WHOLE)

    play(listener)


def test_back_tells_a_sentence_again_and_its_place_is_the_earlier_one(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Nobody spoke")
        sitting.player.back()
        await sitting.until(lambda: sitting.screen.text.count("Julia ran to the mill.") == 2)
        assert sitting.kept.places[:2] == [1, 0]

    play(listener)


def test_the_paragraph_again(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.sees("Nobody spoke")
        sitting.player.paragraph_back()
        await sitting.until(lambda: sitting.screen.text.count("Julia ran") == 2)

    play(listener, pace=600)


def test_the_sentence_at_once(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.on()
        assert "Julia ran to the mill." in sitting.screen.text
        await sitting.until(lambda: sitting.kept.places == [1])

    play(listener, pace=60)


def test_the_pace_changes_on_the_fly(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.faster(1)
        assert "260 words/min" in sitting.screen.said
        sitting.player.faster(-2)
        assert "220 words/min" in sitting.screen.said
        sitting.player.break_in("p")
        sitting.player.entered("pace 2000")
        assert "2000 words/min" in sitting.screen.said
        await sitting.sees(WHOLE)

    play(listener, pace=240)


def test_the_keys_are_shown_and_put_away(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.toggle_keys()
        assert any("Ctrl-C" in row for row in sitting.screen.rows)
        assert all(len(row) < 60 for row in sitting.screen.rows)
        sitting.player.toggle_keys()
        assert sitting.screen.rows == ()
        await sitting.sees(WHOLE)

    play(listener)


def test_tab_offers_what_can_be_typed(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.player.offer()
        assert sitting.screen.is_asking
        assert any("who said that" in row for row in sitting.screen.rows)
        assert all(len(row) < 60 for row in sitting.screen.rows)
        sitting.player.slip()
        assert sitting.screen.rows == ()
        await sitting.sees(WHOLE)

    play(listener)


def test_requests_typed(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.until(lambda: 1 in sitting.kept.places)
        for typed, seen in (
            ("note mind the mill", "note: mind the mill"),
            ("who said that", "Nobody has said anything so far."),
            ("what did I miss", "So far: So they ran."),
            ("something's got to happen soon", "We shall"),
            ("skip to 9.9", "There is no place 9.9"),
        ):
            sitting.player.break_in(typed[0])
            sitting.player.entered(typed)
            await sitting.sees(seen)
        assert sitting.kept.notes == [(1, "mind the mill")]

    play(listener, pace=600)


def test_leaving_keeps_the_place_and_ends(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        await sitting.until(lambda: 1 in sitting.kept.places)
        sitting.player.break_in("q")
        sitting.player.entered("quit")
        assert await asyncio.wait_for(sitting.screen.ended, 5) == 0
        assert sitting.kept.places == [1]

    play(listener)


def test_it_stops_of_itself_where_it_was_told_to(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        assert await asyncio.wait_for(sitting.screen.ended, 5) == 0
        assert sitting.kept.places == [1, 2]
        assert "Tom" not in sitting.screen.text

    play(listener, to=2)


def test_what_goes_wrong_ends_the_sitting_with_it(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        def full(told_to: int) -> None:
            raise OSError("no room")

        sitting.kept.save_place = full  # type: ignore[method-assign]
        with pytest.raises(OSError, match="no room"):
            await asyncio.wait_for(sitting.screen.ended, 5)

    play(listener)


def test_talk_in_the_middle_of_a_sentence_does_not_end_the_sitting(play: Callable[..., None]) -> None:
    async def listener(sitting: Sitting) -> None:
        sitting.screen.is_open = False  # as when a note is acknowledged while a sentence is in play
        sitting.player.paragraph_on()
        await sitting.until(lambda: 2 in sitting.kept.places)
        assert not sitting.screen.ended.done()

    play(listener, pace=60)
