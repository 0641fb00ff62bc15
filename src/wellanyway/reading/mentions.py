"""Mentions: the spans that mean somebody or something, as the network found them, with what their words say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile
from typing import Any

from immutables import Map

from wellanyway.reading.introductions import introduced, is_introduced, tagged
from wellanyway.reading.lexicon import GENDER
from wellanyway.reading.names import names_in
from wellanyway.reading.nouns import KIN
from wellanyway.reading.page import Mention, Page
from wellanyway.reading.proper import form as named
from wellanyway.reading.titles import TITLES
from wellanyway.reading.wording import head_of, wording

__all__ = ["Mentions", "mention_at"]

_PERSON = 3  # how much the words beside a name have to speak for a person
_GIVEN = 2  # the same for a given name in the middle of a sentence
_RULED = 0.6  # confidence of a name that the network passed over
_OPENING = frozenset("“ ‘ \" ' « „ ( — –".split())
_PARTICLES = frozenset("of the de du d' la le van von der den and y von da di del".split())
_EVERYDAY = 4.3  # Zipf value from which on a word with a capital at the beginning is taken for that word


def mention_at(page: Page, first: int, last: int, kind: str, confidence: float = 1.0) -> Mention:
    """Tokens `[first, last)` of a page as a mention of type `kind` ("" for a pronoun)."""
    words = [page.word(i) for i in range(first, last)]
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    speech = -1
    for number, one in enumerate(page.speeches):
        if one.start <= start < one.end:
            speech = number  # the innermost comes last
    head = first + head_of(words)
    form = wording(words).form
    if form == "proper" and not _is_named(page, first, head, page.text[start:end], kind):
        form = "common"
    return Mention(start, end, first, last, kind, form, head, speech, confidence=confidence)


def _is_named(page: Page, first: int, head: int, text: str, kind: str) -> bool:
    """Whether what looks like a name is one: no mere beginning of a sentence, and nothing but names in it."""
    if head == first and _only_begins(page, first):
        return False
    words = named(text, kind or "PER").name.split()
    behind = dropwhile(lambda word: word[:1].islower(), words)  # old Mr. Rook
    return all(not word[:1].islower() or word in _PARTICLES for word in behind)


def _only_begins(page: Page, token: int) -> bool:
    """Whether a word may well have its capital because a sentence or a quotation begins with it."""
    start = page.tokens[token].start
    if start not in page.starts and (token == 0 or page.word(token - 1) not in _OPENING):
        return False
    word = page.word(token)
    if word.lower() in KIN and token + 2 < len(page.tokens) and page.word(token + 1) == "and":
        return page.word(token + 2) in KIN  # brother and sister
    return word not in GENDER and word.rstrip(".") not in TITLES and _zipf(word) >= _EVERYDAY


@lru_cache(maxsize=8_192)
def _zipf(word: str) -> float:
    from wellanyway.models import frequencies

    return frequencies().zipf(word)


def _behind(page: Page, last: int) -> int:
    """Where a span ends that the network broke off at a saint: Neville St. Clair."""
    is_cut = page.word(last - 1) == "St." and last < len(page.tokens) and page.word(last)[:1].isupper()
    return last + 1 if is_cut else last


def _is_mention(page: Page, first: int, last: int) -> bool:
    """A title is nobody without the name behind it."""
    return (
        last - first > 1 or not page.word(first).endswith(".") or page.word(first).rstrip(".") not in TITLES
    )


class Mentions:
    """The stage: adds `mentions`: what the network found, and names it passed over.

    The network does not know capitals as well as a rule does: a name that speaks, is spoken to, or has been met before is
    a mention whatever the network says. The state are the names met.

    A title alone ("Mr.") means nobody without the name behind it; LitBank has it as a mention inside the name's, and
    `keeps_titles` is for being measured against that.
    """

    name = slot = "mentions"
    version = "4"
    needs = ("tokens", "speeches", "tags")
    adds = ("mentions",)

    def __init__(self, *, keeps_titles: bool = False) -> None:
        self._keeps_titles = keeps_titles

    def start(self) -> Map[str, int]:
        return Map()

    def read(self, page: Page, state: Map[str, int]) -> Map[str, int]:
        if page.tags is None:
            return state
        spans = {
            (span.first, _behind(page, span.last)): span
            for span in page.tags.spans
            if self._keeps_titles or _is_mention(page, span.first, span.last)
        }
        found = [
            mention_at(page, first, last, span.type, min(1.0, 0.5 + span.margin / 10))
            for (first, last), span in spans.items()
        ]
        missed = _missed(page, found, state)
        page.mentions = sorted((*found, *missed), key=lambda one: (one.first, one.last))
        for mention in page.mentions:
            if mention.form == "proper" and mention.type == "PER":
                name = named(page.text[mention.start : mention.end]).name
                if name not in state:
                    state = state.set(name, 1)
        return state

    def dump(self, state: Map[str, int]) -> Any:
        return sorted(state)

    def load(self, value: Any) -> Any:
        return Map((name, 1) for name in value)


def _missed(page: Page, found: Sequence[Mention], known: Map[str, int]) -> Iterator[Mention]:
    """Names of people, and people introduced, that stand in none of the mentions found."""
    taken = {at for mention in found for at in range(mention.first, mention.last)}
    starts = {token.start: i for i, token in enumerate(page.tokens)}
    for name in names_in(page.text, page.starts, known):
        first = starts.get(name.start)
        if first is None:
            continue
        least = _GIVEN if name.words[0] in GENDER and name.start not in page.starts else _PERSON
        is_one = name.form in known or (name.is_sure and name.person >= least and name.person > name.place)
        if not is_one and not (name.is_sure and is_introduced(page, name, first)):
            continue
        last = first + 1
        while last < len(page.tokens) and page.tokens[last].end <= name.end:
            last += 1
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            yield mention_at(page, first, last, "PER", _RULED)
    for first, last in (*introduced(page), *tagged(page)):
        if taken.isdisjoint(range(first, last)):
            yield mention_at(page, first, last, "PER", _RULED)
