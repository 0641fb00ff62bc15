"""Descriptions: the words that say what somebody is or is like, as a phrase that can be quoted.

Apposed ("Rook, the chief of the station,"), said outright ("she was a tall girl of six foot", "he was lame"), given with
the first mention ("a thin man with a scar"), or introduced ("a clerk named Lamb"). Passing states are no descriptions.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immutables import Map

from wellanyway.reading.nouns import FEMALE, GROUPS, KIN, MALE, PLURALS, ROLES, singular
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.phrases import CLOSERS, Phrases
from wellanyway.reading.traits import TRAITS

__all__ = ["Description", "Descriptions", "descriptions"]

_KEPT = 12  # phrases about one that are remembered so as not to be noted again
_LONGEST = 24  # words of a phrase
_PLAIN = frozenset(
    "other others same first last next second third only very own two three both former latter said good poor dear old young little "
    "whole entire such many few several certain more most less great new best better mere late real single another present "
    "right left usual all one some any no every each a an the his her its my our your their this that these those what "
    "big right-hand unfortunate unhappy wretched fair sweet following above mentioned aforesaid".split()
)
"""Words in front of a noun that, alone, say nothing of somebody."""
_VAGUE = frozenset("everybody everyone which those whoever one ones other others rest body person persons people thing number part half somebody someone anybody anyone "
                   "nobody none kind sort lot pair all".split())  # fmt: skip
_DEGREE = frozenset("very so rather quite exceedingly extremely remarkably most somewhat singularly uncommonly still "
                    "now really also both always as".split())  # fmt: skip
_POSTS = frozenset("with of who whose in from".split())
_FOLLOWS = frozenset(
    "and but when while because as if though until where for so since before after than".split()
)
_INTRODUCES = frozenset({"named", "called"})


@dataclass(frozen=True, slots=True)
class Description:
    """Tokens `[start, end)` say what `who` is or is like; `how` is the shape that told it."""

    who: Mention
    start: int
    end: int
    how: str
    confidence: float


def descriptions(phrases: Phrases) -> Iterator[Description]:
    """What a page says of whom; the mentions may still mean nobody."""
    yield from _apposed(phrases)
    yield from _said(phrases)
    yield from _introduced(phrases)
    for mention in phrases.page.mentions:
        if mention.form != "common" or mention.type != "PER" or phrases.is_predicate(mention):
            continue
        if _tells(phrases, mention):
            yield Description(mention, mention.first, _end(phrases, mention), "epithet", 0.75)


def is_person_noun(word: str) -> bool:
    """Whether a noun, in small letters, is what people are called."""
    one = singular(word)
    return (
        one in MALE
        or one in FEMALE
        or one in KIN
        or one in ROLES
        or (one.endswith(("man", "woman", "ist")) and one != "human")
    )


def _end(phrases: Phrases, mention: Mention) -> int:
    """Where the words of a mention that describe end: a long clause is cut at its first comma."""
    last = min(mention.last, mention.first + _LONGEST)
    for i in range(mention.head + 1, last):
        if phrases.words[i] in {";", ":", "—", "--"} or (phrases.words[i] == "," and i - mention.first > 12):
            return i
    return last


# -- in apposition


def _apposed(phrases: Phrases) -> Iterator[Description]:
    """Rook, the chief of the station; Quilla, a girl of ten."""
    for mention in phrases.page.mentions:
        if mention.form == "pronoun" or mention.type != "PER" or phrases.at(mention.first - 1) != ",":
            continue
        name = phrases.ending(mention.first - 1)
        if name is None or name.form != "proper" or name.type != "PER" or name.first == mention.first:
            continue
        if mention.form == "common" and _stands_apart(phrases, name, mention):
            yield Description(name, mention.first, _end(phrases, mention), "apposition", 0.85)


def _stands_apart(phrases: Phrases, name: Mention, behind: Mention) -> bool:
    """Whether the phrase is about the name, and no next one in a list."""
    word = phrases.small[behind.first]
    owner = phrases.owner(behind)
    if owner is not None and owner[0].who == name.who:
        return False  # Rook, his wife and ...
    if behind.who != name.who and (word in {"the", "two", "three", "some", "several"} or owner is not None):
        close = phrases.at(behind.last) in CLOSERS and phrases.at(behind.last + 1) not in {"and", "or"}
        if (
            not close
            or phrases.at(name.first - 1) in {",", "and", "or"}
            or _goes_on(phrases, behind.last + 1)
        ):
            return False
    if behind.head == behind.first and phrases.at(behind.head + 1) not in {"of", "to"}:
        return False  # calling somebody: Rook, sir!
    if word in {"old", "dear", "my", "young", "you"} and phrases.at(behind.last) in {"!", "?", "”", '"', ","}:
        return False
    head = phrases.small[behind.head]
    if head in PLURALS or head in GROUPS or singular(head) != head:
        return False
    return phrases.at(behind.last) in CLOSERS | {"who", "whose", "and", ""} and head not in _VAGUE


def _goes_on(phrases: Phrases, token: int) -> bool:
    """Whether a list goes on with another one."""
    following = phrases.beginning(token)
    return following is not None and following.form != "pronoun" and phrases.at(token) not in {"who", "whom"}


# -- said outright


def _said(phrases: Phrases) -> Iterator[Description]:
    """She was a tall girl; he was lame and very old; you are a brave man."""
    for subject, verb, behind in phrases.copulas():
        if not phrases.is_person(subject) or not phrases.is_asserted(subject.first, behind + 1):
            continue
        predicate = phrases.beginning(behind)
        if predicate is not None and predicate.form == "common" and predicate.type == "PER":
            if _is_predicate(phrases, predicate):
                yield Description(subject, predicate.first, _end(phrases, predicate), "copula", 0.9)
            continue
        if phrases.at(behind) in {"a", "an", "the", "one"}:
            end = _noun_phrase(phrases, behind)
            if end:
                yield Description(subject, behind, end, "copula", 0.8)
            continue
        end = _traits(phrases, behind)
        if end and verb < behind:
            yield Description(subject, behind, end, "trait", 0.85)


def _is_predicate(phrases: Phrases, predicate: Mention) -> bool:
    head = phrases.small[predicate.head]
    if head in _VAGUE and predicate.last - predicate.first < 3:
        return False
    words = phrases.small[predicate.first : predicate.last]
    if phrases.at(predicate.last) in {"'s", "’s", "'", "’"}:
        return False
    is_bare = len(words) <= 2 and words[0] in {"the", "this", "that"}
    return not is_bare and words[0] not in {"this", "that", "these", "those", "no"}


def _noun_phrase(phrases: Phrases, article: int) -> int:
    """The end of "a remarkable man" where the mention finder saw none; 0 where it is no word for people."""
    for i in range(article + 1, min(article + 7, len(phrases.small))):
        word = phrases.small[i]
        if not word.replace("-", "").isalpha() or word in _FOLLOWS:
            return 0
        if is_person_noun(word) and phrases.at(i + 1) in CLOSERS | _POSTS | _FOLLOWS:
            return _post(phrases, i + 1)
    return 0


def _post(phrases: Phrases, at: int) -> int:
    """With what follows a noun to the end of its phrase."""
    if phrases.at(at) not in _POSTS:
        return at
    end = at
    while end < min(at + 12, len(phrases.small)) and phrases.small[end] not in CLOSERS | _FOLLOWS:
        end += 1
    return end


def _traits(phrases: Phrases, at: int) -> int:
    """The end of a row of adjectives that say how somebody is by nature; 0 where there is none."""
    end = 0
    while at < len(phrases.small):
        while phrases.at(at) in _DEGREE:
            at += 1
        if phrases.at(at) not in TRAITS:
            break
        end = at + 1
        if phrases.at(end) in {"and", ","} and phrases.at(end + 1) in TRAITS | _DEGREE | {"and"}:
            at = end + 1
            at += phrases.at(at) == "and"
            continue
        break
    follows = phrases.at(end)
    if end and (follows in CLOSERS | _FOLLOWS | {"in", "with", "", "enough"}):
        return end
    return 0


# -- introduced, and told by the mention itself


def _introduced(phrases: Phrases) -> Iterator[Description]:
    """A clerk named Lamb; there was a clerk in the office, Josiah Lamb."""
    for mention in phrases.page.mentions:
        if mention.form != "proper" or mention.type != "PER":
            continue
        before = phrases.at(mention.first - 1)
        if before in _INTRODUCES:
            at = mention.first - 1
            at -= phrases.at(at - 1) in {",", "was"}
            noun = phrases.ending(at) or phrases.around(at)
        elif before == ",":
            at = mention.first - 1
            noun = _there_was(phrases, mention)
        else:
            continue
        if noun is None or noun.type != "PER" or noun.first >= at:
            continue
        if phrases.small[noun.first] in {"a", "an", "one"}:
            yield Description(mention, noun.first, min(noun.last, at), "introduction", 0.85)


def _there_was(phrases: Phrases, name: Mention) -> Mention | None:
    """Whom "There was a clerk in the office, Lamb." brings in, where nobody else comes between."""
    first, _ = phrases.sentence(name.first)
    if phrases.at(first) != "there" or phrases.at(name.last) not in CLOSERS:
        return None
    new = phrases.beginning(first + 2)
    others = [one for one in phrases.page.mentions if first < one.first < name.first and one.type == "PER"]
    return new if others == [new] else None


def _tells(phrases: Phrases, mention: Mention) -> bool:
    """Whether a mention says something of whom it means: "the one-eyed sailor", not "the other man"."""
    head = phrases.small[mention.head]
    if head in _VAGUE or head in PLURALS or head in GROUPS or singular(head) != head:
        return False
    if phrases.small[mention.first] in _VAGUE | {
        "no",
        "any",
        "every",
        "each",
        "such",
        "what",
        "whatever",
        "some",
        "even",
        "not",
    }:
        return False
    start = mention.first
    if owner := phrases.owner(mention):
        start = owner[1]
    before = [word for word in phrases.small[start : mention.head] if word.isalpha() or "-" in word]
    if any(word not in _PLAIN and not word.endswith("ly") and word not in KIN for word in before):
        return True
    behind = phrases.at(mention.head + 1)
    if mention.last <= mention.head + 2:
        return False
    return behind == "with" or (behind == "who" and mention.last - mention.head > 4)


class Descriptions:
    """The stage: notes `description`. Remembers of each one the last phrases, so that none is noted twice.

    What a mention says by itself counts only where it is particular: its first one, or one that says more.
    """

    name = slot = "descriptions"
    version = "1"
    needs = ("tokens", "mentions", "coreference")
    adds = ("descriptions",)

    def start(self) -> Map[int, tuple[int, ...]]:
        return Map()

    def read(self, page: Page, state: Map[int, tuple[int, ...]]) -> Map[int, tuple[int, ...]]:
        noted = state.mutate()
        for found in descriptions(Phrases(page)):
            who = found.who.who
            if who < 0:
                continue
            who = page.entities.root(who) if page.entities is not None else who
            start, end = page.tokens[found.start].start, page.tokens[found.end - 1].end
            mark = zlib.crc32(page.text[start:end].lower().encode())
            before = noted.get(who, ())
            if mark in before:
                continue
            noted[who] = (*before, mark)[-_KEPT:]
            page.note("description", start, end, {"who": who}, found.confidence)
        return noted.finish()

    def dump(self, state: Map[int, tuple[int, ...]]) -> Any:
        return sorted(state.items())

    def load(self, value: Any) -> Map[int, tuple[int, ...]]:
        return Map((who, tuple(marks)) for who, marks in value)
