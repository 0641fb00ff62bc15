"""What has been put on the screen, kept so that it can be laid out anew: story by the word, talk by the block."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from wellanyway.doors.paint import Paint
from wellanyway.doors.terminal.page import Paragraph, Span, clean, lay
from wellanyway.story import BlockKind
from wellanyway.telling.messages import ChapterOpened, Effect, SaySentence
from wellanyway.telling.rendering import talk_lines, you

__all__ = [
    "Block",
    "Story",
    "Talk",
    "announcement",
    "beginning",
    "chapter",
    "joint",
    "scene_break",
    "spans_of",
    "title",
]


class Block(Protocol):
    """Something that stands in the scrollback, with `gap` blank lines before it."""

    @property
    def gap(self) -> int: ...

    def rows(self, measure: int, paint: Paint, width: Callable[[str], int]) -> list[str]:
        """Its lines as they are written to the terminal."""
        ...


@dataclass(frozen=True, slots=True)
class Story:
    """A paragraph of the story as far as it has been shown; grows by the word."""

    paragraph: Paragraph

    @property
    def gap(self) -> int:
        return self.paragraph.gap

    def rows(self, measure: int, paint: Paint, width: Callable[[str], int]) -> list[str]:
        return [paint(line) for line in lay(self.paragraph, measure, width)]

    def grown(self, spans: tuple[Span, ...]) -> Story:
        """The same with more words."""
        return Story(replace(self.paragraph, spans=(*self.paragraph.spans, *spans)))


@dataclass(frozen=True, slots=True)
class Talk:
    """What the teller or the listener said between the lines."""

    fill: Callable[[int], tuple[str, ...]]
    gap: int = 1

    def rows(self, measure: int, paint: Paint, width: Callable[[str], int]) -> list[str]:
        del paint, width  # filled and coloured by the telling's own hand
        return list(self.fill(measure))

    @classmethod
    def of(cls, effect: Effect, *, colour: bool, ascii_only: bool, gap: int = 1) -> Talk:
        """The talk that an effect is; no rows where it says nothing."""
        return cls(
            lambda measure: talk_lines(effect, width=measure, colour=colour, ascii_only=ascii_only), gap
        )

    @classmethod
    def said(cls, typed: str, *, colour: bool, ascii_only: bool) -> Talk:
        """What the listener said."""
        words = " ".join(clean(typed).split())
        return cls(lambda measure: you(words, width=measure, colour=colour, ascii_only=ascii_only))


def title(name: str, author: str) -> tuple[Story, ...]:
    """How a telling from the beginning opens."""
    head = Story(Paragraph((("title", name),), gap=1, is_centred=True))
    return (head, Story(Paragraph((("note", author),), gap=0, is_centred=True))) if author else (head,)


def chapter(opened: ChapterOpened) -> Story:
    """A chapter's heading."""
    name = opened.title.strip() or f"Chapter {opened.number}"
    return Story(Paragraph((("chapter", name),), gap=2, is_centred=True))


def announcement(opened: ChapterOpened) -> str:
    """What is said of a chapter's notes, without the chapter's title before it."""
    name = opened.title.strip() or f"Chapter {opened.number}"
    return opened.spoken.removeprefix(name).lstrip(".!?… ")


def scene_break() -> Story:
    """The pause between two scenes."""
    return Story(Paragraph((("note", "* * *"),), is_centred=True))


def beginning(say: SaySentence) -> Story:
    """An empty paragraph as a sentence of that kind wants it."""
    match say.kind:
        case BlockKind.HEADING:
            return Story(Paragraph((), is_centred=True))
        case BlockKind.VERSE:
            return Story(Paragraph((), "    ", "    "))
        case BlockKind.LETTER | BlockKind.QUOTE:
            return Story(Paragraph((), "    ", "    "))
        case BlockKind.LIST:
            return Story(Paragraph((), "  ", "    "))
    return Story(Paragraph(()))


def joint(say: SaySentence) -> str:
    """What stands between a sentence and the one before it in its paragraph."""
    return "\n" if say.starts_line else " "


def spans_of(say: SaySentence, start: int, end: int) -> tuple[Span, ...]:
    """Characters `[start, end)` of a sentence with its emphasis."""
    base = "chapter" if say.kind == BlockKind.HEADING else ""
    text = say.sentence.text
    spans: list[Span] = []
    at = start
    for first, last in say.emphasis:
        opens, closes = max(first, at), min(last, end)
        if opens < closes:
            spans += [(base, text[at:opens]), ("em", text[opens:closes])]
            at = closes
    spans.append((base, text[at:end]))
    return tuple((style, clean(words)) for style, words in spans if words)
