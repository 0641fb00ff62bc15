"""Made-up paragraphs through the real splitter, windows and reader, and what a test asks of the facts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from wellanyway.facts import Fact
from wellanyway.reading.reader import Reader, ReaderState
from wellanyway.reading.sentences import divide
from wellanyway.reading.window import Window, windows
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork


@cache
def shared() -> Reader:
    """One reader for all tests of a process: loading its network takes longer than most of them."""
    return Reader()


def chapter_of(*paragraphs: str, title: str = "") -> Chapter:
    """A divided chapter; an empty paragraph is a scene break."""
    blocks = tuple(Block(BlockKind.PARAGRAPH if text else BlockKind.SCENE_BREAK, text) for text in paragraphs)
    return divide(Chapter("one", title, blocks))


def windows_of(chapters: Sequence[Chapter], told_to: int | None = None) -> list[Window]:
    """The windows of a work, or of what has been told of it."""
    work = InMemoryWork(chapters)
    return list(windows(work, 0, work.size() if told_to is None else told_to))


def read(*paragraphs: str) -> tuple[list[Fact], ReaderState]:
    """The facts of one chapter and the state behind it."""
    return read_chapters([chapter_of(*paragraphs)])


def read_chapters(chapters: Sequence[Chapter], told_to: int | None = None) -> tuple[list[Fact], ReaderState]:
    reader = shared()
    state = reader.start()
    facts: list[Fact] = []
    for window in windows_of(chapters, told_to):
        found, state = reader.read(window, state)
        facts += found
    return facts, state


def roots(facts: Sequence[Fact]) -> dict[int, int]:
    """The number of every entity that turned out to be another, and that other."""
    found: dict[int, int] = {}
    for fact in facts:
        if fact.kind == "same":
            one, other = int(str(fact.value["one"])), int(str(fact.value["other"]))
            found = {number: one if root == other else root for number, root in found.items()} | {other: one}
    return found


def people(facts: Sequence[Fact]) -> dict[int, list[str]]:
    """Names by the number of whom they name at last, in order of telling."""
    root = roots(facts)
    found: dict[int, list[str]] = {}
    for fact in facts:
        if fact.kind == "mention" and "name" in fact.value:
            number = int(str(fact.value["who"]))
            found.setdefault(root.get(number, number), []).append(str(fact.value["name"]))
    return found


def groups(*paragraphs: str) -> list[list[str]]:
    """Each person's names, once, in the order the persons came up."""
    return [list(dict.fromkeys(names)) for names in people(read(*paragraphs)[0]).values()]


def speakers(*paragraphs: str) -> list[str | None]:
    """The speaker of each quotation by the first name given, None where unsure or without a name."""
    facts, _ = read(*paragraphs)
    root, names = roots(facts), people(facts)
    found = sorted(
        (fact for fact in facts if fact.kind == "quotation"), key=lambda fact: (fact.sentence, fact.start)
    )
    numbers = [int(str(fact.value["speaker"])) for fact in found]
    return [names.get(root.get(number, number), [None])[0] for number in numbers]
