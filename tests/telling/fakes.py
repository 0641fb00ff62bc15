"""A made-up work and a mind that knows it by rote: enough to hold a session to its word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellanyway.facts import Fact
from wellanyway.memory.chronicle import Chronicle
from wellanyway.memory.fact_table import FactTable
from wellanyway.reading.index import SentenceIndex
from wellanyway.story import Chapter, InMemoryWork, Paratext, ParatextKind
from wellanyway.telling.persona import persona
from wellanyway.telling.session import Session
from wellanyway.telling.world import WorkWorld
from wellanyway.testing.futures import chapter_of_lines
from wellanyway.told import Told
from wellanyway.views import (
    Answer,
    Character,
    Evidence,
    Hit,
    Mention,
    Quotation,
    Recap,
    Verdict,
    Whereabouts,
)

HOUR, DAY = 3600.0, 86400.0


class NoMemory:
    """Nothing was understood."""

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        return ()

    def chronicle(self, told_to: int) -> Chronicle:
        return Chronicle(FactTable(), told_to)

    def index(self, told_to: int) -> SentenceIndex:
        return SentenceIndex.join([], 4)


class RoteMind:
    """Answers with the last told sentence that shares a word with the question."""

    def ask(self, told: Told, question: str) -> Answer:
        wanted = {word.lower() for word in re.findall(r"\w{4,}", question)}
        found = [s for s in told.sentences() if wanted & {w.lower() for w in re.findall(r"\w+", s.text)}]
        evidence = tuple(Evidence(s.ordinal, s.at, s.text) for s in found[-1:])
        verdict = Verdict.TOLD if evidence else Verdict.NOT_TOLD
        text = evidence[0].quote if evidence else "-"
        return Answer(question, told.told_to, told.at, verdict, text, None, evidence, 1.0, "rote")

    def said(self, told: Told) -> Quotation | None:
        for sentence in reversed(list(told.sentences())):
            match = re.match(r"“(.+)”(?: said (\w+))?", sentence.text)
            if match:
                return Quotation(sentence.ordinal, sentence.at, match[1], match[2], 1.0)
        return None

    def recap(
        self, told: Told, *, words: int, since: int = 0, chapter: int | None = None, about: str | None = None
    ) -> Recap:
        evidence = tuple(told.evidence(s.ordinal) for s in told.sentences(since))[: max(1, words // 8)]
        lines = tuple(item.quote for item in evidence)
        return Recap(" ".join(lines), evidence, sum(len(line.split()) for line in lines), lines)

    def cast(self, told: Told) -> tuple[Character, ...]:
        return ()

    def who(self, told: Told, name: str) -> Character | None:
        return None

    def quotes(self, told: Told) -> tuple[Quotation, ...]:
        return ()

    def mentions(self, told: Told) -> tuple[Mention, ...]:
        return ()

    def search(self, told: Told, query: str, *, limit: int) -> tuple[Hit, ...]:
        return ()

    def where(self, told: Told) -> Whereabouts:
        return Whereabouts(told.told_to, told.at, 1, "", (), None)


BEFORE = Paratext(ParatextKind.NOTE, "Sorry this is late.")
AFTER = Paratext(ParatextKind.NOTE, "Next one on Friday.", is_after=True)
ALONE = Paratext(ParatextKind.NOTE, "No chapter this week.")


def chapters() -> tuple[Chapter, ...]:
    """Three chapters and a chapter of notes alone between the first and the second."""
    return (
        chapter_of_lines(
            "one",
            "The Mill",
            [
                ["Nell opened the door.", "Behind her stood Silas, who was afraid."],
                ["“Where is the boat?” said Nell.", "Silas looked at the river."],
                [],
                ["The mill was dark.", "They ran to the graveyard."],
            ],
            (BEFORE, AFTER),
        ),
        Chapter("notice", "", (), (ALONE,)),
        chapter_of_lines("two", "The River", [["Nell lit a lamp.", "Nobody came."], ["It rained."]]),
        chapter_of_lines("three", "", [["Silas went home.", "He wrote to Nell."]]),
    )


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def world_of(parts: Sequence[Chapter], *, changed: tuple[int, ...] = ()) -> WorkWorld:
    return WorkWorld(InMemoryWork(parts, title="The Mill"), NoMemory(), RoteMind(), changed=changed)


def session_of(
    parts: Sequence[Chapter] | None = None,
    *,
    told_to: int = 0,
    last_told_at: float | None = None,
    clock: Clock | None = None,
    manner: str = "plain",
    changed: tuple[int, ...] = (),
) -> Session:
    return Session(
        world_of(chapters() if parts is None else parts, changed=changed),
        persona(manner),
        clock=clock or Clock(),
        told_to=told_to,
        last_told_at=last_told_at,
    )
