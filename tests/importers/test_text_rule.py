"""The text importer and the one rule: nothing ahead changes what was read, and nothing of the story is lost."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellanyway.importers import open_book
from wellanyway.importers.text_notes import AHEAD
from wellanyway.story import BlockKind, Chapter, ParatextKind

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NUMBERS = count(1)  # every word of a generated text is its own, so that loss and doubling show

PIECES = (
    "prose", "prose", "prose", "talk", "verse", "letter", "break", "heading", "numeral", "caps", "note", "inline", "summary",
)  # fmt: skip


def words(how_many: int) -> str:
    return " ".join(f"w{next(NUMBERS)}q" for _ in range(how_many))


def piece(kind: str, number: int) -> str:
    """A paragraph of a made-up text."""
    if kind == "talk":
        return f"“{words(4)},” {words(3)}."
    if kind == "verse":
        return "\n".join(f"    The {words(3)}," for _ in range(4))
    if kind == "letter":
        return f"    Dear Tom,\n\n    {words(9)}\n    {words(5)}.\n\n    Yours,\n    Ann"
    fixed = {
        "break": "* * *",
        "heading": f"\n\nCHAPTER {number}",
        "numeral": "II",
        "caps": "AT THE MILL",
        "note": f"A/N: {words(5)}, thank you all for the reviews.",
        "inline": f"(A/N: {words(3)})",
        "summary": f"Summary: {words(4)}.",
    }
    return fixed.get(kind) or f"It {words(12)}\n{words(11)}\nand {words(6)}."


def text_of(kinds: list[str]) -> list[str]:
    return [piece(kind, number) for number, kind in enumerate(kinds, 2)]


KINDS = st.lists(st.sampled_from(PIECES), max_size=14)
TOLD = st.lists(st.sampled_from(PIECES), min_size=AHEAD + 2, max_size=AHEAD + 12)


def read(tmp_path: Path, text: str) -> list[Chapter]:
    path = tmp_path / "a_story.txt"
    path.write_text(text, encoding="utf-8")
    return list(open_book(path).chapters())


def seen(chapters: list[Chapter], limit: int) -> list[tuple[str, str, BlockKind, str, object]]:
    """All blocks that end before character `limit`, with the chapter they stand in."""
    return [
        (chapter.key, chapter.title, block.kind, block.text, block.emphasis)
        for chapter in chapters
        for block in chapter.blocks
        if block.fragment and int(block.fragment.split(",")[1]) <= limit
    ]


@QUICK
@given(told=TOLD, one=KINDS, other=KINDS)
def test_the_future_changes_no_block(
    tmp_path: Path, told: list[str], one: list[str], other: list[str]
) -> None:
    head = ["CHAPTER 1", piece("prose", 0), *text_of(told)]
    limit = len("\n\n".join(head[: len(head) - AHEAD - 1]))
    found = [
        seen(read(tmp_path, "\n\n".join([*head, *text_of(tail)]) + "\n"), limit) for tail in (one, other, [])
    ]
    assert found[0] == found[1] == found[2]


@QUICK
@given(kinds=KINDS)
def test_every_word_lands_once(tmp_path: Path, kinds: list[str]) -> None:
    text = "\n\n".join(["CHAPTER 1", piece("prose", 0), *text_of(kinds)]) + "\n"
    chapters = read(tmp_path, text)
    parts = [
        part
        for chapter in chapters
        for part in (chapter.title, *(b.text for b in chapter.blocks), *(n.text for n in chapter.paratext))
    ]
    assert Counter(re.findall(r"w\d+q", " ".join(parts))) == Counter(re.findall(r"w\d+q", text))


@QUICK
@given(kinds=KINDS, start=st.integers(min_value=0, max_value=6))
def test_a_later_start_gives_the_same_chapters(tmp_path: Path, kinds: list[str], start: int) -> None:
    path = tmp_path / "a_story.txt"
    path.write_text("\n\n".join(["CHAPTER 1", piece("prose", 0), *text_of(kinds)]))
    book = open_book(path)
    every = list(book.chapters())
    assert list(book.chapters(start=start)) == every[start:]
    assert len({chapter.key for chapter in every}) == len(every)


@pytest.mark.parametrize("end", ["", "A/N: please review!\n", "(A/N: that was fun.)\n", "TBC\n"])
def test_a_serial_that_grows_keeps_its_chapters(tmp_path: Path, end: str) -> None:
    parts = [
        f"Chapter {n}: Part {n}\n\n{piece('prose', n)}\n\n{piece('talk', n)}\n\n{end}" for n in range(1, 5)
    ]
    grown = read(tmp_path, "\n\n\n".join(parts))
    for n in range(1, 4):
        assert read(tmp_path, "\n\n\n".join(parts[:n])) == grown[:n]


def test_a_fresh_chapter_is_read_from_no_more_than_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    body = "\n\n".join(piece("prose", n) for n in range(40))
    path.write_text("\n\n".join(f"CHAPTER {n}\n\n{body}" for n in range(1, 200)))
    first = next(open_book(path).chapters())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 50])
    assert next(open_book(path).chapters()) == first


FIC = """The Long Way Home
By: starling

Summary: Two boys, one bicycle.
Rated: T - Chapters: 2 - Reviews: 50
Disclaimer: I own nothing but the bicycle.

AN: Thanks for reading!! This is my first fic.

I hope you like it. Reviews make me happy!

~*~*~

Chapter One

The rain had been coming down since Tuesday, and nobody in the house had said a word.

"You're late," said Tom. *Very late*, he thought. (A/N: he is.)

oOo

By evening the rain had stopped, and the two of them sat on the step with the lamp between them.

~*~*~

A/N: So that was chapter one! What do you think?

I'm going to update next week if I get five reviews.

xoxo
Starling

Chapter Two: Wheels

A/N: Sorry for the wait, guys!

Thanks to bluebird for the review.

* * *

The bicycle was gone. Tom stood in the yard and looked at the place where it had been.
"""


def test_the_notes_of_fan_fiction_in_all_their_places(tmp_path: Path) -> None:
    path = tmp_path / "fic.txt"
    path.write_text(FIC)
    book = open_book(path)
    one, two = book.chapters()
    assert (book.title, book.author) == ("The Long Way Home", "starling")
    assert [(note.kind, note.is_after) for note in one.paratext] == [
        (ParatextKind.SUMMARY, False),
        (ParatextKind.TAGS, False),
        (ParatextKind.DISCLAIMER, False),
        (ParatextKind.NOTE, False),
        (ParatextKind.NOTE, True),
        (ParatextKind.NOTE, True),
    ]
    assert one.paratext[3].text.endswith("Reviews make me happy!")
    assert "five reviews" in one.paratext[5].text
    assert [block.text[a:b] for block in one.blocks for a, b in block.emphasis] in ([], ["Very late"])
    assert [note.is_after for note in two.paratext] == [False]
    assert two.paratext[0].text.endswith("bluebird for the review.")
    told = " ".join(block.text for chapter in (one, two) for block in chapter.blocks)
    assert not re.search(r"A/N|review|Starling|xoxo|Rated|\*", told)
    assert one.blocks[-1].text.startswith("By evening")
    assert two.blocks[0].text.startswith("The bicycle")


def test_verse_letters_and_quotations_set_in(tmp_path: Path) -> None:
    text = (
        "CHAPTER I\n\n" + piece("prose", 0) + "\n\n"
        "    Patience hangs and Patience waits,\n    Patience never calls you late;\n"
        "    When she speaks then up you pay:\n    Hold your tongue till quarter-day.\n\n"
        + piece("prose", 0)
        + "\n\n    Miss Trussell,\n\n    You will know my hand. I ask only that you read to the end before you put\n"
        "    me on the fire.\n\n    One who was a coward.\n\n" + piece("prose", 0) + "\n\n"
        "      the notice said that whoever crossed the bridge after dark must carry a light and must not\n"
        "      be followed by more than one dog.\n\n" + piece("prose", 0) + "\n"
    )
    (only,) = read(tmp_path, text)
    assert [block.kind.value for block in only.blocks] == [
        "paragraph", "verse", "paragraph", "letter", "letter", "letter", "paragraph", "quote", "paragraph",
    ]  # fmt: skip
    assert only.blocks[1].text.count("\n") == 3


def test_footnotes_stand_beside_the_story(tmp_path: Path) -> None:
    text = (
        "CHAPTER I\n\nHe took the word for an affront,[*] and said so at some length to everybody there.\n\n"
        "[*] It is a term in logic.\n\nHe was not to be told.[1]\n\n[1] He never was.\n\nThen it rained on the two of them.\n"
    )
    (only,) = read(tmp_path, text)
    assert [note.kind for note in only.paratext] == [ParatextKind.FOOTNOTE] * 2
    assert [note.text for note in only.paratext] == ["It is a term in logic.", "He never was."]
    assert not re.search(r"[*\[]", " ".join(block.text for block in only.blocks))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "PROLOGUE\n\nI\n\n{p}\n\nII\n\n{p}\n\n\n\nI\n\nOLD FRIENDS\n\n{p}\n",
            ["PROLOGUE", "I. OLD FRIENDS"],
        ),
        (
            "VOLUME I\n\nBOOK I\n\nCHAPTER I\n\n{p}\n\nVOLUME II\n\nBOOK I\n\nCHAPTER I\n\n{p}\n",
            ["VOLUME I · BOOK I · CHAPTER I", "VOLUME II · BOOK I · CHAPTER I"],
        ),
        ("CHAPTER I IN WHICH IT RAINS\n\n{p}\n", ["CHAPTER I. IN WHICH IT RAINS"]),
        ("CHAPTER THE LAST\n\n{p}\n", ["CHAPTER THE LAST"]),
        (
            "CHAPTER I\n\n{p}\n\nBOOK I. (Folio), CHAPTER I. (Sperm Whale).--This whale was long known, and {p}\n",
            ["CHAPTER I"],
        ),
        ("1. Chapter 1\n\n{p}\n\n2. The Secret\n\n{p}\n", ["Chapter 1", "2. The Secret"]),
    ],
)
def test_headings_in_awkward_places(tmp_path: Path, text: str, titles: list[str]) -> None:
    found = read(tmp_path, text.replace("{p}", piece("prose", 0)))
    assert [chapter.title for chapter in found] == titles
    assert len({chapter.key for chapter in found}) == len(found)
