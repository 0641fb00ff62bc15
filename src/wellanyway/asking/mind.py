"""StoryMind: all that answers, from a Told and nothing else."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace

from wellanyway.asking import lines, passages, recap
from wellanyway.asking.acquaintance import Acquaintance, Known, near
from wellanyway.asking.extraction import shortest
from wellanyway.asking.question import Kind, Question, understand
from wellanyway.asking.scene import present, whereabouts
from wellanyway.asking.wording import NOT_TOLD, inner, quoted
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
        known = Acquaintance(told.facts())
        return tuple(known.character(told, person) for person in known.people())

    def who(self, told: Told, name: str) -> Character | None:
        known = Acquaintance(told.facts())
        person = known.find(name)
        return known.character(told, person) if person is not None and person.place <= person.person else None

    def said(self, told: Told) -> Quotation | None:
        return lines.last_line(told)

    def quotes(self, told: Told) -> tuple[Quotation, ...]:
        return lines.lines(told)

    def mentions(self, told: Told) -> tuple[Mention, ...]:
        found = sorted(
            (fact for fact in told.facts() if fact.kind == "name"),
            key=lambda fact: (fact.sentence, fact.start),
        )
        mentions = []
        for fact in found:
            sentence = told.sentence(fact.sentence)
            start, end = fact.start - sentence.start, fact.end - sentence.start
            mentions.append(Mention(fact.sentence, sentence.at, start, end, sentence.text[start:end]))
        return tuple(mentions)

    def recap(self, told: Told, *, words: int, since: int = 0) -> Recap:
        return recap.recap(told, words=words, since=since)

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
        if not _is_heard(told, question.subject):
            known = Acquaintance(told.facts())
            person = (
                known.find(question.subject)
                if question.subject[:1].isupper() or " " not in question.subject
                else None
            )
            return (
                _introduced(told, known, person, question)
                if person is not None
                else _Reply(Verdict.NOT_TOLD, "names")
            )
        known = Acquaintance(told.facts())
        person = _named(known, question.subject)
        if person is not None and person.is_person:
            return _introduced(told, known, person, question)
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


def _introduced(told: Told, known: Acquaintance, person: Known, question: Question) -> _Reply:
    """Who somebody is: what was said of them, or else the passages about them, or where they were first named."""
    shown = known.character(told, person)
    if shown.said_of:
        text = quoted(shown.said_of[0].quote, shown.said_of[0].at)
        return _Reply(Verdict.TOLD, "names", text, None, shown.said_of, 0.9)
    near = passages.find(told, question, shown=_LOOKED_AT).ordinals
    evidence = [told.evidence(ordinal) for ordinal in near]
    about = [item for item in evidence if any(form in item.quote for form in person.forms)]
    about = sorted(about, key=lambda item: item.quote.rstrip("”’\"'").endswith("?"))[:2]  # questions last
    found = tuple(dict.fromkeys((*about, told.evidence(person.first_told(question.subject)))))
    return _Reply(Verdict.IMPLIED, "names", quoted(found[0].quote, found[0].at), None, found, 0.6)


def _have_met(told: Told, question: Question) -> _Reply:
    known = Acquaintance(told.facts())
    person = _named(known, question.subject)
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
    people = place.present or present(told)
    there = f" Named in this scene: {', '.join(people)}." if people else ""
    if question.type is Kind.WHO and not people:
        return _Reply(Verdict.NOT_TOLD, "scene")
    text = f"Chapter {place.chapter}{named}.{there}"
    short = ", ".join(people) if question.type is Kind.WHO else f"chapter {place.chapter}"
    return _Reply(Verdict.TOLD, "scene", text, short, evidence, 0.8)


# -- names in questions


def _named(known: Acquaintance, subject: str) -> Known | None:
    """The person a question is about, where it gives a name and not a description."""
    parts = [part for part in subject.split() if part.lower() not in STOPWORDS]
    is_name = any(part[:1].isupper() for part in parts) or len(parts) == 1
    is_described = subject.lower().startswith(("the ", "a ", "an ", "this ", "that ")) and not any(
        p[:1].isupper() for p in parts
    )
    return known.find(subject) if is_name and not is_described else None


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
    known = Acquaintance(told.facts())
    told_words = sorted(
        {word for entry in known.entries.values() for form in entry.forms for word in form.split()}
    )
    text = question.text
    for name in strange:
        alike = [word for word in told_words if near(name.lower(), word.lower())]
        if len(alike) != 1:
            return None
        text = re.sub(rf"\b{re.escape(name)}\b", alike[0], text)
    spelt = understand(text)
    return replace(spelt, kind=question.kind)
