"""The tagger: what it says of a block depends on the block and its segment, however it came to stand there."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of
from tests.reading.row_of import pages
from wellanyway.models import reader_network
from wellanyway.reading.page import Page
from wellanyway.reading.pieces import LONGEST
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.tagger import Tagger, TaggerState
from wellanyway.reading.tokens import Tokens
from wellanyway.story import Block, BlockKind, Chapter, Extent
from wellanyway.testing.stories import story

_TOM = "Tom Rook took the old boat over the river to the mill."
_RUTH = "Ruth Lamb sold the new house by the harbour to a clerk."
_LONG = "The miller walked to Pell Bridge and saw Captain Vane there with his brother. " * 9


def said(page: Page) -> bytes:
    """All that the tagger says of a page, to the bit."""
    tags = page.tags
    if tags is None:
        return b""
    parts = (tags.events, tags.first, tags.last, tags.head)
    return repr((tags.spans, page.events)).encode() + b"".join(part.tobytes() for part in parts)


def tagged(tagger: Tagger, chapters: Sequence[Chapter], **more: bool) -> list[bytes]:
    return [said(page) for page in pages([Tokens(), Quotations(), tagger], chapters, **more)]


def of_one(*paragraphs: str) -> list[bytes]:
    return tagged(Tagger(), [chapter_of(*paragraphs)])


def names(page: Page) -> list[tuple[str, str]]:
    return [
        (page.text[page.tokens[span.first].start : page.tokens[span.last - 1].end], span.type)
        for span in page.tags.spans
    ]


def only(*paragraphs: str) -> Page:
    *_, page = pages([Tokens(), Quotations(), Tagger()], [chapter_of(*paragraphs)])
    return page


def test_it_finds_people_places_and_what_happens() -> None:
    page = only("Mary Lamb walked to the harbour of London and sold her ship.")
    found = names(page)
    assert ("Mary Lamb", "PER") in found
    assert ("London", "GPE") in found
    assert ("her", "") in found
    assert {"walked", "sold"} & {page.word(at) for at in page.events}
    assert not {"to", "the", "of", "."} & {page.word(at) for at in page.events}


def test_every_mention_has_a_vector_of_its_own() -> None:
    page = only("Mary Lamb saw Mary Lamb.")
    one, other = page.tags.vector(0, 2, 1), page.tags.vector(3, 5, 4)
    assert one.shape == (128,)
    assert np.abs(one).max() <= 1
    tags = page.tags
    assert np.array_equal(one, np.tanh(tags.first[0] + tags.last[1] + tags.head[1]))
    assert not np.array_equal(one, other)


# -- what it sees


def test_nothing_behind_a_block_is_seen() -> None:
    before = of_one(_TOM, "He left.")
    assert of_one(_TOM, "He left.", _RUTH, _LONG)[:2] == before
    assert of_one(_TOM, "He left.", "“No!”")[:2] == before
    assert of_one(_TOM, "She left.")[:1] == before[:1]


def test_what_stands_before_a_block_in_its_segment_is_seen() -> None:
    assert of_one(_TOM, "He left.")[1] != of_one(_RUTH, "He left.")[1]


def test_nothing_in_a_chapter_before_is_seen() -> None:
    tagger = Tagger()
    one = tagged(tagger, [chapter_of(_TOM, _LONG), chapter_of(_RUTH, "She left.")])
    other = tagged(tagger, [chapter_of("It rained.", "It snowed.", "“No!”"), chapter_of(_RUTH, "She left.")])
    assert one[2:] == other[3:] == of_one(_RUTH, "She left.")


def test_nothing_outside_the_segment_is_seen() -> None:
    """`_TOM` and `_RUTH` have equally many pieces, so that segments end at the same places behind both."""
    sizes = [
        len(Tagger().network.tokenizer.encode(text, add_special_tokens=False).ids) for text in (_TOM, _RUTH)
    ]
    assert sizes[0] == sizes[1]
    one, other = of_one(_TOM, _LONG, _LONG, "He left."), of_one(_RUTH, _LONG, _LONG, "He left.")
    assert one[1] != other[1], "still in the first segment"
    assert one[2:] == other[2:], "a new segment began"
    assert one[2] != of_one(_LONG)[0], "with the last of the one before"


def test_quoted_words_are_told_from_others() -> None:
    assert of_one("“Go to the mill.”") != of_one("”Go to the mill.”")
    tagger, given = Tagger(), []
    for page in pages([Tokens(), Quotations()], [chapter_of("“Go,” said Tom, “or stay.”")]):
        tagger.read(page, tagger.start())
        given.append(said(page))
        page.speeches = []
        tagger.read(page, tagger.start())
        given.append(said(page))
    assert given[0] != given[1]


# -- however it came there


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10_000))
def test_warm_cold_and_resumed_are_the_same_to_the_bit(seed: int) -> None:
    chapters = story(seed, chapters=2, paragraphs=6)
    tagger = Tagger()
    first = tagged(tagger, chapters)
    assert tagged(tagger, chapters) == first, "all at hand"
    assert tagged(Tagger(), chapters, resumes=True) == first, "written and read between"
    assert tagged(Cold(), chapters) == first, "nothing at hand, ever"


class Cold(Tagger):
    """Has nothing at hand."""

    def _keep(self, *_: object) -> None:
        pass


def test_a_state_is_taken_up_far_into_a_segment_with_nothing_at_hand() -> None:
    chapters = [chapter_of(*["He left.", "Ruth Lamb saw him go."] * 8, _TOM)]
    first = tagged(Tagger(), chapters)
    row = [Tokens(), Quotations(), Tagger()]
    found = []
    for page in pages(row, chapters):
        found.append(said(page))
        row[2]._at_hand.clear()  # type: ignore[attr-defined]
    assert found == first


def test_two_works_in_turn_do_not_meet() -> None:
    one, other = story(1, chapters=2), story(2, chapters=2)
    alone = tagged(Tagger(), one), tagged(Tagger(), other)
    shared = Tagger()
    stages = [Tokens(), Quotations(), shared]
    found: tuple[list[bytes], list[bytes]] = ([], [])
    for a, b in zip(pages(stages, one), pages(stages, other), strict=False):
        found[0].append(said(a))
        found[1].append(said(b))
    count = len(found[0])
    assert count > 6
    assert found == (alone[0][:count], alone[1][:count])


def test_threads_may_share_one() -> None:
    works = [story(seed, chapters=1) for seed in (3, 4, 5)]
    alone = [tagged(Tagger(), work) for work in works]
    tagger = Tagger()
    found: dict[int, list[bytes]] = {}

    def read(number: int) -> None:
        found[number] = tagged(tagger, works[number % 3])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(6)] == alone * 2


def test_only_a_few_segments_are_at_hand() -> None:
    tagger = Tagger()
    tagged(tagger, [chapter_of(*["He left."] * 30)])
    assert len(tagger._at_hand) <= 8


# -- its state


def test_the_state_is_small_and_written_and_read() -> None:
    tagger, state = Tagger(), TaggerState()
    for page in pages([Tokens(), Quotations()], [chapter_of(*[_TOM, _LONG, "He left."] * 4)]):
        state = tagger.read(page, state)
        written = json.dumps(tagger.dump(state))
        assert len(written) < 8_000
        again = tagger.load(json.loads(written))
        assert again == state
        assert json.dumps(tagger.dump(again)) == written


# -- whatever stands in a block


def odd() -> Iterator[Chapter]:
    yield chapter_of("* * *", "!!!", "—", "“”", "’", "…")
    yield chapter_of(
        "Tom 😀 saw 👩‍👩‍👧 Mary’s 🐕.", "é\u0301\u200b\ufeff\x00 Tom", "漢" * 600, "Рут Лэмб ушла."
    )
    yield chapter_of("." * 600, "-" * 600, "a" * 5_000, "b-" * 700 + "c")
    heading = Block(BlockKind.HEADING, "CHAPTER THE FIRST")
    verse = Block(BlockKind.VERSE, "The mill goes round,\nand Tom is drowned.")
    extents = (Extent(0, 0, 17), Extent(1, 0, len(verse.text)))
    yield Chapter("odd", "", (heading, verse), sentences=extents)


@pytest.mark.parametrize("number", range(4))
def test_odd_blocks_break_nothing(number: int) -> None:
    chapter = list(odd())[number]
    first = tagged(Tagger(), [chapter, chapter_of(_TOM)])
    assert tagged(Tagger(), [chapter, chapter_of(_TOM)], resumes=True) == first
    assert first[-1] == of_one(_TOM)[0]


def test_a_block_of_white_space_has_no_tags() -> None:
    sentence = Chapter("a", "", (Block(BlockKind.PARAGRAPH, " \u2003 "),), sentences=(Extent(0, 0, 3),))
    (page,) = pages([Tokens(), Quotations(), Tagger()], [sentence])
    assert page.tags is None
    assert page.events == []


@pytest.mark.parametrize("mark", [".", ","])
def test_a_paragraph_as_long_as_they_get(mark: str) -> None:
    text = f"The miller saw Tom Rook at the mill{mark} " * 290
    page = only(text.strip())
    assert len(page.tokens) > 2_300
    assert page.tags.events.shape == (len(page.tokens),)
    assert sum(name == ("Tom Rook", "PER") for name in names(page)) > 230


def test_a_long_block_is_run_in_parts_and_the_first_sees_nothing_of_the_next() -> None:
    sentences = [f"Tom Rook saw the miller at Pell Bridge on day {i}." for i in range(40)]
    short, long = only(" ".join(sentences[:20])), only(" ".join(sentences))
    seen = short.tags.first[: LONGEST // 2]
    assert len(short.tokens) > LONGEST
    assert np.allclose(long.tags.first[: len(seen)], seen, atol=1e-4)


def test_its_version_tells_the_weights() -> None:
    assert Tagger().version == Tagger(reader_network()).version
    assert len(Tagger().version.split("-")) == 6
