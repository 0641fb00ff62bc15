from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of
from tests.reading.row_of import pages
from wellanyway.facts import Fact
from wellanyway.reading.levels import Levels
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.tokens import Tokens
from wellanyway.story import Block, BlockKind, Chapter
from wellanyway.testing.stories import story

ROW = (Tokens(), Quotations(), Levels())


def moves(*chapters: Chapter) -> list[tuple[int, int, int]]:
    """Chapter, block and depth of every boundary."""
    return [
        (fact.chapter, fact.block, int(str(fact.value["depth"])))
        for page in pages(ROW, chapters)
        for fact in page.facts
    ]


FRAME = (
    "The lamp smoked, and five of us sat in the net loft waiting for the wind to drop. Nobody had a light for his pipe.",
    "Old Garrow looked at the fire a while, and then he began his story.",
)
TALE = (
    "“I was born on the marsh, and my father kept the ferry. When I was twelve he sent me over to the island with a letter, and I"
    " went alone, for the men were all at the herring. I rowed until dark and saw nobody.",
    "“There was a house on the island, and a woman stood in its door. She took the letter and read it and gave me no answer. I asked"
    " her for bread, and she gave me a stone. I thought she was mad, and I ran down to the boat.",
    "“The boat was gone. I waited on the shingle till the morning, and nobody came. I was never so cold in my life.”",
)
BACK = (
    "He stopped, and looked round for the bottle. Somebody put a log on the fire.",
    "“Well,” said the mate, “and what became of the boat?”",
)


def test_a_tale_in_quotation_marks_left_open_is_a_level() -> None:
    assert moves(chapter_of(*FRAME, *TALE, *BACK)) == [(0, 2, 1), (0, 5, 0)]


def test_an_interruption_leads_out_and_in_again() -> None:
    again = (
        "“In the morning a man came for me, and he had been drowned a week. I knew him by his coat, and I went with him because I was"
        " told to.",
        "“He rowed me home and said nothing, and at the ferry he was gone.”",
    )
    found = moves(
        chapter_of(*FRAME, *TALE, "He was silent for a while.", *again, "Nobody spoke. The wind had dropped.")
    )
    assert found == [(0, 2, 1), (0, 5, 0), (0, 6, 1), (0, 8, 0)]


def test_talk_in_which_nothing_is_told_is_no_level() -> None:
    talk = (
        "“You must not think of it,” said the mate. “It is a matter of money, and money is always to be had where there is a will, as you"
        " know, and as your aunt knows.",
        "“And if you do think of it, think of what people will say, and of the parish, and of me, for I have to live here.”",
        "“I shall,” said Nell.",
    )
    assert moves(chapter_of(*FRAME[:1], *talk)) == []


def test_talk_told_in_talk_is_a_tale_though_nothing_announced_it() -> None:
    told = (
        "“Well, on Monday I went down to the quay about the nets, and there was a man there I did not like the look of. He had a long"
        " coat on, and it was a hot day, and he kept one hand in it. I thought he was a bailiff, and then I thought he was a parson,"
        " and I went on with the nets, for they were in a shocking state, and nobody else would have touched them.",
        "“‘Are you Pell?’ says he, and he came up close to me, so that I could smell the drink on him, early as it was, and see his boots.",
        "“‘I am,’ says I, and he gave me the letter and was gone before I could ask him a thing.”",
    )
    assert moves(chapter_of(*FRAME[:1], *told, "The mate scratched his head.")) == [(0, 2, 1), (0, 4, 0)]


def test_a_letter_read_out_that_tells_nothing_is_no_tale() -> None:
    read_out = (
        "“‘Sir, your offer is refused. The boat is not to be had at any price, and will not be.",
        "“‘Nor will the nets.’ That is what he writes.”",
    )
    assert moves(chapter_of(*FRAME[:1], *read_out, "The mate scratched his head.")) == []


def test_a_tale_goes_on_behind_a_chapters_end() -> None:
    second = (
        "“I sat there for a day and a night, and on the second morning I saw a sail. I waved my shirt, and they took me off.",
        "“They had never heard of my father or of the ferry. I told them where it lay, and they laughed at me.”",
        "Garrow ceased, and knocked out his pipe.",
    )
    assert moves(chapter_of(*FRAME, *TALE), chapter_of(*second)) == [(0, 2, 1), (1, 2, 0)]


def test_chapters_told_by_somebody_who_was_announced() -> None:
    frame = chapter_of(
        "The Sultan sent for the weaver, who was brought in chains.",
        "“How came you by the ring?” asked the Sultan.",
        "“I will tell you my story,” said the weaver.",
    )
    tale = chapter_of(
        "My father was a weaver before me, and he left me one loom and nine sisters. I sold the loom in the first year.",
        "In the second I met a fish that spoke, and it gave me the ring. That, my lord, is my story.",
        "“It is a poor one,” said the Sultan, “but you may go.”",
        title="The Story of the Weaver",
    )
    assert moves(frame, tale) == [(1, 0, 1), (1, 2, 0)]


def test_a_tale_in_the_tale() -> None:
    frame = chapter_of("The Queen could not sleep. So Amara began.")
    outer = chapter_of(
        "There was once a miller who had a talking ass. The miller beat the ass every day, and every day it thanked him.",
        "“Why do you thank me?” asked the miller. “Listen, and I will tell you,” said the ass.",
        title="The Story of the Miller",
    )
    inner = chapter_of(
        "In the land of the north there lived a king who could not be angry. His cook burned the soup, and he ate it and smiled.",
        "“And so,” said the ass to the miller, “the king died of the soup. That is the end of the story of the king.”",
        "The miller put down his stick.",
        title="The Story of the King Who Was Never Angry",
    )
    found = moves(frame, outer, inner)
    assert found == [(1, 0, 1), (2, 0, 2), (2, 1, 1)]


def test_a_frame_in_the_present_and_its_tale_in_the_past() -> None:
    chapter = chapter_of(
        "The bar is empty but for two. The old man turns his glass, and the girl takes off her coat and sits.",
        "“Is it a long story?” she asks.",
        "“It takes a pint,” says the old man. He drinks, and looks at the door.",
        "",
        "It was the year of the flood, and Tom Pell was nine. He stood on the roof and saw the church go by, and he waved to it.",
        "“Who rang the bell?” his mother asked. Nobody knew.",
        "",
        "“Who did ring it?” says the girl.",
        "“I am coming to that,” says the old man. He drinks, and wipes his mouth.",
        "",
        "It was the sexton who rang it. He had climbed the tower when the water rose, and he hung on to the rope and went where it went.",
    )
    assert moves(chapter) == [(0, 4, 1), (0, 7, 0), (0, 10, 1)]


def test_narration_that_somebody_is_said_to_speak() -> None:
    chapter = chapter_of(
        "I drew my chair up, and asked my landlady for the history of the house.",
        "Before the old squire died, she began, settling to her story, I was a girl in the dairy, and I knew my place. My mother had been there"
        " before me, and hers before that.",
        "The squire had two sons. They were never seen together, and the maids said there was only one.",
        "Thus ended the landlady’s story. I went to bed, and did not sleep.",
    )
    assert moves(chapter) == [(0, 1, 1), (0, 3, 0)]


def test_letters_and_what_is_told_in_them() -> None:
    letters = chapter_of(
        "Hull, 3rd March, 17—",
        "I have met a man here, sister, who has been to the bottom of the sea. He has promised to tell me his story, and I shall write it down"
        " as nearly as I can in his own words.",
        title="Letter 1",
    )
    tale = chapter_of(
        "I was born in Leith, and my father made ropes. I learned early that a rope holds what it can, and no more.",
        "At nineteen I went to sea, and at twenty I went under it.",
        title="Chapter 1",
    )
    end = chapter_of(
        "I have never spoken of what I saw there, and I have done with ropes.",
        "March 9th, 17—",
        "You have his story now, sister, as I had it. I wish you a good night.",
        title="Chapter 2",
    )
    assert moves(letters, tale, end) == [(1, 0, 1), (2, 1, 0)]


def test_the_teller_and_the_listener_are_those_of_the_last_speech() -> None:
    frame = chapter_of("“I will tell you my story,” said the weaver.")
    tale = chapter_of("My father was a weaver, and I sold his loom.", title="The Story of the Weaver")

    class Spoken(Quotations):
        """Gives every quotation a speaker and a hearer."""

        def read(self, page: Page, state: object) -> object:  # type: ignore[override]
            behind = super().read(page, state)  # type: ignore[arg-type]
            for speech in page.speeches:
                speech.speaker, speech.addressee = 7, 4
            return behind

    facts = [fact for page in pages((Tokens(), Spoken(), Levels()), [frame, tale]) for fact in page.facts]
    assert [(f.value["teller"], f.value["listener"], f.value["enters"]) for f in facts] == [(7, 4, True)]


def test_whom_the_narration_names_as_teller() -> None:
    frame = chapter_of("The rain went on. So Amara began.")
    tale = chapter_of("There was once a miller who had an ass.", title="The Story of the Miller")

    class Named(Tokens):
        """Adds one mention, of entity 3, where the name stands."""

        def read(self, page: Page, state: None) -> None:
            at = page.text.find("Amara")
            if at >= 0:
                page.mentions.append(Mention(at, at + 5, 0, 1, "PER", "proper", 0, who=3))
            return super().read(page, state)

    facts = [fact for page in pages((Named(), Quotations(), Levels()), [frame, tale]) for fact in page.facts]
    assert [fact.value["teller"] for fact in facts] == [3]


def test_headings_and_verse_move_nothing() -> None:
    blocks = (
        Block(BlockKind.HEADING, "The Story of the Weaver"),
        Block(BlockKind.VERSE, "He said: I shall tell my story,\nand then began."),
        Block(BlockKind.PARAGRAPH, "It rained."),
    )
    assert not [f for page in pages(ROW, [Chapter("one", "", blocks)]) for f in page.facts]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_levels_of_a_prefix_are_those_of_the_whole(seed: int, told_to: int) -> None:
    chapters = (chapter_of(*FRAME, *TALE, *BACK), *story(seed))
    whole = [fact for page in pages(ROW, chapters) for fact in page.facts]
    told = [fact for page in pages(ROW, chapters, told_to) for fact in page.facts]
    ends = {page.window.known_at for page in pages(ROW, chapters)}
    if told_to in ends:
        assert told == [fact for fact in whole if fact.known_at <= told_to]
    assert all(fact.known_at <= told_to for fact in told)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_written_state_goes_on_as_the_same(seed: int) -> None:
    chapters = (chapter_of(*FRAME, *TALE), chapter_of(*BACK), *story(seed))
    straight = [fact for page in pages(ROW, chapters) for fact in page.facts]
    resumed = [fact for page in pages(ROW, chapters, resumes=True) for fact in page.facts]
    assert resumed == straight
    assert straight


@pytest.mark.parametrize("depth", [0, 1])
def test_the_fact_stands_at_the_first_sentence_of_its_block(depth: int) -> None:
    facts: list[Fact] = [f for page in pages(ROW, [chapter_of(*FRAME, *TALE, *BACK)]) for f in page.facts]
    fact = next(fact for fact in facts if fact.value["depth"] == depth)
    assert fact.start == 0
    assert 0.5 < fact.confidence <= 1
