"""Whose turn it is, by rule."""

from __future__ import annotations

from collections.abc import Sequence

from tests.reading.page_of import page_of
from wellanyway.reading.alternation import correct_pronouns, partner_of
from wellanyway.reading.attribution import attribute
from wellanyway.reading.entities import Entity
from wellanyway.reading.gaps import gaps_of
from wellanyway.reading.page import Page
from wellanyway.reading.speaker_features import Case
from wellanyway.reading.turns import Conversation

TOM = Entity(1, "PER", ("Tom",), male=3, count=3)
MARY = Entity(2, "PER", ("Mary",), female=3, count=3)
JACK = Entity(3, "PER", ("Jack",), male=3, count=3)


def told(case: Case) -> Sequence[float]:
    """Knows who stands beside a quotation, and nothing else."""
    row = [0.9 if case.rows[i][0] or case.rows[i][1] else 0.02 for i in range(len(case.candidates))]
    return [*row, 0.1]


def read(*marked: str, begins: Sequence[int] = ()) -> tuple[list[int], Conversation]:
    """The speakers of pages read one behind the other, scenes beginning where `begins` says, and the state behind."""
    talk = Conversation()
    found = []
    for number, text in enumerate(marked):
        page = page_of(text, met=(TOM, MARY, JACK))
        attributions, talk = attribute(page, talk, told, is_new_scene=number in begins)
        found += [one.speaker for one in attributions]
    return found, talk


def test_who_speaks_in_turn_is_remembered_over_scenes() -> None:
    first = ("“Is it far?” said [Tom]1.", "“No,” said [Mary]2.")
    _, talk = read(*first)
    assert (partner_of(talk, 1), partner_of(talk, 2), partner_of(talk, 3)) == (2, 1, -1)
    found, _ = read(*first, "[Jack]3 ran.", "“Come,” said [Mary]2.", "“Where to?”", begins=(3,))
    assert found[-1] == 1


def test_in_a_new_scene_the_only_other_one_told_of_there_answers() -> None:
    found, _ = read(
        "[Tom]1 sat with [Mary]2.",
        "[Jack]3 met [Mary]2.",
        "“Come,” said [Mary]2.",
        "“Where to?”",
        begins=(1,),
    )
    assert found[-1] == 3


def corrected(text: str, *before: str, confidence: float = 0.6) -> list[int]:
    """Whom the mentions of a page mean behind others, once corrected."""
    page: Page = page_of(text, met=(TOM, MARY, JACK))
    for mention in page.mentions:
        mention.confidence = confidence if mention.form == "pronoun" else 1.0
    _, talk = read(*before)
    assert page.entities is not None
    correct_pronouns(gaps_of(page), talk.turned(), page.entities)
    return [mention.who for mention in page.mentions]


def test_he_is_not_who_has_just_spoken_by_name() -> None:
    before = ("“Is it far?” said [Jack]3.", "“No,” said [Tom]1.")
    assert corrected("“Good,” [he]1 said.", *before) == [3]
    assert corrected("“Good,” [he]1 said.", *before, confidence=1.0) == [1]
    assert corrected("“Good,” [Tom]1 said.", *before) == [1]
    assert corrected("“Good,” [she]2 said.", *before) == [2]


def test_he_is_not_somebody_who_is_not_in_the_talk() -> None:
    before = ("“Is it far?” said [Tom]1.", "“No,” said [Mary]2.")
    assert corrected("“Good.” [He]3 nodded. “Come.”", *before) == [1]
    assert corrected("“Good.” [He]1 nodded. “Come.”", *before) == [1]
