"""What writers and transcribers put around a story in ordinary paragraphs: notes, disclaimers, licences.

Author's notes are told apart by how they open and by where they stand; looking ahead is bounded and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wellanyway.importers.html_blocks import Piece
from wellanyway.story import Block, BlockKind, Paratext, ParatextKind

__all__ = ["part_notes", "without_licence"]

_NOTE = re.compile(r"\W{0,3}(?:A/?N\b|(?i:author['’]?s['’]? notes?))\s*(?:\([^)]{1,40}\)|\d{0,2})\s*[:;.—–-]")
_HEADER = re.compile(
    r"\W{0,3}(?i:(disclaimers?|summary|ratings?|rated|pairings?|warnings?|characters?|fandoms?|spoilers?|beta"
    r"|betas|title|author|genres?|category|archive))\s*:"
)
_TAGGED = {
    "disclaimer": ParatextKind.DISCLAIMER,
    "disclaimers": ParatextKind.DISCLAIMER,
    "summary": ParatextKind.SUMMARY,
}
_NOTE_BLOCKS = 8  # how far the scene break that ends a note is looked for

_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_MAKERS = re.compile(
    r"(?:this e-?(?:text|book) was )?(?:produced|prepared|transcribed|scanned|digitized|typed) by|e-?text prepared"
    r"|html version by",
    re.IGNORECASE,
)
_HEADER_BLOCKS = 3  # within which a licence names itself
_LICENCE_BLOCKS = 80  # how far its end is looked for


def part_notes(blocks: list[Block]) -> tuple[list[Block], list[Paratext]]:
    """The blocks of a chapter less the author's notes among them, and those notes."""
    notes: list[Paratext] = []
    at = _leading(blocks, notes)
    kept: list[Block] = []
    for block in blocks[at:]:
        if block.kind is BlockKind.PARAGRAPH and _NOTE.match(block.text):
            has_begun = any(other.kind is not BlockKind.SCENE_BREAK for other in kept)
            notes.append(Paratext(ParatextKind.NOTE, block.text, is_after=has_begun))
        else:
            kept.append(block)
    while kept and kept[0].kind is BlockKind.SCENE_BREAK:
        kept.pop(0)
    while kept and kept[-1].kind is BlockKind.SCENE_BREAK:
        kept.pop()
    return kept, notes


def _leading(blocks: list[Block], notes: list[Paratext]) -> int:
    """Take the notes a chapter opens with; returns where the story begins."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        header = _HEADER.match(block.text)
        if header is not None:
            notes.append(Paratext(_TAGGED.get(header[1].lower(), ParatextKind.TAGS), block.text))
            at += 1
        elif _NOTE.match(block.text):
            ahead = blocks[at : at + _NOTE_BLOCKS]
            breaks = (place for place, other in enumerate(ahead) if other.kind is BlockKind.SCENE_BREAK)
            count = next(breaks, 1)
            notes.append(Paratext(ParatextKind.NOTE, "\n".join(other.text for other in ahead[:count])))
            at += count
        elif block.kind is BlockKind.SCENE_BREAK and notes:
            at += 1
        else:
            break
    return at


def without_licence(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a document less Project Gutenberg's header and footer."""
    stream = iter(found)
    held: list[Piece] = []
    texts = 0
    is_licence = False
    for piece in stream:
        held.append(piece)
        text = piece.block.text if piece.block is not None else ""
        texts += bool(text)
        is_licence = is_licence or (texts <= _HEADER_BLOCKS and "project gutenberg" in text.lower())
        if _START.search(text):
            held = [other for other in held if other.mark is not None]
            break
        if texts >= (_LICENCE_BLOCKS if is_licence else _HEADER_BLOCKS):
            is_licence = False
            break
    else:
        is_licence = False
    yield from _to_end(held, stream, is_licence=is_licence)


def _to_end(held: list[Piece], stream: Iterator[Piece], *, is_licence: bool) -> Iterator[Piece]:
    texts = 0
    for source in (held, stream):
        for piece in source:
            text = piece.block.text if piece.block is not None else ""
            if text and _END.search(text[:200]):
                return
            texts += bool(text)
            if is_licence and texts <= _HEADER_BLOCKS and _MAKERS.match(text):
                continue
            yield piece
