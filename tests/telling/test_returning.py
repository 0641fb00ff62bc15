"""Return lines: a table of sentences made up for this, and what must hold for any."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.telling.fakes import chapters, world_of
from wellanyway.telling.returning import Line, Speaker, pick_up, quoted, return_line, scene_so_far
from wellanyway.telling.verbs import gerund, gerunds, participle, pasts
from wellanyway.testing.futures import chapter_of_lines

NAMES = frozenset({"Marlow", "Nell", "Silas", "Tom", "Edith", "Harrow", "Rook", "Pell"})

# a sentence -> what follows "So"; None: its words are quoted
TABLE: tuple[tuple[str, str | None], ...] = (
    ("She reached the graveyard.", "she had just reached the graveyard."),
    ("Marlow took the lamp.", "Marlow had just taken the lamp."),
    ("Then he went out.", "he had just gone out."),
    ("And then they came to a bridge.", "they had just come to a bridge."),
    ("At last she found the key.", "she had just found the key."),
    ("Suddenly the old man laughed.", "the old man had just laughed."),
    ("The captain of the barge shut his book.", "the captain of the barge had just shut his book."),
    ("Tom and Nell ran to the gate.", "Tom and Nell had just run to the gate."),
    ("Mr. Rook sat down.", "Mr. Rook had just sat down."),
    ("Miss Pell sat by the fire.", "Miss Pell sat by the fire."),
    ("Tom’s hand shook.", "Tom’s hand had just shaken."),
    ("His mother's voice broke.", "his mother's voice had just broken."),
    ("I opened the letter.", "I had just opened the letter."),
    ("They slowly crossed the yard.", "they had just slowly crossed the yard."),
    ("She immediately left the room.", "she had just left the room."),
    ("He opened the door and went in.", "he had just opened the door and gone in."),
    ("She took her hat, opened the door, and ran out.", "she had just taken her hat, opened the door, and run out."),
    ("He rose and was silent.", "he had just risen."),
    ("Nell saw that the boat was gone.", "Nell had just seen that the boat was gone."),
    ("Nell saw that he fell and broke his leg.", "Nell had just seen that he fell."),
    ("Silas threw the coin, and she caught it.", "Silas had just thrown the coin."),
    ("He turned to the window; the rain had begun.", "he had just turned to the window."),
    ("She wrote a line—it was the last.", "she had just written a line."),
    ("They stopped where the road divides.", "they had just stopped where the road divides."),
    ("They took two ropes, a lamp, and our coats.", "they had just taken two ropes, a lamp, and our coats."),
    ("He found the house, gave his name, and was let in.", "he found the house, gave his name, and was let in."),
    ("She was looking well in her green coat.", "she was looking well in her green coat."),
    ("They left as soon as it was dark.", "they left as soon as it was dark."),
    ("Therefore, he waited.", "he waited."),
    ("Night fell.", None),
    ("The night fell.", "the night had just fallen."),
    ("A door banged.", None),
    ("Tom was opening the gate.", "Tom was just opening the gate."),
    ("They were going to the fair.", "they were just going to the fair."),
    ("The sun was setting over the mill.", "the sun was just setting over the mill."),
    ("She was wearing a blue coat.", "she was wearing a blue coat."),
    ("It was the third winter after the flood.", "it was the third winter after the flood."),
    ("The tired man opened the crooked gate.", "the tired man had just opened the crooked gate."),
    ("The lost child cried.", "the lost child had just cried."),
    ("The boy named Tom walked home.", "the boy named Tom had just walked home."),
    ("The horse raced past the barn fell.", None),
    ("He could not see the river.", "he could not see the river."),
    ("She never came back.", "she never came back."),
    ("He often took the lower road.", "he often took the lower road."),
    ("They waited for three days.", "they waited for three days."),
    ("He ran for an hour.", "he ran for an hour."),
    ("She knew the way.", "she knew the way."),
    ("It took three men.", "it took three men."),
    ("There was a letter on the table.", "there was a letter on the table."),
    ("Nobody spoke.", "nobody spoke."),
    ("When she came down, the house was empty.", "when she came down, the house was empty."),
    ("In the morning, they left the inn.", "in the morning, they left the inn."),
    ("Turning to the wall, he wept.", "turning to the wall, he wept."),
    ("But he had gone.", "he had gone."),
    ("Which was odd.", None),
    ("A long silence.", None),
    ("Because the bridge was down.", None),
    ("Who was it?", None),
    ("How she ran!", None),
    ("Behind her stood Silas.", None),
    ("Never had she seen so wide a river.", None),
    ("Marlow opens the window.", "Marlow is just opening the window."),
    ("She walks to the gate and opens it.", "she is just walking to the gate and opening it."),
    ("I walk to the gate.", None),
    ("He says:", None),
    ("“Run!” said Tom.", "Tom had just said, “Run!”"),
    ("“Run,” he said quietly.", "he had just said, “Run.”"),
    ("“Run,” said the old man, and shut the door.", "the old man had just said, “Run.”"),
    ("“Where is the boat?” asked Miss Pell.", "Miss Pell had just asked, “Where is the boat?”"),
    ("“Where,” said Nell, “is the boat?”", "Nell had just said, “Where, is the boat?”"),
    ('"I saw it," cried Tom.', "Tom had just cried, “I saw it.”"),
    ("‘Come in,’ said I, rising.", "I had just said, “Come in.”"),
    ("'It isn't far,' Silas answered.", "Silas had just answered, “It isn't far.”"),
    ("Silas turned and said, “Go home.”", "Silas had just turned and said, “Go home.”"),
    ("“Go home.”", None),
    ("“I never saw it,” which was a lie.", None),
    ("He gave a “present” to the judge.", None),
)  # fmt: skip


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 60
    assert sum(line is None for _, line in TABLE) <= len(TABLE) // 3


@pytest.mark.parametrize(("sentence", "expected"), TABLE)
def test_lines(sentence: str, expected: str | None) -> None:
    line = return_line(sentence, is_name=NAMES.__contains__)
    assert (line.text if line else None) == expected


@pytest.mark.parametrize(
    ("sentence", "quotation", "expected"),
    [
        ("“Go home.”", "Go home.", "Tom had just said, “Go home.”"),
        ("“Why?”", "Why?", "Tom had just asked, “Why?”"),
        ("“Go home,” he said.", "Go home,", "Tom had just said, “Go home.”"),
        ("“Go home,” I said.", "Go home,", "I had just said, “Go home.”"),
        ("“Come in.”", "Go home.", None),
        ("“Go to the mill.", "Go to the mill. Wait there.", "Tom had just said, “Go to the mill.”"),
    ],
)
def test_speakers_that_are_sure(sentence: str, quotation: str, expected: str | None) -> None:
    line = return_line(sentence, is_name=NAMES.__contains__, speaker=Speaker("Tom", quotation))
    assert (line.text if line else None) == expected


def test_words_inside_a_quotation_are_never_told_as_the_story() -> None:
    assert return_line("I killed him.", is_name=NAMES.__contains__, is_inside=True) is None
    line = return_line(
        "I killed him.",
        is_name=NAMES.__contains__,
        is_inside=True,
        speaker=Speaker("Tom", "Yes. I killed him."),
    )
    assert line == Line("Tom had just said, “I killed him.”", is_quoted=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A long silence.", "“A long silence.”"),
        ("“Go home.”", "“Go home.”"),
        ('"Is it you?"', "“Is it you?”"),
        ('"I\'ll go or it \u2018ll rain."', "“I'll go or it ‘ll rain.”"),
        ('He said "hush" to the dog.', "“He said ‘hush’ to the dog.”"),
        ('"Go home," he said.', "“‘Go home,’ he said.”"),
        ("'Tis late, and 'em that sleep are lucky.", "“'Tis late, and 'em that sleep are lucky.”"),
        (
            "The hall was cold and very long and dark, with one lamp in it, and at the far end of it stood a small green door.",
            "“…and at the far end of it stood a small green door.”",
        ),
    ],
)
def test_quotes(text: str, expected: str) -> None:
    assert quoted(text) == expected


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@given(st.text(alphabet="abc ,.;—“”\"'‘’?!()…\nTom", min_size=1, max_size=300))
def test_any_text_gets_a_line_of_its_own_words(text: str) -> None:
    line = quoted(text)
    assert line[0] == "“"
    assert line[-1] == "”"
    assert line.count("“") == line.count("”") == 1
    assert set(words(line)) <= set(words(text))
    found = return_line(text, is_name=NAMES.__contains__)
    assert found is None or found.text


HELPERS = {"had", "just", "is", "was", "were", "said", "asked"}


@pytest.mark.parametrize("sentence", [sentence for sentence, line in TABLE if line])
def test_nothing_is_invented(sentence: str) -> None:
    line = return_line(sentence, is_name=NAMES.__contains__)
    assert line is not None
    changed = {participle(word) for word in words(sentence)} | {
        gerund(base) for base in ("open", "walk", "go", "set")
    }
    assert set(words(line.text)) <= set(words(sentence)) | HELPERS | changed


def test_every_event_has_its_forms() -> None:
    assert all(participle(past) for past in pasts() if past.endswith("ed"))
    assert {"taking", "sitting", "tying", "agreeing", "seeing", "putting"} - {"sitting"} <= gerunds()


def test_the_line_is_made_from_what_was_told_alone() -> None:
    world = world_of(chapters())
    assert pick_up(world.told(1)).text == "“Nell opened the door.”"
    assert pick_up(world.told(3)).text == "Nell had just said, “Where is the boat?”"
    assert pick_up(world.told(4)).text == "Silas had just looked at the river."
    assert pick_up(world.told(2)).is_quoted


def test_a_very_short_sentence_is_quoted_with_the_one_before_it() -> None:
    world = world_of([chapter_of_lines("one", "", [["The house by the river was theirs.", "No."]])])
    assert pick_up(world.told(2)).text == "“The house by the river was theirs. No.”"


def test_a_scene_is_looked_back_over_and_no_further() -> None:
    world = world_of(chapters())
    assert scene_so_far(world.told(6), 1) == ("The mill was dark.",)
    assert scene_so_far(world.told(5), 1) == ("Silas looked at the river.",)
    assert scene_so_far(world.told(7), 3) == ()
    assert scene_so_far(world.told(6), 0) == ()
