"""Introductions: those whose sentence says that they are there: "There is Perce", "there was a stranger", "said the driver".

A network that learned from other books passes over some of those that it meets in such a sentence for the first time.
"""

from __future__ import annotations

from collections.abc import Iterator

from wellanyway.reading.gender import of_noun
from wellanyway.reading.lexicon import NOT_NAMES, PLACES
from wellanyway.reading.names import Name
from wellanyway.reading.nouns import KIN, ROLES, singular
from wellanyway.reading.page import Page
from wellanyway.reading.saying import TELLING

__all__ = ["introduced", "is_introduced", "tagged"]

_BE = frozenset("is was 's ’s stood sat came lived lay remained appeared entered".split())
_LITTLE = frozenset("once also only then still even now always of course".split())
_PEOPLE = frozenset(
    "stranger person figure passenger visitor traveller traveler lodger newcomer constable sailor".split()
)
_ARTICLES = frozenset({"the", "a", "an"})
_WITH = frozenset("in with of from at".split())
_MOST = 4  # words before the noun, and words of the phrase behind it


def introduced(page: Page) -> Iterator[tuple[int, int]]:
    """Tokens `[first, last)` of those whom nouns introduce: a stranger in a yellow oilskin."""
    for at in _places(page):
        if page.word(at).lower() not in {"a", "an"}:
            continue
        for head in range(at + 1, min(at + 2 + _MOST, len(page.tokens))):
            word = page.word(head)
            if not word.replace("-", "").isalpha() or not word.islower() or word in _WITH | {"and", "or"}:
                break
            if _is_somebody(word) and not _is_attribute(page, head + 1):
                yield at, _behind(page, head + 1)
                break


def tagged(page: Page) -> Iterator[tuple[int, int]]:
    """Tokens `[first, last)` of nouns that words behind a quotation name as its speaker: said the man in the doorway."""
    ends = {speech.end for speech in page.speeches if speech.depth == 0}
    for i in range(1, len(page.tokens) - 2):
        if (
            page.tokens[i - 1].end not in ends
            or page.word(i) not in TELLING
            or page.word(i + 1) not in _ARTICLES
        ):
            continue
        for head in range(i + 2, min(i + 2 + _MOST, len(page.tokens))):
            word = page.word(head)
            if not word.isalpha() or not word.islower() or word in _WITH:
                break
            if _is_somebody(word) and not _is_attribute(page, head + 1):
                yield i + 1, _behind(page, head + 1)
                break


def is_introduced(page: Page, name: Name, first: int) -> bool:
    """Whether a name that begins at token `first` is brought in so, and is nobody's but a person's."""
    return (
        name.place == 0
        and name.words[0] not in NOT_NAMES
        and name.words[-1] not in PLACES
        and first in set(_places(page))
    )


def _places(page: Page) -> Iterator[int]:
    """The tokens behind "there is" and its like."""
    for i in range(len(page.tokens) - 2):
        if page.word(i).lower() == "there" and page.word(i + 1).lower() in _BE:
            at = i + 2
            while at < len(page.tokens) and page.word(at).lower() in _LITTLE:
                at += 1
            if at < len(page.tokens):
                yield at


def _is_somebody(noun: str) -> bool:
    return noun in _PEOPLE or (singular(noun) == noun and (bool(of_noun(noun)) or noun in KIN | ROLES))


def _is_attribute(page: Page, at: int) -> bool:
    """Whether a noun only describes the next one: a lady friend, a man's voice."""
    word = page.word(at) if at < len(page.tokens) else ""
    return word in {"'s", "’s", "'", "’"} or (word.isalpha() and _is_somebody(word))


def _behind(page: Page, at: int) -> int:
    """The end of the phrase that goes with a noun, where it is short and closed: in a yellow oilskin."""
    if at >= len(page.tokens) or page.word(at) not in _WITH:
        return at
    for end in range(at + 1, min(at + 2 + _MOST, len(page.tokens))):
        word = page.word(end)
        if word in {",", ".", ";", ":", "!", "?", "—"}:
            return end if end > at + 1 else at
        if not word.isalpha() or word in {"and", "who", "that", "which"}:
            break
    return at
