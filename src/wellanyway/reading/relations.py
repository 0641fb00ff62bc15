"""Relations: who is whose wife, brother or captain, as the words say it.

Silence rather than a false word: an owner or a kin term that means nobody in particular is passed over, and so is
what is asked, denied or imagined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immutables import Map

from wellanyway.reading.nouns import KIN, ROLES, singular
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.phrases import CLOSERS, Phrases

__all__ = ["Relation", "Relations", "relations"]

_NOTED = 3  # times the same relation is noted; more tell nothing new
_ADDRESS = frozenset("lord lady friend friends child children son daughter boy girl dear man master fellow mistress uncle aunt "
                     "cousin brother sister father mother sir".split())  # fmt: skip
_NOT_REAL = frozenset(
    "obedient humble future intended supposed would-be imaginary pretended possible so-called own another no any every".split()
)
_FIRST = frozenset({"my", "our", "mine", "me", "i"})
_MARRIED = frozenset({"married", "wedded"})
_THINGS = frozenset("captain mate owner master crew pilot engineer boatswain keeper landlord landlady manager director chief king queen "
                    "prince princess president governor commander rector vicar curate bishop mayor judge sheriff lord lady ruler emperor duke "
                    "earl baron clerk porter inhabitant proprietor editor steward butler".split())  # fmt: skip
"""Parts that somebody can play for a place, a ship or a firm."""


@dataclass(frozen=True, slots=True)
class Relation:
    """`who`, `kind`, `to`: mentions and a noun, where `span` (characters) says it."""

    who: Mention
    kind: str
    to: Mention
    span: tuple[int, int]
    confidence: float


def relations(phrases: Phrases) -> Iterator[Relation]:
    """What a page says of who is what to whom; the mentions may still mean nobody."""
    structured: dict[int, tuple[str, Mention]] = {}
    for mention in phrases.page.mentions:
        if mention.form == "pronoun" or mention.type != "PER" or _is_imagined(phrases, mention):
            continue
        found = _owned(phrases, mention) or _of(phrases, mention)
        if found is not None:
            structured[id(mention)] = found
            kind, to = found
            yield Relation(mention, kind, to, (mention.start, mention.end), 0.9)
    yield from _said_of(phrases, structured)
    yield from _married(phrases)


def _is_imagined(phrases: Phrases, mention: Mention) -> bool:
    """If I were his wife; to be her friend; like a brother of his."""
    before = phrases.at(mention.first - 1)
    if before in {"be", "become", "like", "being"}:
        return True
    first, _ = phrases.sentence(mention.first)
    return before == "were" and "if" in phrases.small[first : mention.first]


def _owned(phrases: Phrases, mention: Mention) -> tuple[str, Mention] | None:
    """His wife, Tom's brother, my uncle the alderman."""
    owner = phrases.owner(mention)
    if owner is None or _is_address(phrases, mention):
        return None
    to, start = owner
    kind = _kind(phrases, mention, start)
    if kind is None or not _can_be_of(phrases, kind, to):
        return None
    return kind, to


def _kind(phrases: Phrases, mention: Mention, start: int) -> str | None:
    """The noun that says what somebody is: the head, or one in front of the name."""
    between = phrases.small[start : mention.head]
    if not _NOT_REAL.isdisjoint(between):
        return None
    if mention.form == "common":
        return _noun(phrases.small[mention.head])
    for word in reversed(between):
        if _noun(word):
            return _noun(word)
    return None


def _noun(word: str) -> str | None:
    if word in KIN or word in ROLES:
        return word
    one = singular(word)
    return one if one in KIN or one in ROLES else None


def _of(phrases: Phrases, mention: Mention) -> tuple[str, Mention] | None:
    """The brother of Mary, the captain of the ship, a brother to Mary."""
    kind = _noun(phrases.small[mention.head])
    link = phrases.at(mention.head + 1)
    if kind is None or mention.form != "common" or not (link == "of" or (link == "to" and kind in KIN)):
        return None
    if not _NOT_REAL.isdisjoint(phrases.small[mention.first : mention.head]):
        return None
    to = phrases.beginning(mention.head + 2)
    if to is None or to.last > mention.last or not _can_be_of(phrases, kind, to):
        return None
    if mention.last > to.last and phrases.at(to.last) in {"'s", "’s"}:
        return (kind, to) if mention.last == to.last + 1 else None
    return kind, to


def _can_be_of(phrases: Phrases, kind: str, to: Mention) -> bool:
    return phrases.is_person(to) or (to.form != "pronoun" and kind in _THINGS)


def _is_address(phrases: Phrases, mention: Mention) -> bool:
    """Whether it calls somebody ("Yes, my lord!") and says nothing of him."""
    if phrases.small[mention.first] not in {"my", "our"} or phrases.small[mention.head] not in _ADDRESS:
        return False
    if phrases.small[mention.head] in {"lord", "lady"}:
        return True
    before = phrases.at(mention.first - 1)
    return before in CLOSERS | {"", "“", "‘", '"', "o", "oh", "yes", "no", "and"} and phrases.at(
        mention.last
    ) in CLOSERS | {""}


def _said_of(phrases: Phrases, structured: dict[int, tuple[str, Mention]]) -> Iterator[Relation]:
    """X was the daughter of Y; Mary, his wife: the relation is X's and Mary's too."""
    for subject, verb, behind in phrases.copulas():
        predicate = phrases.beginning(behind)
        if predicate is None or id(predicate) not in structured or subject.who == predicate.who:
            continue
        kind, to = structured[id(predicate)]
        if (
            phrases.is_person(subject)
            and phrases.is_asserted(subject.first, predicate.first)
            and verb < behind
        ):
            yield Relation(subject, kind, to, (subject.start, predicate.end), 0.85)
    for mention in phrases.page.mentions:
        if id(mention) not in structured or phrases.at(mention.first - 1) != ",":
            continue
        subject_before = phrases.ending(mention.first - 1)
        kind, to = structured[id(mention)]
        if subject_before is not None and _is_apposed(phrases, subject_before, mention, to):
            yield Relation(subject_before, kind, to, (subject_before.start, mention.end), 0.8)


def _is_apposed(phrases: Phrases, name: Mention, behind: Mention, to: Mention) -> bool:
    """Whether "Mary, his wife," tells who Mary is, and is no list of people."""
    if name.form != "proper" or name.type != "PER" or name.who in (behind.who, to.who):
        return False
    if phrases.at(behind.last) not in CLOSERS or phrases.at(behind.last + 1) in {"and", "or"}:
        return False
    return phrases.at(name.first - 1) not in {",", "and", "or"}


def _married(phrases: Phrases) -> Iterator[Relation]:
    for i, word in enumerate(phrases.small):
        if word not in _MARRIED:
            continue
        behind = i + 2 if phrases.at(i + 1) == "to" else i + 1
        before = i
        while phrases.at(before - 1) in {
            "was",
            "had",
            "has",
            "been",
            "is",
            "afterwards",
            "afterward",
            "then",
            "have",
        }:
            before -= 1
        one, other = phrases.ending(before), phrases.beginning(behind)
        if one is None or other is None or not phrases.is_asserted(one.first, i):
            continue
        if phrases.is_person(one) and phrases.is_person(other):
            yield Relation(one, "spouse", other, (one.start, other.end), 0.85)


class Relations:
    """The stage: notes `relation`. Remembers how often it has noted each."""

    name = slot = "relations"
    version = "1"
    needs = ("tokens", "mentions", "coreference")
    adds = ("relations",)

    def start(self) -> Map[str, int]:
        return Map()

    def read(self, page: Page, state: Map[str, int]) -> Map[str, int]:
        noted = state.mutate()
        for found in relations(Phrases(page)):
            who, to = _number(page, found.who), _number(page, found.to)
            if who < 0 or to < 0 or who == to:
                continue
            kind, who, to = _directed(page, found.kind, who, to)
            key = f"{who} {kind} {to}"
            if noted.get(key, 0) >= _NOTED:
                continue
            noted[key] = noted.get(key, 0) + 1
            page.note("relation", *found.span, {"who": who, "kind": kind, "to": to}, found.confidence)
        return noted.finish()

    def dump(self, state: Map[str, int]) -> Any:
        return sorted(state.items())

    def load(self, value: Any) -> Map[str, int]:
        return Map(map(tuple, value))


def _number(page: Page, mention: Mention) -> int:
    """Whom a mention means; one's own kin in talk only where it is known who talks."""
    number = mention.who
    word = page.text[mention.start : mention.end].lower()
    if mention.speech >= 0 and word in _FIRST:
        speaker = page.speeches[mention.speech].speaker
        if speaker < 0:
            return -1
        number = number if number >= 0 else speaker
    return page.entities.root(number) if page.entities is not None and number >= 0 else number


def _directed(page: Page, kind: str, who: int, to: int) -> tuple[str, int, int]:
    """A marriage told from both sides: the wife first, where it is known who that is."""
    if kind != "spouse" or page.entities is None:
        return kind, who, to
    one, other = page.entities.get(who), page.entities.get(to)
    genders = (one.gender if one else "", other.gender if other else "")
    if genders[0] == "f" or genders[1] == "m":
        return "wife", who, to
    if genders[0] == "m" or genders[1] == "f":
        return "wife", to, who
    return kind, who, to
