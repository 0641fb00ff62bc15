"""The teller's world: what has been told, and the one narrow door to the sentence that comes next.

To tell a story somebody has to see its next sentence. That is done here and nowhere else: `upcoming`
gives that sentence with its layout and the chapters that open with it, and nothing beyond it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from wellanyway.story import BlockKind, Paratext, ParatextKind, Pos, Sentence, Work
from wellanyway.told import Memory, Mind, Told
from wellanyway.views import Answer

__all__ = ["ChapterEnd", "Opening", "Upcoming", "WorkWorld", "World"]


@dataclass(frozen=True, slots=True)
class Opening:
    """A chapter that begins: number from 1, title, and the notes that stand before its text."""

    number: int
    title: str
    notes: tuple[Paratext, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterEnd:
    """A chapter whose sentences have all been told, with the notes that stand after them."""

    number: int
    notes: tuple[Paratext, ...] = ()


@dataclass(frozen=True, slots=True)
class Upcoming:
    """The next sentence and its layout. `openings` are the chapters that begin before it (last: its own).

    `starts_line` says that the line breaks between it and the sentence before it in its block.
    """

    sentence: Sentence
    kind: BlockKind
    starts_block: bool
    after_break: bool
    emphasis: tuple[tuple[int, int], ...] = ()
    openings: tuple[Opening, ...] = ()
    starts_line: bool = False


class World(Protocol):
    """What a session needs to know; all of it a function of what has been told and the next sentence."""

    def told(self, told_to: int, talk: Iterable[Answer] = ()) -> Told:
        """The view at a horizon of a listener with whom that was talked about."""
        ...

    def upcoming(self, told_to: int) -> Upcoming | None:
        """Sentence `told_to`, None where there is none so far."""
        ...

    def chapter_end(self, told_to: int) -> ChapterEnd | None:
        """The chapter whose last sentence is the last one told, None in the middle of one."""
        ...

    def resolve(self, pos: Pos) -> int:
        """How many sentences are told where a telling from `pos` starts. Raises PositionError."""
        ...

    def changes(self, told_to: int) -> tuple[int, ...]:
        """Numbers (from 1) of the chapters heard whose text changed since they were heard."""
        ...


class WorkWorld:
    """The world of one work. `changed` are chapter numbers (from 1) that an update altered."""

    def __init__(self, work: Work, memory: Memory, mind: Mind, *, changed: tuple[int, ...] = ()) -> None:
        self._work = work
        self._memory = memory
        self._mind = mind
        self._changed = changed

    def told(self, told_to: int, talk: Iterable[Answer] = ()) -> Told:
        return Told(self._work, told_to, memory=self._memory, mind=self._mind, talk=talk)

    def upcoming(self, told_to: int) -> Upcoming | None:
        sentence = self._work.sentence(told_to)
        if sentence is None:
            return None
        chapter = self._work.chapter(sentence.chapter)
        assert chapter is not None
        block = chapter.blocks[sentence.block]
        emphasis = tuple(
            (max(a, sentence.start) - sentence.start, min(b, sentence.end) - sentence.start)
            for a, b in block.emphasis
            if a < sentence.end and b > sentence.start
        )
        before = chapter.sentences[sentence.number - 2] if sentence.number > 1 else None
        starts_block = before is None or before.block != sentence.block
        gap = "" if before is None or starts_block else block.text[before.end : sentence.start]
        return Upcoming(
            sentence,
            block.kind,
            starts_block,
            starts_block and chapter.follows_break(sentence.block),
            emphasis,
            self._openings(sentence) if sentence.number == 1 else (),
            "\n" in gap,
        )

    def _openings(self, sentence: Sentence) -> tuple[Opening, ...]:
        """The chapter a first sentence opens, and before it those that hold notes alone."""
        found: list[Opening] = []
        index = sentence.chapter
        while index >= 0:
            chapter = self._work.chapter(index)
            assert chapter is not None
            if chapter.sentences and index < sentence.chapter:
                break
            spoken = (note for note in chapter.paratext if note.kind is not ParatextKind.FOOTNOTE)
            notes = tuple(note for note in spoken if not note.is_after or not chapter.sentences)
            found.append(Opening(index + 1, chapter.title, notes))
            index -= 1
        return tuple(reversed(found))

    def chapter_end(self, told_to: int) -> ChapterEnd | None:
        index = self._work.chapter_of(told_to - 1) if told_to > 0 else None
        chapter = self._work.chapter(index) if index is not None else None
        if chapter is None or index is None:
            return None
        if self._work.first(index) + len(chapter.sentences) != told_to:
            return None
        return ChapterEnd(index + 1, tuple(note for note in chapter.paratext if note.is_after))

    def resolve(self, pos: Pos) -> int:
        return self._work.starting(pos)

    def changes(self, told_to: int) -> tuple[int, ...]:
        last = self._work.chapter_of(told_to - 1) if told_to > 0 else None
        return tuple(number for number in sorted(self._changed) if last is not None and number <= last + 1)
