"""The catalogue names programs that are there, and what they read is put together as they say."""

from __future__ import annotations

from pathlib import Path

import pytest

import reader_memory
import reader_speed
from catalogue import BENCHMARKS
from wellanyway.importers import open_book

HERE = Path(__file__).parent.parent.parent


def test_every_program_is_there_once() -> None:
    names = [benchmark.name for benchmark in BENCHMARKS]
    assert len(set(names)) == len(names)
    assert [name for name in names if not (HERE / "benchmarks" / f"{name}.py").exists()] == []


@pytest.fixture
def books(tmp_path: Path) -> Path:
    folder = tmp_path / "books"
    folder.mkdir()
    for name in ("a", "b"):
        chapters = (f"CHAPTER {n}\n\n" + "\n\n".join(["It was late and he said so."] * 5) for n in (1, 2))
        (folder / f"{name}.txt").write_text(
            f"The Book of {name}\n\nby Nobody\n\n\n" + "\n\n\n".join(chapters)
        )
    return folder


def test_books_are_put_together_with_their_chapters_counted_on(books: Path, tmp_path: Path) -> None:
    words, chapters = reader_memory.write(tmp_path / "long.txt", books, 125)
    assert 125 <= words < 132
    assert chapters == 4
    read = list(open_book(tmp_path / "long.txt").chapters())
    assert len(read) == 4
    assert sum(len(block.text.split()) for chapter in read for block in chapter.blocks) == words


def test_the_first_words_of_a_novel_in_whole_paragraphs(books: Path) -> None:
    told = reader_speed.novel(books / "a.txt", 30)
    assert sum(map(reader_speed.size, told)) == 35
