"""Who speaks in which voice, and that nothing behind a place has a say in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.voices.harbour import told
from wellanyway.story import InMemoryWork
from wellanyway.testing import FUTURES, swap
from wellanyway.testing.stories import NAMES, story
from wellanyway.testing.telling import told_of
from wellanyway.testing.voices import ToneEngine, spoken
from wellanyway.told import Told
from wellanyway.voices.aloud import Aloud
from wellanyway.voices.casting import Casting
from wellanyway.voices.parts import Line
from wellanyway.voices.roles import RoleBook
from wellanyway.voices.speech import Voice


def heard(view: Told, start: int = 0) -> tuple[dict[str, str], Aloud]:
    engine = ToneEngine()
    aloud = Aloud(engine)
    spoken(aloud, view, start)
    return {text.strip(): voice for text, voice in engine.asked}, aloud


def test_a_speaker_has_one_voice_that_suits_and_the_rest_is_narrated() -> None:
    voices, aloud = heard(told())
    assert voices["“Is anybody there?”"] == voices["“The bridge is down,”"] == "f0"
    assert voices["“Who wants to know?”"] == voices["“It is too dark for that,”"] == "m0"
    assert voices["said Julia."] == voices["She had a lantern with her."] == "narrator"
    assert [role.name for role in aloud.casting.roles] == ["Julia Rook", "Silas Marsh"]


def test_a_line_that_goes_on_keeps_its_voice() -> None:
    voices, _ = heard(told())
    assert voices["“I was asleep.”"] == "m0"
    assert voices["“You will have to take me over.”"] == "f0"


def test_an_unsure_speaker_has_the_narrators_voice() -> None:
    view = told()
    quotation = [one for one in view.quotes() if "Wait" in one.text]
    assert [one.speaker for one in quotation] == [None]
    voices, _ = heard(view)
    assert voices["“Wait for me!”"] == "narrator"


def test_silent_lines_are_not_spoken() -> None:
    voices, _ = heard(told())
    assert "12" not in voices


def test_who_begins_to_listen_later_hears_the_same_voices() -> None:
    whole, _ = heard(told())
    late, _ = heard(told(), start=8)
    assert late
    assert late == {text: whole[text] for text in late}


def test_going_back_takes_roles_away() -> None:
    view = told()
    _, aloud = heard(view)
    assert len(aloud.casting.roles) == 2
    aloud.casting.follow(view.back_to(5))
    assert [role.name for role in aloud.casting.roles] == ["Julia Rook"]
    aloud.casting.follow(view.back_to(1))
    assert not aloud.casting.roles


def test_roles_are_kept_from_one_sitting_to_the_next(tmp_path: Path) -> None:
    book = RoleBook(tmp_path / "roles", engine="tones", story="1", listener="me")
    first = Aloud(ToneEngine(), roles=book)
    spoken(first, told())
    assert len(first.casting.roles) == 2
    assert book.read() == first.casting.roles
    assert RoleBook(tmp_path / "roles", engine="tones", story="1", listener="you").read() == ()
    second = Aloud(ToneEngine(women=1), roles=book)
    assert second.casting.roles == first.casting.roles


def test_a_damaged_book_of_roles_holds_nobody(tmp_path: Path) -> None:
    book = RoleBook(tmp_path, engine="tones", story="1", listener="me")
    spoken(Aloud(ToneEngine(), roles=book), told())
    for path in tmp_path.iterdir():
        path.write_text(path.read_text()[:40])
    assert book.read() == ()


def test_more_speakers_than_voices_share_them() -> None:
    engine = ToneEngine(women=1, men=1)
    aloud = Aloud(engine)
    for seed in (3, 11):
        chapters = story(seed)
        aloud.casting = Casting(engine.voices())
        spoken(aloud, told_of(chapters, InMemoryWork(chapters).size()))
        assert {role.voice for role in aloud.casting.roles} <= {"f0", "m0"}


def test_an_engine_with_one_voice_speaks_everything_in_it() -> None:
    casting = Casting([Voice("only")])
    assert casting.narrator == casting.teller == "only"
    view = told()
    casting.follow(view.back_to(3))
    assert casting.voice(view.back_to(3), Line(0, 1, 0, 0, 3)) == "only"


@pytest.mark.parametrize(("seed", "cut"), [(3, 0.3), (11, 0.6), (29, 0.45)])
def test_what_is_heard_is_the_same_in_every_future(seed: int, cut: float) -> None:
    """Every sample, word time, pause and role, from the first sentence on, as somebody hears it who goes back."""
    chapters = story(seed)
    told_to = round(cut * InMemoryWork(chapters).size())
    found = []
    for future in FUTURES:
        swapped = swap(chapters, told_to, future, other=story(4_711), names=NAMES)
        whole = told_of(swapped, InMemoryWork(swapped).size())
        aloud = Aloud(ToneEngine())
        aloud.casting.follow(whole)  # heard further once, and gone back
        found.append((spoken(aloud, whole.back_to(told_to)), aloud.casting.roles))
    assert all(one == found[0] for one in found)
    assert any(sounds for _, sounds in found[0][0])
