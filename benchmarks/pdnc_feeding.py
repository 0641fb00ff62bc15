"""Feeds a PDNC novel to the reader: its text alone, or with the quotations and characters that the gold setting gives.

Paragraphs are those of the file; headings and scene breaks are told from their look. Everything is counted in
characters of the file, so that scores do not depend on how it was cut.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from immutables import Map

from feeding import Given, PageReader, pages
from mapped_text import Mapped, paragraphs
from pdnc_layout import Character, Novel
from wellanyway.reading.entities import Entities, Entity
from wellanyway.reading.page import Page, Speech, Token
from wellanyway.reading.sentences import divide
from wellanyway.reading.tokens import tokenise
from wellanyway.reading.window import Window, windows
from wellanyway.story import Block, BlockKind, Chapter, InMemoryWork

__all__ = ["Fed", "cast", "fed", "read"]

_HEADING = re.compile(
    r"(?:chapter|chap|book|part|volume|letter|stave|section|act)\.?\s+(?:the\s+)?(?:[ivxlc]+|\d+|one|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|\w+(?:teen|ty|teenth|tieth)|first|second|third|\w+th|last)\b(?:[.:—–\s-].{0,60})?"
    r"|[ivxlc]{1,8}\.?|\d{1,3}\.?|prologue|epilogue",
    re.IGNORECASE,
)
_BREAK = re.compile(r"(?:[*#~•·—-]\s*){1,12}")
_OPENING, _CLOSING = "\"“‘'«„—", "\"”’'»“"


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_Some = TypeVar("_Some", bound=_Spanned)


@dataclass(frozen=True, slots=True)
class Fed:
    """A window, with the way back to the file."""

    window: Window
    place: Mapped


def fed(novel: Novel, words: int | None = None) -> list[Fed]:
    """The windows of a novel; of its first paragraphs that have `words` words, where that is given."""
    chapters: list[tuple[str, list[Block], list[Mapped | None]]] = [("", [], [])]
    left = words
    for piece in paragraphs(novel.text):
        if left is not None:
            if left <= 0:
                break
            left -= len(piece.text.split())
        if len(piece.text) <= 80 and _HEADING.fullmatch(piece.text):
            chapters.append((piece.text, [], []))
            continue
        is_break = _BREAK.fullmatch(piece.text) is not None
        kind = BlockKind.SCENE_BREAK if is_break else BlockKind.PARAGRAPH
        chapters[-1][1].append(Block(kind, "" if is_break else piece.text))
        chapters[-1][2].append(piece)
    work = InMemoryWork(divide(Chapter(str(n), title, tuple(b))) for n, (title, b, _) in enumerate(chapters))
    found = []
    for window in windows(work, 0, work.size()):
        place = chapters[window.chapter][2][window.block_index]
        assert place is not None
        found.append(Fed(window, place))
    return found


def cast(characters: Sequence[Character]) -> Entities:
    """The gold character list as people known beforehand, under their numbers."""
    people = {
        one.number: Entity(
            one.number,
            "PER",
            (one.name, *sorted(one.aliases - {one.name})),
            male=5 * (one.gender == "m"),
            female=5 * (one.gender == "f"),
        )
        for one in characters
    }
    return Entities(Map(people), next=len(people))


def read(
    one: PageReader,
    novel: Novel,
    windows: Sequence[Fed],
    *,
    is_gold: bool = False,
    gives_mentions: bool = False,
) -> Iterator[tuple[Fed, Page]]:
    """Pages in order.

    With `is_gold`, quotations and the character list are given: the names on it stand for their bearers wherever
    they occur, unless two have the same; whom pronouns and other words mean is left to the reader. With
    `gives_mentions`, whom the annotated mentions inside quotations mean is given too.
    """
    if not is_gold:
        plain = [(here.window, Given()) for here in windows]
        yield from zip(windows, pages(one, plain), strict=True)
        return
    names = _Names(novel.characters)
    known = [_given(novel, here, names, gives_mentions=gives_mentions) for here in windows]
    if one.sees_chapter:
        one.foresee([(here.window, given) for here, given in zip(windows, known, strict=True)])
    state = one.start(cast(novel.characters))
    for here, given in zip(windows, known, strict=True):
        own, _ = one.page(here.window, state, replace(given, meant=None))
        page, state = one.page(here.window, state, replace(given, mentions=_merged(own, given)))
        yield here, page


class _Names:
    """The names on a character list, to be found in a text; -1 for a name that two have."""

    def __init__(self, characters: Sequence[Character]) -> None:
        self.whose: dict[str, int] = {}
        for one in characters:
            for alias in one.aliases:
                if any(char.isupper() for char in alias):
                    name = alias.replace("’", "'")
                    is_shared = self.whose.get(name, one.number) != one.number
                    self.whose[name] = -1 if is_shared else one.number
        longest = sorted(self.whose, key=lambda name: (-len(name), name))
        written = "|".join(re.escape(name).replace("'", "['’]") for name in longest)
        self.pattern = re.compile(rf"(?<!\w)(?:{written})(?!\w)") if longest else None

    def found(self, text: str) -> Iterator[tuple[int, int, int]]:
        for match in self.pattern.finditer(text) if self.pattern else ():
            yield match.start(), match.end(), self.whose[match[0].replace("’", "'")]


def _given(novel: Novel, here: Fed, names: _Names, *, gives_mentions: bool) -> Given:
    text = here.window.block.text
    tokens = tokenise(text)
    known = {(start, end): number for start, end, number in names.found(text)}
    if gives_mentions:
        for mention in _inside(novel.mentions, here.place):
            span = here.place.inward(mention.start, mention.end)
            if span is not None and len(mention.who) == 1:
                known[span] = mention.who[0]
    meant = {}
    for (start, end), number in known.items():
        if (span := _tokens(tokens, start, end)) is not None:
            meant[span] = number
    return Given(tokens, None, list(_speeches(novel, here)), meant)


def _merged(own: Page, given: Given) -> list[tuple[int, int, str]]:
    """The reader's own mentions with the given ones; a proper name of its own gives way to a given one it crosses."""
    known: Mapping[tuple[int, int], int] = given.meant or {}
    kept = dict.fromkeys(known, "PER")
    for m in own.mentions:
        crosses = m.form == "proper" and any(m.first < end and start < m.last for start, end in known)
        if not crosses:
            kept.setdefault((m.first, m.last), m.type)
    return [(first, last, kind) for (first, last), kind in sorted(kept.items())]


def _inside(spans: Sequence[_Some], place: Mapped) -> Iterator[_Some]:
    return (one for one in spans if one.start < place.end and place.start < one.end)


def _tokens(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Tokens that a span holds, where it begins and ends with one."""
    first = bisect.bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect.bisect_left(tokens, end, key=lambda token: token.end)
    if last < len(tokens) and tokens[last].end == end and first <= last and tokens[first].start == start:
        return first, last + 1
    return None


def _speeches(novel: Novel, here: Fed) -> Iterator[Speech]:
    """The gold quotations that stand in a block, with their marks."""
    text, place = here.window.block.text, here.place
    for one in _inside(novel.quotations, place):
        span = place.inward(one.start, one.end)
        if span is None:
            continue
        start, end = span
        if text[start] not in _OPENING and start > 0 and text[start - 1] in _OPENING:
            start -= 1
        if text[end - 1] not in _CLOSING and end < len(text) and text[end] in _CLOSING:
            end += 1
        mark = text[start] if text[start] in _OPENING else ""
        yield Speech(
            start,
            end,
            mark,
            is_closed=one.end <= place.end,
            continues=one.start < place.start,
            confidence=1.0,
        )
