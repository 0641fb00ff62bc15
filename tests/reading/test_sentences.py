"""Sentences of fiction: cases by kind, then what holds for any text."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.reading.sentences import LOOK_AHEAD, breathe, divide, split
from wellanyway.story import Block, BlockKind, Chapter


def cut(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [text[start:end] for start, end in split(text, kind=kind)]


# Each case is written with " | " where a sentence ends.
DIALOGUE = [
    "'Run!' he said. | 'Now.'",
    '"Run!" he said. | "Now."',
    "“Run!” he said. | “Now.”",
    "“Run!” cried Anna. | “Now!”",
    "“Run!” Tom said. | “Now!” Mrs. Pell cried.",
    "“Is that you?” I asked.",
    "“Is that you?” | Nobody answered.",
    "“Run!” | Then Tom said no more.",
    "“Run.” Tom said, turning. | He ran.",
    "“Run.” | Tom said nothing.",
    "“And you?” | “Nothing.” | He sat.",
    "“What is it,” asked Pell, “and why now?” | She shrugged.",
    "“‘Run!’ he said. | ‘Now.’” | Then silence.",
    "He said: “Run! | Now! | Go.” | And he left.",
    "“I never—” Tom began. | “I thought—” | “What?”",
    "“I thought—” | He stopped.",
    "« Vous ? » he said. | « Oui. » | She went.",
    "“Never open it. | Never, do you hear? | Promise.",
    "He laughed.” | “You?”",
]
ABBREVIATIONS = [
    "Mr. and Mrs. Pell met Dr. Orme at St. Mary's. | They talked.",
    "It was J. R. R. Tolliver who came. | He was wet.",
    "Capt. Orme, Lieut. Pell and Messrs. Dunn & Co. had sailed. | We waited.",
    "She came at 10.30 a.m. on Monday. | It was late.",
    "She came at ten p.m. | He had gone.",
    "It cost 3.14 crowns, i.e. nothing. | They laughed.",
    "Boots, hats, etc. lay about. | He sighed.",
    "Boots, hats, etc. | He sighed.",
    "John Dunn, Esq. was there. | So was I. | Nobody else came.",
    "He served in the U.S. Army. | Then he came to the U.S. | They met.",
    "See No. 5 in the list. | No. | He would not.",
    "“No. | I will not.”",
    "Chapter 3 of vol. ii is lost. | Look on p. 40.",
    "The first came on Jan. 3. | Then came more.",
    "Henry V. was king. | He fought.",
    "He wrote to Prof. Ada Orme, Ph.D. about it. | She answered.",
    "1. The ox. | 2. The hen.",
    "I. The River",
]
MARKS = [
    "Oh! what a day. | It rained.",
    "Oh! | It rained.",
    "Where was the boy? | and who was with him? | Nobody knew.",
    "What a day… | And then... nothing.",
    "Well... I don't know. | He went . . . | He came back.",
    "What?! | Really?! | Yes.",
    "He ran—and fell. | She did not.",
    "I went. | —You stayed.",
    "I went.| --You stayed.",
    "She knew.* | He did not.[2] | So it was.",
    "(He ran.) | She sat. | [Nobody moved.]",
    "The hen (how old she was!) laid an egg.",
    "_Run!_ | He ran. | _Never!_ she thought.",
    "It was she.Then he knew.",
    "i went home. | then i slept.",
    "'Tis late. | ’Twas ever so. | 'Em I like.",
    "He left. | 20 men followed.",
    "。",
]


@pytest.mark.parametrize("case", [*DIALOGUE, *ABBREVIATIONS, *MARKS])
def test_sentences(case: str) -> None:
    wanted = [piece.strip() for piece in case.split("|")]
    text = case.replace(".| ", ".").replace(" | ", " ")
    if case == "It was she.Then he knew.":
        wanted = ["It was she.", "Then he knew."]
    assert cut(text) == wanted


def test_wide_marks_need_no_space() -> None:
    assert cut("他走了。她没有。") == ["他走了。", "她没有。"]


def test_a_heading_is_one_sentence() -> None:
    assert cut("Chapter I. The Boat. And After", BlockKind.HEADING) == ["Chapter I. The Boat. And After"]


def test_a_scene_break_says_nothing() -> None:
    assert cut("* * *", BlockKind.SCENE_BREAK) == []


def test_verse_is_told_in_lines() -> None:
    text = "The boat went out,\nThe boat came in;\nThe oar was gone.\nWho rowed?\n\nNobody knows\nwho rowed"
    assert cut(text, BlockKind.VERSE) == [
        "The boat went out,\nThe boat came in;",
        "The oar was gone.",
        "Who rowed?",
        "Nobody knows\nwho rowed",
    ]


def test_verse_without_marks_is_told_in_groups() -> None:
    text = "\n".join(f"line {number}" for number in range(10))
    assert [piece.count("\n") + 1 for piece in cut(text, BlockKind.VERSE)] == [4, 4, 2]


def test_a_letter_keeps_its_short_lines_apart() -> None:
    text = "Dear Anna,\nI am well. The hen is well.\nYours,\nT. Pell"
    assert cut(text, BlockKind.LETTER) == [
        "Dear Anna,",
        "I am well.",
        "The hen is well.",
        "Yours,",
        "T. Pell",
    ]


def test_divide_goes_block_by_block() -> None:
    blocks = (
        Block(BlockKind.HEADING, "I. The Boat"),
        Block(BlockKind.PARAGRAPH, "He ran. She sat."),
        Block(BlockKind.SCENE_BREAK, ""),
        Block(BlockKind.PARAGRAPH, "  "),
        Block(BlockKind.LIST, "1. A hen."),
    )
    chapter = divide(Chapter("1", "One", blocks))
    assert [chapter.text(extent) for extent in chapter.sentences] == [
        "I. The Boat",
        "He ran.",
        "She sat.",
        "1. A hen.",
    ]
    assert [extent.block for extent in chapter.sentences] == [0, 1, 1, 4]


PIECES = st.sampled_from(
    [
        *"""Tom Mr. said he I no. "Run!" “Run!” ‘Yes.’ “ ” ' " . ... … ? ! -- — ; : , ( ) [3] U.S. a.m. 3.14 5 etc. _so_ * St. V. the
    The And and 。 « » then ? ) Then.He ok.— ?”—“A""".split(),
        "\n",
        "\u00a0",
    ]
)
PROSE = st.lists(PIECES, max_size=40).map(" ".join)
KINDS = st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.SCENE_BREAK])
ANY = st.one_of(PROSE, st.text(max_size=200), st.text(alphabet=" .!?…'\"“”aA-—\n", max_size=120))


@given(text=ANY, kind=KINDS)
@settings(max_examples=300)
def test_spans_hold_all_but_space_in_order(text: str, kind: BlockKind) -> None:
    at = 0
    for start, end in split(text, kind=kind):
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(text=ANY, kind=KINDS, rest=PROSE)
@settings(max_examples=300)
def test_an_end_depends_on_little_of_what_follows(text: str, kind: BlockKind, rest: str) -> None:
    """Ends further than the look-ahead from where two blocks part are the same in both."""
    if kind in {BlockKind.VERSE, BlockKind.LETTER}:
        return
    seen = len(text.rstrip()) - LOOK_AHEAD
    here = {end for _, end in split(text, kind=kind) if end <= seen}
    there = {end for _, end in split(text + rest, kind=kind) if end <= seen}
    assert here == there


@given(text=ANY)
@settings(max_examples=150)
def test_no_sentence_cuts_a_word(text: str) -> None:
    for _, end in split(text)[:-1]:
        assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())


@given(
    text=st.one_of(
        ANY,
        st.lists(st.sampled_from([*string.ascii_letters, " ", ", ", "; ", " and "]), max_size=900).map(
            "".join
        ),
    )
)
@settings(max_examples=150)
def test_breaths_hold_all_and_cut_no_word(text: str) -> None:
    at = 0
    spans = breathe(text, limit=60)
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        assert end - start <= 60 or not any(letter.isspace() for letter in text[start : end - 1])
        assert end == len(text) or text[end].isspace() or text[end - 1] in "-—―" or not text[end:].strip()
        at = end
    assert not text[at:].strip()


def test_breaths_are_taken_between_clauses() -> None:
    text = (
        "The boat, which had lain all winter under the alders, was brought down to the water in the first week of "
        "March; and Pell, who trusted nobody, caulked it himself, sang to it, and would let no child come near it, "
        "because, he said, a boat remembers whoever touches it first and will not float for anybody else."
    )
    pieces = [text[start:end] for start, end in breathe(text, limit=160)]
    assert pieces[0].endswith("March;")
    assert all(piece[-1] in ",;." for piece in pieces)
    assert breathe(text, limit=10_000) == ((0, len(text)),)
    assert breathe("   ") == ()


@pytest.mark.parametrize(
    "piece", ["“a! a? ", "J. ", ". ", "! ", "… ", "Mr. ", "”’ ", "— ", "(a! ", "a.”“", ", ", "no! "]
)
def test_hostile_text_costs_time_in_proportion(piece: str) -> None:
    text = "- " * 20_000 + piece * 40_000
    start = time.process_time()
    assert split(text)[-1][1] == len(text.rstrip())
    assert breathe(text)[-1][1] == len(text.rstrip())
    assert time.process_time() - start < 10


@pytest.mark.parametrize("body", ["word " * 3_000, "x" * 9_000, "so, it went on " * 900])
def test_a_sentence_without_an_end_is_cut_and_nothing_of_it_is_lost(body: str) -> None:
    text = body.strip()
    spans = split(text)
    assert len(spans) > 2
    assert max(end - start for start, end in spans) <= 4_000
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
    longer = split(f"{text} And then she stopped, quite out of breath, and said no more. They slept.")
    assert longer[: len(spans) - 1] == spans[:-1]  # what comes later has no part in it


def test_a_block_that_is_too_long_goes_on_as_others() -> None:
    text = "She ran on. " * 3_000
    block = Block(BlockKind.PARAGRAPH, text.strip(), href="a.xhtml", emphasis=((11_990, 12_010),))
    chapter = divide(Chapter("a", "One", (block, Block(BlockKind.PARAGRAPH, "The end."))))
    assert [len(one.text) <= 12_000 for one in chapter.blocks] == [True] * len(chapter.blocks)
    assert {chapter.text(extent) for extent in chapter.sentences} == {"She ran on.", "The end."}
    assert len(chapter.sentences) == 3_001
    marked = [one.text[start:end] for one in chapter.blocks for start, end in one.emphasis]
    assert " ".join(marked) == text[11_990:12_010].strip()
