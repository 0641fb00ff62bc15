"""A made-up story with a mind that quotes the last sentence, for doors tested without a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wellanyway.facts import Fact
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.fact_table import FactTable
from wellanyway.reading.features import features
from wellanyway.reading.index import SentenceIndex
from wellanyway.story import Chapter, InMemoryWork, Sentence
from wellanyway.telling.messages import SayAnswer
from wellanyway.telling.world import WorkWorld
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.told import Told
from wellanyway.views import Answer, Character, Hit, Mention, Quotation, Recap, Verdict, Whereabouts

CHAPTERS: tuple[Chapter, ...] = (
    chapter_of_lines(
        "a", "The Mill", [["Julia ran to the mill.", "Nobody spoke for a long while."], ["“Run!” said Tom."]]
    ),
    chapter_of_lines("b", "The Hill", [["It was the third winter.", "The bridge was down."]]),
)


class QuotingMind:
    """Answers everything with the last sentence told."""

    def ask(self, told: Told, question: str) -> Answer:
        if told.told_to == 0:
            return Answer(question, 0, told.at, Verdict.NOT_TOLD, "Nothing.", None, (), 0.0, "fake")
        last = told.evidence(told.told_to - 1)
        return Answer(question, told.told_to, told.at, Verdict.TOLD, last.quote, None, (last,), 0.9, "fake")

    def cast(self, told: Told) -> tuple[Character, ...]:
        return ()

    def who(self, told: Told, name: str) -> Character | None:
        return None

    def said(self, told: Told) -> Quotation | None:
        return None

    def quotes(self, told: Told) -> tuple[Quotation, ...]:
        return ()

    def mentions(self, told: Told) -> tuple[Mention, ...]:
        return ()

    def recap(
        self, told: Told, *, words: int, since: int = 0, chapter: int | None = None, about: str | None = None
    ) -> Recap:
        return Recap("So they ran.", (), 3)

    def search(self, told: Told, query: str, *, limit: int) -> tuple[Hit, ...]:
        return ()

    def where(self, told: Told) -> Whereabouts:
        return Whereabouts(told.told_to, told.at, 1, "The Mill", (), None)


class NoMemory:
    """Nothing was read."""

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return ()

    def chronicle(self, told_to: int) -> Chronicle:
        return Chronicle(FactTable(), told_to)

    def index(self, told_to: int) -> SentenceIndex:
        return features([""] * told_to)


def world_of(chapters: Sequence[Chapter] = CHAPTERS) -> WorkWorld:
    return WorkWorld(
        InMemoryWork(chapters, title="The Mill on the Hill", author="A. Nobody"), NoMemory(), QuotingMind()
    )


@dataclass
class Kept:
    """What a door asked to be kept, in order."""

    places: list[int] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def save_place(self, told_to: int) -> None:
        self.places.append(told_to)

    def keep_note(self, told_to: int, text: str) -> None:
        self.notes.append((told_to, text))

    def remember(self, answered: SayAnswer) -> None:
        self.answers.append(answered.answer.question)

    def paragraph_start(self, cursor: int) -> int:
        return max(start for start in (0, 2, 3) if start <= cursor)

    def chapter_title(self, sentence: Sentence) -> str:
        return CHAPTERS[sentence.chapter].title
