"""Fan fiction saved as text by people and by programs: headers, notes, breaks, line-a-paragraph files."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellanyway.importers import open_book
from wellanyway.story import BlockKind, Chapter, ParatextKind

A = "It was raining on the hill when the two of them came down to the mill, and neither would ever say why they had come."
B = "The miller looked at them for a long time. He had seen people run before, and he knew what it looked like when they stopped."
C = "By morning the road was gone and the water stood in the yard as high as the step of the door, brown and quite still."

SAVED = f"""The Mill on the Weir
by rainwoman99

Rating: Teen
Pairing: Ann/Tom
Summary: Two people come down a hill. It rains.
Words: 12,345
Story URL: https://example.com/s/123

Disclaimer: I don't own them.



Chapter 1: Rain



{A}

~*~

"Nobody," said Ann. (A/N: she means it!) "Go away."

{C}

TBC...

A/N: Thanks for reading!

Reviews are love. I will try to post every week.

See you next time.



Chapter 2: Water



{C}

oOo

{A}

The End.
"""

EXPORTED = f"""The Mill
By: rainwoman

Status: published: 01-02-2020, updated: 02-03-2021
Words: 1000
Chapters: 2
Original source: https://example.com/1/

Exported by a program

A story of two people and the rain.


1. Chapter 1

{A}

XXX

{B}

---

{C}

2. Chapter 2: Name

{C}

-x-

{A}
"""

COPIED = f"""Title: The Mill
Author: Rain Woman
Rating: PG-13
Summary: It rains, and it goes on
raining for a week.
Disclaimer: I own nothing. Please don't sue.

Author's Note: This is my first story, so be kind.
It was written in one night.

Chapter 2

{A}

(A/N: I made the mill up.)

{B}

Chapter 3

{B}

[Author's note: hello again]

{A}

A/N 2: One more thing.

To be continued...
"""

PASTED = f"""Chapter One
{A}
"Who is it?"
"Nobody."
***
{B}
Chapter Two
"WHO IS IT?!"
STOP THAT AT ONCE
part of it was true.
{A}
"""

STARRED = f"""*The Mill*

*A/N: not mine. enjoy!*

**Chapter 1**

{A} He *really* meant it, and **never** said so.

*Why did I come?* she thought.

*

{B}

**Author's Note:** Sorry it is short!

**Chapter 2**

{C}

****

{A}
"""

SHOUTED = f"""THE MILL

A story in two parts by RainWoman

PART ONE

{A}

* * * * *

LATER THAT DAY

{B}

"GET OUT!" he shouted.

GET OUT NOW!

{C}

PART TWO

{A}
"""


def read(tmp_path: Path, text: str) -> tuple[str, str, list[Chapter]]:
    path = tmp_path / "fic.txt"
    path.write_text(text, encoding="utf-8")
    book = open_book(path)
    return book.title, book.author, list(book.chapters())


def shape(chapter: Chapter) -> list[str]:
    return ["* * *" if block.kind is BlockKind.SCENE_BREAK else block.text for block in chapter.blocks]


def notes(chapter: Chapter) -> list[tuple[ParatextKind, bool]]:
    return [(note.kind, note.is_after) for note in chapter.paratext]


def test_a_saved_story_with_a_header_and_notes_of_many_paragraphs(tmp_path: Path) -> None:
    title, author, (one, two) = read(tmp_path, SAVED)
    assert (title, author) == ("The Mill on the Weir", "rainwoman99")
    assert (one.title, two.title) == ("Chapter 1: Rain", "Chapter 2: Water")
    assert shape(one) == [A, "* * *", '"Nobody," said Ann. "Go away."', C]
    assert shape(two) == [C, "* * *", A, "The End."]
    assert (
        notes(one)
        == [
            (ParatextKind.TAGS, False),
            (ParatextKind.SUMMARY, False),
            (ParatextKind.TAGS, False),
            (ParatextKind.DISCLAIMER, False),
        ]
        + [(ParatextKind.NOTE, True)] * 3
    )


def test_an_exported_story_with_a_summary_under_its_header(tmp_path: Path) -> None:
    title, author, (one, two) = read(tmp_path, EXPORTED)
    assert (title, author) == ("The Mill", "rainwoman")
    assert (one.title, two.title) == ("Chapter 1", "Chapter 2: Name")
    assert notes(one) == [(ParatextKind.TAGS, False), (ParatextKind.SUMMARY, False)]
    assert shape(one) == [A, "* * *", B, "* * *", C]
    assert shape(two) == [C, "* * *", A]


def test_a_copied_story_with_notes_in_the_middle(tmp_path: Path) -> None:
    title, author, (two, three) = read(tmp_path, COPIED)
    assert (title, author) == ("The Mill", "Rain Woman")
    assert (two.title, three.title) == ("Chapter 2", "Chapter 3")
    assert (shape(two), shape(three)) == ([A, B], [B, A])
    assert notes(two) == [
        (ParatextKind.TAGS, False),
        (ParatextKind.SUMMARY, False),
        (ParatextKind.DISCLAIMER, False),
        (ParatextKind.NOTE, False),
        (ParatextKind.NOTE, True),
    ]
    assert [note.text for note in three.paratext][-1].endswith("To be continued...")


def test_chapters_of_a_file_without_blank_lines(tmp_path: Path) -> None:
    _, _, (one, two) = read(tmp_path, PASTED)
    assert (one.title, two.title) == ("Chapter One", "Chapter Two")
    assert shape(one) == [A, '"Who is it?"', '"Nobody."', "* * *", B]
    assert " ".join(shape(two)).endswith(f"STOP THAT AT ONCE part of it was true. {A}")


def test_starred_emphasis_and_headings(tmp_path: Path) -> None:
    _, _, (one, two) = read(tmp_path, STARRED)
    assert (one.title, two.title) == ("Chapter 1", "Chapter 2")
    assert shape(one) == [
        f"{A} He really meant it, and never said so.",
        "Why did I come? she thought.",
        "* * *",
        B,
    ]
    assert [one.blocks[0].text[a:b] for a, b in one.blocks[0].emphasis] == ["really", "never"]
    assert shape(two) == [C, "* * *", A]


def test_a_title_page_in_capitals_and_shouting(tmp_path: Path) -> None:
    _, _, found = read(tmp_path, SHOUTED)
    assert [chapter.title for chapter in found] == ["PART ONE", "PART TWO"]
    assert [block.text for block in found[0].blocks if block.kind is BlockKind.HEADING] == ["LATER THAT DAY"]
    assert "GET OUT NOW!" in shape(found[0])


def test_to_be_continued_inside_a_chapter_is_told(tmp_path: Path) -> None:
    _, _, (only,) = read(tmp_path, f"Chapter 1\n\n{A}\n\nTo be continued.\n\n{B}\n")
    assert shape(only) == [A, "To be continued.", B]


@pytest.mark.parametrize("told", [A, f"“Let me know,” she said, and went. {A}"])
def test_story_goes_on_behind_a_note(tmp_path: Path, told: str) -> None:
    _, _, (only,) = read(tmp_path, f"Chapter 1\n\n{A}\n\nA/N: hello!\n\n{told}\n\n{B}\n")
    assert shape(only) == [A, told, B]


@pytest.mark.parametrize("text", [SAVED, EXPORTED, COPIED, PASTED, STARRED, SHOUTED])
def test_another_end_changes_nothing_more_than_two_chunks_before_it(tmp_path: Path, text: str) -> None:
    whole = [(c.key, c.title, b) for c in read(tmp_path, text)[2] for b in c.blocks]
    gaps = [at for at in range(len(text)) if text.startswith("\n\n", at) and text[at - 1] != "\n"]
    for before, cut in zip(gaps, gaps[3:], strict=False):
        other = f"{text[:cut]}\n\n\nCHAPTER XL\n\n* * *\n\n[1] Note.\n\nA/N: else\n\n{B}\n"
        told = [(c.key, c.title, b) for c in read(tmp_path, other)[2] for b in c.blocks]
        sure = sum(int(str(b.fragment).rsplit(",", maxsplit=1)[-1]) <= before for _, _, b in whole)
        assert told[:sure] == whole[:sure]


def test_a_heading_inside_a_chapter_says_where_it_stands(tmp_path: Path) -> None:
    _, _, (one, _) = read(tmp_path, SHOUTED)
    (heading,) = (block for block in one.blocks if block.kind is BlockKind.HEADING)
    at = SHOUTED.index("LATER")
    assert heading.fragment == f"char={at},{at + len('LATER THAT DAY')}"
