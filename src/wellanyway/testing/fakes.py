"""Fakes of the rooms below the memory: a source made of chapters, a reader and features of a few lines.

They keep the contracts to the letter and cost nothing, so that a test of a store tests the store.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wellanyway.facts import Fact, Scalar
from wellanyway.importers.source import Stamp
from wellanyway.reading.window import Window
from wellanyway.story import Block, BlockKind, Chapter, Paratext, ParatextKind

if TYPE_CHECKING:
    from wellanyway.reading.index import SentenceIndex
    from wellanyway.reading.recollection import Recollection

__all__ = ["CountingReader", "ShelfSource", "open_shelf", "plain_features", "shelf"]


class CountingReader:
    """Facts that show every mistake of a store: each holds how many words and windows were read before it."""

    version = "counting-1"

    def start(self) -> tuple[int, int]:
        return (0, 0)

    def read(self, window: Window, state: tuple[int, int]) -> tuple[tuple[Fact, ...], tuple[int, int]]:
        windows, words = state
        facts = []
        for sentence in reversed(window.sentences):
            words += len(sentence.text.split())
            place = (sentence.ordinal, window.chapter, window.block_index, sentence.start, sentence.end)
            value: dict[str, Scalar] = {
                "windows": windows,
                "words": words,
                "title": window.chapter_title,
                "break": window.follows_break,
                "text": window.block.text,
            }
            facts.append(Fact("count", *place, window.known_at, self.version, 0.5, value))
        return tuple(facts), (windows + 1, words)

    def glance(self, window: Window, known: Recollection) -> tuple[Fact, ...]:
        facts = []
        for sentence in window.sentences:
            place = (sentence.ordinal, window.chapter, window.block_index, sentence.start, sentence.end)
            value: dict[str, Scalar] = {
                "before": known.told_to,
                "chapter": known.chapter,
                "block": known.block,
                "number": known.next_number,
                "break": window.follows_break,
                "text": window.block.text,
            }
            facts.append(Fact("count", *place, window.known_at, self.version, 0.5, value))
        return tuple(facts)

    def dump(self, state: tuple[int, int]) -> bytes:
        return json.dumps(state).encode()

    def load(self, data: bytes) -> tuple[int, int]:
        windows, words = json.loads(data)
        return (windows, words)


def plain_features(texts: Sequence[str]) -> SentenceIndex:
    """Words' checksums as terms, lengths as vectors."""
    import numpy as np

    from wellanyway.reading.index import SentenceIndex

    words = [text.casefold().split() for text in texts]
    terms = [zlib.crc32(word.encode()) for line in words for word in line]
    bounds = np.cumsum([0, *map(len, words)], dtype=np.int64)
    vectors = [[len(text) % 100, len(line) % 100] for text, line in zip(texts, words, strict=True)]
    return SentenceIndex(
        np.array(terms, np.uint32), bounds, np.array(vectors, np.int8).reshape(len(texts), 2)
    )


def shelf(
    path: Path, chapters: Sequence[Chapter], *, title: str = "A Tale", author: str = "A. Teller"
) -> Path:
    """Write chapters as a file that `open_shelf` opens."""
    made = [
        [
            chapter.key,
            chapter.title,
            [[str(b.kind), b.text, b.href, b.fragment, b.emphasis] for b in chapter.blocks],
            [[str(note.kind), note.text, note.is_after] for note in chapter.paratext],
        ]
        for chapter in chapters
    ]
    path.write_text(json.dumps({"title": title, "author": author, "chapters": made}), "utf-8")
    return path


def open_shelf(path: Path) -> ShelfSource:
    """An opener for files that `shelf` wrote."""
    return ShelfSource(path)


class ShelfSource:
    """A Source over such a file. `opened` counts the chapters made."""

    format = "shelf"
    language = "en"
    notes: tuple[Paratext, ...] = ()

    def __init__(self, path: Path) -> None:
        given = json.loads(path.read_text("utf-8"))
        self.title: str = given["title"]
        self.author: str = given["author"]
        self._chapters = given["chapters"]
        self.opened = 0

    def chapters(self, start: int = 0) -> Iterator[Chapter]:
        for key, title, blocks, notes in self._chapters[start:]:
            self.opened += 1
            yield Chapter(
                key,
                title,
                tuple(
                    Block(BlockKind(kind), text, href, fragment, tuple((a, b) for a, b in emphasis))
                    for kind, text, href, fragment, emphasis in blocks
                ),
                tuple(Paratext(ParatextKind(kind), text, is_after) for kind, text, is_after in notes),
            )

    def stamps(self) -> tuple[Stamp, ...]:
        return tuple(
            Stamp(chapter[0], f"{zlib.crc32(json.dumps(chapter).encode()):08x}") for chapter in self._chapters
        )

    def close(self) -> None:
        pass
