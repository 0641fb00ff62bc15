"""Phrases: a page's mentions by where they begin and end and by which stands in which, and what its sentences assert.

What relations, descriptions and discoveries are read from. Made once a page by each of them; quick to make.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from wellanyway.reading.page import Mention, Page

__all__ = ["BE", "CLOSERS", "Phrases"]

BE = frozenset("was is were are 's ’s been am 'm ’m 're ’re".split())
CLOSERS = frozenset(', . ; : ! ? — – -- ” " ) ’'.split())
_POSSESSIVE = frozenset("his her my their our your thy its".split())
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
_STOPS = frozenset(". ! ? … ...".split())
_DOUBT = frozenset(
    "not n't n’t never no nor neither hardly scarcely if unless whether though although perhaps maybe possibly probably suppose supposing "
    "supposed fancied fancy imagined imagine dreamed dreamt dream wished wish hoped hope pretended seemed seem seems "
    "would could might may should must will shall can 'll ’ll 'd ’d like as than believed almost nearly half let "
    "thought rather imaginary".split()
)
_LITTLE = frozenset("really indeed now then always still also already only but just once certainly truly actually surely "
                    "undoubtedly simply therefore".split())  # fmt: skip
_OBJECTS = frozenset("him them me us whom".split())
_BEFORE_OBJECT = frozenset(
    "and or of between with by to for in from at on upon beside behind near about around than like among amid".split()
)
_PERSONAL = frozenset(
    "i me my mine myself you your yours yourself thou thee thy he him his himself she her hers herself we us our ours they them their "
    "theirs who whom whose".split()
)
_CHILDHOOD = frozenset({"when", "while"})


def is_person(mention: Mention, word: str) -> bool:
    """Whether a mention means somebody; a pronoun's `word` (in small letters) tells where its type does not."""
    return mention.type == "PER" or (mention.form == "pronoun" and word in _PERSONAL)


class Phrases:
    """The words and mentions of one page. Tokens are numbered as in the page."""

    def __init__(self, page: Page) -> None:
        text = page.text
        self.page = page
        self.words = [text[token.start : token.end] for token in page.tokens]
        self.small = [word.lower() for word in self.words]
        self._first: dict[int, list[Mention]] = {}
        self._last: dict[int, list[Mention]] = {}
        for mention in page.mentions:
            self._first.setdefault(mention.first, []).append(mention)
            self._last.setdefault(mention.last, []).append(mention)
        for found in (*self._first.values(), *self._last.values()):
            found.sort(key=lambda one: one.first - one.last)
        self._bounds = [i + 1 for i, word in enumerate(self.words) if word in _STOPS]

    def at(self, token: int) -> str:
        """The word in small letters, "" outside of the page."""
        return self.small[token] if 0 <= token < len(self.small) else ""

    def beginning(self, token: int) -> Mention | None:
        """The longest mention that begins with a token."""
        found = self._first.get(token)
        return found[0] if found else None

    def all_beginning(self, token: int) -> list[Mention]:
        return self._first.get(token, [])

    def ending(self, token: int) -> Mention | None:
        """The longest mention whose last word stands right before a token."""
        found = self._last.get(token)
        return found[0] if found else None

    def all_ending(self, token: int) -> list[Mention]:
        return self._last.get(token, [])

    def around(self, token: int) -> Mention | None:
        """The innermost mention in which a token stands: "a clerk | named | Lamb"."""
        found = [one for one in self.page.mentions if one.first < token < one.last]
        return max(found, key=lambda one: one.first, default=None)

    def is_predicate(self, mention: Mention) -> bool:
        """Whether it is what somebody is said to be."""
        at = mention.first - 1
        while self.at(at) in _LITTLE:
            at -= 1
        return self.at(at) in BE

    def owner(self, mention: Mention) -> tuple[Mention, int] | None:
        """Whose it is, where it begins with that (his wife, Tom's brother), and the token behind."""
        for inner in self.all_beginning(mention.first):
            if inner is mention or inner.last > mention.head:
                continue
            if (
                inner.form == "pronoun"
                and self.small[inner.first] in _POSSESSIVE
                and inner.last - inner.first == 1
            ):
                return inner, inner.last
            if self.at(inner.last) in _GENITIVE:
                return inner, inner.last + 1
            if self.small[inner.last - 1] in _GENITIVE:
                return inner, inner.last
        return None

    def is_person(self, mention: Mention) -> bool:
        return is_person(mention, self.small[mention.first])

    def sentence(self, token: int) -> tuple[int, int]:
        """The tokens `[first, last)` of the sentence a token stands in, its stop included."""
        at = bisect.bisect_right(self._bounds, token)
        first = self._bounds[at - 1] if at else 0
        last = self._bounds[at] if at < len(self._bounds) else len(self.words)
        return first, last

    def is_asserted(self, start: int, end: int) -> bool:
        """Whether the clause with tokens `[start, end)` says something outright: no doubt, condition or question."""
        first, last = self.sentence(start)
        if self.at(last - 1) == "?" and self._is_talked(last) == self._is_talked(start):
            return False
        before = start
        while before > first and self.small[before - 1] not in {";", ":", "“", '"', "—", "--", "‘"}:
            before -= 1
        return _DOUBT.isdisjoint(self.small[max(before, start - 8) : min(end, last)])

    def _is_talked(self, token: int) -> bool:
        at = self.page.tokens[min(token, len(self.words)) - 1].start
        return any(speech.start <= at < speech.end for speech in self.page.speeches)

    def copulas(self) -> Iterator[tuple[Mention, int, int]]:
        """Subjects with the tokens of their "was" and behind it, adverbs passed over: "Tom | was | only | ..."."""
        for i, word in enumerate(self.small):
            if word not in BE or (word in {"'s", "’s"} and not self._is_verb(i)):
                continue
            verb = i - 1 if word == "been" else i
            if word == "been" and self.at(verb) not in {"had", "has", "have"}:
                continue  # had I been the king
            subject = self.ending(verb) or (self.ending(verb - 1) if self.at(verb - 1) in _LITTLE else None)
            if subject is None or not self._is_subject(subject):
                continue
            behind = i + 1
            while self.at(behind) in _LITTLE:
                behind += 1
            yield subject, i, behind

    def _is_subject(self, mention: Mention) -> bool:
        """Whether a mention can be a subject on its own: not "between them", not "he and I", nor "when I was a boy"."""
        if mention.last - mention.first == 1 and self.small[mention.first] in _OBJECTS | {"it"}:
            return False
        return self.at(mention.first - 1) not in _BEFORE_OBJECT | _CHILDHOOD

    def _is_verb(self, token: int) -> bool:
        """Whether an 's is short for "is": he's, that's."""
        return self.at(token - 1) in {"he", "she", "it", "that", "who", "there", "here", "what"}
