"""StoryMind: all that answers, from a Told and nothing else."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from wellanyway.asking import lines, mentions
from wellanyway.asking.answering.extraction import shortest
from wellanyway.asking.finding import passages
from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.portrait import portrait
from wellanyway.asking.people.spelling import near
from wellanyway.asking.recaps.recap import recap
from wellanyway.asking.scene import whereabouts
from wellanyway.asking.understanding.question import Kind, Question, understand
from wellanyway.asking.wording import NOT_TOLD, inner, quoted
from wellanyway.memory.tally import Known
from wellanyway.reading.features import term
from wellanyway.reading.stems import STOPWORDS, stem, words
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

__all__ = ["StoryMind"]

_RECAP_WORDS = 120
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer before it is dressed."""

    verdict: Verdict
    method: str
    text: str = NOT_TOLD
    short: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


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

    def passages(self, told: Told, question: str) -> passages.Passages:
        """The passages nearest to answering, whatever the verdict: for measuring."""
        return passages.find(told, understand(question))

    # -- questions

    def ask(self, told: Told, question: str) -> Answer:
        began = time.perf_counter()
        reply = self._reply(told, understand(question))
        return Answer(
            question=question,
            told_to=told.told_to,
            at=told.at,
            verdict=reply.verdict,
            text=reply.text,
            short=reply.short,
            evidence=reply.evidence,
            confidence=round(reply.confidence, 3),
            method=reply.method,
            latency_ms=round((time.perf_counter() - began) * 1000, 3),
        )

    def _reply(self, told: Told, question: Question) -> _Reply:
        if told.told_to == 0 or question.kind in {Kind.REMARK, Kind.AHEAD}:
            return _Reply(Verdict.NOT_TOLD, str(question.kind))
        match question.kind:
            case Kind.RECAP:
                return self._recapped(told)
            case Kind.HERE:
                return _here(told, question)
            case Kind.WHO_SAID:
                return _who_said(told, question)
            case Kind.WHO_IS:
                return self._who_is(told, question)
            case Kind.HAVE_MET:
                return _have_met(told, question)
        return self._passages(told, question)

    def _recapped(self, told: Told) -> _Reply:
        found = self.recap(told, words=_RECAP_WORDS)
        if not found.text:
            return _Reply(Verdict.NOT_TOLD, "recap")
        return _Reply(Verdict.TOLD, "recap", found.text, None, found.evidence, 1.0)

    def _who_is(self, told: Told, question: Question) -> _Reply:
        known = Acquaintance(told)
        person = _meant(known, question.subject)
        if person is not None and known.is_somebody(person):
            return _introduced(told, known, person, question)
        if not _is_heard(told, question.subject):
            return _Reply(Verdict.NOT_TOLD, "names")
        return self._passages(told, question, floor=Verdict.IMPLIED)

    def _passages(self, told: Told, question: Question, *, floor: Verdict | None = None) -> _Reply:
        asked = _spelt_as_told(told, question)
        if asked is None:
            return _Reply(Verdict.NOT_TOLD, "names")
        found = passages.find(told, asked)
        verdict = found.verdict
        if verdict is Verdict.NOT_TOLD and floor is not None and found.ordinals:
            verdict = floor if _is_in(told, found.ordinals[0], question.subject) else verdict
        if verdict is Verdict.NOT_TOLD:
            return _Reply(Verdict.NOT_TOLD, "passages", confidence=found.sure)
        evidence = tuple(told.evidence(ordinal) for ordinal in found.ordinals)
        short = shortest(told, asked, found.ordinals[0]) if verdict is Verdict.TOLD else None
        text = quoted(evidence[0].quote, evidence[0].at)
        if short is not None:
            text = f"{short[:1].upper()}{short[1:]}. {text}"
        return _Reply(verdict, "passages", text, short, evidence, found.sure)


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


def _introduced(told: Told, known: Acquaintance, person: Known, question: Question) -> _Reply:
    """Who somebody is: what was said of them, or else the passages about them, or where they were first named."""
    shown = portrait(told, known, person)
    if shown.said_of:
        found = tuple(dict.fromkeys(one.evidence for one in shown.said_of))
        return _Reply(Verdict.TOLD, "names", quoted(found[0].quote, found[0].at), None, found, 0.9)
    near = passages.find(told, question, shown=_LOOKED_AT).ordinals
    evidence = [told.evidence(ordinal) for ordinal in near]
    names = [form.name for form in person.forms if form.form == "proper"]
    about = [item for item in evidence if any(name in item.quote for name in names)]
    about = sorted(about, key=lambda item: item.quote.rstrip("”’\"'").endswith("?"))[:2]  # questions last
    found = tuple(dict.fromkeys((*about, told.evidence(_first_called(person, question.subject)))))
    return _Reply(Verdict.IMPLIED, "names", quoted(found[0].quote, found[0].at), None, found, 0.6)


def _first_called(person: Known, name: str) -> int:
    """Where somebody was first called by `name`, or else first heard of."""
    return next((form.first for form in person.forms if form.name == name), person.first)


def _have_met(told: Told, question: Question) -> _Reply:
    person = _named(Acquaintance(told), question.subject)
    first = person.first if person is not None else _first_with(told, question.subject)
    if first is None:
        return _Reply(Verdict.NOT_TOLD, "names")
    evidence = told.evidence(first)
    return _Reply(
        Verdict.TOLD, "names", f"Yes. {quoted(evidence.quote, evidence.at)}", "yes", (evidence,), 0.9
    )


def _who_said(told: Told, question: Question) -> _Reply:
    found = lines.line_with(told, question.subject) if question.subject else lines.last_line(told)
    if found is None or found.speaker is None:
        return _Reply(Verdict.NOT_TOLD, "speakers")
    speaker = found.speaker[:1].upper() + found.speaker[1:]
    evidence = tuple(
        dict.fromkeys((told.evidence(found.sentence), *((found.evidence,) if found.evidence else ())))
    )
    text = f"{speaker}. “{inner(found.text)}” ({found.at})"
    verdict = Verdict.TOLD if found.confidence >= 0.8 else Verdict.IMPLIED
    return _Reply(verdict, "speakers", text, found.speaker, evidence, found.confidence)


def _here(told: Told, question: Question) -> _Reply:
    place = whereabouts(told)
    evidence = (place.last,) if place.last is not None else ()
    named = f" ({place.chapter_title})" if place.chapter_title else ""
    where = "".join(f" {words[:1].upper()}{words[1:]}." for words in (place.place, place.time) if words)
    people = f" In this scene: {', '.join(place.present)}." if place.present else ""
    if question.type is Kind.WHO and not people:
        return _Reply(Verdict.NOT_TOLD, "scene")
    text = f"Chapter {place.chapter}{named}.{where}{people}"
    short = ", ".join(place.present) if question.type is Kind.WHO else f"chapter {place.chapter}"
    return _Reply(Verdict.TOLD, "scene", text, short, evidence, 0.8)


# -- names in questions


def _is_description(subject: str) -> bool:
    """Whether it says what somebody is ("the captain") and does not name them."""
    has_name = any(part[:1].isupper() for part in subject.split()[1:])
    return subject.lower().startswith(("the ", "a ", "an ", "this ", "that ")) and not has_name


def _named(known: Acquaintance, subject: str) -> Known | None:
    """The person a question is about, where it gives a name and not a description."""
    parts = [part for part in subject.split() if part.lower() not in STOPWORDS]
    is_name = any(part[:1].isupper() for part in parts) or len(parts) == 1
    return known.find(subject) if is_name and not _is_description(subject) else None


def _meant(known: Acquaintance, subject: str) -> Known | None:
    """The person a question is about, by name or by description."""
    return known.find(subject) if _is_description(subject) else _named(known, subject)


def _heard(told: Told, word: str) -> bool:
    return bool((told.index().terms == term(stem(word.lower().replace("’", "'")))).any())


def _is_heard(told: Told, subject: str) -> bool:
    """Whether all of its words have been told, be it apart."""
    wanted = [word for word in words(subject) if word not in STOPWORDS]
    return bool(wanted) and all(_heard(told, word) for word in wanted)


def _is_in(told: Told, ordinal: int, subject: str) -> bool:
    found = {stem(word) for word in words(told.sentence(ordinal).text)}
    return all(stem(word) in found for word in words(subject) if word not in STOPWORDS)


def _first_with(told: Told, subject: str) -> int | None:
    """The first told sentence that holds all the words."""
    wanted = [term(stem(word)) for word in words(subject) if word not in STOPWORDS]
    if not wanted:
        return None
    index = told.index()
    rows: set[int] | None = None
    for one in wanted:
        places = (index.terms == one).nonzero()[0]
        here = {int(row) for row in index.bounds.searchsorted(places, side="right") - 1}
        rows = here if rows is None else rows & here
    return min(rows) if rows else None


def _spelt_as_told(told: Told, question: Question) -> Question | None:
    """The question with its names as they were told; None where it names somebody never heard of."""
    strange = [name for name in question.names if not all(_heard(told, word) for word in words(name))]
    if not strange:
        return question
    names = told.chronicle().names(proper_only=True)
    told_words = sorted({word for name in names for word in name.split()})
    text = question.text
    for name in strange:
        alike = [word for word in told_words if near(name.lower(), word.lower())]
        if len(alike) != 1:
            return None
        text = re.sub(rf"\b{re.escape(name)}\b", alike[0], text)
    spelt = understand(text)
    return replace(spelt, kind=question.kind)
