"""What stands on the screen before the telling goes on: the title, or the paragraph it goes on in."""

from __future__ import annotations

from wellanyway.doors.terminal.blocks import Block, Story, title
from wellanyway.doors.terminal.page import Paragraph, clean
from wellanyway.doors.terminal.status import Standing
from wellanyway.story import BlockKind
from wellanyway.told import Told

__all__ = ["context_of", "opening_of", "standing_of"]

_REMEMBERED = 600  # characters of the paragraph in play that are shown again


def standing_of(told: Told) -> Standing:
    """Where a telling takes up."""
    if told.told_to == 0:
        return Standing(told.title, "", "1.1")
    chapter = told.chapter(told.sentence(told.told_to - 1).chapter)
    number = chapter.index + 1
    return Standing(told.title, chapter.title.strip() or f"Chapter {number}", told.at, number)


def opening_of(told: Told) -> tuple[Block, ...]:
    """The title; the chapter under it where the telling has begun."""
    head = title(told.title, told.author)
    if told.told_to == 0:
        return head
    return (*head, Story(Paragraph((("note", f"{standing_of(told).chapter} · {told.at}"),), is_centred=True)))


def context_of(told: Told) -> Story | None:
    """The end of the paragraph that was told last, for the eye to take up; None at the beginning."""
    if told.told_to == 0:
        return None
    last = told.sentence(told.told_to - 1)
    block = told.block(last)
    text = block.text[: last.end]
    start = 0
    for sentence in told.sentences(max(0, told.told_to - 60)):
        is_same = (sentence.chapter, sentence.block) == (last.chapter, last.block)
        if is_same and last.end - sentence.start <= _REMEMBERED:
            start = sentence.start
            break
    else:
        start = last.start
    indent = "    " if block.kind in {BlockKind.VERSE, BlockKind.LETTER, BlockKind.QUOTE} else ""
    words = ("… " if start else "") + text[start:]
    return Story(Paragraph((("note", clean(words)),), indent, indent))
