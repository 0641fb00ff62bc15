"""Cuts a block into sentences, the unit of telling; made for fiction.

A block's text alone decides, from the left: whether a sentence ends at a mark depends on the text before
it and on at most `LOOK_AHEAD` characters after the mark begins. No statistic of the book is used, so the
sentences of a block are the same whatever comes after it.

A quotation and the words that say who spoke it stay together ("Run!" he said.); inside a long speech
every sentence stands by itself.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from wellanyway.reading.abbreviations import (
    ADDRESSES,
    BEFORE_FIGURES,
    NEVER_LAST,
    OFTEN_LAST,
    SPEAKING,
    STARTERS,
)
from wellanyway.story import Block, BlockKind, Chapter, Extent

__all__ = ["LOOK_AHEAD", "breathe", "divide", "split"]

LOOK_AHEAD = 64  # characters from the first mark of a possible end; all that a decision may see
_LONG = 600  # characters after which a sentence ends at the next mark of exclamation or question
_BREATH = 3_000  # characters after which a sentence without an end is cut at the next clause,
_SENTENCE_MOST = 4_000  # and here at the latest, at a space if there is one just before
_BLOCK_MOST = 12_000  # characters after which a block goes on as another
_VERSE_LINES = 4  # a verse sentence is cut at line ends into groups no longer than this

_CLOSERS = r"""(?:["”’'»›)\]}_*]|[\s  ](?=[”»]))"""
_MARK = re.compile(
    rf"(?P<dots>\.(?:\s?\.){{1,7}}[.!?]{{0,3}}|…[.!?…]{{0,4}}|\.?[!?][.!?…]{{0,6}}|\.)(?P<closers>{_CLOSERS}{{0,5}})"
    r"(?P<note>(?:\s?\[(?:\d{1,3}|[a-z*†])\]){0,3})"
    rf"|(?P<broken>[—―–-]{{1,4}}[”’»]{{1,2}}|--[\"'”’»]{{1,2}})(?=\s)"
    rf"|(?P<wide>[。！？]{{1,4}}[」』”’）]{{0,3}})"
)
_GAP = re.compile(r"\s+")
_CLAUSE = re.compile(r"[,;:—–][\"”’'»)]*\s+")
_OPENING = re.compile(
    r"""(?P<dash>[—―–-]{0,4}\s?)(?P<open>[“"‘'’«‹(\[{„_*¿¡]{0,5}\s?)(?P<rest>.?)""", re.DOTALL
)
_WORD = re.compile(r"[^\W_][\w'’-]*")
_BEFORE = re.compile(r"[\w&/.'’]{1,24}\Z")
_FIGURE = re.compile(r"[\d§]|[ivxlc]+\b|[IVXLC]{2,}\b|[VX]\b")
_NUMBERED = re.compile(r"[\W_]*(?:\d{1,4}|[IVXLC]{1,7}|[A-Za-z])\.\Z")
_TAG = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Uncle|Aunt|Captain|Capt|Colonel|Professor|Father|Mother|Madame)\.?\s)?"
    r"(?P<who>[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){0,2})\s(?P<verb>[a-z]+)(?P<after>[.,;:!?—-]|\s[a-z]+ly\b|)"
)
_PRONOUNS = frozenset({"He", "She", "They", "We"})
_CLOSING_QUOTE = re.compile(r"[\"”’'»]")
_GLUED = re.compile(r"(?:—|--)?[“‘«]?[A-Z][a-z’']|(?:—|--)[\"“‘«']?I\b")


def divide(chapter: Chapter) -> Chapter:
    """The same chapter with its sentences found, block by block."""
    blocks: list[Block] = []
    extents: list[Extent] = []
    for block in chapter.blocks:
        for part, spans in _parts(block, split(block.text, kind=block.kind)):
            extents += (Extent(len(blocks), start, end) for start, end in spans)
            blocks.append(part)
    return dataclasses.replace(chapter, blocks=tuple(blocks), sentences=tuple(extents))


def _parts(block: Block, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[Block, list[tuple[int, int]]]]:
    """A block with its sentences; one that is too long as several, each begun by a sentence."""
    held: list[tuple[int, int]] = []
    for start, end in spans:
        if held and end - held[0][0] > _BLOCK_MOST:
            yield _part(block, held)
            held = []
        held.append((start, end))
    is_whole = not held or held[0] == spans[0]
    yield (block, held) if is_whole else _part(block, held)


def _part(block: Block, spans: Sequence[tuple[int, int]]) -> tuple[Block, list[tuple[int, int]]]:
    first, last = spans[0][0], spans[-1][1]
    emphasis = tuple(
        (max(start, first) - first, min(end, last) - first)
        for start, end in block.emphasis
        if start < last and end > first
    )
    part = dataclasses.replace(block, text=block.text[first:last], emphasis=emphasis)
    return part, [(start - first, end - first) for start, end in spans]


def split(text: str, *, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[tuple[int, int], ...]:
    """Half-open spans, in order, that hold all of the block's text but the space between them."""
    if kind is BlockKind.SCENE_BREAK:
        return ()
    if kind is BlockKind.HEADING:
        return _spans(text, ())
    if kind is BlockKind.VERSE:
        return _spans(text, _verse_cuts(text))
    if kind is BlockKind.LETTER:
        return _spans(text, _letter_cuts(text))
    return _spans(text, _cuts(text))


def _spans(text: str, cuts: Iterator[int] | tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """The stretches between cuts, trimmed; a stretch without any letter or figure joins its neighbour."""
    found: list[tuple[int, int]] = []
    start = 0
    for cut in _bounded(text, (*cuts, len(text))):
        piece = text[start:cut]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            found.append((first, first + len(bare)))
        start = cut
    return tuple(found)


def _bounded(text: str, cuts: Iterable[int]) -> Iterator[int]:
    """The same cuts, and others where a sentence would go on for too long; what follows one has no part in it."""
    start = 0
    for cut in cuts:
        while cut - start > _BREATH:
            latest = start + _SENTENCE_MOST
            found = _CLAUSE.search(text, start + _BREATH, latest) or _GAP.search(text, latest - 250, latest)
            start = found.end() if found else latest
            if start >= cut:
                break
            yield start
        start = cut
        yield cut


def _cuts(text: str) -> Iterator[int]:
    """Where one sentence ends and the next begins, ends of the block left out."""
    start = 0
    lower = _starts_lower(text)
    for mark in _MARK.finditer(text):
        end = mark.end()
        window = text[end : mark.start() + LOOK_AHEAD]
        if window and _ends(text, start, mark, window, lower=lower):
            start = end
            yield end


def _ends(text: str, start: int, mark: re.Match[str], window: str, *, lower: bool) -> bool:
    """Whether a sentence that began at `start` ends with this mark, given what follows it in view."""
    if mark["wide"]:
        return _WORD.search(window) is not None
    gap = _GAP.match(window)
    if gap is None:
        return _ends_glued(text, mark, window)
    opening = _OPENING.match(window, gap.end())
    assert opening is not None  # every part of it may be empty
    word = _WORD.match(window, opening.start("rest"))
    if word is None:
        return _WORD.search(window) is not None and opening["rest"] not in ",;:)&+="
    if mark["broken"]:
        return bool(opening["open"].strip()) or (
            word[0][0].isupper() and not _is_tag(mark, window[gap.end() :])
        )
    if word[0][0].islower():
        plain = not mark["closers"] and not opening["open"] and not opening["dash"]
        return plain and _ends_before_small(text, start, mark, lower=lower)
    if not opening["open"].strip() and _is_tag(mark, window[gap.end() :]):
        return False
    if mark["dots"] == ".":
        return _ends_at_stop(text, start, mark, opening, word[0])
    if mark["dots"][0] in ".…" and not _CLOSING_QUOTE.search(mark["closers"]):
        return word[0] not in {"I", "I'm", "I’m", "I'll", "I’ll", "I've", "I’ve", "I'd", "I’d"}
    return True


def _ends_at_stop(text: str, start: int, mark: re.Match[str], opening: re.Match[str], following: str) -> bool:
    """Whether a single full stop ends its sentence; what follows begins with a capital or a figure."""
    if _CLOSING_QUOTE.search(mark["closers"]):
        return True
    found = _BEFORE.search(text, max(start, mark.start() - 24), mark.start())
    if found is None:
        return True
    word = found[0].lstrip(".'’-").lower()
    if word in ADDRESSES and not mark["closers"]:
        return found[0].islower() and word not in {"mr", "mrs", "ms", "dr", "st", "messrs"}
    if word in NEVER_LAST:
        return False
    if mark.start() - start < 16 and _NUMBERED.match(text, start, mark.start() + 1):
        return False
    if word in BEFORE_FIGURES and _FIGURE.match(opening["rest"] + following[1:]):
        return False
    starts = following.lower() in STARTERS or bool(opening["open"].strip())
    if word in OFTEN_LAST or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return starts
    if len(word) == 1 and word.isalpha():
        return starts or (found[0] == "I" and len(following) > 1)
    return not (word.endswith(("-", "—")) and not starts)


def _ends_before_small(text: str, start: int, mark: re.Match[str], *, lower: bool) -> bool:
    """Whether a sentence ends though a small letter follows: "Where was he? and who was with him?"

    "Oh! what a day" stays whole, and so does a cry quoted inside a sentence. A full stop counts only in
    a block written without capitals.
    """
    if mark["dots"] == ".":
        return lower and not _is_abbreviation(text, mark)
    if mark["dots"][-1] not in "!?":
        return False
    if mark.start() - start > _LONG:
        return True
    so_far = text[start : mark.start()]
    if so_far.count(" ") < 3:
        return False
    return so_far.count("“") <= so_far.count("”") + so_far.startswith("“") and (
        so_far.count('"') % 2 == so_far.startswith('"')
    )


def _is_abbreviation(text: str, mark: re.Match[str]) -> bool:
    """Whether the word before a full stop is one that is written with it; here a small letter follows."""
    found = _BEFORE.search(text, max(0, mark.start() - 24), mark.start())
    word = found[0].lower() if found else ""
    return len(word) < 2 or "." in word or word in ADDRESSES | NEVER_LAST | OFTEN_LAST | BEFORE_FIGURES


def _is_tag(mark: re.Match[str], window: str) -> bool:
    """Whether what follows a closing quote says who spoke: `Tom said`, `I cried`."""
    closers = mark["broken"] or mark["closers"]
    tag = _TAG.match(window) if _CLOSING_QUOTE.search(closers) else None
    if tag is None or tag["verb"] not in SPEAKING:
        return False
    if mark["dots"] == "." or tag["who"] in _PRONOUNS:
        return bool(tag["after"])
    return tag["who"] == "I" or tag["who"].split()[0].lower() not in STARTERS


def _ends_glued(text: str, mark: re.Match[str], window: str) -> bool:
    """Whether a sentence ends where no space follows the mark: `him.--The`, `him.”“The`, `him.The`."""
    if _GLUED.match(window) is None:
        return False
    if window[0] in "—-“‘«" or mark["closers"]:
        return "”" in mark["closers"] or "’" in mark["closers"] or window[0] in "—-“‘«"
    before = text[max(0, mark.start() - 2) : mark.start()]
    return len(before) == 2 and before.isalpha() and before.islower() and mark["dots"][-1] != "…"


def _starts_lower(text: str) -> bool:
    """Whether the block is written without capitals, by its first letter."""
    first = _WORD.search(text, 0, LOOK_AHEAD)
    return first is not None and first[0][0].islower() and text[: first.start()].strip() == ""


def _verse_cuts(text: str) -> Iterator[int]:
    """Sentence ends at line ends; longer sentences in groups of lines."""
    lines = 0
    for line in re.finditer(r"[^\n]*\n+", text):
        lines += 1
        bare = line[0].rstrip().rstrip("\"”’'»)]_*")
        stanza = line[0].endswith("\n\n")
        if stanza or bare[-1:] in ".!?…" or (lines > 1 and bare[-1:] in ";:") or lines >= _VERSE_LINES:
            lines = 0
            yield line.end()


def _letter_cuts(text: str) -> Iterator[int]:
    """Sentences, and the short lines of a letter's head and foot each by itself."""
    at = 0
    for line in re.finditer(r"[^\n]*(?:\n+|\Z)", text):
        for cut in _cuts(line[0]):
            yield at + cut
        at = line.end()
        if at < len(text):
            yield at


_BREATHS = (
    re.compile(r"[;:][\"”’')\]]*\s+|[—―]+[\"”’']*\s*|--+\s*|[.!?…][\"”’')\]]*\s+"),
    re.compile(r",[\"”’')\]]*\s+"),
    re.compile(
        r"\s+(?=(?:and|but|or|nor|for|so|yet|because|which|who|that|when|while|where|if|as|than|until)\s)"
    ),
    re.compile(r"\s+"),
)


def breathe(text: str, *, limit: int = 240) -> tuple[tuple[int, int], ...]:
    """A sentence in breaths of at most `limit` characters, cut between clauses and never inside a word.

    Spans hold all but the space between them. A single word longer than `limit` is one breath.
    """
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    while stop - start > limit:
        cut = _breath(text, start, limit)
        if cut is None or cut >= stop:
            break
        found.append((start, start + len(text[start:cut].rstrip())))
        start = cut
    if start < stop:
        found.append((start, stop))
    return tuple(found)


def _breath(text: str, start: int, limit: int) -> int | None:
    """Where the next breath begins: after the last, strongest break in reach that is not too near."""
    for near, pattern in zip((limit // 3, limit // 3, limit // 3, 1), _BREATHS, strict=True):
        cuts = [
            found.end()
            for found in pattern.finditer(text, start + near, start + limit + 2)
            if len(text[start : found.end()].rstrip()) <= limit
        ]
        if cuts:
            return cuts[-1]
    space = _GAP.search(text, start + limit)
    return space.end() if space else None
