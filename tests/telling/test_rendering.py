"""Plain text: filled to the width, talk set off from the story, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.telling.fakes import AFTER, BEFORE, chapters, session_of, world_of
from wellanyway.story import Sentence
from wellanyway.telling.messages import (
    Ask,
    ChapterFinished,
    ChapterOpened,
    Effect,
    Finished,
    Next,
    NoteKept,
    ParatextAsked,
    SavePlace,
    SayReturn,
    SaySentence,
    Stop,
    WhoSaid,
)
from wellanyway.telling.persona import persona
from wellanyway.telling.rendering import Renderer, lines, plain_ascii, you
from wellanyway.telling.runner import ManualClock, play, transcript
from wellanyway.telling.session import Session


def say(text: str, *, kind: str = "paragraph", starts: bool = True, after_break: bool = False) -> SaySentence:
    return SaySentence(Sentence(0, 0, 1, 0, 0, len(text), text), kind, starts, after_break)


def test_an_answer_shows_its_quotation_and_place() -> None:
    answer = session_of(told_to=3).step(Ask("Where is the boat?"))[-1]
    assert lines(answer, width=60) == ("┃ “Where is the boat?” said Nell.", "┃ — (1.3)")
    assert you("Where is the boat?", width=60) == ("┃ you: Where is the boat?",)
    assert you("(leaves)", width=60) == ("┃ (leaves)",)


def test_who_said_that_shows_the_line() -> None:
    effect = session_of(told_to=3).step(WhoSaid())[-1]
    assert lines(effect, width=60)[1] == "┃ — “Where is the boat?” (1.3)"


def test_a_refusal_shows_nothing_beneath() -> None:
    answer = session_of(told_to=3).step(Ask("Who is Zzz?"))[-1]
    assert lines(answer, width=60) == ("┃ I have not told you anything that answers that.",)


def test_notes_are_announced_and_shown() -> None:
    opened = ChapterOpened(1, "The Mill", (BEFORE,), "The Mill. The author left a note here.")
    assert lines(opened, width=60) == ("The Mill", "┃ (The author left a note here.)")
    assert lines(ChapterFinished(1, (AFTER,), "A note."), width=60) == ("┃ (A note.)",)
    assert lines(ChapterFinished(1), width=60) == ()
    assert lines(ChapterOpened(4, ""), width=60) == ("Chapter 4",)
    shown = session_of(told_to=3).step(ParatextAsked())[-1]
    assert lines(shown, width=60) == ("┃ The author's own words:", "┃   Sorry this is late.")


@pytest.mark.parametrize("effect", [Stop(), SavePlace(3), Finished()])
def test_what_is_not_said_is_not_shown(effect: Effect) -> None:
    assert lines(effect, width=60) == ()


def test_verse_keeps_its_lines() -> None:
    assert lines(say("The mill goes round,\nand round.", kind="verse"), width=60) == (
        "    The mill goes round,",
        "    and round.",
    )


def test_a_scene_break_stands_in_the_middle() -> None:
    assert lines(say("Night.", after_break=True), width=21)[0].strip() == "⁂"
    assert lines(say("Night.", after_break=True), width=21, ascii_only=True)[0].strip() == "* * *"


def test_a_sentence_broken_off_ends_in_a_dash() -> None:
    renderer = Renderer(width=60)
    assert "".join([*renderer.show(say("Silas looked."), shown=8), *renderer.cut()]) == "Silas lo —\n"


def test_colour_is_only_where_it_is_asked_for() -> None:
    effect = SayReturn("Well anyway.")
    assert lines(effect, width=60) == ("┃ Well anyway.",)
    assert lines(effect, width=60, colour=True) == ("┃ \x1b[36mWell anyway.\x1b[0m",)
    assert lines(NoteKept(3, "the boat"), width=60, ascii_only=True) == ("| note: the boat",)


@given(st.text(max_size=80))
def test_ascii_is_ascii(text: str) -> None:
    assert plain_ascii(text).isascii()


def telling(width: int, *, ascii_only: bool = False) -> str:
    world, clock = world_of(chapters()), ManualClock()
    session = Session(world, persona(), clock=clock)
    return "".join(
        transcript(play(session, world=world, clock=clock), Renderer(width=width, ascii_only=ascii_only))
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(20, 120), st.booleans())
def test_lines_fit_and_words_stay(width: int, ascii_only: bool) -> None:
    text = telling(width, ascii_only=ascii_only)
    assert all(len(line) <= width for line in text.split("\n"))
    assert "\n\n\n" not in text
    story = " ".join(line for line in text.split("\n") if not line.startswith(("┃", "| ")))
    whole = " ".join(sentence.text for sentence in world_of(chapters()).told(11).sentences())
    wanted = plain_ascii(whole) if ascii_only else whole
    missing = set(wanted.split()) - set(story.split())
    assert missing == set()


def test_sentences_of_a_paragraph_run_on() -> None:
    session = session_of()
    renderer = Renderer(width=60)
    text = "".join(
        piece
        for given_ in (Next(), Next())
        for effect in session.step(given_)
        for piece in renderer.show(effect)
    )
    assert "Nell opened the door. Behind her stood Silas, who was\nafraid." in text
