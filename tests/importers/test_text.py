"""Plain text as people have it: typewritten, wrapped, headed in many ways, wrapped in licences and notes."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellanyway.errors import DamagedFileError, HostileFileError, NotAStoryError, WellanywayError
from wellanyway.importers import open_book
from wellanyway.story import BlockKind, Chapter, ParatextKind

P1 = "It was raining on the hill when the two of them came down to the mill, and neither\nof them would say why.\n"
P2 = "The miller looked at them for a long time. He had seen people run before, and he\nknew what it looked like.\n"
P3 = "By morning the road was gone and the water stood in the yard as high as the step of\nthe door.\n"


def chapters(tmp_path: Path, text: str, name: str = "a_story.txt") -> list[Chapter]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return list(open_book(path).chapters())


def words(chapter: Chapter) -> str:
    return " ".join(block.text for block in chapter.blocks)


@pytest.mark.parametrize(
    ("first", "second", "titles"),
    [
        ("CHAPTER I.", "CHAPTER II.", ["CHAPTER I.", "CHAPTER II."]),
        ("CHAPTER XI. The Mill", "CHAPTER XII. The Road", ["CHAPTER XI. The Mill", "CHAPTER XII. The Road"]),
        ("Chapter 1\nThe Mill", "Chapter 2\nThe Road", ["Chapter 1. The Mill", "Chapter 2. The Road"]),
        ("Chapter 1\n\nThe Mill", "Chapter 2\n\nThe Road", ["Chapter 1. The Mill", "Chapter 2. The Road"]),
        ("CHAPTER THE FIRST", "CHAPTER THE SECOND", ["CHAPTER THE FIRST", "CHAPTER THE SECOND"]),
        (
            "Chapter One: The Mill",
            "Chapter Two: The Road",
            ["Chapter One: The Mill", "Chapter Two: The Road"],
        ),
        ("I", "II", ["I", "II"]),
        ("I. THE MILL", "II. THE ROAD", ["I. THE MILL", "II. THE ROAD"]),
        ("1", "2", ["1", "2"]),
        ("STAVE ONE", "STAVE TWO", ["STAVE ONE", "STAVE TWO"]),
        ("Letter 1", "Letter 2", ["Letter 1", "Letter 2"]),
        ("PROLOGUE", "CHAPTER I", ["PROLOGUE", "CHAPTER I"]),
        ("BOOK THE FIRST\n\n\nCHAPTER I", "CHAPTER II", ["BOOK THE FIRST · CHAPTER I", "CHAPTER II"]),
        ("PART ONE--The Mill\n\n\n1\n\nRain", "2\n\nRoad", ["PART ONE—The Mill · 1. Rain", "2. Road"]),
    ],
)
def test_headings_of_many_kinds(tmp_path: Path, first: str, second: str, titles: list[str]) -> None:
    found = chapters(tmp_path, f"{first}\n\n\n{P1}\n{P2}\n\n\n{second}\n\n\n{P3}")
    assert [chapter.title for chapter in found] == titles
    assert words(found[0]).startswith("It was raining")
    assert words(found[1]).startswith("By morning")
    assert len({chapter.key for chapter in found}) == 2


def test_a_book_heading_begins_the_numbers_again(tmp_path: Path) -> None:
    text = "".join(
        f"BOOK {book}\n\n\nCHAPTER I\n\n{P1}\n\nCHAPTER II\n\n{P2}\n\n\n" for book in ("ONE", "TWO")
    )
    found = chapters(tmp_path, text)
    assert [chapter.key for chapter in found] == [
        "book-1/chapter-1",
        "book-1/chapter-2",
        "book-2/chapter-1",
        "book-2/chapter-2",
    ]


def test_the_pronoun_and_the_date_are_no_headings(tmp_path: Path) -> None:
    found = chapters(tmp_path, f"CHAPTER I\n\n{P1}\nI\n\n{P2}\n1815\n\n{P3}\n\nCHAPTER II\n\n{P1}")
    assert [chapter.title for chapter in found] == ["CHAPTER I", "CHAPTER II"]


def test_contents_and_title_page_are_not_told(tmp_path: Path) -> None:
    text = (
        "THE MILL\n\nby Ann Other\n\n\nCONTENTS\n\nI. Rain\nII. Water\n\n\nI. Rain\n\n"
        f"{P1}\n{P2}\n\nII. Water\n\n{P3}"
    )
    path = tmp_path / "x.txt"
    path.write_text(text)
    book = open_book(path)
    found = list(book.chapters())
    assert (book.title, book.author) == ("THE MILL", "Ann Other")
    assert [chapter.title for chapter in found] == ["I. Rain", "II. Water"]
    assert "CONTENTS" not in words(found[0])


def test_titled_stories_are_known_from_the_contents(tmp_path: Path) -> None:
    text = f"Contents\n\n  The Mill\n  The Long Road\n\n\n\nThe Mill\n\n{P1}\n{P2}\n\n\nThe Long Road\n\n{P3}"
    assert [chapter.title for chapter in chapters(tmp_path, text)] == ["The Mill", "The Long Road"]


def test_gutenberg_wrapping_is_not_told(tmp_path: Path) -> None:
    text = (
        "The Project Gutenberg EBook of The Mill, by Ann Other\n\nThis eBook is for anyone.\n\nTitle: The Mill\n"
        "       on the Hill\n\nAuthor: Ann Other\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE MILL ***\n\n"
        f"Produced by Somebody and\nthe team\n\n\nCHAPTER I\n\n{P1}\n\n"
        "End of the Project Gutenberg EBook of The Mill\n\nYou must pay the licence fee.\n"
    )
    path = tmp_path / "pg.txt"
    path.write_text(text)
    book = open_book(path)
    (only,) = book.chapters()
    assert (book.title, book.author) == ("The Mill on the Hill", "Ann Other")
    assert words(only) == " ".join(P1.split())


def test_fan_fiction_notes_are_kept_apart(tmp_path: Path) -> None:
    text = (
        "Disclaimer: None of this is mine.\n\nA/N: Hello,\neverybody.\n\nThe Mill\nby rainwoman\n\nChapter 1: Rain\n\n"
        f"{P1}\n{P2}\nA/N: Please review!\n\n\n\nDisclaimer: Still not mine.\n\nThe Mill\nby rainwoman\n\nChapter 2: Road\n\n{P3}"
    )
    path = tmp_path / "fic.txt"
    path.write_text(text)
    book = open_book(path)
    one, two = book.chapters()
    assert (book.title, book.author) == ("The Mill", "rainwoman")
    assert [(note.kind, note.is_after) for note in one.paratext] == [
        (ParatextKind.DISCLAIMER, False),
        (ParatextKind.NOTE, False),
        (ParatextKind.NOTE, True),
    ]
    assert [(note.kind, note.is_after) for note in two.paratext] == [(ParatextKind.DISCLAIMER, False)]
    told = words(one) + words(two)
    assert not any(word in told for word in ("Disclaimer", "A/N", "rainwoman", "review"))


def test_wrapping_dashes_emphasis_and_hyphens(tmp_path: Path) -> None:
    (only,) = chapters(
        tmp_path,
        "He had a well-\nknown face--or so he _said_ himself--and when the rain came\nhe turned it up--\n"
        "all of it--to the sky, without a word to anybody there.\n",
    )
    (block,) = only.blocks
    assert block.text.startswith(
        "He had a well-known face—or so he said himself—and when the rain came he turned it"
    )
    assert "up—all of it—to" in block.text
    assert [block.text[a:b] for a, b in block.emphasis] == ["said"]


def test_blocks_are_known_for_what_they_are(tmp_path: Path) -> None:
    verse = "    The wheel goes round,\n    The water goes under,\n    And who has drowned\n    The mill must wonder."
    letter = "Dear Tom,\nCome at once.\nYours ever,\nJulia"
    (only,) = chapters(tmp_path, f"CHAPTER I\n\n{P1}\n{verse}\n\n{P2}\n* * *\n\n{letter}\n\n{P3}")
    kinds = [block.kind for block in only.blocks]
    assert kinds == [
        BlockKind.PARAGRAPH,
        BlockKind.VERSE,
        BlockKind.PARAGRAPH,
        BlockKind.SCENE_BREAK,
        BlockKind.LETTER,
        BlockKind.PARAGRAPH,
    ]
    assert only.blocks[1].text.count("\n") == 3


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("    Our deeds still travel with us from afar,\n    And what we have been makes us.", BlockKind.VERSE),
        ("O why have you treated me\nSo hard, so long, so very\nLong a while, and for no\nReason at all", BlockKind.VERSE),
        ("    O why have you treated me so monstrously, Tom! I do\n    not deserve it. I have thought of it, and I can\n"
         "    never forgive you. You know that.\n    I did not want to, and yet you have so wronged\n    me and mine.",
         BlockKind.QUOTE),
        ("In any case I shall remain,\nYours faithfully,\nEDWARD HILL.", BlockKind.LETTER),
    ],
)  # fmt: skip
def test_verse_letters_and_prose_by_their_look(tmp_path: Path, lines: str, kind: BlockKind) -> None:
    wide = "It was raining on the hill when the two of them came down to the mill again,\nand then it stopped and the two\nwent on."
    (only,) = chapters(tmp_path, f"CHAPTER I\n\n{wide}\n\n{wide}\n\n{lines}\n\n{P3}")
    kinds = {block.kind for block in only.blocks[2:-1]}
    assert kind in kinds
    assert BlockKind.VERSE not in kinds - {kind}


def test_footnotes_stand_beside_the_story_and_lose_their_marks(tmp_path: Path) -> None:
    text = (
        f"CHAPTER I\n\nHe drank the cider* and wept.[1]\n\n{P1}\n* It was pear.\n\n[1] He often did.\n\n{P2}"
    )
    (only,) = chapters(tmp_path, text)
    assert only.blocks[0].text == "He drank the cider and wept."
    assert len(only.blocks) == 3
    assert [(note.kind, note.text, note.is_after) for note in only.paratext] == [
        (ParatextKind.FOOTNOTE, "It was pear.", True),
        (ParatextKind.FOOTNOTE, "He often did.", True),
    ]


def test_starred_lines_without_a_mark_before_them_are_told(tmp_path: Path) -> None:
    (only,) = chapters(tmp_path, f"CHAPTER I\n\n{P1}\n* It was pear.\n\n{P2}")
    assert "It was pear." in words(only)


def test_numerals_behind_a_prologue_that_has_begun_are_chapters(tmp_path: Path) -> None:
    plain = chapters(tmp_path, f"PROLOGUE\n\n{P1}\n\n\nI\n\n{P2}\n\n\nII\n\n{P3}")
    assert [chapter.title for chapter in plain] == ["PROLOGUE", "I", "II"]
    parted = chapters(
        tmp_path,
        f"PROLOGUE\n\n\nI\n\n{P1}\n\n\nII\n\n{P2}\n\n\nI\n\nTHE MILL\n\n{P3}\n\n\nII\n\nTHE ROAD\n\n{P1}",
    )
    assert [chapter.title for chapter in parted] == ["PROLOGUE", "I. THE MILL", "II. THE ROAD"]


@pytest.mark.parametrize(
    ("before", "line"),
    [("Yours ever,", "SALLIE."), ("He wired at once:", "“COME HOME”"), ("She shouted at him.", "GO AWAY!"),
     ("And they were happy.", "THE END."), ("And so it went.", "XXX")],
)  # fmt: skip
def test_capitals_that_are_no_headings(tmp_path: Path, before: str, line: str) -> None:
    (only,) = chapters(tmp_path, f"CHAPTER I\n\n{P1}\n{before}\n\n{line}\n\n{P2}")
    assert BlockKind.HEADING not in {block.kind for block in only.blocks}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2\n\nI Go to Bristol", "2. I Go to Bristol"),
        ("LETTER III [Written some months after]", "LETTER III [Written some months after]"),
        (
            "BOOK I.\n\nCONTAINING AS MUCH OF THE BIRTH OF THE FOUNDLING AS IS NECESSARY OR PROPER TO ACQUAINT THE READER\n"
            "WITH IN THE BEGINNING.\n\nChapter i. Rain",
            "BOOK I. CONTAINING AS MUCH OF THE BIRTH OF THE FOUNDLING AS IS NECESSARY OR PROPER TO ACQUAINT THE READER "
            "WITH IN THE BEGINNING. · Chapter i. Rain",
        ),
        ("FIRST PERIOD\n\nTHE LOSS (1848)\n\n\nCHAPTER I", "FIRST PERIOD. THE LOSS (1848) · CHAPTER I"),
    ],
)
def test_titles_that_are_easily_missed(tmp_path: Path, head: str, title: str) -> None:
    before = f"1\n\nThe Papers\n\n{P3}\n\n\n\n" if head[0] == "2" else ""
    found = chapters(tmp_path, f"{before}{head}\n\n{P1}\n{P2}")
    assert found[-1].title == title
    assert words(found[-1]).startswith("It was raining")


def test_a_remark_on_a_book_within_a_book_opens_nothing(tmp_path: Path) -> None:
    remark = (
        "BOOK II. (Octavo), CHAPTER I. (Grampus).--Though this fish, whose loud breathing has\nfurnished a proverb to "
        "landsmen, is so well known a denizen of the deep, yet is he\nnot popularly classed among whales at all."
    )
    (only,) = chapters(tmp_path, f"CHAPTER I\n\n{P1}\n{remark}\n\n{P2}")
    assert len(only.blocks) == 3


def test_a_story_that_begins_with_a_letter_keeps_its_head(tmp_path: Path) -> None:
    (only,) = chapters(tmp_path, f"THE MILL\n\nSTONE GATE,\n\nDecember 27.\n\nDear Judy:\n\n{P1}\n{P2}")
    assert words(only).startswith("STONE GATE, December 27. Dear Judy: It was raining")


def test_emphasis_of_a_part_of_a_word_leaves_no_signs(tmp_path: Path) -> None:
    (only,) = chapters(
        tmp_path, f"CHAPTER I\n\nYou are a connoiss_ure_, and _aw_fully kind, snake_case_name.\n\n{P1}"
    )
    assert only.blocks[0].text == "You are a connoissure, and awfully kind, snake_case_name."


def test_a_line_a_paragraph(tmp_path: Path) -> None:
    long = "The road went on and on between the hedges and nobody came the other way for the whole of that afternoon, not one."
    (only,) = chapters(tmp_path, f"{long}\n“Stop,” she said.\n“Why?”\n{long}\n")
    assert [block.text for block in only.blocks] == [long, "“Stop,” she said.", "“Why?”", long]


def test_every_block_says_where_it_stands(tmp_path: Path) -> None:
    text = f"CHAPTER I\n\n{P1}\n{P2}"
    (only,) = chapters(tmp_path, text)
    for block in only.blocks:
        assert block.fragment is not None
        start, end = map(int, block.fragment.removeprefix("char=").split(","))
        assert " ".join(text[start:end].split()) == block.text


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotAStoryError),
        (b"   \n\n ", NotAStoryError),
        (b"%PDF-1.4 rest", NotAStoryError),
        (b"\xff\xd8\xff\xe0 jpeg", NotAStoryError),
        (bytes(range(256)) * 40, DamagedFileError),
    ],
)
def test_what_is_no_story_is_said_in_one_line(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        list(open_book(path).chapters())
    assert "\n" not in str(caught.value)


def test_missing_files_folders_and_giants(tmp_path: Path) -> None:
    with pytest.raises(NotAStoryError, match="there is no file"):
        open_book(tmp_path / "none.txt")
    with pytest.raises(NotAStoryError, match="is a folder"):
        open_book(tmp_path)
    giant = tmp_path / "giant.txt"
    with giant.open("wb") as file:
        file.write(b"words " * 100)
        file.truncate(300 * 1024 * 1024)
    with pytest.raises(HostileFileError, match="100 MB"):
        open_book(giant)


def test_encodings(tmp_path: Path) -> None:
    text = "“It’s café weather,” she said to nobody who was there to hear it.\n"
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        (only,) = open_book(path).chapters()
        assert only.blocks[0].text == text.strip(), encoding


def test_a_bad_byte_ahead_changes_nothing_before_it(tmp_path: Path) -> None:
    text = "“It’s café weather,” she said to nobody who was there to hear it.\n\n" * 3
    path = tmp_path / "mixed.txt"
    path.write_bytes(text.encode("utf-8") + b"Then na\xefve words came, all of them in another coding.\n")
    (only,) = open_book(path).chapters()
    assert only.blocks[0].text == text.split("\n", maxsplit=1)[0]
    assert "naïve" in only.blocks[3].text


def test_the_first_chapter_needs_only_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("".join(f"CHAPTER {n}\n\n{P1}\n{P2}\n\n" for n in range(1, 400)))
    coming = open_book(path).chapters()
    assert next(coming).title == "CHAPTER 1"
    assert [c.title for c in open_book(path).chapters(start=397)] == ["CHAPTER 398", "CHAPTER 399"]


PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            P1,
            P2,
            P3,
            "* * *\n",
            "“Go!”\n",
            "CHAPTER II\n",
            "II\n",
            "A/N: hello\n",
            "TBC\n",
            "Reviews are love.\n",
            "He drank it.[1]\n",
            "[1] It was pear.\n",
            "LATER\n",
            "Yours,\n",
            "    Our deeds\n    And what we were\n",
            "PROLOGUE\n",
            "I\n",
            "1. Chapter 3\n",
            "Dear Tom,\n",
        ]
    ),
    max_size=8,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=PARAGRAPHS, one=PARAGRAPHS, two=PARAGRAPHS)
def test_what_comes_later_changes_no_block_before_it(
    tmp_path: Path, before: list[str], one: list[str], two: list[str]
) -> None:
    head = f"CHAPTER I\n\n{P1}\n" + "\n".join([*before, P2, P3, P1])
    found = []
    for tail in (one, two):
        told = chapters(tmp_path, head + "\n" + "\n".join([P2, *tail]))
        found.append([(c.title, b) for c in told for b in c.blocks])
    shared = min(len(side) for side in found)
    kept = sum(
        1
        for side in [found[0]]
        for _, b in side[:shared]
        if b.fragment and int(b.fragment.split(",")[1] if "," in b.fragment else 0) <= len(head)
    )
    assert found[0][:kept] == found[1][:kept]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400))
def test_any_bytes_give_a_story_or_one_clear_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes(data)
    with contextlib.suppress(WellanywayError):
        list(open_book(path).chapters())
