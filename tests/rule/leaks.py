"""Planted leaks: each makes the package break the one rule in a way that products have broken it.

A leak is a patch; what is proven is that the swapped-futures check sees it. Add one with every new thing
that a listener can observe.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from wellanyway.asking import chart
from wellanyway.asking.finding import candidates, company, passages, referents, retrieval
from wellanyway.asking.mind import StoryMind
from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.recaps.candidates import Candidates
from wellanyway.asking.recaps.pieces import Piece
from wellanyway.asking.replies import distance, places
from wellanyway.asking.talk import antecedents, conversation
from wellanyway.errors import PositionError
from wellanyway.memory import log
from wellanyway.reading.features import term
from wellanyway.reading.stems import stem
from wellanyway.story import Locator
from wellanyway.telling import retold, returning
from wellanyway.told import Told, ToldChapter
from wellanyway.views import Evidence, Verdict
from wellanyway.voices import parts
from wellanyway.voices.casting import Casting

__all__ = ["LEAKS", "Leak"]

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, slots=True)
class Leak:
    """One way to break the rule."""

    name: str
    plant: Patch


LEAKS: list[Leak] = []


def leak(name: str) -> Callable[[Patch], Patch]:
    def keep(plant: Patch) -> Patch:
        LEAKS.append(Leak(name, plant))
        return plant

    return keep


def _size(told: Told) -> int:
    return told._work.size()


# -- the view itself


@leak("paragraphs are shown whole as soon as they have begun")
def _whole_blocks(patch: pytest.MonkeyPatch) -> None:
    def block(self: Told, sentence: Any) -> Any:
        chapter = self._work.chapter(sentence.chapter)
        assert chapter is not None
        return chapter.blocks[sentence.block]

    patch.setattr(Told, "block", block)


@leak("a locator's context runs on behind the horizon")
def _locator_after(patch: pytest.MonkeyPatch) -> None:
    def locate(self: Told, ordinal: int) -> Locator:
        sentence = self.sentence(ordinal)
        coming = self._work.sentence(ordinal + 1)
        return Locator("", None, "", sentence.text, coming.text[:32] if coming else "")

    patch.setattr(Told, "locate", locate)


@leak("the table of contents shows the next chapter's title")
def _contents(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapters

    def chapters(self: Told) -> tuple[ToldChapter, ...]:
        known = real(self)
        coming = self._work.chapter(len(known))
        return known if coming is None else (*known, ToldChapter(len(known), coming.title, 0, 0, False, ()))

    patch.setattr(Told, "chapters", chapters)


@leak("notes behind a chapter are shown with its first sentence")
def _end_notes(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapter

    def chapter(self: Told, index: int) -> ToldChapter:
        whole = self._work.chapter(index)
        return replace(real(self, index), paratext=whole.paratext if whole else ())

    patch.setattr(Told, "chapter", chapter)


@leak("a chapter says that it is finished before the next one has begun")
def _finished(patch: pytest.MonkeyPatch) -> None:
    real = Told.chapter

    def chapter(self: Told, index: int) -> ToldChapter:
        seen = real(self, index)
        whole = self._work.chapter(index)
        return replace(seen, is_finished=whole is not None and seen.told == len(whole.sentences))

    patch.setattr(Told, "chapter", chapter)


@leak("a refusal counts the sentences there are")
def _counting_refusal(patch: pytest.MonkeyPatch) -> None:
    real = Told.sentence

    def sentence(self: Told, ordinal: int) -> Any:
        try:
            return real(self, ordinal)
        except PositionError:
            raise PositionError(f"{ordinal} is not among the {_size(self)} sentences told") from None

    patch.setattr(Told, "sentence", sentence)


@leak("a place ahead that exists is refused in other words than one that does not")
def _differing_refusals(patch: pytest.MonkeyPatch) -> None:
    real = Told.back_to

    def back_to(self: Told, pos: Any) -> Told:
        if isinstance(pos, int) and pos > self.told_to and self._work.sentence(pos) is not None:
            raise PositionError("that is still ahead")
        return real(self, pos)

    patch.setattr(Told, "back_to", back_to)


@leak("the place is shown as a share of the whole")
def _progress(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Told, "__repr__", lambda self: f"{self.told_to} of {_size(self)}")


@leak("the told sentences run one over")
def _one_over(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Told, "sentences", lambda self, start=0, stop=None: self._work.sentences(start, self.told_to + 1)
    )


@leak("what was asked further on is remembered by whoever goes back")
def _talk_from_ahead(patch: pytest.MonkeyPatch) -> None:
    real = Told.back_to

    def back_to(self: Told, pos: Any) -> Told:
        seen = real(self, pos)
        seen.talk = self.talk
        return seen

    patch.setattr(Told, "back_to", back_to)


@leak("a pronoun in a question means whom the story speaks of next")
def _coming_antecedent(patch: pytest.MonkeyPatch) -> None:
    real = antecedents.last_meant

    def last_meant(known: Any, gender: str = "") -> Any:
        ahead = known.told._memory.chronicle(min(known.told.told_to + 6, _size(known.told)))
        numbers = [
            who for fact in reversed(ahead.mentions(6)) if (who := int(fact.value.get("who", -1))) >= 0
        ]
        found = known.chronicle.everybody(numbers)
        return found[0] if found else real(known, gender)

    class Seeing(Acquaintance):
        def __init__(self, told: Told, **options: Any) -> None:
            super().__init__(told, **options)
            self.told = told

    patch.setattr(conversation, "Acquaintance", Seeing)
    patch.setattr(antecedents, "last_meant", last_meant)


# -- the memory


@leak("facts are taken from the whole book")
def _all_facts(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        return [fact for fact in self._memory.facts(_size(self)) if kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("facts are known from where they are about, not from where they could be known")
def _known_too_early(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        every = self._memory.facts(_size(self))
        return [fact for fact in every if fact.sentence < self.told_to and kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("the reader looks a paragraph ahead")
def _reader_ahead(patch: pytest.MonkeyPatch) -> None:
    def facts(self: Told, kind: str | None = None) -> Any:
        ahead = min(self.told_to + 4, _size(self))
        return [fact for fact in self._memory.facts(ahead) if kind in (None, fact.kind)]

    patch.setattr(Told, "facts", facts)


@leak("who is who is settled by the whole book")
def _whole_chronicle(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Told, "chronicle", lambda self: self._memory.chronicle(_size(self)))


@leak("two people are one before the story says so")
def _joined_early(patch: pytest.MonkeyPatch) -> None:
    real = Told.chronicle

    def chronicle(self: Told) -> Any:
        known = real(self)
        whole, count = self._memory.chronicle(_size(self)), known.next_number
        roots = [root if (root := whole.root(number)) < count else number for number in range(count)]
        known.__dict__["_root"] = np.array([*roots, -1], np.int64)
        known.__dict__.pop("tally", None)
        return known

    patch.setattr(Told, "chronicle", chronicle)


@leak("a paragraph is read as soon as it is whole")
def _whole_paragraphs(patch: pytest.MonkeyPatch) -> None:
    real = log._in_play

    def in_play(work: Any, told_to: int) -> Any:
        window = real(work, told_to)
        return None if window is None or window.is_complete else window

    patch.setattr(log, "_in_play", in_play)


@leak("each paragraph is read together with the next one")
def _next_paragraph(patch: pytest.MonkeyPatch) -> None:
    real = log._between

    def between(work: Any, start: int, told_to: int) -> Any:
        for window in real(work, start, told_to):
            blocks = work.chapter(window.chapter).blocks
            behind = blocks[window.block_index + 1].text if window.block_index + 1 < len(blocks) else ""
            yield replace(window, block=replace(window.block, text=f"{window.block.text} {behind}".strip()))

    patch.setattr(log, "_between", between)


@leak("a glance at the paragraph in play goes to its end")
def _far_glance(patch: pytest.MonkeyPatch) -> None:
    real = log._in_play

    def in_play(work: Any, told_to: int) -> Any:
        window = real(work, told_to)
        if window is None:
            return None
        return replace(window, block=work.chapter(window.chapter).blocks[window.block_index])

    patch.setattr(log, "_in_play", in_play)


@leak("the search index is not cut")
def _whole_index(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Told, "index", lambda self: self._memory.index(_size(self)))


@leak("ties and ids are ordered by how much is still to come")
def _ordered_by_future(patch: pytest.MonkeyPatch) -> None:
    real = Told.facts

    def facts(self: Told, kind: str | None = None) -> Any:
        found = list(real(self, kind))
        turn = _size(self) % max(1, len(found)) if found else 0
        return found[turn:] + found[:turn]

    patch.setattr(Told, "facts", facts)


@leak("quotations under answers run on into the next sentence")
def _running_evidence(patch: pytest.MonkeyPatch) -> None:
    real = Told.evidence

    def evidence(self: Told, ordinal: int) -> Evidence:
        coming = self._work.sentence(ordinal + 1)
        seen = real(self, ordinal)
        return replace(seen, quote=f"{seen.quote} {coming.text if coming else ''}")

    patch.setattr(Told, "evidence", evidence)


# -- asking


def _with_told(patch: pytest.MonkeyPatch, prepare: Callable[[pytest.MonkeyPatch, Told], None]) -> None:
    """Have `prepare` look at the whole work before passages are sought."""
    real = passages.find

    def find(told: Told, question: Any, **options: Any) -> Any:
        prepare(patch, told)
        return real(told, question, **options)

    patch.setattr(passages, "find", find)


@leak("rarity of words is counted in the whole book")
def _book_idf(patch: pytest.MonkeyPatch) -> None:
    class Counted:
        def __init__(self, told: Told) -> None:
            self.terms = told._memory.index(_size(told)).terms

        def idf(self, word: str) -> float:
            count = int((self.terms == term(stem(word))).sum())
            return math.log(1 + len(self.terms) / (1 + count))

    def prepare(patch: pytest.MonkeyPatch, told: Told) -> None:
        counted = Counted(told)
        patch.setattr(retrieval, "frequencies", lambda: counted)

    _with_told(patch, prepare)


@leak("sentence lengths are held against the whole book's average")
def _book_length(patch: pytest.MonkeyPatch) -> None:
    def prepare(patch: pytest.MonkeyPatch, told: Told) -> None:
        index = told._memory.index(_size(told))
        patch.setattr(retrieval, "_LENGTH", len(index.terms) / len(index))

    _with_told(patch, prepare)


@leak("the best of the whole book are taken first and the untold among them dropped")
def _cut_after_ranking(patch: pytest.MonkeyPatch) -> None:
    real = retrieval.best
    at: list[int] = []

    def prepare(_patch: pytest.MonkeyPatch, told: Told) -> None:
        at[:] = [told.told_to]

    def best(score: Any, *, limit: int = 12, since: int = 0) -> Any:
        found = real(score, limit=12, since=since)
        return found[found < at[0]] if at and (found < at[0]).any() else found[:0] + 0

    patch.setattr(Told, "index", lambda self: self._memory.index(_size(self)))
    patch.setattr(candidates, "best", best)
    patch.setattr(passages, "hits", lambda told, question, limit: ())
    _with_told(patch, prepare)


@leak("whom a question means is looked up in the whole book")
def _meant_later(patch: pytest.MonkeyPatch) -> None:
    real = referents.referents
    at: list[Told] = []

    def prepare(_patch: pytest.MonkeyPatch, told: Told) -> None:
        at[:] = [told]

    def meant(chronicle: Any, question: Any) -> Any:
        told = at[0] if at else None
        if told is None or told.told_to != chronicle.told_to:
            return real(chronicle, question)
        found = real(told._memory.chronicle(_size(told)), question)
        heard = tuple(sentences[sentences < told.told_to] for sentences in found.sentences)
        return replace(found, sentences=heard)

    patch.setattr(candidates, "referents", meant)
    _with_told(patch, prepare)


@leak("whose words they are is settled by the whole book")
def _spoken_later(patch: pytest.MonkeyPatch) -> None:
    real = company.company
    at: list[Told] = []

    def prepare(_patch: pytest.MonkeyPatch, told: Told) -> None:
        at[:] = [told]

    def with_them(chronicle: Any, asked: Any, sentences: Any) -> Any:
        told = at[0] if at else None
        if told is None or told.told_to != chronicle.told_to:
            return real(chronicle, asked, sentences)
        return real(told._memory.chronicle(_size(told)), asked, sentences)

    patch.setattr(candidates, "company", with_them)
    _with_told(patch, prepare)


@leak("sentences are embedded in a batch with the ones to come")
def _batched(patch: pytest.MonkeyPatch) -> None:
    real = retrieval.vectors_of
    coming: list[str] = []

    def prepare(_patch: pytest.MonkeyPatch, told: Told) -> None:
        coming[:] = [sentence.text for sentence in told._work.sentences(told.told_to, told.told_to + 8)]

    def vectors_of(texts: Any) -> Any:
        rows = real(texts)
        return rows + 0.05 * real(coming).mean(axis=0) if coming else rows

    patch.setattr(passages, "vectors_of", vectors_of)
    _with_told(patch, prepare)


@leak("answers are remembered by their question alone")
def _remembered_answers(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.ask
    kept: dict[tuple[int, str], Any] = {}

    def ask(self: StoryMind, told: Told, question: str) -> Any:
        return kept.setdefault((id(told._work), question), real(self, told, question))

    patch.setattr(StoryMind, "ask", ask)


@leak("the refusal says that it is still ahead")
def _still_ahead(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.ask

    def ask(self: StoryMind, told: Told, question: str) -> Any:
        given = real(self, told, question)
        coming = " ".join(s.text for s in told._work.sentences(told.told_to, _size(told)))
        if given.verdict is Verdict.NOT_TOLD and question.rsplit(maxsplit=1)[-1].strip("?") in coming:
            return replace(given, text="You will see.")
        return given

    patch.setattr(StoryMind, "ask", ask)


@leak("confidence is a share of the best score in the whole book")
def _normalised(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.ask

    def ask(self: StoryMind, told: Told, question: str) -> Any:
        whole = Told(told._work, _size(told), memory=told._memory, mind=self)
        most = real(self, whole, question).confidence or 1.0
        given = real(self, told, question)
        return replace(given, confidence=given.confidence / most)

    patch.setattr(StoryMind, "ask", ask)


@leak("names are spelt after everybody in the book")
def _spelling(patch: pytest.MonkeyPatch) -> None:
    def who(self: StoryMind, told: Told, name: str) -> Any:
        whole = Told(told._work, _size(told), memory=told._memory, mind=self)
        known = {member.name: member for member in StoryMind.cast(self, whole)}
        return known[name].name if name in known else None

    patch.setattr(StoryMind, "who", who)


@leak("the cast is ordered by how much of the book is theirs")
def _cast_order(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.cast

    def cast(self: StoryMind, told: Told) -> Any:
        whole = Told(told._work, _size(told), memory=told._memory, mind=self)
        weight = {member.name: member.mentions for member in real(self, whole)}
        return tuple(sorted(real(self, told), key=lambda member: -weight.get(member.name, 0)))

    patch.setattr(StoryMind, "cast", cast)


@leak("a recap is as long as the share of the book that it covers")
def _recap_share(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.recap

    def recap(self: StoryMind, told: Told, *, words: int, **options: Any) -> Any:
        return real(self, told, words=max(8, words * told.told_to // max(1, _size(told))), **options)

    patch.setattr(StoryMind, "recap", recap)


@leak("a recap is made of what matters later")
def _recap_later(patch: pytest.MonkeyPatch) -> None:
    real = Candidates._worth

    def worth(self: Candidates, piece: Piece, central: float) -> float:
        told = self._told
        coming = " ".join(s.text for s in told._work.sentences(told.told_to, _size(told)))
        return real(self, piece, central) + sum(ref.name in coming for ref in piece.refs if ref.name)

    patch.setattr(Candidates, "_worth", worth)


@leak("a recap of a chapter not reached is refused in other words than one of a chapter that is not there")
def _recap_of_contents(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.recap

    def recap(self: StoryMind, told: Told, *, chapter: int | None = None, **options: Any) -> Any:
        if (
            chapter is not None
            and chapter >= len(told.chapters())
            and told._work.chapter(chapter) is not None
        ):
            raise PositionError("that chapter is still ahead")
        return real(self, told, chapter=chapter, **options)

    patch.setattr(StoryMind, "recap", recap)


@leak("a return line runs on into the next sentence")
def _running_return(patch: pytest.MonkeyPatch) -> None:
    real = returning.quoted

    def pick_up(told: Told) -> Any:
        coming = told._work.sentence(told.told_to)
        return real(f"{told.sentence(told.told_to - 1).text} {coming.text if coming else ''}")

    patch.setattr(sys.modules["wellanyway.testing.trace"], "pick_up", pick_up)


@leak("the layout of what is said over knows whether a sentence follows")
def _layout_ahead(patch: pytest.MonkeyPatch) -> None:
    real = retold._said

    def said(told: Told, before: Any, sentence: Any) -> Any:
        coming = told._work.sentence(sentence.ordinal + 1)
        return replace(real(told, before, sentence), starts_line=coming is None)

    patch.setattr(retold, "_said", said)


@leak("the map has the people of the whole book")
def _whole_map(patch: pytest.MonkeyPatch) -> None:
    real = chart._scenes

    def scenes(told: Told, known: Any) -> Any:
        whole = Told(told._work, _size(told), memory=told._memory, mind=told._mind)
        later = {scene.sentence: scene for scene in real(whole, Acquaintance(whole))}
        return tuple(
            replace(scene, present=later[scene.sentence].present) if scene.sentence in later else scene
            for scene in real(told, known)
        )

    patch.setattr(chart, "_scenes", scenes)


@leak("the whereabouts count the chapters there are")
def _chapter_count(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.where

    def where(self: StoryMind, told: Told) -> Any:
        count = 0
        while told._work.chapter(count) is not None:
            count += 1
        return replace(real(self, told), chapter_title=f"of {count}")

    patch.setattr(StoryMind, "where", where)


@leak("who spoke is taken from the tag that is still to come")
def _coming_tag(patch: pytest.MonkeyPatch) -> None:
    real = StoryMind.quotes

    def quotes(self: StoryMind, told: Told) -> Any:
        ahead = Told(told._work, min(told.told_to + 2, _size(told)), memory=told._memory, mind=self)
        return real(self, ahead)[: len(real(self, told))]

    patch.setattr(StoryMind, "quotes", quotes)


# -- replies


def _whole(told: Told) -> Told:
    return Told(told._work, _size(told), memory=told._memory, mind=told._mind)


@leak("how long ago something was is counted from the end of the book")
def _pages_from_the_end(patch: pytest.MonkeyPatch) -> None:
    real = distance.long_ago
    patch.setattr(distance, "long_ago", lambda told, ordinal: real(_whole(told), ordinal))


@leak("where somebody is is where they will be last")
def _last_whereabouts(patch: pytest.MonkeyPatch) -> None:
    real = places._of_person

    def of_person(asked: Any, one: Any) -> Any:
        told = _whole(asked.told)
        return real(replace(asked, told=told, known=Acquaintance(told)), one)

    patch.setattr(places, "_of_person", of_person)


# -- voices


@leak("a voice is chosen by what is known of its speaker in the end")
def _voice_by_the_end(patch: pytest.MonkeyPatch) -> None:
    def voice(self: Casting, told: Told, line: Any) -> str:
        if line is None or line.speaker < 0:
            return self.narrator
        known = _whole(told).chronicle()
        return self._give(known, line.speaker, (line.chapter, line.block, line.start), line.known_at - 1)

    patch.setattr(Casting, "voice", voice)


@leak("voices are handed out to the cast of the whole book")
def _voices_for_all(patch: pytest.MonkeyPatch) -> None:
    def follow(self: Casting, told: Told) -> None:
        if not self.roles:
            self._catch_up(_whole(told))

    patch.setattr(Casting, "follow", follow)


@leak("a line is in the voice that the tag behind it names")
def _voice_by_the_coming_tag(patch: pytest.MonkeyPatch) -> None:
    real = parts.lines_at

    def lines_at(told: Told, sentence: Any) -> Any:
        ahead = min(told.told_to + 2, _size(told))
        return real(Told(told._work, ahead, memory=told._memory, mind=told._mind), sentence)

    patch.setattr(parts, "lines_at", lines_at)
