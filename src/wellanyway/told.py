"""Told: the view of a work at a horizon, and the only door to its text for all that answers.

A Told cannot be made without a horizon and there is no way forward from one. Whatever it hands out
is cut at `told_to` here, once, so that nothing above has to remember to.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wellanyway.errors import PositionError
from wellanyway.story import Block, Locator, Paratext, Pos, Sentence, Work

if TYPE_CHECKING:
    from wellanyway.facts import Fact
    from wellanyway.memory.chronicle import Chronicle
    from wellanyway.reading.index import SentenceIndex
    from wellanyway.views import (
        Answer,
        Character,
        Evidence,
        Hit,
        Mention,
        Quotation,
        Recap,
        Whereabouts,
    )

__all__ = ["Memory", "Mind", "Told", "ToldChapter"]

_CONTEXT = 32  # characters of text before and after in a Locator


class Memory(Protocol):
    """What the reader left of one work. Each call is a pure function of the first `told_to` sentences."""

    def facts(self, told_to: int, kind: str | None = None) -> Sequence[Fact]:
        """All facts known there, in order of `known_at`, then span; of one kind if asked.

        Those of the block in play, told to its end or not, are what a glance at its told part shows.
        """
        ...

    def chronicle(self, told_to: int) -> Chronicle:
        """The same facts folded: who is who, who spoke, where the scene is."""
        ...

    def index(self, told_to: int) -> SentenceIndex:
        """The search index cut at `told_to` sentences."""
        ...


class Mind(Protocol):
    """All that answers; each call sees the work through the Told alone."""

    def ask(self, told: Told, question: str) -> Answer: ...
    def cast(self, told: Told) -> tuple[Character, ...]: ...
    def who(self, told: Told, name: str) -> Character | None: ...
    def said(self, told: Told) -> Quotation | None: ...
    def quotes(self, told: Told) -> tuple[Quotation, ...]: ...
    def mentions(self, told: Told) -> tuple[Mention, ...]: ...
    def recap(
        self, told: Told, *, words: int, since: int = 0, chapter: int | None = None, about: str | None = None
    ) -> Recap: ...
    def search(self, told: Told, query: str, *, limit: int) -> tuple[Hit, ...]: ...
    def where(self, told: Told) -> Whereabouts: ...


@dataclass(frozen=True, slots=True)
class ToldChapter:
    """A chapter as far as it has been told: title (reached with its first sentence) and extent."""

    index: int
    title: str
    first: int
    told: int  # how many of its sentences have been told
    is_finished: (
        bool  # True once a later chapter has begun: that its last sentence is the last is not known before
    )
    paratext: tuple[Paratext, ...]


class Told:
    """A work as somebody knows it who has been told its first `told_to` sentences."""

    __slots__ = ("_memory", "_mind", "_work", "talk", "told_to")

    def __init__(
        self, work: Work, told_to: int, *, memory: Memory, mind: Mind, talk: Iterable[Answer] = ()
    ) -> None:
        """Raises PositionError where there are fewer than `told_to` sentences so far.

        `talk` is what the listener asked and was answered; what was said further on is not known here.
        """
        if told_to < 0 or (told_to > 0 and work.chapter_of(told_to - 1) is None):
            raise PositionError(f"there is no place after {told_to} sentences in this story so far")
        self._work = work
        self._memory = memory
        self._mind = mind
        self.told_to = told_to
        self.talk: tuple[Answer, ...] = tuple(said for said in talk if said.told_to <= told_to)

    def __repr__(self) -> str:
        return f"Told({self.title!r}, at={self.at!r})"

    @property
    def title(self) -> str:
        return self._work.title

    @property
    def author(self) -> str:
        return self._work.author

    @property
    def at(self) -> str:
        """CHAPTER.SENTENCE of the last sentence told; `1.0` before the first."""
        return self._work.at(self.told_to)

    def back_to(self, pos: Pos | str | int) -> Told:
        """The same work earlier. Raises PositionError for a place that has not been told.

        An int is a number of sentences told. `end` is here.
        """
        if isinstance(pos, int):
            told_to = pos
        else:
            told_to = self._horizon(Pos.parse(pos) if isinstance(pos, str) else pos)
        if not 0 <= told_to <= self.told_to:
            raise PositionError(f"{pos} has not been told yet; this view ends at {self.at}")
        return Told(self._work, told_to, memory=self._memory, mind=self._mind, talk=self.talk)

    def after(self, *said: Answer) -> Told:
        """The same view when some more has been talked about."""
        talk = (*self.talk, *said)
        return Told(self._work, self.told_to, memory=self._memory, mind=self._mind, talk=talk)

    def _horizon(self, pos: Pos) -> int:
        """The horizon of a told place; what lies ahead is not looked at, not even counted."""
        if pos.chapter is None:
            return self.told_to
        for chapter in self.chapters():
            if chapter.index == pos.chapter - 1:
                if pos.sentence is None:  # the present chapter: as far as it has been told
                    return chapter.first + chapter.told
                if pos.sentence <= chapter.told:
                    return chapter.first + pos.sentence
        raise PositionError(f"{pos} has not been told yet; this view ends at {self.at}")

    # -- the text, cut at the horizon

    def sentence(self, ordinal: int) -> Sentence:
        """Sentence `ordinal`; raises PositionError if it has not been told."""
        if not 0 <= ordinal < self.told_to:
            raise PositionError(f"sentence {ordinal} has not been told yet; this view ends at {self.at}")
        sentence = self._work.sentence(ordinal)
        assert sentence is not None
        return sentence

    def sentences(self, start: int = 0, stop: int | None = None) -> Iterator[Sentence]:
        """Told sentences `[start, stop)`."""
        end = self.told_to if stop is None else min(stop, self.told_to)
        return self._work.sentences(max(start, 0), end)

    def place(self, ordinal: int) -> str:
        """CHAPTER.SENTENCE of a told sentence, without its words; raises PositionError if it has not been told."""
        return self.places([ordinal])[ordinal]

    def places(self, ordinals: Iterable[int]) -> dict[int, str]:
        """The same of many at once, by their ordinals."""
        wanted = set(ordinals)
        for ordinal in wanted:
            if not 0 <= ordinal < self.told_to:
                raise PositionError(f"sentence {ordinal} has not been told yet; this view ends at {self.at}")
        last = self._work.chapter_of(max(wanted)) if wanted else None
        firsts = [self._work.first(index) for index in range(last + 1)] if last is not None else []
        found = {}
        for ordinal in wanted:
            index = bisect.bisect_right(firsts, ordinal)
            found[ordinal] = f"{index}.{ordinal - firsts[index - 1] + 1}"
        return found

    def chapters(self) -> tuple[ToldChapter, ...]:
        """Chapters of which at least one sentence has been told."""
        if self.told_to == 0:
            return ()
        last = self._work.chapter_of(self.told_to - 1)
        assert last is not None
        return tuple(self.chapter(index) for index in range(last + 1))

    def chapter(self, index: int) -> ToldChapter:
        """Chapter `index` as far as told; raises PositionError if it has not been reached."""
        last = self._work.chapter_of(self.told_to - 1) if self.told_to else None
        if last is None or not 0 <= index <= last:
            raise PositionError(f"chapter {index + 1} has not been reached yet; this view ends at {self.at}")
        chapter = self._work.chapter(index)
        assert chapter is not None
        first = self._work.first(index)
        told = min(self.told_to - first, len(chapter.sentences))
        is_finished = index < last
        paratext = tuple(note for note in chapter.paratext if is_finished or not note.is_after)
        return ToldChapter(index, chapter.title, first, told, is_finished, paratext)

    def block(self, sentence: Sentence) -> Block:
        """The block `sentence` stands in, its text cut where the telling stands."""
        chapter = self._work.chapter(sentence.chapter)
        assert chapter is not None
        self.sentence(sentence.ordinal)
        block = chapter.blocks[sentence.block]
        local = self.told_to - self._work.first(sentence.chapter)
        if local >= len(chapter.sentences) or chapter.sentences[local].block > sentence.block:
            return block
        return block.upto(chapter.sentences[local - 1].end)

    def breaks_before(self, sentence: Sentence) -> bool:
        """Whether a scene break stands right before the block of a told sentence."""
        self.sentence(sentence.ordinal)
        chapter = self._work.chapter(sentence.chapter)
        assert chapter is not None
        return chapter.follows_break(sentence.block)

    def locate(self, ordinal: int) -> Locator:
        """Where a told sentence stands in the file, with told context alone around it."""
        sentence = self.sentence(ordinal)
        block = self.block(sentence)
        return Locator(
            href=block.href,
            fragment=block.fragment,
            before=block.text[max(0, sentence.start - _CONTEXT) : sentence.start],
            highlight=sentence.text,
            after=block.text[sentence.end : sentence.end + _CONTEXT],
        )

    def evidence(self, ordinal: int) -> Evidence:
        """A told sentence as a quotation with its place."""
        from wellanyway.views import Evidence

        sentence = self.sentence(ordinal)
        return Evidence(ordinal, sentence.at, sentence.text)

    # -- what the reader understood, cut at the horizon

    def facts(self, kind: str | None = None) -> Sequence[Fact]:
        """Facts known here, in order of `known_at`; of one kind if asked."""
        return self._memory.facts(self.told_to, kind)

    def chronicle(self) -> Chronicle:
        """The fold of the facts known here."""
        return self._memory.chronicle(self.told_to)

    def index(self) -> SentenceIndex:
        """The search index of the told sentences."""
        return self._memory.index(self.told_to)

    # -- all that answers

    def ask(self, question: str) -> Answer:
        """Answer a question from what has been told."""
        return self._mind.ask(self, question)

    def cast(self) -> tuple[Character, ...]:
        """Everybody heard of so far, the most heard of first."""
        return self._mind.cast(self)

    def who(self, name: str) -> Character | None:
        """Whom a name or a description means, with what has been told of them; None if nobody so far."""
        return self._mind.who(self, name)

    def said(self) -> Quotation | None:
        """Who said the last quotation told."""
        return self._mind.said(self)

    def quotes(self) -> tuple[Quotation, ...]:
        """Quotations told so far, in order."""
        return self._mind.quotes(self)

    def mentions(self) -> tuple[Mention, ...]:
        """All words told that mean somebody or something, in order, and whom."""
        return self._mind.mentions(self)

    def recap(
        self, *, words: int = 150, since: int = 0, chapter: int | None = None, about: str | None = None
    ) -> Recap:
        """What has been told, in at most `words` words, those of the story but for names put for pronouns.

        From sentence `since` on; of one `chapter` (from 0, as in `chapter`); of one character's part. Raises PositionError
        for a chapter that has not been reached; of somebody nobody has told of there is nothing.
        """
        return self._mind.recap(self, words=words, since=since, chapter=chapter, about=about)

    def search(self, query: str, *, limit: int = 10) -> tuple[Hit, ...]:
        """The told sentences nearest to `query`, best first."""
        return self._mind.search(self, query, limit=limit)

    def where(self) -> Whereabouts:
        """Where the listener is."""
        return self._mind.where(self)
