"""What was said: who said a line, what somebody said about something, and the last words again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from wellanyway.asking import lines
from wellanyway.asking.replies import persons
from wellanyway.asking.replies.clipping import clipped, count
from wellanyway.asking.replies.meant import person, sentences_with
from wellanyway.asking.replies.passages import from_passages
from wellanyway.asking.replies.quoting import MOST, THIS
from wellanyway.asking.replies.reply import Asked, Reply, refused
from wellanyway.asking.wording import IMPLIED, capital, inner
from wellanyway.facts import Fact
from wellanyway.memory.tally import Known
from wellanyway.models import frequencies
from wellanyway.reading.features import term
from wellanyway.reading.stems import STOPWORDS, content, stem, words
from wellanyway.views import Evidence, Quotation, Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["said_about", "who_said", "word"]

_SURE = 0.8
_MEANT = 0.75  # how sure it has to be whom a word in a line means
_LIKELY = 0.35  # below that a guess at the speaker is not said
_SHARE = 0.6  # of a line's words that a paraphrase has to have, by their weight
_SHOWN = 3
_CITED = 4
_WEIGHED = 40  # lines about something that are held against each other, the last
_LINE = 30  # words of a line that are said again
_WORTH = 25  # words of a line from which on more say no more


# -- who said it


def who_said(asked: Asked) -> Reply:
    """The reply to "who said that?" and "who said '...'?"."""
    subject = asked.question.subject
    fact = _line_meant(asked, subject) if subject else asked.known.chronicle.lines.last()
    if fact is None:
        is_paraphrase = bool(subject) and not re.search(
            "[“\"‘']" + re.escape(subject[:1]), asked.question.text
        )
        return from_passages(asked) if is_paraphrase else refused("speakers")
    found = lines.line(asked.told, fact, asked.known)
    cited = tuple(asked.told.evidence(at) for at in _holding(asked, fact))
    evidence = tuple(dict.fromkeys((*cited, *((found.evidence,) if found.evidence else ()))))
    speaker, sure = found.speaker, found.confidence
    if speaker is None:
        guess = fact.value.get("guess")
        speaker = asked.known.name(guess) if isinstance(guess, int) and guess >= 0 else None
        sure = round(fact.confidence, 3)
    if speaker is None or sure < _LIKELY:
        return _unsure(asked, found, evidence) if subject else refused("speakers")
    if sure >= _SURE and found.speaker is not None:
        text = _said(asked, f"{capital(speaker)}.", found)
        return Reply(Verdict.TOLD, "speakers", text, "", speaker, evidence, sure)
    text = _said(asked, f"{IMPLIED}most likely it was {speaker}.", found)
    return Reply(Verdict.IMPLIED, "speakers", text, "", speaker, evidence, min(sure, 0.79))


def _unsure(asked: Asked, line: Quotation, evidence: tuple[Evidence, ...]) -> Reply:
    """A line whose speaker is not known: what stands there, for the listener to judge."""
    return Reply(
        Verdict.IMPLIED, "speakers", _said(asked, f"{IMPLIED}{THIS}", line), "", None, evidence, _LIKELY
    )


def _said(asked: Asked, lead: str, line: Quotation) -> str:
    """A lead and the line it is about, as far as there is room."""
    most = min(_LINE, MOST - count(lead))
    start, end = clipped(line.text, most, [stem for stem, _ in asked.question.terms])
    quote = inner(line.text[start:end]).rstrip(" ,;:—–-")
    quote = f"{quote} …" if end < len(line.text) else quote
    quote = f"… {quote.lstrip(' ,;:—–-')}" if start else quote
    return f"{lead} “{quote}” ({line.at})"


def _line_meant(asked: Asked, subject: str) -> Fact | None:
    """The last line that holds some words, or else the one that a paraphrase of it means."""
    wanted = _bare(re.sub(r"^the ", "", subject))  # "that dead men": a clause, whatever begins it
    rows = _sentences(asked, subject)
    facts = asked.known.chronicle.trail.lines_at(rows[0])
    for fact in reversed(facts):
        if wanted and f" {wanted} " in f" {_bare(_text(asked, fact))} ":
            return fact
    return _paraphrased(asked, subject, asked.known.chronicle.trail.lines_at(rows[1]))


def _sentences(asked: Asked, subject: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sentences that hold all the words of a subject that are looked up, or come right before one; and any of them."""
    index = asked.told.index()
    stems = [stem(one) for one in words(subject) if one not in STOPWORDS]
    every = np.arange(len(index), dtype=np.int64)
    if not stems:
        return every, every[:0]
    rows: list[NDArray[np.int64]] = []
    for one in stems:
        places = np.flatnonzero(index.terms == np.uint32(term(one)))
        here = np.unique(np.searchsorted(index.bounds, places, side="right") - 1)
        rows.append(np.unique(np.concatenate([here - lag for lag in range(_LONG)])))
    whole = rows[0]
    for more in rows[1:]:
        whole = np.intersect1d(whole, more)
    any_of = np.unique(np.concatenate(rows))
    return whole[whole >= 0], any_of[any_of >= 0]


_LONG = 8  # sentences of a line in which words are looked for


def _paraphrased(asked: Asked, subject: str, facts: Sequence[Fact]) -> Fact | None:
    """The line that has most of a paraphrase's words by their weight; of equals the later."""
    weights = {stem(one): frequencies().idf(one) for one in words(subject) if one not in STOPWORDS}
    total = sum(weights.values())
    best, most = None, 0.0
    for fact in facts:
        held = sum(weights[one] for one in set(content(_text(asked, fact))) & set(weights))
        if held >= most:
            best, most = fact, held
    return best if total and most >= _SHARE * total else None


def _text(asked: Asked, fact: Fact) -> str:
    return asked.told.block(asked.told.sentence(fact.sentence)).text[fact.start : fact.end]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


# -- what was said about something


def said_about(asked: Asked) -> Reply:
    """The reply to "what did X say about Y?"."""
    speaker = person(asked.known, asked.question.subject)
    if speaker is None:
        return from_passages(asked)
    about = person(asked.known, asked.question.object)
    about = about if about is not None and about.named else None
    trail = asked.known.chronicle.trail
    facts: Sequence[Fact] = trail.spoken(speaker.number)[-_SHOWN:][::-1]
    if asked.question.object:
        spoken = trail.spoken(speaker.number, _around(asked, about))[-_WEIGHED:]
        facts = [fact for fact, _ in sorted(_concerning(asked, spoken, about), key=lambda one: one[1])]
    if not facts:
        return from_passages(asked)
    name = persons.shown(asked.known, speaker)
    chosen = [lines.line(asked.told, fact, asked.known) for fact in facts[:_SHOWN]]
    texts = [_said(asked, f"{capital(name)} said:", line) for line in chosen]
    held = [at for fact in facts[:_SHOWN] for at in _holding(asked, fact)]
    evidence = tuple(asked.told.evidence(at) for at in list(dict.fromkeys(held))[:_CITED])
    return Reply(
        Verdict.TOLD, "lines", texts[0], " ".join(texts[1:]), None, evidence, chosen[0].confidence or 0.8
    )


def _around(asked: Asked, about: Known | None) -> NDArray[np.int64]:
    """Sentences in which a line about something may begin."""
    named = np.array(sentences_with(asked.told, asked.question.object), np.int64)
    meant = asked.known.chronicle.trail.mentioned(about.number) if about is not None else named[:0]
    return np.unique(np.concatenate([np.concatenate([named, meant]) - lag for lag in range(_LONG)]))


def _concerning(
    asked: Asked, facts: Sequence[Fact], about: Known | None
) -> list[tuple[Fact, tuple[float, int]]]:
    """Lines that name or mean somebody, or hold the words; with their rank, the most telling first."""
    wanted = {stem(one) for one in words(asked.question.object) if one not in STOPWORDS}
    known = asked.known.chronicle
    meant = set(known.trail.mentioned(about.number).tolist()) if about is not None else set()
    found = []
    for fact in facts:
        text = _text(asked, fact)
        held = set(content(text))
        last = _last_sentence(asked, fact)
        is_meant = any(at in meant for at in range(fact.sentence, last + 1)) and _means(
            asked, fact, about, last
        )
        is_named = bool(wanted) and wanted <= held
        if is_named or is_meant:
            size = min(len(text.split()), _WORTH)
            worth = size + 6 * is_named - 4 * text.rstrip("”’\"' ").endswith("?")
            found.append((fact, (-float(worth), -fact.sentence)))
    return found


def _holding(asked: Asked, fact: Fact) -> list[int]:
    """The sentence of a line that has most of the question's words, and the one that the line begins with."""
    wanted = {one for one, _ in asked.question.terms}
    inside = range(fact.sentence, _last_sentence(asked, fact) + 1)
    most = max(inside, key=lambda at: (len(wanted & set(content(asked.told.sentence(at).text))), -at))
    return list(dict.fromkeys((most, fact.sentence)))


def _last_sentence(asked: Asked, fact: Fact) -> int:
    """The last told sentence that a line reaches into."""
    at = fact.sentence
    while at + 1 < asked.told.told_to:
        following = asked.told.sentence(at + 1)
        if (following.chapter, following.block) != (fact.chapter, fact.block) or following.start >= fact.end:
            return at
        at += 1
    return at


def _means(asked: Asked, fact: Fact, about: Known | None, last: int) -> bool:
    """Whether a mention inside a line means somebody."""
    if about is None:
        return False
    root = asked.known.chronicle.root
    for at in range(fact.sentence, last + 1):
        for mention in asked.known.chronicle.trail.mentions(at):
            who = mention.value.get("who")
            inside = fact.start <= mention.start and mention.end <= fact.end and mention.confidence >= _MEANT
            if inside and isinstance(who, int) and who >= 0 and root(who) == about.number:
                return True
    return False


# -- the last words again


def word(asked: Asked) -> Reply:
    """The reply to "what was that word?" and "what did you just say?": the last sentence, its rarest word first."""
    sentence = asked.told.sentence(asked.told.told_to - 1)
    evidence = (asked.told.evidence(sentence.ordinal),)
    start, end = clipped(sentence.text, MOST - 3)
    said = inner(sentence.text[start:end]) + (" …" if end < len(sentence.text) else "")
    if not re.search(r"\bword\b", asked.question.text, re.IGNORECASE):
        return Reply(Verdict.TOLD, "again", f"“{said}” ({sentence.at})", "", None, evidence, 1.0)
    rarest = _rarest(asked, sentence.text)
    text = f"“{rarest}”. “{said}” ({sentence.at})" if rarest else f"“{said}” ({sentence.at})"
    return Reply(Verdict.TOLD, "again", text, "", rarest or None, evidence, 1.0)


def _rarest(asked: Asked, text: str) -> str:
    """The rarest word of a sentence that is no name, the first of equals."""
    mentions = asked.known.chronicle.trail.mentions(asked.told.told_to - 1)
    names = {part for one in mentions for part in str(one.value.get("name") or "").split()}
    found = [one for one in re.findall(r"[A-Za-zÀ-ÿ]+(?:[’'-][A-Za-zÀ-ÿ]+)*", text) if one not in names]
    return min(found, key=lambda one: (frequencies().zipf(one), text.index(one)), default="")
