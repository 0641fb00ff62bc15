"""Serial growth: whatever an author does to a file, nothing told changes, nothing is told ahead, nothing is lost."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellanyway.memory.anchors import anchor
from wellanyway.memory.packing import digest
from wellanyway.memory.reconcile import Plan, reconcile
from wellanyway.memory.splice import splice
from wellanyway.memory.version import Version
from wellanyway.story import Chapter
from wellanyway.testing.futures import chapter_of_lines

Paragraphs = list[list[str]]
_WORDS = (
    "salt lamp bridge keeper winter letter oar bell stair harbour fox candle ledger gate thorn mill".split()
)


def line(rng: random.Random, number: int) -> str:
    """A sentence that no other one is like: its number is in it."""
    return (
        f"{' '.join(rng.choices(_WORDS, k=6)).capitalize()} {number} {rng.choice(_WORDS)} x{number * 7919}."
    )


class Draft:
    """A file in the making: chapters of paragraphs of sentences, and what an author does to them."""

    def __init__(self, rng: random.Random, chapters: int) -> None:
        self.rng = rng
        self.count = 0
        self.chapters = [(f"k{i}", f"Chapter {i}", self.paragraphs()) for i in range(chapters)]

    def line(self) -> str:
        self.count += 1
        return line(self.rng, self.count)

    def paragraphs(self) -> Paragraphs:
        return [[self.line() for _ in range(self.rng.randint(1, 4))] for _ in range(self.rng.randint(3, 7))]

    def pick(self) -> int:
        return self.rng.randrange(len(self.chapters))

    def append(self) -> None:
        self.chapters.append((f"n{self.count}", "New", self.paragraphs()))

    def insert(self) -> None:
        self.chapters.insert(self.pick(), (f"n{self.count}", "Put in", self.paragraphs()))

    def delete(self) -> None:
        if len(self.chapters) > 1:
            del self.chapters[self.pick()]

    def swap(self) -> None:
        i, j = self.pick(), self.pick()
        self.chapters[i], self.chapters[j] = self.chapters[j], self.chapters[i]

    def retitle(self) -> None:
        i = self.pick()
        self.chapters[i] = (self.chapters[i][0], f"Retitled {self.count}", self.chapters[i][2])

    def rekey(self) -> None:
        self.chapters = [(f"p{i}", title, text) for i, (_, title, text) in enumerate(self.chapters)]

    def edit(self) -> None:
        paragraph = self.rng.choice(self.chapters[self.pick()][2])
        i = self.rng.randrange(len(paragraph))
        paragraph[i] = paragraph[i].replace(self.rng.choice(_WORDS), "quite")

    def add_paragraph(self) -> None:
        text = self.chapters[self.pick()][2]
        text.insert(self.rng.randint(0, len(text)), [self.line(), self.line()])

    def cut_paragraph(self) -> None:
        text = self.chapters[self.pick()][2]
        if len(text) > 2:
            del text[self.rng.randrange(len(text))]

    def split(self) -> None:
        i = self.pick()
        key, title, text = self.chapters[i]
        if len(text) > 1:
            at = self.rng.randrange(1, len(text))
            self.chapters[i : i + 1] = [(key, title, text[:at]), (f"{key}b{self.count}", title, text[at:])]

    def merge(self) -> None:
        i = self.pick()
        if i + 1 < len(self.chapters):
            one, two = self.chapters[i : i + 2]
            self.chapters[i : i + 2] = [(one[0], one[1], one[2] + two[2])]

    def made(self) -> list[Chapter]:
        return [chapter_of_lines(key, title, [list(p) for p in text]) for key, title, text in self.chapters]


EDITS = (
    "append", "insert", "delete", "swap", "retitle", "rekey", "edit", "add_paragraph", "cut_paragraph", "split", "merge",
)  # fmt: skip


def versions(chapters: Sequence[Chapter], texts: dict[int, Chapter]) -> list[Version]:
    found = []
    for chapter in chapters:
        texts[len(texts)] = chapter
        found.append(Version(len(texts) - 1, chapter.key, digest(chapter), len(chapter.sentences)))
    return found


def update(old: Sequence[Chapter], told_to: int, new: Sequence[Chapter]) -> tuple[list[Chapter], Plan]:
    """The telling behind an update."""
    texts: dict[int, Chapter] = {}
    first, heard, told, ahead = 0, [], 0, []
    for version in versions(old, texts):
        if first < told_to:
            heard.append(version)
            told = told_to - first
        else:
            ahead.append(version)
        first += version.size
    plan = reconcile(heard, told, versions(new, texts), texts.__getitem__, ahead=ahead)
    telling = [texts[version.id] for version in heard]
    if plan.playing is not None:
        telling[-1] = plan.playing
    return telling + [texts[id_] for id_ in plan.rest], plan


def told_texts(chapters: Sequence[Chapter]) -> list[str]:
    return [chapter.text(extent) for chapter in chapters for extent in chapter.sentences]


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=4),
    share=st.floats(0, 1),
)
def test_nothing_is_told_ahead_and_nothing_is_lost(seed: int, edits: list[str], share: float) -> None:
    draft = Draft(random.Random(seed), 5)
    old = draft.made()
    before = told_texts(old)
    told_to = round(share * len(before))
    for edit in edits:
        getattr(draft, edit)()
    new = draft.made()
    telling, plan = update(old, told_to, new)
    after = told_texts(telling)
    assert after[:told_to] == before[:told_to]  # not a sentence more, fewer or otherwise
    ahead = after[told_to:]
    heard = set(before[:told_to])
    assert len(set(ahead)) == len(ahead)
    for chapter in telling[plan.heard :]:  # at worst a chapter comes again that is new for a good part
        again = [text for text in told_texts([chapter]) if text in heard]
        assert len(again) <= 0.8 * len(chapter.sentences)
    if len(edits) == 1:
        assert not set(ahead) & heard
    there = set(told_texts(new))
    assert set(ahead) <= there
    lost = (set(before[told_to:]) & there) - set(ahead)
    assert not lost
    assert {*plan.changed, *plan.gone} <= set(range(plan.heard))
    for chapter in telling:
        for extent in chapter.sentences:
            assert chapter.text(extent).strip() == chapter.text(extent) != ""


@settings(max_examples=100, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    share=st.floats(0, 1),
    edits=st.lists(st.sampled_from(("append", "retitle", "rekey"))),
)
def test_growth_alone_changes_nothing_heard(seed: int, share: float, edits: list[str]) -> None:
    draft = Draft(random.Random(seed), 4)
    old = draft.made()
    told_to = round(share * len(told_texts(old)))
    for edit in edits:
        getattr(draft, edit)()
    new = draft.made()
    telling, plan = update(old, told_to, new)
    assert (plan.changed, plan.gone, plan.playing) == ((), (), None)
    assert told_texts(telling) == told_texts(new)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**6), share=st.floats(0, 1))
def test_another_book_under_the_same_name_takes_nothing_away(seed: int, share: float) -> None:
    old, new = Draft(random.Random(seed), 3), Draft(random.Random(seed + 1), 3)
    new.count = 10**6
    new.chapters = [(f"z{i}", "Z", new.paragraphs()) for i in range(3)]
    before = told_texts(old.made())
    told_to = round(share * len(before))
    telling, plan = update(old.made(), told_to, new.made())
    assert told_texts(telling) == before[:told_to] + told_texts(new.made())
    assert not plan.changed


def tale(*chapters: tuple[str, Paragraphs]) -> list[Chapter]:
    return [chapter_of_lines(key, key.upper(), paragraphs) for key, paragraphs in chapters]


ONE: Paragraphs = [
    ["The lamp went out at nine.", "Nobody minded."],
    ["Edith took the oars.", "She rowed all night."],
]
TWO: Paragraphs = [
    ["In the morning there was a bridge."],
    ["A man stood on it with a letter.", "He would not speak."],
]
THREE: Paragraphs = [
    ["The letter was for the keeper of the mill.", "He had been dead a year."],
    ["They read it anyway."],
]


def test_a_deleted_chapter_that_was_told_is_kept_and_one_that_was_not_goes() -> None:
    old = tale(("a", ONE), ("b", TWO), ("c", THREE))
    telling, plan = update(old, 5, tale(("a", ONE)))
    assert [chapter.key for chapter in telling] == ["a", "b"]
    assert told_texts(telling) == told_texts(old)[:5]
    assert (plan.gone, plan.changed) == ((1,), ())


def test_a_chapter_that_grows_at_its_end_goes_on_where_it_ended() -> None:
    old = tale(("a", ONE), ("b", TWO))
    grown = tale(("a", ONE), ("b", [*TWO, ["Then he wept."]]))
    telling, plan = update(old, 7, grown)
    assert told_texts(telling)[7:] == ["Then he wept."]
    assert plan.changed == ()


def test_the_same_chapter_growing_in_its_last_paragraph_stays_one_paragraph() -> None:
    old = tale(("a", ONE))
    grown = tale(("a", [ONE[0], [*ONE[1], "Her hands bled."]]))
    telling, _ = update(old, 4, grown)
    assert telling[0].blocks == grown[0].blocks
    assert telling[0].sentences == grown[0].sentences


def test_an_edit_of_what_was_heard_is_reported_and_not_told() -> None:
    edited = [ONE[0], ["Edith took both oars.", "She rowed all night."]]
    telling, plan = update(tale(("a", ONE), ("b", TWO)), 5, tale(("a", edited), ("b", TWO)))
    assert told_texts(telling) == told_texts(tale(("a", ONE), ("b", TWO)))
    assert plan.changed == (0,)


def test_an_edit_ahead_in_the_chapter_in_play_is_told_anew() -> None:
    edited = [ONE[0], ["Edith took both oars.", "She rowed all day."]]
    telling, plan = update(tale(("a", ONE)), 2, tale(("a", edited)))
    assert told_texts(telling) == ["The lamp went out at nine.", "Nobody minded.", *edited[1]]
    assert plan.changed == ()


def test_a_split_is_not_told_again() -> None:
    old = tale(("a", ONE + TWO), ("c", THREE))
    telling, plan = update(old, 7, tale(("a", ONE), ("b", TWO), ("c", THREE)))
    assert told_texts(telling) == told_texts(old)
    telling, plan = update(old, 9, tale(("a", ONE), ("b", TWO), ("c", THREE)))
    assert told_texts(telling) == told_texts(old)
    assert plan.gone == ()


def test_a_merge_goes_on_behind_what_was_heard() -> None:
    old = tale(("a", ONE), ("b", TWO), ("c", THREE))
    telling, _ = update(old, 4, tale(("a", ONE + TWO), ("c", THREE)))
    assert told_texts(telling) == told_texts(old)
    telling, plan = update(old, 8, tale(("a", ONE + TWO), ("c", THREE)))
    assert told_texts(telling) == told_texts(old)
    assert plan.gone == ()


def test_a_rewritten_chapter_heard_whole_is_not_told_again() -> None:
    other: Paragraphs = [
        ["All of this is new.", "Not a word of it was here.", "Wind and more wind.", "Rain.", "Snow too."]
    ]
    telling, plan = update(tale(("a", ONE), ("b", TWO)), 4, tale(("a", other), ("b", TWO)))
    assert told_texts(telling) == told_texts(tale(("a", ONE), ("b", TWO)))
    assert plan.changed == (0,)


@pytest.mark.parametrize(
    ("old", "told", "new", "wanted"),
    [
        (["a b c", "d e f", "g h i"], 2, ["a b c", "d e f", "g h i"], 2),
        (["a b c", "d e f", "g h i"], 2, ["new one", "a b c", "d e f", "g h i"], 3),
        (["a b c", "d e f", "g h i"], 2, ["a b c", "g h i"], 1),
        (["a b c", "the old man said so", "g h i"], 2, ["a b c", "the old man did say so", "g h i"], 2),
        (["yes", "yes", "a b c", "yes", "yes"], 4, ["yes", "yes", "yes", "a b c", "yes", "yes"], 5),
        (["a b c", "d e f"], 2, ["u v w", "x y z"], None),
        (["a b c"], 0, ["x"], 0),
    ],
)
def test_an_anchor(old: list[str], told: int, new: list[str], wanted: int | None) -> None:
    assert anchor(old, told, new) == wanted


def test_a_splice_inside_a_paragraph_keeps_the_emphasis_in_its_place() -> None:
    from dataclasses import replace

    old = tale(("a", [["One two.", "Three four.", "Five."]]))[0]
    new = tale(("a", [["One two.", "Three four.", "Six seven."]]))[0]
    start = new.blocks[0].text.index("seven")
    new = replace(new, blocks=(replace(new.blocks[0], emphasis=((start, start + 5),)),))
    sewn = splice(old, 2, new, 2)
    assert sewn.blocks[0].text == "One two. Three four. Six seven."
    ((a, b),) = sewn.blocks[0].emphasis
    assert sewn.blocks[0].text[a:b] == "seven"
    assert [sewn.text(extent) for extent in sewn.sentences] == ["One two.", "Three four.", "Six seven."]
