"""Who says what to whom, on plain talk that leaves no doubt, and what is remembered of it."""

from __future__ import annotations

import json

import pytest

from tests.reading.page_of import page_of
from wellanyway.reading.entities import Entity
from wellanyway.reading.page import Page
from wellanyway.reading.speakers import Speakers
from wellanyway.reading.turns import Conversation

STAGE = Speakers()
TOM = Entity(1, "PER", ("Tom Rook",), male=3, count=3, first=0, last=4)
MARY = Entity(2, "PER", ("Mary Lamb",), female=3, count=3, first=0, last=4)


def read(*marked: str) -> list[Page]:
    """Pages read one behind the other; Tom is 1, Mary is 2."""
    state = STAGE.start()
    pages = []
    for text in marked:
        page = page_of(text, met=(TOM, MARY))
        state = STAGE.read(page, state)
        pages.append(page)
    return pages


def speakers(*marked: str) -> list[int]:
    return [speech.speaker for page in read(*marked) for speech in page.speeches]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Run!” cried [Tom]1 to [Mary]2.", 1),
        ("“Run!” [Mary]2 said quietly.", 2),
        ("[Mary]2 turned and said, “Run!”", 2),
        ("“Run!” said [she]2, and [Tom]1 ran.", 2),
    ],
)
def test_the_words_beside_a_quotation_say_who_spoke(text: str, speaker: int) -> None:
    (page,) = read(text)
    (speech,) = page.speeches
    assert speech.speaker == speech.guess == speaker
    assert speech.how in {"tag", "pronoun-tag"}
    assert speech.shown == 5
    assert speech.confidence > 0.7


def test_two_parts_of_one_line_have_one_speaker() -> None:
    assert speakers("“Run,” said [Tom]1, “and do not look back.”") == [1, 1]


def test_two_who_speak_in_turn() -> None:
    told = [
        "“Is it far?” [Tom]1 asked [Mary]2.",
        "“Not very,” said [Mary]2.",
        "“How far, then?”",
        "“A mile.”",
    ]
    assert speakers(*told) == [1, 2, 1, 2]


def test_who_is_spoken_to() -> None:
    first, second = read("“Is it far?” [Tom]1 asked [Mary]2.", "“Not very,” said [Mary]2.")
    assert first.speeches[0].addressee == 2
    assert second.speeches[0].addressee == 1


def test_nobody_there_is_nobody_sure() -> None:
    page = page_of("“Is anybody there?”")
    STAGE.read(page, STAGE.start())
    assert page.speeches[0].speaker == -1
    (fact,) = page.facts
    assert (fact.kind, fact.value["speaker"]) == ("quotation", -1)


def test_a_quotation_is_noted_with_what_shows_its_speaker() -> None:
    (page,) = read("“Run!” cried [Tom]1 to [Mary]2.")
    (fact,) = [fact for fact in page.facts if fact.kind == "quotation"]
    assert fact.value["speaker"] == 1
    assert (fact.value["mode"], fact.value["closed"], fact.value["depth"]) == ("speech", True, 0)
    assert (fact.value["kind"], fact.value["how"], fact.value["shown"]) == ("d", "tag", 5)
    assert fact.confidence == page.speeches[0].confidence


def test_the_state_comes_back_as_it_was_and_is_never_changed() -> None:
    state = STAGE.start()
    for text in ("“Is it far?” [Tom]1 asked [Mary]2.", "“Not very,” said [Mary]2.", "[Tom]1 went on."):
        before = json.dumps(STAGE.dump(state))
        after = STAGE.read(page_of(text, met=(TOM, MARY)), state)
        assert json.dumps(STAGE.dump(state)) == before
        assert STAGE.load(json.loads(json.dumps(STAGE.dump(after)))) == after
        state = after
    assert state != Conversation()


def test_what_is_remembered_stays_bounded() -> None:
    state = STAGE.start()
    for number in range(3, 90):
        marked = f"“Here I am,” said [Silas Rook]{number}. “Where are you?” asked [Ruth Lamb]{number + 100}."
        state = STAGE.read(page_of(marked), state)
    assert len(state.lines) <= 8
    assert len(state.people) <= 24
