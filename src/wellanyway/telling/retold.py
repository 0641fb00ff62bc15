"""What has been told, said over: told sentences with their layout and the chapters they opened.

For a page that is opened again, or a passage that somebody wants to look at: the same messages that the
session sent when it told them, made from a Told alone. The teller's own words are not said over.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellanyway.story import Paratext, ParatextKind, Sentence
from wellanyway.telling.messages import ChapterFinished, ChapterOpened, SaySentence
from wellanyway.told import Told

__all__ = ["Retold", "retell"]

Retold = ChapterOpened | SaySentence | ChapterFinished


def retell(told: Told, start: int = 0, stop: int | None = None) -> Iterator[Retold]:
    """Sentences `[start, stop)` of what has been told, chapters opened and closed between them."""
    before = told.sentence(start - 1) if 0 < start <= told.told_to else None
    for sentence in told.sentences(start, stop):
        if sentence.number == 1:
            yield from _turn_of_chapters(told, before, sentence)
        yield _said(told, before, sentence)
        before = sentence


def _turn_of_chapters(told: Told, before: Sentence | None, first: Sentence) -> Iterator[Retold]:
    """What stands between two chapters with words: the end of one, those that hold notes alone, the other."""
    if before is not None:
        notes = tuple(note for note in told.chapter(before.chapter).paratext if note.is_after)
        if notes:
            yield ChapterFinished(before.chapter + 1, notes)
    for index in range(0 if before is None else before.chapter + 1, first.chapter + 1):
        chapter = told.chapter(index)
        yield ChapterOpened(
            index + 1,
            chapter.title,
            tuple(
                note
                for note in chapter.paratext
                if _is_announced(note) and not (note.is_after and index == first.chapter)
            ),
        )


def _is_announced(note: Paratext) -> bool:
    return note.kind is not ParatextKind.FOOTNOTE


def _said(told: Told, before: Sentence | None, sentence: Sentence) -> SaySentence:
    """A sentence as it was said."""
    block = told.block(sentence)
    is_same = before is not None and (before.chapter, before.block) == (sentence.chapter, sentence.block)
    gap = block.text[before.end : sentence.start] if before is not None and is_same else ""
    emphasis = tuple(
        (max(a, sentence.start) - sentence.start, min(b, sentence.end) - sentence.start)
        for a, b in block.emphasis
        if a < sentence.end and b > sentence.start
    )
    return SaySentence(
        sentence,
        str(block.kind),
        starts_block=not is_same,
        after_break=not is_same and told.breaks_before(sentence),
        emphasis=emphasis,
        starts_line="\n" in gap,
    )
