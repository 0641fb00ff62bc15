"""The words of a story: Work, Chapter, Block, Sentence, Position, Locator.

Everything else in the package speaks in these. Values are frozen and hold no storage ids; a Work is
read strictly from the left, so nothing here ever needs a chapter before the listener reaches it.
"""

from __future__ import annotations

import abc
import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from wellanyway.errors import PositionError

__all__ = [
    "Block",
    "BlockKind",
    "Chapter",
    "Extent",
    "InMemoryWork",
    "Locator",
    "Paratext",
    "ParatextKind",
    "Pos",
    "Sentence",
    "Work",
]


class BlockKind(StrEnum):
    """What a block is, as the importer could tell from the text up to and including it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"  # a heading inside a chapter; the chapter's own title is Chapter.title
    VERSE = "verse"  # lines kept, separated by "\n"
    LETTER = "letter"  # a letter, diary entry, telegram or inscription set apart from the telling
    QUOTE = "quote"  # a block quotation
    LIST = "list"  # one item
    SCENE_BREAK = "scene-break"  # no text, no sentences: a pause


class ParatextKind(StrEnum):
    """What stands beside the story and is never told as story."""

    NOTE = "note"  # author's note
    DISCLAIMER = "disclaimer"
    SUMMARY = "summary"
    TAGS = "tags"
    DEDICATION = "dedication"
    EPIGRAPH = "epigraph"
    FOOTNOTE = "footnote"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, verse group, letter or scene break: the unit of layout.

    `text` is plain text with single spaces; only VERSE and LETTER hold newlines. `emphasis` are
    half-open character spans in `text`. `href` and `fragment` say where in the file it came from.
    """

    kind: BlockKind
    text: str
    href: str = ""
    fragment: str | None = None
    emphasis: tuple[tuple[int, int], ...] = ()

    def upto(self, end: int) -> Block:
        """The block cut at character `end`, with as much of its emphasis as is left."""
        if end == len(self.text):
            return self
        emphasis = tuple((a, min(b, end)) for a, b in self.emphasis if a < end)
        return replace(self, text=self.text[:end], emphasis=emphasis)


@dataclass(frozen=True, slots=True)
class Paratext:
    """A note, disclaimer, summary or the like: kept apart, announced, shown on asking."""

    kind: ParatextKind
    text: str
    is_after: bool = False  # stands after the chapter's text, so it is sealed until that is told


@dataclass(frozen=True, slots=True)
class Extent:
    """A sentence inside its chapter: block index and half-open character span in that block."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One instalment. `key` is stable across versions of the file where the file has such a thing.

    `sentences` is empty as an importer hands it over and filled by `reading.sentences.divide`.
    A chapter may hold paratext alone (an author's note posted as a chapter).
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    paratext: tuple[Paratext, ...] = ()
    sentences: tuple[Extent, ...] = ()

    def text(self, extent: Extent) -> str:
        """The words of one sentence, newlines of verse kept."""
        return self.blocks[extent.block].text[extent.start : extent.end]

    def follows_break(self, block: int) -> bool:
        """Whether a scene break stands between a block and the one with words before it."""
        before = block - 1
        while before >= 0 and not self.blocks[before].text:
            if self.blocks[before].kind is BlockKind.SCENE_BREAK:
                return True
            before -= 1
        return False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of telling: `ordinal` counts from 0 over the work, `chapter` and `block` from 0."""

    ordinal: int
    chapter: int
    number: int  # from 1 within its chapter, as people write it
    block: int
    start: int
    end: int
    text: str

    @property
    def at(self) -> str:
        """CHAPTER.SENTENCE, both from 1."""
        return f"{self.chapter + 1}.{self.number}"


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands, for people, e-readers and re-anchoring; derived, never truth."""

    href: str
    fragment: str | None
    before: str
    highlight: str
    after: str  # clipped to what has been told


_POS = re.compile(r"(\d{1,6})(?:\.(\d{1,7}))?\Z")


@dataclass(frozen=True, slots=True)
class Pos:
    """A place as people write it: `3`, `3.120` or `end`; chapter and sentence count from 1.

    As a horizon, `3.120` is "sentence 120 of chapter 3 is the last one told" (`3.0`: chapter 3 not
    begun) and `3` is "all of chapter 3 told". As a starting place, `3` is the chapter's first
    sentence and `3.120` that sentence.
    """

    chapter: int | None  # None is `end`
    sentence: int | None = None

    @classmethod
    def parse(cls, text: str) -> Pos:
        """Read a place. Raises PositionError with the forms that are understood."""
        word = text.strip().lower()
        if word == "end":
            return cls(None)
        match = _POS.match(word)
        if match is None or int(match[1]) == 0:
            raise PositionError(f"{text!r} is not a place: write CHAPTER, CHAPTER.SENTENCE or end (3, 3.120)")
        return cls(int(match[1]), int(match[2]) if match[2] is not None else None)

    def __str__(self) -> str:
        if self.chapter is None:
            return "end"
        return f"{self.chapter}" if self.sentence is None else f"{self.chapter}.{self.sentence}"


class Work(abc.ABC):
    """A title with its chapters in reading order; may grow. Only Told and the teller hold one.

    Subclasses give chapters by index and the ordinal a chapter starts at; a chapter once given
    never changes within one Work object. Asking for a chapter reads no further than that chapter.
    """

    title: str
    author: str
    language: str

    @abc.abstractmethod
    def chapter(self, index: int) -> Chapter | None:
        """Chapter `index` (from 0), divided into sentences, or None if there is none so far."""

    @abc.abstractmethod
    def first(self, index: int) -> int:
        """Ordinal of the first sentence of chapter `index`; raises PositionError if there is none."""

    @abc.abstractmethod
    def chapter_of(self, ordinal: int) -> int | None:
        """Index of the chapter that holds sentence `ordinal`, None past what there is so far."""

    def sentence(self, ordinal: int) -> Sentence | None:
        """Sentence `ordinal`, or None past what there is so far."""
        index = self.chapter_of(ordinal) if ordinal >= 0 else None
        if index is None:
            return None
        return self._sentence(index, ordinal - self.first(index), ordinal)

    def sentences(self, start: int, stop: int) -> Iterator[Sentence]:
        """Sentences `[start, stop)`, fewer where the work ends."""
        index = self.chapter_of(max(start, 0))
        ordinal = max(start, 0)
        while index is not None and ordinal < stop:
            chapter = self.chapter(index)
            if chapter is None:
                return
            first = self.first(index)
            last = min(stop, first + len(chapter.sentences))
            for here in range(ordinal, last):
                yield self._sentence(index, here - first, here)
            ordinal = max(ordinal, last)
            index += 1

    def _sentence(self, index: int, local: int, ordinal: int) -> Sentence:
        chapter = self.chapter(index)
        assert chapter is not None
        extent = chapter.sentences[local]
        return Sentence(
            ordinal, index, local + 1, extent.block, extent.start, extent.end, chapter.text(extent)
        )

    def told_to(self, pos: Pos | str) -> int:
        """The horizon a place means: how many sentences are told there.

        Raises PositionError. The message counts nothing that lies beyond the place asked for.
        """
        place = Pos.parse(pos) if isinstance(pos, str) else pos
        if place.chapter is None:
            return self.size()
        chapter = self.chapter(place.chapter - 1)
        if chapter is None:
            raise PositionError(f"there is no place {place} in this story so far")
        count = len(chapter.sentences)
        if place.sentence is not None and place.sentence > count:
            raise PositionError(f"there is no place {place} in this story so far")
        return self.first(place.chapter - 1) + (count if place.sentence is None else place.sentence)

    def starting(self, pos: Pos | str) -> int:
        """Ordinal of the sentence a telling from `pos` begins with. Raises PositionError."""
        place = Pos.parse(pos) if isinstance(pos, str) else pos
        if place.chapter is None:
            return self.size()
        if place.sentence is None:
            return self.told_to(Pos(place.chapter, 0))
        return max(self.told_to(place) - 1, self.first(place.chapter - 1))

    def at(self, told_to: int) -> str:
        """CHAPTER.SENTENCE of the last sentence told; `1.0` before the first."""
        if told_to <= 0:
            return "1.0"
        index = self.chapter_of(told_to - 1)
        if index is None:
            raise PositionError(f"there is no sentence {told_to - 1} in this story so far")
        return f"{index + 1}.{told_to - self.first(index)}"

    def size(self) -> int:
        """How many sentences there are so far. Reads all there is: for `end`, never for an answer."""
        index = 0
        total = 0
        while (chapter := self.chapter(index)) is not None:
            total = self.first(index) + len(chapter.sentences)
            index += 1
        return total


class InMemoryWork(Work):
    """A Work over any iterable of divided chapters, drawn from it only as far as asked."""

    def __init__(
        self, chapters: Iterable[Chapter], *, title: str = "", author: str = "", language: str = "en"
    ) -> None:
        self.title = title
        self.author = author
        self.language = language
        self._coming = iter(chapters)
        self._chapters: list[Chapter] = []
        self._firsts: list[int] = []
        self._total = 0

    def _draw(self) -> bool:
        chapter = next(self._coming, None)
        if chapter is None:
            return False
        self._chapters.append(chapter)
        self._firsts.append(self._total)
        self._total += len(chapter.sentences)
        return True

    def chapter(self, index: int) -> Chapter | None:
        while len(self._chapters) <= index:
            if not self._draw():
                return None
        return self._chapters[index] if index >= 0 else None

    def first(self, index: int) -> int:
        if self.chapter(index) is None:
            raise PositionError(f"there is no chapter {index + 1} in this story so far")
        return self._firsts[index]

    def chapter_of(self, ordinal: int) -> int | None:
        while self._total <= ordinal:
            if not self._draw():
                return None
        index = bisect.bisect_right(self._firsts, ordinal) - 1
        return index if index >= 0 else None
