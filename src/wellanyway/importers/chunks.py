"""Chunks: runs of lines between blank lines, and the blocks they are.

Whether lines were wrapped by a typewriter or end where the author ended them is decided chunk by chunk,
by whether the next line's first word would still have fitted. No line is judged by a later chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wellanyway.importers.lines import Line
from wellanyway.story import Block, BlockKind

__all__ = [
    "Chunk",
    "blocks_of",
    "chunks_of",
    "has_note_mark",
    "is_letter_head",
    "is_marked_note",
    "is_scene_break",
    "join",
    "polish",
    "prose",
]

_LONG = 100  # characters a hand-wrapped line does not reach: such a line is a paragraph by itself
_MOST_LINES = 400  # a chunk is cut there; a paragraph as long as this is none
_BREAK = re.compile(
    r"\s*(?:(?:[*~#•·⁂※◇◆+=_–—<>.oOxX-]\s*){3,}|[*~#⁂※◇◆•❦❧]+|(?:\[\s*(?:line )?break\s*\])|(?i:[xo]{3,9}))\s*\Z"
)
_HEADING_LINE = re.compile(
    r"\A\W{0,4}(?:(?:Chapter|CHAPTER|Part|PART|Book|BOOK)\s+(?:\d{1,4}|[IVXLCDM]{1,8}|(?i:(?:the )?"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|eleven|twelve|first|second|third|[a-z]+th)"
    r"(?:-[a-z]+)?))\b(?:\W{1,4}\S.{0,60})?|(?i:prologue|epilogue))\W{0,4}\Z"
)
_WORDY_BREAK = re.compile(r"(?i)\A\s*(?:scene|line|page)\s*break\s*\Z")
_TERMINAL = re.compile(r"[.!?…:;—-][\"”’'»)\]_*]*\Z|[\"”’»][)\]_*]*\Z")
_STRONG_END = re.compile(r"[.!?…][\"”’'»)\]_*]*\Z|[\"”»][)\]_*]*\Z")
_LETTER = re.compile(
    r"(?i)\A\W*(?:(?:my )?dear(?:est)?\b.{0,40}[,:—-]\W*\Z|(?:ever )?yours\b.{0,40}[,.]\W*\Z|"
    r"your (?:\w+ ){0,3}(?:affectionate|loving|obedient|humble|fond|faithful|sincere|devoted|friend|brother|sister|"
    r"son|daughter|father|mother|servant|husband|wife)\b.{0,20}\Z|"
    r"(?:with )?(?:all my |much |lots of )?love,\Z|(?:\w+ )?(?:sincerely|affectionately|faithfully|respectfully),?\Z|"
    r"(?:\w+[, ]+){0,3}(?:january|february|march|april|may|june|july|august|september|october|november|december)\b.{0,30}\d|"
    r"p\. ?s\.)"
)
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9_])_(?=\S)([^_]{1,2000}?)(?<=\S)_(?![A-Za-z0-9_])")
_PART_EMPHASIS = re.compile(
    r"(?<=[A-Za-z0-9])_([a-z]{1,12}[.,;:!?]?)_(?!\w)|(?<!\w)_([A-Za-z]{1,12})_(?=[a-z])"
)
_STARRED = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,600}?)(?<=[^\s*])\1(?![\w*])")
_REFERENCE = re.compile(r"\[(?:\d{1,3}|\*{1,3}|[†‡]|[a-z])\]")
_STAR_MARK = re.compile(r"(?:(?<=[a-z]{3})|(?<=[.,;:!?”’\"')]))\*{1,2}(?=[\s.,;:!?”’\"')—-]|\Z)")
_NUMBER_MARK = re.compile(r"\S ?\[(?:\d{1,3}|\*{1,3}|[†‡])\]")
_NUMBERED_NOTE = re.compile(r"\A\[(?:\d{1,3}|\*{1,3}|[†‡])\]\s*\S")
_STARRED_NOTE = re.compile(r"\A\s*\*{1,2}\s?[A-Z“\"‘'(]")
_HANGING = re.compile(r"[^\W\d_]-\Z|[^\s-]--+\Z")
_DASHES = re.compile(r"-{2,}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines with no blank line between them; `blanks` is how many stood before."""

    lines: tuple[Line, ...]
    blanks: int
    text: str = field(init=False, compare=False)  # all its words on one line

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", " ".join(" ".join([line.text for line in self.lines]).split()))


def chunks_of(lines: Iterable[Line]) -> Iterator[Chunk]:
    """Chunks in order. Scene breaks drawn in signs stand alone even where no blank line is around them, and so
    do lines that say CHAPTER where lines are paragraphs."""
    held: list[Line] = []
    blanks = 0
    is_wide = False  # a line longer than a typewriter's has been met: every line is a paragraph
    for line in lines:
        if line.text and not line.text.isspace():
            is_wide = is_wide or len(line.text) > _LONG
            if held and (
                is_scene_break(line.text)
                or is_scene_break(held[-1].text)
                or len(held) >= _MOST_LINES
                or (is_wide and (_HEADING_LINE.match(line.text) or _HEADING_LINE.match(held[-1].text)))
            ):
                yield Chunk(tuple(held), blanks)
                held, blanks = [], 0
            held.append(line)
        elif held:
            yield Chunk(tuple(held), blanks)
            held, blanks = [], 1
        else:
            blanks += 1
    if held:
        yield Chunk(tuple(held), blanks)


def is_scene_break(text: str) -> bool:
    """Whether a line is drawn in signs, or says in brackets that it is a break."""
    return len(text) < 80 and (_BREAK.match(text) is not None or _WORDY_BREAK.match(text) is not None)


def prose(chunk: Chunk) -> bool:
    """Whether a chunk reads like running text, not like a line of a title page."""
    text = chunk.text
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    if len(text) > 160 and small > len(words) / 2:
        return True
    return len(words) >= 4 and small >= len(words) / 2 and _STRONG_END.search(text[-12:]) is not None


def is_letter_head(chunk: Chunk) -> bool:
    """Whether it is the date or the greeting a letter begins with."""
    return len(chunk.text) < 120 and any(_LETTER.match(line.text) for line in chunk.lines)


def has_note_mark(chunk: Chunk) -> bool:
    """Whether a star or a number in brackets in it refers to a footnote."""
    if "[" in chunk.text and _NUMBER_MARK.search(chunk.text):
        return True
    return "*" in chunk.text and _STAR_MARK.search(_STARRED.sub("", chunk.text)) is not None


def is_marked_note(chunk: Chunk) -> bool:
    """Whether it opens with the star or number of a footnote, not with starred emphasis."""
    if _NUMBERED_NOTE.match(chunk.text):
        return True
    return _STARRED_NOTE.match(chunk.text) is not None and _STARRED.match(chunk.text) is None


def blocks_of(chunk: Chunk, href: str, measure: int = 0) -> list[Block]:
    """The blocks a chunk is made of; `measure` is how wide the prose before it was set, 0 if not known."""
    if is_scene_break(chunk.lines[0].text) and len(chunk.lines) == 1:
        return [_block(BlockKind.SCENE_BREAK, chunk.lines, href)]
    runs = _runs(chunk.lines)
    is_set = len(runs) > 1 and _is_set_line_by_line(chunk.lines, runs)
    if is_set or _is_capitalled(chunk.lines, measure):
        letter = any(_LETTER.match(line.text) for line in (chunk.lines[0], *chunk.lines[-2:]))
        return [_block(BlockKind.LETTER if letter else BlockKind.VERSE, chunk.lines, href)]
    kind = BlockKind.PARAGRAPH
    if len(chunk.lines) > 1 and min(line.indent for line in chunk.lines) >= 2 and len(runs) == 1:
        kind = BlockKind.QUOTE
    return [_block(kind, run, href) for run in runs]


def _runs(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Lines grouped into paragraphs: a run ends where its last line was not full."""
    runs: list[tuple[Line, ...]] = []
    held: list[Line] = []
    for i, line in enumerate(lines):
        held.append(line)
        if i + 1 < len(lines) and not _runs_on(lines, i):
            runs.append(tuple(held))
            held = []
    runs.append(tuple(held))
    return runs


def _runs_on(lines: tuple[Line, ...], i: int) -> bool:
    """Whether line i + 1 goes on with the paragraph of line i."""
    line, following = lines[i], lines[i + 1]
    if len(line.text) > _LONG or len(following.text) > _LONG:
        return False
    if following.indent >= line.indent + 2 and _STRONG_END.search(line.text):
        return False
    start = following.text.lstrip()
    if start[:1].islower():
        return True
    near = lines[max(0, i - 6) : i + 4]
    width = max(len(one.text) for one in near)
    first = start.split(" ", 1)[0]
    if len(line.text) + 1 + len(first) > width - 2 and width > 34:
        return True
    return len(line.text) > 50 and not _TERMINAL.search(line.text)


def _is_set_line_by_line(lines: tuple[Line, ...], runs: list[tuple[Line, ...]]) -> bool:
    """Verse, an address, a list of names: short lines whose ends are meant, not talk a line each."""
    if max(len(line.text.strip()) for line in lines) > 66:
        return False
    if len(runs) * 2 <= len(lines) and min(line.indent for line in lines) < 2:
        return False
    if len(lines) > 2 and sum(line.text.lstrip()[:1].islower() for line in lines[1:]) * 2 > len(lines) - 1:
        return False
    ends = sum(_STRONG_END.search(line.text) is not None for line in lines)
    talk = sum(line.text.lstrip()[:1] in '"“‘—«' for line in lines)
    if talk * 2 >= len(lines) and ends * 2 >= len(lines):
        return False
    return ends * 3 <= len(lines) * 2 or all(line.indent >= 2 for line in lines) or len(lines) <= 4


def _is_capitalled(lines: tuple[Line, ...], measure: int) -> bool:
    """Verse by its look: each line shorter than prose is set and begun with a capital, few of them ended."""
    count = len(lines)
    if count < 2 or max(len(line.text.strip()) for line in lines) > 60:
        return False
    if count < 4 and (
        min(line.indent for line in lines) < 2 or max(len(one.text) for one in lines) > measure - 10
    ):
        return False
    starts = [line.text.lstrip(" \"“‘'«(—-_*")[:1] for line in lines]
    if sum(start.isupper() for start in starts) * 5 < count * 4 or (count < 4 and not starts[1].isupper()):
        return False
    talk = sum(line.text.lstrip()[:1] in '"“‘—«' for line in lines)
    ends = sum(_STRONG_END.search(line.text) is not None for line in lines[:-1])
    return talk * 2 <= count and ends * 2 < count


def join(lines: Iterable[str]) -> str:
    """Wrapped lines as one; a dash or hyphen at a line's end is taken as written."""
    text = ""
    for line in lines:
        words = " ".join(line.split())
        if not text:
            text = words
        elif words[:1].isalnum() and _HANGING.search(text[-4:]):
            text += words
        else:
            text += f" {words}"
    return text


def _block(kind: BlockKind, lines: tuple[Line, ...], href: str) -> Block:
    fragment = f"char={lines[0].start},{lines[-1].end}"
    if kind is BlockKind.SCENE_BREAK:
        return Block(kind, "", href, fragment)
    if kind in (BlockKind.VERSE, BlockKind.LETTER):
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
        raw = _REFERENCE.sub("", raw).strip()
    if "*" in raw:
        raw = _STAR_MARK.sub("", _STARRED.sub(r"_\2_", raw))
    if "_" not in raw:
        return raw, ()
    raw = _PART_EMPHASIS.sub(r"\1\2", raw)
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    length = at = 0
    for match in _EMPHASIS.finditer(raw):
        parts += [raw[at : match.start()], match[1]]
        length += match.start() - at
        spans.append((length, length + len(match[1])))
        length += len(match[1])
        at = match.end()
    parts.append(raw[at:])
    return "".join(parts), tuple(spans)
