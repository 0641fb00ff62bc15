import pytest

from wellanyway.asking.answering.reading import Reading
from wellanyway.asking.answering.wording import asks_feeling, short_of, tidied, whole

TEXT = "Silas shut the door of the mill in the captain’s face. He said: no, of course."


@pytest.mark.parametrize(
    ("stretch", "made"),
    [
        ("shut the door of the mill in the captain’s", "shut the door of the mill in the captain’s face"),
        ("the door of the", "the door of the mill"),
        ("shut the door", "shut the door"),
        ("the captain’s face.", "the captain’s face."),
        ("shut", "shut"),
    ],
)
def test_a_stretch_is_made_whole(stretch: str, made: str) -> None:
    start = TEXT.index(stretch)
    assert TEXT[start : whole(TEXT, start, start + len(stretch))] == made


def test_a_stretch_at_the_end_of_a_passage_stays() -> None:
    assert whole("He went to the", 3, 14) == 14


def test_marks_at_the_ends_go() -> None:
    assert tidied(" “the  old mill,”\n") == "the old mill"


def test_a_sure_word_of_feeling_is_the_answer_where_one_is_asked_for() -> None:
    found = Reading(0, 0, 5, 0.5, (1.0,), (), ("angry", 0.8))
    assert short_of("How did Silas feel?", TEXT, found) == "angry"
    assert short_of("Who shut the door?", TEXT, found) == "Silas"
    unsure = Reading(0, 0, 5, 0.5, (1.0,), (), ("angry", 0.2))
    assert short_of("How did Silas feel?", TEXT, unsure) == "Silas"
    assert not asks_feeling("Who fell?")
