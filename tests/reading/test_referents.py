"""Whom a mention is held against, and what is kept of those met."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.reading.linking import Cue
from wellanyway.reading.referents import Frame, Links, Memory, Spot

_RECENT, _KEPT = 40, 64


class Telling:
    """Mentions one behind another, each a sentence of its own, linked to whom the test says."""

    def __init__(self, memory: Memory | None = None, root: Callable[[int], int] | None = None) -> None:
        self._words: list[str] = []
        self._first = self._sentence = 0 if memory is None else 10_000
        self.links = Links(Frame(self._words, (), self._first), memory, root)

    def spot(self, text: str, kind: str = "PER", **more: Any) -> Cue:
        start = self._first + len(self._words)
        self._words += [*text.split(), "."]
        self._sentence += 1
        plain = Spot(start, self._first + len(self._words) - 1, kind, 0, self._sentence)
        return self.links.cue(replace(plain, **more))

    def tell(self, text: str, number: int, kind: str = "PER") -> None:
        self.links.assign(self.spot(text, kind), number)

    def candidates(self, text: str, kind: str = "PER", **more: int) -> list[int]:
        found, rows, _ = self.links.candidates(self.spot(text, kind, **more))
        assert len(rows) == len(found)
        return [one.number for one in found]

    def strangers(self, first: int, count: int, noun: str = "clerk") -> None:
        for number in range(first, first + count):
            self.tell(f"a {noun}", number)


# -- what is said by the words beside a mention


def cues(text: str, *spots: tuple[int, int, int], offset: int = 0) -> list[Cue]:
    words = text.split()
    links = Links(Frame(words, (), offset))
    return [
        links.cue(Spot(offset + first, offset + last, "PER", 0, sentence)) for first, last, sentence in spots
    ]


def test_commas_and_copulas_before_a_mention_are_counted() -> None:
    text = "Tom , the miller , was not a bad man and is old"
    apposed, told, first = cues(text, (2, 4, 0), (7, 10, 0), (0, 1, 0))
    assert (apposed.comma, apposed.be) == (1, 0)
    assert (told.comma, told.be) == (0, 2)
    assert (first.comma, first.be) == (0, 0)
    assert told.wording.head == "man"
    assert cues("He ’s a fool", (2, 4, 0))[0].be == 1


def test_tokens_are_counted_over_the_work() -> None:
    here, there = cues("Tom , a man", (2, 4, 9)), cues("Tom , a man", (2, 4, 9), offset=500)
    assert there == [replace(here[0], start=502, end=504)]


def test_the_first_mention_of_a_sentence_begins_it() -> None:
    found = cues("Tom saw Ruth . She ran", (0, 1, 3), (2, 3, 3), (4, 5, 4))
    assert [one.begins for one in found] == [True, False, True]
    links = Links(Frame("Tom saw Ruth".split(), ()), begun=[3])
    assert not links.cue(Spot(0, 1, "PER", 0, 3)).begins
    assert links.cue(Spot(0, 1, "PER", 0, 4)).begins


# -- whom a mention is held against


def test_candidates_stand_most_recent_first_and_are_not_too_many() -> None:
    told = Telling()
    told.strangers(0, 60)
    told.tell("he", 30)
    found = told.candidates("she")
    assert found[:3] == [30, 59, 58]
    assert len(found) == _RECENT


def test_nobody_is_there_at_first() -> None:
    links = Links(Frame(["Tom"], ()))
    found, rows, fresh = links.candidates(links.cue(Spot(0, 1, "PER", 0, 0)))
    assert found == []
    assert len(rows) == 0
    assert fresh.any()


def test_namesakes_and_the_like_come_up_however_long_ago() -> None:
    told = Telling()
    told.tell("Julia Rook", 0)
    told.tell("Mr. Rook", 1)
    told.tell("Mary Lamb", 2)
    for number in (3, 4):
        for _ in range(3):
            told.tell("the miller", number)
    told.tell("the mill", 5, "FAC")
    told.strangers(10, 90)
    assert told.candidates("Julia")[_RECENT:] == [0]
    assert told.candidates("Rook")[_RECENT:] == [1, 0]
    assert told.candidates("the old miller")[_RECENT:] == [4, 3]
    assert told.candidates("she")[_RECENT:] == []
    memory, _ = told.links.memory()
    later = Telling(memory)
    assert later.candidates("Miss Rook")[_RECENT:] == [1, 0]
    assert later.candidates("a miller")[_RECENT:] == [4, 3]
    assert later.candidates("a spy")[_RECENT:] == []


def test_words_that_say_nothing_make_no_namesakes() -> None:
    told = Telling()
    told.tell("Duke of Pell", 0)
    told.tell("the Crooked Inn", 1, "FAC")
    told.strangers(10, 60)
    assert told.candidates("the Old Mill")[_RECENT:] == []


def test_of_many_namesakes_the_last_used_come_up() -> None:
    told = Telling()
    for number in range(30):
        told.tell("Rook", number)
    told.strangers(50, 60)
    found = told.candidates("Rook")[_RECENT:]
    assert found == [29 - i for i in range(len(found))]
    assert 4 <= len(found) < 30


def test_speaker_and_hearer_of_a_quotation_are_always_there() -> None:
    told = Telling()
    told.tell("Tom", 0)
    told.tell("Ruth", 1)
    told.strangers(10, 60)
    assert told.candidates("I", speech=3, speaker=0, addressee=1)[_RECENT:] == [1, 0]
    assert told.candidates("I", speech=3, speaker=999)[_RECENT:] == []


# -- those who turned out to be one


def test_who_was_joined_is_found_under_the_number_it_goes_by_now() -> None:
    told = Telling()
    told.tell("the stranger", 0)
    told.tell("a man", 1)
    memory, _ = told.links.memory()
    told = Telling(memory, root=lambda number: {0: 7}.get(number, number))
    assert told.candidates("he") == [1, 7]
    told.tell("he", 7)
    assert told.candidates("he") == [7, 1]
    found = told.links.referents[7]
    assert (found.number, found.count, found.heads) == (7, 2, ("stranger",))


def test_two_that_were_joined_are_one_candidate() -> None:
    told = Telling()
    told.tell("Tom", 0)
    told.tell("the stranger", 1)
    memory, _ = told.links.memory()
    told = Telling(memory, root=lambda number: {1: 0}.get(number, number))
    assert told.candidates("he") == [0]
    assert told.candidates("the stranger") == [0]
    assert told.candidates("I", speech=1, speaker=0) == [0]


def test_all_that_is_known_of_both_is_known_of_the_one() -> None:
    told = Telling()
    told.tell("I", 0)
    told.tell("the old clerk", 0)
    told.tell("Silas Rook", 1)
    memory, _ = told.links.memory()
    told = Telling(memory, root=lambda number: {0: 1}.get(number, number))
    found = told.links.referents[1]
    assert (found.count, found.male, found.narrator) == (3, 1, True)
    assert (found.names, found.heads) == ((("silas", "rook"),), ("clerk",))
    assert found.words == {"silas", "rook"}
    after, _ = told.links.memory()
    assert after.recent == (1,)
    assert set(after.referents) == {1}
    assert set(memory.referents) == {0, 1}


# -- what is kept


def test_what_is_remembered_stays_small() -> None:
    memory = Memory()
    gone: set[int] = set()
    for page in range(12):
        told = Telling(memory)
        told.strangers(100 * page, 100, noun=f"noun{page % 4}")
        memory, let_go = told.links.memory()
        assert not gone & set(let_go)
        gone |= set(let_go)
    assert len(memory.recent) == len(memory.referents) == _KEPT
    assert gone == set(range(1_200)) - set(memory.recent)
    assert len(memory.by_head) == 4
    assert all(len(numbers) <= 12 for index in (memory.by_head, memory.by_name) for numbers in index.values())
    assert memory.at == 1_200


def test_who_has_a_name_or_came_often_or_tells_the_story_is_kept() -> None:
    told = Telling()
    told.tell("Julia Rook", 0)
    told.tell("I", 1)
    for _ in range(3):
        told.tell("the miller", 2)
    told.tell("the cook", 3)
    told.strangers(10, 90)
    memory, gone = told.links.memory()
    assert {0, 1, 2} <= set(memory.referents)
    assert 3 in gone
    assert not set(gone) & set(memory.referents)


def test_who_was_let_go_is_no_candidate() -> None:
    told = Telling()
    told.tell("the cook", 3)
    told.strangers(10, 90)
    memory, _ = told.links.memory()
    assert 3 not in Telling(memory).candidates("the cook")


_TEXTS = st.sampled_from(["Tom", "Tom Rook", "he", "she", "I", "the miller", "a man", "Mr. Rook", "the mill"])
_STORY = st.lists(st.tuples(_TEXTS, st.integers(0, 6), st.integers(-1, 1)), min_size=1, max_size=30)
"""Mentions, whom each means, and a speech or none."""


def _linked(pages: Sequence[Sequence[tuple[str, int, int]]]) -> list[object]:
    """All that is seen of each mention, page by page with the memory handed on."""
    memory, token = Memory(), 0
    seen: list[object] = []
    for page in pages:
        words: list[str] = []
        spots = []
        for text, number, speech in page:
            start = token + len(words)
            words += [*text.split(), "."]
            spots.append((Spot(start, token + len(words) - 1, "PER", 0, start, speech), number))
        links = Links(Frame(words, (), token), memory)
        for spot, number in spots:
            cue = links.cue(spot)
            found, rows, fresh = links.candidates(cue)
            seen.append(
                (replace(cue, comma=0), [one.number for one in found], rows.tobytes(), fresh.tobytes())
            )
            links.assign(cue, number)
        before = (memory.referents, memory.recent, memory.at)
        memory, _ = links.memory()
        assert before[0] is not memory.referents
        token += len(words)
    return seen


@settings(max_examples=30, deadline=None)
@given(_STORY, st.integers(0, 30))
def test_it_makes_no_difference_where_pages_end(story: list[tuple[str, int, int]], cut: int) -> None:
    parts = [part for part in (story[:cut], story[cut:]) if part]
    assert _linked(parts) == _linked([story])


def test_the_memory_given_is_not_changed() -> None:
    told = Telling()
    told.tell("Tom", 0)
    memory, _ = told.links.memory()
    one = memory.referents[0]
    row = one.row.copy()
    before = replace(memory)
    later = Telling(memory)
    later.tell("Tom Rook", 0)
    later.tell("he", 5)
    later.candidates("he")
    later.links.memory()
    assert memory == before
    assert memory.referents[0] is one
    assert (one.count, one.names) == (1, (("tom",),))
    assert np.array_equal(one.row, row)
