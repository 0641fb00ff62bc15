"""Who can be meant at all."""

from __future__ import annotations

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.antecedents import able, in_scene, is_figure, is_pair, said_to_be
from wellanyway.reading.linking import Cue, Referent
from wellanyway.reading.page import Page
from wellanyway.reading.wording import wording


def cue(page: Page, number: int, *, sentence: int = 5, speech: int = -1, speaker: int = -1) -> Cue:
    one = page.mentions[number]
    words = [page.word(i) for i in range(one.first, one.last)]
    return Cue(0, sentence, 0, one.first, one.last, one.type, wording(words), speech, speaker)


def met(number: int, words: str, sentence: int = 4) -> Referent:
    """Somebody called by `words` once."""
    last = Cue(0, sentence, 0, 0, 1, "PER", wording(words.split()))
    return Referent(number, "PER").seen(last)


def kept(marked: str, *people: Referent, speaker: int = -1) -> list[int]:
    page = page_of(marked)
    one = cue(page, -1, speech=0 if speaker >= 0 else -1, speaker=speaker)
    return [people[i].number for i in able(page, page.mentions[-1], one, people, range(len(people)))]


@pytest.mark.parametrize(
    ("marked", "is_one"),
    [
        ("He sat like [a man in a dream]1.", True),
        ("He has the face of [a man who has seen it]1.", True),
        ("He saw [a man who has seen it]1.", False),
        ("He sat like [the man in the picture]1.", False),
        ("He sat like [Tom]1.", False),
    ],
)
def test_figures_of_speech(marked: str, is_one: bool) -> None:
    page = page_of(marked)
    assert is_figure(page, page.mentions[-1]) is is_one


def test_two_that_are_kin_to_each_other_are_no_other_kin() -> None:
    page = page_of("They are [brother]1 and [sister]2, and [my sister]3 knows.")
    assert [is_pair(page, one) for one in page.mentions] == [True, True, False]
    assert kept("They are brother and [sister]1.", met(3, "my sister")) == []


def test_who_has_been_called_by_the_noun_is_meant_rather_than_who_has_not() -> None:
    people = met(1, "a constable"), met(2, "the boy"), met(3, "he"), met(4, "Pargeter")
    assert kept("[The boy]1 ran.", *people) == [2, 3]
    assert kept("[The girl]1 ran.", *people) == [1, 2, 3, 4]
    assert kept("[A boy]1 ran.", *people) == [1, 2, 3, 4]
    assert kept("[The boy]1 ran.", people[0], met(2, "the boy", sentence=-90)) == [1, 2]


def test_nobody_calls_himself() -> None:
    people = met(1, "the boy"), met(2, "the girl")
    assert kept("“[Clarence]1,” said he.", *people, speaker=1) == [2]
    assert kept("“I am [Clarence]1,” said he.", *people, speaker=1) == [1, 2]


def test_who_is_being_named_has_no_name_yet() -> None:
    people = met(1, "Perce"), met(2, "the man")
    assert kept("[His]1 name was Walter Pell.", *people) == [2]
    assert kept("[His]1 name was on the door.", *people) == [1, 2]


def test_a_name_said_of_a_pronoun() -> None:
    page = page_of("[She]1 was [Dorcas]2 and [he]3 saw [Wilmot]4; [she]1 was [Dorcas]2’s aunt.")
    found = [said_to_be(page, one) for one in page.mentions if one.form == "proper"]
    assert [one.who if one is not None else None for one in found] == [1, None, None]


def test_he_is_nobody_of_an_earlier_scene_where_this_one_has_a_man() -> None:
    page = page_of("[He]1 ran and [she]2 sat; “[he]3 ran.”")
    people = [met(1, "the man", sentence=9), met(2, "the boy", sentence=2), met(3, "the girl", sentence=2)]
    every = range(3)
    assert in_scene(cue(page, 0), people, every, 8) == [0]
    assert in_scene(cue(page, 1), people, every, 8) == [0, 1, 2]
    assert in_scene(cue(page, 2, speech=0), people, every, 8) == [0, 1, 2]
