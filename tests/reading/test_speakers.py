from __future__ import annotations

import pytest

from tests.reading.reading_of import read, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Run!” said Nell.", "Nell"),
        ("“Run,” Nell whispered.", "Nell"),
        ("“Run,” says old Silas, “or stay.”", "Silas"),
        ("“Run!” cried Mr. Rook loudly.", "Mr. Rook"),
        ("“Run,” said the tall stranger.", "the tall stranger"),
        ("“Run,” I said.", "the narrator"),
        ("Nell turned to Silas and said, “Run!”", "Nell"),
        ("“Run!” said Nell’s sister.", None),
        ("“Run!”", None),
        ("“Run,” he said.", None),
    ],
)
def test_the_words_beside_a_quotation_say_who_spoke(text: str, speaker: str | None) -> None:
    assert set(speakers(text)) == {speaker}


def test_two_who_speak_in_turn() -> None:
    talk = ("“Who is it?” said Nell.", "“I,” said Silas.", "“Who?”", "“Silas.”")
    assert speakers(*talk) == ["Nell", "Silas", "Nell", "Silas"]


def test_turns_do_not_cross_a_scene_break_or_narration() -> None:
    assert speakers("“Who is it?” said Nell.", "“I,” said Silas.", "", "“Who?”")[-1] is None
    assert speakers("“Who is it?” said Nell.", "“I,” said Silas.", "It rained.", "“Who?”")[-1] is None


def test_a_pronoun_finds_the_one_person_it_can_mean() -> None:
    assert speakers("Julia came in with Tom.", "“Shut it,” she said.") == ["Julia"]
    assert speakers("Julia came in with Edith.", "“Shut it,” she said.") == [None]


def test_a_speech_over_paragraphs_keeps_its_speaker() -> None:
    assert speakers("“It was dark,” said Nell. “And then", "“the mill stopped.”") == ["Nell", "Nell", "Nell"]


def test_the_words_that_show_it_are_kept() -> None:
    facts, _ = read("It rained.", "“Run!” said Nell.")
    quotation = next(fact for fact in facts if fact.kind == "quotation")
    assert quotation.value["shown"] == 1
    assert quotation.confidence > 0.9
