"""Names in a question, half remembered or misspelt, as they were told; by nothing that was not told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

import numpy as np

from wellanyway.asking.people.acquaintance import Acquaintance
from wellanyway.asking.people.spelling import BESIDE, near, near_words
from wellanyway.asking.understanding.question import Kind, Question, reworded
from wellanyway.asking.understanding.spoken import QUALITIES
from wellanyway.asking.understanding.subjects import DEICTIC, PRONOUNS
from wellanyway.memory.name_index import plain
from wellanyway.memory.tally import Known
from wellanyway.models import frequencies
from wellanyway.reading.features import term
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.stems import STOPWORDS, stem
from wellanyway.told import Told

__all__ = ["as_told", "heard", "named"]

_COMMON = 3.3  # Zipf frequency from which on a word without a capital is no name
_GIVEN = 4.7  # the same of a given name
_RARE = 3.2  # from which on it is a word that was meant as it stands
_LEAST = 4  # letters of a word that can be a misspelt name
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def named(told: Told, known: Acquaintance, question: Question) -> Question:
    """A question with the names in it as they were told; others are left as they were put."""
    found = question
    for part in ("subject", "object"):
        words = getattr(found, part)
        if words and found.kind not in {Kind.WHO_SAID, Kind.WORD}:
            found = _with_part(found, part, as_told(known, words))
    text = _words_as_told(told, known, found.text) if found.kind is not Kind.WHO_SAID else found.text
    if text != found.text:
        found = reworded(found, text)
    return _of_its_kind(known, found)


def as_told(known: Acquaintance, words: str) -> str:
    """A name as it was told, for one that is given in small letters, in part or misspelt; else the same words."""
    if words.lower() in PRONOUNS | DEICTIC or _is_description(words):
        return words
    whose = re.search(r"['’]s?\s", words)
    if whose is not None:
        return as_told(known, words[: whose.start()]) + words[whose.start() :]
    both = re.fullmatch(r"(.+?) and (.+)", words)
    if both is not None:
        return f"{as_told(known, both[1])} and {as_told(known, both[2])}"
    person = known.find(words)
    if person is None and words.partition(" ")[0].lower() in QUALITIES:
        quality, _, rest = words.partition(" ")
        name = as_told(known, rest)
        return f"{quality} {name}" if name == rest else name
    return _spelt(person, words) if person is not None else words


def _is_description(words: str) -> bool:
    first, _, rest = words.partition(" ")
    has_name = any(part[:1].isupper() for part in rest.split())
    return first.lower() in {"the", "a", "an", "his", "her", "their", "my", "our"} and not has_name


def _spelt(person: Known, words: str) -> str:
    """The shortest name of somebody that has all the words, or else words nearly like them."""
    wanted = plain(words)
    names = sorted(
        (form.name for form in person.forms if form.form == "proper"), key=lambda name: (len(name), name)
    )
    for name in names:
        if set(wanted) <= set(plain(name)):
            return name if set(plain(name)) == set(wanted) else _parts(name, wanted) or name
    for name in names:
        told = set(plain(name))
        least = [BESIDE] if told & set(wanted) else []
        if all(any(near(word, part, *least) for part in told) for word in wanted):
            return name
    return words


def _parts(name: str, wanted: Collection[str]) -> str:
    """Those words of a name that were given."""
    return " ".join(part for part in name.split() if set(plain(part)) & set(wanted))


def _with_part(question: Question, part: str, words: str) -> Question:
    """A question with another subject or object, in its text as well."""
    before = getattr(question, part)
    if words == before:
        return question
    text = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", lambda _: words, question.text, count=1)
    changed = replace(question, subject=words) if part == "subject" else replace(question, object=words)
    return reworded(changed, text)


def _words_as_told(told: Told, known: Acquaintance, text: str) -> str:
    """A text whose words are put as names of those told where they are one, or one misspelt."""

    def put(match: re.Match[str]) -> str:
        given = match[0]
        word, tail = re.fullmatch(r"(.+?)((?:['’]s?)?)", given).groups()  # type: ignore[union-attr]
        return f"{_word_as_told(told, known, word)}{tail}"

    return _WORD.sub(put, text)


def _word_as_told(told: Told, known: Acquaintance, word: str) -> str:
    low = word.lower()
    if low in STOPWORDS or len(low) < 3 or low in _ASKING:
        return word
    most = _GIVEN if low.capitalize() in GENDER else _COMMON
    if not word[:1].isupper() and frequencies().zipf(low) >= most:
        return word
    spelt = _spellings(known, [low])
    if spelt:
        return word if word[:1].isupper() else spelt[0]
    if len(low) < _LEAST or _is_told(told, low):
        return word
    alike = sorted(one for one in near_words(low, known.chronicle.words) if _spellings(known, [one]))
    if len(alike) != 1 or (not word[:1].isupper() and frequencies().zipf(low) >= _RARE):
        return word
    return _spellings(known, alike)[0]


_ASKING = frozenset("who whos what whats where wheres when why how which whose whom".split())


def _spellings(known: Acquaintance, words: Iterable[str]) -> list[str]:
    """How a word of a name stands in the names told that have it, the commonest spelling first."""
    wanted = set(words)
    names = known.chronicle.names_having(sorted(wanted), proper_only=True)
    parts = [part.strip(".,") for name in sorted(names) for part in name.split() if set(plain(part)) & wanted]
    return sorted(dict.fromkeys(parts), key=lambda part: (-parts.count(part), part))


def heard(told: Told, words: str) -> bool:
    """Whether all of some words that are looked up have been told, be it apart."""
    wanted = [word for word in plain(words) if word not in STOPWORDS]
    return bool(wanted) and all(_is_told(told, word) for word in wanted)


def _is_told(told: Told, word: str) -> bool:
    return bool((told.index().terms == np.uint32(term(stem(word)))).any())


def _of_its_kind(known: Acquaintance, question: Question) -> Question:
    """ "Who is the Second Boat?" asks for a thing, "what is the alderman?" for somebody."""
    if question.kind not in {Kind.WHO_IS, Kind.WHAT_IS} or not question.subject:
        return question
    found = known.find(question.subject)
    if found is None:
        return question
    if question.kind is Kind.WHO_IS and not found.is_person and found.type:
        return replace(question, kind=Kind.WHAT_IS, type=Kind.WHAT)
    if question.kind is Kind.WHAT_IS and found.is_person and not _is_description(question.subject):
        return replace(question, kind=Kind.WHO_IS, type=Kind.WHO)
    return question
