"""Chunks: runs of lines between blank lines, and the blocks they are.

Whether lines were wrapped by a typewriter or end where the author ended them is decided chunk by chunk,
by whether the next line's first word would still have fitted. No line is judged by a later chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from wellanyway.importers.lines import Line
from wellanyway.story import Block, BlockKind

__all__ = [
    "Chunk",
    "blocks_of",
    "chunks_of",
    "ends_sentence",
    "has_note_mark",
    "is_letter_head",
    "is_marked_note",
    "is_scene_break",
    "is_verse",
    "join",
    "polish",
    "prose",
]

_LONG = 100  # characters a hand-wrapped line does not reach: such a line is a paragraph by itself
_MOST_LINES = 400  # a chunk is cut there; a paragraph as long as this is none
_MARGIN = 62  # columns a typewriter fills before it wraps, at the least
_VERSE = 80  # columns a line of verse does not pass
_BREAK = re.compile(
    r"\s*(?!(?i:(?:xo)+)\s*\Z)(?:(?:[*~#•·⁂※◇◆+=_–—<>.oOxX-]\s*){3,}|[*~#⁂※◇◆•❦❧]+|(?:\[\s*(?:line )?break\s*\])|(?i:[xo]{3,9}))\s*\Z"
)
_HEADING_LINE = re.compile(
    r"\W{0,4}(?:(?:Chapter|CHAPTER|Part|PART|Book|BOOK)\s+(?:\d{1,4}|[IVXLCDM]{1,8}|(?i:(?:the )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|eleven|twelve|first|second|third|[a-z]+th)"
    r"(?:-[a-z]+)?))\b(?:\W{1,4}\S.{0,60})?|(?i:prologue|epilogue))\W{0,4}\Z"
)
_WORDY_BREAK = re.compile(r"\s*[-~*=]*\s*(?:scene|line|page)\s*break\s*[-~*=]*\s*\Z", re.IGNORECASE)
_BREAK_SIGNS = frozenset("*~#•·⁂※◇◆+=_–—<>.oOxX-❦❧[SsLlPp")
_TERMINAL = re.compile(r"[.!?…:;—-][\"”’'»)\]_*]*\Z|[\"”’»][)\]_*]*\Z")
_STRONG_END = re.compile(r"[.!?…][\"”’'»)\]_*]*(?:\[[\d*†]{1,3}\])?\Z|[\"”»][)\]_*]*\Z")
_MONTHS = "january february march april may june july august september october november december".split()
_DATED = re.compile(
    rf"\W*(?:(?:my )?dear(?:est)?\b.{{0,40}}[,:—-]|(?:\w+\W+){{0,4}}(?:{'|'.join(_MONTHS)})\b.{{0,30}}\d)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:(?:ever|always|very|most|i am)?,?\s*(?:yours\b.{0,40}|(?:sincerely|affectionately|faithfully|lovingly)\b.{0,30})"
    r"|your (?:[\w’'-]+,? ){0,4}(?:friend|brother|sister|servant|son|daughter|father|mother|uncle|aunt|cousin|wife|husband|"
    r"nephew|niece|sincere|obedient|humble|devoted|affectionate|loving|faithful|grateful)\b.{0,10}|p\. ?s\..*)\Z",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"\W{0,2}(?:(?i:(?:my |our )?(?:dear(?:est)?|beloved|darling|honou?red|sweet)\b.{0,50}|(?:dear |my )?(?:sir|madam|lord)s?\b.{0,20})|"
    r"[A-Z][\w’'-]+\.?(?: [A-Z][\w’'.-]+){0,2})[,:][—–-]*\Z"
)
_CAPITAL = re.compile(r"[\W_]*[A-ZÀ-ÞŒ\d]")
_EMPHASIS = re.compile(
    r"(?<![^\W_])_(?=\S)([^_]{1,2000}?)(?<=\S)_(?![^\W_])|(?<![\w*])\*{1,2}(?=[^\s*])([^*\n]{1,600}?)(?<=[^\s*])\*{1,2}(?![\w*])"
)
_PART_EMPHASIS = re.compile(
    r"(?<=[A-Za-z0-9])_([a-z]{1,12}[.,;:!?]?)_(?!\w)|(?<!\w)_([A-Za-z]{1,12})_(?=[a-z])"
)
_STAR_MARK = re.compile(r"(?:(?<=[a-z]{3})|(?<=[.,;:!?”’\"')]))\*{1,2}(?=[\s.,;:!?”’\"')—-]|\Z)")
_NUMBER_MARK = re.compile(r"\S ?\[\d{1,3}\]")
_MARKED_NOTE = re.compile(r"[\[{](?:\d{1,3}|\*{1,3}|†)[\]}](?:\s+\S|[A-Z“\"‘'(])|\*{1,3}\s?[A-Z“\"‘'(]")
_REFERENCE = re.compile(r"(?<=\S) ?\[(?:\d{1,3}|\*{1,3}|[†‡])\]|(?<=\w)\[[a-z]\]")
_DASHES = re.compile(r"-{2,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines with no blank line between them; `blanks` is how many stood before, `text` all its words."""

    lines: tuple[Line, ...]
    blanks: int
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(" ".join([line.text for line in self.lines]).split()))

    @property
    def indent(self) -> int:
        """Columns of space before its leftmost line."""
        return min(line.indent for line in self.lines)

    @property
    def opens_letter(self) -> bool:
        """Whether it is set in and greets somebody: the head of a letter."""
        return len(self.lines) <= 2 and self.indent >= 2 and _SALUTATION.match(self.text) is not None


def chunks_of(lines: Iterable[Line]) -> Iterator[Chunk]:
    """Chunks in order.

    Scene breaks drawn in signs stand alone even where no blank line is around them, and so do lines that say
    CHAPTER where lines are paragraphs.
    """
    held: list[Line] = []
    blanks = 0
    was_break = False
    is_wide = False  # a line longer than a typewriter's has been met: every line is a paragraph
    for line in lines:
        if line.text:
            if not is_wide and len(line.text) > _LONG:
                is_wide = True
                was_break = was_break or (bool(held) and _HEADING_LINE.match(held[-1].text) is not None)
            is_break = is_scene_break(line.text) or (is_wide and _HEADING_LINE.match(line.text) is not None)
            if held and (is_break or was_break or len(held) >= _MOST_LINES):
                yield Chunk(tuple(held), blanks)
                held, blanks = [], 0
            held.append(line)
            was_break = is_break
        elif held:
            yield Chunk(tuple(held), blanks)
            held, blanks = [], 1
        else:
            blanks += 1
    if held:
        yield Chunk(tuple(held), blanks)


def is_scene_break(text: str) -> bool:
    """Whether a line is drawn in signs, or says in so many words that it is a break."""
    bare = text.lstrip()
    if bare[:1] not in _BREAK_SIGNS or len(bare) > 80:
        return False
    return _BREAK.match(bare) is not None or _WORDY_BREAK.match(bare) is not None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return _STRONG_END.search(text[-8:]) is not None


def prose(chunk: Chunk) -> bool:
    """Whether a chunk reads like running text, not like a line of a title page."""
    text = chunk.text
    words = text[:600].split()
    small = sum(word[0].islower() for word in words)
    if len(text) > 160 and small > len(words) / 2:
        return True
    return len(words) >= 4 and small >= len(words) / 2 and ends_sentence(text)


def is_letter_head(chunk: Chunk) -> bool:
    """Whether it is the date or the greeting a letter begins with."""
    return len(chunk.text) < 120 and any(_DATED.match(line.text) for line in chunk.lines)


def has_note_mark(chunk: Chunk) -> bool:
    """Whether a star or a number in brackets in it refers to a footnote."""
    text = chunk.text
    if "[" in text and (_NUMBER_MARK.search(text) or "[*" in text):
        return True
    return "*" in text and _STAR_MARK.search(_EMPHASIS.sub("", text)) is not None


def is_marked_note(chunk: Chunk) -> bool:
    """Whether it opens with the star or number of a footnote, not with starred emphasis."""
    return _MARKED_NOTE.match(chunk.text) is not None and _EMPHASIS.match(chunk.text) is None


def blocks_of(chunk: Chunk, href: str, *, margin: int = 0, in_letter: bool = False) -> list[Block]:
    """The blocks a chunk is made of; `margin` is how far running text is set in here."""
    lines = chunk.lines
    if len(lines) == 1:
        if is_scene_break(lines[0].text):
            return [_block(BlockKind.SCENE_BREAK, lines, href)]
        return [_block(BlockKind.LETTER if in_letter else BlockKind.PARAGRAPH, lines, href)]
    is_set_in = chunk.indent >= margin + 2
    if _is_set_line_by_line(lines, is_set_in=is_set_in):
        letter = (
            in_letter
            or any(_DATED.match(one.text) for one in lines[:3])
            or any(_CLOSING.match(one.text) for one in lines)
        )
        kind = BlockKind.LETTER if letter else BlockKind.VERSE
        return [_block(kind, lines, href, keeps_lines=True)]
    runs = _runs(lines)
    if is_set_in and len(runs) > 1 and max(map(len, runs)) < 3:
        return [_block(BlockKind.LETTER if in_letter else BlockKind.VERSE, lines, href, keeps_lines=True)]
    kind = BlockKind.PARAGRAPH
    if in_letter:
        kind = BlockKind.LETTER
    elif is_set_in:
        kind = BlockKind.QUOTE
    return [_block(kind, run, href) for run in runs]


def is_verse(chunk: Chunk) -> bool:
    """Whether a chunk is set line by line."""
    return len(chunk.lines) > 1 and _is_set_line_by_line(chunk.lines, is_set_in=chunk.indent >= 2)


def _runs(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Lines grouped into paragraphs: a run ends where its last line was not full."""
    runs: list[tuple[Line, ...]] = []
    held: list[Line] = []
    lengths = [len(line.text) for line in lines]
    for i, line in enumerate(lines):
        held.append(line)
        if i + 1 < len(lines) and not _runs_on(line, lines[i + 1], max(lengths[max(0, i - 6) : i + 4])):
            runs.append(tuple(held))
            held = []
    runs.append(tuple(held))
    return runs


def _runs_on(line: Line, following: Line, width: int) -> bool:
    """Whether `following` goes on with the paragraph of `line`, where lines near by are `width` long."""
    length = len(line.text)
    if length > _LONG or len(following.text) > _LONG:
        return False
    start = following.text.lstrip()
    if following.indent >= line.indent + 2 and ends_sentence(line.text):
        return False
    if start[0].islower():
        return True
    first = start.split(" ", 1)[0]
    if length + 1 + len(first) > width - 2 and width > 34:
        return True
    return length > 50 and not _TERMINAL.search(line.text[-8:])


def _is_set_line_by_line(lines: tuple[Line, ...], *, is_set_in: bool) -> bool:
    """Verse, an address, a list of names: lines whose ends are meant, not talk a line each."""
    bare = [line.text.strip() for line in lines]
    longest = max(map(len, bare))
    if longest > _VERSE:
        return False
    limit = max(longest, _MARGIN)
    short = sum(len(line) + 1 + len(after.split(" ", 1)[0]) <= limit for line, after in pairwise(bare))
    breaks = len(lines) - 1
    capitals = sum(_CAPITAL.match(line) is not None for line in bare[1:])
    if is_set_in and short * 10 >= breaks * 6 and longest <= 50 and breaks >= 2 and capitals * 4 >= breaks:
        return True
    if capitals * 10 < breaks * 8 or short * 2 < breaks:
        return False
    if is_set_in:
        return True
    if short * 10 < breaks * 8:
        return False
    ends = sum(ends_sentence(line) for line in bare)
    talk = sum(line[0] in '"“‘—«' for line in bare)
    if talk * 2 >= len(bare) and ends * 2 >= len(bare):
        return False
    return ends * 3 <= len(bare) * 2 or (len(bare) <= 4 and longest <= 50 and ends < len(bare))


def join(lines: Iterable[str]) -> str:
    """Wrapped lines as one; a dash or hyphen at a line's end is taken as written."""
    parts: list[str] = []
    last = ""
    for line in lines:
        words = line.split()
        if not words:
            continue
        if parts and not (last[-1] == "-" and words[0][0].isalnum() and _hangs(last)):
            parts.append(" ")
        parts.append(" ".join(words))
        last = words[-1]
    return "".join(parts)


def _hangs(word: str) -> bool:
    """Whether the hyphen or dash that ends a word ties it to the next one."""
    return word[-2:-1].isalpha() or (word[-2:] == "--" and word[-3:-2] not in {"", "-"})


def _block(kind: BlockKind, lines: tuple[Line, ...], href: str, *, keeps_lines: bool = False) -> Block:
    fragment = f"char={lines[0].start},{lines[-1].end}"
    if kind is BlockKind.SCENE_BREAK:
        return Block(kind, "", href, fragment)
    if keeps_lines:
        raw = "\n".join(" ".join(line.text.split()) for line in lines)
    else:
        raw = join(line.text for line in lines)
    text, emphasis = polish(raw)
    return Block(kind, text, href, fragment, emphasis)


def polish(raw: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Typewriter's signs as print has them: dashes, _emphasis_ (as spans), footnote marks left out."""
    if "--" in raw:
        raw = _DASHES.sub(lambda match: "—" if len(match[0]) < 4 else "——", raw)
    if "[" in raw:
        raw = _REFERENCE.sub("", raw)
    if "_" not in raw and "*" not in raw:
        return raw, ()
    if "_" in raw:
        raw = _PART_EMPHASIS.sub(r"\1\2", raw)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = at = 0
    for match in _EMPHASIS.finditer(raw):
        words = match[1] or match[2]
        parts += [raw[at : match.start()], words]
        length += match.start() - at
        spans.append((length, length + len(words)))
        length += len(words)
        at = match.end()
    parts.append(raw[at:])
    text = "".join(parts)
    if "*" in text and not spans:
        text = _STAR_MARK.sub("", text)
    return text, tuple(spans)
