"""Made-up paragraphs through the real splitter, windows and reader."""

from __future__ import annotations

from collections.abc import Sequence

from wellanyway.facts import Fact
from wellanyway.reading.reader import Reader, ReaderState
from wellanyway.reading.sentences import divide
from wellanyway.reading.window import windows
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork


def chapter_of(*paragraphs: str, title: str = "") -> Chapter:
    """A divided chapter; an empty paragraph is a scene break."""
    blocks = tuple(Block(BlockKind.PARAGRAPH if text else BlockKind.SCENE_BREAK, text) for text in paragraphs)
    return divide(Chapter("one", title, blocks))


def read(*paragraphs: str) -> tuple[list[Fact], ReaderState]:
    """The facts of one chapter and the state behind it."""
    return read_chapters([chapter_of(*paragraphs)])


def read_chapters(chapters: Sequence[Chapter], told_to: int | None = None) -> tuple[list[Fact], ReaderState]:
    work = InMemoryWork(chapters)
    reader = Reader()
    state = reader.start()
    facts: list[Fact] = []
    for window in windows(work, 0, work.size() if told_to is None else told_to):
        found, state = reader.read(window, state)
        facts += found
    return facts, state


def people(facts: Sequence[Fact]) -> dict[int, list[str]]:
    """Names by the number of whom they name, in order of telling."""
    found: dict[int, list[str]] = {}
    for fact in facts:
        if fact.kind == "name":
            found.setdefault(int(str(fact.value["who"])), []).append(str(fact.value["name"]))
    return found


def groups(*paragraphs: str) -> list[list[str]]:
    """Each person's names, once, in the order the persons came up."""
    return [list(dict.fromkeys(names)) for names in people(read(*paragraphs)[0]).values()]


def speakers(*paragraphs: str) -> list[str | None]:
    """The speaker of each quotation."""
    facts, _ = read(*paragraphs)
    found = sorted(
        (fact for fact in facts if fact.kind == "quotation"), key=lambda fact: (fact.sentence, fact.start)
    )
    return [str(fact.value["speaker"]) if "speaker" in fact.value else None for fact in found]
