"""Whoever is called by a name and answers as "I", over and over, has that name."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from tests.reading.page_of import page_of
from wellanyway.reading.coreference import CoreferenceState
from wellanyway.reading.entities import Entity
from wellanyway.reading.self_names import SelfNames

NARRATOR, JIM, CALLER, ANOTHER = 0, 1, 2, 3
TALK = "“Come here, [Jim]1!” said [the doctor]2. “I am here,” said [I]0."
SPLIT = "“[Jim]1,” said [the doctor]2, “come here!” “I am here,” said [I]0."


def read(
    times: int,
    talk: str = TALK,
    speakers: tuple[int, ...] = (CALLER, NARRATOR),
    hows: tuple[str, ...] = ("tag", "narrator"),
    *,
    told: int = 0,
    met: tuple[Entity, ...] = (),
) -> CoreferenceState:
    """A talk, `times` over; the narration has named Jim `told` times before it."""
    state = CoreferenceState(narrator=NARRATOR, told=Map({JIM: told}))
    entities = None
    for _ in range(times):
        page = page_of(talk, met=met)
        if entities is not None:
            page.entities = entities
        for speech, speaker, how in zip(page.speeches, speakers, hows, strict=True):
            speech.speaker, speech.how = speaker, how
        state = SelfNames().read(page, state)
        entities = page.entities
    assert entities is not None
    return replace(state, entities=entities)


def is_joined(state: CoreferenceState) -> bool:
    return state.entities.root(JIM) == state.entities.root(NARRATOR)


def test_answering_time_and_again_makes_the_name_the_narrators() -> None:
    assert is_joined(read(3))
    assert not is_joined(read(2))


def test_who_calls_may_go_on_before_the_answer() -> None:
    assert is_joined(read(3, SPLIT, (CALLER, CALLER, NARRATOR), ("tag", "tag", "narrator")))


def test_others_who_answer_first_do_not_tell() -> None:
    assert not is_joined(read(9, speakers=(CALLER, ANOTHER), hows=("tag", "tag")))


def test_not_where_it_is_not_said_who_answers() -> None:
    assert not is_joined(read(9, hows=("tag", "turns")))


def test_not_where_one_of_that_name_answers_too() -> None:
    talk = f"{TALK} {TALK}"
    speakers = (CALLER, NARRATOR, CALLER, JIM)
    assert not is_joined(read(9, talk, speakers, ("tag", "narrator", "tag", "tag")))


def test_not_where_the_narrator_calls_somebody_so() -> None:
    talk = f"{TALK} “[Jim]1!” said [I]0."
    assert not is_joined(read(9, talk, (CALLER, NARRATOR, NARRATOR), ("tag", "narrator", "narrator")))


def test_not_where_the_narration_tells_of_him_as_often() -> None:
    assert not is_joined(read(9, told=9))
    assert is_joined(read(9, told=2))


def test_who_has_a_name_needs_more_for_another() -> None:
    met = (Entity(NARRATOR, "PER", names=("Allan",), count=9),)
    assert not is_joined(read(4, met=met))
    assert is_joined(read(6, met=met))


def test_not_against_gender() -> None:
    met = (Entity(NARRATOR, "PER", female=3, count=9), Entity(JIM, "PER", names=("Jim",), male=3, count=9))
    assert not is_joined(read(9, met=met))
