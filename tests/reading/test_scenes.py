from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.reading_of import chapter_of
from tests.reading.row_of import pages
from wellanyway.facts import Fact
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.quotations import Quotations
from wellanyway.reading.scenes import Scenes
from wellanyway.reading.tokens import Tokens
from wellanyway.story import Chapter
from wellanyway.testing.stories import story

_KNOWN = {
    "Tom": (1, "PER"), "Nell": (2, "PER"), "He": (1, "PER"), "he": (1, "PER"), "They": (3, "PER"), "Silas": (4, "PER"),
    "the old mill": (10, "FAC"), "the Crooked Inn": (11, "FAC"), "the churchyard": (12, "FAC"), "London": (13, "GPE"),
    "the window": (14, "FAC"), "the kitchen of the Crooked Inn": (15, "FAC"),
}  # fmt: skip


class Named:
    """Finds what the tests name: the mentions a tagger would find, with whom they mean."""

    name = slot = "mentions"
    version = "1"
    needs = ("tokens", "speeches")
    adds = ("mentions",)

    def start(self) -> None:
        return None

    def read(self, page: Page, state: None) -> None:
        for words, (who, kind) in _KNOWN.items():
            at = page.text.find(words)
            while at >= 0:
                inside = [i for i, speech in enumerate(page.speeches) if speech.start <= at < speech.end]
                speech = inside[-1] if inside else -1
                page.mentions.append(Mention(at, at + len(words), 0, 1, kind, "proper", 0, speech, who))
                at = page.text.find(words, at + 1)
        page.mentions.sort(key=lambda one: (one.start, -one.end))
        return state

    def dump(self, state: None) -> None:
        return state

    def load(self, value: None) -> None:
        return value


ROW = (Tokens(), Quotations(), Named(), Scenes())


def facts(*chapters: Chapter) -> list[Fact]:
    return [fact for page in pages(ROW, chapters) for fact in page.facts]


def scenes(*paragraphs: str) -> list[tuple[int, str]]:
    """Block and reason of every scene."""
    found = [fact for fact in facts(chapter_of(*paragraphs)) if fact.kind == "scene"]
    return [(fact.block, str(fact.value["reason"])) for fact in found]


def settings_of(*paragraphs: str) -> list[object]:
    """What is said of when and where, in order."""
    found = [fact for fact in facts(chapter_of(*paragraphs)) if fact.kind == "setting"]
    return [next(iter(fact.value.values())) for fact in found]


IDLE = ("Tom split wood. The heap grew, and the light went.", "Nobody came by. The dog slept.")


def test_chapters_and_breaks_begin_scenes() -> None:
    chapters = (chapter_of("It rained.", "", "It stopped."), chapter_of("It snowed."))
    assert [(f.sentence, f.value["reason"]) for f in facts(*chapters) if f.kind == "scene"] == [
        (0, "chapter"),
        (1, "break"),
        (2, "chapter"),
    ]


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("The next morning Tom went down to the yard.", "The next morning"),
        ("Three days later there was a letter.", "Three days later"),
        ("That evening nobody spoke of it.", "That evening"),
        ("But on the following Sunday he was gone.", "on the following Sunday"),
        ("Weeks went by, and the river froze.", "Weeks went by"),
        ("When morning came, the bed was empty.", "When morning came"),
        ("A year had passed before Nell wrote.", "A year had passed"),
    ],
)
def test_time_that_has_passed_begins_a_scene(opening: str, words: str) -> None:
    assert scenes(*IDLE, opening) == [(0, "chapter"), (2, "time")]
    assert settings_of(*IDLE, opening) == [words]


@pytest.mark.parametrize(
    "opening",
    [
        "Then Tom put down the axe.",
        "Now the dog woke.",
        "“The next morning I was gone,” said Nell.",
        "Tom thought of the next morning, and of the morning after it.",
        "That evening was the coldest anybody remembered.",
        "Day after day he split wood.",
        "A moment later the door opened.",
        "Soon it was dark.",
    ],
)
def test_what_goes_on_with_a_scene(opening: str) -> None:
    assert scenes(*IDLE, opening) == [(0, "chapter")]


def test_time_told_in_a_scenes_first_words_begins_no_second_one() -> None:
    found = facts(chapter_of("The next morning it rained.", "Tom split wood."))
    assert [(f.kind, *f.value.values()) for f in found] == [
        ("scene", "chapter"),
        ("setting", "The next morning"),
    ]


def test_when_a_scene_is_stands_in_its_first_lines() -> None:
    assert settings_of("Nell came to the gate on a cold evening in March.") == ["on a cold evening in March"]
    assert settings_of(*IDLE, *IDLE, "Nell came to the gate in the evening.") == []


def test_coming_to_another_place_begins_a_scene() -> None:
    paragraphs = (
        "They reached the old mill. The door hung by a hinge.",
        *IDLE,
        "Tom walked back to the Crooked Inn. Nobody was up.",
    )
    assert scenes(*paragraphs) == [(0, "chapter"), (3, "place")]
    assert settings_of(*paragraphs) == [10, 11]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Tom wanted to go to the Crooked Inn.",
        "Tom had never walked to the Crooked Inn.",
        "“I walked to the Crooked Inn,” said Tom.",
        "Nell said that he went to the Crooked Inn.",
        "Tom went to the window.",
        "Tom would have gone into the Crooked Inn.",
        "He generally went to the Crooked Inn.",
    ],
)
def test_places_nobody_is_told_to_be_at(paragraph: str) -> None:
    paragraphs = ("They reached the old mill.", *IDLE, paragraph)
    assert settings_of(*paragraphs) == [10]
    assert scenes(*paragraphs) == [(0, "chapter")]


def test_the_same_place_is_no_new_scene() -> None:
    assert scenes("They reached the old mill.", *IDLE, "Tom went into the old mill.") == [(0, "chapter")]


def test_a_place_in_the_middle_of_a_paragraph_is_where_the_scene_is_now() -> None:
    paragraphs = ("They reached the old mill.", *IDLE, "The rain stopped. Tom walked to the churchyard.")
    assert settings_of(*paragraphs) == [10, 12]
    assert scenes(*paragraphs) == [(0, "chapter")]


def test_the_longest_mention_of_a_place_is_where() -> None:
    assert settings_of("Nell sat in the kitchen of the Crooked Inn.") == [15]


def test_meanwhile_others() -> None:
    paragraphs = (*IDLE, "Meanwhile Silas counted his money.")
    assert scenes(*paragraphs) == [(0, "chapter"), (2, "cast")]
    assert scenes(*IDLE, "Meanwhile Tom counted his money.") == [(0, "chapter")]


def test_a_tale_in_quotation_marks_has_times_too() -> None:
    paragraphs = (
        "“I lived by the sea, and I had a boat, and nobody came.",
        "“There was a storm that autumn, and the boat was lost.",
        "“The next morning I walked along the shore, and there it lay.",
        "“I mended it,” said the stranger.",
    )
    assert scenes(*paragraphs) == [(0, "chapter"), (2, "time")]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 60))
def test_scenes_of_a_prefix_are_those_of_the_whole(seed: int, told_to: int) -> None:
    chapters: Sequence[Chapter] = (
        chapter_of(*IDLE, "The next morning Tom went to the old mill."),
        *story(seed),
    )
    told = [fact for page in pages(ROW, chapters, told_to) for fact in page.facts]
    assert all(fact.known_at <= told_to for fact in told)
    if told_to in {page.window.known_at for page in pages(ROW, chapters)}:
        assert told == [fact for fact in facts(*chapters) if fact.known_at <= told_to]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_written_state_goes_on_as_the_same(seed: int) -> None:
    chapters = (chapter_of("They reached the old mill.", *IDLE, "Three days later it rained."), *story(seed))
    resumed = [fact for page in pages(ROW, chapters, resumes=True) for fact in page.facts]
    assert resumed == facts(*chapters)
