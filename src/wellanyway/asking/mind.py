"""StoryMind: all that answers, from a Told and nothing else."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from wellanyway.asking import lines, mentions
from wellanyway.asking.answering.looking import Found, look
from wellanyway.asking.finding import passages
from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.portrait import portrait
from wellanyway.asking.recaps.recap import recap
from wellanyway.asking.replies import replied
from wellanyway.asking.scene import whereabouts
from wellanyway.asking.talk.conversation import answered
from wellanyway.asking.understanding.question import understand
from wellanyway.told import Told
from wellanyway.views import Answer, Character, Hit, Mention, Quotation, Recap, Whereabouts

__all__ = ["StoryMind"]


class StoryMind:
    """Answers by rules and retrieval. Holds nothing of any work, listener or horizon."""

    # -- views

    def cast(self, told: Told) -> tuple[Character, ...]:
        with _uncollected():
            known = Acquaintance(told)
            return tuple(known.characters(told, known.people()))

    def who(self, told: Told, name: str) -> Character | None:
        known = Acquaintance(told)
        person = known.find(name)
        return portrait(told, known, person) if person is not None and person.is_person else None

    def said(self, told: Told) -> Quotation | None:
        return lines.last_line(told)

    def quotes(self, told: Told) -> tuple[Quotation, ...]:
        return lines.lines(told)

    def mentions(self, told: Told) -> tuple[Mention, ...]:
        return mentions.mentions(told)

    def recap(
        self, told: Told, *, words: int, since: int = 0, chapter: int | None = None, about: str | None = None
    ) -> Recap:
        return recap(told, words=words, since=since, chapter=chapter, about=about)

    def search(self, told: Told, query: str, *, limit: int) -> tuple[Hit, ...]:
        return passages.hits(told, understand(query), limit=limit)

    def where(self, told: Told) -> Whereabouts:
        return whereabouts(told)

    def look(self, told: Told, question: str) -> Found:
        """What the passages say, whatever the verdict: for measuring."""
        return look(told, understand(question), shown=3)

    # -- questions

    def ask(self, told: Told, question: str) -> Answer:
        began = time.perf_counter()
        with _uncollected():
            answer = answered(told, question, replied)
        return replace(answer, latency_ms=round((time.perf_counter() - began) * 1000, 3))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold off the garbage collector: a cast is thousands of small objects, none of them garbage while it is made."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
