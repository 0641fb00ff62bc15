"""Swapped futures: works that are the same up to a sentence and different after it.

`swap` cuts a work behind sentence n, in the middle of a paragraph if need be, and sews another future
to it. The futures are the ones in which leaks show: none at all, the same sentences shuffled, another
book's, and an adversary's that merges names, spoils in titles and notes, and talks of what was asked.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wellanyway.story import Block, BlockKind, Chapter, Extent, Paratext, ParatextKind

__all__ = ["FUTURES", "Future", "swap"]

Sew = Callable[[Sequence[Chapter], Sequence[Chapter], Sequence[str]], Sequence[Chapter]]
"""(rest of the real work, another work, names told so far) -> what comes instead."""


@dataclass(frozen=True, slots=True)
class Future:
    """A kind of future. `runs_on` says whether it goes on within the paragraph and chapter that was cut."""

    name: str
    sew: Sew
    runs_on: bool


def swap(
    chapters: Sequence[Chapter],
    told_to: int,
    future: Future,
    *,
    other: Sequence[Chapter] = (),
    names: Sequence[str] = (),
) -> tuple[Chapter, ...]:
    """The first `told_to` sentences of `chapters`, then `future`.

    `chapters` and `other` are divided. Raises ValueError if there are fewer sentences than `told_to`.
    """
    kept: list[Chapter] = []
    left = told_to
    for index, chapter in enumerate(chapters):
        if left <= len(chapter.sentences):
            head, tail = _cut(chapter, left)
            coming = list(future.sew([tail, *chapters[index + 1 :]], other, names))
            if future.runs_on and coming:
                head = _join(head, coming.pop(0))
            return (*kept, *(part for part in (head,) if left or index == 0 or part.sentences), *coming)
        kept.append(chapter)
        left -= len(chapter.sentences)
    raise ValueError(f"there are fewer than {told_to} sentences")


def _cut(chapter: Chapter, count: int) -> tuple[Chapter, Chapter]:
    """A chapter cut behind its first `count` sentences, inside a block if the cut falls there."""
    if count == 0:
        return replace(chapter, blocks=(), sentences=(), paratext=_before(chapter)), chapter
    last = chapter.sentences[count - 1]
    block = chapter.blocks[last.block]
    head_block = _clip(block, 0, last.end)
    head = replace(
        chapter,
        blocks=(*chapter.blocks[: last.block], head_block),
        sentences=chapter.sentences[:count],
        paratext=_before(chapter),
    )
    rest = block.text[last.end :]
    if rest.strip():
        offset = last.end
        blocks = (_clip(block, last.end, len(block.text)), *chapter.blocks[last.block + 1 :])
        extents = tuple(
            Extent(
                extent.block - last.block,
                extent.start - (offset if extent.block == last.block else 0),
                extent.end - (offset if extent.block == last.block else 0),
            )
            for extent in chapter.sentences[count:]
        )
    else:
        blocks = chapter.blocks[last.block + 1 :]
        extents = tuple(
            Extent(extent.block - last.block - 1, extent.start, extent.end)
            for extent in chapter.sentences[count:]
        )
    after = tuple(note for note in chapter.paratext if note.is_after)
    return head, replace(chapter, key=f"{chapter.key}~rest", blocks=blocks, sentences=extents, paratext=after)


def _before(chapter: Chapter) -> tuple[Paratext, ...]:
    return tuple(note for note in chapter.paratext if not note.is_after)


def _clip(block: Block, start: int, end: int) -> Block:
    emphasis = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in block.emphasis if a < end and b > start
    )
    return replace(block, text=block.text[start:end], emphasis=emphasis)


def _join(head: Chapter, tail: Chapter) -> Chapter:
    """Run `tail` on behind `head`, in the same chapter and the same paragraph."""
    if not head.blocks or not tail.blocks or not tail.blocks[0].text:
        shift = len(head.blocks)
        extents = tuple(replace(extent, block=extent.block + shift) for extent in tail.sentences)
        return replace(
            head,
            blocks=head.blocks + tail.blocks,
            sentences=head.sentences + extents,
            paratext=head.paratext + tuple(note for note in tail.paratext if note.is_after),
        )
    last, first = head.blocks[-1], tail.blocks[0]
    glue = "" if first.text[0].isspace() else " "
    offset = len(last.text) + len(glue)
    joined = replace(
        last,
        text=last.text + glue + first.text,
        emphasis=last.emphasis + tuple((a + offset, b + offset) for a, b in first.emphasis),
    )
    shift = len(head.blocks) - 1
    extents = tuple(
        Extent(
            extent.block + shift,
            extent.start + (offset if extent.block == 0 else 0),
            extent.end + (offset if extent.block == 0 else 0),
        )
        for extent in tail.sentences
    )
    return replace(
        head,
        blocks=(*head.blocks[:-1], joined, *tail.blocks[1:]),
        sentences=head.sentences + extents,
        paratext=head.paratext + tuple(note for note in tail.paratext if note.is_after),
    )


def chapter_of_lines(
    key: str, title: str, paragraphs: Sequence[Sequence[str]], paratext: tuple[Paratext, ...] = ()
) -> Chapter:
    """A divided chapter made of paragraphs, each a list of sentences; no splitter is asked."""
    blocks: list[Block] = []
    extents: list[Extent] = []
    for sentences in paragraphs:
        if not sentences:
            blocks.append(Block(BlockKind.SCENE_BREAK, "", key))
            continue
        start = 0
        for sentence in sentences:
            extents.append(Extent(len(blocks), start, start + len(sentence)))
            start += len(sentence) + 1
        blocks.append(Block(BlockKind.PARAGRAPH, " ".join(sentences), key, f"p{len(blocks)}"))
    return Chapter(key, title, tuple(blocks), paratext, tuple(extents))


def _real(rest: Sequence[Chapter], _other: Sequence[Chapter], _names: Sequence[str]) -> Sequence[Chapter]:
    return rest


def _none(_rest: Sequence[Chapter], _other: Sequence[Chapter], _names: Sequence[str]) -> Sequence[Chapter]:
    return ()


def _shuffled(rest: Sequence[Chapter], _other: Sequence[Chapter], _names: Sequence[str]) -> Sequence[Chapter]:
    texts = [chapter.text(extent) for chapter in rest for extent in chapter.sentences]
    random.Random(len(texts)).shuffle(texts)
    paragraphs = [texts[i : i + 3] for i in range(0, len(texts), 3)]
    return [chapter_of_lines("shuffled", "Shuffled", paragraphs)] if texts else ()


def _another(_rest: Sequence[Chapter], other: Sequence[Chapter], _names: Sequence[str]) -> Sequence[Chapter]:
    return other


def _adversary(
    _rest: Sequence[Chapter], _other: Sequence[Chapter], names: Sequence[str]
) -> Sequence[Chapter]:
    """Merges every two names, answers every probe, spoils in titles and notes, and goes on for long."""
    people = list(names) or ["Somebody"]
    merged = [
        f"{one} was {two} all along, and {two} was {one}."
        for one, two in zip(people, people[1:] + people[:1], strict=True)
    ]
    tagged = [f"“They ran away because {name} had poisoned the well,” said {name}." for name in people]
    probes = [
        "They were in the tower the whole time.",
        "They ran away because the house was on fire.",
        "He dies, and Zanthia Quillfeather buries him.",
        "“It was I who said that,” said Zanthia Quillfeather.",
        "We had met the captain before, on the first page.",
    ]
    spoil = Paratext(
        ParatextKind.NOTE, f"In which {people[0]} dies. The end is on the last page.", is_after=True
    )
    chapters = [
        chapter_of_lines("adversary", f"The Death of {people[0]}", [tagged, merged, [], probes], (spoil,))
    ]
    for number in range(12):
        lines = [f"{name} was dead, said everybody, and dead {name} stayed." for name in people]
        chapters.append(
            chapter_of_lines(
                f"adversary-{number}", f"{people[-1]} Did It, Part {number}", [lines, merged, probes]
            )
        )
    return chapters


FUTURES: tuple[Future, ...] = (
    Future("real", _real, runs_on=True),
    Future("none", _none, runs_on=False),
    Future("shuffled, running on", _shuffled, runs_on=True),
    Future("another book's, new chapter", _another, runs_on=False),
    Future("another book's, running on", _another, runs_on=True),
    Future("an adversary's, new chapter", _adversary, runs_on=False),
    Future("an adversary's, running on", _adversary, runs_on=True),
)
