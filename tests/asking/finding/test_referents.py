from __future__ import annotations

import numpy as np

from tests.asking.noted import Noted
from wellanyway.asking.finding.company import company
from wellanyway.asking.finding.referents import referents
from wellanyway.asking.finding.retrieval import survey
from wellanyway.asking.understanding.question import understand
from wellanyway.told import Told

JULIA, TOM, MILL, BAKER = range(4)


def tale() -> Noted:
    return (
        Noted(
            "Julia came to the mill.",
            "She carried a lantern.",
            "Tom Rook laughed.",
            "“The bridge is down,” she said to him.",
            "The baker slept.",
            "He snored.",
        )
        .mention(0, "Julia", JULIA)
        .mention(0, "the mill", MILL, type="FAC")
        .mention(1, "She", JULIA)
        .mention(2, "Tom Rook", TOM)
        .mention(3, "she", JULIA)
        .mention(3, "him", TOM, form="pronoun")
        .quote(3, "“The bridge is down,”", JULIA, addressee=TOM)
        .mention(4, "The baker", BAKER)
        .mention(5, "He", BAKER)
    )


def sentences_for(told: Told, question: str) -> list[list[int]]:
    return [rows.tolist() for rows in referents(told.chronicle(), understand(question)).sentences]


def test_a_name_finds_the_sentences_that_say_she() -> None:
    assert sentences_for(tale().told(), "Julia") == [[0, 1, 3]]
    assert sentences_for(tale().told(), "the baker") == [[4, 5]]
    assert sentences_for(tale().told(), "Zanthia") == [[]]


def test_nothing_behind_the_horizon_is_meant() -> None:
    assert sentences_for(tale().told(1), "Julia") == [[0]]
    assert sentences_for(tale().told(4), "the baker") == [[]]


def test_two_are_one_from_the_sentence_on_that_says_so() -> None:
    noted = tale().note("same", 5, "He", one=TOM, other=BAKER)
    assert sentences_for(noted.told(5), "Tom") == [[2, 3]]
    assert sentences_for(noted.told(), "Tom") == [[2, 3, 4, 5]]


def test_a_sentence_that_means_somebody_counts_as_one_that_has_the_name_does_not() -> None:
    told = tale().told()
    question = understand("What did Julia carry?")
    field = survey(told.index(), question, referents(told.chronicle(), question))
    assert field.meant[0] == 0
    assert field.meant[1] > 0
    assert field.coverage[1] > 0  # carried
    assert [rows.tolist() for rows in field.means] == [[0, 1, 3], [1]]


def test_a_word_for_many_means_those_most_called_so() -> None:
    noted = Noted(*("A man passed." for _ in range(6)))
    for number in (0, 1, 2, 3, 4, 4):
        sentence = number if number < 4 else len(noted._facts)
        noted.mention(sentence, "A man", number)
    known = referents(noted.told().chronicle(), understand("the man"))
    assert known.people[0].tolist() == [4, 0, 1]


def test_somebody_rarely_called_so_is_not_meant() -> None:
    noted = Noted("Julia sat.", "Julia stood.", "Julia ran.", "The baker Julia sold bread.")
    for sentence in range(3):
        noted.mention(sentence, "Julia", JULIA)
    noted.mention(3, "The baker", JULIA)
    chronicle = noted.told().chronicle()
    assert referents(chronicle, understand("the baker")).people[0].tolist() == []
    assert referents(chronicle, understand("Julia")).people[0].tolist() == [JULIA]


def test_who_speaks_and_who_is_there() -> None:
    told = tale().told()
    asked = np.array([JULIA])
    known = company(told.chronicle(), asked, list(told.sentences()))
    assert known.is_spoken.tolist() == [False, False, False, True, False, False]
    assert known.says.tolist() == [False, False, False, True, False, False]
    assert known.first.tolist() == [True, True, False, True, False, False]
    assert known.people.tolist() == [0, 0, 1, 1, 1, 1]
    assert known.places.tolist() == [1, 0, 0, 0, 0, 0]
    tom = company(told.chronicle(), np.array([TOM]), list(told.sentences()))
    assert tom.hears.tolist() == [False, False, False, True, False, False]
    assert not tom.says.any()


def test_a_guessed_speaker_counts() -> None:
    noted = Noted("Tom sat.", "“Rain,” came the answer.").mention(0, "Tom", TOM)
    noted.quote(1, "“Rain,”", -1, guess=TOM)
    known = company(noted.told().chronicle(), np.array([TOM]), list(noted.told().sentences()))
    assert known.says.tolist() == [False, True]


def test_scenes_end_where_the_telling_stands() -> None:
    noted = tale().note("scene", 2, "Tom", reason="time")
    known = company(noted.told(5).chronicle(), np.zeros(0, np.int64), list(noted.told(5).sentences()))
    assert known.scenes.tolist() == [[0, 2], [0, 2], [2, 5], [2, 5], [2, 5]]
